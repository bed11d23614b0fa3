package config

import (
	"net/netip"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
	"github.com/hashicorp/hcl/v2"
)

// lan is a network block as far as it could be read.
type lan struct {
	name     string
	at       hcl.Range
	iface    field[string]
	gateway  field[netip.Addr]
	prefixes prefixes
}

// parseNetworks reads the local networks. One may be on a provider's interface:
// a modem and the machines behind it can share a cable, and routes that name
// both interface and destination don't mind.
func parseNetworks(top block) (_ []lan, f faults) {
	var lans []lan
	list := top.blocks("network")
	f.add(checkNames(list, parseName))
	for _, b := range list {
		n := lan{
			name:     b.name,
			at:       b.at,
			iface:    require(&f, "interface", `interface = "eth0"`, read(&f, b, "interface", asText, parseLocalInterface)),
			gateway:  read(&f, b, "gateway", asText, parseInnerRouter),
			prefixes: require(&f, "prefixes", `prefixes = ["10.0.0.0/24"]`, readPrefixes(&f, b, "prefixes", parseAnyPrefix)),
		}
		if n.prefixes.ok() && len(n.prefixes.value) == 0 {
			f.fail(n.prefixes.at, emptyList, "A local network without prefixes says nothing. Write them, or remove the block.")
		}
		n.checkGateway(&f)
		lans = append(lans, n)
	}
	return lans, f
}

// parseInnerRouter reads the address of a router in a local network.
func parseInnerRouter(raw string) (netip.Addr, *fault) {
	if raw == "auto" {
		return netip.Addr{}, faultf(invalidGateway, "Nothing says which router of a local network is meant. Write its address, such as \"10.0.0.2\".")
	}
	if addr, err := netip.ParseAddr(raw); err == nil && addr.Is6() {
		return ipv6.parseGateway(raw)
	}
	return ipv4.parseGateway(raw)
}

// checkGateway refuses prefixes that no route by the gateway can lead to: those of
// the other family, and the network that the gateway itself is in.
func (n lan) checkGateway(f *faults) {
	if !n.gateway.ok() {
		return
	}
	gateway := n.gateway.value
	reported := places{}
	for _, p := range n.prefixes.value {
		switch {
		case p.value.Addr().Is6() != gateway.Is6():
			if reported.isNew(p.at) {
				f.fail(p.at, conflictingValue, "The gateway %s (%s) is of the other family, and no route by it leads there. Write a network block of their own for these prefixes, with a gateway of their family.", gateway, line(n.gateway.at))
			}
		case p.value.Contains(gateway):
			f.fail(n.gateway.at, conflictingValue, "%s is in %s (%s), which it is said to lead to. Remove the gateway of what is on the link itself; write a network block of its own for what is behind it.", gateway, p.value, line(p.at))
		}
	}
}

func (m modeller) network(n lan) site.Network {
	return site.Network{Name: n.name, Interface: n.iface.value, Gateway: n.gateway.value, Prefixes: m.prefixes(n.prefixes), Origin: m.origin(n.at)}
}
