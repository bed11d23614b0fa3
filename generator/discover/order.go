package discover

import "strings"

// staying tells, for each rule in the kernel's order, whether it stays on the machine.
// A rule stays if no block can express it, or if its block would be looked up on the
// other side of a rule that stays and may match the same packets.
func (d *draft) staying(list []rule) []bool {
	base := d.priorityBase()
	stays := make([]bool, len(list))
	for i, r := range list {
		stays[i] = d.tableOf(r) == nil || !d.isTranslated(r)
	}
	for changed := true; changed; {
		changed = false
		for i := range list {
			if !stays[i] && crosses(list, stays, i, base) {
				stays[i], changed = true, true
			}
		}
	}
	return stays
}

// crosses reports whether a rule, on its way to our priorities, passes one that stays
// and may decide about the same packets.
func crosses(list []rule, stays []bool, at, base int) bool {
	early := func(r rule) bool { return r.number("priority") < base }
	between := list[at+1:]
	staying := stays[at+1:]
	if !early(list[at]) {
		between, staying = list[:at], stays[:at]
	}
	for i, r := range between {
		if staying[i] && early(r) == early(list[at]) && r.decides() && r.meets(list[at]) {
			return true
		}
	}
	return false
}

// decides reports whether the rule may end the lookup: one that does nothing can't,
// and main without its default route comes first in our setup, too.
func (r rule) decides() bool {
	return !r.has("nop") && (r.table() != "main" || r.text("suppress_prefixlen") != "0")
}

// meets reports whether a packet may match both rules.
func (r rule) meets(other rule) bool {
	if r.ipv6 != other.ipv6 {
		return false
	}
	if r.has("not") || other.has("not") {
		return true
	}
	for _, name := range []string{"src", "dst"} {
		if a, b := r.prefix(name), other.prefix(name); a.IsValid() && b.IsValid() && !a.Overlaps(b) {
			return false
		}
	}
	for _, name := range []string{"iif", "ipproto"} {
		if r.has(name) && other.has(name) && !strings.EqualFold(r.text(name), other.text(name)) {
			return false
		}
	}
	mask, value := r.marked()
	otherMask, otherValue := other.marked()
	return (value^otherValue)&mask&otherMask == 0
}
