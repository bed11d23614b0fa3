package rpdb

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strconv"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Type is what becomes of a packet: the type of its route (rtm_type in
// rtnetlink(7)), or of the rule that refuses it.
type Type string

// The types of routes, and NoRoute where no rule finds one.
const (
	Unicast     Type = "unicast" // sent on by a next hop
	Local       Type = "local"   // for this machine
	Broadcast   Type = "broadcast"
	Anycast     Type = "anycast"
	Multicast   Type = "multicast"
	Unreachable Type = "unreachable" // dropped, with an ICMP error
	Prohibit    Type = "prohibit"    // dropped, with an ICMP error
	Blackhole   Type = "blackhole"   // dropped without a word
	Throw       Type = "throw"       // as if the table had no route
	NoRoute     Type = "no route"
)

// numbers are the types by their numbers (RTN_* in linux/rtnetlink.h).
var numbers = []Type{"unspec", Unicast, Local, Broadcast, Anycast, Multicast, Blackhole, Unreachable, Prohibit, Throw}

// TypeNamed is a type as "ip -j" prints it, or "ip -j -N". It leaves one out
// that is unicast.
func TypeNamed(text string) Type {
	n, err := strconv.Atoi(text)
	switch {
	case text == "":
		return Unicast
	case err == nil && n >= 0 && n < len(numbers):
		return numbers[n]
	}
	return Type(text)
}

// Arrives reports whether a packet of the type gets anywhere.
func (t Type) Arrives() bool {
	switch t {
	case Unicast, Local, Broadcast, Anycast, Multicast:
		return true
	}
	return false
}

// Route is a route of a table, ours or another's.
type Route struct {
	Dst    netip.Prefix
	Type   Type
	Metric uint32
	Src    iproute.Addr // the source to prefer
	Hops   []Hop        // none where nothing is sent
	// The following only routes of others have.
	TOS     uint8        // the service class that it is for, as the byte of the header; 0: all
	From    netip.Prefix // the sources that it is for, in IPv6; not valid: all
	Pref    int          // of a router of IPv6 (RFC 4191): 1 is high, -1 low
	Foreign string       // what isn't simulated of it
	dead    bool         // it stays, but no hop of it counts

	Provider string // whose it is, "" for everybody's
	Why      string
	Origin   site.Origin // no line: not from the configuration
}

// Hop is a next hop of a route.
type Hop struct {
	Dev    string
	Via    iproute.Addr // zero: the destination is on the link
	Weight int
}

// String is the route as "ip route" lists it.
func (r *Route) String() string {
	text := r.Dst.String()
	if r.Dst.Bits() == 0 {
		text = "default"
	}
	if r.Type != Unicast {
		text = string(r.Type) + " " + text
	}
	if r.From.IsValid() {
		text += " from " + r.From.String()
	}
	if r.TOS != 0 {
		text += fmt.Sprintf(" tos %#02x", r.TOS)
	}
	for _, h := range r.Hops {
		if len(r.Hops) > 1 {
			text += " nexthop"
		}
		text += h.String()
	}
	if r.Src.IsValid() {
		text += " src " + r.Src.String()
	}
	return text
}

// String is the hop as "ip route" lists it.
func (h Hop) String() string {
	text := " dev " + h.Dev
	if h.Via.IsValid() {
		text = " via " + h.Via.String() + text
	}
	return text
}

// table is a table's routes in the order in which they count.
type table struct {
	routes   []Route
	to       map[netip.Prefix][]int // the positions of those to a prefix
	lengths  []int                  // of these prefixes, the longest first
	subtrees bool                   // some are for some sources only
	// vague are destinations that a script reads when it runs.
	vague []string
}

// find is the first route for a packet (fib_table_lookup in
// net/ipv4/fib_trie.c, fib6_table_lookup in net/ipv6/route.c). Of several in
// IPv6 that are equal, the one back to where a packet arrived is preferred
// (rt6_check_dev, rt6_score_route; what is sent comes from no interface).
func (t *table) find(p *Packet) *Route {
	if p.To.Zone() != "" {
		return nil
	}
	for _, length := range t.lengths {
		dst, _ := p.To.Prefix(length) // too long: no such prefix has an address
		if r := t.among(t.to[dst], p); r != nil {
			return r
		}
	}
	return nil
}

