package discover

import (
	"fmt"
	"slices"
	"strconv"
)

// defaultRoute is what main does with packets that nothing else decides about.
type defaultRoute struct {
	prefer   *provider
	balance  []*provider
	weights  []int
	backups  []*provider
	why      string   // comments
	withheld []string // why there is none
}

// findDefault reads main's default routes, in the family that has more of them.
func (d *draft) findDefault() {
	d.withheld()
	ipv6 := d.count(true) > d.count(false)
	first := true
	for _, r := range d.defaults() {
		if r.Table != "main" || r.ipv6() != ipv6 {
			continue
		}
		var list []*provider
		var weights []int
		for _, h := range r.Nexthops {
			if p := d.leads(h, ipv6); p != nil && !slices.Contains(list, p) && !d.route.has(p) {
				list, weights = append(list, p), append(weights, max(1, h.Weight))
			}
		}
		switch {
		case len(list) == 0:
			continue
		case first && len(list) > 1:
			d.route.balance, d.route.weights = list, weights
			d.route.why = "main's default route has several next hops"
		case first:
			d.route.prefer = list[0]
			d.route.why = fmt.Sprintf("main prefers %s, by its metric %d", list[0].link.Name, r.Metric)
		default:
			d.route.backups = append(d.route.backups, list...)
		}
		first = false
	}
	if d.route.prefer != nil && len(d.route.backups) == 0 {
		d.route.why = "main's default route leaves by " + d.route.prefer.link.Name
	}
	d.compareFamilies(ipv6)
}

func (d *draft) count(ipv6 bool) int {
	n := 0
	for _, r := range d.routes {
		if r.isDefault() && r.Table == "main" && r.ipv6() == ipv6 {
			n++
		}
	}
	return n
}

// leads is the provider that a hop leads to, nil for none.
func (d *draft) leads(h hop, ipv6 bool) *provider {
	for _, p := range d.providers {
		if s := p.side(ipv6); p.link.Name == h.Dev && s.declared && s.gateway == h.gateway() {
			return p
		}
	}
	return nil
}

func (r *defaultRoute) has(p *provider) bool {
	return r.prefer == p || slices.Contains(r.balance, p) || slices.Contains(r.backups, p)
}

// compareFamilies adds the providers that main uses in the other family only, and
// leaves the default to the machine if that family has them in another order.
func (d *draft) compareFamilies(ipv6 bool) {
	place := func(p *provider) int {
		if p == d.route.prefer || slices.Contains(d.route.balance, p) {
			return 0
		}
		return 1 + slices.Index(d.route.backups, p)
	}
	last := 0
	for _, r := range d.defaults() {
		if r.Table != "main" || r.ipv6() == ipv6 {
			continue
		}
		for _, h := range r.Nexthops {
			p := d.leads(h, !ipv6)
			switch {
			case p == nil:
			case !d.route.has(p):
				d.route.backups = append(d.route.backups, p)
			case place(p) < last && r.From == "":
				d.route.withheld = append(d.route.withheld, "main prefers other providers in IPv6 than in IPv4")
			default:
				last = place(p)
			}
		}
	}
}

// withheld collects the reasons to leave the default to the machine: rules and routes
// that decide today, and would come too late.
func (d *draft) withheld() {
	for _, r := range d.foreign {
		if n := r.number("priority"); n > d.priorityBase() && n < 32766 {
			d.route.withheld = append(d.route.withheld, fmt.Sprintf("%s would come behind it, and no longer decide", r.shown()))
		}
	}
	for _, r := range d.routes {
		if p := r.prefix(); r.Table == "main" && r.Type == "unicast" && p.IsValid() && p.Bits() == 1 {
			d.route.withheld = append(d.route.withheld, fmt.Sprintf("main's route to %s by %s would be skipped", p, r.Dev))
		}
	}
	for _, r := range d.defaults() {
		for _, h := range r.Nexthops {
			if r.Table == "main" && d.leads(h, r.ipv6()) == nil {
				d.route.withheld = append(d.route.withheld, fmt.Sprintf("main's default route by %s is no provider's", h.Dev))
			}
		}
	}
}

// tableBase is where our numbers of tables begin, 100 unless somebody has some of
// those.
func (d *draft) tableBase() (base int, why string) {
	var used []int
	named := ""
	look := func(table string) {
		if n, err := strconv.Atoi(table); err == nil {
			used = append(used, n)
		} else if !slices.Contains([]string{"main", "local", "default", ""}, table) {
			named = table
		}
	}
	for _, r := range d.routes {
		if !ours(r.Protocol) {
			look(r.Table)
		}
	}
	for _, r := range d.rules {
		if !ours(r.text("protocol")) {
			look(r.table())
		}
	}
	taken := func(base int) bool {
		return slices.ContainsFunc(used, func(n int) bool { return n > base && n < base+1000 })
	}
	base = 100
	if named != "" {
		base, why = 1100, fmt.Sprintf("The machine has a table %s, with a number that isn't shown", named)
	}
	for taken(base) {
		base, why = base+1000, "The machine has tables with lower numbers of its own"
	}
	return base, why
}

// priorityBase is where our priorities begin: 20000, unless rules of others are
// among ours then.
func (d *draft) priorityBase() int {
	for _, base := range []int{20000, 20100, 20500, 14000, 6000, 10000} {
		among := func(r rule) bool {
			n := r.number("priority")
			return n >= base && n <= base+lastOwn && !r.isKernels() && !ours(r.text("protocol"))
		}
		if !slices.ContainsFunc(d.rules, among) {
			return base
		}
	}
	return 20000
}

// markMask are bits of marks that no rule looks at.
func (d *draft) markMask() (mask uint32, others string) {
	var used uint32
	for _, r := range d.rules {
		mask, value := r.marked()
		if mask == 0 || ours(r.text("protocol")) {
			continue
		}
		if mask == 0xffffffff { // of a rule for one mark, the bits in it
			mask = value
		}
		used |= mask
		others = r.shown()
	}
	for _, mask := range []uint32{0x3f00, 0xff, 0x3f0000, 0x3f000000} {
		if mask&used == 0 {
			return mask, others
		}
	}
	return 0x3f00, others
}
