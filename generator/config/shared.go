package config

import (
	"net/netip"

	"github.com/hashicorp/hcl/v2"
)

// checkShared refuses what can't be told apart on an interface of several
// providers: an address that is read there, whose owner nothing tells.
func (r *reader) checkShared(providers []isp) {
	first := make(map[string]isp)
	for _, p := range providers {
		if !p.iface.ok() {
			continue
		}
		earlier, found := first[p.iface.value]
		if !found {
			first[p.iface.value] = p
			continue
		}
		for _, u := range append(p.sides(), earlier.sides()...) {
			for _, at := range u.autos() {
				r.fail(at, conflictingValue, "Providers %s (%s) and %s (%s) share the interface %s, so nothing tells whose the address or gateway is that is there. Write the value itself instead of \"auto\".",
					quote(earlier.name), line(earlier.at), quote(p.name), line(p.at), quote(p.iface.value))
			}
		}
	}
}

// autos are the places of what is read when a script runs.
func (u uplink) autos() []hcl.Range {
	var places []hcl.Range
	if u.autoAddress() {
		places = append(places, u.address.at)
	}
	if u.autoGateway() {
		places = append(places, u.gateway.at)
	}
	return places
}

// checkGateways refuses to translate where two providers have one gateway on one
// interface: nft sees the interface and the next hop of a packet, and not by which
// table that was found. Without translation a packet goes the same way by either.
func (r *reader) checkGateways(providers []isp) {
	type nextHop struct {
		iface, family string
		gateway       netip.Addr
	}
	first := make(map[nextHop]isp)
	for _, p := range providers {
		for _, u := range p.sides() {
			hop := nextHop{p.iface.value, u.name, u.gateway.value}
			earlier, found := first[hop]
			switch {
			case !p.iface.ok() || u.gateway.state == wrong || u.autoGateway() || !u.address.ok() || u.autoAddress():
			case !found:
				first[hop] = p
			case p.translatesIn(u.family) || earlier.translatesIn(u.family):
				r.failGateway(u, earlier)
			}
		}
	}
}

func (r *reader) failGateway(u uplink, earlier isp) {
	at, has := u.gateway.at, "this gateway"
	if !u.gateway.written() {
		at, has = u.at, "no gateway either"
	}
	address := u.address.value.Addr()
	r.fail(at, notToldApart, "Provider %s (%s) has %s on the same interface, and sources are translated: nothing tells what leaves by the one from what leaves by the other, so all would get one address. "+
		"Write the gateway of this provider if it is another; or make one provider of the two, with prefixes = [\"%s/%d\"] for this address; or give this one an interface of its own, such as a macvlan.",
		quote(earlier.name), line(earlier.at), has, address, u.bits)
}
