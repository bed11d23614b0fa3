package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
	"github.com/hashicorp/hcl/v2"
)

// rule is a rule block as far as it could be read.
type rule struct {
	name        string
	at          hcl.Range
	from        prefixes
	given       map[selector.Kind]selected // of the selectors that are written
	via         references                 // in order of preference
	exempt      bool                       // via is "default"
	balances    bool                       // via is written as balance
	unreachable field[bool]
	model       site.Rule // what of this could be read
	needsMark   bool      // nft has to mark its packets
}

func parseRules(top block, names providerNames) (_ []*rule, f faults) {
	list := top.blocks("rule")
	f.add(checkNames(list, parseName))
	if len(list) > plan.MaxRules {
		f.fail(list[plan.MaxRules].at, "Too many rules", "This is rule number %d, and there are priorities for %d. Write rules that differ in one list only as one rule.", plan.MaxRules+1, plan.MaxRules)
		list = list[:plan.MaxRules]
	}
	rules := make([]*rule, 0, len(list))
	for _, b := range list {
		p, diags := parseRule(b, names)
		rules = append(rules, p)
		f.add(diags)
	}
	return rules, f
}

func parseRule(b block, names providerNames) (_ *rule, f faults) {
	via, exempt := readVia(&f, b, names)
	balance := readList(&f, b, "balance", names.as, asIs[int])
	switch {
	case via.written() && balance.written():
		f.fail(balance.at, conflictingValue, "There is via (%s), and only one of the two can hold. Remove one.", line(via.at))
	case balance.written():
		via = balance
	default:
		via = require(&f, "via", "via = provider."+names.example(), via)
	}
	p := &rule{
		name:        b.name,
		at:          b.at,
		given:       make(map[selector.Kind]selected),
		via:         via,
		exempt:      exempt,
		balances:    balance.written(),
		unreachable: read(&f, b, "otherwise", asText, parseOtherwise),
	}
	p.model = modeller{names.file}.rule(p)
	for kind := range selector.Last + 1 {
		if reads, found := selectors[kind]; found {
			if g := reads(&f, b, kind.Attribute(), modeller{names.file}, p); g.written {
				p.given[kind] = g
			}
		}
	}
	p.needsMark = plan.NeedsMark(&p.model)
	p.check(&f, b)
	p.checkVia(&f)
	return p, f
}

// readVia reads one provider, a list of them, or "default".
func readVia(f *faults, b block, names providerNames) (via references, exempt bool) {
	n, found := b.attributes["via"]
	switch {
	case found && isList(n.value.Value):
		return readList(f, b, "via", names.as, asIs[int]), false
	case found && textOf(n.value.Value) == "default":
		return references{at: n.value.at, state: good}, true
	}
	one := read(f, b, "via", names.as, asIs[int])
	via = references{at: one.at, state: one.state}
	if one.ok() {
		via.value = []field[int]{one}
	}
	return via, false
}

// checkVia checks a list of providers by itself.
func (p *rule) checkVia(f *faults) {
	if p.exempt && p.unreachable.written() {
		f.fail(p.unreachable.at, conflictingValue, "otherwise is for when providers of the rule have no route, and via = \"default\" (%s) names none. Remove otherwise.", line(p.via.at))
	}
	if p.via.ok() && len(p.via.value) == 0 && !p.exempt {
		f.fail(p.via.at, emptyList, "There is no provider to leave by. Write providers, the first choice first; or remove the rule.")
		p.via.state = wrong
	}
	refuseRepeated(f, p.via, make(map[int]hcl.Range), "Remove it here.")
}

var parseOtherwise = oneOf(map[string]bool{"default": false, "unreachable": true},
	"%s is nothing that packets can do when the provider is down. Write \"default\" to let them go as if the rule weren't there, or \"unreachable\" to let them go nowhere.")

// check checks what stands in one block.
func (p *rule) check(f *faults, b block) {
	if len(p.given) == 0 && !slices.ContainsFunc(selector.Attributes(), b.has) && len(b.strange) == 0 {
		f.fail(p.at, missingArgument, "This rule selects nothing. Write one of %s; for all packets that nothing else decides, write default_route.", strings.Join(selector.Attributes(), ", "))
	}
	for kind, one := range p.given {
		for other, two := range p.given {
			if about, excluded := kind.Excludes(other); excluded && one.ok && two.ok {
				f.fail(two.at, conflictingValue, "%s (%s) %s. Remove one of the two.", kind.Attribute(), line(one.at), about)
			}
		}
	}
	p.checkPorts(f, selector.SourcePort)
	p.checkPorts(f, selector.DestinationPort)
	to := p.given[selector.To]
	if p.from.ok() && to.ok && !p.model.HasFamily(false) && !p.model.HasFamily(true) {
		f.fail(to.at, conflictingValue, "No packet is from an address in from (%s) and to one in to: they are of different families. Write prefixes of one family in both.", line(p.from.at))
	}
}

