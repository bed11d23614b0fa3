package rpdb

import (
	"fmt"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// nftPacket is a packet in the chains of nft: those of
// iproute.Ruleset and iproute.Policies.
type nftPacket struct {
	*State
	Packet        // its mark changes
	fresh  bool   // ct state new
	mark   uint32 // of its connection
	note   func(format string, args ...any)
}

func (s *State) inNft(p Packet, note func(string, ...any)) *nftPacket {
	w := &nftPacket{State: s, Packet: p, fresh: p.Connection == "" && !p.Reply, note: note}
	for _, isp := range s.set.Providers {
		if isp.Name == p.Connection && s.ruleset.Mask != 0 {
			w.mark = plan.MarkOf(s.set.Settings, isp)
		}
	}
	return w
}

// citations are the names of blocks that nft has in comments, each with the line
// on which the block begins.
func citations(set site.Site) map[string]string {
	all := map[string]string{}
	for _, p := range set.Providers {
		all["provider."+p.Name] = fmt.Sprintf("provider.%s (%s)", p.Name, p.Origin)
	}
	for _, r := range set.Rules {
		all["rule."+r.Name] = fmt.Sprintf("rule.%s (%s)", r.Name, r.Origin)
	}
	return all
}

// Marked is the mark that nft gives the first packet of a connection.
func (s *State) Marked(p Packet) uint32 {
	w := s.inNft(p, func(string, ...any) {})
	if p.Interface == Self {
		w.output()
	} else {
		w.prerouting()
	}
	return w.Mark
}

// prerouting is what happens to a packet that arrives.
func (w *nftPacket) prerouting() {
	for _, l := range w.ruleset.Links {
		if w.ruleset.Mask != 0 && w.arrivesBy(l) {
			w.begin(l)
		}
	}
	if !slices.ContainsFunc(w.ruleset.Links, func(l iproute.Link) bool { return l.Dev == w.Interface }) {
		w.restore()
	}
	w.decide(iproute.Policy.Arriving)
}

// output is what happens to a packet of this machine, whose route is known.
func (w *nftPacket) output() {
	if !slices.ContainsFunc(w.ruleset.Confined, w.breaksOut) {
		w.restore()
	}
	if !w.Reply { // ct direction reply accept
		w.decide(iproute.Policy.Sent)
	}
}

// breaksOut reports whether a confined user sends the packet, and its connection has the
// mark of a provider that the user may not use: another user's socket began it.
func (w *nftPacket) breaksOut(c iproute.Confined) bool {
	if w.Reply || w.mark == 0 || slices.Contains(c.Marks, w.mark) ||
		!slices.ContainsFunc(c.Families, func(f selector.Family) bool { return f.Holds(&w.Packet) }) {
		return false
	}
	w.note("the packet is not marked as its connection is: %s confines its user", w.cited[c.Comment])
	return true
}

// postrouting is what happens to a packet that leaves by a hop.
func (w *nftPacket) postrouting(h Hop) {
	if w.ruleset.Mask == 0 {
		return
	}
	for by := iproute.BySource; by <= iproute.ByInterface; by++ {
		for _, l := range w.ruleset.Links {
			if w.leavesBy(l, h, by) {
				w.begin(l)
			}
		}
	}
}

// begin marks a connection that has no mark yet.
func (w *nftPacket) begin(l iproute.Link) {
	if w.fresh && w.mark == 0 {
		w.mark = l.Mark
		w.note("the connection is marked %#x, for %s", l.Mark, w.cited[l.Comment])
	}
}

// restore gives the packet the mark of its connection.
func (w *nftPacket) restore() {
	for _, l := range w.ruleset.Links {
		if w.ruleset.Mask != 0 && w.mark == l.Mark {
			w.Mark = w.Mark&^w.ruleset.Mask | l.Mark
			w.note("the packet is marked %#x, as its connection is, for %s", w.Mark, w.cited[l.Comment])
		}
	}
}

// decide marks the packet for the first rule block that selects it.
func (w *nftPacket) decide(asked func(iproute.Policy) bool) {
	mask := w.policies.Mask
	if w.Mark&mask != 0 {
		return
	}
	for _, p := range w.policies.Policies {
		if asked(p) && w.selects(p) {
			w.Mark = w.Mark&^mask | p.Mark
			w.note("the packet is marked %#x, for %s", w.Mark, w.cited[p.Comment])
			return
		}
	}
}

// selects reports whether a policy holds in the family of the packet.
func (w *nftPacket) selects(p iproute.Policy) bool {
	return slices.ContainsFunc(p.Families, func(f selector.Family) bool { return f.Holds(&w.Packet) })
}

// arrivesBy is what iproute.Ruleset selects by a link's interface and, where
// others share it, its addresses.
func (w *nftPacket) arrivesBy(l iproute.Link) bool {
	own := func(s iproute.Side) bool { return s.Address.Known == w.To }
	return l.Dev == w.Interface && (!l.Shared || slices.ContainsFunc(l.Sides, own))
}

// leavesBy is its counterpart, as far as one criterion identifies a packet.
func (w *nftPacket) leavesBy(l iproute.Link, h Hop, by iproute.Criterion) bool {
	if !l.Shared {
		return by == iproute.ByHop && l.Dev == h.Dev
	}
	return slices.ContainsFunc(l.Sides, func(side iproute.Side) bool { return w.leavesBySide(l, side, h, by) })
}

func (w *nftPacket) leavesBySide(l iproute.Link, side iproute.Side, h Hop, by iproute.Criterion) bool {
	nexthop := h.Via
	if !nexthop.IsValid() {
		nexthop = iproute.KnownAddr(w.To) // "rt nexthop" on the link
	}
	switch {
	case l.Dev != h.Dev || side.IPv6 != w.IPv6() || !l.IdentifiedBy(side, by):
		return false
	case by == iproute.BySource:
		return side.Gateway == nexthop && keeps(Source{Addr: w.From}, side.Own)
	case l.Shared && by == iproute.ByHop:
		return side.Gateway == nexthop
	case by == iproute.ByNetwork:
		return side.Network.Known.Contains(w.To)
	}
	return true
}

// translated is the source that nft gives the packet, not given where it keeps
// its own. Only a connection's first packet is asked; the others follow it.
func (w *nftPacket) translated(source Source, h Hop) Source {
	if w.Reply {
		return Source{}
	}
	for by := iproute.ByHop; by <= iproute.ByInterface; by++ {
		for _, l := range w.ruleset.Links {
			for _, side := range l.Sides {
				if side.Source.IsValid() && w.leavesBySide(l, side, h, by) && w.translates(side, source, w.ruleset.Untranslated(l, side, by)) {
					return w.chosen(side, h)
				}
			}
		}
	}
	if w.Interface != Self {
		return Source{}
	}
	for _, from := range w.policies.Sources {
		for _, side := range from.Link.Sides {
			if slices.Contains(from.Marks, w.Mark&w.policies.Mask) && w.leavesByAny(from.Link, side, h) && w.translates(side, source, side.Own) {
				return w.chosen(side, h)
			}
		}
	}
	return Source{}
}

// translates reports whether a side translates the packet, which leaves via it.
func (w *nftPacket) translates(side iproute.Side, source Source, own []iproute.Prefix) bool {
	return !keeps(source, own) && !slices.ContainsFunc(side.Except, func(p iproute.Prefix) bool { return p.Known.Contains(w.To) })
}

// chosen is the address that a side translates to, in the way that a script finds out.
func (w *nftPacket) chosen(side iproute.Side, h Hop) Source {
	switch {
	case side.Source.Var != "" && side.How == iproute.Masquerade:
		return Source{Among: side.Source.String() + ", or another address of " + h.Dev}
	case side.Source.Var != "":
		return Source{Among: side.Source.String()}
	case side.How == iproute.Masquerade:
		return w.source6(h.Dev, w.To)
	case side.How == iproute.ByScript && w.source4(Hop{Dev: h.Dev, Via: side.Gateway}).Addr == side.Source.Known:
		return w.masqueraded(h)
	}
	return Source{Addr: side.Source.Known}
}

// masqueraded is the address that nft's masquerade chooses in IPv4: for the next hop,
// which is the destination where there is no gateway (nf_nat_masquerade_ipv4 in
// net/netfilter/nf_nat_masquerade.c).
func (w *nftPacket) masqueraded(h Hop) Source {
	if !h.Via.IsValid() {
		h.Via = iproute.KnownAddr(w.To)
	}
	return w.source4(h)
}

// leavesByAny is leavesBySide for any criterion.
func (w *nftPacket) leavesByAny(l iproute.Link, side iproute.Side, h Hop) bool {
	return w.leavesBySide(l, side, h, iproute.ByHop) || w.leavesBySide(l, side, h, iproute.ByNetwork) || w.leavesBySide(l, side, h, iproute.ByInterface)
}

// keeps reports whether a source is among those that aren't translated.
func keeps(source Source, own []iproute.Prefix) bool {
	return slices.ContainsFunc(own, func(p iproute.Prefix) bool {
		isRead := p.Var != "" && (source.Among == p.String() || source.Among+"es" == p.String()) // its address, or all
		return isRead || source.IsValid() && p.Known.IsValid() && p.Known.Contains(source.Addr)
	})
}
