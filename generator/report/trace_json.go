package report

import (
	"bytes"
	"encoding/json"

	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Explanation is a trace as "gen-splitroute explain --json" prints it. Fields
// may be added; those that are here keep their names and meanings.
type Explanation struct {
	Packet  Packet   `json:"packet"`
	Arrives bool     `json:"arrives"` // on one path at least
	Paths   []Path   `json:"ways"`
	Depends []string `json:"depends"` // unknown values that may change the result
	Stages  []Stage  `json:"stages"`  // in order
}

// Packet is a packet; unspecified fields are "" or 0. Interface is "lo" when this
// machine sends it.
type Packet = rpdb.Packet

// Stage is a step of the packet's path: notes, or a lookup with its rules.
type Stage struct {
	Name  string   `json:"name"`
	Notes []string `json:"notes,omitempty"`
	Rules []Asked  `json:"rules,omitempty"`
}

// Asked is a rule of a lookup. Route is what its table had.
type Asked struct {
	Priority int     `json:"priority"`
	Rule     string  `json:"rule"`
	Holds    bool    `json:"holds"`
	Reason   string  `json:"reason"`
	Route    string  `json:"route,omitempty"`
	Provider string  `json:"provider"`
	Origin   *Origin `json:"origin"` // null when it isn't from the configuration
}

// Path is where the packet goes. For Type see rpdb.Type.
type Path struct {
	Share          float64 `json:"share"`
	If             string  `json:"if,omitempty"`
	Type           string  `json:"type"`
	Arrives        bool    `json:"arrives"`
	Dropped        string  `json:"dropped,omitempty"`
	Provider       string  `json:"provider"`
	Interface      string  `json:"interface"`
	Gateway        string  `json:"gateway"`
	Source         string  `json:"source"`
	TranslatedTo   string  `json:"translated_to"`
	Mark           uint32  `json:"mark"`
	ConnectionMark uint32  `json:"connection_mark"`
	Answer         string  `json:"answer"`   // whether the reverse path filter lets the reply in, see rpdb.Filter
	Loosened       bool    `json:"loosened"` // the script makes rp_filter loose there
	Rule           int     `json:"rule"`     // the priority of the deciding rule, -1 for none
	RuleOrigin     *Origin `json:"rule_origin"`
	Route          string  `json:"route"`
	RouteOrigin    *Origin `json:"route_origin"`
}

// TraceJSON is a trace as an Explanation.
func TraceJSON(s *rpdb.State, t rpdb.Trace) ([]byte, error) {
	e := Explanation{Packet: t.Packet, Arrives: t.Arrives(), Stages: []Stage{}, Paths: []Path{}, Depends: []string{}}
	e.Depends = append(e.Depends, t.Depends...)
	for _, stage := range t.Stages {
		e.Stages = append(e.Stages, listedStage(s, stage))
	}
	for _, w := range t.Paths {
		e.Paths = append(e.Paths, listedPath(w))
	}
	return indented(e)
}

func indented(v any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(v)
	return text.Bytes(), err
}

func listedOrigin(o site.Origin) *Origin {
	if o.Line == 0 {
		return nil
	}
	listed := Origin(o)
	return &listed
}

func listedStage(s *rpdb.State, stage rpdb.Stage) Stage {
	listed := Stage{Name: stage.Name, Notes: stage.Notes}
	for _, v := range stage.Visits {
		a := Asked{
			Priority: v.Rule.Priority, Rule: v.Rule.String(), Holds: v.Differs == rpdb.Nothing,
			Reason: s.Reason(stage.Packet, v), Provider: v.Rule.Provider, Origin: listedOrigin(v.Rule.Origin),
		}
		if v.Route != nil {
			a.Route = v.Route.String()
		}
		listed.Rules = append(listed.Rules, a)
	}
	return listed
}

func listedPath(w rpdb.Path) Path {
	listed := Path{
		Share: w.Share, If: w.If, Type: string(w.Type), Arrives: w.Arrives(), Dropped: w.Dropped,
		Provider: w.Provider, Interface: w.Hop.Dev, Source: w.Source.String(),
		Mark: w.Mark, ConnectionMark: w.ConnectionMark, Answer: string(w.Answer), Loosened: w.Loosened, Rule: -1,
	}
	if w.Hop.Via.IsValid() {
		listed.Gateway = w.Hop.Via.String()
	}
	if w.Translated.IsGiven() {
		listed.TranslatedTo = w.Translated.String()
	}
	if w.Rule != nil {
		listed.Rule, listed.RuleOrigin = w.Rule.Priority, listedOrigin(w.Rule.Origin)
	}
	if w.Route != nil {
		listed.Route, listed.RouteOrigin = w.Route.String(), listedOrigin(w.Route.Origin)
	}
	return listed
}
