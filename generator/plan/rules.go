package plan

import (
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
)

// rules adds the rules of a family in the order in which the kernel reads them,
// except the last one, which belongs to the default route.
func (b *builder) rules(ipv6 bool) {
	b.rule(firstRule, iproute.Rule{IPv6: ipv6, Action: iproute.Nop()}, b.settingsPlace(), "rules added without a priority come before this one, not among ours")
	if b.mainTable() {
		b.linkLocal(ipv6)
	} else {
		b.mainFirst(ipv6)
	}
	b.connections(ipv6)
	b.refuseRoutes(ipv6)
	confines := b.confine(ipv6)
	for _, u := range b.byID(ipv6) {
		from := b.unmarked(iproute.Rule{IPv6: ipv6, From: u.sources(), Action: iproute.Lookup(u.Table)})
		b.rule(fromAddress+u.ID, from, u.placeOf("address"), "packets from "+u.itsAddress()+" use its table")
	}
	for _, u := range b.byID(ipv6) {
		for _, prefix := range u.routedHere() {
			from := iproute.Rule{IPv6: ipv6, From: prefix.Prefix, Action: iproute.Lookup(u.Table)}
			b.rule(fromPrefix+u.ID, from, u.always().at(prefix.Origin), "packets from its prefixes use its table")
		}
		if n, ok := b.ownNetwork(u); ok {
			from := b.unmarked(iproute.Rule{IPv6: ipv6, From: n.Prefix, Action: iproute.Lookup(u.Table)})
			b.rule(fromPrefix+u.ID, from, u.withNetwork(n), "packets from its network use its table")
		}
	}
	b.noOther(ipv6)
	if confines {
		b.rule(confined, iproute.Rule{IPv6: ipv6, Action: iproute.Nop()}, b.defaultPlace(""), "goto target: packets that skip the rules for source addresses")
	}
	b.policy(ipv6)
	b.boundSockets(ipv6)
}

// boundSockets sends packets of sockets that are bound to a provider's interface to
// that provider, whose route the default table need not have. These rules come
// behind the rule blocks, which may confine such packets to another provider. They
// stay where a provider is absent: its table is empty then.
func (b *builder) boundSockets(ipv6 bool) {
	for _, u := range b.inDefaultOrder(ipv6) {
		r := iproute.Rule{IPv6: ipv6, Oif: u.Interface, Action: iproute.Lookup(u.Table)}
		b.rule(bound, r, b.defaultPlace("").of(u.Name), "sockets bound to the interface of a provider use its table")
	}
}

// inDefaultOrder are the uplinks of a family, those of the default route first.
func (b *builder) inDefaultOrder(ipv6 bool) []uplink {
	d := b.set.DefaultRoute
	list := slices.Concat(b.chosen(d.Providers, ipv6), b.chosen(d.Backups, ipv6))
	for _, u := range b.byID(ipv6) {
		if !slices.ContainsFunc(list, func(other uplink) bool { return other.Name == u.Name }) {
			list = append(list, u)
		}
	}
	return list
}

// rule adds a rule whose priority is given as an offset, unless it is there: a prefix
// may be the provider's network, or hold its address alone.
func (b *builder) rule(offset int, r iproute.Rule, from place, why string) {
	r.Priority = b.base + offset
	if !b.added[r] {
		b.added[r] = true
		b.add(Rules, r, from, why)
	}
}

// noOther makes packets from a provider's addresses unreachable where its table
// has no route, so that they never leave via another provider.
func (b *builder) noOther(ipv6 bool) {
	unreachable := func(u uplink, r iproute.Rule, from place) {
		r.IPv6, r.Action = ipv6, iproute.Unreachable()
		b.rule(noSource, r, from, down(u.Provider))
	}
	for _, u := range b.byID(ipv6) {
		unreachable(u, b.unmarked(iproute.Rule{From: u.sources()}), u.placeOf("address"))
		for _, prefix := range u.routedHere() {
			unreachable(u, iproute.Rule{From: prefix.Prefix}, u.always().at(prefix.Origin))
		}
		if n, ok := b.ownNetwork(u); ok {
			unreachable(u, b.unmarked(iproute.Rule{From: n.Prefix}), u.withNetwork(n))
		}
	}
}

