package config

import (
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/hashicorp/hcl/v2"
)

// balance is a list of providers that packets are balanced among: that of the
// default, or that of a rule.
type balance struct {
	list    []int
	written *place
	rule    *rule // nil: the default
}

func (doc document) balances() []balance {
	var all []balance
	if !doc.route.prefers {
		all = append(all, balance{doc.route.Providers, doc.route.place("balance"), nil})
	}
	for _, p := range doc.rules {
		if p.Balance {
			all = append(all, balance{p.Via, p.list, p})
		}
	}
	return all
}

// hop is a provider of a balance.
type hop struct {
	*isp
	listed hcl.Range
}

// hops are the providers of a balance that have a family.
func (doc document) hops(b balance, f family) []hop {
	var hops []hop
	for i, n := range b.list {
		if n < len(doc.providers) && doc.providers[n].side(f).Declared { // else one too many, and reported
			hops = append(hops, hop{doc.providers[n], b.written.items[i]})
		}
	}
	return hops
}

// choosesSource reports whether the balance may decide about what this machine
// sends before that has a source.
func (b balance) choosesSource(f family) bool {
	return b.rule == nil || plan.ChoosesSource(&b.rule.Rule, f == ipv6)
}

// instead is what to write where a provider can't be balanced.
func (doc document) instead(b balance, otherwise string) string {
	if b.rule == nil {
		return otherwise
	}
	var names []string
	for _, p := range b.rule.members(doc.providers) {
		names = append(names, "provider."+p.Name)
	}
	return "write via = [" + strings.Join(names, ", ") + "] instead, for the first of them that has a route"
}

// checkBalance4 refuses two providers on one interface of which one can't get its
// own address as the source of what this machine sends: a balanced route doesn't
// say it, and the kernel takes the first address of the interface that is in the
// network of the gateway (inet_select_addr in net/ipv4/devinet.c). Translation puts
// right what local networks send, and what this machine does leaves by one of the two.
func checkBalance4(doc document) (f faults) {
	for _, b := range doc.balances() {
		if !b.choosesSource(ipv4) {
			continue
		}
		hops := doc.hops(b, ipv4)
		for i, p := range hops {
			same := func(earlier hop) bool {
				return earlier.isp != p.isp && p.Interface != "" && p.Interface == earlier.Interface && sameSource(p.isp, earlier.isp)
			}
			if k := slices.IndexFunc(hops[:i], same); k >= 0 {
				other := hops[k]
				f.fail(p.listed, notBalanced, "Provider %s shares its interface with %s (%s), and in IPv4 Linux chooses one source address for packets to the gateways of both. Give one an interface of its own, such as a macvlan; or, if each has a gateway of its own, write masquerade = true in both, and local networks are balanced; or %s.",
					quote(p.Name), quote(other.Name), line(other.at), doc.instead(b, "write prefer, with one of the two in backup"))
			}
		}
	}
	return f
}

// sameSource reports whether, of two providers on an interface, one whose source
// stays gets the address of the other, whichever of them the interface got first.
func sameSource(p, other *isp) bool {
	one, two := &p.ipv4, &other.ipv4
	keeps, others := !one.Masquerade, !two.Masquerade
	if !one.isKnown() || !two.isKnown() {
		return false
	}
	return keeps && one.isStolen(two) || others && two.isStolen(one) ||
		keeps && others && one.mayTake(two) && two.mayTake(one)
}

// mayTake reports whether another address may be chosen for the gateway of u.
func (u *uplink) mayTake(other *uplink) bool {
	return other.Address.Contains(u.Gateway) || !u.Address.Contains(u.Gateway)
}

// isStolen reports whether the gateway of u is in the network of another address, and
// not in that of its own.
func (u *uplink) isStolen(other *uplink) bool {
	return other.Address.Contains(u.Gateway) && !u.Address.Contains(u.Gateway)
}

