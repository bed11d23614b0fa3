package plan

import (
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/provider"
)

// policy adds the rules for rule blocks, in the order of the blocks.
func (b *builder) policy(ipv6 bool) {
	b.keepRoutes(ipv6)
	for i, r := range b.set.Rules {
		u, found := b.uplink(r.Provider, ipv6)
		why := down(b.set.Providers[r.Provider])
		if found {
			b.ruleSteps(policy+i+1, r, ipv6, iproute.Lookup(u.Table), leavesVia(u, r))
		} else {
			why = b.set.Providers[r.Provider].Name + " has no " + title(ipv6) + ": unreachable, never another provider"
		}
		if r.Unreachable {
			b.ruleSteps(policy+i+1, r, ipv6, iproute.Unreachable(), why)
		}
	}
	b.addressesAgain(ipv6)
}

func leavesVia(u uplink, r provider.Rule) string {
	if r.Mark != 0 {
		return "leaves via " + u.Name + ", marked by nft"
	}
	return "leaves via " + u.Name
}

// ruleSteps adds the rules for what a rule block selects, all with one action.
func (b *builder) ruleSteps(offset int, r provider.Rule, ipv6 bool, a iproute.Action, why string) {
	if r.Mark != 0 {
		if r.HasFamily(ipv6) {
			s := b.set.Settings
			marked := iproute.Rule{IPv6: ipv6, Mark: s.MarkOf(r.Mark), Mask: s.MarkMask, Action: a}
			b.rule(offset, marked, b.rulePlace(r), why)
		}
		return
	}
	for _, selected := range combinations(r, ipv6) {
		selected.Action = a
		b.rule(offset, selected, b.rulePlace(r), why)
	}
}

// confine makes packets that this machine sends skip the rules for the addresses
// of providers where a rule block confines them to its provider, and reports
// whether there is such a block. Packets that nft marks skip those rules anyway.
func (b *builder) confine(ipv6 bool) bool {
	seen := map[iproute.Rule]bool{}
	if !ipv6 && slices.ContainsFunc(b.set.Rules, func(r provider.Rule) bool { return confines(r) && r.HasFamily(false) }) {
		b.onLink()
	}
	for given := range maxSelectors + 1 {
		for _, r := range b.set.Rules {
			if !confines(r) {
				continue
			}
			for _, selected := range combinations(r, ipv6) {
				selected.Iif, selected.Action = iproute.Local, iproute.Goto(b.base+confined)
				if given == selectors(selected) && !seen[selected] {
					b.rule(confine, selected, b.rulePlace(r), "skip the rules for source addresses: "+b.set.Providers[r.Provider].Name+" or nothing")
					seen[selected] = true
				}
			}
		}
	}
	return len(seen) > 0
}

// confines reports whether packets that this machine sends may leave only via
// the provider of a rule block.
func confines(r provider.Rule) bool { return r.Unreachable && r.Mark == 0 && r.Interface == "" }

// onLink adds rules that look providers' networks up in main when the lookup
// names the interface. The kernel does such a lookup, through all rules, for the
// gateway of a route that somebody adds, such as a DHCP client, and refuses the
// route if the gateway is not on a link (fib_check_nh_v4_gw in
// net/ipv4/fib_semantics.c). IPv6 looks in the table of the route only.
func (b *builder) onLink() {
	seen := map[iproute.Rule]bool{}
	for _, u := range b.byID(false) {
		for _, n := range u.networks() {
			r := iproute.Rule{To: n.Prefix, Oif: u.Interface, Action: iproute.Lookup(iproute.MainTable)}
			if seen[r] { // two providers behind one interface
				continue
			}
			seen[r] = true
			from := u.always() // the rule selects nothing while the interface is away
			if n.Prefix.Var != "" {
				from = u.withNetwork(n)
			}
			b.rule(onLink, r, from, "network on the link, for lookups that name the interface")
		}
	}
}

// selectors counts the selectors of a rule, up to maxSelectors. Among rules of
// one priority, those with fewer selectors are added first and deleted last, for
// two reasons. The kernel refuses a rule without a source or destination as
// existing if a rule exists that is the same except for that prefix
// (fib4_rule_compare in net/ipv4/fib_rules.c ignores a length of 0). And it
// deletes the first rule that has the selectors it is given, even if that rule
// has more of them (rule_find in net/core/fib_rules.c).
func selectors(r iproute.Rule) int {
	n := 0
	for _, given := range [maxSelectors]bool{
		r.From.IsValid(), r.To.IsValid(), r.Protocol != 0, r.SourcePorts.Bounded, r.DestinationPorts.Bounded, r.Users.Bounded,
	} {
		if given {
			n++
		}
	}
	return n
}

const maxSelectors = 6

// keepRoutes looks up routes that are more specific than a default before the
// rule blocks: routes of providers and, with main as the default table, networks
// that only main has. For the 1 see mainFirst.
func (b *builder) keepRoutes(ipv6 bool) {
	always := slices.ContainsFunc(b.uplinks(ipv6), func(u uplink) bool { return len(u.side.Routes) > 0 })
	if len(b.set.Rules) > 0 && (always || b.mainTable()) {
		b.rule(keepRoutes, iproute.Rule{IPv6: ipv6, Action: iproute.LookupBeyond(b.defaultTable(), "1")}, b.defaultPlace(""),
			"routes more specific than a default come before rule blocks")
	}
}

