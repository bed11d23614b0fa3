package rehearsal

import (
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Example returns a copy of a configuration that has a value for everything that its
// scripts read when they run (AutoAddress, AutoGateway): the values that they find in the
// laboratory. Build makes the same laboratory of both. No other machine has these values;
// an IPv6 gateway is link-local, as in a router advertisement.
func Example(set site.Site) site.Site {
	set.Providers = slices.Clone(set.Providers)
	e := examples{taken: map[netip.Addr]bool{}}
	for _, p := range set.Providers {
		for _, u := range uplinks(p) {
			e.know(u.Address.Addr(), u.Gateway)
			e.used = append(e.used, u.Address, u.Network)
			e.used = append(e.used, plain(u.Prefixes)...)
			e.routed = append(e.routed, plain(u.Routes)...)
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
		if u.Delegated && p.Bits() == poolDelegated.bits && poolDelegated.whole.Contains(p.Addr()) {
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
	taken  map[netip.Addr]bool
	used   []netip.Prefix
	routed []netip.Prefix // by routes of providers: where nothing else is left, inside of these
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

// unused is a network of a pool that nobody uses: one that no provider has a route
// for, if there is such, and the first one where all are used.
func (e *examples) unused(p pool) netip.Prefix {
	for _, avoid := range [][]netip.Prefix{slices.Concat(e.used, e.routed), e.used} {
		if n, found := p.free(avoid); found {
			return n
		}
	}
	return p.network(0)
}

// pool is a range of networks of one size.
type pool struct {
	whole netip.Prefix
	bits  int
}

var (
	pool4         = pool{netip.MustParsePrefix("100.64.0.0/10"), 24} // RFC 6598
	poolDelegated = pool{netip.MustParsePrefix("2001:db8:d000::/48"), 56}
	pool6         = pool{netip.MustParsePrefix("2001:db8:a000::/48"), 64}
)

// free is the first network of a pool that overlaps with none of a list.
func (p pool) free(avoid []netip.Prefix) (netip.Prefix, bool) {
	taken := make([]bool, 1<<(p.bits-p.whole.Bits()))
	for _, a := range avoid {
		if !a.Overlaps(p.whole) {
			continue
		}
		first, count := 0, len(taken)
		if a.Bits() > p.whole.Bits() {
			first, count = p.index(a.Masked().Addr()), 1<<max(0, p.bits-a.Bits())
		}
		for i := range count {
			taken[first+i] = true
		}
	}
	n := slices.Index(taken, false)
	if n < 0 {
		return netip.Prefix{}, false
	}
	return p.network(n), true
}

// index is which network of a pool an address is in: the bits between the lengths of
// the two.
func (p pool) index(a netip.Addr) int {
	n, bytes := 0, a.AsSlice()
	for bit := p.whole.Bits(); bit < p.bits; bit++ {
		n = n<<1 | int(bytes[bit/8]>>(7-bit%8)&1)
	}
	return n
}

// network is the nth of a pool.
func (p pool) network(n int) netip.Prefix {
	bytes := p.whole.Addr().AsSlice()
	for bit := p.bits - 1; bit >= p.whole.Bits(); bit, n = bit-1, n>>1 {
		bytes[bit/8] |= byte(n&1) << (7 - bit%8)
	}
	a, _ := netip.AddrFromSlice(bytes)
	return netip.PrefixFrom(a, p.bits)
}
