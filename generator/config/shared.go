package config

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
)

// checkShared refuses what can't be told apart on an interface of several
// providers: an address that is read there, whose owner nothing tells.
func checkShared(doc document) (f faults) {
	first := make(map[string]*isp)
	for _, p := range doc.providers {
		if !p.place("interface").ok() {
			continue
		}
		earlier, found := first[p.Interface]
		if !found {
			first[p.Interface] = p
			continue
		}
		for _, u := range append(p.sides(), earlier.sides()...) {
			for _, at := range u.autos() {
				f.fail(at, conflictingValue, "Providers %s (%s) and %s (%s) share the interface %s, so nothing tells whose the address or gateway is that is there. Write the value itself instead of \"auto\".",
					quote(earlier.Name), line(earlier.at), quote(p.Name), line(p.at), quote(p.Interface))
			}
		}
	}
	return f
}

// autos are the places of what is read when a script runs.
func (u *uplink) autos() []hcl.Range {
	var places []hcl.Range
	if u.AutoAddress {
		places = append(places, u.place("address").at)
	}
	if u.AutoGateway {
		places = append(places, u.place("gateway").at)
	}
	return places
}

// checkGateways refuses to translate what nothing tells apart: nft sees by which
// interface a packet leaves, and to which next hop, and not by which table that was
// found. Without translation, a packet goes the same way by either of two providers
// with one gateway.
func checkGateways(doc document) (f faults) {
	providers := doc.providers
	type link struct{ iface, family string }
	earlier := make(map[link][]*isp)
	for _, p := range providers {
		for _, in := range []family{ipv4, ipv6} {
			on := link{p.Interface, in.name}
			if !p.place("interface").ok() || !p.side(in).isKnown() {
				continue
			}
			if j := slices.IndexFunc(earlier[on], func(other *isp) bool { return alike(p, other, in) }); j >= 0 {
				failGateway(&f, p, earlier[on][j], in)
			}
			earlier[on] = append(earlier[on], p)
		}
	}
	return f
}

// isKnown reports whether a side says where it is, and that is not read later.
func (u *uplink) isKnown() bool {
	return u.place("address").ok() && !u.AutoAddress && u.place("gateway").state != wrong && !u.AutoGateway
}

// alike reports whether what leaves by one of two providers on an interface would be
// translated as what leaves by the other.
func alike(p, other *isp, f family) bool {
	u, v := p.side(f), other.side(f)
	switch {
	case u.Gateway == v.Gateway:
		return u.Masquerade || v.Masquerade
	case !u.Gateway.IsValid(): // what another gateway doesn't tell is taken for its own
		return u.Masquerade && !v.Masquerade
	}
	return !v.Gateway.IsValid() && v.Masquerade && !u.Masquerade
}

func failGateway(f *faults, p, earlier *isp, in family) {
	u, how := p.side(in), " with the same gateway"
	if !u.Gateway.IsValid() || !earlier.side(in).Gateway.IsValid() {
		how = ", and not both have a gateway"
	}
	at := u.place("gateway").or(u.at)
	f.fail(at, "Providers can't be told apart", "Provider %s (%s) is on the same interface%s, and sources are translated: nothing tells what leaves by the one from what leaves by the other, so all would get one address. "+
		"Write the gateway of each if they differ; or make one provider of the two, with prefixes = [\"%s/%d\"] for this address; or give this one an interface of its own, such as a macvlan.",
		quote(earlier.Name), line(earlier.at), how, u.Address.Addr(), u.bits)
}
