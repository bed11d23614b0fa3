package rpdb

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"sync"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// State is a machine on which a plan has been carried out.
type State struct {
	set         site.Site
	inet, inet6 family
	devices     []*device
	down, cut   []string // interfaces
	sysctls     map[string]string
	live        bool // what the machine has is known
	ruleset     iproute.Ruleset
	policies    iproute.Policies
	cited       map[string]string    // see citations
	names       map[int]string       // of tables
	loose       map[string]bool      // interfaces whose reverse path filter isn't strict
	outside     [2]func() netip.Addr // somewhere in the internet of IPv4, IPv6
}

// family is a family's part of the database.
type family struct {
	rules  []Rule
	gists  []gist // of the rules
	tables map[int]*table
}

// Options describe the state of the machine.
type Options struct {
	Down []string // interfaces that have gone down since the script ran
	Cut  []string // interfaces that have lost their carrier since then
	// Live are the routes and rules of the machine; nil: the routes that the kernel makes of
	// the configuration's addresses.
	Live *Live
}

// New is the machine of a configuration with its plan.
func New(set site.Site, p plan.Plan, o Options) *State {
	s := &State{set: set, down: o.Down, cut: o.Cut, sysctls: map[string]string{}, live: o.Live != nil, cited: citations(set), loose: map[string]bool{}, names: map[int]string{}}
	for _, t := range p.Tables.Names {
		s.names[t.Number] = t.Name
	}
	s.inet.tables, s.inet6.tables = map[int]*table{}, map[int]*table{}
	s.outside[0] = sync.OnceValue(func() netip.Addr { return s.unmentioned(false) })
	s.outside[1] = sync.OnceValue(func() netip.Addr { return s.unmentioned(true) })
	if o.Live != nil {
		s.addLive(*o.Live, p)
	} else {
		s.addAddresses()
		s.addKernelRoutes()
		s.addKernelRules(false)
		s.addKernelRules(true)
	}
	s.makeRoom(p)
	for _, step := range p.Steps {
		s.add(step)
	}
	for _, f := range []*family{&s.inet, &s.inet6} {
		f.rules = sorted(f.rules)
		f.gists = gists(f.rules)
		for _, t := range f.tables {
			t.routes = slices.DeleteFunc(t.routes, s.isGone)
			for i := range t.routes {
				r := &t.routes[i]
				r.dead = r.Type != Local && len(r.Hops) > 0 && len(s.nextHops(r)) == 0
			}
			t.sort()
		}
	}
	return s
}

// Balanced is what a balanced route spreads among its next hops.
func (s *State) Balanced() string {
	if s.set.Settings.HashPolicy == site.HashSource {
		return "source addresses"
	}
	return "connections"
}

// makeRoom allocates the rules of a plan at once.
func (s *State) makeRoom(p plan.Plan) {
	counts := map[bool]int{}
	for _, step := range p.Steps {
		if r, ok := step.Op.(iproute.Rule); ok {
			counts[r.IPv6]++
		}
	}
	for ipv6, n := range counts {
		f := s.side(ipv6)
		f.rules = slices.Grow(f.rules, n)
	}
}

func (s *State) side(ipv6 bool) *family {
	if ipv6 {
		return &s.inet6
	}
	return &s.inet
}

// table returns a table, a new one if need be.
func (f *family) table(number int) *table {
	if f.tables[number] == nil {
		f.tables[number] = &table{}
	}
	return f.tables[number]
}

// add carries out a step.
func (s *State) add(step plan.Step) {
	switch op := step.Op.(type) {
	case iproute.Rule:
		if op.To.Peer {
			if op.To.Known = s.peer(step, op.IPv6); !op.To.Known.IsValid() {
				return
			}
			op.To.Var = ""
		}
		r := Rule{Rule: op, Provider: step.Provider, Why: step.Why, Origin: step.Origin}
		s.addRule(r)
	case iproute.Route:
		s.addRoute(op, step)
	case iproute.Ruleset:
		s.ruleset = op
	case iproute.Policies:
		s.policies = op
	case iproute.Sysctl:
		s.sysctls[op.Key] = op.Value
		if op.Strict != "" {
			s.loose[op.Strict] = true
		}
	default: // of a kind that is new in package iproute: every answer may be wrong
		panic(fmt.Sprintf("rpdb: %T is not simulated", op))
	}
}

