package plan

import (
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
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
		r.Mask = b.set.Settings.MarkMask
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
	return s
}

// translated is the side with its source addresses translated, whether or not
// the provider asks for it.
func (b *builder) translated(u uplink) iproute.Side {
	s := iproute.Side{IPv6: u.ipv6, If: u.present(), Address: u.address(), Gateway: u.gateway(), Source: u.address(), SharesGateway: b.sharesGateway(u)}
	if u.side.AutoAddress { // also taken out by whoever runs the script
		s.If = u.variable()
	}
	if n, ok := u.network(); ok {
		s.Network = n.Prefix
	}
	s.Own = []iproute.Prefix{s.Source.Host()}
	for _, prefix := range u.side.Prefixes {
		s.Own = append(s.Own, iproute.KnownPrefix(prefix.Prefix))
	}
	if u.ipv6 {
		if u.whole && !u.side.Leased { // temporary addresses
			s.Own[0] = iproute.KnownPrefix(u.side.Network)
		}
		s.Own = append(s.Own, iproute.KnownPrefix(linkLocalAddresses))
	}
	return s
}

// sharesGateway reports whether another provider has the same gateway on the
// same interface.
func (b *builder) sharesGateway(u uplink) bool {
	return slices.ContainsFunc(b.uplinks(u.ipv6), func(other uplink) bool {
		return other.Name != u.Name && other.Interface == u.Interface && other.side.Gateway == u.side.Gateway && u.side.Gateway.IsValid()
	})
}