// ownNetwork is the network of an IPv6 uplink, unless another uplink is known to
// have it too. In IPv6 an interface may have more addresses in the network than
// the configured one, such as temporary addresses (RFC 8981), and the kernel may
// choose them as source addresses.
func (b *builder) ownNetwork(u uplink) (subnet, bool) {
	n, ok := u.network()
	if !u.ipv6 || !ok {
		return subnet{}, false
	}
	for _, other := range b.uplinks(true) {
		if m, _ := other.network(); other.Name != u.Name && m.Prefix == n.Prefix && !m.leased && !n.leased {
			return subnet{}, false
		}
	}
	return n, true
}

// connections sends packets of a marked connection to its provider.
func (b *builder) connections(ipv6 bool) {
	s := b.set.Settings
	if !s.ConnectionMarks {
		return
	}
	marked := func(u uplink, a iproute.Action) iproute.Rule {
		return iproute.Rule{IPv6: ipv6, Mark: MarkOf(s, u.Provider), Mask: s.MarkMask, Action: a}
	}
	for _, u := range b.byID(ipv6) {
		b.rule(connection+u.ID, marked(u, iproute.Lookup(u.Table)), u.always().at(u.Origin), "packets of its connections use its table")
	}
	for _, u := range b.byID(ipv6) {
		b.rule(noConnection, marked(u, iproute.Unreachable()), u.always().at(u.Origin), down(u.Provider))
	}
}

// mainFirst looks main up first, except its default route. Packets to providers'
// networks skip it.
func (b *builder) mainFirst(ipv6 bool) {
	for _, u := range b.byID(ipv6) {
		for _, n := range u.networks() {
			b.rule(skipMain+u.ID, iproute.Rule{IPv6: ipv6, To: n.Prefix, Action: iproute.LookupBeyond(iproute.MainTable, n.length)},
				u.withNetwork(n), "main, but only routes narrower than this network")
			b.rule(skipMain+u.ID, iproute.Rule{IPv6: ipv6, To: n.Prefix, Action: iproute.Goto(b.base + behindMain)},
				u.withNetwork(n), "skip main: replies to a host there may leave via another provider")
		}
		if end, ok := u.farEnd(); ok {
			b.rule(skipMain+u.ID, iproute.Rule{IPv6: ipv6, To: end.Prefix, Action: iproute.Goto(b.base + behindMain)},
				u.withNetwork(end), "skip main: other links may lead to the other end of this one, too")
		}
	}
	// Not 0: "wg-quick down" deletes every rule "lookup main suppress_prefixlength 0".
	b.rule(lookMain, iproute.Rule{IPv6: ipv6, Action: iproute.LookupBeyond(iproute.MainTable, "1")},
		b.defaultPlace(""), "main first, for connected, VPN and container networks; no default")
	b.rule(behindMain, iproute.Rule{IPv6: ipv6, Action: iproute.Nop()},
		b.defaultPlace(""), "goto target: packets to networks of providers")
}

// linkLocalAddresses are the link-local unicast addresses (RFC 4291, 2.5.6).
var linkLocalAddresses = netip.MustParsePrefix("fe80::/10")

// linkLocal looks link-local addresses up in main, where every interface has a
// route to them, so that no later rule sends them to a provider.
func (b *builder) linkLocal(ipv6 bool) {
	if ipv6 {
		b.rule(lookMain, iproute.Rule{IPv6: true, To: iproute.KnownPrefix(linkLocalAddresses), Action: iproute.Lookup(iproute.MainTable)},
			b.defaultPlace(""), "link-local addresses: main has the routes of every link")
	}
}
