package generator

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// Circumstances are facts about the machine that its configuration does not hold.
type Circumstances struct {
	Assume  []rpdb.Assumption
	Without []string   // providers whose interfaces are down
	Live    *rpdb.Live // what the machine has; nil: not known
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
	return rpdb.New(set, plan.New(set), o), diags, nil
}
