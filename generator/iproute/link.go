package iproute

import (
	"fmt"
	"strings"
)

// Link is a provider as its packets show it.
type Link struct {
	Comment string // about it, for a person
	Dev     string
	Mark    uint32 // of its connections
	// Shared: Dev alone doesn't tell the provider from others.
	Shared bool
	Sides  []Side
}

// Side is a provider in one family.
type Side struct {
	IPv6             bool
	If               string   // as in Nexthop: what has to be there for the side to be one
	Address, Gateway Addr     // tell it from others on the same interface
	Network          Prefix   // that is reached without the gateway; zero: none
	Source           Addr     // what it is sent is translated to this source; zero: not at all
	Own              []Prefix // its sources: they are not translated
	// SharesGateway: another link has the same gateway on the same interface.
	SharesGateway bool
}

// Tell is by what of a packet that leaves a side is told. Where others share the
// interface, what is told by the first of these decides.
type Criterion int

// The values, the surest first. Without others on its interface, a link is told
// ByHop, though by its interface alone.
const (
	BySource    Criterion = iota // its own sources, where others have the same gateway
	ByHop                        // the gateway that it is sent to
	ByNetwork                    // it is sent to somebody in the side's network, directly
	ByInterface                  // what is left, where a side has no gateway
)

// aside is what a comment says of it besides.
func (by Criterion) aside() string {
	return map[Criterion]string{BySource: ", from its own addresses", ByNetwork: ", to its network"}[by]
}

// in selects what arrives by the link.
func (l Link) in() []string {
	from := fmt.Sprintf("iifname %q ", l.Dev)
	if !l.Shared {
		return []string{from}
	}
	var matches []string
	for _, s := range l.Sides {
		matches = append(matches, fmt.Sprintf("%s%s daddr %s ", from, s.family(), s.Address))
	}
	return matches
}

// out selects what leaves by the link, as far as it is told by one thing.
func (l Link) out(by Criterion) []string {
	if !l.Shared && by == ByHop {
		return []string{fmt.Sprintf("oifname %q ", l.Dev)}
	}
	var matches []string
	for _, s := range l.Sides {
		if match := l.outBy(s, by); match != "" {
			matches = append(matches, s.only()+match)
		}
	}
	return matches
}

// outBy is out for one side, "" where it isn't told by that.
func (l Link) outBy(s Side, by Criterion) string {
	if !l.IdentifiedBy(s, by) {
		return ""
	}
	dev, ip := fmt.Sprintf("oifname %q ", l.Dev), s.family()
	hop := fmt.Sprintf("%srt %s nexthop %s ", dev, ip, s.Gateway)
	switch {
	case !l.Shared:
		return dev
	case by == BySource:
		return fmt.Sprintf("%s%s saddr { %s } ", hop, ip, hosts(s.Own))
	case by == ByHop:
		return hop
	case by == ByNetwork:
		return fmt.Sprintf("%s%s daddr %s ", dev, ip, s.Network)
	}
	return dev + nfproto(s.IPv6) + " "
}

// IdentifiedBy reports whether what leaves by a side can be told by one thing.
func (l Link) IdentifiedBy(s Side, by Criterion) bool {
	switch {
	case !l.Shared:
		return by == ByHop
	case by == BySource:
		return s.SharesGateway
	case by == ByHop:
		return s.Gateway.IsValid()
	case by == ByNetwork:
		return s.Network.IsValid()
	}
	return !s.Gateway.IsValid()
}

// only makes a comment of a line when the side isn't there.
func (s Side) only() string {
	if s.If == "" {
		return ""
	}
	return "${" + s.If + "_off}"
}

// family is the side's family as nft calls it.
func (s Side) family() string { return family(s.IPv6) }

// translate translates what leaves for a side, as far as it is told by one thing,
// and matches, but for some sources; "" where it isn't told by that.
func (l Link) translate(s Side, by Criterion, match string, but []Prefix) string {
	out := l.outBy(s, by)
	if out == "" {
		return ""
	}
	return s.only() + fmt.Sprintf("%s%s%s saddr != { %s } snat %s to %s",
		out, match, s.family(), hosts(but), s.family(), s.Source)
}

// hosts are the elements of a set.
func hosts(list []Prefix) string {
	texts := make([]string, len(list))
	for i, p := range list {
		texts[i] = p.hostOrPrefix()
	}
	return strings.Join(texts, ", ")
}