func (p *rule) checkPorts(f *faults, kind selector.Kind) {
	ports, written := p.given[kind]
	protocol := p.given[selector.Protocol]
	switch name := kind.Attribute(); {
	case !written:
	case !protocol.written:
		f.fail(ports.at, missingArgument, "%s needs a protocol that has ports. Add protocol = \"tcp\" to this block, or \"udp\", \"sctp\", \"dccp\" or \"udplite\"; write a second rule for a second protocol.", name)
	case protocol.ok && !hasPorts[p.model.Protocol]:
		f.fail(ports.at, conflictingValue, "The protocol (%s) has no ports. Remove %s, or write protocol = \"tcp\", \"udp\", \"sctp\", \"dccp\" or \"udplite\".", line(protocol.at), name)
	}
}

// checkRules compares the rules with the providers.
func checkRules(doc document) (f faults) {
	owned := indexed(doc.claims(hostAddr, routedNet))
	lists := make(map[string]bool)
	for _, p := range doc.rules {
		p.checkFamilies(&f, p.members(doc.providers))
		p.checkSources(&f, owned)
		if key := p.table(p.members(doc.providers)); key != "" && !lists[key] {
			lists[key] = true
			if len(lists) == plan.MaxBalances+1 {
				f.fail(p.via.at, outOfRange, "This is list number %d that needs a table, and there are tables for %d. Write one of the lists that are there, with its providers in the same order.", len(lists), plan.MaxBalances)
			}
		}
	}
	return f
}

// table tells the tables of lists apart, "" for a rule whose list has none of its own:
// packets are balanced by it, or a monitor decides which of the members they choose.
func (p *rule) table(members []*isp) string {
	watched := slices.ContainsFunc(members, func(p *isp) bool { return p.health.written })
	orDefault := watched && !p.unreachable.or(false)
	if !p.balances && !orDefault && (!watched || len(members) < 2) {
		return ""
	}
	return fmt.Sprint(p.model.Via, p.balances, orDefault)
}

// members are the providers that a rule leads to, as far as they could be read.
func (p *rule) members(providers []*isp) []*isp {
	var list []*isp
	for _, ref := range p.via.value {
		if ref.value < len(providers) { // else one too many, and reported
			list = append(list, providers[ref.value])
		}
	}
	return list
}

// haveFamily reports whether one of some providers has a family.
func haveFamily(list []*isp, in family) bool {
	return slices.ContainsFunc(list, func(p *isp) bool { return p.side(in).declared })
}

// checkFamilies refuses to lead packets to providers of which none has their
// family. That they go nowhere else can be asked for all the same.
func (p *rule) checkFamilies(f *faults, via []*isp) {
	m := &p.model
	if p.unreachable.or(false) || p.unreachable.state == wrong || !haveFamily(via, ipv4) && !haveFamily(via, ipv6) {
		return
	}
	for _, in := range []family{ipv4, ipv6} {
		if m.HasAddresses() && m.HasFamily(in == ipv6) && !haveFamily(via, in) {
			whose, which := fmt.Sprintf("provider %s (%s) has no", quote(via[0].name), line(via[0].at)), "that block"
			if len(via) > 1 {
				whose, which = "none of these providers has", "the block of one"
			}
			f.fail(p.via.at, conflictingValue, "The rule is about %s addresses, and %s %s. Write %s { } in %s, leave the addresses out, or write otherwise = \"unreachable\" to let nothing out.",
				in.title, whose, in.title, in.name, which)
		}
	}
}

// checkSources refuses sources that belong to a provider: they leave by that
// one, whatever a rule says. It reports one for each place.
func (p *rule) checkSources(f *faults, owners *prefixIndex[claim]) {
	reported := places{}
	for _, item := range p.from.value {
		if found := owners.around(item.value); len(found) > 0 && reported.isNew(item.at) {
			owner := found[0][0]
			f.fail(item.at, conflictingValue, "%s belongs to %s (%s), and leaves by that one only. Remove it.", item.value, owner.whose, line(owner.at))
		}
	}
}

// rule is a rule block without its selectors, which add themselves.
func (m modeller) rule(p *rule) site.Rule {
	return site.Rule{
		Name:          p.name,
		Via:           positions(p.via),
		Balance:       p.balances,
		Default:       p.exempt,
		Unreachable:   p.unreachable.or(false),
		Origin:        m.origin(p.at),
		BalanceOrigin: m.origin(p.via.at),
	}
}

// whose is the rule, for messages about another one.
func (p *rule) whose() string { return fmt.Sprintf("rule %s (%s)", quote(p.name), line(p.at)) }
