package plan

import (
	"net/netip"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/provider"
)

// providerTables fills a table per provider: its network, its default and,
// where main isn't looked at before it, the other networks of this machine.
func (b *builder) providerTables() {
	for _, p := range b.set.Providers {
		if p.IPv4.HasNetwork() {
			b.add(ProviderTables, networkRoute(p, p.Table), p, "its network, reached directly", p.IPv4.Origin)
		}
		b.add(ProviderTables, b.defaultVia(p, p.Table, 0), p, "its default", p.IPv4.Origin)
		if b.mainTable() {
			b.otherNetworks(p)
		}
	}
}

// otherNetworks adds what Rod Roark adds in the document: without it an
// answer from p's address to a local host would leave by p.
func (b *builder) otherNetworks(p provider.Provider) {
	seen := map[netip.Prefix]bool{p.IPv4.Network: true}
	route := func(dst netip.Prefix, dev, why string, o provider.Origin) {
		if !seen[dst] {
			b.add(ProviderTables, iproute.Route{Dst: dst, Dev: dev, Table: p.Table}, p, why, o)
		}
		seen[dst] = true
	}
	for _, n := range b.set.Networks {
		for _, prefix := range n.Prefixes {
			route(prefix.Prefix, n.Interface, "local network "+n.Name, prefix.Origin)
		}
	}
	for _, sibling := range b.set.Providers {
		if sibling.IPv4.HasNetwork() {
			route(sibling.IPv4.Network, sibling.Interface, "the network of "+sibling.Name, sibling.IPv4.Origin)
		}
	}
	route(loopback, "lo", "loopback", p.IPv4.Origin)
}

var loopback = netip.MustParsePrefix("127.0.0.0/8")

// networkRoutes repeats the providers' networks in the default table, with
// the address to use there. Where two providers share a network the first one
// has it, as the connected routes in main would.
func (b *builder) networkRoutes() {
	if !b.mainTable() && !b.ownTable() {
		return
	}
	seen := map[netip.Prefix]bool{}
	for _, p := range b.set.Providers {
		if p.IPv4.HasNetwork() && !seen[p.IPv4.Network] {
			b.add(NetworkRoutes, networkRoute(p, b.defaultTable()), p,
				"its network, with the address to use there", p.IPv4.Origin)
		}
		seen[p.IPv4.Network] = true
		for _, dst := range p.IPv4.Routes {
			r := b.defaultVia(p, b.defaultTable(), 0)
			r.Dst = dst.Prefix
			b.add(NetworkRoutes, r, p, "always reached by it", dst.Origin)
		}
	}
}

// defaultRoute puts the default in the default table, best last, and then the
// rule that leads to it.
func (b *builder) defaultRoute() {
	d := b.set.DefaultRoute
	metric := 1
	if len(d.Providers) > 1 {
		for _, i := range d.Providers {
			b.defaultStep(i, metric, "default when the balanced one is gone with a device", d.ProvidersOrigin)
			metric++
		}
	}
	for _, i := range d.Backups {
		b.defaultStep(i, metric, "default when the better ones are gone", d.BackupsOrigin)
		metric++
	}
	switch {
	case len(d.Providers) == 1:
		b.defaultStep(d.Providers[0], 0, "default, by the preferred provider", d.ProvidersOrigin)
	case len(d.Providers) > 1:
		b.add(Default, b.balanced(), everybody, "default, balanced by weight", d.ProvidersOrigin)
	}
	if b.ownTable() {
		b.add(Default, iproute.Rule{Priority: b.base + lookDefault, Action: iproute.Lookup(b.defaultTable())},
			everybody, "whatever nothing above decided", d.Origin)
	}
}

func (b *builder) defaultStep(i, metric int, why string, o provider.Origin) {
	p := b.set.Providers[i]
	b.add(Default, b.defaultVia(p, b.defaultTable(), metric), p, why, o)
}

func (b *builder) balanced() iproute.Route {
	r := iproute.Route{Dst: anywhere, Table: b.defaultTable()}
	for _, i := range b.set.DefaultRoute.Providers {
		p := b.set.Providers[i]
		r.Nexthops = append(r.Nexthops, iproute.Nexthop{
			Via: p.IPv4.Gateway, Dev: p.Interface, Onlink: p.IPv4.Onlink, Weight: p.Weight,
		})
	}
	return r
}

func (b *builder) defaultTable() int {
	if b.mainTable() {
		return iproute.MainTable
	}
	return b.set.Settings.TableBase
}

func networkRoute(p provider.Provider, table int) iproute.Route {
	return iproute.Route{Dst: p.IPv4.Network, Dev: p.Interface, Src: p.IPv4.Address.Addr(), Table: table}
}

// defaultVia is a default by p. It names the source address, since the kernel
// would take the first one in the gateway's network, or on the interface
// (net/ipv4/devinet.c, inet_select_addr), which need not be p's.
func (b *builder) defaultVia(p provider.Provider, table, metric int) iproute.Route {
	return iproute.Route{
		Dst: anywhere, Via: p.IPv4.Gateway, Dev: p.Interface, Onlink: p.IPv4.Onlink,
		Src: p.IPv4.Address.Addr(), Table: table, Metric: metric,
	}
}

// sharesInterface reports whether another provider is behind p's interface.
func (b *builder) sharesInterface(p provider.Provider) bool {
	for _, other := range b.set.Providers {
		if other.Interface == p.Interface && other.Name != p.Name {
			return true
		}
	}
	return false
}
