package config

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/hashicorp/hcl/v2"
)

// acts reports whether a rule leads packets of a family somewhere.
func (p *rule) acts(f family, providers []*isp) bool {
	leads := p.Default || p.list.ok() && haveFamily(p.members(providers), f)
	return p.HasFamily(f == ipv6) && (leads || p.Unreachable)
}

// selection is what a rule matches, in a form that is easy to compare: for each
// family in which it acts, the addresses and numbers in its lists, as sorted prefixes
// without overlaps. A prefix of length 0 matches everything.
type selection struct {
	*rule
	sides [2][][]netip.Prefix // nil where it doesn't act
	alone []string            // texts for its single values: its own, then those of rules that may cover it
}

func newSelection(p *rule, providers []*isp) selection {
	s := selection{rule: p, alone: p.Alone()}
	for i, f := range []family{ipv4, ipv6} {
		if p.acts(f, providers) {
			selected, _ := p.In(f == ipv6)
			s.sides[i] = selected.Lists()
		}
	}
	return s
}

// warnCovered warns about rules all of whose packets match an earlier rule. The document
// must have no mistakes.
func warnCovered(doc document) (f faults) {
	before := coverage{having: make(map[likeness]*prefixIndex[int])}
	for _, p := range doc.rules {
		s := newSelection(p, doc.providers)
		if earlier := before.find(&s); earlier != nil && !earlier.continues(&s) {
			f.warn(s.at, "Rule after a wider one", "%s", s.covered(earlier.rule))
		}
		before.add(s)
	}
	return f
}

// coverage is an index of the rules so far. A rule that covers another one has a prefix
// around each prefix of that one: the index finds rules by such a prefix.
type coverage struct {
	selections []selection
	having     map[likeness]*prefixIndex[int] // positions of selections
	compared   int
}

// likeness is one of the lists of all rules that have the same single values.
type likeness struct {
	alone string
	list  int
}

// maxCompared bounds the time for comparing rules whose lists have prefixes in common.
const maxCompared = 500_000

func (c *coverage) add(s selection) {
	for _, side := range s.sides {
		for list, prefixes := range side {
			alike := likeness{s.alone[0], list}
			if c.having[alike] == nil {
				c.having[alike] = new(prefixIndex[int])
			}
			for _, p := range prefixes {
				c.having[alike].add(p, len(c.selections))
			}
		}
	}
	c.selections = append(c.selections, s)
}

// find is the first rule that covers another, nil: none does.
func (c *coverage) find(s *selection) *selection {
	acts := slices.IndexFunc(s.sides[:], func(side [][]netip.Prefix) bool { return side != nil })
	if acts < 0 {
		return nil
	}
	var fewest [][]int
	for list, prefixes := range s.sides[acts] {
		if found := c.candidates(s, list, prefixes[0]); list == 0 || count(found) < count(fewest) {
			fewest = found
		}
	}
	for _, i := range slices.Sorted(slices.Values(slices.Concat(fewest...))) {
		if c.compared++; c.compared > maxCompared {
			break
		}
		if c.selections[i].covers(s) {
			return &c.selections[i]
		}
	}
	return nil
}

