package config

import (
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
	"github.com/hashicorp/hcl/v2"
)

// isp is a provider block as far as it could be read.
type isp struct {
	name  string
	at    hcl.Range
	iface field[string]
	id    field[int] // see identify
	table field[int] // likewise
	share field[int]
	nat   field[bool]
	// optional: it may be absent when a script runs
	optional   field[bool]
	metered    field[bool]
	health     health // what holds for it
	ipv4, ipv6 uplink
}

// translates reports whether it translates sources in any family.
func (p *isp) translates() bool { return p.translatesIn(ipv4) || p.translatesIn(ipv6) }

func (p *isp) translatesIn(f family) bool {
	u := p.side(f)
	return u.declared && u.nat.or(p.nat.or(false))
}

// whose is it, for messages about something else.
func (p *isp) whose() string { return "provider " + quote(p.name) }

// side is the place of a family.
func (p *isp) side(f family) *uplink {
	if f == ipv6 {
		return &p.ipv6
	}
	return &p.ipv4
}

// sides are the families that a provider has.
func (p *isp) sides() []uplink {
	var sides []uplink
	for _, u := range []uplink{p.ipv4, p.ipv6} {
		if u.declared {
			sides = append(sides, u)
		}
	}
	return sides
}

func parseProviders(top block) (_ []*isp, f faults) {
	list := top.blocks("provider")
	f.add(checkNames(list, parseTableName))
	if len(list) == 0 && len(top.strange) == 0 {
		f.fail(top.at, missingBlock, "There is no provider. Write a block provider \"isp1\" { } for each of them.")
	}
	if len(list) > plan.MaxID {
		f.fail(list[plan.MaxID].at, "Too many providers", "This is provider number %d, and the priorities of the rules have room for %d. Remove the ones that aren't needed.", plan.MaxID+1, plan.MaxID)
		list = list[:plan.MaxID]
	}
	all, _ := top.single(&f, "health")
	f.add(checkCommonHealth(all))
	isps := make([]*isp, 0, len(list))
	for _, b := range list {
		p, diags := parseProvider(b, all)
		isps = append(isps, p)
		f.add(diags)
	}
	return isps, unique(f)
}

// parseProvider reads a block; watched is the health block of all providers.
func parseProvider(b, watched block) (_ *isp, f faults) {
	p := &isp{
		name:     b.name,
		at:       b.at,
		iface:    require(&f, "interface", `interface = "eth0"`, read(&f, b, "interface", asText, parseUplinkInterface)),
		id:       read(&f, b, "id", asNumber, parseID),
		table:    read(&f, b, "table", asNumber, parseTable),
		share:    read(&f, b, "weight", asNumber, parseWeight),
		nat:      read(&f, b, "masquerade", asBool, asIs[bool]),
		optional: read(&f, b, "optional", asBool, asIs[bool]),
		metered:  read(&f, b, "metered", asBool, asIs[bool]),
	}
	own, _ := b.single(&f, "health")
	var diags faults
	p.health, diags = parseHealth(own, watched)
	f.add(diags)
	for _, family := range []family{ipv4, ipv6} {
		if inner, found := b.single(&f, family.name); found {
			u, diags := parseUplink(inner, family)
			*p.side(family) = u
			f.add(diags)
		}
	}
	p.checkExcept(&f)
	if len(p.sides()) == 0 && !b.misspelt(ipv4.name) && !b.misspelt(ipv6.name) {
		f.fail(b.at, missingBlock, "A provider needs its addresses. Write ipv4 { address = \"203.0.113.2/30\" } with this machine's address in this block, or ipv6 { }, or both.")
	}
	return p, f
}

// checkNames checks the labels of blocks of one type: their form, and that no
// two are the same. Providers and local networks may share a name, since
// nothing mixes them up.
func checkNames(list []block, parse func(string) (string, *fault)) (f faults) {
	first := make(map[string]hcl.Range, len(list))
	for _, b := range list {
		if _, problem := parse(b.name); problem != nil {
			f.place(b.nameAt, problem, "")
		}
		if earlier, ok := first[b.name]; ok {
			f.fail(b.nameAt, duplicateName, "There is a %s %s already (%s). Write another name.", b.typ, quote(b.name), line(earlier))
			continue
		}
		first[b.name] = b.nameAt
	}
	return f
}

// replaced reports whether others are there when the provider at a position is
// absent: in the default, if that is its place.
func (doc document) replaced(i int) bool {
	inDefault := append(append(positions(doc.route.balance), positions(doc.route.backup)...), positions(references{value: []field[int]{doc.route.prefer}})...)
	if !doc.route.prefer.ok() {
		inDefault = inDefault[:len(inDefault)-1]
	}
	if !slices.Contains(inDefault, i) {
		return len(doc.providers) > 1
	}
	return slices.ContainsFunc(inDefault, func(other int) bool { return other != i })
}

func (m modeller) provider(p *isp, optional bool) site.Provider {
	return site.Provider{
		Name:      p.name,
		ID:        p.id.value,
		Table:     p.table.value,
		Interface: p.iface.value,
		Weight:    p.share.or(1),
		Optional:  p.optional.or(optional),
		Metered:   p.metered.or(false),
		Health:    m.health(p.health),
		IPv4:      m.uplink(p.ipv4, p.nat.or(false)),
		IPv6:      m.uplink(p.ipv6, p.nat.or(false)),
		Origin:    m.origin(p.at),
	}
}
