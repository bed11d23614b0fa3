package config

import (
	"github.com/gen-splitroute/gen-splitroute/generator/provider"
	"github.com/hashicorp/hcl/v2"
)

var providerSchema = &hcl.BodySchema{
	Attributes: attributes("interface", "id", "table", "weight", "masquerade"),
	Blocks:     []hcl.BlockHeaderSchema{{Type: "ipv4"}},
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
	ipv4  uplink
}

// readProviders reads the providers, and the names by which they can be
// referred to.
func (r *reader) readProviders(top block) ([]isp, providerNames) {
	list := top.blocks("provider")
	names := newProviderNames(list, top.unlisted)
	if len(list) == 0 && len(top.unknown) == 0 {
		r.fail(top.header, missingBlock, "There is no provider. Write a block provider \"isp1\" { } for each of them.")
	}
	if len(list) > maxID {
		r.fail(list[maxID].DefRange, tooManyProviders, "This is provider number %d, and the priorities of the rules have room for %d. Remove the ones that aren't needed.", maxID+1, maxID)
		list = list[:maxID]
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
		name:  found.Labels[0],
		at:    b.header,
		iface: read(b, "interface", asText, parseUplinkInterface),
		id:    read(b, "id", asNumber, parseID),
		table: read(b, "table", asNumber, parseTable),
		share: read(b, "weight", asNumber, parseWeight),
		nat:   read(b, "masquerade", asBool, asIs[bool]),
	}
	p.iface = require(b, "interface", `interface = "eth0"`, p.iface)
	if ipv4 := b.single("ipv4"); ipv4 != nil {
		p.ipv4 = r.readUplink(ipv4)
	} else if !b.misspelt("ipv4") {
		r.fail(b.header, missingBlock, "A provider needs its addresses. Write ipv4 { address = \"203.0.113.2/30\" } with this machine's address in this block.")
	}
	return p
}

// checkNames checks the labels of blocks of one type: their form, and that no
// two are the same. Providers and local networks may share a name, since
// nothing mixes them up.
func (r *reader) checkNames(list []*hcl.Block, parse func(string) (string, error)) {
	first := make(map[string]hcl.Range)
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

		Masquerade: p.nat.or(false),
		IPv4:       r.modelUplink(p.ipv4),
		Origin:     r.origin(p.at),
	}
}
