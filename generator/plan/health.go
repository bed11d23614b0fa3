package plan

import (
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// watches reports whether a monitor watches one of the providers at some positions.
func (b *builder) watches(positions []int) bool {
	return slices.ContainsFunc(positions, func(i int) bool { return b.set.Providers[i].Health.Watched })
}

// among are the names of uplinks that a route chooses among, nil where no monitor
// watches one of them, or where there is no choice.
func among(uplinks []uplink, orDefault bool) []string {
	watched := func(u uplink) bool { return u.Health.Watched }
	if !slices.ContainsFunc(uplinks, watched) || len(uplinks) < 2 && !orDefault {
		return nil
	}
	var blocks []string
	for _, u := range uplinks {
		blocks = append(blocks, u.block())
	}
	if orDefault {
		blocks = append(blocks, OrDefault)
	}
	return blocks
}

// choose adds a default route via one of the uplinks that it chooses among.
func (b *builder) choose(s Section, u uplink, table, metric int, among []string, from place, why string) {
	r := u.defaultVia(table, metric)
	if among != nil {
		r.Up = u.variable()
	}
	b.addAmong(s, r, among, from, why)
}

// chooseBalanced adds a default route via all of them, by their weights.
func (b *builder) chooseBalanced(s Section, uplinks []uplink, table int, among []string, from place, why string) {
	r := balanced(uplinks, table)
	for i := range r.Nexthops {
		r.Nexthops[i].Up = among != nil
	}
	b.addAmong(s, r, among, from, why)
}

func (b *builder) addAmong(s Section, r iproute.Route, among []string, from place, why string) {
	b.add(s, r, from, why)
	b.plan.Steps[len(b.plan.Steps)-1].Among = among
}

// Without is the plan while the monitor finds some uplinks down, by their names. It
// has the same steps except for the default routes via these uplinks, which stay where
// they are the only choice.
func (p Plan) Without(out []string) Plan {
	steps := make([]Step, 0, len(p.Steps))
	for _, s := range p.Steps {
		if s, stays := s.without(out); stays {
			steps = append(steps, s)
		}
	}
	p.Steps = steps
	return p
}

// without is the step while some uplinks are down, and whether it is carried out.
func (s Step) without(out []string) (Step, bool) {
	isOut := func(block string) bool { return slices.Contains(out, block) }
	left := func(block string) bool { return !isOut(block) }
	if !slices.ContainsFunc(s.Among, left) { // all stay
		return s, true
	}
	r, _ := s.Op.(iproute.Route)
	if r.Up != "" {
		return s, !slices.ContainsFunc(s.Among, func(block string) bool { return isOut(block) && variable(block) == r.Up })
	}
	hops := r.Nexthops
	r.Nexthops = nil
	for _, n := range hops {
		if !slices.ContainsFunc(s.Among, func(block string) bool { return isOut(block) && variable(block) == n.If }) {
			r.Nexthops = append(r.Nexthops, n)
		}
	}
	s.Op = r
	return s, len(r.Nexthops) > 0
}

// fallsThrough reports whether packets that a rule block selects go on to the default
// route while the monitor finds all of its providers down.
func (b *builder) fallsThrough(r site.Rule) bool { return !r.Unreachable && b.watches(r.Via) }
