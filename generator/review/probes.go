package review

import (
	"cmp"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// probes finds targets of a provider's health, and DNS servers, to which a probe doesn't
// leave by that provider, though it has its address or the server is in its routes: a rule block that lets packets leave by no
// other comes before the rules for addresses, and so do the packets that nft marks.
// Nothing is found where a script reads the address.
func (r *reviewer) probes() {
	for _, p := range r.set.Providers {
		for _, ipv6 := range []bool{false, true} {
			from := p.Side(ipv6).Address.Addr()
			for _, t := range p.Targets(ipv6) {
				if from.IsValid() && !t.IsGateway() {
					r.probe(p, t.Origin, rpdb.Packet{To: t.Address, From: from, Interface: rpdb.Self, Protocol: echo(ipv6)})
				}
			}
		}
		if dns := p.Health.DNS; dns.Server.IsValid() {
			r.probe(p, dns.Origin, rpdb.Packet{To: dns.Server, Interface: rpdb.Self, Protocol: selector.UDP, DestinationPort: 53})
		}
	}
}

// echo is the protocol of ping: ICMP, or ICMPv6.
func echo(ipv6 bool) int {
	if ipv6 {
		return 58
	}
	return 1
}

func (r *reviewer) probe(p site.Provider, o site.Origin, packet rpdb.Packet) {
	paths := r.state.Outcome(packet)
	i := slices.IndexFunc(paths, func(w rpdb.Path) bool { return w.Provider != p.Name || !w.Arrives() })
	if i < 0 || r.onLink(paths[i], packet.To) {
		return
	}
	where := "it goes nowhere"
	if paths[i].Arrives() {
		where = "it leaves by " + cmp.Or(paths[i].Provider, "the main table")
	}
	r.add(probeElsewhere, p.Name+packet.To.String(), o,
		"%s: %s, so the answer says nothing about %s. Write another target, or name %s in the rule that selects it.", packet, where, p.Name, p.Name)
}
