package config

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/provider"
	"github.com/hashicorp/hcl/v2"
)

// selection is what a rule selects, in a form that is easy to compare.
type selection struct {
	*rule
	sides [2]side // IPv4, IPv6
}

// side is what a rule selects of a family.
type side struct {
	acts     bool           // it leads packets of the family somewhere
	from, to []netip.Prefix // sorted and apart; one of length 0 holds all
}

func newSelection(p *rule, providers []isp) selection {
	s := selection{rule: p}
	for i, f := range []family{ipv4, ipv6} {
		declared := p.via.ok() && p.via.value < len(providers) && providers[p.via.value].side(f).declared
		if p.model.HasFamily(f == ipv6) && (declared || p.model.Unreachable) {
			s.sides[i] = side{true, f.addresses(p.model.From), f.addresses(p.model.To)}
		}
	}
	return s
}

// addresses are the prefixes of the family that no other one holds.
func (f family) addresses(list []provider.Prefix) []netip.Prefix {
	if len(list) == 0 {
		return []netip.Prefix{provider.Everything(f == ipv6)}
	}
	return provider.Outermost(provider.OfFamily(list, f == ipv6))
}

// warnCovered warns about rules that an earlier one leaves nothing to. With
// mistakes in the file nobody knows what the rules will select.
func warnCovered(doc document) hcl.Diagnostics {
	var f faults
	before := coverage{byFrom: map[netip.Prefix][]int{}, byTo: map[netip.Prefix][]int{}}
	for i := range doc.rules {
		s := newSelection(&doc.rules[i], doc.providers)
		if earlier, found := before.find(&s); found {
			f.warn(s.at, "Rule after a wider one", "%s", s.covered(earlier))
		}
		before.add(s)
	}
	return f.list
}

// coverage is the rules so far. Whoever covers a rule has a prefix around each
// of its prefixes: those are found by that.
type coverage struct {
	selections   []selection
	byFrom, byTo map[netip.Prefix][]int // positions of rules that have a prefix
	compared     int
}

// maxCompared bounds the time that it takes to compare rules with each other
// that differ in ports alone.
const maxCompared = 500_000

func (c *coverage) add(s selection) {
	for _, side := range s.sides {
		for _, p := range side.from {
			c.byFrom[p] = append(c.byFrom[p], len(c.selections))
		}
		for _, p := range side.to {
			c.byTo[p] = append(c.byTo[p], len(c.selections))
		}
	}
	c.selections = append(c.selections, s)
}

// find is the first rule that covers another.
func (c *coverage) find(s *selection) (*selection, bool) {
	acts := slices.IndexFunc(s.sides[:], func(one side) bool { return one.acts })
	if acts < 0 || c.compared > maxCompared {
		return nil, false
	}
	for _, i := range c.candidates(s.sides[acts]) {
		if c.compared++; c.selections[i].covers(s) {
			return &c.selections[i], true
		}
	}
	return nil, false
}

// candidates are the positions of the rules that may hold a side, in order.
func (c *coverage) candidates(s side) []int {
	lists := around(c.byFrom, s.from[0])
	if others := around(c.byTo, s.to[0]); count(others) < count(lists) {
		lists = others
	}
	positions := slices.Concat(lists...)
	slices.Sort(positions)
	return positions
}

// around are the rules that have a prefix around one.
func around(index map[netip.Prefix][]int, p netip.Prefix) [][]int {
	var found [][]int
	for length := range p.Bits() + 1 {
		wider, _ := p.Addr().Prefix(length) // a length up to that of a prefix is one
		if list := index[wider]; len(list) > 0 {
			found = append(found, list)
		}
	}
	return found
}

func count(lists [][]int) int {
	n := 0
	for _, list := range lists {
		n += len(list)
	}
	return n
}

// covered says what is left for a rule that an earlier one covers. Where nft
// marks for both, a packet has the mark of the earlier one.
func (s *selection) covered(earlier *selection) string {
	acts := "acts only while the provider of that one has no route"
	if earlier.model.Unreachable || earlier.model.Mark != 0 && s.model.Mark != 0 {
		acts = "never acts"
	}
	return fmt.Sprintf("All that this rule selects is selected by %s, which comes first; so this one %s. Move it before that one, or remove one of the two.", earlier.whose(), acts)
}

// covers reports whether s selects all that other does.
func (s *selection) covers(other *selection) bool {
	ours, theirs := &s.model, &other.model
	switch {
	case ours.Interface != "" && ours.Interface != theirs.Interface,
		ours.Protocol != 0 && ours.Protocol != theirs.Protocol,
		ours.DSCP.Given && ours.DSCP != theirs.DSCP,
		!holds(ours.SourcePorts, theirs.SourcePorts),
		!holds(ours.DestinationPorts, theirs.DestinationPorts),
		!holds(ours.Users, theirs.Users):
		return false
	}
	acts := false
	for i, theirs := range other.sides {
		if !theirs.acts {
			continue
		}
		acts = true
		if ours := s.sides[i]; !ours.acts || !within(ours.from, theirs.from) || !within(ours.to, theirs.to) {
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

// within reports whether each prefix of inner is within one of outer.
func within(outer, inner []netip.Prefix) bool {
	return !slices.ContainsFunc(inner, func(in netip.Prefix) bool {
		i, found := slices.BinarySearchFunc(outer, in, func(out, in netip.Prefix) int { return out.Addr().Compare(in.Addr()) })
		if !found {
			i--
		}
		return i < 0 || outer[i].Bits() > in.Bits() || !outer[i].Contains(in.Addr())
	})
}
