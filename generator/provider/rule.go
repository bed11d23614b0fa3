package provider

import (
	"cmp"
	"math"
	"net/netip"
	"slices"
)

// Rule leads what it selects to providers of its own, whatever the default is.
// Of several that select a packet, the first one has it.
type Rule struct {
	Name string
	// What it selects: a packet that each of these holds for. An empty list and
	// a zero value hold for all.
	From, To         []Prefix // of either family, 0.0.0.0/0 and ::/0 among them
	Interface        string   // on which it arrives
	Protocol         int
	SourcePorts      []Range // these lists are sorted, and their ranges apart
	DestinationPorts []Range
	DSCP             DSCP
	Users            []Range // whose processes here send it

	// Via are the providers that it leads to, by their positions in
	// Set.Providers: the first one that has a route.
	Via []int
	// Balance: rather any of these that have a route, by their weights.
	Balance       bool
	BalanceOrigin Origin // of that list
	// Default: it leads to none of its own; what it selects goes on as if no later
	// rule were there.
	Default bool
	// Unreachable: it leaves by no other way when none of them has a route.
	Unreachable bool
	// Mark is what its packets are marked with, in the bits of the mask as an id
	// is; 0: rules of ip can tell them.
	Mark   uint32
	Origin Origin // of the block
}

// Range is a range of numbers, with both of its ends.
type Range struct{ First, Last uint32 }

// DSCP is a differentiated services code point (RFC 2474), if there is one.
type DSCP struct {
	Given bool
	Value uint8
}

// maxCombinations is up to how many combinations of what stands in a rule's
// lists are told by rules of ip, which the kernel reads one by one.
const maxCombinations = 48

// NeedsMark reports whether nft has to tell the packets, and mark them. "ip
// rule" knows dscp since iproute2 6.13 only, and the kernel has no rules for the
// last port (fib_rule_port_range_valid in include/net/fib_rules.h).
func (r *Rule) NeedsMark() bool {
	return r.DSCP.Given || hasLastPort(r.SourcePorts) || hasLastPort(r.DestinationPorts) ||
		r.combinations(false)+r.combinations(true) > maxCombinations
}

func hasLastPort(ports []Range) bool {
	return slices.ContainsFunc(ports, func(r Range) bool { return r.Last == math.MaxUint16 })
}

// combinations are at most one more than rules of ip are used for.
func (r *Rule) combinations(ipv6 bool) int {
	if !r.HasFamily(ipv6) {
		return 0
	}
	n := 1
	for _, length := range []int{
		len(OfFamily(r.From, ipv6)), len(OfFamily(r.To, ipv6)),
		len(r.SourcePorts), len(r.DestinationPorts), len(r.Users),
	} {
		n *= max(1, min(length, maxCombinations+1))
		n = min(n, maxCombinations+1)
	}
	return n
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

// ChoosesSource reports whether it may decide about what this machine sends before
// that has a source: the kernel chooses one by the route that it finds.
func (r *Rule) ChoosesSource(ipv6 bool) bool {
	from := OfFamily(r.From, ipv6)
	all := len(from) == 0 || slices.Contains(from, Everything(ipv6))
	return r.HasFamily(ipv6) && r.Interface == "" && r.Mark == 0 && all
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
