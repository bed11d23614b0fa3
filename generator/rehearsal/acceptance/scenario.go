package acceptance

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// scenario is a configuration, with the faults of its router.
type scenario struct {
	set  site.Site
	down map[string]bool // interfaces
	// out are the uplinks that the monitor doesn't find up, by their names in plan.Watch.
	out map[string]bool
	// unmarked: nft marks no packet for a rule.
	unmarked bool
	detached bool // the interfaces in down are gone, with their addresses
}

// path is where a packet may go.
type path struct {
	by      []int // any of these providers; none: it must not leave
	orNot   bool  // it may stay as well
	rule    int   // the position of the one that decides; noRule: none does
	because string
}

const noRule = -1

// path says where the configuration sends a packet. The kernel gives an IPv4 packet
// of the router without a source the source of the route that it finds, and looks
// it up again with that (ip_route_connect in include/net/route.h).
func (w scenario) path(p packet) path {
	first := w.beforeMarks().pathOf(p)
	if p.network != "" || p.from.IsValid() || p.to.Is6() || len(first.by) == 0 {
		return w.pathOf(p)
	}
	found := path{rule: first.rule, because: first.because}
	for _, i := range first.by {
		p.from = w.set.Providers[i].IPv4.Address.Addr()
		found = found.or(w.pathOf(p))
	}
	return found
}

// or is the union of two paths: the packet may take either.
func (a path) or(b path) path {
	if b.rule != noRule {
		a.rule, a.because = b.rule, b.because
	}
	for _, i := range b.by {
		if !slices.Contains(a.by, i) {
			a.by = append(a.by, i)
		}
	}
	a.orNot = a.orNot || b.orNot || len(b.by) == 0
	return a
}

// pathOf is the path of a packet whose source is known.
func (w scenario) pathOf(p packet) path {
	if w.down[w.iface(p.network)] {
		return path{rule: noRule, because: "its own interface is away"}
	}
	owner, owned := w.owner(p)
	if owned && !w.overruled(p, owner) {
		return path{by: w.only(owner, p), rule: noRule, because: "it is from what belongs to " + w.name(owner)}
	}
	if i, found := w.always(p.to); found {
		return path{by: w.only(i, p), rule: noRule, because: w.name(i) + " has a route for it"}
	}
	marked := false // a packet has one mark, that of the first rule
	for i, r := range w.set.Rules {
		if !matches(r, p, w.iface(p.network)) {
			continue
		}
		byMark := plan.NeedsMark(&r)
		if byMark && (marked || w.unmarked) {
			continue
		}
		marked = marked || byMark
		if r.Default && owned {
			return path{by: w.only(owner, p), rule: i, because: "rule " + r.Name + ", from an address at " + w.name(owner)}
		}
		if r.Default {
			found := w.otherwise(p)
			found.rule, found.orNot, found.because = i, found.orNot || byMark && w.astray(p), "rule "+r.Name
			return found
		}
		if owned && !byMark && w.keepsOwn(r, owner, p.to.Is6()) {
			return path{by: w.only(owner, p), rule: i, because: "rule " + r.Name + ", from an address at " + w.name(owner)}
		}
		if by := w.leadsTo(r, p.to.Is6()); len(by) > 0 || r.Unreachable {
			return path{by: by, orNot: byMark && w.astray(p), rule: i, because: "rule " + r.Name}
		}
	}
	if owned {
		return path{by: w.only(owner, p), rule: noRule, because: "it is from an address at " + w.name(owner)}
	}
	return w.otherwise(p)
}

// otherwise is the path of a packet that no rule selects.
func (w scenario) otherwise(p packet) path {
	found := w.byDefault(p.to.Is6())
	if len(found.by) == 0 && p.to.Is6() && !p.from.IsValid() {
		// The kernel then tries the addresses that it has, whose paths
		// differ (ip6_dst_lookup_tail in net/ipv6/ip6_output.c).
		found = path{by: w.usable(all(len(w.set.Providers)), true), orNot: true, rule: noRule, because: "whose address it then has"}
	}
	return found
}

// leadsTo are the providers that a rule leads packets of a family to: the first
// of its list that can take them, or any that it balances among.
func (w scenario) leadsTo(r site.Rule, ipv6 bool) []int {
	if r.Default {
		return w.byDefault(ipv6).by
	}
	by := w.chosen(r.Via, r.Via, ipv6)
	if !r.Unreachable {
		by = w.inForce(by, ipv6) // its packets go on to the default
	}
	if r.Balance {
		return by
	}
	return by[:min(1, len(by))]
}

// byDefault is the path by the default route. If no provider of it is left, or there
// is none, packets take main's default.
func (w scenario) byDefault(ipv6 bool) path {
	d := w.set.DefaultRoute
	all := slices.Concat(d.Providers, d.Backups)
	if by := w.chosen(d.Providers, all, ipv6); len(by) > 0 {
		return path{by: by, rule: noRule, because: "the default route"}
	}
	for _, by := range [][]int{w.chosen(d.Backups, all, ipv6), w.usable(w.learned(ipv6), ipv6)} {
		if len(by) > 0 {
			return path{by: by[:1], rule: noRule, because: "the default that is left"}
		}
	}
	return path{rule: noRule, because: "no provider is left"}
}

