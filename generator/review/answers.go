package review

import (
	"fmt"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// answers finds providers by which packets leave by a mark, that of nft for a rule
// block or somebody else's, while nothing else has a route for them: the kernel asks
// for the way back to the source of an answer, without a mark, and lets it in only if
// there is one. Main may have one; without a default of ours nobody knows.
func (r *reviewer) answers() {
	if !r.set.DefaultRoute.Declared {
		return
	}
	r.asked = 0
	alone := map[int]*rpdb.State{}
	for i := range r.set.Rules {
		rule := &r.set.Rules[i]
		for _, by := range rule.Via {
			if !plan.NeedsMark(rule) && rule.PacketMark.Mask == 0 || r.mayBeTunnel(by) {
				continue
			}
			if alone[by] == nil {
				alone[by] = r.without(r.set.Providers[by].Name)
			}
			r.answersTo(rule, r.set.Providers[by], alone[by])
		}
	}
}

// answersTo checks the answers to packets of a rule block that leave by a provider.
func (r *reviewer) answersTo(rule *site.Rule, p site.Provider, s *rpdb.State) {
	s.CandidatesOf(rule, false, func(packet rpdb.Packet) bool {
		shut := func(w rpdb.Path) bool { return w.Provider == p.Name && w.Arrives() && w.Answer == rpdb.Loose }
		lost := slices.ContainsFunc(s.Outcome(packet), shut)
		if lost {
			why, where := r.wayBack(s, packet)
			r.add(answerLost, p.Name, rule.Origin,
				"%s: with all others down it leaves by %s, and the answer is dropped if rp_filter is 1 or 2: the kernel looks up the route back without the mark of the packet, and %s. Name %s in %s, or turn rp_filter off for %s.", packet, p.Name, why, p.Name, where, p.Interface)
		}
		return !lost && r.asks()
	})
}

// wayBack says why there is no route back for a packet, and which attribute should name the
// provider by which it leaves.
func (r *reviewer) wayBack(s *rpdb.State, packet rpdb.Packet) (why, where string) {
	packet.Mark = 0
	found := s.Lookup(packet)
	for _, rule := range r.set.Rules {
		if rule.Unreachable && found.Rule != nil && found.Type == rpdb.Unreachable && found.Rule.Origin == rule.Origin {
			return fmt.Sprintf("rule %q finds none", rule.Name), "its via, too"
		}
	}
	return "finds none unless main has a default route then", "backup of default_route"
}

// mayBeTunnel reports whether the provider at a position has no gateway, and
// another one has routes, as it has to the other end of a tunnel: without that one
// nothing is answered anyway.
func (r *reviewer) mayBeTunnel(i int) bool {
	routes := func(p site.Provider) bool { return len(p.IPv4.Routes)+len(p.IPv6.Routes) > 0 }
	u := r.set.Providers[i].IPv4
	return !u.Gateway.IsValid() && !u.AutoGateway && slices.ContainsFunc(r.set.Providers, routes)
}
