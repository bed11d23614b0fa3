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

// parseNetworks reads the local networks. One may be on a provider's interface:
// a modem and the machines behind it can share a cable, and routes that name
// both interface and destination don't mind.
func parseNetworks(top block) ([]lan, hcl.Diagnostics) {
	var f faults
	var lans []lan
	list := top.blocks("network")
	f.add(checkNames(list, parseName))
	for _, b := range list {
		n := lan{
			name:     b.name,
			at:       b.at,
			iface:    require(&f, b, "interface", `interface = "eth0"`, read(&f, b, "interface", asText, parseLocalInterface)),
			prefixes: require(&f, b, "prefixes", `prefixes = ["10.0.0.0/24"]`, readPrefixes(&f, b, "prefixes", parseAnyPrefix)),
		}
		if n.prefixes.ok() && len(n.prefixes.value) == 0 {
			f.fail(n.prefixes.at, emptyList, "A local network without prefixes says nothing. Write them, or remove the block.")
		}
		lans = append(lans, n)
	}
	return lans, f.list
}

func (m modeller) network(n lan) provider.Network {
	return provider.Network{Name: n.name, Interface: n.iface.value, Prefixes: m.prefixes(n.prefixes), Origin: m.origin(n.at)}
}
