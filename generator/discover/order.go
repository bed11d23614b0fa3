package discover

import (
	"net/netip"
	"strings"
)

// place is where a rule stands in the lookup, and which packets it matches.
type place struct {
	early       bool // before our priorities
	decides     bool // it may end the lookup
	stays       bool // on the machine
	ipv6, not   bool
	src, dst    netip.Prefix
	iif, proto  string
	mask, value uint32
}

// staying tells, for each rule in the kernel's order, whether it stays on the machine.
// A rule stays if no block can express it, or if its block would be looked up on the
// other side of a rule that stays and may match the same packets.
func (d *draft) staying(list []rule) []place {
	base := d.priorityBase()
	places := make([]place, len(list))
	for i, r := range list {
		places[i] = r.place(base)
		places[i].stays = d.tableOf(r) == nil || !d.isTranslated(r)
	}
	for changed := true; changed; {
		changed = false
		for i := range places {
			if !places[i].stays && crosses(places, i) {
				places[i].stays, changed = true, true
			}
		}
	}
	return places
}

// place is that of a rule. A rule that does nothing can't decide; nor can one for main
// without its default route, since such a rule comes first in our setup, too.
func (r rule) place(base int) place {
	p := place{
		early:   r.number("priority") < base,
		decides: !r.has("nop") && (r.table() != "main" || r.text("suppress_prefixlen") != "0"),
		ipv6:    r.ipv6, not: r.has("not"), src: r.prefix("src"), dst: r.prefix("dst"),
		iif: r.text("iif"), proto: r.text("ipproto"),
	}
	p.mask, p.value = r.marked()
	return p
}

// crosses reports whether a rule, on its way to our priorities, passes one that stays
// and may decide about the same packets.
func crosses(places []place, at int) bool {
	moved, between := places[at], places[at+1:]
	if !moved.early {
		between = places[:at]
	}
	for _, p := range between {
		if p.stays && p.early == moved.early && p.decides && p.meets(moved) {
			return true
		}
	}
	return false
}

// meets reports whether a packet may match both rules.
func (p place) meets(q place) bool {
	apart := func(a, b netip.Prefix) bool { return a.IsValid() && b.IsValid() && !a.Overlaps(b) }
	differ := func(a, b string) bool { return a != "" && b != "" && !strings.EqualFold(a, b) }
	switch {
	case p.ipv6 != q.ipv6:
		return false
	case p.not || q.not:
		return true
	case apart(p.src, q.src), apart(p.dst, q.dst), differ(p.iif, q.iif), differ(p.proto, q.proto):
		return false
	}
	return (p.value^q.value)&p.mask&q.mask == 0
}
