package generator

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// Circumstances are facts about the machine that its configuration does not hold.
type Circumstances struct {
	Assume  []rpdb.Assumption
	Without []string // providers whose interfaces are down
	// Health is what a monitor finds, as PROVIDER=STATE or PROVIDER/FAMILY=STATE.
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
	set, err := rpdb.Assume(set, about.Assume...)
	if err != nil {
		return nil, diags, err
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
			return nil, diags, fmt.Errorf("there is no provider %q", name)
		}
	}
	p, err := healthy(plan.New(set), about.Health)
	if err != nil {
		return nil, diags, err
	}
	return rpdb.New(set, p, o), diags, nil
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
