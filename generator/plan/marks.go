package plan

import (
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// marks adds the nft table that marks connections and translates source
// addresses.
func (b *builder) marks() {
	if !b.usesNft() {
		return
	}
	var r iproute.Ruleset
	if b.set.Settings.ConnectionMarks {
		r.Mask, r.Confined = b.set.Settings.MarkMask, b.confinedUsers()
	}
	for i := range b.set.Providers {
		r.Links = append(r.Links, b.link(i))
	}
	b.add(Marks, r, b.settingsPlace(), b.marksWhy())
}

func (b *builder) usesNft() bool { return b.set.Settings.ConnectionMarks || b.masquerades() }

func (b *builder) masquerades() bool {
	return slices.ContainsFunc(b.set.Providers, func(p site.Provider) bool { return p.IPv4.Masquerade || p.IPv6.Masquerade })
}

func (b *builder) marksWhy() string {
	switch {
	case !b.masquerades():
		return "connections keep their provider"
	case !b.set.Settings.ConnectionMarks:
		return "masquerading"
	}
	return "connections keep their provider; masquerading"
}

// confinedUsers are the users that rule blocks with otherwise = "unreachable" select.
func (b *builder) confinedUsers() []iproute.Confined {
	var all []iproute.Confined
	for _, r := range b.set.Rules {
		if !r.Unreachable || len(r.Users) == 0 {
			continue
		}
		c := iproute.Confined{Comment: ruleBlock(r)}
		for _, i := range r.Via {
			c.Marks = append(c.Marks, MarkOf(b.set.Settings, b.set.Providers[i]))
		}
		for _, ipv6 := range b.families() {
			if r.HasFamily(ipv6) {
				c.Families = append(c.Families, selector.Family{Match: selector.Match{Users: r.Users}, IPv6: ipv6})
			}
		}
		all = append(all, c)
	}
	return all
}

// link is the provider at a position in the configuration.
func (b *builder) link(i int) iproute.Link {
	p := b.set.Providers[i]
	l := iproute.Link{
		Comment: providerBlock(p),
		Dev:     p.Interface,
		Mark:    MarkOf(b.set.Settings, p),
		Shared:  b.sharesInterface(p),
	}
	for _, ipv6 := range []bool{false, true} {
		if u, ok := b.uplink(i, ipv6); ok {
			l.Sides = append(l.Sides, b.asSide(u))
		}
	}
	return l
}

// asSide is the uplink as nft identifies it.
func (b *builder) asSide(u uplink) iproute.Side {
	s := b.translated(u)
	if !u.side.Masquerade {
		s.Source = iproute.Addr{}
	}
	for _, prefix := range u.side.MasqueradeExcept {
		s.Except = append(s.Except, iproute.KnownPrefix(prefix.Prefix))
	}
	return s
}

// translated is the side with its source addresses translated, whether or not
// the provider asks for it.
func (b *builder) translated(u uplink) iproute.Side {
	s := iproute.Side{IPv6: u.ipv6, If: u.present(), Address: u.address(), Gateway: u.gateway(), Source: u.address(), How: b.how(u), SharesGateway: b.sharesGateway(u)}
	if u.side.AutoAddress { // also taken out by whoever runs the script
		s.If = u.variable()
	}
	if n, ok := u.network(); ok {
		s.Network = n.Prefix
	}
	s.Own = []iproute.Prefix{u.sources()}
	for _, prefix := range u.routedHere() {
		s.Own = append(s.Own, prefix.Prefix)
	}
	if u.ipv6 {
		if u.whole && !u.side.Leased { // temporary addresses
			s.Own[0] = iproute.KnownPrefix(u.side.Network)
		}
		s.Own = append(s.Own, iproute.KnownPrefix(linkLocalAddresses))
	}
	return s
}

// how is the way in which sources are translated. When an address changes, connections
// must move to the new one; an address that stays must keep its connections when the link
// flaps. In IPv6, each address of the interface is the provider's, unless a local network
// is on that interface, too.
func (b *builder) how(u uplink) iproute.Translation {
	switch {
	case !u.side.Leased:
		return iproute.SNAT
	case !u.ipv6:
		return iproute.ByScript
	case len(b.othersOn(u)) > len(u.side.Prefixes):
		return iproute.SNAT
	}
	return iproute.Masquerade
}

// othersOn are the prefixes of addresses on the uplink's interface that aren't the uplink's
// own: those routed to this site, and local networks on that interface.
func (b *builder) othersOn(u uplink) []netip.Prefix {
	var all []netip.Prefix
	for _, p := range u.side.Prefixes {
		all = append(all, p.Prefix)
	}
	for _, n := range b.set.Networks {
		if n.Interface == u.Interface && !n.Gateway.IsValid() {
			all = append(all, site.OfFamily(n.Prefixes, u.ipv6)...)
		}
	}
	return all
}

// sharesGateway reports whether another provider has the same gateway on the
// same interface.
func (b *builder) sharesGateway(u uplink) bool {
	return slices.ContainsFunc(b.uplinks(u.ipv6), func(other uplink) bool {
		return other.Name != u.Name && other.Interface == u.Interface && other.side.Gateway == u.side.Gateway && u.side.Gateway.IsValid()
	})
}
