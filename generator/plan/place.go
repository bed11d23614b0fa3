package plan

import "github.com/gen-splitroute/gen-splitroute/generator/site"

// place is what in the configuration asks for a step.
type place struct {
	block    string // see Step.Block
	provider string // see Step.Provider
	present  string // see Step.If
	origin   site.Origin
}

// at is the place with another line, such as that of an element of a list.
func (p place) at(o site.Origin) place {
	p.origin = o
	return p
}

// of is the place of a step that serves the provider with a name.
func (p place) of(name string) place {
	p.provider = name
	return p
}

// block is the name of an uplink's block.
func (u uplink) block() string { return providerBlock(u.Provider) + "." + family(u.ipv6) }

// BlockOf is the name of the block of a provider's family, as in Step.Block.
func BlockOf(p site.Provider, ipv6 bool) string {
	return uplink{Provider: p, ipv6: ipv6}.block()
}

func providerBlock(p site.Provider) string { return "provider." + p.Name }

func networkBlock(n site.Network) string { return "network." + n.Name }

func ruleBlock(r site.Rule) string { return "rule." + r.Name }

// defaultBlock is the name of the default route's block.
const defaultBlock = "default_route"

// placeOf is the place of a step that needs the uplink, and comes from an
// attribute of it, or from the whole block when that is "".
func (u uplink) placeOf(attribute string) place {
	return place{attributeOf(u.block(), attribute), u.Name, u.present(), u.side.Origin}
}

// withNetwork is the place of a step that needs a network of the uplink.
func (u uplink) withNetwork(n subnet) place {
	p := u.placeOf("")
	p.present = n.present
	return p
}

// always is the place of a step that stays when the uplink is absent.
func (u uplink) always() place {
	return place{providerBlock(u.Provider), u.Name, "", u.side.Origin}
}

// defaultPlace is the place of a step that comes from an attribute of the
// default route, or from the whole block when that is "".
func (b *builder) defaultPlace(attribute string) place {
	return place{block: attributeOf(defaultBlock, attribute), origin: b.set.DefaultRoute.Origin}
}

func (b *builder) settingsPlace() place {
	return place{block: "settings", origin: b.set.Settings.Origin}
}

func (b *builder) rulePlace(r site.Rule) place {
	p := place{block: ruleBlock(r), origin: r.Origin}
	if len(r.Via) == 1 {
		p.provider = b.set.Providers[r.Via[0]].Name
	}
	return p
}

func attributeOf(block, attribute string) string {
	if attribute == "" {
		return block
	}
	return block + "." + attribute
}
