// Package graph draws what a configuration decides: the local networks, the
// router with its rules in the order in which the kernel asks them, and the
// providers. [New] makes the [Graph] of a plan, [Graph.DOT] writes it for
// Graphviz and [Graph.SVG] draws it. [Graph.Follow] adds the path of a packet.
//
// The same plan gives the same bytes.
package graph

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Graph is a picture before it has a shape.
type Graph struct {
	Title     string
	Networks  []Node
	Decisions []Decision // in the order in which the kernel asks them
	Providers []Node
	Caption   []string // about the packet of Follow
}

// Node is a local network or a provider.
type Node struct {
	Name  string
	Lines []string // facts about it
	OnWay bool     // the packet of Follow passes it
}

// Decision is what rules of the router that belong together decide.
type Decision struct {
	First, Last int // priorities
	Title       string
	Lines       []string
	Targets     []Target
	// Stops says that packets which it selects and no target takes are dropped. "":
	// they go on to the next decision.
	Stops   string
	OnWay   bool // it decides about the packet of Follow
	Stopped bool // and stops it
}

// Target is a provider that a decision leads to.
type Target struct {
	Provider int    // its position in Graph.Providers
	Text     string // on which terms
	Backup   bool   // only when those before it have no route
	OnWay    bool
}

// New is the graph of a configuration and its plan.
func New(set site.Site, p plan.Plan) *Graph {
	d := drawer{set: set, plan: p}
	g := &Graph{Title: set.File}
	for _, n := range set.Networks {
		g.Networks = append(g.Networks, networkNode(n))
	}
	for i := range set.Providers {
		g.Providers = append(g.Providers, d.provider(i))
	}
	g.Decisions = d.decisions()
	return g
}

// drawer makes a graph.
type drawer struct {
	set  site.Site
	plan plan.Plan
}

func networkNode(n site.Network) Node {
	node := Node{Name: n.Name, Lines: []string{n.Interface}}
	if n.Gateway.IsValid() {
		node.Lines = append(node.Lines, "behind "+n.Gateway.String())
	}
	node.Lines = append(node.Lines, some("", prefixTexts(n.Prefixes), 6)...)
	return node
}

func prefixTexts(list []site.Prefix) []string {
	texts := make([]string, len(list))
	for i, p := range list {
		texts[i] = p.String()
	}
	return texts
}

// some are the first lines of a list, and how many more there are.
func some(before string, list []string, most int) []string {
	var lines []string
	for i, text := range list {
		if i == most-1 && len(list) > most {
			return append(lines, before+"and "+strconv.Itoa(len(list)-i)+" more")
		}
		lines = append(lines, before+text)
	}
	return lines
}

func (d *drawer) provider(i int) Node {
	p := d.set.Providers[i]
	node := Node{Name: p.Name, Lines: []string{fmt.Sprintf("%s, table %d", p.Interface, p.Table)}}
	for _, side := range []struct {
		name string
		site.Uplink
	}{{"IPv4 ", p.IPv4}, {"IPv6 ", p.IPv6}} {
		if side.Declared {
			node.Lines = append(node.Lines, uplinkLines(side.name, side.Uplink)...)
		}
	}
	node.Lines = append(node.Lines, d.place(i))
	if p.Optional {
		node.Lines[0] += ", optional"
	}
	return node
}

func uplinkLines(family string, u site.Uplink) []string {
	address, gateway := u.Address.String(), u.Gateway.String()
	if u.AutoAddress {
		address = "auto"
	}
	if u.AutoGateway {
		gateway = "auto"
	}
	lines := []string{family + address}
	if u.Gateway.IsValid() || u.AutoGateway {
		lines = append(lines, "  via "+gateway)
	}
	if u.Masquerade {
		lines = append(lines, "  masquerade")
	}
	return append(lines, some("  prefix ", prefixTexts(u.Prefixes), 3)...)
}

// place is the part that a provider has in the default route.
func (d *drawer) place(i int) string {
	r := d.set.DefaultRoute
	if n := slices.Index(r.Backups, i); n >= 0 {
		return fmt.Sprintf("default route: backup %d", n+1)
	}
	switch {
	case !slices.Contains(r.Providers, i):
		return "no part in the default route"
	case len(r.Providers) == 1:
		return "default route: preferred"
	}
	return "default route: " + d.share(r.Providers, i)
}

