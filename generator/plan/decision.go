package plan

import (
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
)

// Stage is a part of the list of rules. Its value is the offset of its last rule.
type Stage int

// The stages, in the order in which the kernel reads them.
const (
	StageBase        Stage = skipMain     // nothing: rules without a priority get one before it
	StageMain        Stage = behindMain   // main, except its default
	StageConnections Stage = noConnection // packets of marked connections
	StageRefused     Stage = refuse       // what this machine sends to routes of a provider that is down
	StageConfined    Stage = confine      // what skips the next stage
	StageSources     Stage = confined     // packets from providers' addresses
	StageRoutes      Stage = keepRoutes   // routes more specific than a default
	StageRule        Stage = policy + MaxRules
	StageAgain       Stage = addressAgain // StageSources, for what skipped it
	StageBound       Stage = bound        // sockets that are bound to an interface
	StageDefault     Stage = lookDefault  // the default table
)

var stages = []Stage{StageBase, StageMain, StageConnections, StageRefused, StageConfined, StageSources, StageRoutes, StageRule, StageAgain, StageBound, StageDefault}

// Decision is what rules that follow one another decide together: those of a
// stage, or of one rule block. The two families have the same ones.
type Decision struct {
	Stage       Stage
	Rule        int // of StageRule: the position of the block in Site.Rules
	First, Last int // priorities
	IPv4, IPv6  bool
	Steps       []Step
}

// Decisions are those of the rules, in the order in which the kernel reads them.
// The marker rule decides nothing.
func (p Plan) Decisions() []Decision {
	var all []Decision
	for _, s := range p.Steps {
		r, isRule := s.Op.(iproute.Rule)
		if !isRule || s.Section == Complete {
			continue
		}
		stage, rule := p.stage(r.Priority)
		i := slices.IndexFunc(all, func(d Decision) bool { return d.Stage == stage && d.Rule == rule })
		if i < 0 {
			i = len(all)
			all = append(all, Decision{Stage: stage, Rule: rule, First: r.Priority, Last: r.Priority})
		}
		d := &all[i]
		d.First, d.Last = min(d.First, r.Priority), max(d.Last, r.Priority)
		d.IPv4, d.IPv6 = d.IPv4 || !r.IPv6, d.IPv6 || r.IPv6
		d.Steps = append(d.Steps, s)
	}
	slices.SortStableFunc(all, func(a, b Decision) int { return a.First - b.First })
	return all
}

// stage is that of a priority, and the position of its rule block.
func (p Plan) stage(priority int) (stage Stage, rule int) {
	offset := priority - p.FirstPriority
	i, _ := slices.BinarySearch(stages, Stage(offset))
	if stages[i] == StageRule {
		rule = offset - policy - 1
	}
	return stages[i], rule
}
