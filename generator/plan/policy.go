package plan

import (
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/provider"
	"github.com/gen-splitroute/gen-splitroute/generator/selector"
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
	for _, selected := range combinations(r, ipv6, a) {
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
	for given := range int(selector.Last) + 1 {
		for _, r := range b.set.Rules {
			if !confines(r) {
				continue
			}
			for _, selected := range combinations(r, ipv6, iproute.Goto(b.base+confined)) {
				selected.Iif = iproute.Local
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
func confines(r provider.Rule) bool { return r.Unreachable && r.Mark == 0 && r.Sent() }

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

// selectors counts the selectors of a rule. Among rules of one priority, those with
// fewer selectors are added first and deleted last, for two reasons. The kernel
// refuses a rule without a source or destination as existing if a rule exists that
// is the same except for that prefix (fib4_rule_compare in net/ipv4/fib_rules.c
// ignores a length of 0). And it deletes the first rule that has the selectors it is
// given, even if that rule has more of them (rule_find in net/core/fib_rules.c).
func selectors(r iproute.Rule) int {
	selects := r.Selects()
	return len(selects.Given())
}

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
// one family, all with one action.
func combinations(r provider.Rule, ipv6 bool, a iproute.Action) []iproute.Rule {
	f, found := r.In(ipv6)
	if !found {
		return nil
	}
	var all []iproute.Rule
	for _, selects := range f.Rules() {
		all = append(all, iproute.Selecting(ipv6, selects, a))
	}
	return all
}

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
	b.add(Policies, p, b.settingsPlace(), "marks packets for rule blocks that ip rule can't express")
}

// marking is a rule block as an nft rule.
func (b *builder) marking(r provider.Rule) iproute.Policy {
	p := iproute.Policy{Comment: ruleBlock(r), Name: r.Name, Mark: b.set.Settings.MarkOf(r.Mark)}
	for _, ipv6 := range b.ruleFamilies() {
		_, found := b.uplink(r.Provider, ipv6)
		if f, has := r.In(ipv6); has && (found || r.Unreachable) {
			p.Families = append(p.Families, f)
		}
	}
	return p
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
		if r.Mark != 0 && r.Provider == i && r.Sent() {
			s.Marks = append(s.Marks, b.set.Settings.MarkOf(r.Mark))
		}
	}
	return s
}
