package script

import (
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

// Kind is a kind of script: what its head has, and which modules come behind it.
type Kind struct {
	Name      string
	Functions []Function // of the head, in its order
	Modules   []Use      // in the order in which they are written
	Write     func(plan.Plan, Options) ([]byte, error)
}

// Function is a function of a head, with the commands that it may have.
type Function struct {
	Name     string
	Commands []string
	Keeps    bool // it sets variables to what the library found of an uplink
}

// Use says when a script has a module: always, or when its head calls one of
// these functions or gives one of these variables a value.
type Use struct {
	Module string
	For    []string
}

// Needed reports whether a script needs the module; has says what its head has.
func (u Use) Needed(has func(name string) bool) bool {
	return len(u.For) == 0 || slices.ContainsFunc(u.For, has)
}

// ByHand is the function for commands of one's own, which the generator never
// writes.
const ByHand = "by_hand"

// Kinds are all of them.
var Kinds = []Kind{
	{
		Name:  "setup",
		Write: Setup,
		Functions: []Function{
			{"needs", []string{"uplink", "pass_over", "read_uplink", "read_prefixes", "see_ipsec", "need_link", "need_ipv6", "behind", "forwards", "unmanaged", "strangers"}, true},
			{"sysctls", []string{"at", "sysctl"}, false},
			{"marks", []string{"at", "nft"}, false},
			{"routes_and_rules", []string{"at", "ip", "among"}, false},
			{"sets", []string{"at", "nft"}, false},
			{"marker", []string{"at", "ip"}, false},
			{ByHand, []string{"at", "ip", "[", "test", "true", "false", "read", "shift", "break", "continue", "return"}, false},
		},
		Modules: setupModules,
	},
	{
		Name:  "teardown",
		Write: func(p plan.Plan, _ Options) ([]byte, error) { return Teardown(p) },
		Functions: []Function{
			{"recalls", []string{"recall"}, true},
			{"commands", []string{"at", "ip", "nft", "give_back"}, false},
		},
		Modules: teardownModules,
	},
	{
		Name:      "monitor",
		Write:     func(p plan.Plan, _ Options) ([]byte, error) { return Monitor(p) },
		Functions: []Function{{"watches", []string{"watch", "target", "resolve"}, false}},
		Modules:   monitorModules,
	},
}

var (
	monitorModules = []Use{
		{Module: "core"}, {Module: "recall"}, {Module: "alive"},
		{Module: "judge"}, {Module: "probe"}, {Module: "monitor"},
	}
	setupModules = []Use{
		{Module: "core"}, {"lists", []string{"read_uplink", "read_prefixes"}},
		{Module: "names"}, {Module: "setup"},
		{"notices", []string{"behind", "unmanaged", "strangers"}},
		{"nft", []string{"nft", "confirm", "choices"}},
		{"auto", []string{"read_uplink"}},
		{"delegated", []string{"read_prefixes"}},
		{"confirm", []string{"confirm"}},
		{"tag", []string{"choices"}}, {"recall", []string{"choices"}},
		{"alive", []string{"choices"}}, {"health", []string{"choices"}},
	}
	teardownModules = []Use{
		{Module: "core"}, {"lists", []string{"recall"}}, {Module: "names"}, {"recall", []string{"recall"}},
		{Module: "tag"}, {Module: "teardown"},
	}
)

// modules are the modules that a head needs.
func (h head) modules(uses []Use) []string {
	var names []string
	for _, u := range uses {
		if u.Needed(h.has) {
			names = append(names, u.Module)
		}
	}
	return names
}

// has reports whether the head calls a function, or gives a variable a value.
func (h head) has(name string) bool {
	switch name {
	case "confirm":
		return h.Confirm != ""
	case "choices":
		return h.Choices != ""
	case "nft":
		return len(h.Marks)+len(h.Sets) > 0
	}
	return slices.ContainsFunc(h.Needs, func(call string) bool { return strings.HasPrefix(call, name+" ") })
}