// checkBalance6 refuses what IPv6 can't balance: the kernel wants a gateway for
// each hop (ip6_route_multipath_add in net/ipv6/route.c), and it chooses the
// source by the interface (RFC 6724, 5), which says nothing when several
// providers are behind it.
func checkBalance6(doc document) (f faults) {
	for _, b := range doc.balances() {
		hops := doc.hops(b, ipv6)
		interfaces := make(map[string]int)
		for _, p := range hops {
			interfaces[p.Interface]++
		}
		if len(hops) < 2 || b.rule != nil && !b.rule.HasFamily(true) {
			continue
		}
		for _, p := range hops {
			switch {
			case !p.ipv6.place("gateway").written():
				f.fail(p.listed, notBalanced, "Provider %s has no gateway in IPv6 (%s), and Linux balances among gateways there. Write gateway = \"fe80::1\" or the like in that block, or %s.",
					quote(p.Name), line(p.ipv6.at), doc.instead(b, "name the provider in backup"))
			case interfaces[p.Interface] > 1 && !p.ipv6.Masquerade && b.choosesSource(ipv6):
				f.fail(p.listed, notBalanced, "Provider %s shares its interface (%s), and in IPv6 Linux chooses the source address by the interface. Write masquerade = true in ipv6 { } of each of them, or %s.",
					quote(p.Name), line(p.at), doc.instead(b, "prefer one"))
			}
		}
	}
	return f
}

// checkShared refuses "auto" on an interface of several providers: a script can't know
// which provider an address there belongs to.
func checkShared(doc document) (f faults) {
	first := make(map[string]*isp)
	for _, p := range doc.providers {
		if p.Interface == "" {
			continue
		}
		earlier, found := first[p.Interface]
		if !found {
			first[p.Interface] = p
			continue
		}
		for _, u := range append(p.sides(), earlier.sides()...) {
			for name, isAuto := range map[string]bool{"address": u.AutoAddress, "gateway": u.AutoGateway} {
				if !isAuto {
					continue
				}
				f.fail(u.place(name).at, conflictingValue, "Providers %s (%s) and %s (%s) share the interface %s, so the script can't tell whose an address or gateway there is. Write the value itself instead of \"auto\".",
					quote(earlier.Name), line(earlier.at), quote(p.Name), line(p.at), quote(p.Interface))
			}
		}
	}
	return f
}

// checkGateways refuses to translate sources where nft can't distinguish two providers: it
// sees the interface and the next hop of a packet, but not the table that they come from.
// Without translation, a packet takes the same path via either of two providers with one
// gateway.
func checkGateways(doc document) (f faults) {
	providers := doc.providers
	type link struct{ iface, family string }
	earlier := make(map[link][]*isp)
	for _, p := range providers {
		for _, in := range []family{ipv4, ipv6} {
			on := link{p.Interface, in.name}
			if p.Interface == "" || !p.side(in).isKnown() {
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

// isKnown reports whether an uplink has its address and gateway in the file, and not as
// "auto".
func (u *uplink) isKnown() bool {
	return u.Address.IsValid() && u.place("gateway").state != wrong && !u.AutoGateway
}

// alike reports whether nft would translate packets of one of two providers on an interface
// as those of the other.
func alike(p, other *isp, f family) bool {
	u, v := p.side(f), other.side(f)
	switch {
	case u.Gateway == v.Gateway:
		return u.Masquerade || v.Masquerade
	case !u.Gateway.IsValid(): // packets to any other gateway are taken for its own
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
	f.fail(at, "Providers can't be distinguished", "Provider %s (%s) is on the same interface%s, and sources are translated: nft can't distinguish their packets, so all would get one address. "+
		"Write the gateway of each if they differ; or make one provider of the two, with prefixes = [\"%s/%d\"] for this address; or give this one an interface of its own, such as a macvlan.",
		quote(earlier.Name), line(earlier.at), how, u.Address.Addr(), u.bits)
}
