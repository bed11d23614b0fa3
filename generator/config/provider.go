package config

import (
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// isp is a provider block.
type isp struct {
	site.Provider // without IPv4, IPv6 and Health, which model adds
	block
	health     health // what holds for it
	ipv4, ipv6 uplink
}

// translates reports whether it translates sources in any family.
func (p *isp) translates() bool { return p.ipv4.Masquerade || p.ipv6.Masquerade }

// whose names the provider in messages about something that belongs to it.
func (p *isp) whose() string { return "provider " + quote(p.Name) }

func (p *isp) side(f family) *uplink {
	if f == ipv6 {
		return &p.ipv6
	}
	return &p.ipv4
}

// sides are the families that a provider has.
func (p *isp) sides() []*uplink {
	return slices.DeleteFunc([]*uplink{&p.ipv4, &p.ipv6}, func(u *uplink) bool { return !u.Declared })
}

func parseProviders(top block) (_ []*isp, f faults) {
	list := top.blocks("provider")
	f.add(checkNames(list, parseTableName))
	if len(list) == 0 && len(top.strange) == 0 && !top.partial {
		f.fail(top.at, missingBlock, "There is no provider. Write a block provider \"isp1\" { } for each of them.")
	}
	if len(list) > plan.MaxID {
		f.fail(list[plan.MaxID].at, "Too many providers", "This is provider number %d, and the priorities of the rules have room for %d. Remove the ones that aren't needed.", plan.MaxID+1, plan.MaxID)
		list = list[:plan.MaxID]
	}
	all, diags := readCommonHealth(top)
	f.add(diags)
	isps := make([]*isp, 0, len(list))
	for _, b := range list {
		p, diags := parseProvider(b, all)
		isps = append(isps, p)
		f.add(diags)
	}
	return isps, f
}

// parseProvider reads a block; watched is the health block of all providers.
func parseProvider(b block, watched health) (_ *isp, f faults) {
	p := &isp{block: b, Provider: site.Provider{
		Name:      b.name,
		Interface: require(&f, b, "interface", `"eth0"`, asText, parseUplinkInterface),
		ID:        read(&f, b, "id", 0, asNumber, parseID),       // see identify
		Table:     read(&f, b, "table", 0, asNumber, parseTable), // likewise
		Weight:    read(&f, b, "weight", 1, asNumber, parseWeight),
		Optional:  read(&f, b, "optional", false, asBool, asIs[bool]),
		Metered:   read(&f, b, "metered", false, asBool, asIs[bool]),
		Origin:    b.origin(b.at),
	}}
	masquerade := read(&f, b, "masquerade", false, asBool, asIs[bool])
	own, _ := b.single(&f, "health")
	var diags faults
	p.health, diags = parseHealth(own, watched)
	f.add(diags)
	for _, family := range []family{ipv4, ipv6} {
		if inner, found := b.single(&f, family.name); found {
			u, diags := parseUplink(inner, family, masquerade)
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
// nothing mixes them up. Two providers must not share the variables of the scripts either,
// in which plan writes "_" for "-": the second would overwrite what a script reads for the
// first.
func checkNames(list []block, parse func(string) (string, *fault)) (f faults) {
	first := make(map[string]block, len(list))
	for _, b := range list {
		if _, problem := parse(b.name); problem != nil {
			f.place(b.nameAt, problem, "")
		}
		key := b.name
		if b.typ == "provider" {
			key = strings.ReplaceAll(key, "-", "_")
		}
		switch earlier, found := first[key]; {
		case !found:
			first[key] = b
		case earlier.name == b.name:
			f.fail(b.nameAt, duplicateName, "There is a %s %s already (%s). Write another name.", b.typ, quote(b.name), line(earlier.nameAt))
		default:
			f.fail(b.nameAt, duplicateName, "The scripts write \"-\" as \"_\" in the names of variables, so provider %s (%s) has the same ones. Write another name, such as %q.",
				quote(earlier.name), line(earlier.nameAt), b.name+"2")
		}
	}
	return f
}

// replaced reports whether others are there when the provider at a position is
// absent: in the default, if that is its place.
func (doc document) replaced(i int) bool {
	inDefault := append(slices.Clone(doc.route.Providers), doc.route.Backups...)
	if !slices.Contains(inDefault, i) {
		return len(doc.providers) > 1
	}
	return slices.ContainsFunc(inDefault, func(other int) bool { return other != i })
}

// model is the provider as a whole. It is optional by default where others are there
// without it.
func (p *isp) model(replaced bool) site.Provider {
	model := p.Provider
	model.IPv4, model.IPv6, model.Health = p.ipv4.Uplink, p.ipv6.Uplink, p.health.Health
	model.Optional = p.Optional || replaced && !p.place("optional").ok()
	return model
}
