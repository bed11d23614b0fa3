package iproute

import (
	"strconv"
	"strings"
)

// Route is a unicast route: through one next hop (Via and Dev) or, when
// Nexthops is set, through several.
type Route struct {
	IPv6     bool
	Dst      Prefix // masked; the zero Prefix is printed as "default"
	Via      Addr   // zero: the destination is on the link
	Dev      string
	Onlink   bool // don't ask whether Via is on the link
	Src      Addr // source address to prefer; zero: the kernel's choice
	Table    int
	Metric   int // among the script's own routes with the same destination, 0 being the best
	Nexthops []Nexthop
}

// Nexthop is one way of a multipath route.
type Nexthop struct {
	// If names what has to be there for the hop to be one, as a variable
	// without its ending "_on"; "" when it always is.
	If     string
	Via    Addr
	Dev    string
	Onlink bool
	Weight int // 1-256
}

// Metric stands in a command for the metric of the best IPv6 routes, which the
// running script has chosen together with the Tag. IPv6 takes two routes of
// one destination and metric for two hops of the same route, whatever their
// tags, and refuses those that have the same hop (fib6_add_rt2node in
// net/ipv6/ip6_fib.c). So the metrics of the two tags differ.
const Metric = "$metric"

// Do puts the route in front of those with the same destination and metric.
// "add" would fail beside the kernel's own route to a connected network, and
// "replace" would take it over and not give it back; "prepend" leaves it where
// it is (net/ipv4/fib_trie.c, fib_table_insert).
func (r Route) Do() Command { return r.command("prepend") }

// Undo deletes this very route: the kernel compares every attribute that is
// given, the tag among them (fib_table_delete, ip6_route_del).
func (r Route) Undo() Command { return r.command("del") }

func (r Route) command(verb string) Command {
	c := append(ip(r.IPv6), "route", verb)
	c = append(c, r.words()...)
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

// String is where the route leads, as "ip route" lists it, without its metric
// and its next hops.
func (r Route) String() string { return r.words().String() }

func (r Route) words() Command {
	c := append(Command{r.Dst.String()}, hop(r.Via, r.Dev, r.Onlink)...)
	if r.Src.IsValid() {
		c = append(c, "src", r.Src.String())
	}
	return c
}

func (n Nexthop) words() []string {
	words := append([]string{"nexthop"}, hop(n.Via, n.Dev, n.Onlink)...)
	words = append(words, "weight", strconv.Itoa(n.Weight))
	if n.If == "" {
		return words
	}
	return []string{"${" + n.If + "_on:+" + strings.Join(words, " ") + "}"}
}

// metric is the word for the metric. In IPv4 that is the metric itself, since no
// metric, 0, is the best one. In IPv6 it is written behind Metric, as digits:
// 10 and 20 become 101 and 201, 102 and 202, and so on.
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
