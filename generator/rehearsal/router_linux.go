package rehearsal

import (
	"fmt"
	"net/netip"
	"strings"
)

// Do calls f in the router's network namespace and with its view of the file
// system: /etc/iproute2, /run and /sys are the router's. f must not use the
// Lab.
func (l *Lab) Do(f func() error) error { return l.router.do(f) }

// IP has ip do all lines on the router (ip(8), -batch): what somebody else does
// to the machine's routing. A line may begin with "-6 ", which those about IPv6
// rules must. The first error ends it.
func (l *Lab) IP(lines ...string) error { return l.router.batch(lines) }

// Down takes an interface of the router down, with every route by it.
func (l *Lab) Down(iface string) error { return l.IP("link set dev " + iface + " down") }

// Up brings it up again, with the addresses that it had after booting, and
// waits until it is: the kernel has dropped those of IPv6. Routes do not come
// back by themselves.
func (l *Lab) Up(iface string) error {
	if err := l.IP(l.drawing.upLines(iface)...); err != nil {
		return err
	}
	if err := await(l.router, iface, true); err != nil {
		return err
	}
	return l.awaitAddresses(0, iface)
}

// Detach takes an interface away from the router, as a modem that is pulled
// out: done right after Build, the router has booted without it.
func (l *Lab) Detach(iface string) error {
	other, err := l.otherEnd(iface)
	if err != nil {
		return err
	}
	// With ARP as at first: the kernel takes another accept_dad for an interface
	// that comes without (ipv6_add_dev in net/ipv6/addrconf.c).
	if err := l.IP("link set dev "+iface+" down arp on", "link set dev "+iface+" name "+detached); err != nil {
		return err
	}
	return moveLink(routerSpace, other)
}

// Attach gives it back as Build made it: up, with its addresses, the default
// routes by it, and what Options.Sysctls say of it.
func (l *Lab) Attach(iface string) error {
	other, err := l.otherEnd(iface)
	if err != nil {
		return err
	}
	if err := moveLink(other, routerSpace); err != nil {
		return err
	}
	if err := l.IP("link set dev " + detached + " name " + iface); err != nil {
		return err
	}
	if err := l.Up(iface); err != nil {
		return err
	}
	for _, def := range l.drawing.defaults {
		if def.iface != iface {
			continue
		}
		if err := l.IP(def.line); err != nil {
			return err
		}
	}
	for key, value := range l.sysctls {
		if !strings.Contains(key, "/conf/"+iface+"/") {
			continue
		}
		if err := l.router.sysctl(key, value); err != nil {
			return err
		}
	}
	return nil
}

// Adopt gives the host of a local network another address to ask from.
func (l *Lab) Adopt(network string, addr netip.Addr) error {
	for i, n := range l.set.Networks {
		if n.Name == network {
			lone := address{uplinkName, netip.PrefixFrom(addr, addr.BitLen())}
			return l.networks[i].batch([]string{lone.line()})
		}
	}
	return fmt.Errorf("no network %q", network)
}

// Own gives the router an address that is on no link, and waits for the route to it.
func (l *Lab) Own(addr netip.Addr) error {
	lone := address{"lo", netip.PrefixFrom(addr, addr.BitLen())}
	if err := l.router.batch([]string{lone.line()}); err != nil || !addr.Is6() {
		return err
	}
	return until(fmt.Sprintf("there is no route to %v", addr), func() (ready bool, err error) {
		err = l.router.do(func() error {
			routes, err := reachable()
			ready = routes["lo"][addr]
			return err
		})
		return ready, err
	})
}

// detached is what an interface is called that is not the router's.
const detached = "detached"

// otherEnd is the namespace that a wire of the router's leads to.
func (l *Lab) otherEnd(iface string) (string, error) {
	for i, w := range l.drawing.wires {
		if w.iface == iface && len(w.ends) == 1 {
			return l.drawing.machines[w.ends[0]].space, nil
		} else if w.iface == iface {
			return bridgeSpace(i), nil
		}
	}
	return "", fmt.Errorf("the router has no interface %q", iface)
}

// moveLink moves a detached interface. The router does not know the names of
// namespaces, so this is done from outside.
func moveLink(from, to string) error {
	_, err := output("", "ip", "-n", from, "link", "set", "dev", detached, "netns", to)
	return err
}
