package drift

import (
	"cmp"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// match pairs steps with entries of the machine. Steps with variables of the script
// come behind others; each variable has one value in all of them. Steps that
// depend on health come last, when match knows which uplinks the machine has.
func (c *comparer) match() {
	byKey := map[string][]*entry{}
	for _, e := range c.entries {
		e.Op = c.planned(e.Entry)
	}
	for _, e := range c.tagged {
		if e.Plain {
			byKey[keyOf(e.Op)] = append(byKey[keyOf(e.Op)], e)
		}
	}
	c.expand()
	c.pair(byKey, func(s plan.Step) bool { return s.Among == nil })
	c.health()
	c.pair(byKey, func(s plan.Step) bool { return s.Among != nil })
	for i := range c.items {
		c.items[i].op = c.resolved(c.items[i].step.Op)
		if r, isRule := c.items[i].op.(iproute.Rule); isRule {
			c.wanted[r] = true
		}
	}
}

// pair finds the entries of some steps.
func (c *comparer) pair(byKey map[string][]*entry, which func(plan.Step) bool) {
	for _, withValues := range []bool{false, true} {
		for i := range c.items {
			it := &c.items[i]
			if !isEntry(it.step.Op) || !which(it.step) || hasVariables(it.step.Op) != withValues {
				continue
			}
			candidates := byKey[keyOf(it.step.Op)]
			if withValues {
				candidates = c.tagged
			}
			c.find(it, candidates)
		}
	}
}

// isList reports whether a script reads several values: the library carries a command
// out for each of them.
func isList(p iproute.Prefix) bool {
	return strings.HasSuffix(p.Var, "_addresses") || strings.HasSuffix(p.Var, "_prefixes")
}

// expand replaces a rule for a list of values that are read when the script runs by a rule
// for each value that the machine has.
func (c *comparer) expand() {
	for i := range c.items {
		if r, isRule := c.items[i].step.Op.(iproute.Rule); isRule && isList(r.From) && r.Action.Lookup != 0 {
			c.learnList(r)
		}
	}
	var items []item
	for _, it := range c.items {
		r, isRule := it.step.Op.(iproute.Rule)
		if !isRule || !isList(r.From) {
			items = append(items, it)
			continue
		}
		for _, from := range c.list(r.From) {
			r.From = from
			it.step.Op = r
			items = append(items, it)
		}
	}
	c.items = items
}

// learnList adds the sources that a rule has on the machine to those of its list.
func (c *comparer) learnList(r iproute.Rule) {
	for _, e := range c.tagged {
		is, isRule := e.Op.(iproute.Rule)
		if !isRule || !e.Plain || !is.From.Known.IsValid() {
			continue
		}
		other, name, value := is, r.From.Var, is.From.HostOrPrefix()
		other.From = r.From
		if slices.ContainsFunc(c.items, func(it item) bool { return it.step.Op == iproute.Op(is) }) {
			continue // another rule of the plan
		}
		values := strings.Split(c.values[name], ", ")
		switch {
		case other != r || slices.Contains(values, value) || c.isLink(is.From):
		case c.values[name] == "":
			c.values[name] = value
		default:
			c.values[name] += ", " + value
		}
	}
}

// isLink reports whether a prefix is a network on a link, which has a rule in IPv6, too.
func (c *comparer) isLink(p iproute.Prefix) bool {
	return slices.ContainsFunc(c.tagged, func(e *entry) bool {
		r, isRoute := e.Op.(iproute.Route)
		return isRoute && r.Dst == p && !p.Known.IsSingleIP()
	})
}

func (c *comparer) find(it *item, candidates []*entry) {
	for _, e := range candidates {
		if e.taken || !e.Plain {
			continue
		}
		if values, same := c.unify(it.step.Op, e.Op); same {
			for name, value := range values {
				c.learn(name, value)
			}
			e.taken, it.found = true, true
			return
		}
	}
}

// learn takes down the value of a variable. That of a network tells its length, too.
func (c *comparer) learn(name, value string) {
	c.values[name] = value
	if uplink, isNetwork := strings.CutSuffix(name, "_network"); isNetwork {
		if p := prefixNamed(value); p.Known.IsValid() {
			c.values[uplink+"_length"] = strconv.Itoa(p.Known.Bits())
		}
	}
}

// isEntry reports whether an operation adds a route or a rule.
func isEntry(op iproute.Op) bool {
	switch op.(type) {
	case iproute.Route, iproute.Rule:
		return true
	}
	return false
}

// keyOf is the same for operations that have the same values. The next hops of a
// route of IPv6 are printed in any order.
func keyOf(op iproute.Op) string {
	r, isRoute := op.(iproute.Route)
	if !isRoute {
		return op.Do().String()
	}
	r.Nexthops, r.Up = sortedHops(r.Nexthops), ""
	return r.Do().String()
}

func sortedHops(hops []iproute.Nexthop) []iproute.Nexthop {
	hops = slices.Clone(hops)
	for i := range hops {
		hops[i].If, hops[i].Up = "", false
	}
	slices.SortFunc(hops, func(a, b iproute.Nexthop) int {
		return cmp.Or(cmp.Compare(a.Dev, b.Dev), cmp.Compare(a.Via.String(), b.Via.String()), cmp.Compare(a.Weight, b.Weight))
	})
	return hops
}

// planned is the operation of an entry as a plan has it: the prefixes of a rule
// masked, as the kernel compares them, and the metric of a route of IPv6 without the
// first digits, -1 where no plan has it.
func (c *comparer) planned(e rpdb.Entry) iproute.Op {
	switch op := e.Op.(type) {
	case iproute.Rule:
		op.From.Known, op.To.Known = op.From.Known.Masked(), op.To.Known.Masked()
		return op
	case iproute.Route:
		if !op.IPv6 {
			return op
		}
		digits, found := strings.CutPrefix(strconv.Itoa(op.Metric), metrics(c.plan, e.Tag))
		n, err := strconv.Atoi("0" + digits)
		if op.Metric = n; !found || err != nil || strings.HasPrefix(digits, "0") {
			op.Metric = -1
		}
		return op
	}
	return e.Op
}

// withoutTags removes the variables of a word that differ between runs, and that no script
// reads.
var withoutTags = strings.NewReplacer(iproute.Tag, "", iproute.Metric, "", "${metric}", "")

// hasVariables reports whether an operation has values that a script reads.
func hasVariables(op iproute.Op) bool {
	for _, word := range op.Do() {
		word = withoutTags.Replace(word)
		if iproute.IsWords(word) {
			_, word, _ = strings.Cut(word, ":+")
		}
		if strings.Contains(word, "$") {
			return true
		}
	}
	return false
}

// unify gives the variables of a planned operation the values of an entry, and
// reports whether the two are the same then.
func (c *comparer) unify(op, is iproute.Op) (values map[string]string, same bool) {
	u := unifier{known: c.values, found: map[string]string{}}
	switch op := op.(type) {
	case iproute.Rule:
		rule, ok := is.(iproute.Rule)
		if !ok {
			return nil, false
		}
		op.From, op.To = u.prefix(op.From, rule.From), u.prefix(op.To, rule.To)
		op.Action.Suppress = u.word(op.Action.Suppress, rule.Action.Suppress)
		return u.found, op == rule
	case iproute.Route:
		route, ok := is.(iproute.Route)
		if !ok || len(op.Nexthops) != len(route.Nexthops) {
			return nil, false
		}
		op.Dst, op.Via, op.Src = u.prefix(op.Dst, route.Dst), u.addr(op.Via, route.Via), u.addr(op.Src, route.Src)
		op.Nexthops = slices.Clone(op.Nexthops)
		for i := range op.Nexthops {
			at := slices.IndexFunc(route.Nexthops, func(h iproute.Nexthop) bool { return h.Dev == op.Nexthops[i].Dev })
			if at >= 0 {
				op.Nexthops[i].Via = u.addr(op.Nexthops[i].Via, route.Nexthops[at].Via)
			}
		}
		return u.found, keyOf(op) == keyOf(route)
	}
	return nil, false
}

// unifier collects the values of variables.
type unifier struct{ known, found map[string]string }

// value is that of a variable, given one that an entry has in its place.
func (u *unifier) value(name, is string) string {
	if value, known := u.known[name]; known {
		return value
	}
	if value, found := u.found[name]; found {
		return value
	}
	u.found[name] = is
	return is
}

func (u *unifier) prefix(p, is iproute.Prefix) iproute.Prefix {
	if p.Var == "" || !is.Known.IsValid() {
		return p
	}
	return prefixNamed(u.value(p.Var, is.HostOrPrefix()))
}

func (u *unifier) addr(a, is iproute.Addr) iproute.Addr {
	if a.Var == "" || !is.Known.IsValid() {
		return a
	}
	known, _ := netip.ParseAddr(u.value(a.Var, is.String()))
	return iproute.KnownAddr(known)
}

func (u *unifier) word(word, is string) string {
	name, isVariable := strings.CutPrefix(word, "$")
	if !isVariable || is == "" {
		return word
	}
	return u.value(name, is)
}

// prefixNamed is a prefix, or an address as its own.
func prefixNamed(text string) iproute.Prefix {
	if a, err := netip.ParseAddr(text); err == nil {
		return iproute.KnownAddr(a).Host()
	}
	p, _ := netip.ParsePrefix(text) // which printed it
	return iproute.KnownPrefix(p)
}
