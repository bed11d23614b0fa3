package drift

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// routesAndRules adds the differences of routes and rules: steps whose entry is
// missing or changed, and entries that no step adds.
func (c *comparer) routesAndRules() {
	for i := range c.items {
		it := &c.items[i]
		if !isEntry(it.op) || it.found || !c.given(it) {
			continue
		}
		if e := c.instead(it); e != nil {
			e.taken = true
			c.extra = append(c.extra, e)
			c.add(Difference{Sign: Changed, What: c.command(it.op), Is: listed(e)}, i, effect{without: []int{i}, with: []*entry{e}})
			continue
		}
		c.add(Difference{Sign: Missing, What: c.command(it.op), Note: c.whyMissing(it)}, i, effect{without: []int{i}})
	}
	for _, e := range c.entries {
		if e.taken {
			continue
		}
		c.extra = append(c.extra, e)
		d := Difference{Sign: Added, What: listed(e), Note: c.whyAdded(e)}
		if e.Tag != c.report.Tag && c.isTag(e.Tag) {
			d.Note = "another run left it, or is not finished"
		}
		c.add(d, -1, effect{with: []*entry{e}})
	}
	c.skipped()
	if c.report.Tag == 0 {
		c.note("nothing carries protocol %d or %d: no setup has run, or its entries are gone", c.plan.Tags[0], c.plan.Tags[1])
	}
}

// skipped notes the uplinks without any entry on the machine: a setup skips an uplink that
// the machine lacks.
func (c *comparer) skipped() {
	for _, name := range c.absent() {
		if c.report.Tag != 0 {
			c.note("nothing of %s is there: a setup skips it where its interface or address is missing", name)
		}
	}
}

// absent are the uplinks without any entry on the machine.
func (c *comparer) absent() []string {
	there := map[string]bool{}
	var uplinks []string
	for i := range c.items {
		it := &c.items[i]
		name := it.step.Uplink()
		if name == "" || !isEntry(it.op) {
			continue
		}
		if _, known := there[name]; !known {
			uplinks = append(uplinks, name)
		}
		there[name] = there[name] || it.found
	}
	return slices.DeleteFunc(uplinks, func(name string) bool { return there[name] })
}

// given reports whether the machine can have a step that it hasn't, and whether
// anything is known about it.
func (c *comparer) given(it *item) bool {
	_, isRule := it.op.(iproute.Rule)
	ipv6 := it.step.IPv6()
	switch {
	case isRule && !c.live.HasRules(ipv6):
		c.note("no rules of %s are given: they aren't compared", family(ipv6))
		return false
	case !isRule && !c.live.HasRoutes():
		c.note("no routes are given: they aren't compared")
		return false
	case it.step.If == "ipv6" && !c.live.HasRules(true):
		return false
	}
	// Only the script knows whether an uplink has a network: some have none, and then
	// no entry carries it.
	uplink := strings.NewReplacer("-", "_", ".", "_").Replace(strings.TrimPrefix(it.step.Uplink(), "provider."))
	return it.step.If == "" || it.step.If == uplink || it.step.If == "ipv6" || !hasVariables(it.op)
}

func family(ipv6 bool) string {
	if ipv6 {
		return "IPv6"
	}
	return "IPv4"
}

// instead is an entry that nobody planned and that stands where a step's should:
// of a route one to the same destination in the same table, of a rule one of the
// same priority that selects, or does, the same.
func (c *comparer) instead(it *item) *entry {
	for _, e := range c.tagged {
		if e.taken || e.IPv6() != it.step.IPv6() {
			continue
		}
		switch op := it.op.(type) {
		case iproute.Route:
			if is, ok := e.Op.(iproute.Route); ok && is.Table == op.Table && is.Dst == op.Dst && is.Metric == op.Metric {
				return e
			}
		case iproute.Rule:
			is, ok := e.Op.(iproute.Rule)
			if ok && is.Priority == op.Priority && (is.Selects() == op.Selects() || is.Action == op.Action && !c.wanted[is]) {
				return e
			}
		}
	}
	return nil
}

func (c *comparer) isTag(tag int) bool { return tag == c.plan.Tags[0] || tag == c.plan.Tags[1] }

// relevant reports whether an entry is ours by its tag, its table or its priority.
func (c *comparer) relevant(e rpdb.Entry) bool {
	if c.isTag(e.Tag) {
		return true
	}
	switch op := e.Op.(type) {
	case iproute.Route:
		return c.tables[op.Table]
	case iproute.Rule:
		return c.plan.FirstPriority <= op.Priority && op.Priority <= c.plan.LastPriority
	}
	return false
}

// listed is an entry as a command that would add it.
func listed(e *entry) string {
	command := "ip"
	if e.IPv6() {
		command = "ip -6"
	}
	if _, isRule := e.Op.(iproute.Rule); isRule {
		command += " rule add " + e.Text
		if e.Tag > 0 {
			command += fmt.Sprintf(" protocol %d", e.Tag)
		}
		return command
	}
	command += " route add " + e.Text
	if e.Tag > 0 {
		command += fmt.Sprintf(" proto %d", e.Tag)
	}
	return command
}
