package rpdb

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Rule is a rule of the list, ours or another's.
type Rule struct {
	iproute.Rule
	// The following only rules of others have.
	Not     bool   // it matches the packets that its selectors don't match
	TOS     uint8  // a service class, as the byte of the header; 0: all
	Tunnel  uint64 // only for packets of a tunnel whose key is with them; 0: all
	Refuse  Type   // Prohibit or Blackhole, in place of Action
	Foreign string // a selector or action that isn't simulated: the rule is skipped, and the answer says so

	Provider string // whose it is, "" for everybody's
	Why      string
	Origin   site.Origin // no line: not from the configuration

	selects selector.Rule
	given   []selector.Kind // of selects

	table    string // the name of one whose number isn't known
	suppress int    // prefixes of this length and shorter are ignored; -1: none is
	target   int    // of a goto: the rule to go on at; -1: there is none
}

// Selector is what of a rule a packet differs in: one of the table's, or one of these.
type Selector = selector.Kind

// Nothing is the Selector of a rule that holds for the packet. ByUnknown is an
// address that a script reads when it runs.
const (
	Nothing Selector = 0
	ByClass Selector = selector.Last + iota
	ByTunnel
	ByForeign
	ByUnknown
	ByNot
)

// differs is the selector of the rule that the packet doesn't match.
func (r *Rule) differs(p *Packet) Selector {
	s := r.selector(p)
	switch {
	case !r.Not || s == ByForeign || s == ByUnknown:
		return s
	case s == Nothing: // FIB_RULE_INVERT
		return ByNot
	}
	return Nothing
}

// selector goes through the rule's selectors in the order of fib_rule_match
// (net/core/fib_rules.c). Selectors that aren't in the table come after
// those in it.
func (r *Rule) selector(p *Packet) Selector {
	for i, kind := range r.given {
		if kind.InFamily() && (i == 0 || !r.given[i-1].InFamily()) && r.unknown() {
			return ByUnknown
		}
		if kind.Differs(&r.selects, p) {
			return kind
		}
	}
	switch {
	case r.Tunnel != 0: // flowi_tun_key.tun_id is 0, except for tunnels with metadata
		return ByTunnel
	case r.TOS != 0 && p.IPv6() && r.TOS != tos(p), // ip6_dscp
		r.TOS != 0 && !p.IPv6() && r.TOS != legacyTOS(p): // fib_dscp_masked_match
		return ByClass
	case r.Foreign != "":
		return ByForeign
	}
	return Nothing
}

// unknown reports whether an address of the rule is read when a script runs.
func (r *Rule) unknown() bool { return r.From.Var != "" || r.To.Var != "" }

// String is what the rule selects and does, as "ip rule" lists it.
func (r *Rule) String() string {
	ours := r.Rule
	words := make([]string, 0, 4)
	add := func(condition bool, word string) {
		if condition && word != "" {
			words = append(words, word)
		}
	}
	if r.table != "" {
		ours.Action = iproute.Action{}
	}
	add(r.Not, "not")
	add(true, r.Foreign)
	add(r.TOS != 0, fmt.Sprintf("tos %#02x", r.TOS))
	add(r.Tunnel != 0, "tun_id "+strconv.FormatUint(r.Tunnel, 10))
	add(true, ours.String())
	add(r.table != "", "lookup "+r.table)
	add(true, string(r.Refuse))
	return strings.Join(words, " ")
}

// sorted is the list as fib_nl_newrule (net/core/fib_rules.c) keeps it: by
// priority, and a new rule after the others of its priority. A goto leads to the first
// rule of its target's priority, and nowhere if there is none.
func sorted(rules []Rule) []Rule {
	slices.SortStableFunc(rules, func(a, b Rule) int { return cmp.Compare(a.Priority, b.Priority) })
	for i := range rules {
		r := &rules[i]
		r.selects = r.Selects()
		r.given = r.selects.Given()
		r.target = -1
		if r.Action.Goto > 0 {
			if to, found := slices.BinarySearchFunc(rules, r.Action.Goto, byPriority); found {
				r.target = to
			}
		}
	}
	return rules
}

func byPriority(r Rule, priority int) int { return cmp.Compare(r.Priority, priority) }