// among is the first route for a packet of those to one prefix.
func (t *table) among(to []int, p *Packet) *Route {
	passed := -1 // the first one, if it is dead
	for n, i := range to {
		r := &t.routes[i]
		switch {
		case r.TOS != 0 && r.TOS != legacyTOS(p) || !t.isFrom(i, p):
		case r.dead:
			if passed < 0 {
				passed = i
			}
		case p.Bound != "":
			if via := r.via(p.Bound); via != nil {
				return via
			}
		case p.IPv6() && passed >= 0 && t.routes[passed].Metric != r.Metric:
			return t.back(to[n:], p, func(*Route) bool { return true })
		default:
			return t.back(to[n:], p, func(other *Route) bool { return other.Metric == r.Metric && other.Pref == r.Pref })
		}
	}
	return nil
}

// via is the route with the next hops alone that a socket can use that is bound to
// an interface, or nil when there are none. IPv4 takes the first one
// (fib_select_path in net/ipv4/fib_semantics.c), and what a route says that refuses
// packets, whose interface is the loopback's in IPv6 (rt6_score_route with
// RT6_LOOKUP_F_IFACE).
func (r *Route) via(dev string) *Route {
	ipv6 := r.Dst.Addr().Is6()
	if !r.Type.Arrives() || len(r.Hops) == 0 {
		if ipv6 {
			return nil
		}
		return r
	}
	bound := *r
	bound.Hops = slices.DeleteFunc(slices.Clone(r.Hops), func(h Hop) bool { return h.Dev != dev })
	if len(bound.Hops) == 0 {
		return nil
	}
	if !ipv6 {
		bound.Hops = bound.Hops[:1]
	}
	return &bound
}

// isFrom reports whether a route is for the source of a packet. Where IPv6 has
// routes to a prefix for some sources, others don't find those for all of the
// same prefix either, but a wider one, unless it is the default
// (fib6_node_lookup_1 in net/ipv6/ip6_fib.c: without a source in the subtree it
// goes on at the parent; fib6_node_lookup: and at last at the root).
func (t *table) isFrom(i int, p *Packet) bool {
	r := &t.routes[i]
	if r.From.IsValid() || !t.subtrees || r.Dst.Bits() == 0 {
		return !r.From.IsValid() || r.From.Contains(p.From)
	}
	return !slices.ContainsFunc(t.to[r.Dst.Masked()], func(other int) bool { return t.routes[other].From.IsValid() })
}

// back is the one of the first route's equals that leads to where a packet arrived,
// or else the first route itself. When all of the best metric are dead, IPv6 takes those of all
// other metrics for equals (find_rr_leaf in net/ipv6/route.c).
func (t *table) back(to []int, p *Packet, equals func(*Route) bool) *Route {
	first := &t.routes[to[0]]
	if !p.IPv6() || p.Interface == Self {
		return first
	}
	for _, i := range to {
		r := &t.routes[i]
		if r.From != first.From || !equals(r) {
			break
		}
		if len(r.Hops) == 1 && r.Hops[0].Dev == p.Interface && !r.dead {
			return r
		}
	}
	return first
}

// sort puts the routes in order: the longest prefix first, then in IPv6 the
// longest one of sources, in IPv4 those for a service class, highest first
// (fib_find_alias in net/ipv4/fib_trie.c), then the least metric, and in IPv6
// the router to prefer (rt6_score_route). Of two that are equal in all of these,
// IPv4 takes the one that was put in front, as all of ours are (fib_table_insert
// in net/ipv4/fib_trie.c: without NLM_F_APPEND before the first one), and IPv6
// the older one (fib6_add_rt2node in net/ipv6/ip6_fib.c). Routes are in the order
// in which they count among equals when they come here.
func (t *table) sort() {
	slices.SortStableFunc(t.routes, func(a, b Route) int {
		return cmp.Or(
			cmp.Compare(b.Dst.Bits(), a.Dst.Bits()), cmp.Compare(b.From.Bits(), a.From.Bits()), cmp.Compare(b.TOS, a.TOS),
			cmp.Compare(a.Metric, b.Metric), cmp.Compare(b.Pref, a.Pref),
		)
	})
	t.subtrees = slices.ContainsFunc(t.routes, func(r Route) bool { return r.From.IsValid() })
	t.index()
}

// index notes where the routes to each prefix are: a table can have thousands.
func (t *table) index() {
	t.to, t.lengths = make(map[netip.Prefix][]int, len(t.routes)), nil
	for i := range t.routes {
		dst := t.routes[i].Dst.Masked()
		t.to[dst] = append(t.to[dst], i)
		if last := len(t.lengths) - 1; last < 0 || t.lengths[last] != dst.Bits() {
			t.lengths = append(t.lengths, dst.Bits())
		}
	}
}
