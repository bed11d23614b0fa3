package report

import (
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

// List is the plan as "gen-splitroute plan --json" prints it. Fields may be
// added; those that are here keep their names and meanings.
type List struct {
	File     string `json:"file"` // the name of the configuration
	Tags     [2]int `json:"tags"` // routing protocol numbers: one is in use, one is free
	RTTables Names  `json:"rt_tables"`
	Needs    []Need `json:"needs"`
	Steps    []Step `json:"steps"` // in the order in which they are done
}

// Names are the names that tables get.
type Names struct {
	File  string `json:"file"` // where they are written, "" for nowhere
	Names []Name `json:"names"`
}

// Name is one of them.
type Name struct {
	Number int    `json:"number"`
	Name   string `json:"name"`
	Block  string `json:"block"` // see plan.Step
	Origin Origin `json:"origin"`
}

// Need is something that must be there before anything is done. Provider is ""
// for a local network. Address and Gateway are "" when none is needed, and "auto"
// when the script reads them.
type Need struct {
	Provider  string `json:"provider"`
	Interface string `json:"interface"`
	Address   string `json:"address"`
	Gateway   string `json:"gateway"`
	Optional  bool   `json:"optional,omitempty"` // where it is absent, steps are skipped
	Block     string `json:"block"`              // see plan.Step
	Origin    Origin `json:"origin"`
}

// Step is one command. $tag in it stands for the tag that the script finds free
// when it runs, $former in Undo for the value of a sysctl before the first setup.
type Step struct {
	Section  string   `json:"section"`  // see plan.Section
	Provider string   `json:"provider"` // that the step serves, "" for all
	Command  []string `json:"command"`  // word by word
	Undo     []string `json:"undo"`
	Input    []string `json:"input,omitempty"` // what the command reads, line by line
	When     string   `json:"when,omitempty"`  // the condition for the step
	Why      string   `json:"why"`
	Block    string   `json:"block"` // see plan.Step
	Origin   Origin   `json:"origin"`
}

// Origin is the line of the configuration that something comes from.
type Origin struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

// JSON is the plan as a List.
func JSON(p plan.Plan) ([]byte, error) { return indented(list(p)) }

func list(p plan.Plan) List {
	// Empty lists are printed as [], not as null.
	l := List{File: p.File, Tags: p.Tags, RTTables: Names{p.Tables.File, []Name{}}, Needs: []Need{}, Steps: []Step{}}
	for _, t := range p.Tables.Names {
		l.RTTables.Names = append(l.RTTables.Names, Name{t.Number, t.Name, t.Block, Origin(t.Origin)})
	}
	for _, n := range p.Needs {
		l.Needs = append(l.Needs, listedNeed(n))
	}
	for _, s := range p.Steps {
		l.Steps = append(l.Steps, Step{
			Section: s.Section.String(), Provider: s.Provider, Command: s.Op.Do().Whole(), Undo: s.Op.Undo().Whole(),
			Input: input(s.Op), When: when(s), Why: s.Why, Block: s.Block, Origin: Origin(s.Origin),
		})
	}
	return l
}

// when is the condition for a step, "" for none.
func when(s plan.Step) string {
	var conditions []string
	if s.If != "" {
		conditions = append(conditions, s.If+" is there")
	}
	if op, ok := s.Op.(iproute.Sysctl); ok && op.Strict != "" {
		conditions = append(conditions, "rp_filter of "+op.Strict+" is strict")
	}
	return strings.Join(conditions, ", and ")
}

// input is what the command of an operation reads, line by line.
func input(op iproute.Op) []string {
	if t, ok := op.(iproute.Tabular); ok {
		return t.Input()
	}
	return nil
}

func listedNeed(n plan.Need) Need {
	return Need{
		Provider: n.Provider, Interface: n.Dev, Address: known(n.AutoAddress, n.Address), Gateway: known(n.AutoGateway, n.Gateway),
		Optional: n.Optional, Block: n.Block, Origin: Origin(n.Origin),
	}
}

// value is an address or a prefix.
type value interface {
	IsValid() bool
	String() string
}

// known is an address or a prefix as text: "" for none, "auto" when the script
// reads it.
func known(auto bool, v value) string {
	switch {
	case auto:
		return "auto"
	case !v.IsValid():
		return ""
	}
	return v.String()
}
