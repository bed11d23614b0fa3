package config

import (
	"github.com/gen-splitroute/gen-splitroute/generator/provider"
	"github.com/hashicorp/hcl/v2"
)

var providerSchema = &hcl.BodySchema{
	Attributes: attributes("interface", "id", "table", "weight", "masquerade", "optional"),
	Blocks:     []hcl.BlockHeaderSchema{{Type: ipv4.name}, {Type: ipv6.name}},
}

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
	ipv4, ipv6 uplink
}

// translates reports whether it translates sources in any family.
func (p isp) translates() bool {
	return p.translatesIn(ipv4) || p.translatesIn(ipv6)
}

func (p isp) translatesIn(f family) bool {
	u := p.side(f)
	return u.declared && u.nat.or(p.nat.or(false))
}

// side is the place of a family.
func (p *isp) side(f family) *uplink {
	if f == ipv6 {
		return &p.ipv6
	}
	return &p.ipv4
}

// sides are the families that a provider has.
func (p isp) sides() []uplink {
	var sides []uplink
	if p.ipv4.declared {
		sides = append(sides, p.ipv4)
	}
	if p.ipv6.declared {
		sides = append(sides, p.ipv6)
	}
	return sides
}

// readProviders reads the providers, and the names by which they can be
// referred to.
func (r *reader) readProviders(top block) ([]isp, providerNames) {
	list := top.blocks("provider")
	names := newProviderNames(list, top.unlisted)
	if len(list) == 0 && len(top.unknown) == 0 {
		r.fail(top.header, missingBlock, "There is no provider. Write a block provider \"isp1\" { } for each of them.")
	}
	if len(list) > provider.MaxID {
		r.fail(list[provider.MaxID].DefRange, tooManyProviders, "This is provider number %d, and the priorities of the rules have room for %d. Remove the ones that aren't needed.", provider.MaxID+1, provider.MaxID)
		list = list[:provider.MaxID]
	}
	var isps []isp
	for _, found := range list {
		isps = append(isps, r.readProvider(found))
	}
	r.checkNames(list, parseTableName)
	return isps, names
}

func (r *reader) readProvider(found *hcl.Block) isp {
	b := r.open(found.Body, found.DefRange, providerSchema)
	p := isp{
		name:     found.Labels[0],
		at:       b.header,
		iface:    read(b, "interface", asText, parseUplinkInterface),
		id:       read(b, "id", asNumber, parseID),
		table:    read(b, "table", asNumber, parseTable),
		share:    read(b, "weight", asNumber, parseWeight),
		nat:      read(b, "masquerade", asBool, asIs[bool]),
		optional: read(b, "optional", asBool, asIs[bool]),
	}
	p.iface = require(b, "interface", `interface = "eth0"`, p.iface)
	for _, f := range []family{ipv4, ipv6} {
		if found := b.single(f.name); found != nil {
			*p.side(f) = r.readUplink(found, f)
		}
	}
	if len(p.sides()) == 0 && !b.misspelt(ipv4.name) && !b.misspelt(ipv6.name) {
		r.fail(b.header, missingBlock, "A provider needs its addresses. Write ipv4 { address = \"203.0.113.2/30\" } with this machine's address in this block, or ipv6 { }, or both.")
	}
	return p
}

// checkNames checks the labels of blocks of one type: their form, and that no
// two are the same. Providers and local networks may share a name, since
// nothing mixes them up.
func (r *reader) checkNames(list []*hcl.Block, parse func(string) (string, error)) {
	first := make(map[string]hcl.Range, len(list))
	for _, found := range list {
		name, at := found.Labels[0], found.LabelRanges[0]
		if _, err := parse(name); err != nil {
			r.failWith(at, err)
		}
		if earlier, ok := first[name]; ok {
			r.fail(at, duplicateName, "There is a %s %s already (%s). Write another name.", found.Type, quote(name), line(earlier))
			continue
		}
		first[name] = at
	}
}

func (r *reader) modelProvider(p isp) provider.Provider {
	return provider.Provider{
		Name:      p.name,
		ID:        p.id.value,
		Table:     p.table.value,
		Interface: p.iface.value,
		Weight:    p.share.or(1),
		Optional:  p.optional.or(false),
		IPv4:      r.modelUplink(p.ipv4, p.nat.or(false)),
		IPv6:      r.modelUplink(p.ipv6, p.nat.or(false)),
		Origin:    r.origin(p.at),
	}
}