// learned are the providers of main's default routes, the preferred one first: see
// options.
func (w scenario) learned(ipv6 bool) []int {
	list := all(len(w.set.Providers))
	return slices.DeleteFunc(list, func(i int) bool { return i > 0 && !w.set.Providers[i].Side(ipv6).AutoGateway })
}

// owner is the provider that a packet's source belongs to.
func (w scenario) owner(p packet) (provider int, found bool) {
	for i, candidate := range w.set.Providers {
		side := candidate.Side(p.to.Is6())
		if side.Declared && p.from.IsValid() && (side.Address.Addr() == p.from || inPrefixes(side.Prefixes, p.from)) {
			return i, true
		}
	}
	return 0, false
}

// overruled reports whether a rule decides before the rule for the packet's source
// does: one that reads a mark of nft, or one for the router's own addresses that ends
// in "unreachable".
func (w scenario) overruled(p packet, owner int) bool {
	if w.set.Providers[owner].Side(p.to.Is6()).Address.Addr() != p.from {
		return false
	}
	return slices.ContainsFunc(w.set.Rules, func(r site.Rule) bool {
		if !matches(r, p, "") {
			return false
		}
		if plan.NeedsMark(&r) {
			return !w.unmarked
		}
		return r.Unreachable && r.Interface == "" && !w.keepsOwn(r, owner, p.to.Is6())
	})
}

// keepsOwn reports whether a rule that confines packets leads those from the address of
// one of several providers to that one. An address that scripts read is sure to be in "from"
// only if that has all addresses.
func (w scenario) keepsOwn(r site.Rule, owner int, ipv6 bool) bool {
	if !r.Unreachable || len(r.Via) < 2 || !slices.Contains(r.Via, owner) {
		return false
	}
	from := site.OfFamily(r.From, ipv6)
	return !w.set.Providers[owner].Side(ipv6).Leased || len(r.From) == 0 ||
		slices.ContainsFunc(from, func(p netip.Prefix) bool { return p.Bits() == 0 })
}

// astray reports whether the router may find no route for its own packet before nft
// marks it.
func (w scenario) astray(p packet) bool {
	before := w.beforeMarks().path(p)
	return p.network == "" && (len(before.by) == 0 || before.orNot)
}

// beforeMarks is the scenario without marks of rules: that of answers, which nft
// doesn't mark, and of the router's own packets before nft sees them.
func (w scenario) beforeMarks() scenario {
	w.unmarked = true
	return w
}

// stopped reports whether a rule makes an answer of the router unreachable: its
// provider is down, and it ends in "unreachable".
func (w scenario) stopped(answer packet) (path, bool) {
	found := w.beforeMarks().path(answer)
	return found, found.rule != noRule && len(found.by) == 0
}

// always is the provider whose routes contain a destination, with the longest prefix.
// While it is down, the destination is unreachable.
func (w scenario) always(to netip.Addr) (provider int, found bool) {
	longest := -1
	for i, p := range w.set.Providers {
		for _, route := range p.Side(to.Is6()).Routes {
			if route.Contains(to) && route.Bits() > longest {
				provider, longest = i, route.Bits()
			}
		}
	}
	return provider, longest >= 0
}

// only is one provider, if it can take the packet.
func (w scenario) only(i int, p packet) []int { return w.usable([]int{i}, p.to.Is6()) }

// usable are the providers of a list that are up and have the family.
func (w scenario) usable(list []int, ipv6 bool) []int {
	return slices.DeleteFunc(slices.Clone(list), func(i int) bool {
		p := w.set.Providers[i]
		return !p.Side(ipv6).Declared || w.down[p.Interface]
	})
}

// chosen are the usable providers of a list. It skips providers that the monitor finds
// down, as long as another provider of among is up.
func (w scenario) chosen(list, among []int, ipv6 bool) []int {
	by := w.usable(list, ipv6)
	if len(w.inForce(w.usable(among, ipv6), ipv6)) == 0 {
		return by
	}
	return w.inForce(by, ipv6)
}

// inForce are the providers of a list that the monitor finds up.
func (w scenario) inForce(list []int, ipv6 bool) []int {
	return slices.DeleteFunc(slices.Clone(list), func(i int) bool { return w.out[w.uplink(i, ipv6)] })
}

// uplink is the name that plans have for a family of a provider.
func (w scenario) uplink(i int, ipv6 bool) string {
	return "provider." + w.name(i) + map[bool]string{false: ".ipv4", true: ".ipv6"}[ipv6]
}

// iface is the interface of a local network.
func (w scenario) iface(network string) string {
	for _, n := range w.set.Networks {
		if n.Name == network {
			return n.Interface
		}
	}
	return ""
}

func (w scenario) name(i int) string { return w.set.Providers[i].Name }

// names are those of providers, as "isp1 or isp2".
func (w scenario) names(list []int) string {
	var names []string
	for _, i := range list {
		names = append(names, w.name(i))
	}
	return strings.Join(names, " or ")
}

// all are the numbers below n.
func all(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// families are both, IPv4 first: whether a family is IPv6.
var families = []bool{false, true}

// family is what a name of a check says about an address.
func family(ipv6 bool) string {
	if ipv6 {
		return "IPv6"
	}
	return "IPv4"
}
