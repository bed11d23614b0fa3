package config

import (
	"github.com/gen-splitroute/gen-splitroute/generator/provider"
	"github.com/hashicorp/hcl/v2"
)

var networkSchema = &hcl.BodySchema{Attributes: attributes("interface", "prefixes")}

// lan is a network block as far as it could be read.
type lan struct {
	name     string
	at       hcl.Range
	iface    field[string]
	prefixes prefixes
}

// readNetworks reads the local networks. One may be on a provider's interface:
// a modem and the machines behind it can share a cable, and routes that name
// both interface and destination don't mind.
func (r *reader) readNetworks(top block) []lan {
	list := top.blocks("network")
	r.checkNames(list, parseName)
	var lans []lan
	for _, found := range list {
		lans = append(lans, r.readNetwork(found))
	}
	return lans
}

func (r *reader) readNetwork(found *hcl.Block) lan {
	b := r.open(found.Body, found.DefRange, networkSchema)
	n := lan{
		name:     found.Labels[0],
		at:       b.header,
		iface:    read(b, "interface", asText, parseLocalInterface),
		prefixes: readPrefixes(b, "prefixes", parseAnyPrefix),
	}
	n.iface = require(b, "interface", `interface = "eth0"`, n.iface)
	n.prefixes = require(b, "prefixes", `prefixes = ["10.0.0.0/24"]`, n.prefixes)
	if n.prefixes.ok() && len(n.prefixes.value) == 0 {
		r.fail(n.prefixes.at, emptyList, "A local network without prefixes says nothing. Write them, or remove the block.")
	}
	return n
}

func (r *reader) modelNetwork(n lan) provider.Network {
	return provider.Network{
		Name:      n.name,
		Interface: n.iface.value,
		Prefixes:  r.modelPrefixes(n.prefixes),
		Origin:    r.origin(n.at),
	}
}
