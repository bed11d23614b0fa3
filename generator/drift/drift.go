// Package drift compares a machine with a plan: routes and rules and, where they are
// given, sysctls, nft's tables and the names of tables. For each [Difference] it asks
// the simulated machine (package rpdb) which packets take another path by it.
//
// A setup chooses between two tags, and reads "auto" addresses and gateways from the
// machine. The tag and these values are no differences.
package drift

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Signs of differences.
const (
	Missing = "-"
	Added   = "+"
	Changed = "~"
)

// Difference is an entry of a machine that isn't as planned.
type Difference struct {
	Sign string
	What string // planned or, where it is Added, what the machine has
	Is   string // what the machine has in place of it; "" unless Changed
	// Block, Origin and Why are those of the plan's step; zero where there is none.
	Block  string
	Origin site.Origin
	Why    string
	// Traffic is an example of a packet that takes another path by this difference
	// alone; nil where none does, or nobody asked.
	Traffic *rpdb.Difference
	Note    string // anything else about it
}

// Report lists the differences.
type Report struct {
	File        string // the configuration
	Tag         int    // in use; 0: nothing there carries ours
	Differences []Difference
	Notes       []string // what isn't compared, and why
}

// OK reports whether nothing differs.
func (r Report) OK() bool { return len(r.Differences) == 0 }

// item is a step of the plan that adds a route or a rule.
type item struct {
	step  plan.Step
	op    iproute.Op // with the values that were read on the machine
	found bool
}

// comparer collects differences.
type comparer struct {
	set     site.Site
	plan    plan.Plan
	live    rpdb.Live
	report  Report
	items   []item
	tables  map[int]bool        // ours
	entries []*entry            // that are ours by their tag, table or priority
	tagged  []*entry            // those with the tag in use
	wanted  map[iproute.Op]bool // the rules of the plan
	values  map[string]string   // of variables of the script
	extra   []*entry
	effects []effect // as report.Differences
}

// entry is an entry of the machine.
type entry struct {
	rpdb.Entry
	taken bool
}

// effect is a difference in terms of the simulation: steps of the plan that are
// missing, and entries that are there.
type effect struct {
	without []int // positions in plan.Steps
	with    []*entry
	skip    bool // it isn't simulated
}

// Compare compares a machine with a configuration and its plan.
func Compare(set site.Site, p plan.Plan, live rpdb.Live) Report {
	c := differences(set, p, live)
	c.traffic()
	return c.report
}

// differences compares a machine with a plan, without the consequences for traffic.
func differences(set site.Site, p plan.Plan, live rpdb.Live) *comparer {
	c := &comparer{set: set, plan: p, live: live, values: map[string]string{}, wanted: map[iproute.Op]bool{}}
	c.report.File, c.tables = p.File, map[int]bool{}
	for _, t := range p.Tables.Names {
		c.tables[t.Number] = true
	}
	for _, e := range live.Entries(p, c.relevant) {
		c.entries = append(c.entries, &entry{Entry: e})
	}
	c.report.Tag = c.tag()
	for _, e := range c.entries {
		if c.report.Tag != 0 && e.Tag == c.report.Tag {
			c.tagged = append(c.tagged, e)
		}
	}
	for _, s := range p.Steps {
		c.items = append(c.items, item{step: s, op: s.Op})
	}
	c.match()
	c.routesAndRules()
	c.sysctls()
	c.names()
	c.nft()
	return c
}

// add adds a difference. Its step is that at a position of the plan, -1 for none.
func (c *comparer) add(d Difference, step int, e effect) {
	if step >= 0 {
		s := c.items[step].step
		d.Block, d.Origin, d.Why = s.Block, s.Origin, s.Why
	}
	c.report.Differences = append(c.report.Differences, d)
	c.effects = append(c.effects, e)
}

func (c *comparer) note(format string, args ...any) {
	if text := fmt.Sprintf(format, args...); !slices.Contains(c.report.Notes, text) {
		c.report.Notes = append(c.report.Notes, text)
	}
}

// tag is that of the marker rule or, where there is none, the one that more entries
// have.
func (c *comparer) tag() int {
	counts := map[int]int{}
	for _, e := range c.entries {
		if e.Tag != c.plan.Tags[0] && e.Tag != c.plan.Tags[1] {
			continue
		}
		if e.Op == iproute.Op(c.plan.Marker) {
			return e.Tag
		}
		counts[e.Tag]++
	}
	one, two := c.plan.Tags[0], c.plan.Tags[1]
	switch {
	case counts[one]+counts[two] == 0:
		return 0
	case counts[two] > counts[one]:
		return two
	}
	return one
}

// command is what puts an operation there, as the machine would be told.
func (c *comparer) command(op iproute.Op) string {
	tag := c.report.Tag
	if tag == 0 {
		tag = c.plan.Tags[0]
	}
	text := strings.ReplaceAll(op.Do().Whole().String(), iproute.Tag, fmt.Sprint(tag))
	if r, isRoute := op.(iproute.Route); isRoute && r.IPv6 {
		text = strings.NewReplacer("${metric}", metrics(c.plan, tag), iproute.Metric, metrics(c.plan, tag)).Replace(text)
	}
	return text
}

// metrics are the first digits of the metrics of IPv6 routes with a tag (choose_tag
// in templates/lib/teardown.sh).
func metrics(p plan.Plan, tag int) string {
	if tag == p.Tags[1] {
		return "2"
	}
	return "1"
}
