package plan

import (
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// policy adds the rules for rule blocks, in the order of the blocks.
func (b *builder) policy(ipv6 bool) {
	b.keepRoutes(ipv6)
	for i, r := range b.set.Rules {
		if r.Default {
			b.ruleSteps(policy+i+1, r, ipv6, iproute.Goto(b.base+addressAgain), b.rulePlace(r), "skips later rules")
			continue
		}
		uplinks := b.chosen(r.Via, ipv6)
		if b.hasOwn(r) {
			b.ownFirst(policy+i+1, r, uplinks, ipv6)
		}
		if s, ok := b.sharedTable(r, ipv6); ok {
			b.ruleSteps(policy+i+1, r, ipv6, iproute.Lookup(s.number), b.rulePlace(r), b.noteMark(r, s.chooses()))
			uplinks = nil
		}
		for n, u := range uplinks {
			b.ruleSteps(policy+i+1, r, ipv6, iproute.Lookup(u.Table), b.rulePlace(r).of(u.Name), b.leavesVia(u, r, n > 0))
		}
		if r.Unreachable {
			b.ruleSteps(policy+i+1, r, ipv6, iproute.Unreachable(), b.rulePlace(r), b.refused(r, ipv6))
		}
	}
	b.addressesAgain(ipv6)
}

// hasOwn reports whether packets that this machine sends skip the rules for the
// addresses of providers for a rule block, and may rightly have one of them.
func (b *builder) hasOwn(r site.Rule) bool { return b.confines(r) && len(r.Via) > 1 }

// ownFirst is for a rule block that confines packets to several providers: packets from the
// address of one of them leave via that one, whatever its position in the list.
func (b *builder) ownFirst(offset int, r site.Rule, uplinks []uplink, ipv6 bool) {
	seen := map[iproute.Rule]bool{}
	for _, u := range uplinks {
		for _, selected := range combinations(r, ipv6, iproute.Goto(b.base+addressAgain)) {
			if !holds(selected.From, u.side) {
				continue
			}
			selected.From, selected.Iif = u.sources(), iproute.Local
			if !seen[selected] {
				b.rule(offset, selected, u.placeOf("address"), "on to its table: rule."+r.Name+" may lead there, too")
			}
			seen[selected] = true
		}
	}
}

// leavesVia is the reason for a rule that looks up a provider's table. next: it comes
// after a rule for another provider.
func (b *builder) leavesVia(u uplink, r site.Rule, next bool) string {
	why := "leaves via " + u.Name
	if next {
		why = "without a route there, leaves via " + u.Name
	}
	return b.noteMark(r, why)
}

// marked reports whether nft marks the packets of a rule block.
func (b *builder) marked(r site.Rule) bool { return b.ruleMarks[r.Name] != 0 }

// noteMark adds to the reason for a rule that nft marks its packets, if it does.
func (b *builder) noteMark(r site.Rule, why string) string {
	if b.marked(r) {
		why += ", marked by nft"
	}
	return why
}

// refused is the reason why packets that a rule block selects are unreachable.
func (b *builder) refused(r site.Rule, ipv6 bool) string {
	if len(b.chosen(r.Via, ipv6)) == 0 {
		return b.leadsTo(r) + " has no " + title(ipv6) + ": unreachable, never another provider"
	}
	return b.leadsTo(r) + " down: unreachable, never another provider"
}

// leadsTo names the providers that a rule block leads to.
func (b *builder) leadsTo(r site.Rule) string {
	if len(r.Via) > 1 {
		return "each of its providers"
	}
	return b.set.Providers[r.Via[0]].Name
}

// ruleSteps adds the rules for what a rule block selects, all with one action.
func (b *builder) ruleSteps(offset int, r site.Rule, ipv6 bool, a iproute.Action, from place, why string) {
	if b.marked(r) {
		if r.HasFamily(ipv6) {
			s := b.set.Settings
			marked := iproute.Rule{IPv6: ipv6, Mark: b.ruleMarks[r.Name], Mask: s.MarkMask, Action: a}
			b.rule(offset, marked, from, why)
		}
		return
	}
	for _, selected := range combinations(r, ipv6, a) {
		b.rule(offset, selected, from, why)
	}
}

// confine makes packets that this machine sends skip the rules for the addresses
// of providers where a rule block confines them to its provider, and reports
// whether there is such a block. Packets that nft marks skip those rules anyway.
func (b *builder) confine(ipv6 bool) bool {
	seen := map[iproute.Rule]bool{}
	if !ipv6 && slices.ContainsFunc(b.set.Rules, func(r site.Rule) bool { return b.confines(r) && r.HasFamily(false) }) {
		b.onLink()
	}
	for given := range int(selector.Last) + 1 {
		for _, r := range b.set.Rules {
			if !b.confines(r) {
				continue
			}
			for _, selected := range combinations(r, ipv6, iproute.Goto(b.base+confined)) {
				selected.Iif = iproute.Local
				if given == selectors(selected) && !seen[selected] {
					b.rule(confine, selected, b.rulePlace(r), "skip the rules for source addresses: "+b.leadsTo(r)+" or nothing")
					seen[selected] = true
				}
			}
		}
	}
	return len(seen) > 0
}

// holds reports whether the address of an uplink is in a prefix. An address that a script
// reads isn't known yet, so only the prefix of all addresses is sure to have it.
func holds(p iproute.Prefix, u site.Uplink) bool {
	return !p.IsValid() || !u.Leased && p.Known.Contains(u.Address.Addr())
}

// confines reports whether packets that this machine sends may leave only via
// the providers of a rule block.
func (b *builder) confines(r site.Rule) bool { return r.Unreachable && !b.marked(r) && r.Sent() }

// onLink adds rules that look providers' networks up in main when the lookup
// names the interface. The kernel does such a lookup, through all rules, for the
// gateway of a route that somebody adds, such as a DHCP client, and refuses the
// route if the gateway is not on a link (fib_check_nh_v4_gw in
// net/ipv4/fib_semantics.c). IPv6 looks in the table of the route only.
func (b *builder) onLink() {
	seen := map[iproute.Rule]bool{}
	for _, u := range b.byID(false) {
		for _, n := range slices.Concat(u.networks(), u.onLink()) {
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

// refuseRoutes refuses what this machine sends to the routes of an IPv6 provider that
// is down. Where the kernel finds no route it chooses a source address, which may be
// that of another provider, and looks up again (ip6_dst_lookup_tail in
// net/ipv6/ip6_output.c). The rules find nothing but an unreachable route: it is never
// suppressed (fib_rules_lookup in net/core/fib_rules.c), and all others are. In main
// somebody else may have unreachable routes, so there the rules name the destinations.
func (b *builder) refuseRoutes(ipv6 bool) {
	r := iproute.Rule{IPv6: true, Iif: iproute.Local, Action: iproute.LookupBeyond(b.defaultTable(), "128")}
	const why = "routes of a provider that is down: unreachable"
	if ipv6 && !b.mainTable() && b.hasRoutes(true) {
		b.rule(refuse, r, b.defaultPlace(""), why)
	}
	for _, u := range b.byID(ipv6) {
		for _, dst := range u.side.Routes {
			if r.To = iproute.KnownPrefix(dst.Prefix); ipv6 && b.mainTable() {
				b.rule(refuse, r, u.always().at(dst.Origin), why)
			}
		}
	}
}

// hasRoutes reports whether a provider has routes in a family.
func (b *builder) hasRoutes(ipv6 bool) bool {
	return slices.ContainsFunc(b.uplinks(ipv6), func(u uplink) bool { return len(u.side.Routes) > 0 })
}

// keepRoutes looks up routes that are more specific than a default before the
// rule blocks: routes of providers and, with main as the default table, networks
// that only main has. These come before the rules for bound sockets, too. For the 1
// see mainFirst.
func (b *builder) keepRoutes(ipv6 bool) {
	if b.mainTable() || b.hasRoutes(ipv6) && len(b.set.Rules) > 0 {
		b.rule(keepRoutes, iproute.Rule{IPv6: ipv6, Action: iproute.LookupBeyond(b.defaultTable(), "1")}, b.defaultPlace(""),
			"routes more specific than a default come first")
	}
}

// addressesAgain adds the rules for addresses of providers once more, for packets
// that skipped the others: those that nft has marked for a rule block whose
// provider has no route, those of ownFirst, and those exempt from later rules.
func (b *builder) addressesAgain(ipv6 bool) {
	has := func(what func(site.Rule) bool) bool {
		return slices.ContainsFunc(b.set.Rules, func(r site.Rule) bool { return what(r) && r.HasFamily(ipv6) })
	}
	exempts := has(func(r site.Rule) bool { return r.Default })
	if exempts || has(b.hasOwn) {
		b.rule(addressAgain, iproute.Rule{IPv6: ipv6, Action: iproute.Nop()}, b.defaultPlace(""), "goto target: behind the rule blocks")
	}
	if len(b.ruleMarks) == 0 && !has(b.hasOwn) && !(exempts && has(b.confines)) {
		return
	}
	again := func(u uplink, a iproute.Action, why string) {
		b.rule(addressAgain, iproute.Rule{IPv6: ipv6, From: u.sources(), Action: a}, u.placeOf("address"), why)
		for _, prefix := range u.routedHere() {
			if exempts {
				b.rule(addressAgain, iproute.Rule{IPv6: ipv6, From: prefix.Prefix, Action: a}, u.always().at(prefix.Origin), why)
			}
		}
		if n, ok := b.ownNetwork(u); ok && exempts {
			b.rule(addressAgain, iproute.Rule{IPv6: ipv6, From: n.Prefix, Action: a}, u.withNetwork(n), why)
		}
	}
	for _, u := range b.byID(ipv6) {
		again(u, iproute.Lookup(u.Table), "packets that skipped the rules for source addresses use its table")
	}
	for _, u := range b.byID(ipv6) {
		again(u, iproute.Unreachable(), down(u.Provider))
	}
}

// unmarked restricts a rule to packets that nft has not marked for a rule block.
// This machine chose the source address of those that it sends before they were
// marked, so the address says nothing about where they should go.
func (b *builder) unmarked(r iproute.Rule) iproute.Rule {
	if len(b.ruleMarks) > 0 {
		r.Mask = b.set.Settings.MarkMask
	}
	return r
}

// combinations are the rules that together select what a rule block selects, in
// one family, all with one action.
func combinations(r site.Rule, ipv6 bool, a iproute.Action) []iproute.Rule {
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
	if len(b.ruleMarks) == 0 {
		return
	}
	p := iproute.Policies{Mask: b.set.Settings.MarkMask}
	for _, r := range b.set.Rules {
		if b.marked(r) {
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
func (b *builder) marking(r site.Rule) iproute.Policy {
	p := iproute.Policy{Comment: ruleBlock(r), Name: r.Name, Mark: b.ruleMarks[r.Name]}
	for _, ipv6 := range b.ruleFamilies() {
		if f, has := r.In(ipv6); has && (len(b.chosen(r.Via, ipv6)) > 0 || r.Unreachable || r.Default) {
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
		if b.marked(r) && slices.Contains(r.Via, i) && r.Sent() {
			s.Marks = append(s.Marks, b.ruleMarks[r.Name])
		}
	}
	return s
}
