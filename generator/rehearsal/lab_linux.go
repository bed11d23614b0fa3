package rehearsal

import (
	"errors"
	"net/netip"
	"os"
	"sync"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/provider"
)

// Lab is a router with everything around it that its configuration speaks of.
// One can exist at a time.
type Lab struct {
	set      provider.Set
	drawing  drawing
	patience time.Duration

	router    *space
	bridges   []*space
	providers []*space // as in set.Providers
	networks  []*space // as in set.Networks

	taps    []*tap // as in set.Providers
	records records
	servers servers

	knownTools string // that the shims are made for
	closed     sync.Once
}

// Build makes the laboratory of a configuration. It refuses to work anywhere
// but inside Enter.
func Build(set provider.Set, opts Options) (*Lab, error) {
	if err := Available(); err != nil {
		return nil, err
	}
	d, err := draw(set, opts)
	if err != nil {
		return nil, err
	}
	l := &Lab{set: set, drawing: d, patience: opts.Patience}
	if l.patience == 0 {
		l.patience = 500 * time.Millisecond
	}
	if err := l.build(opts); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

func (l *Lab) build(opts Options) error {
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
	for key, value := range opts.Sysctls {
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
	if err := l.router.sysctl("net/ipv4/ip_forward", "1"); err != nil {
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

// knownDefaults are set where a new namespace takes after the machine
// (devconf_inherit_init_net), and where IPv6's duplicate address detection
// would bring routes late.
func knownDefaults() error {
	var errs []error
	for _, iface := range []string{"all", "default"} {
		errs = append(errs, writeSysctl("net/ipv4/conf/"+iface+"/rp_filter", "0"))
		err := writeSysctl("net/ipv6/conf/"+iface+"/accept_dad", "0")
		if !errors.Is(err, os.ErrNotExist) { // a kernel without IPv6
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// asProvider has a provider's host answer and ask ARP with its gateway address
// alone, and take packets though their source too is one of its own: every
// address is.
func asProvider() error {
	return errors.Join(
		writeSysctl("net/ipv4/conf/all/arp_ignore", "1"),
		writeSysctl("net/ipv4/conf/all/arp_announce", "2"),
		writeSysctl("net/ipv4/conf/all/accept_local", "1"))
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

// RouterAddress is the router's address in a local network.
func (l *Lab) RouterAddress(network string) netip.Addr {
	router, _ := l.inhabitants(network)
	return router.Addr()
}

// HostAddress is the address of the host in a local network; it is not valid
// where there is no room for one.
func (l *Lab) HostAddress(network string) netip.Addr {
	_, host := l.inhabitants(network)
	return host.Addr()
}

// inhabitants are those of a network's first prefix.
func (l *Lab) inhabitants(network string) (router, host netip.Prefix) {
	for _, n := range l.set.Networks {
		if n.Name == network && len(n.Prefixes) > 0 {
			return inhabitants(l.set, n, n.Prefixes[0].Prefix)
		}
	}
	return router, host
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
