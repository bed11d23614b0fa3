package plan

import (
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/provider"
)

// rules adds the rules but for the last one, which belongs to the default, in
// the order in which the kernel reads them.
func (b *builder) rules() {
	if !b.mainTable() {
		b.mainFirst()
	}
	b.connections()
	for _, p := range b.byID() {
		b.fromRule(p, fromAddress, host(p.IPv4.Address.Addr()), "answers from its address leave by it", p.IPv4.Origin)
	}
	for _, p := range b.byID() {
		for _, prefix := range p.IPv4.Prefixes {
			b.fromRule(p, fromPrefix, prefix.Prefix, "address space that it routes here leaves by it", prefix.Origin)
		}
	}
	b.noOther()
}

// noOther keeps sources of a provider from leaving by another one.
func (b *builder) noOther() {
	unreachable := func(p provider.Provider, from netip.Prefix, o provider.Origin) {
		b.add(Rules, iproute.Rule{Priority: b.base + noSource, From: from, Action: iproute.Unreachable()},
			p, "and by no other", o)
	}
	for _, p := range b.byID() {
		unreachable(p, host(p.IPv4.Address.Addr()), p.IPv4.Origin)
		for _, prefix := range p.IPv4.Prefixes {
			unreachable(p, prefix.Prefix, prefix.Origin)
		}
	}
}

// connections leads the packets of a marked connection to its provider.
func (b *builder) connections() {
	s := b.set.Settings
	if !s.ConnectionMarks {
		return
	}
	for _, p := range b.byID() {
		b.add(Rules, iproute.Rule{Priority: b.base + connection + p.ID, Mark: s.Mark(p), Mask: s.MarkMask, Action: iproute.Lookup(p.Table)},
			p, "a connection that is its own stays with it", p.Origin)
	}
	for _, p := range b.byID() {
		b.add(Rules, iproute.Rule{Priority: b.base + noConnection, Mark: s.Mark(p), Mask: s.MarkMask, Action: iproute.Unreachable()},
			p, "and goes by no other", p.Origin)
	}
}

func (b *builder) fromRule(p provider.Provider, offset int, from netip.Prefix, why string, o provider.Origin) {
	b.add(Rules, iproute.Rule{Priority: b.base + offset + p.ID, From: from, Action: iproute.Lookup(p.Table)}, p, why, o)
}

// mainFirst looks at main before everything else, without its default, and
// leads packets to providers' networks round it.
func (b *builder) mainFirst() {
	seen := map[netip.Prefix]bool{}
	for _, p := range b.byID() {
		for _, network := range []netip.Prefix{p.IPv4.Network, p.IPv4.Address.Masked()} {
			if !network.IsSingleIP() && !seen[network] {
				b.add(Rules, iproute.Rule{Priority: b.base + skipMain + p.ID, To: network, Action: iproute.LookupFrom(iproute.MainTable, network.Bits()+1)},
					p, "narrower networks inside its network", p.IPv4.Origin)
				b.add(Rules, iproute.Rule{Priority: b.base + skipMain + p.ID, To: network, Action: iproute.Goto(b.base + behindMain)},
					p, "not by main: a host there may have come in by another provider", p.IPv4.Origin)
			}
			seen[network] = true
		}
	}
	// From 2, not 1: "wg-quick down" deletes every rule "lookup main suppress_prefixlength 0".
	b.add(Rules, iproute.Rule{Priority: b.base + lookMain, Action: iproute.LookupFrom(iproute.MainTable, 2)},
		everybody, "connected, VPN and container networks first; main's own default is left out", b.set.DefaultRoute.Origin)
	b.add(Rules, iproute.Rule{Priority: b.base + behindMain, Action: iproute.Nop()},
		everybody, "where packets to the providers' networks go on", b.set.DefaultRoute.Origin)
}

// byID are the providers in the order of their rules.
func (b *builder) byID() []provider.Provider {
	return slices.SortedFunc(slices.Values(b.set.Providers), func(p, q provider.Provider) int { return p.ID - q.ID })
}

func host(a netip.Addr) netip.Prefix { return netip.PrefixFrom(a, a.BitLen()) }
