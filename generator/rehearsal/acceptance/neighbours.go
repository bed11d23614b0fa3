package acceptance

import (
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// neighbourhood has the hosts that can send packets.
type neighbourhood struct {
	hosts   map[string][]netip.Addr // of each local network
	routers map[string][]netip.Addr // addresses of the router in each local network
}

// host is the address of a network's host in a family.
func (n neighbourhood) host(network string, ipv6 bool) (netip.Addr, bool) {
	for _, a := range n.hosts[network] {
		if a.IsValid() && a.Is6() == ipv6 {
			return a, true
		}
	}
	return netip.Addr{}, false
}

// ours are all addresses of the router.
func (n neighbourhood) ours(set site.Site) []netip.Addr {
	var list []netip.Addr
	for _, network := range set.Networks {
		list = append(list, n.routers[network.Name]...)
	}
	for _, p := range set.Providers {
		for _, ipv6 := range []bool{false, true} {
			if side := p.Side(ipv6); side.Declared {
				list = append(list, side.Address.Addr())
			}
		}
	}
	return list
}

// faraway gives out addresses of the internet, none of them twice, so that no
// packet is taken for one of an earlier connection.
type faraway struct {
	nearby []netip.Prefix // it gives out no address in these
	links  []netip.Prefix // of these, networks that the router has an interface in
	last   [2]netip.Addr  // in each family
}

// Where faraway begins: prefixes for benchmarks (RFC 2544), and for examples. If a
// configuration uses all that follows, faraway begins with the first unicast addresses.
var (
	farFirst = [2]netip.Addr{netip.MustParseAddr("198.18.0.0"), netip.MustParseAddr("2001:db8:ffff::")}
	farElse  = [2]netip.Addr{netip.MustParseAddr("1.0.0.0"), netip.MustParseAddr("2000::")}
)

// newFaraway avoids the prefixes that the configuration names.
func newFaraway(set site.Site) *faraway {
	f := &faraway{last: farFirst}
	for _, p := range set.Providers {
		for _, side := range []site.Uplink{p.IPv4, p.IPv6} {
			if side.Declared {
				f.links = append(f.links, side.Network, side.Address.Masked())
				f.avoid(side.Prefixes)
			}
		}
	}
	for _, n := range set.Networks {
		for _, p := range n.Prefixes {
			f.links = append(f.links, p.Masked())
		}
	}
	f.nearby = append(f.nearby, f.links...)
	f.nearby = slices.DeleteFunc(f.nearby, func(p netip.Prefix) bool { return !p.IsValid() || p.Bits() == 0 })
	for i, first := range f.last {
		if !isUnicast(f.beyond(first)) {
			f.last[i] = farElse[i]
		}
	}
	return f
}

// isUnicast reports whether a machine of the internet can have an address.
func isUnicast(a netip.Addr) bool {
	return a.IsGlobalUnicast() && (a.Is6() || a.As4()[0] < 224)
}

// needInternet returns an error if no address is left for the internet.
func needInternet(set site.Site) error {
	f := newFaraway(set)
	for _, ipv6 := range families {
		if a := f.next(ipv6); !isUnicast(a) {
			return rehearsal.Refusal{
				Reason: "the networks and prefixes of the configuration leave no address in " + family(ipv6) + " for the internet",
				Remedy: "write the prefixes that are really yours",
			}
		}
	}
	return nil
}

func (f *faraway) avoid(list []site.Prefix) {
	for _, p := range list {
		f.nearby = append(f.nearby, p.Masked())
	}
}

// next is an address that has not been given out.
func (f *faraway) next(ipv6 bool) netip.Addr {
	last := &f.last[0]
	if ipv6 {
		last = &f.last[1]
	}
	*last = f.beyond(last.Next())
	return *last
}

// within is an address in a prefix behind its first one, if that has so many; it
// may lie outside when all of the prefix is nearby.
func (f *faraway) within(p netip.Prefix, n int) netip.Addr { return f.beyond(nth(p, n)) }

// beyond is the first address from a on that is not nearby.
func (f *faraway) beyond(a netip.Addr) netip.Addr {
	for {
		inside := slices.IndexFunc(f.nearby, func(p netip.Prefix) bool { return p.Contains(a) })
		if inside < 0 {
			return a
		}
		a = lastOf(f.nearby[inside]).Next()
	}
}

// unowned is an address in a prefix that is on no link of the router; it is not valid
// where all of the first ones are.
func (f *faraway) unowned(p netip.Prefix) netip.Addr {
	for n := range maxTried {
		a := nth(p, n)
		if !slices.ContainsFunc(f.links, func(link netip.Prefix) bool { return link.IsValid() && link.Contains(a) }) {
			return a
		}
	}
	return netip.Addr{}
}

// lastOf is the last address of a prefix.
func lastOf(p netip.Prefix) netip.Addr {
	bytes := p.Masked().Addr().AsSlice()
	for bit := p.Bits(); bit < len(bytes)*8; bit++ {
		bytes[bit/8] |= 0x80 >> (bit % 8)
	}
	a, _ := netip.AddrFromSlice(bytes)
	return a
}
