package config

import (
	"net/netip"

	"github.com/gen-splitroute/gen-splitroute/generator/provider"
	"github.com/hashicorp/hcl/v2"
)

var uplinkSchema = &hcl.BodySchema{
	Attributes: attributes("address", "gateway", "network", "onlink", "prefixes", "routes"),
}

// uplink is an ipv4 block as far as it could be read.
type uplink struct {
	at       hcl.Range
	address  field[netip.Prefix]
	gateway  field[netip.Addr]
	network  field[netip.Prefix]
	onlink   field[bool]
	prefixes prefixes
	routes   prefixes
}

func (r *reader) readUplink(found *hcl.Block) uplink {
	b := r.open(found.Body, found.DefRange, uplinkSchema)
	u := uplink{
		at:       b.header,
		address:  read(b, "address", asText, parseHost),
		gateway:  read(b, "gateway", asText, parseGateway),
		network:  read(b, "network", asText, parseNetwork),
		onlink:   read(b, "onlink", asBool, asIs[bool]),
		prefixes: readPrefixes(b, "prefixes"),
		routes:   readPrefixes(b, "routes"),
	}
	u.address = require(b, "address", `address = "203.0.113.2/30"`, u.address)
	if !u.gateway.written() && !b.misspelt("gateway") {
		r.checkWithoutGateway(u)
	}
	if u.gateway.ok() && u.address.ok() {
		if err := u.checkGateway(); err != nil {
			r.failWith(u.gateway.at, err)
			u.gateway.state = wrong
		}
	}
	return u
}

// checkWithoutGateway refuses what only says something about a gateway.
func (r *reader) checkWithoutGateway(u uplink) {
	if u.onlink.or(false) {
		r.fail(u.onlink.at, conflictingValue, "onlink is about a gateway, and there is none. Add gateway, or remove onlink on a point-to-point link.")
	}
	if u.network.ok() {
		r.fail(u.network.at, conflictingValue, "network is the one of a gateway, and there is none. Add gateway, or remove network on a point-to-point link.")
	}
}

// link is the network on the link: the one that is written, or the address's.
func (u uplink) link() netip.Prefix {
	if u.network.written() {
		return u.network.value
	}
	return u.address.value.Masked()
}

// knownLink is link, if what it depends on could be read.
func (u uplink) knownLink() (netip.Prefix, bool) {
	if u.network.written() {
		return u.network.value, u.network.ok()
	}
	return u.link(), u.address.ok()
}

// checkGateway checks the gateway against the address and the network. The
// kernel takes a next hop only if it is on the link, and never if it is one of
// the machine's own or a broadcast address (fib_check_nh_v4_gw in
// net/ipv4/fib_semantics.c).
func (u uplink) checkGateway() error {
	gateway, link := u.gateway.value, u.link()
	switch {
	case gateway == u.address.value.Addr():
		return faultf(invalidGateway, "%s is this machine's own address here. Write the address of the provider's router.", gateway)
	case u.network.state == wrong:
		return nil
	case link.Contains(gateway):
		return checkHostIn(gateway, link)
	case u.network.ok():
		return faultf(gatewayOutside, "%s is not in %s (network, %s). Write the network that the gateway is in, or leave network out and write onlink = true.",
			gateway, link, line(u.network.at))
	case u.onlink.state == wrong || u.onlink.or(false):
		return nil
	case link.IsSingleIP():
		return faultf(gatewayOutside, "The address is a lone one (/32), so %s is in no network of it. "+
			"Write onlink = true if the gateway is on the link all the same, or the real length of the address.", gateway)
	}
	return faultf(gatewayOutside, "%s is not in %s, the network of the address. "+
		"Correct one of the two, or write onlink = true if the gateway is on the link all the same.", gateway, link)
}

func (r *reader) modelUplink(u uplink) provider.Uplink {
	return provider.Uplink{
		Declared: true,
		Address:  u.address.value,
		Gateway:  u.gateway.value,
		Network:  u.link(),
		Onlink:   u.onlink.or(false),
		Prefixes: r.modelPrefixes(u.prefixes),
		Routes:   r.modelPrefixes(u.routes),
		Origin:   r.origin(u.at),
	}
}
