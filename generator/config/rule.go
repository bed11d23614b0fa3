package config

import (
	"fmt"

	"github.com/gen-splitroute/gen-splitroute/generator/provider"
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

var selectors = []string{"from", "to", "protocol", "source_ports", "destination_ports", "interface", "dscp", "users"}

var ruleSchema = &hcl.BodySchema{Attributes: attributes(append([]string{"via", "otherwise"}, selectors...)...)}

// rule is a rule block as far as it could be read.
type rule struct {
	name             string
	at               hcl.Range
	from, to         prefixes
	protocol         field[int]
	sourcePorts      ranges
	destinationPorts ranges
	iface            field[string]
	dscp             field[uint8]
	users            ranges
	via              field[int] // position in document.providers
	unreachable      field[bool]
	mark             uint32        // see assignMarks
	model            provider.Rule // what of this could be read
}

func (r *reader) readRules(top block, names providerNames) []rule {
	list := top.blocks("rule")
	r.checkNames(list, parseName)
	if len(list) > provider.MaxRules {
		r.fail(list[provider.MaxRules].DefRange, tooManyRules, "This is rule number %d, and there are priorities for %d. Write rules that differ in one list only as one rule.", provider.MaxRules+1, provider.MaxRules)
		list = list[:provider.MaxRules]
	}
	rules := make([]rule, len(list))
	for i, found := range list {
		r.readRule(&rules[i], found, names)
	}
	return rules
}

func (r *reader) readRule(p *rule, found *hcl.Block, names providerNames) {
	b := r.open(found.Body, found.DefRange, ruleSchema)
	*p = rule{
		name:             found.Labels[0],
		at:               b.header,
		from:             readSelectedPrefixes(b, "from"),
		to:               readSelectedPrefixes(b, "to"),
		protocol:         read(b, "protocol", asIs[cty.Value], parseIPProtocol),
		sourcePorts:      readRanges(b, "source_ports", parsePorts),
		destinationPorts: readRanges(b, "destination_ports", parsePorts),
		iface:            read(b, "interface", asText, parseArrival),
		dscp:             read(b, "dscp", asIs[cty.Value], parseDSCP),
		users:            readRanges(b, "users", parseUsers),
		via:              field[int]{at: b.header},
		unreachable:      read(b, "otherwise", asText, parseOtherwise),
	}
	if attr, ok := b.content.Attributes["via"]; ok {
		p.via = r.readReference(attr.Expr, names)
	}
	p.via = require(b, "via", "via = provider."+names.example(), p.via)
	p.model = r.modelRule(p)
	r.checkRule(b, p)
}

func parseOtherwise(raw string) (bool, error) {
	switch raw {
	case "default", "unreachable":
		return raw == "unreachable", nil
	}
	return false, faultf(invalidChoice, "%s is nothing that packets can do when the provider is down. Write \"default\" to let them go as if the rule weren't there, or \"unreachable\" to let them go nowhere.", quote(raw))
}

// checkRule checks what stands in one block.
func (r *reader) checkRule(b block, p *rule) {
	if !p.selects() && len(b.unknown) == 0 {
		r.fail(p.at, missingArgument, "This rule selects nothing. Write from, to, protocol, interface, dscp or users; for all packets that nothing else decides, write default_route.")
	}
	if p.users.ok() && p.iface.ok() {
		r.fail(p.iface.at, conflictingValue, "users (%s) is about what this machine sends itself, which arrives nowhere. Remove one of the two.", line(p.users.at))
	}
	r.checkPorts("source_ports", p.sourcePorts, p.protocol)
	r.checkPorts("destination_ports", p.destinationPorts, p.protocol)
	if p.from.ok() && p.to.ok() && !p.model.HasFamily(false) && !p.model.HasFamily(true) {
		r.fail(p.to.at, conflictingValue, "No packet is from an address in from (%s) and to one in to: they are of different families. Write prefixes of one family in both.", line(p.from.at))
	}
}

func (p *rule) selects() bool {
	for _, written := range []bool{
		p.from.written(), p.to.written(), p.protocol.written(), p.sourcePorts.written(), p.destinationPorts.written(),
		p.iface.written(), p.dscp.written(), p.users.written(),
	} {
		if written {
			return true
		}
	}
	return false
}

func (r *reader) checkPorts(name string, ports ranges, protocol field[int]) {
	switch {
	case !ports.written():
	case !protocol.written():
		r.fail(ports.at, missingArgument, "%s needs a protocol that has ports. Add protocol = \"tcp\" to this block, or \"udp\", \"sctp\", \"dccp\" or \"udplite\"; write a second rule for a second protocol.", name)
	case protocol.ok() && !hasPorts[protocol.value]:
		r.fail(ports.at, conflictingValue, "The protocol (%s) has no ports. Remove %s, or write protocol = \"tcp\", \"udp\", \"sctp\", \"dccp\" or \"udplite\".", line(protocol.at), name)
	}
}

// checkRules compares the rules with the providers.
func (r *reader) checkRules(doc document) {
	owned := newOwners(doc.providers)
	for i := range doc.rules {
		p := &doc.rules[i]
		if p.via.ok() && p.via.value < len(doc.providers) {
			r.checkFamilies(p, &doc.providers[p.via.value])
		}
		r.checkSources(p, owned)
	}
}

// checkFamilies refuses to lead packets to a provider that doesn't have their
// family. That they go nowhere else can be asked for all the same.
func (r *reader) checkFamilies(p *rule, via *isp) {
	m := &p.model
	if p.unreachable.or(false) || p.unreachable.state == wrong || !via.ipv4.declared && !via.ipv6.declared {
		return
	}
	for _, f := range []family{ipv4, ipv6} {
		if m.HasAddresses() && m.HasFamily(f == ipv6) && !via.side(f).declared {
			r.fail(p.via.at, conflictingValue, "The rule is about %s addresses, and provider %s (%s) has no %s. Write %s { } in that block, leave the addresses out, or write otherwise = \"unreachable\" to let nothing out.",
				f.title, quote(via.name), line(via.at), f.title, f.name)
		}
	}
}

// checkSources refuses sources that belong to a provider: they leave by that
// one, whatever a rule says. It reports one for each place.
func (r *reader) checkSources(p *rule, all owners) {
	reported := places{}
	for _, item := range p.from.value {
		if owner, found := all.of(item.value); found && reported.isNew(item.at) {
			r.fail(item.at, conflictingValue, "%s belongs to provider %s (%s), and leaves by that one only. Remove it.", item.value, quote(owner.name), line(owner.at))
		}
	}
}

func (r *reader) modelRule(p *rule) provider.Rule {
	return provider.Rule{
		Name:             p.name,
		From:             r.modelPrefixes(p.from),
		To:               r.modelPrefixes(p.to),
		Interface:        p.iface.value,
		Protocol:         p.protocol.value,
		SourcePorts:      merged(p.sourcePorts),
		DestinationPorts: merged(p.destinationPorts),
		DSCP:             provider.DSCP{Given: p.dscp.ok(), Value: p.dscp.value},
		Users:            merged(p.users),
		Provider:         p.via.value,
		Unreachable:      p.unreachable.or(false),
		Origin:           r.origin(p.at),
	}
}

// whose is the rule, for messages about another one.
func (p *rule) whose() string { return fmt.Sprintf("rule %s (%s)", quote(p.name), line(p.at)) }
