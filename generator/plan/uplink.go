package plan

import (
	"cmp"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// uplink is a provider in one family.
type uplink struct {
	site.Provider
	side site.Uplink
	ipv6 bool
	// whole: each address of its interface is the provider's, see ownsInterface.
	whole bool
}

// families are those that at least one provider has, IPv4 first.
func (b *builder) families() []bool {
	var families []bool
	for _, ipv6 := range []bool{false, true} {
		if len(b.uplinks(ipv6)) > 0 {
			families = append(families, ipv6)
		}
	}
	return families
}

// ruleFamilies are the families that get rules. They include those that no
// provider has if a rule block ends in unreachable there: packets that it confines
// to its provider must not leave in that family at all.
func (b *builder) ruleFamilies() []bool {
	var families []bool
	for _, ipv6 := range []bool{false, true} {
		forbids := func(r site.Rule) bool { return r.Unreachable && r.HasFamily(ipv6) }
		if len(b.uplinks(ipv6)) > 0 || slices.ContainsFunc(b.set.Rules, forbids) {
			families = append(families, ipv6)
		}
	}
	return families
}

// uplinks are those of a family, in the order of the configuration.
func (b *builder) uplinks(ipv6 bool) []uplink {
	if ipv6 {
		return b.inet6
	}
	return b.inet
}

func (b *builder) allUplinks(ipv6 bool) []uplink {
	var list []uplink
	for i := range b.set.Providers {
		if u, ok := b.uplink(i, ipv6); ok {
			list = append(list, u)
		}
	}
	return list
}

// uplink is the provider at a position in one family, and whether it has that.
func (b *builder) uplink(i int, ipv6 bool) (uplink, bool) {
	p := b.set.Providers[i]
	u := uplink{Provider: p, side: p.Side(ipv6), ipv6: ipv6}
	u.whole = b.ownsInterface(u)
	return u, u.side.Declared
}

// ownsInterface reports whether each IPv6 address that the uplink's interface has in
// the network on the link is the provider's. Then routes name no source address, and
// the kernel may choose temporary addresses (RFC 8981): it prefers addresses of the
// outgoing interface (RFC 6724, section 5, rule 5).
func (b *builder) ownsInterface(u uplink) bool {
	local := func(n site.Network) bool {
		return n.Interface == u.Interface && len(site.OfFamily(n.Prefixes, true)) > 0
	}
	shared := func(p site.Provider) bool {
		return p.Name != u.Name && p.IPv6.Declared && (p.Interface == u.Interface || p.IPv6.Network == u.side.Network && !u.side.Leased && !p.IPv6.Leased)
	}
	return u.ipv6 && (u.side.Leased || u.side.HasNetwork()) &&
		!slices.ContainsFunc(b.set.Networks, local) && !slices.ContainsFunc(b.set.Providers, shared)
}

// source is the address that routes via the uplink name. In IPv4 the kernel would
// choose the first address in the gateway's network, or on the interface
// (inet_select_addr in net/ipv4/devinet.c), which need not be u's.
func (u uplink) source() iproute.Addr {
	if u.whole {
		return iproute.Addr{}
	}
	return u.address()
}

// chosen are the uplinks of the providers at some positions, in one family.
func (b *builder) chosen(positions []int, ipv6 bool) []uplink {
	var list []uplink
	for _, i := range positions {
		if u, ok := b.uplink(i, ipv6); ok {
			list = append(list, u)
		}
	}
	return list
}

// byID are the uplinks of a family by their ids, the order of their rules.
func (b *builder) byID(ipv6 bool) []uplink {
	return slices.SortedFunc(slices.Values(b.uplinks(ipv6)), func(u, v uplink) int { return cmp.Compare(u.ID, v.ID) })
}

// variable is the prefix of the variables in which a script keeps what it reads
// about the uplink.
func (u uplink) variable() string { return variable(u.block()) }

// variable is that of the uplink with a name.
func variable(block string) string {
	return strings.NewReplacer("-", "_", ".", "_").Replace(strings.TrimPrefix(block, "provider."))
}

// down is the reason for a rule that makes packets of a provider unreachable.
func down(p site.Provider) string {
	return p.Name + " down: unreachable, never another provider"
}

func (u uplink) address() iproute.Addr {
	if u.side.AutoAddress {
		return iproute.Addr{Var: u.variable() + "_address"}
	}
	return iproute.KnownAddr(u.side.Address.Addr())
}

func (u uplink) gateway() iproute.Addr {
	if u.side.AutoGateway {
		return iproute.Addr{Var: u.variable() + "_gateway"}
	}
	return iproute.KnownAddr(u.side.Gateway)
}

// sources are the addresses that the provider's interface has: all of them, where
// they are read when a script runs.
func (u uplink) sources() iproute.Prefix {
	if u.side.AutoAddress {
		return iproute.Prefix{Var: u.variable() + "_addresses"}
	}
	return u.address().Host()
}

// routed is a prefix that is routed to this site.
type routed struct {
	iproute.Prefix
	Origin site.Origin
}

// routedHere are the prefixes that are routed to this site; those that are read when
// a script runs are a list.
func (u uplink) routedHere() []routed {
	var all []routed
	for _, p := range u.side.Prefixes {
		all = append(all, routed{iproute.KnownPrefix(p.Prefix), p.Origin})
	}
	if u.side.Delegated {
		all = append(all, routed{iproute.Prefix{Var: u.variable() + "_prefixes"}, u.side.DelegatedOrigin})
	}
	return all
}

// itsAddress names the sources, for the reason of a step.
func (u uplink) itsAddress() string {
	if u.side.AutoAddress {
		return "each address of " + u.Interface
	}
	return "its address"
}

// present is the condition for a step that needs the uplink.
func (u uplink) present() string {
	if u.Optional {
		return u.variable()
	}
	return ""
}

// subnet is the network of a link.
type subnet struct {
	iproute.Prefix
	length  string // of the prefix, as a word of a command
	present string // the condition for a step that needs it
	of      string // the uplink; each of several that share a network has it
	leased  bool   // it may be any other one when a script runs
}

// title names it in words.
func (n subnet) title() string {
	if n.Peer || n.Known.IsSingleIP() {
		return "other end of the link"
	}
	return "network on the link"
}

func known(p netip.Prefix, present string) subnet {
	return subnet{Prefix: iproute.KnownPrefix(p), length: strconv.Itoa(p.Bits()), present: present}
}

// network is the network that the gateway is in, and whether there is one: an
// address with /32 or /128 has none.
func (u uplink) network() (subnet, bool) {
	if u.side.AutoAddress {
		name := u.variable() + "_network"
		return subnet{iproute.Prefix{Var: name}, "$" + u.variable() + "_length", name, u.variable(), true}, true
	}
	return u.known(u.side.Network), !u.side.Network.IsSingleIP()
}

func (u uplink) known(p netip.Prefix) subnet {
	n := known(p, u.present())
	n.of, n.leased = u.variable(), u.side.Leased
	return n
}

// farEnd is what is at the other end of the link, where that is in no network: a
// gateway or, on a point-to-point link, the peer, which the script reads. Main may
// have a route to it for each link that leads there. Link-local gateways are on
// every link.
func (u uplink) farEnd() (subnet, bool) {
	gateway := u.side.Gateway
	switch {
	case u.side.AutoAddress, u.side.Leased && u.side.HasNetwork(): // network is either
		return subnet{}, false
	case gateway.IsValid() && !gateway.IsLinkLocalUnicast() && !u.side.Network.Contains(gateway):
		return u.known(netip.PrefixFrom(gateway, gateway.BitLen())), true
	case !gateway.IsValid() && u.side.Network.IsSingleIP():
		name := u.variable() + "_network"
		return subnet{iproute.Prefix{Var: name, Peer: true}, "", name, u.variable(), true}, true
	}
	return subnet{}, false
}

// onLink are the network on the link and what is at its other end.
func (u uplink) onLink() []subnet {
	var list []subnet
	for _, of := range []func() (subnet, bool){u.network, u.farEnd} {
		if n, ok := of(); ok {
			list = append(list, n)
		}
	}
	return list
}

// networks are network and, where it differs, the network of the address.
func (u uplink) networks() []subnet {
	if u.side.AutoAddress {
		n, _ := u.network()
		return []subnet{n}
	}
	var list []subnet
	for _, p := range []netip.Prefix{u.side.Network, u.side.Address.Masked()} {
		if s := u.known(p); !p.IsSingleIP() && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// networkRoute is the route to the network on the link.
func (u uplink) networkRoute(n subnet, table int) iproute.Route {
	return iproute.Route{IPv6: u.ipv6, Dst: n.Prefix, Dev: u.Interface, Src: u.source(), Table: table}
}

// defaultVia is a default route via u.
func (u uplink) defaultVia(table, metric int) iproute.Route {
	return iproute.Route{
		IPv6: u.ipv6, Via: u.gateway(), Dev: u.Interface, Onlink: u.pretends(),
		Src: u.source(), Table: table, Metric: metric,
	}
}

// pretends reports whether routes need onlink. IPv6 refuses that where main has a
// route to the gateway by another interface (ip6_route_check_nh_onlink in
// net/ipv6/route.c), and doesn't need it where the same table has one by this
// interface.
func (u uplink) pretends() bool {
	_, routed := u.farEnd()
	return u.side.Onlink && !(u.ipv6 && routed)
}

func (u uplink) nexthop() iproute.Nexthop {
	return iproute.Nexthop{If: u.variable(), Via: u.gateway(), Dev: u.Interface, Onlink: u.pretends(), Weight: u.Weight}
}

// sharesInterface reports whether another provider uses p's interface.
func (b *builder) sharesInterface(p site.Provider) bool {
	return slices.ContainsFunc(b.set.Providers, func(other site.Provider) bool {
		return other.Interface == p.Interface && other.Name != p.Name
	})
}
