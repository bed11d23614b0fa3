package plan_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

// plans are those of all valid configurations.
func plans(t *testing.T) map[string]plan.Plan {
	t.Helper()
	files, err := filepath.Glob("../../testdata/valid/*.hcl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no configurations: %v", err)
	}
	all := map[string]plan.Plan{}
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
		all[filepath.Base(name)] = plan.New(set)
	}
	return all
}

// Every step says what it is for and where it comes from, and none is there
// twice: the kernel refuses the second of two equal entries.
func TestSteps(t *testing.T) {
	for name, p := range plans(t) {
		seen := map[string]bool{}
		for _, s := range p.Steps {
			do := s.Op.Do().String()
			if seen[do] {
				t.Errorf("%s: twice: %s", name, do)
			}
			seen[do] = true
			if s.Why == "" || s.Origin.Line < 1 || s.Origin.File != name {
				t.Errorf("%s: %s: because %q, from %s", name, do, s.Why, s.Origin)
			}
		}
	}
}

// A packet can meet a step as soon as it is done. So, in each family, a table is filled before
// a rule leads to it, rules come in the order in which the kernel reads them,
// and the sign that all is there comes last.
func TestOrder(t *testing.T) {
	for name, p := range plans(t) {
		type table struct {
			number int
			ipv6   bool
		}
		whole := map[table]int{} // the step of each table's last route
		for i, s := range p.Steps {
			if r, ok := s.Op.(iproute.Route); ok {
				whole[table{r.Table, r.IPv6}] = i
			}
		}
		last := map[bool]int{false: p.FirstPriority, true: p.FirstPriority}
		for i, s := range p.Steps {
			switch op := s.Op.(type) {
			case iproute.Rule:
				to := op.Action.Lookup
				if n, filled := whole[table{to, op.IPv6}]; to != 0 && to != iproute.MainTable && (!filled || i < n) {
					t.Errorf("%s: %s: its table isn't whole yet", name, op.Do())
				}
				if op.Priority < last[op.IPv6] || op.Priority > p.LastPriority && op != p.Sign {
					t.Errorf("%s: %s: after priority %d, up to %d", name, op.Do(), last[op.IPv6], p.LastPriority)
				}
				last[op.IPv6] = op.Priority
			}
			if (s.Section == plan.Complete) != (i == len(p.Steps)-1) {
				t.Errorf("%s: step %d of %d is in section %s", name, i, len(p.Steps), s.Section)
			}
		}
		if last[false] != p.Sign.Priority {
			t.Errorf("%s: the last rule has priority %d, want %d", name, last[false], p.Sign.Priority)
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
