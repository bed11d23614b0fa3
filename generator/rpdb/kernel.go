package rpdb

import (
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// kernelMetric is that of the kernel's routes in IPv6 (IP6_RT_PRIO_ADDRCONF).
const kernelMetric = 256

// device is an interface and the addresses that it is known to have, in the
// order in which they were given.
type device struct {
	name string
	// An address, and the length of its network.
	ipv4, ipv6 []address
}

// address is an address of a device. In a local network it isn't known.
type address struct {
	netip.Prefix // of an unknown address, the network
	known        bool
	origin       site.Origin
}

func (d *device) addresses(ipv6 bool) []address {
	if ipv6 {
		return d.ipv6
	}
	return d.ipv4
}

func (s *State) device(name string) *device {
	i := slices.IndexFunc(s.devices, func(d *device) bool { return d.name == name })
	if i >= 0 {
		return s.devices[i]
	}
	d := &device{name: name}
	s.devices = append(s.devices, d)
	return d
}

func (d *device) give(a address) {
	if a.Addr().Is6() {
		d.ipv6 = append(d.ipv6, a)
	} else {
		d.ipv4 = append(d.ipv4, a)
	}
}

// addAddresses gives interfaces what the configuration says about them.
func (s *State) addAddresses() {
	for _, p := range s.set.Providers {
		for _, u := range []site.Uplink{p.IPv4, p.IPv6} {
			d := s.device(p.Interface)
			if u.Declared && u.Address.IsValid() {
				d.give(address{u.Address, true, u.Origin})
			}
		}
	}
	for _, n := range s.set.Networks {
		d := s.device(n.Interface)
		for _, prefix := range n.Prefixes {
			if n.Gateway.IsValid() { // on no link of this machine
				continue
			}
			if !slices.ContainsFunc(d.addresses(prefix.Addr().Is6()), func(a address) bool { return a.Masked() == prefix.Prefix }) {
				d.give(address{prefix.Prefix, false, prefix.Origin})
			}
		}
	}
}

// isOwn reports whether an address is known to be this machine's.
func (s *State) isOwn(a netip.Addr) bool {
	r := s.side(a.Is6()).table(iproute.LocalTable).find(&Packet{To: a, Interface: Self})
	return r != nil && r.Type == Local
}

// addKernelRules adds the rules that are there from the start
// (fib_default_rules_init in net/ipv4/fib_rules.c, fib6_rules_net_init in
// net/ipv6/fib6_rules.c, which has no table default).
func (s *State) addKernelRules(ipv6 bool) {
	add := func(priority, table int) {
		s.addRule(Rule{
			Rule: iproute.Rule{IPv6: ipv6, Priority: priority, Action: iproute.Lookup(table)},
			Why:  "of the kernel",
		})
	}
	add(0, iproute.LocalTable)
	add(32766, iproute.MainTable)
	if !ipv6 {
		add(32767, iproute.DefaultTable)
	}
}

// addKernelRoutes adds what the kernel routes by itself: to the addresses that
// interfaces have, and to the networks on their links.
func (s *State) addKernelRoutes() {
	s.loopback()
	for _, d := range s.devices {
		for i, a := range d.ipv4 {
			s.connect4(d, i, a)
		}
		for _, a := range d.ipv6 {
			s.connect6(d, a)
		}
		s.linkLocal(d)
	}
	s.behindOthers()
}

// behindOthers adds the routes that main must have to networks behind other routers,
// unless the plan writes main itself.
func (s *State) behindOthers() {
	for _, n := range s.set.Networks {
		for _, prefix := range n.Prefixes {
			if n.Gateway.IsValid() && !s.set.DefaultRoute.MainTable {
				t := s.side(n.Gateway.Is6()).table(iproute.MainTable)
				t.routes = append(t.routes, Route{
					Dst: prefix.Prefix, Type: Unicast, Hops: []Hop{{n.Interface, iproute.KnownAddr(n.Gateway), 1}},
					Why: "that main must have", Origin: prefix.Origin,
				})
			}
		}
	}
}

func (s *State) kernelRoute(table int, t Type, dst netip.Prefix, dev string, src netip.Addr, o site.Origin) {
	r := Route{Dst: dst, Type: t, Src: iproute.KnownAddr(src), Hops: []Hop{{Dev: dev, Weight: 1}}, Why: "of the kernel", Origin: o}
	if dst.Addr().Is6() && t != Local && t != Anycast {
		r.Metric = kernelMetric
	}
	to := s.side(dst.Addr().Is6()).table(table)
	to.routes = append(to.routes, r)
}

func host(a netip.Addr) netip.Prefix { return netip.PrefixFrom(a, a.BitLen()) }

// connect4 is fib_add_ifaddr (net/ipv4/fib_frontend.c).
func (s *State) connect4(d *device, i int, a address) {
	src := netip.Addr{}
	if a.known {
		src = a.Addr()
		s.kernelRoute(iproute.LocalTable, Local, host(src), d.name, src, a.origin)
	}
	if a.Bits() < 31 {
		s.kernelRoute(iproute.LocalTable, Broadcast, host(last(a.Prefix)), d.name, src, a.origin)
	}
	// A secondary address has the route of the first one (IFA_F_SECONDARY).
	if a.Bits() < 32 && !isSecondary(d.ipv4, i) {
		s.kernelRoute(iproute.MainTable, Unicast, a.Masked(), d.name, src, a.origin)
	}
}

// isSecondary reports whether an address is in the network of an earlier one
// on its interface (__inet_insert_ifa in net/ipv4/devinet.c).
func isSecondary(addresses []address, i int) bool {
	return slices.ContainsFunc(addresses[:i], func(earlier address) bool { return earlier.Masked() == addresses[i].Masked() })
}

// connect6 is addrconf_prefix_route and, since a router forwards,
// addrconf_join_anycast (net/ipv6/addrconf.c).
func (s *State) connect6(d *device, a address) {
	if a.known {
		s.kernelRoute(iproute.LocalTable, Local, host(a.Addr()), d.name, netip.Addr{}, a.origin)
	}
	if a.Bits() < 127 {
		s.kernelRoute(iproute.LocalTable, Anycast, host(a.Masked().Addr()), d.name, netip.Addr{}, a.origin)
	}
	s.kernelRoute(iproute.MainTable, Unicast, a.Masked(), d.name, netip.Addr{}, a.origin)
}

// linkLocal adds what every interface has in IPv6 (RFC 4291, 2.8). The
// address itself isn't known.
func (s *State) linkLocal(d *device) {
	var none site.Origin
	s.kernelRoute(iproute.LocalTable, Multicast, netip.MustParsePrefix("ff00::/8"), d.name, netip.Addr{}, none)
	s.kernelRoute(iproute.LocalTable, Anycast, host(netip.MustParseAddr("fe80::")), d.name, netip.Addr{}, none)
	s.kernelRoute(iproute.MainTable, Unicast, netip.MustParsePrefix("fe80::/64"), d.name, netip.Addr{}, none)
}

func (s *State) loopback() {
	var none site.Origin
	own := netip.MustParseAddr("127.0.0.1")
	for _, dst := range []string{"127.0.0.0/8", "127.0.0.1/32"} {
		s.kernelRoute(iproute.LocalTable, Local, netip.MustParsePrefix(dst), Self, own, none)
	}
	s.kernelRoute(iproute.LocalTable, Broadcast, netip.MustParsePrefix("127.255.255.255/32"), Self, own, none)
	s.kernelRoute(iproute.LocalTable, Local, host(netip.IPv6Loopback()), Self, netip.Addr{}, none)
}

// last is the last address of a network.
func last(p netip.Prefix) netip.Addr {
	bytes := p.Masked().Addr().AsSlice()
	for bit := p.Bits(); bit < 8*len(bytes); bit++ {
		bytes[bit/8] |= 0x80 >> (bit % 8)
	}
	a, _ := netip.AddrFromSlice(bytes) // as many as an address has
	return a
}
