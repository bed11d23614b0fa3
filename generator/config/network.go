package config

import (
	"net/netip"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// lan is a network block.
type lan struct {
	site.Network
	block
}

// parseNetworks reads the local networks. One may be on a provider's interface:
// a modem and the machines behind it can share a cable, and routes that name
// both interface and destination don't mind.
func parseNetworks(top block) (_ []*lan, f faults) {
	var lans []*lan
	list := top.blocks("network")
	f.add(checkNames(list, parseName))
	for _, b := range list {
		n := &lan{block: b, Network: site.Network{
			Name:      b.name,
			Interface: require(&f, b, "interface", `"eth0"`, asText, parseLocalInterface),
			Gateway:   read(&f, b, "gateway", netip.Addr{}, asText, parseInnerRouter),
			Prefixes:  readPrefixes(&f, b, "prefixes", parseAnyPrefix),
			Origin:    b.origin(b.at),
		}}
		b.needs(&f, "prefixes", `["10.0.0.0/24"]`)
		refuseEmpty(&f, b.place("prefixes"), len(n.Prefixes), "The network has no prefixes. Write them, or remove the block.")
		n.checkGateway(&f)
		lans = append(lans, n)
	}
	return lans, f
}

// parseInnerRouter reads the address of a router in a local network.
func parseInnerRouter(raw string) (netip.Addr, *fault) {
	if raw == "auto" {
		return netip.Addr{}, faultf(invalidGateway, "\"auto\" can't find the router of a local network. Write its address, such as \"10.0.0.2\".")
	}
	addr, _ := netip.ParseAddr(raw)
	return familyOf(addr).parseGateway(raw)
}

// checkGateway refuses prefixes that no route by the gateway can lead to: those of
// the other family, and the network that the gateway itself is in.
func (n *lan) checkGateway(f *faults) {
	gateway := n.place("gateway")
	if !gateway.ok() {
		return
	}
	reported := places{}
	for i, p := range n.Prefixes {
		at := n.place("prefixes").items[i]
		switch {
		case p.Addr().Is6() != n.Gateway.Is6():
			if reported.isNew(at) {
				f.fail(at, conflictingValue, "The gateway %s (%s) is of the other family, and no route by it leads there. Write a network block of their own for these prefixes, with a gateway of their family.", n.Gateway, line(gateway.at))
			}
		case p.Contains(n.Gateway):
			f.fail(gateway.at, conflictingValue, "%s is in %s (%s), the very network that it leads to. Remove gateway for a network on the link; write another network block for a network behind that router.", n.Gateway, p.Prefix, line(at))
		}
	}
}
