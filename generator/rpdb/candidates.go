package rpdb

import (
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// maxListed is how many prefixes of a rule block's list Candidates takes: what
// becomes of the others is the same, but where something before the rule
// blocks is about some of them.
const maxListed = 16

// Candidates calls f with packets of a family for as long as it returns true:
// what each sender sends to each network and to the internet, and for each rule
// block what each sender sends that it can select. Together they are decided
// about in all ways that the configuration knows, up to the lengths of lists.
func (s *State) Candidates(ipv6 bool, f func(Packet) bool) {
	internet := s.internet(ipv6)
	everywhere := append(s.places(ipv6), Destination{"the internet", func(p *Packet) { p.To = internet }})
	senders := s.senders(ipv6)
	for _, from := range senders {
		for _, to := range everywhere {
			p := from.packet
			to.change(&p)
			if !f(p) {
				return
			}
		}
	}
	for i := range s.set.Rules {
		if !s.selected(&s.set.Rules[i], senders, internet, f) {
			return
		}
	}
}

// CandidatesOf is Candidates for the packets of each sender that a rule block can
// match.
func (s *State) CandidatesOf(r *site.Rule, ipv6 bool, f func(Packet) bool) {
	if r.HasFamily(ipv6) {
		s.selected(r, s.senders(ipv6), s.internet(ipv6), f)
	}
}

// selected calls f with what senders send that a rule block selects.
func (s *State) selected(r *site.Rule, senders []Sender, internet netip.Addr, f func(Packet) bool) bool {
	for _, from := range s.sendersOf(r, senders, internet.Is6()) {
		for _, to := range listedEnds(r.To, internet.Is6()) {
			p := from
			s.selectedBy(*r, &p, internet)
			if to.Bits() > 0 {
				p.To = s.Inhabitant(to)
			}
			if !f(p) {
				return false
			}
		}
	}
	return true
}

// listedEnds are some prefixes of a list, or all addresses where there is none.
func listedEnds(list []site.Prefix, ipv6 bool) []netip.Prefix {
	if len(list) == 0 {
		return []netip.Prefix{site.Everything(ipv6)}
	}
	prefixes := site.OfFamily(list, ipv6)
	return prefixes[:min(maxListed, len(prefixes))]
}

// sendersOf are those whose packets a rule block can select, and hosts of the
// prefixes that it is about.
func (s *State) sendersOf(r *site.Rule, senders []Sender, ipv6 bool) []Packet {
	var list []Packet
	selects := func(p Packet) bool {
		if p.Interface == Self {
			return r.Sent()
		}
		return r.Arriving() && (r.Interface == "" || p.Interface == r.Interface)
	}
	for _, from := range listedEnds(r.From, ipv6) {
		if from.Bits() == 0 {
			for _, sender := range senders {
				if selects(sender.packet) {
					list = append(list, sender.packet)
				}
			}
			continue
		}
		p, err := s.Complete(Packet{To: s.internet(ipv6), From: s.Inhabitant(from)})
		if err == nil && selects(p) && !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return list
}
