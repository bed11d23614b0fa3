package rehearsal

import (
	"errors"
	"net/netip"
	"os"
	"sync"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Lab is a router with everything around it that its configuration speaks of.
// One can exist at a time.
type Lab struct {
	set      site.Site
	drawing  drawing
	patience time.Duration
	sysctls  map[string]string // as in Options
	defaults []Default

	router    *space
	bridges   []*space
	providers []*space // as in set.Providers
	networks  []*space // as in set.Networks

	taps    []*tap // as in set.Providers
	records records
	servers servers

	closed sync.Once
}

// Build makes the laboratory of a configuration, with the values of Example. It
// refuses to work anywhere but inside Enter.
func Build(set site.Site, opts Options) (*Lab, error) {
	if err := Available(); err != nil {
		return nil, err
	}
	set = Example(set)
	d, err := draw(set, opts)
	if err != nil {
		return nil, err
	}
	l := &Lab{set: set, drawing: d, patience: opts.Patience, sysctls: opts.Sysctls, defaults: opts.Defaults}
	if l.patience == 0 {
		l.patience = 500 * time.Millisecond
	}
	if err := l.build(); err != nil {
		return nil, errors.Join(lacking(err), l.Close())
	}
	return l, nil
}

func (l *Lab) build() error {
	d := l.drawing
	if err := l.found(); err != nil {
		return err
	}
	if err := l.prepare(); err != nil {
		return err
	}
	if err := ipBatch(d.links()); err != nil {
		return err
	}
	spaces := l.spaces()
	err := each(len(spaces), func(i int) error {
		return spaces[i].batch(d.machines[i].lines)
	})
	if err != nil {
		return err
	}
	for key, value := range l.sysctls {
		if err := l.router.sysctl(key, value); err != nil {
			return err
		}
	}
	if err := l.router.do(routerView); err != nil {
		return err
	}
	if err := l.settle(); err != nil {
		return err
	}
	return l.listen()
}

// found makes the namespaces, in the drawing's order.
func (l *Lab) found() error {
	made := make([]*space, len(l.drawing.machines))
	err := each(len(made), func(i int) (err error) {
		made[i], err = newSpace(l.drawing.machines[i].space)
		return err
	})
	p, n := 1+len(l.set.Providers), 1+len(l.set.Providers)+len(l.set.Networks)
	l.router, l.providers, l.networks, l.bridges = made[0], made[1:p], made[p:n], made[n:]
	return err
}

// spaces are all namespaces in the drawing's order.
func (l *Lab) spaces() []*space {
	all := append([]*space{l.router}, l.providers...)
	return append(append(all, l.networks...), l.bridges...)
}

// prepare sets what must hold before the first interface is there.
func (l *Lab) prepare() error {
	// Writing ip_forward resets other values, so it comes first
	// (Documentation/networking/ip-sysctl.rst).
	if err := l.router.do(asRouter); err != nil {
		return err
	}
	for _, s := range l.spaces() {
		if err := s.do(knownDefaults); err != nil {
			return err
		}
	}
	for _, s := range l.providers {
		if err := s.do(asProvider); err != nil {
			return err
		}
	}
	return nil
}

func asRouter() error {
	return errors.Join(
		writeSysctl("net/ipv4/ip_forward", "1"),
		writeIPv6("conf/all/forwarding", "1")) // router advertisements are ignored then
}

// knownDefaults are set where a new namespace takes after the machine
// (devconf_inherit_init_net), and where IPv6's duplicate address detection
// would bring routes late.
func knownDefaults() error {
	var errs []error
	for _, iface := range []string{"all", "default"} {
		errs = append(errs,
			writeSysctl("net/ipv4/conf/"+iface+"/rp_filter", "0"),
			writeIPv6("conf/"+iface+"/accept_dad", "0"))
	}
	return errors.Join(errs...)
}

// writeIPv6 writes a value below net/ipv6, which a kernel without IPv6 lacks.
func writeIPv6(key, value string) error {
	err := writeSysctl("net/ipv6/"+key, value)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

// asProvider has a provider's host answer and ask ARP with its gateway address
// alone, take packets though their source too is one of its own, and send from
// every address: in IPv6, a route does not make it one of its own.
func asProvider() error {
	return errors.Join(
		writeSysctl("net/ipv4/conf/all/arp_ignore", "1"),
		writeSysctl("net/ipv4/conf/all/arp_announce", "2"),
		writeSysctl("net/ipv4/conf/all/accept_local", "1"),
		writeIPv6("ip_nonlocal_bind", "1"))
}

// Close stops what runs in the laboratory and removes it. It may be called
// again.
func (l *Lab) Close() error {
	var err error
	l.closed.Do(func() { err = l.close() })
	return err
}

func (l *Lab) close() error {
	errs := []error{l.servers.close()}
	for _, t := range l.taps {
		errs = append(errs, t.close())
	}
	for _, s := range l.spaces() {
		if s != nil {
			errs = append(errs, killInhabitants(s), s.close())
		}
	}
	return errors.Join(errs...)
}

// RouterAddress is the router's address in a local network, in the first of
// its prefixes.
func (l *Lab) RouterAddress(network string) netip.Addr { return first(l.RouterAddresses(network)) }

// HostAddress is the address of the host in a local network, in the first of
// its prefixes; it is not valid where there is no room for one.
func (l *Lab) HostAddress(network string) netip.Addr { return first(l.HostAddresses(network)) }

// RouterAddresses are the router's in all prefixes of a local network.
func (l *Lab) RouterAddresses(network string) []netip.Addr {
	return l.inhabitants(network, func(router, _ netip.Prefix) netip.Addr { return router.Addr() })
}

// HostAddresses are the host's; those are not valid where there is no room.
func (l *Lab) HostAddresses(network string) []netip.Addr {
	return l.inhabitants(network, func(_, host netip.Prefix) netip.Addr { return host.Addr() })
}

// inhabitants are one of the two in each of a network's prefixes.
func (l *Lab) inhabitants(network string, which func(router, host netip.Prefix) netip.Addr) []netip.Addr {
	var all []netip.Addr
	for _, n := range l.set.Networks {
		for _, p := range n.Prefixes {
			if n.Name == network {
				router, host := inhabitants(l.set, n, p.Prefix)
				if n.Gateway.IsValid() {
					router, _ = behindIn(l.set, n)
				}
				all = append(all, which(router, host))
			}
		}
	}
	return all
}

func first(addrs []netip.Addr) netip.Addr {
	if len(addrs) == 0 {
		return netip.Addr{}
	}
	return addrs[0]
}

// each calls f for 0 to n-1 at once and joins the errors.
func each(n int, f func(int) error) error {
	errs := make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { errs[i] = f(i) })
	}
	wg.Wait()
	return errors.Join(errs...)
}