// peer is the other end of a provider's link, if main is known to have a route to it:
// the kernel's own, to what an address was given as its peer. Without one there are no
// commands for it.
func (s *State) peer(step plan.Step, ipv6 bool) netip.Prefix {
	for _, p := range s.set.Providers {
		if plan.BlockOf(p, ipv6) != step.Block {
			continue
		}
		own := p.Side(ipv6).Address.Addr()
		for _, r := range s.side(ipv6).table(iproute.MainTable).routes {
			direct := r.Dst.IsSingleIP() && r.Dst.Addr() != own && len(r.Hops) == 1 && r.Hops[0] == Hop{Dev: p.Interface, Weight: 1}
			if direct && (r.Src.Known == own || ipv6) {
				return r.Dst
			}
		}
	}
	return netip.Prefix{}
}

func (s *State) addRule(r Rule) {
	r.suppress = -1
	if n, err := strconv.Atoi(r.Action.Suppress); err == nil {
		r.suppress = n
	}
	f := s.side(r.IPv6)
	f.rules = append(f.rules, r)
}

// addRoute puts a route of ours in its table, where IPv4 finds it before the
// older ones that are its equals, and IPv6 behind.
func (s *State) addRoute(op iproute.Route, step plan.Step) {
	t := s.side(op.IPv6).table(op.Table)
	if op.Dst.Peer {
		if op.Dst.Known = s.peer(step, op.IPv6); !op.Dst.Known.IsValid() {
			return
		}
		op.Dst.Var = ""
	}
	if op.Dst.Var != "" {
		t.vague = append(t.vague, op.Dst.Var)
		return
	}
	r := Route{
		Dst: op.Dst.Known, Type: Unicast, Metric: uint32(op.Metric), Src: op.Src,
		Provider: step.Provider, Why: step.Why, Origin: step.Origin,
	}
	if !r.Dst.IsValid() {
		r.Dst = site.Everything(op.IPv6)
	}
	if op.IPv6 {
		r.Metric = metric6(op.Metric)
	}
	for _, n := range op.Nexthops {
		r.Hops = append(r.Hops, Hop{n.Dev, n.Via, n.Weight})
	}
	switch {
	case op.Unreachable:
		r.Type = Unreachable
	case len(op.Nexthops) == 0:
		r.Hops = []Hop{{op.Dev, op.Via, 1}}
	}
	if op.IPv6 {
		t.routes = append(t.routes, r)
		return
	}
	t.routes = slices.Insert(t.routes, 0, r)
}

// metric6 is the metric that a planned one becomes in IPv6 under the first tag.
// Those under the other tag compare with the kernel's in the same way.
func metric6(metric int) uint32 {
	digits := "1"
	if metric > 0 {
		digits += strconv.Itoa(metric)
	}
	n, _ := strconv.ParseUint(digits, 10, 32) // digits are a number
	return uint32(n)
}

// isGone reports whether the kernel has removed a route with an interface
// that is down (fib_sync_down_dev in net/ipv4/fib_semantics.c, fib6_ifdown in
// net/ipv6/route.c). Of a multipath route only the hop goes. A local route of
// IPv4 stays, since its scope is RT_SCOPE_NOWHERE, and so does the address;
// IPv6 removes both (addrconf_ifdown in net/ipv6/addrconf.c, keep_addr_on_down
// being 0), unless it is the carrier alone that is lost.
func (s *State) isGone(r Route) bool {
	if len(r.Hops) == 0 || r.Type == Local && r.Dst.Addr().Is4() {
		return false
	}
	return !slices.ContainsFunc(r.Hops, func(h Hop) bool { return !slices.Contains(s.down, h.Dev) })
}

// isUp reports whether a hop of a route counts. With ignore_routes_with_linkdown that
// needs a carrier, except for addresses of this machine (fib_sync_down_dev in
// net/ipv4/fib_semantics.c, fib6_ifdown in net/ipv6/route.c).
func (s *State) isUp(r *Route, h Hop) bool {
	if slices.Contains(s.down, h.Dev) || !slices.Contains(s.cut, h.Dev) {
		return !slices.Contains(s.down, h.Dev)
	}
	ignores := iproute.IgnoreLinkdown(r.Dst.Addr().Is6(), h.Dev)
	return r.Type == Local || r.Type == Anycast || s.sysctls[ignores.Key] != ignores.Value
}

// nextHops are those of a route that count.
func (s *State) nextHops(r *Route) []Hop {
	var up []Hop
	for _, h := range r.Hops {
		if s.isUp(r, h) {
			up = append(up, h)
		}
	}
	return up
}
