package rpdb

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/provider"
)

// Rule is a rule of the list, ours or another's.
type Rule struct {
	iproute.Rule
	// What rules of others have besides.
	Not     bool  // it holds for all packets that it doesn't select
	TOS     uint8 // a service class, as the byte of the header; 0: all
	DSCP    provider.DSCP
	Tunnel  uint64 // only for packets of a tunnel whose key is with them; 0: all
	Refuse  Type   // Prohibit or Blackhole, in place of Action
	Foreign string // what isn't simulated: the rule is passed over, and said to be

	Provider string // whose it is, "" for everybody's
	Why      string
	Origin   provider.Origin // no line: not from the configuration

	table    string // the name of one whose number isn't known
	suppress int    // prefixes of this length and shorter are ignored; -1: none is
	target   int    // of a goto: the rule to go on at; -1: there is none
}

// Selector is what of a rule a packet differs in.
type Selector int

// Nothing is the Selector of a rule that holds for the packet. ByUnknown is an
// address that a script reads when it runs.
const (
	Nothing Selector = iota
	ByInterface
	ByOutgoing
	ByMark
	ByUser
	BySource
	ByDestination
	ByProtocol
	BySourcePort
	ByDestinationPort
	ByClass
	ByTunnel
	ByForeign
	ByUnknown
	ByNot
)

// differs is what the rule tells the packet from those that it is for, in the
// order of fib_rule_match (net/core/fib_rules.c).
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

func (r *Rule) selector(p *Packet) Selector {
	switch {
	case r.Iif != "" && r.Iif != p.Interface:
		return ByInterface
	case r.Oif != "": // flowi_oif is 0 unless a socket is bound
		return ByOutgoing
	case (r.Mark^p.Mark)&r.Mask != 0:
		return ByMark
	case r.Tunnel != 0: // flowi_tun_key.tun_id is 0 but for tunnels with metadata
		return ByTunnel
	case outside(r.Users, p.UID):
		return ByUser
	}
	return r.differsInFamily(p)
}

// differsInFamily is fib4_rule_match (net/ipv4/fib_rules.c) and
// fib6_rule_match (net/ipv6/fib6_rules.c). A source that isn't chosen yet is
// 0.0.0.0, or none (RT6_LOOKUP_F_HAS_SADDR): no rule about sources holds.
func (r *Rule) differsInFamily(p *Packet) Selector {
	switch {
	case r.From.Var != "" || r.To.Var != "":
		return ByUnknown
	case r.From.IsValid() && r.From.Known.Bits() > 0 && !r.From.Known.Contains(p.From):
		return BySource
	case r.To.IsValid() && !r.To.Known.Contains(p.To):
		return ByDestination
	case r.DSCP.Given && r.DSCP.Value != p.DSCP, // dscp_full
		r.TOS != 0 && p.ipv6() && r.TOS != p.tos(),        // ip6_dscp
		r.TOS != 0 && !p.ipv6() && r.TOS != p.legacyTOS(): // fib_dscp_masked_match
		return ByClass
	case r.Protocol != 0 && r.Protocol != p.Protocol:
		return ByProtocol
	case outside(r.SourcePorts, uint32(p.SourcePort)):
		return BySourcePort
	case outside(r.DestinationPorts, uint32(p.DestinationPort)):
		return ByDestinationPort
	case r.Foreign != "":
		return ByForeign
	}
	return Nothing
}

func outside(r iproute.Range, n uint32) bool { return r.Bounded && (n < r.First || n > r.Last) }

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
	add(true, r.class())
	add(r.Tunnel != 0, "tun_id "+strconv.FormatUint(r.Tunnel, 10))
	add(true, ours.String())
	add(r.table != "", "lookup "+r.table)
	add(true, string(r.Refuse))
	return strings.Join(words, " ")
}

// class is what the rule says of a service class, "" for nothing.
func (r *Rule) class() string {
	switch {
	case r.TOS != 0:
		return fmt.Sprintf("tos %#02x", r.TOS)
	case r.DSCP.Given:
		return "dscp " + strconv.Itoa(int(r.DSCP.Value))
	}
	return ""
}

// sorted is the list as fib_nl_newrule (net/core/fib_rules.c) keeps it: by
// priority, a new rule behind those that have the same. A goto leads to the
// first rule of its priority, and nowhere when there is none.
func sorted(rules []Rule) []Rule {
	slices.SortStableFunc(rules, func(a, b Rule) int { return cmp.Compare(a.Priority, b.Priority) })
	for i := range rules {
		r := &rules[i]
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
