package drift

import (
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Limits of the simulation, for some seconds together: maxAsked differences, and
// maxEntries entries in all machines that are made for them.
const (
	maxAsked   = 100
	maxEntries = 1_000_000
)

// traffic asks, for each difference, which packets take another path on a machine that
// has the plan and this difference than on one that has the plan. Both have the
// entries of others, too.
func (c *comparer) traffic() {
	if len(c.effects) == 0 {
		return
	}
	s := simulation{comparer: c, set: c.assumed(), passed: map[key]bool{}}
	for _, e := range c.entries {
		if e.taken {
			s.passed[keyOfEntry(e)] = true
		}
	}
	for _, e := range c.extra {
		s.passed[keyOfEntry(e)] = true
	}
	most := max(1, min(maxAsked, maxEntries/(1+c.live.Size())))
	planned := rpdb.NewComparison(s.machine(effect{}))
	for i, e := range c.effects {
		if i >= most {
			c.note("what the last %d differences do to traffic wasn't asked", len(c.effects)-i)
			return
		}
		if !e.skip {
			c.report.Differences[i].Traffic = example(planned.With(s.machine(e)))
		}
	}
}

// simulation makes machines that have the plan and one difference.
type simulation struct {
	*comparer
	set    site.Site
	passed map[key]bool // entries that only a difference has
}

// key identifies an entry.
type key struct {
	rule   bool
	number int
}

func keyOfEntry(e *entry) key {
	_, isRule := e.Op.(iproute.Rule)
	return key{isRule, e.Number}
}

func (s *simulation) machine(e effect) *rpdb.State {
	p := s.plan
	p.Steps = nil
	for i := range s.items {
		if !slices.Contains(e.without, i) {
			step := s.items[i].step
			step.Op = s.items[i].op
			p.Steps = append(p.Steps, step)
		}
	}
	inFront := s.inFront(e)
	p.Steps = append(p.Steps, inFront...)
	with := map[key]bool{}
	for _, x := range e.with {
		with[keyOfEntry(x)] = len(inFront) == 0
	}
	live := s.live.Only(func(rule bool, number int) bool {
		k := key{rule, number}
		return with[k] || !s.passed[k]
	})
	return rpdb.New(s.set, p, rpdb.Options{Live: &live})
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

// example is the packet to show of all that take another path: if possible, one from a
// local network to the internet.
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
