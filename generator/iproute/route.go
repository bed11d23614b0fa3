package iproute

import (
	"net/netip"
	"strconv"
)

// Route is a unicast route: through one next hop (Via and Dev) or, when
// Nexthops is set, through several.
type Route struct {
	Dst      netip.Prefix // masked; 0.0.0.0/0 is printed as "default"
	Via      netip.Addr   // zero: the destination is on the link
	Dev      string
	Onlink   bool       // don't ask whether Via is on the link
	Src      netip.Addr // source address to prefer; zero: the kernel's choice
	Table    int
	Metric   int // 0: the kernel's default, which in IPv4 is the best one
	Nexthops []Nexthop
}

// Nexthop is one way of a multipath route.
type Nexthop struct {
	Via    netip.Addr
	Dev    string
	Onlink bool
	Weight int // 1-256
}

// Do puts the route in front of those with the same destination and metric.
// "add" would fail beside the kernel's own route to a connected network, and
// "replace" would take it over and not give it back; "prepend" leaves it where
// it is (net/ipv4/fib_trie.c, fib_table_insert).
func (r Route) Do() Command { return r.command("prepend") }

// Undo deletes this very route: the kernel compares every attribute that is
// given, the tag among them (fib_table_delete).
func (r Route) Undo() Command { return r.command("del") }

func (r Route) command(verb string) Command {
	c := Command{"ip", "route", verb, r.destination()}
	c = append(c, hop(r.Via, r.Dev, r.Onlink)...)
	if r.Src.IsValid() {
		c = append(c, "src", r.Src.String())
	}
	if r.Metric != 0 {
		c = append(c, "metric", strconv.Itoa(r.Metric))
	}
	if r.Table != MainTable {
		c = append(c, "table", strconv.Itoa(r.Table))
	}
	c = append(c, "proto", Tag)
	for _, n := range r.Nexthops {
		c = append(c, "nexthop")
		c = append(c, hop(n.Via, n.Dev, n.Onlink)...)
		c = append(c, "weight", strconv.Itoa(n.Weight))
	}
	return c
}

func (r Route) destination() string {
	if r.Dst.Bits() == 0 {
		return "default"
	}
	return r.Dst.String()
}

func hop(via netip.Addr, dev string, onlink bool) []string {
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