// addressesAgain adds the rules for addresses of providers once more, for packets
// that nft has marked for a rule block whose provider has no route.
func (b *builder) addressesAgain(ipv6 bool) {
	if !b.marksPackets {
		return
	}
	again := func(u uplink, a iproute.Action, why string) {
		b.rule(addressAgain, iproute.Rule{IPv6: ipv6, From: u.address().Host(), Action: a}, u.placeOf("address"), why)
	}
	for _, u := range b.byID(ipv6) {
		again(u, iproute.Lookup(u.Table), "marked packets that no rule block could route use its table")
	}
	for _, u := range b.byID(ipv6) {
		again(u, iproute.Unreachable(), down(u.Provider))
	}
}

// unmarked restricts a rule to packets that nft has not marked for a rule block.
// This machine chose the source address of those that it sends before they were
// marked, so the address says nothing about where they should go.
func (b *builder) unmarked(r iproute.Rule) iproute.Rule {
	if b.marksPackets {
		r.Mask = b.set.Settings.MarkMask
	}
	return r
}

// combinations are the rules that together select what a rule block selects, in
// one family.
func combinations(r provider.Rule, ipv6 bool) []iproute.Rule {
	if !r.HasFamily(ipv6) {
		return nil
	}
	first := iproute.Rule{IPv6: ipv6, Iif: r.Interface, Protocol: r.Protocol}
	if len(r.Users) > 0 {
		first.Iif = iproute.Local // otherwise forwarded packets count as root's
	}
	all := []iproute.Rule{first}
	all = times(all, selected(r.From, ipv6), func(c *iproute.Rule, p netip.Prefix) { c.From = iproute.KnownPrefix(p) })
	all = times(all, selected(r.To, ipv6), func(c *iproute.Rule, p netip.Prefix) { c.To = iproute.KnownPrefix(p) })
	all = times(all, r.SourcePorts, func(c *iproute.Rule, p provider.Range) { c.SourcePorts = between(p) })
	all = times(all, r.DestinationPorts, func(c *iproute.Rule, p provider.Range) { c.DestinationPorts = between(p) })
	return times(all, r.Users, func(c *iproute.Rule, u provider.Range) { c.Users = between(u) })
}

// times combines each rule with each element of a list, unless that is empty.
func times[T any](rules []iproute.Rule, list []T, set func(*iproute.Rule, T)) []iproute.Rule {
	if len(list) == 0 {
		return rules
	}
	all := make([]iproute.Rule, 0, len(rules)*len(list))
	for _, r := range rules {
		for _, element := range list {
			set(&r, element)
			all = append(all, r)
		}
	}
	return all
}

// selected are the prefixes of a family, without overlaps. It is empty for all
// addresses of the family, which selects the same.
func selected(list []provider.Prefix, ipv6 bool) []netip.Prefix {
	prefixes := provider.Outermost(provider.OfFamily(list, ipv6))
	if len(prefixes) > 0 && prefixes[0].Bits() == 0 {
		return nil
	}
	return prefixes
}

func between(r provider.Range) iproute.Range { return iproute.Between(r.First, r.Last) }

// policies adds the nft table that marks packets for rule blocks.
func (b *builder) policies() {
	if !b.marksPackets {
		return
	}
	p := iproute.Policies{Mask: b.set.Settings.MarkMask}
	for _, r := range b.set.Rules {
		if r.Mark != 0 {
			p.Policies = append(p.Policies, b.marking(r))
		}
	}
	for i := range b.set.Providers {
		if s := b.source(i); len(s.Marks) > 0 && len(s.Link.Sides) > 0 {
			p.Sources = append(p.Sources, s)
		}
	}
	b.add(Policies, p, b.settingsPlace(), "marks packets for rule blocks beyond ip rule")
}

// marking is a rule block as an nft rule.
func (b *builder) marking(r provider.Rule) iproute.Policy {
	p := iproute.Policy{
		Comment: ruleBlock(r), Name: r.Name, Mark: b.set.Settings.MarkOf(r.Mark),
		Iif: r.Interface, Protocol: r.Protocol, DSCP: r.DSCP.Value, HasDSCP: r.DSCP.Given,
		SourcePorts: allBetween(r.SourcePorts), DestinationPorts: allBetween(r.DestinationPorts), Users: allBetween(r.Users),
	}
	for _, ipv6 := range b.ruleFamilies() {
		_, found := b.uplink(r.Provider, ipv6)
		if r.HasFamily(ipv6) && (found || r.Unreachable) {
			p.Families = append(p.Families, iproute.Addresses{IPv6: ipv6, From: selected(r.From, ipv6), To: selected(r.To, ipv6)})
		}
	}
	return p
}

func allBetween(list []provider.Range) []iproute.Range {
	var all []iproute.Range
	for _, r := range list {
		all = append(all, between(r))
	}
	return all
}

// source translates marked packets to the address at the provider at a position
// in the configuration, in families where it doesn't masquerade anyway.
func (b *builder) source(i int) iproute.Source {
	s := iproute.Source{Link: b.link(i)}
	s.Link.Sides = nil
	for _, ipv6 := range []bool{false, true} {
		if u, ok := b.uplink(i, ipv6); ok && !u.side.Masquerade {
			s.Link.Sides = append(s.Link.Sides, b.translated(u))
		}
	}
	for _, r := range b.set.Rules {
		if r.Mark != 0 && r.Provider == i && r.Interface == "" {
			s.Marks = append(s.Marks, b.set.Settings.MarkOf(r.Mark))
		}
	}
	return s
}
