package rehearsal

import (
	"encoding/hex"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// settleTime is how long settle waits at most for the kernel.
const settleTime = 5 * time.Second

// settle waits until the laboratory has stopped changing by itself: carrier
// and IPv6 addresses come with a delay.
func (l *Lab) settle() error {
	for i, s := range l.spaces() {
		for _, iface := range l.drawing.machines[i].ifaces {
			if err := await(s, iface, true); err != nil {
				return err
			}
		}
	}
	for i := range l.drawing.machines {
		if err := l.awaitAddresses(i, l.drawing.machines[i].ifaces...); err != nil {
			return err
		}
	}
	return nil
}

// awaitAddresses waits until interfaces of a machine have their IPv6 addresses,
// and the routes that come with them.
func (l *Lab) awaitAddresses(machine int, ifaces ...string) error {
	m, s := l.drawing.machines[machine], l.spaces()[machine]
	return until(fmt.Sprintf("an IPv6 address is missing on one of %q of %s", ifaces, s.name), func() (ready bool, err error) {
		err = s.do(func() (err error) {
			ready, err = m.addressed(ifaces)
			return err
		})
		return ready, err
	})
}

// await waits for an interface to become operational, or to cease to be
// (Documentation/networking/operstates.rst).
func await(s *space, iface string, up bool) error {
	return until(fmt.Sprintf("%s of %s: operational is not %t", iface, s.name, up), func() (ready bool, err error) {
		err = s.do(func() error {
			now, err := operational(iface)
			ready = now == up
			return err
		})
		return ready, err
	})
}

// until polls; what says why it fails in the end.
func until(what string, ready func() (bool, error)) error {
	for deadline := time.Now().Add(settleTime); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if ok, err := ready(); ok || err != nil {
			return err
		}
	}
	return errors.New(what)
}

// operational reads IFF_RUNNING in the calling thread's namespace
// (netdevice(7)).
func operational(iface string) (bool, error) {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return false, err
	}
	defer unix.Close(fd)
	req, err := unix.NewIfreq(iface)
	if err != nil {
		return false, fmt.Errorf("%s: %w", iface, err)
	}
	syncCarrier(fd, iface)
	if err := unix.IoctlIfreq(fd, unix.SIOCGIFFLAGS, req); err != nil {
		return false, fmt.Errorf("%s: %w", iface, err)
	}
	return req.Uint16()&unix.IFF_RUNNING != 0, nil
}

// syncCarrier has the kernel act on a change of the carrier at once: by itself
// it may let a second pass (net/core/link_watch.c; the request that asks for
// the link synchronises, see ethtool_op_get_link). That it fails is no harm.
func syncCarrier(fd int, iface string) {
	request := struct{ command, value uint32 }{command: unix.ETHTOOL_GLINK}
	ifreq := struct {
		name [unix.IFNAMSIZ]byte
		data unsafe.Pointer
		_    [16]byte // the rest of struct ifreq's union
	}{data: unsafe.Pointer(&request)}
	copy(ifreq.name[:unix.IFNAMSIZ-1], iface)
	_, _, _ = unix.Syscall(unix.SYS_IOCTL, uintptr(fd), unix.SIOCETHTOOL, uintptr(unsafe.Pointer(&ifreq)))
}

// addressed reports whether interfaces of m have all their addresses, a
// link-local one among them: the route to each, and, where packets are
// forwarded, to the anycast address of its network, which is the last that the
// kernel adds (addrconf_dad_completed in net/ipv6/addrconf.c). Interfaces
// without IPv6 are skipped.
func (m machine) addressed(ifaces []string) (bool, error) {
	routes, err := reachable()
	if errors.Is(err, os.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	for _, iface := range ifaces {
		off, err1 := os.ReadFile("/proc/sys/net/ipv6/conf/" + iface + "/disable_ipv6")
		forwards, err2 := os.ReadFile("/proc/sys/net/ipv6/conf/" + iface + "/forwarding")
		if err := errors.Join(err1, err2); err != nil {
			return false, err
		}
		if string(off) == "0\n" && !m.routed(iface, string(forwards) == "1\n", routes[iface]) {
			return false, nil
		}
	}
	return true, nil
}

// routed is addressed for one interface, given what it has routes to.
func (m machine) routed(iface string, forwards bool, to map[netip.Addr]bool) bool {
	linkLocal := false
	for a := range to {
		linkLocal = linkLocal || a.IsLinkLocalUnicast() && (!forwards || a == netip.MustParseAddr("fe80::"))
	}
	return linkLocal && !slices.ContainsFunc(m.on(iface), func(a address) bool {
		anycast := forwards && a.Bits() < 127 // RFC 6164
		return a.Addr().Is6() && (!to[a.Addr()] || anycast && !to[a.Masked().Addr()])
	})
}

// rtfAnycast is RTF_ANYCAST (include/uapi/linux/ipv6_route.h).
const rtfAnycast = 0x00100000

// reachable are, for each interface of the calling thread's namespace, the IPv6
// addresses that packets are taken for. A line is the destination,
// its length in hexadecimal, ..., flags and the interface (rt6_native_seq_show
// in net/ipv6/ip6_fib.c).
func reachable() (map[string]map[netip.Addr]bool, error) {
	file, err := os.ReadFile("/proc/thread-self/net/ipv6_route")
	routes := map[string]map[netip.Addr]bool{}
	for line := range strings.Lines(string(file)) {
		f := strings.Fields(line)
		if len(f) != 10 || f[1] != "80" {
			continue
		}
		if flags, err := strconv.ParseUint(f[8], 16, 32); err != nil || flags&(unix.RTF_LOCAL|rtfAnycast) == 0 {
			continue
		}
		to, err := hex.DecodeString(f[0])
		if err != nil {
			return nil, err
		}
		if routes[f[9]] == nil {
			routes[f[9]] = map[netip.Addr]bool{}
		}
		routes[f[9]][netip.AddrFrom16([16]byte(to))] = true
	}
	return routes, err
}
