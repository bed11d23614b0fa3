package iproute

import (
	"fmt"
	"slices"
	"strings"
)

// Link is a provider as nft identifies it by packets.
type Link struct {
	Comment string // the name of its block
	Dev     string
	Mark    uint32 // of its connections
	// Shared: other providers are behind Dev too.
	Shared bool
	Sides  []Side
}

// Side is a provider in one family.
type Side struct {
	IPv6             bool
	If               string // the condition for the side, as in Nexthop
	Address, Gateway Addr   // identify it among others on the same interface
	Network          Prefix // on the link; zero: none
	Source           Addr   // that packets are translated to; zero: they are not translated
	How              Translation
	Own              []Prefix // sources that are not translated
	Except           []Prefix // destinations to which nothing is translated
	// SharesGateway: another link has the same gateway on the same interface.
	SharesGateway bool
}

// Translation is how nft translates a source. Connections that snat translates keep
// their address until they end. With masquerade, nft chooses the address, and forgets
// a connection when its address or link goes (nf_nat_masquerade.c).
type Translation int

// The translations.
const (
	SNAT       Translation = iota // to Source
	Masquerade                    // to any address of the interface
	// ByScript: masquerade where the kernel chooses Source, and snat otherwise. The
	// script finds out when it runs.
	ByScript
)

// routedHere are the side's own sources except its addresses. A list that may be empty
// isn't the first.
func (s Side) routedHere() []Prefix {
	rest := slices.Clone(s.Own[1:])
	slices.Reverse(rest)
	if s.IPv6 && len(rest) == 1 { // link-local addresses alone
		return nil
	}
	return rest
}

// translation is the statement of nft.
func (s Side) translation() string {
	switch s.How {
	case Masquerade:
		return "masquerade"
	case ByScript:
		if s.Source.Var == "" {
			break
		}
		return "$" + strings.TrimSuffix(s.Source.Var, "_address") + "_nat"
	}
	return "snat " + s.family() + " to " + s.Source.String()
}

// Criterion identifies the packets that leave via a side. Where providers share
// an interface, the first criterion that matches decides.
type Criterion int

// The criteria, the most reliable first. For a link that doesn't share its
// interface, ByHop means the interface alone.
const (
	BySource    Criterion = iota // the side's own sources, where others have the same gateway
	ByHop                        // the gateway
	ByNetwork                    // a destination in the side's network, on the link
	ByInterface                  // all else, where the side has no gateway
)

// aside is what a comment says about the criterion.
func (by Criterion) aside() string {
	return map[Criterion]string{BySource: ", from its own addresses", ByNetwork: ", to its network"}[by]
}

// in matches packets that arrive via the link.
func (l Link) in() []string {
	from := fmt.Sprintf("iifname %q ", l.Dev)
	if !l.Shared {
		return []string{from}
	}
	var matches []string
	for _, s := range l.Sides {
		matches = append(matches, s.only()+fmt.Sprintf("%s%s daddr %s ", from, s.family(), s.Address))
	}
	return matches
}

// out matches packets that leave via the link, as far as one criterion identifies
// them.
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

// outBy is out for one side, "" where the criterion doesn't apply.
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

// IdentifiedBy reports whether a criterion applies to packets that leave via a
// side.
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

// only turns a line into a comment when the side is absent.
func (s Side) only() string {
	if s.If == "" {
		return ""
	}
	return "${" + s.If + "_off}"
}

// family is the side's family in nft's words.
func (s Side) family() string { return family(s.IPv6) }

// translate is the rule that translates packets that leave via a side, as far as
// one criterion identifies them and match holds, except those from some sources.
// It is "" where the criterion doesn't apply.
func (l Link) translate(s Side, by Criterion, match string, except []Prefix) string {
	out := l.outBy(s, by)
	if out == "" {
		return ""
	}
	if len(s.Except) > 0 {
		match += fmt.Sprintf("%s daddr != { %s } ", s.family(), hosts(s.Except))
	}
	return s.only() + fmt.Sprintf("%s%s%s saddr != { %s } %s", out, match, s.family(), hosts(except), s.translation())
}

// hosts are the elements of a set.
func hosts(list []Prefix) string {
	texts := make([]string, len(list))
	for i, p := range list {
		texts[i] = p.HostOrPrefix()
	}
	return strings.Join(texts, ", ")
}
