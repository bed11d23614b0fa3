package generator

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/graph"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Circumstances are facts about the machine that its configuration does not hold.
type Circumstances struct {
	Assume  []rpdb.Assumption
	Without []string // providers whose interfaces are down
	// Health is what a monitor finds, as PROVIDER=STATE or PROVIDER/FAMILY=STATE; nil:
	// what the monitor of Live finds.
	Health []string
	Live   *rpdb.Live // what the machine has; nil: not known
}

// State is the machine of a configuration after its setup, nil when the
// diagnostics have an error among them.
func State(name string, src []byte, c config.Options, about Circumstances) (*rpdb.State, hcl.Diagnostics, error) {
	set, diags := config.Parse(name, src, c)
	if diags.HasErrors() {
		return nil, diags, nil
	}
	_, state, err := about.of(set)
	return state, diags, err
}

// Graph is the picture of a configuration with the paths of packets, nil when the
// diagnostics have an error among them.
func Graph(name string, src []byte, c config.Options, about Circumstances, packets ...rpdb.Packet) (*graph.Graph, hcl.Diagnostics, error) {
	set, diags := config.Parse(name, src, c)
	if diags.HasErrors() {
		return nil, diags, nil
	}
	set, state, err := about.of(set)
	if err != nil {
		return nil, diags, err
	}
	g := graph.New(set, plan.New(set))
	for _, p := range packets {
		if p, err = state.Complete(p); err != nil {
			return nil, diags, err
		}
		g.Follow(set, state.Explain(p))
	}
	return g, diags, nil
}

// of returns a configuration with the assumed values, and its machine.
func (about Circumstances) of(set site.Site) (site.Site, *rpdb.State, error) {
	set, err := rpdb.Assume(set, about.Assume...)
	if err != nil {
		return set, nil, err
	}
	o := rpdb.Options{Live: about.Live}
	for _, name := range about.Without {
		found := false
		for _, p := range set.Providers {
			if p.Name == name {
				o.Down, found = append(o.Down, p.Interface), true
			}
		}
		if !found {
			return set, nil, fmt.Errorf("there is no provider %q", name)
		}
	}
	p, err := healthy(plan.New(set), about.Health)
	if err != nil {
		return set, nil, err
	}
	if about.Health == nil && about.Live != nil && about.Live.Health.Running() {
		p = p.Without(about.Live.Health.Out())
	}
	return set, rpdb.New(set, p, o), nil
}

// healthy is the plan as far as a monitor leaves it in force.
func healthy(p plan.Plan, health []string) (plan.Plan, error) {
	var out []string
	for _, h := range health {
		name, state, found := strings.Cut(h, "=")
		if !found || !slices.Contains(states, state) {
			return p, fmt.Errorf("--health %s: write it as PROVIDER=STATE, such as isp1=down; the states are %s", h, strings.Join(states, ", "))
		}
		uplinks := p.WatchedAs(name)
		if uplinks == nil {
			return p, fmt.Errorf("no monitor watches %q; there are %s", name, strings.Join(p.WatchNames(), ", "))
		}
		if state != states[0] {
			out = append(out, uplinks...)
		}
	}
	return p.Without(out), nil
}

// states are those that a monitor finds. In all but the first, new connections don't
// choose the provider.
var states = []string{"up", "suspect", "down", "rising"}
