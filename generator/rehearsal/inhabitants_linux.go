package rehearsal

import (
	"net/netip"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// inhabitants are the router's address in a local network and the host's,
// which is not valid where there is no room. They are the first two, unless
// the prefix was written with the router's address in it, or a provider shares
// both wire and network: then the router has an address already.
func inhabitants(set site.Site, n site.Network, p netip.Prefix) (router, host netip.Prefix) {
	var at netip.Addr
	if p.Addr() != p.Masked().Addr() {
		at = p.Addr()
	}
	taken := map[netip.Addr]bool{}
	for _, inner := range set.Networks {
		if inner.Interface == n.Interface {
			taken[inner.Gateway] = true
		}
	}
	for _, neighbour := range set.Providers {
		if neighbour.Interface != n.Interface {
			continue
		}
		for _, u := range uplinks(neighbour) {
			taken[u.Gateway] = true
			if own := u.Address.Addr(); p.Contains(own) && !at.IsValid() {
				at = own
			}
		}
	}
	if !at.IsValid() {
		at = firstFree(p, taken)
	}
	if n.Gateway.IsValid() { // the router is behind another one
		return router, netip.PrefixFrom(firstFree(p, taken), p.Bits())
	}
	taken[at] = true
	router = netip.PrefixFrom(at, p.Bits())
	if free := firstFree(p, taken); p.Contains(free) {
		host = netip.PrefixFrom(free, p.Bits())
	}
	return router, host
}

// firstFree is the first address of a network that a machine can have and
// none has; it may lie outside, and is not valid behind the last address of all.
func firstFree(p netip.Prefix, taken map[netip.Addr]bool) netip.Addr {
	a := p.Masked().Addr()
	if p.Bits() < a.BitLen()-1 {
		a = a.Next() // the network's own address is nobody's (but see RFC 3021), or every router's (RFC 4291)
	}
	if a.Is4() && a.As4()[0] == 0 { // Linux has no gateway there (fib_check_nh_v4_gw in net/ipv4/fib_semantics.c)
		a = netip.AddrFrom4([4]byte{1, 0, 0, 1})
	}
	for a.IsValid() && taken[a] {
		a = a.Next()
	}
	return a
}
