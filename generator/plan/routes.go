package plan

import (
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

const ownTable = "routes of its own table"

// providerTables fills a table per provider: its network, its default route and,
// where main isn't looked up before it, the other networks of this machine.
func (b *builder) providerTables(ipv6 bool) {
	for _, u := range b.uplinks(ipv6) {
		for _, n := range u.onLink() {
			b.add(ProviderTables, u.networkRoute(n, u.Table), u.withNetwork(n), ownTable)
		}
		b.add(ProviderTables, u.defaultVia(u.Table, 0), u.placeOf(""), ownTable)
		if b.mainTable() {
			b.otherNetworks(u)
		}
	}
}

// otherNetworks adds the routes that Rod Roark adds in the LARTC HOWTO. Without
// them a reply from u's address to a local host would leave via u.
func (b *builder) otherNetworks(u uplink) {
	seen, used := map[subnet]bool{}, b.metrics(u.Table, u.ipv6)
	own := map[iproute.Prefix]bool{}
	for _, n := range u.onLink() {
		seen[n], own[n.Prefix] = true, !n.leased
		used.next(n)
	}
	route := func(dst subnet, via netip.Addr, dev string, from place, why string) {
		if !seen[dst] {
			r := iproute.Route{IPv6: u.ipv6, Dst: dst.Prefix, Via: iproute.KnownAddr(via), Dev: dev, Table: u.Table, Metric: used.next(dst)}
			b.add(ProviderTables, r, from.of(u.Name), why+", in the table of "+u.Name)
		}
		seen[dst] = true
	}
	b.localNetworks(u.ipv6, func(n site.Network, prefix site.Prefix) {
		route(known(prefix.Prefix, ""), n.Gateway, n.Interface, place{block: networkBlock(n), origin: prefix.Origin}, "local network "+n.Name)
	})
	for _, sibling := range b.uplinks(u.ipv6) {
		for _, n := range sibling.onLink() {
			if !own[n.Prefix] || n.leased {
				route(n, netip.Addr{}, sibling.Interface, sibling.withNetwork(n), "network of "+sibling.Name)
			}
		}
	}
	route(known(loopback[u.ipv6], ""), netip.Addr{}, "lo", u.always(), "loopback")
}

// localNetworks calls f for the prefixes of a family: those on a link first, where the
// gateways of the others are.
func (b *builder) localNetworks(ipv6 bool, f func(site.Network, site.Prefix)) {
	for _, behind := range []bool{false, true} {
		for _, n := range b.set.Networks {
			for _, prefix := range n.Prefixes {
				if prefix.Addr().Is6() == ipv6 && n.Gateway.IsValid() == behind {
					f(n, prefix)
				}
			}
		}
	}
}

// innerNetworks adds local networks behind other routers to main, where that is the
// default table.
func (b *builder) innerNetworks(ipv6 bool) {
	b.localNetworks(ipv6, func(n site.Network, prefix site.Prefix) {
		if n.Gateway.IsValid() && b.mainTable() {
			r := iproute.Route{IPv6: ipv6, Dst: iproute.KnownPrefix(prefix.Prefix), Via: iproute.KnownAddr(n.Gateway), Dev: n.Interface, Table: iproute.MainTable}
			b.add(NetworkRoutes, r, place{block: attributeOf(networkBlock(n), "gateway"), origin: prefix.Origin}, "local network behind another router")
		}
	})
}

// usedMetrics are those of the routes to networks in a table. A network that
// providers share has a route by each, since any of them may be absent, and the
// kernel refuses a second route with the same interface and metric.
type usedMetrics struct {
	// apart: a network that the script reads counts as equal to each of the others, since
	// it may be.
	apart  bool
	routes []usedMetric
}

type usedMetric struct {
	subnet
	metric int
}

// metrics has those of a table. In main of IPv4, the kernel's routes to networks have
// metric 0, and ours come before them with no other one.
func (b *builder) metrics(table int, ipv6 bool) *usedMetrics {
	return &usedMetrics{apart: ipv6 || table != iproute.MainTable}
}

// next is the metric of one more route.
func (m *usedMetrics) next(n subnet) int {
	next := 0
	for _, r := range m.routes {
		leased := r.leased || n.leased
		if leased && m.apart || !leased && r.Prefix == n.Prefix {
			next = max(next, r.metric+1)
		}
	}
	m.routes = append(m.routes, usedMetric{n, next})
	return next
}

// loopback is the loopback network, false being IPv4.
var loopback = map[bool]netip.Prefix{
	false: netip.MustParsePrefix("127.0.0.0/8"),
	true:  netip.MustParsePrefix("::1/128"),
}

// networkRoutes adds the providers' networks to the default table, with the
// source address to use there, and the providers' routes. Where providers share
// a network the first one that is there has it, like the connected routes in main.
func (b *builder) networkRoutes(ipv6 bool) {
	if !b.mainTable() && !b.ownTable(ipv6) {
		return
	}
	b.innerNetworks(ipv6)
	used := b.metrics(b.defaultTable(), ipv6)
	for _, u := range b.uplinks(ipv6) {
		for _, n := range u.onLink() {
			r := u.networkRoute(n, b.defaultTable())
			r.Metric = used.next(n)
			why := n.title()
			if r.Src.IsValid() {
				why += ", and the source address to use there"
			}
			b.add(NetworkRoutes, r, u.withNetwork(n), why)
		}
		b.ownRoutes(u)
	}
}

// ownRoutes adds the routes of a provider to the default table and, behind each, one
// that says unreachable, for when the provider is down: a less specific route, or a
// default, would lead to another provider.
func (b *builder) ownRoutes(u uplink) {
	for _, dst := range u.side.Routes {
		r := u.defaultVia(b.defaultTable(), 0)
		r.Dst = iproute.KnownPrefix(dst.Prefix)
		b.add(NetworkRoutes, r, u.placeOf("routes").at(dst.Origin), "always routed via this provider")
	}
	for _, dst := range u.side.Routes {
		r := iproute.Route{IPv6: u.ipv6, Dst: iproute.KnownPrefix(dst.Prefix), Table: b.defaultTable(), Metric: 1, Unreachable: true}
		b.add(NetworkRoutes, r, u.always().at(dst.Origin), down(u.Provider))
	}
}

// defaultRoute adds the default routes to the default table, the best one last,
// and then the rule that looks that table up.
func (b *builder) defaultRoute(ipv6 bool) {
	d := b.set.DefaultRoute
	preferred, backups := b.chosen(d.Providers, ipv6), b.chosen(d.Backups, ipv6)
	metric, choices := 1, among(slices.Concat(preferred, backups), false)
	if len(preferred) > 1 {
		for _, u := range preferred {
			b.defaultStep(u, metric, choices, "default route when the balanced one is gone with an interface", d.ProvidersOrigin)
			metric++
		}
	}
	for _, u := range backups {
		b.defaultStep(u, metric, choices, "default route, backup when those before it are gone", d.BackupsOrigin)
		metric++
	}
	switch {
	case len(preferred) == 1:
		b.defaultStep(preferred[0], 0, choices, "default route, preferred provider", d.ProvidersOrigin)
	case len(preferred) > 1:
		b.chooseBalanced(Default, preferred, b.defaultTable(), choices, b.defaultPlace("balance").at(d.ProvidersOrigin), "default route, balanced by weight")
	}
	if b.ownTable(ipv6) {
		b.add(Default, iproute.Rule{IPv6: ipv6, Priority: b.base + lookDefault, Action: iproute.Lookup(b.defaultTable())},
			b.defaultPlace(""), "everything else uses the default table")
	}
}

func (b *builder) defaultStep(u uplink, metric int, among []string, why string, o site.Origin) {
	b.choose(Default, u, b.defaultTable(), metric, among, u.placeOf("").at(o), why)
}

func (b *builder) defaultTable() int {
	if b.mainTable() {
		return iproute.MainTable
	}
	return b.set.Settings.TableBase + DefaultTable
}