// share is the part of new connections that a provider gets among several.
func (d *drawer) share(among []int, i int) string {
	all := 0
	for _, n := range among {
		all += d.set.Providers[n].Weight
	}
	weight := d.set.Providers[i].Weight
	return fmt.Sprintf("weight %d, %.3g %%", weight, 100*float64(weight)/float64(all))
}

// decisions are those of the plan, between those of the kernel's own rules
// (fib_default_rules_init in net/ipv4/fib_rules.c).
func (d *drawer) decisions() []Decision {
	all := []Decision{{Title: "table local", Lines: []string{"addresses of this machine"}}}
	for _, of := range d.plan.Decisions() {
		all = append(all, d.decision(of))
	}
	main := Decision{First: 32766, Last: 32766, Title: "table main"}
	if d.set.DefaultRoute.MainTable {
		main.Title, main.Targets = "table main: default route", d.defaultTargets()
	} else {
		main.Lines = []string{"its default, if it has one"}
	}
	return append(all, main)
}

func (d *drawer) decision(of plan.Decision) Decision {
	var decided Decision
	switch of.Stage {
	case plan.StageBase:
		decided = Decision{Title: "base", Lines: []string{"others' rules without a priority", "come before it; decides nothing"}}
	case plan.StageRefused:
		decided = Decision{Title: "routes of a provider that is down", Lines: []string{"for what this machine sends"}, Stops: "unreachable"}
	case plan.StageBound:
		decided = Decision{Title: "bound sockets", Lines: []string{"leave via their interface"}}
	case plan.StageMain:
		decided = Decision{Title: "table main, but not its default", Lines: []string{"connected, VPN and container networks"}}
		if !d.plan.MainFirst {
			decided = Decision{Title: "table main", Lines: []string{"link-local addresses"}}
		}
	case plan.StageConnections:
		decided = Decision{Title: "connection marks", Lines: []string{"a connection keeps its provider"}, Stops: "its provider down: unreachable"}
	case plan.StageConfined:
		decided = Decision{Title: "confined by a rule", Lines: d.confined(of)}
	case plan.StageSources:
		decided = Decision{Title: "source address", Lines: []string{"packets from a provider's address or", "prefixes leave via that provider"}, Stops: "that provider down: unreachable"}
	case plan.StageRoutes:
		decided = Decision{Title: "routes longer than a default", Targets: d.routes()}
		if d.set.DefaultRoute.MainTable {
			decided.Lines = []string{"all of table main but its default"}
		}
	case plan.StageRule:
		decided = d.block(d.set.Rules[of.Rule])
	case plan.StageAgain:
		decided = Decision{Title: "source address, again", Lines: []string{"for packets that skipped it above"}, Stops: "that provider down: unreachable"}
		if onlyNop(of) {
			decided = Decision{Title: "behind the rules", Lines: []string{"goto target, decides nothing"}}
		}
	case plan.StageDefault:
		decided = Decision{Title: "default route", Lines: []string{"table splitroute"}, Targets: d.defaultTargets()}
	}
	decided.First, decided.Last = of.First, of.Last
	if of.IPv4 != of.IPv6 && len(d.families()) > 1 {
		decided.Title += map[bool]string{false: " (IPv4)", true: " (IPv6)"}[of.IPv6]
	}
	return decided
}

// families are the families of the plan's rules.
func (d *drawer) families() map[bool]bool {
	has := map[bool]bool{}
	for _, s := range d.plan.Steps {
		if s.Section == plan.Rules {
			has[s.IPv6()] = true
		}
	}
	return has
}

func onlyNop(of plan.Decision) bool {
	return !slices.ContainsFunc(of.Steps, func(s plan.Step) bool { return !s.Op.(iproute.Rule).Action.Nop })
}

// confined names the rule blocks for whose packets the next stage is skipped.
func (d *drawer) confined(of plan.Decision) []string {
	var names []string
	for _, s := range of.Steps {
		name, found := strings.CutPrefix(s.Block, "rule.")
		if found && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	lines := []string{"what this machine sends for these rules", "skips the source addresses:"}
	return append(lines, some("  ", names, 5)...)
}
