package plan

import (
	"net/netip"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/provider"
)

// marks adds the table of nft, which marks connections and translates sources.
func (b *builder) marks() {
	if !b.usesNft() {
		return
	}
	var r iproute.Ruleset
	if b.set.Settings.ConnectionMarks {
		r.Mask = b.set.Settings.MarkMask
	}
	for _, p := range b.set.Providers {
		r.Links = append(r.Links, b.link(p))
	}
	b.add(Marks, r, everybody, "connections keep their provider, and sources are translated where asked for", b.set.Settings.Origin)
}

func (b *builder) usesNft() bool {
	for _, p := range b.set.Providers {
		if p.Masquerade {
			return true
		}
	}
	return b.set.Settings.ConnectionMarks
}

func (b *builder) link(p provider.Provider) iproute.Link {
	l := iproute.Link{
		Comment: p.Name + " (" + p.Origin.String() + ")",
		Dev:     p.Interface,
		Mark:    b.set.Settings.Mark(p),
	}
	if b.sharesInterface(p) {
		l.Address, l.Gateway = p.IPv4.Address.Addr(), p.IPv4.Gateway
	}
	if p.Masquerade {
		l.Source = p.IPv4.Address.Addr()
		l.Own = []netip.Prefix{host(l.Source)}
		for _, prefix := range p.IPv4.Prefixes {
			l.Own = append(l.Own, prefix.Prefix)
		}
	}
	return l
}
