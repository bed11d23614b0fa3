package plan

import (
	"net/netip"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/provider"
)

// rules adds the rules of a family but for the last one, which belongs to the
// default, in the order in which the kernel reads them.
func (b *builder) rules(ipv6 bool) {
	if b.mainTable() {
		b.linkLocal(ipv6)
	} else {
		b.mainFirst(ipv6)
	}
	b.connections(ipv6)
	confines := b.confine(ipv6)
	for _, u := range b.byID(ipv6) {
		from := b.unmarked(iproute.Rule{From: u.address().Host(), Action: iproute.Lookup(u.Table)})
		b.ruleFor(u, u.present(), fromAddress+u.ID, from, "answers from its address leave by it", u.side.Origin)
	}
	for _, u := range b.byID(ipv6) {
		for _, prefix := range u.side.Prefixes {
			from := iproute.Rule{From: iproute.KnownPrefix(prefix.Prefix), Action: iproute.Lookup(u.Table)}
			b.ruleFor(u, "", fromPrefix+u.ID, from, "address space that it routes here leaves by it", prefix.Origin)
		}
		if n, ok := b.ownNetwork(u); ok {
			from := b.unmarked(iproute.Rule{From: n.Prefix, Action: iproute.Lookup(u.Table)})
			b.ruleFor(u, n.present, fromPrefix+u.ID, from, "other addresses in its network leave by it", u.side.Origin)
		}
	}
	b.noOther(ipv6)
	if confines {
		b.rule(confined, iproute.Rule{IPv6: ipv6, Action: iproute.Nop()}, everybody, "where what must leave by no other goes on", b.set.DefaultRoute.Origin)
	}
	b.policy(ipv6)
}

// rule adds a rule whose priority is given as an offset.
func (b *builder) rule(offset int, r iproute.Rule, name, why string, o provider.Origin) *Step {
	r.Priority = b.base + offset
	return b.add(Rules, r, name, why, o)
}

// ruleFor is rule for an uplink, in its family, which needs something to be
// there.
func (b *builder) ruleFor(u uplink, present string, offset int, r iproute.Rule, why string, o provider.Origin) {
	r.IPv6 = u.ipv6
	b.rule(offset, r, u.Name, why, o).If = present
}

// noOther keeps sources of a provider from leaving by another one.
func (b *builder) noOther(ipv6 bool) {
	unreachable := func(u uplink, present string, from iproute.Rule, o provider.Origin) {
		from.Action = iproute.Unreachable()
		b.ruleFor(u, present, noSource, from, "and by no other", o)
	}
	for _, u := range b.byID(ipv6) {
		unreachable(u, u.present(), b.unmarked(iproute.Rule{From: u.address().Host()}), u.side.Origin)
		for _, prefix := range u.side.Prefixes {
			unreachable(u, "", iproute.Rule{From: iproute.KnownPrefix(prefix.Prefix)}, prefix.Origin)
		}
		if n, ok := b.ownNetwork(u); ok {
			unreachable(u, n.present, b.unmarked(iproute.Rule{From: n.Prefix}), u.side.Origin)
		}
	}
}

// ownNetwork is the network of an uplink, in IPv6, unless it is known to be
// another one's as well. There an interface may have more addresses in it than
// the one that is written, such as those of privacy extensions (RFC 8981), and
// the kernel may choose them for what the machine sends.
func (b *builder) ownNetwork(u uplink) (subnet, bool) {
	n, ok := u.network()
	if !u.ipv6 || !ok {
		return subnet{}, false
	}
	for _, other := range b.uplinks(true) {
		if m, _ := other.network(); other.Name != u.Name && m.Prefix == n.Prefix {
			return subnet{}, false
		}
	}
	return n, true
}

// connections leads the packets of a marked connection to its provider.
func (b *builder) connections(ipv6 bool) {
	s := b.set.Settings
	if !s.ConnectionMarks {
		return
	}
	marked := func(u uplink, a iproute.Action) iproute.Rule {
		return iproute.Rule{IPv6: ipv6, Mark: s.Mark(u.Provider), Mask: s.MarkMask, Action: a}
	}
	for _, u := range b.byID(ipv6) {
		b.rule(connection+u.ID, marked(u, iproute.Lookup(u.Table)), u.Name, "a connection that is its own stays with it", u.Origin)
	}
	for _, u := range b.byID(ipv6) {
		b.rule(noConnection, marked(u, iproute.Unreachable()), u.Name, "and goes by no other", u.Origin)
	}
}

// mainFirst looks at main before everything else, without its default, and
// leads packets to providers' networks round it.
func (b *builder) mainFirst(ipv6 bool) {
	seen := map[subnet]bool{}
	for _, u := range b.byID(ipv6) {
		for _, n := range u.networks() {
			if seen[n] {
				continue
			}
			seen[n] = true
			b.ruleFor(u, n.present, skipMain+u.ID, iproute.Rule{To: n.Prefix, Action: iproute.LookupBeyond(iproute.MainTable, n.length)},
				"narrower networks inside its network", u.side.Origin)
			b.ruleFor(u, n.present, skipMain+u.ID, iproute.Rule{To: n.Prefix, Action: iproute.Goto(b.base + behindMain)},
				"not by main: a host there may have come in by another provider", u.side.Origin)
		}
	}
	// 1, not 0: "wg-quick down" deletes every rule "lookup main suppress_prefixlength 0".
	b.rule(lookMain, iproute.Rule{IPv6: ipv6, Action: iproute.LookupBeyond(iproute.MainTable, "1")},
		everybody, "connected, VPN and container networks first; main's own default is left out", b.set.DefaultRoute.Origin)
	b.rule(behindMain, iproute.Rule{IPv6: ipv6, Action: iproute.Nop()},
		everybody, "where packets to the providers' networks go on", b.set.DefaultRoute.Origin)
}

// linkLocalAddresses are those of RFC 4291, 2.5.6.
var linkLocalAddresses = netip.MustParsePrefix("fe80::/10")

// linkLocal keeps what stays on its link from being led to a provider: every
// interface has its route to that in main.
func (b *builder) linkLocal(ipv6 bool) {
	if ipv6 {
		b.rule(lookMain, iproute.Rule{IPv6: true, To: iproute.KnownPrefix(linkLocalAddresses), Action: iproute.Lookup(iproute.MainTable)},
			everybody, "link-local addresses are on every link", b.set.DefaultRoute.Origin)
	}
}
