package config

import (
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// uplink is an ipv4 or ipv6 block.
type uplink struct {
	site.Uplink
	block
	family
}

// parseUplink reads a block; masquerade is that of the provider.
func parseUplink(b block, in family, masquerade bool) (_ uplink, f faults) {
	u := uplink{block: b, family: in, Uplink: site.Uplink{
		Declared:         true,
		Address:          require(&f, b, "address", `"`+in.host+`"`, asText, in.parseHost),
		Gateway:          read(&f, b, "gateway", netip.Addr{}, asText, in.parseGateway),
		Network:          read(&f, b, "network", netip.Prefix{}, asText, in.parseNetwork),
		Onlink:           read(&f, b, "onlink", false, asBool, asIs[bool]),
		Prefixes:         readPrefixes(&f, b, "prefixes", in.parseRouted),
		Routes:           readPrefixes(&f, b, "routes", in.parsePrefix),
		Masquerade:       read(&f, b, "masquerade", masquerade, asBool, asIs[bool]),
		MasqueradeExcept: readPrefixes(&f, b, "masquerade_except", in.parsePrefix),
		Origin:           b.origin(b.at),
	}}
	address, gateway := b.place("address"), b.place("gateway")
	u.AutoAddress, u.AutoGateway = address.ok() && !u.Address.IsValid(), gateway.ok() && !u.Gateway.IsValid()
	u.Leased = u.AutoAddress
	if !b.place("network").written() {
		u.Network = u.Address.Masked()
	}
	u.readDelegated()
	if !gateway.written() {
		u.checkWithoutGateway(&f)
	}
	if gateway.ok() && address.ok() {
		if problem := u.checkGateway(); problem != nil {
			f.place(gateway.at, problem, "")
			gateway.state = wrong
		}
	}
	return u, f
}

// parseRouted reads a prefix that a provider routes to this site; in IPv6, the zero
// one stands for "auto": those that the provider delegates (RFC 8415, 6.3).
func (f family) parseRouted(raw string) (netip.Prefix, *fault) {
	switch {
	case raw != "auto":
		return f.parsePrefix(raw)
	case f.name == ipv6.name:
		return netip.Prefix{}, nil
	}
	return netip.Prefix{}, faultf(invalidPrefix, "Providers delegate no prefixes of IPv4. Write the prefixes that the provider routes to you, such as %q.", f.example)
}

// readDelegated takes "auto" out of the list of prefixes.
func (u *uplink) readDelegated() {
	i := slices.IndexFunc(u.Prefixes, func(p site.Prefix) bool { return !p.IsValid() })
	if i < 0 {
		return
	}
	u.Delegated, u.DelegatedOrigin = true, u.Prefixes[i].Origin
	u.Prefixes = slices.Delete(u.Prefixes, i, i+1)
	written := u.place("prefixes")
	written.items = slices.Delete(written.items, i, i+1)
}

// checkExcept refuses exceptions to a translation that is off.
func (p *isp) checkExcept(f *faults) {
	for _, u := range p.sides() {
		if len(u.MasqueradeExcept) > 0 && !u.Masquerade && u.place("masquerade").state != wrong && p.place("masquerade").state != wrong {
			f.fail(u.place("masquerade_except").at, conflictingValue, "masquerade_except is about masquerade, which is off in this family. Write masquerade = true, or remove masquerade_except.")
		}
	}
}

// checkWithoutGateway refuses attributes about a gateway where there is none.
func (u *uplink) checkWithoutGateway(f *faults) {
	if u.Onlink {
		f.fail(u.place("onlink").at, conflictingValue, "onlink is about a gateway, and there is none. Add gateway, or remove onlink on a point-to-point link.")
	}
	if network := u.place("network"); network.ok() {
		f.fail(network.at, conflictingValue, "network is the one of a gateway, and there is none. Add gateway, or remove network on a point-to-point link.")
	}
}

// checkGateway checks the gateway against the address and the network. The
// kernel takes a next hop only if it is on the link, and never if it is one of
// the machine's own or a broadcast address (fib_check_nh_v4_gw in
// net/ipv4/fib_semantics.c, ip6_route_check_nh in net/ipv6/route.c).
func (u *uplink) checkGateway() *fault {
	gateway, link, network := u.Gateway, u.Network, u.place("network")
	switch {
	case u.AutoGateway || linkLocal.Contains(gateway):
		return nil
	case gateway == u.Address.Addr():
		return faultf(invalidGateway, "%s is this machine's own address here. Write the address of the provider's router.", gateway)
	case !link.IsValid():
		return nil
	case link.Contains(gateway):
		return checkHostIn(gateway, link)
	case network.ok():
		return faultf(gatewayOutside, "%s is not in %s (network, %s). Write the network that the gateway is in, or remove network and write onlink = true.",
			gateway, link, line(network.at))
	case u.place("onlink").state == wrong || u.Onlink:
		return nil
	case link.IsSingleIP():
		return faultf(gatewayOutside, "The address is a lone one (/%d), so %s is in no network of it. "+
			"Write onlink = true if the gateway is on the link anyway, or the real length of the address.", u.bits, gateway)
	}
	return faultf(gatewayOutside, "%s is not in %s, the network of the address. "+
		"Correct one of the two, or write onlink = true if the gateway is on the link anyway.", gateway, link)
}
