package config

import (
	"net/netip"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
	"github.com/hashicorp/hcl/v2"
)

// uplink is an ipv4 or ipv6 block as far as it could be read.
type uplink struct {
	family
	declared bool
	at       hcl.Range
	address  field[netip.Prefix] // good and zero: auto
	gateway  field[netip.Addr]   // likewise
	network  field[netip.Prefix]
	onlink   field[bool]
	prefixes prefixes
	// delegation is where prefixes says "auto", if it does
	delegation hcl.Range
	delegated  bool
	routes     prefixes
	nat        field[bool]
	except     prefixes
}

func parseUplink(b block, in family) (_ uplink, f faults) {
	u := uplink{
		family:   in,
		declared: true,
		at:       b.at,
		address:  require(&f, "address", `address = "`+in.host+`"`, read(&f, b, "address", asText, in.parseHost)),
		gateway:  read(&f, b, "gateway", asText, in.parseGateway),
		network:  read(&f, b, "network", asText, in.parseNetwork),
		onlink:   read(&f, b, "onlink", asBool, asIs[bool]),
		prefixes: readPrefixes(&f, b, "prefixes", in.parseRouted),
		routes:   readPrefixes(&f, b, "routes", in.parsePrefix),
		nat:      read(&f, b, "masquerade", asBool, asIs[bool]),
		except:   readPrefixes(&f, b, "masquerade_except", in.parsePrefix),
	}
	u.prefixes, u.delegation, u.delegated = delegated(u.prefixes)
	if !u.gateway.written() {
		u.checkWithoutGateway(&f)
	}
	if u.gateway.ok() && u.address.ok() {
		if problem := u.checkGateway(); problem != nil {
			f.place(u.gateway.at, problem, "")
			u.gateway.state = wrong
		}
	}
	return u, f
}

// autoAddress and autoGateway report what is read when a script runs.
func (u uplink) autoAddress() bool { return u.address.ok() && !u.address.value.IsValid() }
func (u uplink) autoGateway() bool { return u.gateway.ok() && !u.gateway.value.IsValid() }

// checkWithoutGateway refuses what only says something about a gateway.
func (u uplink) checkWithoutGateway(f *faults) {
	if u.onlink.or(false) {
		f.fail(u.onlink.at, conflictingValue, "onlink is about a gateway, and there is none. Add gateway, or remove onlink on a point-to-point link.")
	}
	if u.network.ok() {
		f.fail(u.network.at, conflictingValue, "network is the one of a gateway, and there is none. Add gateway, or remove network on a point-to-point link.")
	}
}

// link is the network on the link: the one that is written, or the address's.
// It is zero when that is read when a script runs.
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
	return u.link(), u.address.ok() && !u.autoAddress()
}

// checkGateway checks the gateway against the address and the network. The
// kernel takes a next hop only if it is on the link, and never if it is one of
// the machine's own or a broadcast address (fib_check_nh_v4_gw in
// net/ipv4/fib_semantics.c, ip6_route_check_nh in net/ipv6/route.c).
func (u uplink) checkGateway() *fault {
	gateway, link := u.gateway.value, u.link()
	switch {
	case u.autoGateway() || linkLocal.Contains(gateway):
		return nil
	case gateway == u.address.value.Addr():
		return faultf(invalidGateway, "%s is this machine's own address here. Write the address of the provider's router.", gateway)
	case u.network.state == wrong || !link.IsValid():
		return nil
	case link.Contains(gateway):
		return checkHostIn(gateway, link)
	case u.network.ok():
		return faultf(gatewayOutside, "%s is not in %s (network, %s). Write the network that the gateway is in, or leave network out and write onlink = true.",
			gateway, link, line(u.network.at))
	case u.onlink.state == wrong || u.onlink.or(false):
		return nil
	case link.IsSingleIP():
		return faultf(gatewayOutside, "The address is a lone one (/%d), so %s is in no network of it. "+
			"Write onlink = true if the gateway is on the link all the same, or the real length of the address.", u.bits, gateway)
	}
	return faultf(gatewayOutside, "%s is not in %s, the network of the address. "+
		"Correct one of the two, or write onlink = true if the gateway is on the link all the same.", gateway, link)
}

// uplink is the model of a block; masquerade is what holds for both families.
func (m modeller) uplink(u uplink, masquerade bool) site.Uplink {
	if !u.declared {
		return site.Uplink{}
	}
	var delegatedAt site.Origin
	if u.delegated {
		delegatedAt = m.origin(u.delegation)
	}
	return site.Uplink{
		Declared:    true,
		Address:     u.address.value,
		AutoAddress: u.autoAddress(),
		Leased:      u.autoAddress(),
		Gateway:     u.gateway.value,
		AutoGateway: u.autoGateway(),
		Network:     u.link(),
		Onlink:      u.onlink.or(false),
		Masquerade:  u.nat.or(masquerade),
		Prefixes:    m.prefixes(u.prefixes),
		Routes:      m.prefixes(u.routes),
		Origin:      m.origin(u.at),

		MasqueradeExcept: m.prefixes(u.except),
		Delegated:        u.delegated,
		DelegatedOrigin:  delegatedAt,
	}
}