// candidates are the rules that have a prefix around one in a list.
func (c *coverage) candidates(s *selection, list int, p netip.Prefix) [][]int {
	var found [][]int
	for _, alone := range s.alone {
		if like := c.having[likeness{alone, list}]; like != nil {
			found = append(found, like.around(p)...)
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

// continues reports whether a later rule matches the same packets and takes over when the
// providers of s have no route: the two then act like a list of providers.
func (s *selection) continues(later *selection) bool {
	one, two := &s.Rule, &later.Rule
	same := one.Interface == two.Interface && one.Protocol == two.Protocol && one.DSCP == two.DSCP && later.covers(s)
	another := func(i int) bool { return !slices.Contains(one.Via, i) }
	return same && !s.decides(later.rule) && (slices.ContainsFunc(two.Via, another) || two.Default)
}

// decides reports whether a later rule that p covers never acts. If nft marks packets for
// both rules, they have the mark of the earlier one.
func (p *rule) decides(later *rule) bool {
	return p.Unreachable || p.Default || p.needsMark && later.needsMark
}

// covered is the warning about a rule that an earlier one covers.
func (p *rule) covered(earlier *rule) string {
	acts := "acts only while the provider of that one has no route"
	if earlier.decides(p) {
		acts = "never acts"
	}
	return fmt.Sprintf("Every packet of this rule matches %s, which comes first, so this one %s. Move this rule before that one, or remove one of the two.", earlier.whose(), acts)
}

// covers reports whether the lists of s match all that those of another match.
func (s *selection) covers(other *selection) bool {
	for i, side := range other.sides {
		if side != nil && s.sides[i] == nil {
			return false
		}
		for list, prefixes := range side {
			if !within(s.sides[i][list], prefixes) {
				return false
			}
		}
	}
	return true
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

// checkFragments finds rules about ports that don't hold for fragments, which
// have none: the kernel looks each one up as it is (FLOW_DISSECTOR_F_PARSE_1ST_FRAG
// is not set in fib4_rules_early_flow_dissect, include/net/ip_fib.h), unless it
// tracks connections, and puts them together before (nf_defrag_ipv4, nf_defrag_ipv6).
//
// That is an error where the rule lets nothing out by others. Otherwise it is worth
// a warning, except for TCP, which sends no more at once than a link takes, and for
// a machine that forwards nothing: what it sends itself is looked up as a whole.
func checkFragments(doc document) (f faults) {
	untracked := doc.untracked()
	for _, p := range doc.rules {
		at, found := p.ports()
		families := p.titles(untracked, doc.providers)
		forwards := len(doc.networks) > 0 || p.selected(selector.Incoming).written()
		switch {
		case !found || families == "" || p.selected(selector.User).written() || p.place("otherwise").state == wrong:
		case p.Unreachable:
			f.fail(at, fragments, "%s", doc.fragmented("they would leave by other providers", families))
		case forwards && p.selected(selector.Protocol).ok() && p.Protocol != tcp:
			f.warn(at, fragments, "%s", doc.fragmented("they go as if the rule weren't there, unless something else, such as a firewall, tracks connections", families))
		}
	}
	return f
}

func (doc document) fragmented(consequence, families string) string {
	where := "in settings"
	if marks := doc.settings.place("connection_marks"); marks.written() {
		where = "(" + line(marks.at) + ")"
	}
	return fmt.Sprintf("Datagrams too large for a link come in fragments, which have no ports: %s. The kernel reassembles them first if it tracks connections, and nothing here makes it do so in %s. Write connection_marks = true %s, or remove the ports: then the rule matches all packets of the protocol.",
		consequence, families, where)
}

// ports is the place of a rule's ports, of the first list of two.
func (p *rule) ports() (at hcl.Range, found bool) {
	if source := p.selected(selector.SourcePort); source.ok() {
		return source.at, true
	}
	ports := p.selected(selector.DestinationPort)
	return ports.at, ports.ok()
}

// untracked are the families in which no table of nft of ours has the kernel
// track connections: one that marks does so in both, translation only in its own.
func (doc document) untracked() []family {
	needsMark := func(p *rule) bool { return p.needsMark }
	if doc.settings.place("connection_marks").state == wrong || doc.marksConnections() || slices.ContainsFunc(doc.rules, needsMark) {
		return nil
	}
	return slices.DeleteFunc([]family{ipv4, ipv6}, func(f family) bool {
		return slices.ContainsFunc(doc.providers, func(p *isp) bool { return p.side(f).Masquerade })
	})
}

// titles are those of the families in which a rule leads packets somewhere.
func (p *rule) titles(families []family, providers []*isp) string {
	var titles []string
	for _, f := range families {
		if p.acts(f, providers) {
			titles = append(titles, f.title)
		}
	}
	return strings.Join(titles, " and ")
}
