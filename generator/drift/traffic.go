package drift

import (
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// maxAsked is about how many differences it is asked what they do to traffic: each
// takes milliseconds, and with many providers tenths of a second.
const maxAsked = 100

// traffic asks, for each difference, what becomes of packets with it and without:
// on a machine that has what is planned, beside what others have.
func (c *comparer) traffic() {
	if len(c.effects) == 0 {
		return
	}
	set := c.assumed()
	machine := func(e effect) *rpdb.State {
		p := c.plan
		p.Steps = nil
		for i := range c.items {
			if !slices.Contains(e.without, i) {
				step := c.items[i].step
				step.Op = c.items[i].op
				p.Steps = append(p.Steps, step)
			}
		}
		live := c.live.Only(func(rule bool, number int) bool { return c.keeps(e, rule, number) })
		p.Steps = append(p.Steps, c.inFront(e)...)
		return rpdb.New(set, p, rpdb.Options{Live: &live})
	}
	planned := rpdb.NewComparison(machine(effect{}))
	for i, e := range c.effects {
		if i >= maxAsked {
			c.note("what the last %d differences do to traffic wasn't asked", len(c.effects)-i)
			return
		}
		if !e.skip {
			c.report.Differences[i].Traffic = example(planned.With(machine(e)))
		}
	}
}

// keeps reports whether the simulated machine has an entry of the real one: those
// of others, and those of a difference.
func (c *comparer) keeps(e effect, rule bool, number int) bool {
	is := func(x *entry) bool {
		_, isRule := x.Op.(iproute.Rule)
		return isRule == rule && x.Number == number
	}
	if slices.ContainsFunc(e.with, is) {
		return len(c.inFront(e)) == 0
	}
	return !slices.ContainsFunc(c.entries, func(x *entry) bool {
		return is(x) && (x.taken || slices.Contains(c.extra, x))
	})
}

// inFront is a difference's route of IPv4 that the kernel has in front of an equal
// one of ours, as a step behind ours, which puts it there.
func (c *comparer) inFront(e effect) []plan.Step {
	if len(e.with) != 1 || len(e.without) > 0 || !e.with[0].Plain {
		return nil
	}
	r, isRoute := e.with[0].Op.(iproute.Route)
	if !isRoute || r.IPv6 {
		return nil
	}
	for _, x := range c.entries {
		ours, ok := x.Op.(iproute.Route)
		if ok && x.taken && x.Number > e.with[0].Number && !ours.IPv6 && ours.Table == r.Table && ours.Dst == r.Dst && ours.Metric == r.Metric {
			return []plan.Step{{Op: r, Why: "of the machine"}}
		}
	}
	return nil
}

// example is the packet of those that go another way that says most: one from a
// local network to the internet, where there is one.
func example(all []rpdb.Difference) *rpdb.Difference {
	var best *rpdb.Difference
	score := -1
	for i := range all {
		d := &all[i]
		n := 0
		switch {
		case d.Packet.Interface != rpdb.Self:
			n = 2
		case d.Packet.From.IsValid():
			n = 1
		}
		if strings.HasSuffix(d.Who, " to the internet") {
			n += 4
		}
		if n > score {
			best, score = d, n
		}
	}
	return best
}
