package config

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/provider"
)

// scope is what a rule selects, in a form that is easy to compare.
type scope struct {
	provider.Rule
	sides [2]side // IPv4, IPv6
}

// side is what a rule selects of a family.
type side struct {
	acts     bool           // it leads packets of the family somewhere
	from, to []netip.Prefix // sorted and apart; one of length 0 holds all
}

func (r *reader) scope(p rule, providers []isp) scope {
	s := scope{Rule: r.modelRule(p)}
	for i, f := range []family{ipv4, ipv6} {
		declared := p.via.ok() && p.via.value < len(providers) && providers[p.via.value].side(f).declared
		if s.HasFamily(f == ipv6) && (declared || s.Unreachable) {
			s.sides[i] = side{true, f.addresses(s.From), f.addresses(s.To)}
		}
	}
	return s
}

// addresses are the prefixes of the family that no other one holds.
func (f family) addresses(list []provider.Prefix) []netip.Prefix {
	if len(list) == 0 {
		list = []provider.Prefix{{Prefix: f.all()}}
	}
	return provider.Outermost(provider.OfFamily(list, f == ipv6))
}

// all are all addresses of the family.
func (f family) all() netip.Prefix {
	if f == ipv6 {
		return netip.PrefixFrom(netip.IPv6Unspecified(), 0)
	}
	return netip.PrefixFrom(netip.IPv4Unspecified(), 0)
}

// warnCovered warns about rules that an earlier one leaves nothing to. With
// mistakes in the file nobody knows what the rules will select.
func (r *reader) warnCovered(doc document) {
	if r.diags.HasErrors() {
		return
	}
	var scopes []scope
	for i, p := range doc.rules {
		s := r.scope(p, doc.providers)
		for j, earlier := range scopes {
			if earlier.covers(s) {
				r.warn(p.at, coveredRule, "%s", s.covered(doc.rules[j], earlier))
				break
			}
		}
		scopes = append(scopes, s)
		if i >= maxCompared {
			return
		}
	}
}

// maxCompared bounds the time that comparing each rule with each other takes.
const maxCompared = 1000

// covered says what is left for a rule that an earlier one covers. Where nft
// marks for both, a packet has the mark of the earlier one.
func (s scope) covered(by rule, earlier scope) string {
	acts := "acts only while the provider of that one has no route"
	if earlier.Unreachable || earlier.Mark != 0 && s.Mark != 0 {
		acts = "never acts"
	}
	return fmt.Sprintf("All that this rule selects is selected by %s, which comes first; so this one %s. Move it before that one, or remove one of the two.", by.whose(), acts)
}

// covers reports whether s selects all that other does.
func (s scope) covers(other scope) bool {
	switch {
	case s.Interface != "" && s.Interface != other.Interface,
		s.Protocol != 0 && s.Protocol != other.Protocol,
		s.DSCP.Given && s.DSCP != other.DSCP,
		!holds(s.SourcePorts, other.SourcePorts),
		!holds(s.DestinationPorts, other.DestinationPorts),
		!holds(s.Users, other.Users):
		return false
	}
	acts := false
	for i, theirs := range other.sides {
		if !theirs.acts {
			continue
		}
		acts = true
		if ours := s.sides[i]; !ours.acts || !around(ours.from, theirs.from) || !around(ours.to, theirs.to) {
			return false
		}
	}
	return acts
}

// holds reports whether each range of inner is within one of outer; no range
// is every number.
func holds(outer, inner []provider.Range) bool {
	if len(outer) == 0 {
		return true
	}
	for _, in := range inner {
		if !slices.ContainsFunc(outer, func(out provider.Range) bool { return out.First <= in.First && in.Last <= out.Last }) {
			return false
		}
	}
	return len(inner) > 0
}

// around reports whether each prefix of inner is within one of outer.
func around(outer, inner []netip.Prefix) bool {
	return !slices.ContainsFunc(inner, func(in netip.Prefix) bool {
		i, found := slices.BinarySearchFunc(outer, in, func(out, in netip.Prefix) int { return out.Addr().Compare(in.Addr()) })
		if !found {
			i--
		}
		return i < 0 || outer[i].Bits() > in.Bits() || !outer[i].Contains(in.Addr())
	})
}
