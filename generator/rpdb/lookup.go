package rpdb

import "slices"

// Answer is what a lookup finds.
type Answer struct {
	Type  Type
	Rule  *Rule  // that decided; nil for NoRoute
	Route *Route // nil where a rule refuses the packet, or nothing is found
}

// Visit is a rule that a lookup asked, and what came of it.
type Visit struct {
	Rule    *Rule
	Differs Selector // in what the packet isn't what the rule is for
	Route   *Route   // what the rule's table has for it; nil: nothing
	// Ignored: the prefix of Route is too short for the rule
	// (suppress_prefixlength).
	Ignored bool
}

// Lookup is one lookup of the kernel, without what nft does before and after.
func (s *State) Lookup(p Packet) Answer { return s.lookup(&p, nil) }

// lookup is fib_rules_lookup (net/core/fib_rules.c). It calls see for
// each rule, unless see is nil.
func (s *State) lookup(p *Packet, see func(Visit)) Answer {
	if p.Bound != "" && !p.IPv6() {
		return s.lookupBound(p, see)
	}
	return s.ask(p, see)
}

// lookupBound is what ip_route_output_key_hash_rcu (net/ipv4/route.c) does for a
// socket that is bound to an interface: where no route via that is found, it takes
// the destination to be on the link.
func (s *State) lookupBound(p *Packet, see func(Visit)) Answer {
	if slices.Contains(s.down, p.Bound) {
		return Answer{Type: NoRoute}
	}
	found := s.ask(p, see)
	if found.Type.Arrives() {
		return found
	}
	onLink := Route{Dst: host(p.To), Type: Unicast, Hops: []Hop{{Dev: p.Bound, Weight: 1}}, Why: "on the link of the socket's interface, since there is no route"}
	return Answer{Type: Unicast, Route: &onLink}
}

// ask goes through the rules.
func (s *State) ask(p *Packet, see func(Visit)) Answer {
	side := s.side(p.IPv6())
	from, to := bitsOf(p.From), bitsOf(p.To)
	for i := 0; i < len(side.rules); i++ {
		if see == nil && side.gists[i].misses(from, to, p) {
			continue
		}
		r := &side.rules[i]
		v := Visit{Rule: r, Differs: r.differs(p)}
		if v.Differs == Nothing && r.Action.Lookup != 0 {
			v.Route, v.Ignored = side.try(r, p)
		}
		if see != nil {
			see(v)
		}
		switch {
		case v.Differs != Nothing || v.Ignored:
		case r.Action.Goto != 0: // FR_ACT_GOTO; without a target it is passed over
			if r.target > i {
				i = r.target - 1
			}
		case r.Action.Unreachable: // fib4_rule_action, fib6_rule_action: ENETUNREACH
			return Answer{Unreachable, r, nil}
		case r.Refuse != "": // EACCES, EINVAL
			return Answer{r.Refuse, r, nil}
		case v.Route != nil && v.Route.Type != Throw: // EAGAIN: the next rule
			return Answer{v.Route.Type, r, v.Route}
		}
	}
	return Answer{Type: NoRoute} // ESRCH, which becomes ENETUNREACH
}

// try looks in a rule's table. Routes that refuse a packet are never ignored:
// the kernel asks for the prefix only where there was no error
// (fib_rules_lookup: !err && ops->suppress).
func (f *family) try(r *Rule, p *Packet) (found *Route, ignored bool) {
	t := f.tables[r.Action.Lookup]
	if t == nil {
		return nil, false
	}
	found = t.find(p)
	if found == nil || !found.Type.Arrives() {
		return found, false
	}
	return found, found.Dst.Bits() <= r.suppress // fib4_rule_suppress, fib6_rule_suppress
}

// NextHops are those of the route that a lookup found, without those that are down.
func (s *State) NextHops(a Answer) []Hop { return s.nextHops(a.Route) }
