package review

import (
	"cmp"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// probes finds targets of a provider's health to which a probe doesn't leave by that
// provider, though it has its address: a rule block that lets packets leave by no
// other comes before the rules for addresses, and so do the packets that nft marks.
// Nothing is found where a script reads the address.
func (r *reviewer) probes() {
	for _, p := range r.set.Providers {
		for _, ipv6 := range []bool{false, true} {
			from := p.Side(ipv6).Address.Addr()
			for _, t := range p.Targets(ipv6) {
				if from.IsValid() && !t.IsGateway() {
					r.probe(p, t, rpdb.Packet{To: t.Address, From: from, Interface: rpdb.Self, Protocol: echo(ipv6)})
				}
			}
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

func (r *reviewer) probe(p site.Provider, t site.Target, packet rpdb.Packet) {
	paths := r.state.Outcome(packet)
	i := slices.IndexFunc(paths, func(w rpdb.Path) bool { return w.Provider != p.Name || !w.Arrives() })
	if i < 0 || r.onLink(paths[i], t.Address) {
		return
	}
	where := "it goes nowhere"
	if paths[i].Arrives() {
		where = "it leaves by " + cmp.Or(paths[i].Provider, "the main table")
	}
	r.add(probeElsewhere, p.Name+packet.To.String(), t.Origin,
		"%s: %s, so that the answer says nothing about %s. Write another target, or name %s in the rule that selects it.", packet, where, p.Name, p.Name)
}
