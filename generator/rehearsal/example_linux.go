package rehearsal

import (
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Example returns a copy of a configuration in which there are values for all
// that its scripts read when they run (AutoAddress, AutoGateway): those that
// they find in the laboratory that Build makes of either of the two. The
// values are no other machine's; an IPv6 gateway is link-local, as in a router
// advertisement.
func Example(set site.Site) site.Site {
	set.Providers = slices.Clone(set.Providers)
	e := examples{taken: map[netip.Addr]bool{}}
	for _, p := range set.Providers {
		for _, u := range uplinks(p) {
			e.know(u.Address.Addr(), u.Gateway)
			e.used = append(e.used, u.Address, u.Network)
			e.used = append(e.used, plain(u.Prefixes)...)
			e.used = append(e.used, plain(u.Routes)...)
		}
	}
	for _, n := range set.Networks {
		e.used = append(e.used, plain(n.Prefixes)...)
	}
	for i := range set.Providers {
		p := &set.Providers[i]
		e.complete(&p.IPv4, pool4)
		e.complete(&p.IPv6, pool6)
	}
	e.delegate(set)
	return set
}

// delegate gives the only provider that delegates prefixes one. Of several, a script
// finds none, since nothing in main tells whose it is.
func (e *examples) delegate(set site.Site) {
	at := -1
	for i, p := range set.Providers {
		switch {
		case p.IPv6.Delegated && at >= 0:
			return
		case p.IPv6.Delegated:
			at = i
		}
	}
	if at < 0 || delegated(set.Providers[at].IPv6).IsValid() {
		return
	}
	u := &set.Providers[at].IPv6
	u.Prefixes = append(slices.Clone(u.Prefixes), site.Prefix{Prefix: e.unused(poolDelegated), Origin: u.DelegatedOrigin})
}

// delegated is the prefix that an uplink has from delegate.
func delegated(u site.Uplink) netip.Prefix {
	for _, p := range u.Prefixes {
		if u.Delegated && p.Prefix == poolDelegated(int(p.Addr().As16()[6])) {
			return p.Prefix
		}
	}
	return netip.Prefix{}
}

func plain(prefixes []site.Prefix) []netip.Prefix {
	var all []netip.Prefix
	for _, p := range prefixes {
		all = append(all, p.Prefix)
	}
	return all
}

// examples are what an example value must not be.
type examples struct {
	taken map[netip.Addr]bool
	used  []netip.Prefix
}

func (e *examples) know(addrs ...netip.Addr) {
	for _, a := range addrs {
		e.taken[a] = true
		if a.IsValid() {
			e.used = append(e.used, netip.PrefixFrom(a, a.BitLen()))
		}
	}
}

// complete gives an uplink what it reads.
func (e *examples) complete(u *site.Uplink, p pool) {
	if u.AutoGateway && !u.Gateway.IsValid() {
		u.Gateway = e.choose(e.gatewayNetwork(*u, p))
	}
	if u.AutoAddress && !u.Address.IsValid() {
		network := e.unused(p)
		if u.Gateway.IsValid() && !u.Gateway.IsLinkLocalUnicast() {
			network = netip.PrefixFrom(u.Gateway, network.Bits()).Masked()
		}
		u.Address = netip.PrefixFrom(e.choose(network), network.Bits())
		u.Network = u.Address.Masked()
	}
}

// gatewayNetwork is where a gateway is looked for.
func (e *examples) gatewayNetwork(u site.Uplink, p pool) netip.Prefix {
	network := e.unused(p)
	switch {
	case network.Addr().Is6():
		return netip.MustParsePrefix("fe80::/64")
	case u.Network.IsValid() && u.HasNetwork():
		return u.Network
	}
	return network
}

// choose takes an address of a network.
func (e *examples) choose(network netip.Prefix) netip.Addr {
	a := firstFree(network, e.taken)
	e.know(a)
	return a
}

// unused is the first network of a pool that nobody uses.
func (e *examples) unused(network pool) netip.Prefix {
	n := 0
	for slices.ContainsFunc(e.used, network(n).Overlaps) {
		n++
	}
	return network(n)
}

// pool counts networks of one size.
type pool func(n int) netip.Prefix

func pool4(n int) netip.Prefix {
	return netip.PrefixFrom(netip.AddrFrom4([4]byte{100, 64 + byte(n>>8), byte(n), 0}), 24) // RFC 6598
}

func poolDelegated(n int) netip.Prefix {
	return netip.PrefixFrom(netip.AddrFrom16([16]byte{0x20, 0x01, 0x0d, 0xb8, 0xd0, 0, byte(n)}), 56)
}

func pool6(n int) netip.Prefix {
	return netip.PrefixFrom(netip.AddrFrom16([16]byte{0x20, 0x01, 0x0d, 0xb8, 0xa0, 0, byte(n >> 8), byte(n)}), 64)
}
