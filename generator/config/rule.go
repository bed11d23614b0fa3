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

// rule is a rule block.
type rule struct {
	site.Rule
	block
	list      *place // via or balance
	needsMark bool   // nft has to mark its packets
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
	p := &rule{block: b, Rule: site.Rule{
		Name:        b.name,
		Unreachable: read(&f, b, "otherwise", false, asText, parseOtherwise),
		Origin:      b.origin(b.at),
	}}
	p.readProviders(&f, names)
	p.readSelectors(&f)
	p.needsMark = plan.NeedsMark(&p.Rule)
	p.check(&f)
	p.checkVia(&f)
	return p, f
}

// readProviders reads via, which is one provider, a list of them, or "default", or
// balance.
func (p *rule) readProviders(f *faults, names providerNames) {
	n, found := p.attributes["via"]
	via, balance := p.place("via"), p.place("balance")
	switch {
	case found && isList(n.value.Value):
		p.Via = readList(f, p.block, "via", names.as, asIs[int])
	case found && textOf(n.value.Value) == "default":
		*via, p.Default = place{at: n.value.at, state: good}, true
	default:
		one := read(f, p.block, "via", 0, names.as, asIs[int])
		if via.ok() {
			p.Via, via.items = []int{one}, []hcl.Range{via.at}
		}
	}
	p.list = via
	list := readList(f, p.block, "balance", names.as, asIs[int])
	switch p.Balance = balance.written(); {
	case via.written() && p.Balance:
		f.fail(balance.at, conflictingValue, "via is set, too (%s), and only one of the two can be. Remove one.", line(via.at))
	case p.Balance:
		p.Via, p.list = list, balance
	default:
		p.needs(f, "via", "provider."+names.example())
	}
	p.BalanceOrigin = p.origin(p.list.at)
}

// checkVia checks a list of providers by itself.
func (p *rule) checkVia(f *faults) {
	if otherwise := p.place("otherwise"); p.Default && otherwise.written() {
		f.fail(otherwise.at, conflictingValue, "otherwise acts when the providers of the rule have no route, and via = \"default\" (%s) names no provider. Remove otherwise.", line(p.list.at))
	}
	if !p.Default {
		refuseEmpty(f, p.list, len(p.Via), "There is no provider to leave by. Write providers, the first choice first; or remove the rule.")
	}
	refuseRepeated(f, p.Via, p.list, make(map[int]hcl.Range), listedTwice, "This provider is in %s already. Remove it here.")
}

var parseOtherwise = oneOf(map[string]bool{"default": false, "unreachable": true},
	"%s is not a value of otherwise. Write \"default\" to have packets go on as if the rule weren't there, or \"unreachable\" to have them go nowhere.")

// check checks what stands in one block.
func (p *rule) check(f *faults) {
	names := selector.Attributes()
	if !slices.ContainsFunc(names, func(name string) bool { return p.place(name).written() }) && !slices.ContainsFunc(names, p.has) && len(p.strange) == 0 {
		f.fail(p.at, missingArgument, "This rule names no packets. Write one of %s; for all packets that no rule selects, write default_route.", strings.Join(names, ", "))
	}
	for kind := selector.From; kind <= selector.Last; kind++ {
		for other := selector.From; other <= selector.Last; other++ {
			if about, excluded := kind.Excludes(other); excluded && p.selected(kind).ok() && p.selected(other).ok() {
				f.fail(p.selected(other).at, conflictingValue, "%s (%s) %s. Remove one of the two.", kind.Attribute(), line(p.selected(kind).at), about)
			}
		}
	}
	p.checkPorts(f, selector.SourcePort)
	p.checkPorts(f, selector.DestinationPort)
	from, to := p.selected(selector.From), p.selected(selector.To)
	if from.ok() && to.ok() && !p.HasFamily(false) && !p.HasFamily(true) {
		f.fail(to.at, conflictingValue, "No packet is from an address in from (%s) and to one in to: they are of different families. Write prefixes of one family in both.", line(from.at))
	}
}

// selected is the place of a selector.
func (p *rule) selected(kind selector.Kind) *place { return p.place(kind.Attribute()) }

func (p *rule) checkPorts(f *faults, kind selector.Kind) {
	ports, protocol := p.selected(kind), p.selected(selector.Protocol)
	switch name := kind.Attribute(); {
	case !ports.written():
	case !protocol.written():
		f.fail(ports.at, missingArgument, "%s needs a protocol that has ports. Add protocol = \"tcp\" to this block, or \"udp\", \"sctp\", \"dccp\" or \"udplite\"; write a second rule for a second protocol.", name)
	case protocol.ok() && !hasPorts[p.Protocol]:
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
				f.fail(p.list.at, outOfRange, "This is list number %d that needs a table, and there are tables for %d. Write one of the lists that are there, with its providers in the same order.", len(lists), plan.MaxBalances)
			}
		}
	}
	return f
}

// table identifies the routing table that the list of a rule needs, "" if it needs none: a
// list has one if packets are balanced among its members, or if a monitor decides which of
// them are used.
func (p *rule) table(members []*isp) string {
	watched := slices.ContainsFunc(members, func(p *isp) bool { return p.health.Watched })
	orDefault := watched && !p.Unreachable
	if !p.Balance && !orDefault && (!watched || len(members) < 2) {
		return ""
	}
	return fmt.Sprint(p.Via, p.Balance, orDefault)
}

// members are the providers of a rule's list.
func (p *rule) members(providers []*isp) []*isp {
	var list []*isp
	for _, i := range p.Via {
		if i < len(providers) { // else one too many, and reported
			list = append(list, providers[i])
		}
	}
	return list
}

// haveFamily reports whether one of some providers has a family, or may have it.
func haveFamily(list []*isp, in family) bool {
	return slices.ContainsFunc(list, func(p *isp) bool { return p.side(in).Declared || p.misspelt(in.name) })
}

// checkFamilies refuses a list of providers none of which has the family of the packets,
// unless otherwise = "unreachable" asks for just that.
func (p *rule) checkFamilies(f *faults, via []*isp) {
	if p.Unreachable || p.place("otherwise").state == wrong || !haveFamily(via, ipv4) && !haveFamily(via, ipv6) {
		return
	}
	for _, in := range []family{ipv4, ipv6} {
		if p.HasAddresses() && p.HasFamily(in == ipv6) && !haveFamily(via, in) {
			whose, which := fmt.Sprintf("provider %s (%s) has no", quote(via[0].Name), line(via[0].at)), "that block"
			if len(via) > 1 {
				whose, which = "none of these providers has", "the block of one"
			}
			f.fail(p.list.at, conflictingValue, "The rule is about %s addresses, and %s %s. Write %s { } in %s, remove the addresses, or write otherwise = \"unreachable\" to have these packets go nowhere.",
				in.title, whose, in.title, in.name, which)
		}
	}
}

// checkSources refuses sources that belong to a provider: they leave by that
// one, whatever a rule says. It reports one for each place.
func (p *rule) checkSources(f *faults, owners *prefixIndex[claim]) {
	reported := places{}
	for i, item := range p.From {
		at := p.selected(selector.From).items[i]
		if found := owners.around(item.Prefix); len(found) > 0 && reported.isNew(at) {
			owner := found[0][0]
			f.fail(at, conflictingValue, "%s belongs to %s (%s), and leaves by that one only. Remove it.", item.Prefix, owner.whose, line(owner.at))
		}
	}
}

// whose is the rule, for messages about another one.
func (p *rule) whose() string { return fmt.Sprintf("rule %s (%s)", quote(p.Name), line(p.at)) }
