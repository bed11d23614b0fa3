package rpdb

import (
	"slices"
	"strconv"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

// Entry is a route or a rule of a machine.
type Entry struct {
	Op    iproute.Op // a Route or a Rule
	Tag   int        // its routing protocol number, -1 where that has a name
	Text  string     // as ip lists it, without the tag
	Plain bool       // it has nothing that Op can't say
	// Number is the position in the list of routes or of rules.
	Number int
}

// IPv6 reports whether it is an entry of IPv6.
func (e Entry) IPv6() bool {
	if r, isRule := e.Op.(iproute.Rule); isRule {
		return r.IPv6
	}
	return e.Op.(iproute.Route).IPv6
}

// HasRoutes reports whether routes are given.
func (l *Live) HasRoutes() bool { return len(l.routes) > 0 }

// HasRules reports whether rules of a family are given.
func (l *Live) HasRules(ipv6 bool) bool {
	if ipv6 {
		return !l.bare[1]
	}
	return !l.bare[0]
}

// Entries are the routes and then the rules of a machine that keep chooses; keep
// doesn't see their Text. Names of tables are from the plan and from the machine.
func (l *Live) Entries(p plan.Plan, keep func(Entry) bool) []Entry {
	numbers := l.numbers(p)
	var all []Entry
	for i := range l.routes {
		table := number(numbers, l.routes[i].Table)
		if e := l.routes[i].entry(table); keep(e) {
			e.Number, e.Text = i, l.routes[i].text(table)
			all = append(all, e)
		}
	}
	for i, r := range l.rules {
		if r.Action.Lookup != 0 {
			r.Action.Lookup = number(numbers, l.tables[i])
		}
		e := Entry{
			Op: r.Rule, Tag: tagOf(l.tags[i]), Number: i,
			Plain: !r.Not && r.TOS == 0 && r.Tunnel == 0 && r.Refuse == "" && r.Foreign == "",
		}
		if keep(e) {
			e.Text = "priority " + strconv.Itoa(r.Priority) + " " + r.String()
			all = append(all, e)
		}
	}
	return all
}

func tagOf(protocol string) int {
	if n, err := strconv.Atoi(protocol); err == nil {
		return n
	}
	return -1
}

// entry is the route as an operation. Its metric is that of the kernel.
func (l *liveRoute) entry(table int) Entry {
	r, ipv6 := l.route()
	op := iproute.Route{IPv6: ipv6, Dst: iproute.KnownPrefix(r.Dst), Src: r.Src, Table: table, Metric: int(r.Metric)}
	if r.Dst.Bits() == 0 {
		op.Dst = iproute.Prefix{}
	}
	onlink := func(flags []string) bool { return slices.Contains(flags, "onlink") }
	op.Unreachable = r.Type == Unreachable
	if len(l.Nexthops) == 0 && !op.Unreachable { // that of IPv6 has the loopback interface
		op.Dev, op.Via, op.Onlink = l.Dev, liveVia(l.Gateway, l.Via.Host), onlink(l.Flags)
	}
	for _, n := range l.Nexthops { // dead ones, too
		op.Nexthops = append(op.Nexthops, iproute.Nexthop{Via: liveVia(n.Gateway, n.Via.Host), Dev: n.Dev, Onlink: onlink(n.Flags), Weight: max(1, n.Weight)})
	}
	return Entry{
		Op: op, Tag: tagOf(l.Protocol),
		Plain: (r.Type == Unicast || op.Unreachable) && r.TOS == 0 && !r.From.IsValid() && r.Foreign == "",
	}
}

// text is the route as ip lists it.
func (l *liveRoute) text(table int) string {
	r, _ := l.route()
	text := r.String() + " table " + strconv.Itoa(table)
	if r.Metric != 0 {
		text += " metric " + strconv.Itoa(int(r.Metric))
	}
	if r.Foreign != "" {
		text += " " + r.Foreign
	}
	return text
}

// Size is how many entries there are.
func (l *Live) Size() int { return len(l.routes) + len(l.rules) }

// Only is the machine with some of its entries. None of them is passed over for
// its tag when a State is made.
func (l *Live) Only(keep func(rule bool, number int) bool) Live {
	some := *l
	some.chosen = true
	some.routes, some.rules, some.tables, some.tags = nil, nil, nil, nil
	for i, r := range l.routes {
		if keep(false, i) {
			some.routes = append(some.routes, r)
		}
	}
	for i, r := range l.rules {
		if keep(true, i) {
			some.rules = append(some.rules, r)
			some.tables = append(some.tables, l.tables[i])
			some.tags = append(some.tags, l.tags[i])
		}
	}
	return some
}
