package site

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/selector"
)

// Rule leads what it selects to providers of its own, whatever the default is.
// Of several that select a packet, the first one has it.
type Rule struct {
	Name string
	// What it selects: packets with these addresses, of either family, 0.0.0.0/0 and
	// ::/0 among them, that Match holds for. An empty list holds for all.
	From, To []Prefix
	selector.Match

	// Via are the providers that it leads to, by their positions in
	// Site.Providers: the first one that has a route.
	Via []int
	// Balance: rather any of these that have a route, by their weights.
	Balance       bool
	BalanceOrigin Origin // of the list
	// Default: it leads to none of its own; what it selects goes on as if no later
	// rule were there.
	Default bool
	// Unreachable: it leaves by no other way when none of them has a route.
	Unreachable bool
	Origin      Origin // of the block
}

// Range is a range of numbers, with both of its ends.
type Range = selector.Range

// In is what the rule selects in a family, and whether that is anything.
func (r *Rule) In(ipv6 bool) (selector.Family, bool) {
	if !r.HasFamily(ipv6) {
		return selector.Family{}, false
	}
	return selector.Family{Match: r.Match, IPv6: ipv6, From: selected(r.From, ipv6), To: selected(r.To, ipv6)}, true
}

// selected are the prefixes of a family, without overlaps. It is empty for all
// addresses of the family, which selects the same.
func selected(list []Prefix, ipv6 bool) []netip.Prefix {
	prefixes := Outermost(OfFamily(list, ipv6))
	if len(prefixes) > 0 && prefixes[0].Bits() == 0 {
		return nil
	}
	return prefixes
}

// HasFamily reports whether the addresses leave anything of a family.
func (r *Rule) HasFamily(ipv6 bool) bool {
	for _, list := range [][]Prefix{r.From, r.To} {
		ofFamily := func(p Prefix) bool { return p.Addr().Is6() == ipv6 }
		if len(list) > 0 && !slices.ContainsFunc(list, ofFamily) {
			return false
		}
	}
	return true
}

// HasAddresses reports whether its families follow from addresses.
func (r *Rule) HasAddresses() bool { return len(r.From)+len(r.To) > 0 }

// Everything is the prefix of all addresses of a family.
func Everything(ipv6 bool) netip.Prefix {
	if ipv6 {
		return netip.PrefixFrom(netip.IPv6Unspecified(), 0)
	}
	return netip.PrefixFrom(netip.IPv4Unspecified(), 0)
}

// OfFamily are the prefixes of one family.
func OfFamily(list []Prefix, ipv6 bool) []netip.Prefix {
	found := make([]netip.Prefix, 0, len(list))
	for _, p := range list {
		if p.Addr().Is6() == ipv6 {
			found = append(found, p.Prefix)
		}
	}
	return found
}

// Outermost are the prefixes that no other one holds, sorted.
func Outermost(list []netip.Prefix) []netip.Prefix {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b netip.Prefix) int {
		return cmp.Or(a.Addr().Compare(b.Addr()), cmp.Compare(a.Bits(), b.Bits()))
	})
	var outermost []netip.Prefix
	for _, p := range list {
		if n := len(outermost); n == 0 || !outermost[n-1].Contains(p.Addr()) {
			outermost = append(outermost, p)
		}
	}
	return outermost
}

// Side is the provider's side of a family.
func (p Provider) Side(ipv6 bool) Uplink {
	if ipv6 {
		return p.IPv6
	}
	return p.IPv4
}
