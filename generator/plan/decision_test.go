package plan_test

import (
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

// TestDecisions: each rule except the marker is in one decision, and those of a
// decision follow one another.
func TestDecisions(t *testing.T) {
	for name, p := range plans(t) {
		rules, decided, last := 0, 0, -1
		for _, s := range p.Steps {
			if _, isRule := s.Op.(iproute.Rule); isRule && s.Section != plan.Complete {
				rules++
			}
		}
		for _, d := range p.Decisions() {
			decided += len(d.Steps)
			if d.First <= last || d.Last < d.First || !d.IPv4 && !d.IPv6 {
				t.Errorf("%s: %+v is behind priority %d", name, d, last)
			}
			last = d.Last
			for _, s := range d.Steps {
				if d.Stage == plan.StageRule && s.Provider == "" && s.Block == "" {
					t.Errorf("%s: a rule of no block in %+v", name, d)
				}
			}
		}
		if decided != rules {
			t.Errorf("%s: %d of %d rules are in decisions", name, decided, rules)
		}
	}
}
