package plan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Every name is that of a block, or of an attribute, that a configuration can
// have.
func TestBlocks(t *testing.T) {
	for name, set := range sets(t) {
		there := blocks(set)
		p := plan.New(set)
		check := func(what, block string) {
			if !slices.Contains(there, block) {
				t.Errorf("%s: %s comes from %q", name, what, block)
			}
		}
		for _, s := range p.Steps {
			check(s.Op.Do().String(), s.Block)
		}
		for _, n := range p.Needs {
			check("the need of "+n.Dev, n.Block)
		}
		for _, n := range p.Tables.Names {
			check("table "+n.Name, n.Block)
		}
	}
}

// blocks are the names that plans of a configuration may use.
func blocks(set site.Site) []string {
	all := []string{"settings", "settings.hash_policy", "default_route", "default_route.balance"}
	for _, p := range set.Providers {
		all = append(all, "provider."+p.Name)
		for _, family := range []string{"ipv4", "ipv6"} {
			if p.Side(family == "ipv6").Declared {
				uplink := "provider." + p.Name + "." + family
				all = append(all, uplink, uplink+".address", uplink+".gateway", uplink+".routes")
			}
		}
	}
	for _, n := range set.Networks {
		all = append(all, "network."+n.Name, "network."+n.Name+".gateway")
	}
	for _, r := range set.Rules {
		all = append(all, "rule."+r.Name, "rule."+r.Name+".balance", "rule."+r.Name+".via")
	}
	return all
}

// A step has the name of the uplink that has to be there for it, and of no
// other: so a script can tell by names which steps to leave out. Who is optional
// changes no name.
func TestUplink(t *testing.T) {
	for name, set := range sets(t) {
		names := map[string][]string{}
		for _, optional := range []bool{false, true} {
			set.Providers = slices.Clone(set.Providers)
			for i := range set.Providers {
				set.Providers[i].Optional = optional
			}
			p := plan.New(set)
			for _, s := range p.Steps {
				if s.Section == plan.Sysctls { // several uplinks on an interface have the same
					continue
				}
				names[s.Op.Undo().String()] = append(names[s.Op.Undo().String()], s.Block)
				if optional && s.Uplink() != neededBy(p, s) {
					t.Errorf("%s: %s, if %q, comes from %s", name, s.Op.Do(), s.If, s.Block)
				}
			}
		}
		for op, blocks := range names {
			if len(slices.Compact(blocks)) > 1 {
				t.Errorf("%s: %s comes from %q", name, op, blocks)
			}
		}
	}
}

// neededBy is the uplink that a step needs by its condition.
func neededBy(p plan.Plan, s plan.Step) string {
	for _, n := range p.Uplinks() {
		if s.If == n.Variable || s.If == n.Variable+"_network" {
			return n.Block
		}
	}
	return ""
}

// What moves lines changes nothing but lines.
func TestBlocksStay(t *testing.T) {
	first, moved := planOf(t, dualStack), planOf(t, "# a comment\n\n"+strings.ReplaceAll(dualStack, "{\n", "{\n\n"))
	if first.Steps[0].Origin == moved.Steps[0].Origin {
		t.Error("no line has moved")
	}
	if diff := cmp.Diff(names(first), names(moved)); diff != "" {
		t.Error(diff)
	}
}

func names(p plan.Plan) []string {
	var all []string
	for _, s := range p.Steps {
		all = append(all, s.Block+": "+s.Why+": "+s.Op.Do().String())
	}
	return all
}

// A route to the network of another provider is left out with that one.
func TestNetworkOfSibling(t *testing.T) {
	for _, s := range plans(t)["lartc.hcl"].Steps {
		if r, ok := s.Op.(iproute.Route); ok && r.Table == 101 && r.Dev == "if2" && s.Block != "provider.isp2.ipv4" {
			t.Errorf("%s comes from %s", r.Do(), s.Block)
		}
	}
}
