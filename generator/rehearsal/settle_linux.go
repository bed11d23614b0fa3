package rehearsal

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// settleTime bounds the waiting for what the kernel does by itself.
const settleTime = 5 * time.Second

// settle waits until the laboratory has stopped changing by itself: carrier
// and IPv6 link-local addresses come with a delay.
func (l *Lab) settle() error {
	for i, s := range l.spaces() {
		for _, iface := range l.drawing.machines[i].ifaces {
			if err := await(s, iface, true); err != nil {
				return err
			}
		}
	}
	return l.awaitAddress(l.drawing.machines[0].ifaces...)
}

// awaitAddress waits until interfaces of the router have their IPv6 link-local
// address, and the routes that come with it.
func (l *Lab) awaitAddress(ifaces ...string) error {
	return until(fmt.Sprintf("no link-local address on one of %q", ifaces), func() (ready bool, err error) {
		err = l.router.do(func() (err error) {
			ready, err = addressed(ifaces)
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

// addressed reports whether all interfaces of the calling thread's namespace
// have a route to a link-local address of their own, which is the last that
// the kernel adds (addrconf_dad_completed in net/ipv6/addrconf.c). Those
// without IPv6 are left out.
func addressed(ifaces []string) (bool, error) {
	routes, err := os.ReadFile("/proc/thread-self/net/ipv6_route")
	if errors.Is(err, os.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	ready := map[string]bool{}
	for line := range strings.Lines(string(routes)) {
		// Destination, its length in hexadecimal, ..., flags, device
		// (rt6_native_seq_show in net/ipv6/ip6_fib.c).
		f := strings.Fields(line)
		if len(f) == 10 && strings.HasPrefix(f[0], "fe80") && f[1] == "80" {
			ready[f[9]] = true
		}
	}
	for _, iface := range ifaces {
		off, err := os.ReadFile("/proc/sys/net/ipv6/conf/" + iface + "/disable_ipv6")
		if err != nil || string(off) == "0\n" && !ready[iface] {
			return false, err
		}
	}
	return true, nil
}
