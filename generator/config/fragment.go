package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/hashicorp/hcl/v2"
)

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
	return fmt.Sprintf("What is too large for a link comes in fragments, which have no ports: %s. The kernel puts them together first where it tracks connections, and nothing here has it do so in %s. Write connection_marks = true %s, or leave the ports out: then the rule holds for all of the protocol.",
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
