package iproute

import (
	"strconv"
	"strings"
)

// Route is a unicast route with one next hop (Via and Dev) or, when Nexthops is
// set, a multipath route. When Unreachable is set it has none, and stays when
// interfaces go down: packets to Dst are dropped, and the sender gets an ICMP error.
type Route struct {
	IPv6     bool
	Dst      Prefix // masked; the zero Prefix is printed as "default"
	Via      Addr   // zero: the destination is on the link
	Dev      string
	Onlink   bool // pretend that Via is on the link
	Src      Addr // source address to prefer; zero: the kernel's choice
	Table    int
	Metric   int // compared with our other routes to the destination; 0 is the best
	Nexthops []Nexthop
	// Up is the condition for the route, as the name of a variable of the script
	// without its ending "_up": the monitor may find the provider down. "" when
	// there is none.
	Up string

	Unreachable bool
}

// Nexthop is a next hop of a multipath route.
type Nexthop struct {
	// If is the condition for the next hop, as the name of a variable of the
	// script without its ending "_on"; "" when there is none.
	If     string
	Up     bool // the ending is "_up": the monitor may find the provider down
	Via    Addr
	Dev    string
	Onlink bool
	Weight int // 1-256
}

// Metric stands in a command for the metric of the best IPv6 routes, which the
// script chooses together with the Tag. IPv6 merges routes with the same
// destination and metric into one multipath route, also if their tags differ, and
// refuses a second one with the same next hop (fib6_add_rt2node in
// net/ipv6/ip6_fib.c). So each tag has metrics of its own.
const Metric = "$metric"

// Do adds the route in front of others with the same destination and metric.
// "add" would fail beside the kernel's own route to a connected network, and
// "replace" would remove that route. "prepend" leaves it in place
// (fib_table_insert in net/ipv4/fib_trie.c).
func (r Route) Do() Command { return r.command("prepend") }

// Undo deletes exactly this route: the kernel compares every attribute that is
// given, including the tag (fib_table_delete, ip6_route_del). Of a multipath route
// it names no next hop, so that all go, whichever there are (fc_delete_all_nh in
// net/ipv6/route.c).
func (r Route) Undo() Command {
	r.Nexthops, r.Up = nil, ""
	return r.command("del")
}

func (r Route) command(verb string) Command {
	c := append(ip(r.IPv6), "route", verb)
	if words := r.words(); r.Up == "" {
		c = append(c, words...)
	} else {
		c = append(c, words[0], only(r.Up+"_up", words[1:]))
	}
	if metric := r.metric(); metric != "" {
		c = append(c, "metric", metric)
	}
	if r.Table != MainTable {
		c = append(c, "table", strconv.Itoa(r.Table))
	}
	c = append(c, "proto", Tag)
	for _, n := range r.Nexthops {
		c = append(c, n.words()...)
	}
	return c
}

// String is the route as "ip route" lists it, without its metric and Nexthops.
func (r Route) String() string { return r.words().String() }

func (r Route) words() Command {
	c := append(Command{r.Dst.String()}, hop(r.Via, r.Dev, r.Onlink)...)
	if r.Unreachable {
		c = append(Command{"unreachable"}, c...)
	}
	if r.Src.IsValid() {
		c = append(c, "src", r.Src.String())
	}
	return c
}

func (n Nexthop) words() []string {
	words := append([]string{"nexthop"}, hop(n.Via, n.Dev, n.Onlink)...)
	words = append(words, "weight", strconv.Itoa(n.Weight))
	switch {
	case n.If == "":
		return words
	case n.Up:
		return []string{only(n.If+"_up", words)}
	}
	return []string{only(n.If+"_on", words)}
}

// only is a word that expands to some words where a variable has a value, or else
// to none.
func only(variable string, words []string) string {
	return "${" + variable + ":+" + strings.Join(words, " ") + "}"
}

// metric is the word for the metric. In IPv4 it is the number itself, and nothing for
// 0. In IPv6 the number follows Metric as further digits: 1 and 2 become 11 and
// 21, 12 and 22, and so on, which is less than what a router advertisement (1024,
// IP6_RT_PRIO_USER in include/net/ip6_route.h) and NetworkManager (100) set.
func (r Route) metric() string {
	switch {
	case !r.IPv6 && r.Metric == 0:
		return ""
	case !r.IPv6:
		return strconv.Itoa(r.Metric)
	case r.Metric == 0:
		return Metric
	}
	return "${metric}" + strconv.Itoa(r.Metric)
}

func hop(via Addr, dev string, onlink bool) []string {
	var words []string
	if via.IsValid() {
		words = append(words, "via", via.String())
	}
	if dev != "" {
		words = append(words, "dev", dev)
	}
	if onlink {
		words = append(words, "onlink")
	}
	return words
}
