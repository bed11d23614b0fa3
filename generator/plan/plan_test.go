package plan_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// plans are those of all valid configurations.
func plans(t *testing.T) map[string]plan.Plan {
	t.Helper()
	all := map[string]plan.Plan{}
	for name, set := range sets(t) {
		all[name] = plan.New(set)
	}
	return all
}

// sets are all valid configurations.
func sets(t *testing.T) map[string]site.Site {
	t.Helper()
	files, err := filepath.Glob("../../testdata/valid/*.hcl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no configurations: %v", err)
	}
	all := map[string]site.Site{}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		set, diags := config.Parse(name, src, config.Options{ReadFile: func(list string) ([]byte, error) {
			return os.ReadFile(filepath.Join(filepath.Dir(name), list))
		}})
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		all[filepath.Base(name)] = set
	}
	return all
}

// maxWhy is how long a reason may be: it stands in a script behind a name.
const maxWhy = 70

// Every step says what it is for and where it comes from, and none is there
// twice: the kernel refuses the second of two equal entries.
func TestSteps(t *testing.T) {
	for name, p := range plans(t) {
		seen := map[string]bool{}
		for _, s := range p.Steps {
			do := s.Op.Do().String()
			both := do + s.Op.Undo().String()                          // tables of nft are read from the input
			if _, sets := s.Op.(iproute.Sysctl); seen[both] && !sets { // each of several on an interface sets its sysctls
				t.Errorf("%s: twice: %s", name, do)
			}
			seen[both] = true
			if s.Why == "" || len(s.Why) > maxWhy || s.Origin.Line < 1 || s.Origin.File != name {
				t.Errorf("%s: %s: because %q, from %s", name, do, s.Why, s.Origin)
			}
		}
	}
}

// look is how a rule looks in a table.
type look struct {
	ipv6   bool
	action iproute.Action
}

// whole are the steps of the last routes that rules find.
func whole(p plan.Plan) map[look]int {
	last := map[look]int{}
	for i, s := range p.Steps {
		if r, ok := s.Op.(iproute.Route); ok {
			last[look{r.IPv6, iproute.Lookup(r.Table)}] = i
			if r.Dst.IsValid() {
				last[look{r.IPv6, iproute.LookupBeyond(r.Table, "1")}] = i
				last[look{r.IPv6, iproute.LookupBeyond(r.Table, "128")}] = i
			}
		}
	}
	return last
}

// order is where a step stands among others: what isn't of IPv4 or IPv6 comes
// before or behind both, and sections follow one another within a family.
func order(s plan.Step) []int {
	part := 0
	switch {
	case s.Section > plan.Default:
		part = 3
	case s.IPv6():
		part = 2
	case s.Section >= plan.ProviderTables:
		part = 1
	}
	return []int{part, int(s.Section)}
}

// A packet can meet a step as soon as it is done. So a table is filled before
// a rule leads to it, rules come in the order in which the kernel reads them,
// nothing is marked before there is a rule for the mark, and the marker rule
// comes last.
func TestOrder(t *testing.T) {
	for name, p := range plans(t) {
		filled := whole(p)
		last := map[bool]int{false: p.FirstPriority, true: p.FirstPriority}
		marking := false
		if !slices.IsSortedFunc(p.Steps, func(a, b plan.Step) int { return slices.Compare(order(a), order(b)) }) {
			t.Errorf("%s: sections or families are mixed", name)
		}
		for i, s := range p.Steps {
			switch op := s.Op.(type) {
			case iproute.Policies:
				marking = true
			case iproute.Rule:
				to := op.Action.Lookup
				if n, found := filled[look{op.IPv6, op.Action}]; to != 0 && to != iproute.MainTable && (!found || i < n) {
					t.Errorf("%s: %s: its table isn't whole yet", name, op.Do())
				}
				if op.Priority < last[op.IPv6] || op.Priority > p.LastPriority && op != p.Marker {
					t.Errorf("%s: %s: after priority %d, up to %d", name, op.Do(), last[op.IPv6], p.LastPriority)
				}
				last[op.IPv6] = op.Priority
				if marking && op != p.Marker {
					t.Errorf("%s: %s: packets are marked before it is there", name, op.Do())
				}
			}
			if (s.Section == plan.Complete) != (i == len(p.Steps)-1) {
				t.Errorf("%s: step %d of %d is in section %s", name, i, len(p.Steps), s.Section)
			}
		}
		if last[false] != p.Marker.Priority {
			t.Errorf("%s: the last rule has priority %d, want %d", name, last[false], p.Marker.Priority)
		}
	}
}

// A jump leads forward to a rule that is there.
func TestGoto(t *testing.T) {
	for name, p := range plans(t) {
		there := map[int]bool{}
		for _, s := range p.Steps {
			if r, ok := s.Op.(iproute.Rule); ok {
				there[r.Priority] = true
			}
		}
		for _, s := range p.Steps {
			if r, ok := s.Op.(iproute.Rule); ok && r.Action.Goto != 0 {
				if r.Action.Goto <= r.Priority || !there[r.Action.Goto] {
					t.Errorf("%s: %s leads nowhere", name, r.Do())
				}
			}
		}
	}
}
