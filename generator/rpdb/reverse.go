package rpdb

import (
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Filter is what IPv4 makes of a source when a packet arrives. Each value is
// dropped where the ones before it are, and more.
type Filter string

// The values, for a packet that passes, one that rp_filter = 1 drops, one that
// rp_filter = 2 drops too, and one that is always dropped
// (Documentation/networking/ip-sysctl.rst).
const (
	Passes  Filter = "passes"
	Strict  Filter = "dropped where rp_filter is 1"
	Loose   Filter = "dropped where rp_filter is 1 or 2"
	Martian Filter = "dropped: no packet arrives with such a source"
)

// Receive is a lookup for a packet that arrives, and what its source is worth
// when it leaves by an interface, "" being none.
func (s *State) Receive(p Packet) (Answer, func(out string) Filter) {
	found := s.Lookup(p)
	return found, func(out string) Filter { return s.validate(p, found.Type, out) }
}

// validate is fib_validate_source and what ip_route_input_slow asks before
// (net/ipv4/fib_frontend.c, net/ipv4/route.c), for a packet that is found to
// be of a type. IPv6 has no such filter.
func (s *State) validate(p Packet, t Type, out string) Filter {
	if p.IPv6() {
		return Passes
	}
	if isMartian(p.From) {
		return Martian
	}
	if t == Broadcast { // brd_input
		p.To = netip.Addr{}
	}
	back := s.Lookup(reversed(p, out))
	switch {
	case !back.Type.Arrives():
		return Loose // last_resort
	case back.Type != Unicast: // accept_local being 0
		return Martian
	case slices.ContainsFunc(back.Route.Hops, func(h Hop) bool { return h.Dev == p.Interface }):
		return Passes // fib_info_nh_uses_dev, which asks dead hops as well
	case !s.hasAddress(p.Interface):
		return Loose // no_addr
	}
	return Strict
}

// hasAddress reports whether an interface has an address of IPv4, be it one that a
// script reads when it runs.
func (s *State) hasAddress(dev string) bool {
	reads := func(p site.Provider) bool { return p.Interface == dev && p.IPv4.AutoAddress }
	return len(s.device(dev).ipv4) > 0 || slices.ContainsFunc(s.set.Providers, reads)
}

// reversed is the flow of the lookup that checks the source of a packet. For a packet that
// is delivered here, this machine sends it; for others it arrives by the interface that
// the packet leaves by. It has no mark (src_valid_mark is 0) and root's user
// (__fib_validate_source).
func reversed(p Packet, out string) Packet {
	if out == "" {
		out = Self
	}
	return p.Reversed(out)
}

var (
	loopback4 = netip.MustParsePrefix("127.0.0.0/8")
	limited   = netip.MustParseAddr("255.255.255.255")
)

// isMartian is what ip_route_input_slow refuses (net/ipv4/route.c). Of 0.0.0.0/8, that
// is the first address alone since Linux 5.3 (ipv4_is_zeronet in include/linux/in.h).
func isMartian(from netip.Addr) bool {
	return from.IsMulticast() || from == limited || from == netip.IPv4Unspecified() || loopback4.Contains(from)
}

// dropped is what becomes of a packet that arrives by an interface: nobody
// knows the setting of one that isn't a provider's.
func (s *State) dropped(f Filter, dev string) bool { return f.drops(s.loose[dev]) }

// drops reports whether a packet is dropped, as far as that is known: by a filter
// that the script has loosened, or by any.
func (f Filter) drops(loosened bool) bool { return f == Martian || f == Loose && loosened }
