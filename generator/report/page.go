package report

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"fmt"
	"html/template"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/graph"
	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/review"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Subject is what a page is about.
type Subject struct {
	Set     site.Site
	Plan    plan.Plan
	Scripts []Script
	Release string // of this program, and of the library in the scripts
	// Rehearsal is nil where there was none.
	Rehearsal *Rehearsal
	// Previous is the configuration that this one replaces; nil: none.
	Previous *Previous
}

// Script is a script that a configuration yields.
type Script struct {
	Name string
	Text []byte
}

// Rehearsal is what a rehearsal of the scripts found.
type Rehearsal struct{ Checks []Check }

// Check is one check of a rehearsal.
type Check struct{ Stage, Name, Status, Sent, Seen, Want string }

// Previous is another configuration and its plan.
type Previous struct {
	Set  site.Site
	Plan plan.Plan
}

//go:embed page.tmpl page.css
var pageFiles embed.FS

var pageTemplate = template.Must(template.New("").Option("missingkey=error").Funcs(template.FuncMap{
	// A line may end behind the - of an arrow of two characters.
	"arrow": func(packet string) string { return strings.ReplaceAll(packet, "->", "→") },
	"pair":  func(caption string, list []change) changeTable { return changeTable{caption, list} },
	"flows": func(before bool, list []flow) flowTable { return flowTable{before, list} },
}).ParseFS(pageFiles, "page.tmpl"))

// changeTable and flowTable are what two parts of the template lay out.
type changeTable struct {
	Caption string
	Changes []change
}

type flowTable struct {
	Before bool // there is something to compare with
	Flows  []flow
}

// page is what the template lays out.
type page struct {
	Subject
	Style    template.CSS
	Picture  template.HTML
	Facts    [][2]string
	Findings []finding
	Matrices []matrixView
	TooMany  string // why there are no matrices, or no outages
	Outages  []outage
	Health   []healthView
	Sections []section
	Digests  []digest
	Change   *changeView
}

type finding struct{ Summary, Detail, Origin string }

type digest struct {
	Name         string
	Lines, Bytes int
	SHA256       string
}

// Page is a page in HTML that shows everything that there is to review: it needs nothing
// but itself. The same subject gives the same bytes.
func Page(s Subject) ([]byte, error) {
	css, err := pageFiles.ReadFile("page.css")
	if err != nil {
		return nil, err
	}
	p := page{
		Subject: s, Style: template.CSS(css), Facts: facts(s.Set, s.Plan),
		// All names in it are escaped, see package graph.
		Picture:  template.HTML(graph.New(s.Set, s.Plan).SVG()),
		Sections: sections(s.Plan),
	}
	for _, f := range review.Findings(s.Set, s.Plan) {
		p.Findings = append(p.Findings, finding{f.Summary, f.Detail, f.Origin.String()})
	}
	for _, isp := range s.Plan.Watched {
		p.Health = append(p.Health, healthOf(isp))
	}
	for _, script := range s.Scripts {
		p.Digests = append(p.Digests, digest{script.Name, bytes.Count(script.Text, []byte("\n")), len(script.Text), fmt.Sprintf("%x", sha256.Sum256(script.Text))})
	}
	if err := p.traffic(); err != nil {
		p.TooMany = err.Error()
	}
	if s.Previous != nil {
		p.Change = changeOf(*s.Previous, s)
	}
	var out bytes.Buffer
	err = pageTemplate.ExecuteTemplate(&out, "page.tmpl", p)
	return out.Bytes(), err
}

// facts are the first lines of the page.
func facts(set site.Site, p plan.Plan) [][2]string {
	var providers, networks []string
	for _, isp := range set.Providers {
		providers = append(providers, isp.Name+" ("+isp.Interface+")")
	}
	for _, n := range set.Networks {
		networks = append(networks, n.Name+" ("+n.Interface+")")
	}
	list := [][2]string{
		{"Providers", strings.Join(providers, ", ")},
		{"Local networks", strings.Join(networks, ", ")},
		{"Rule blocks", fmt.Sprint(len(set.Rules))},
		{"Commands", fmt.Sprint(len(p.Steps))},
		{"Tag of routes and rules", fmt.Sprintf("protocol %d or %d, $tag below", p.Tags[0], p.Tags[1])},
		{"Priorities of rules", fmt.Sprintf("%d to %d, and %d", p.FirstPriority, p.LastPriority, p.Marker.Priority)},
		{"Tables", tableNames(p.Tables)},
	}
	for i := range list {
		if list[i][1] == "" {
			list[i][1] = "none"
		}
	}
	return list
}

func tableNames(t plan.Tables) string {
	var names []string
	for _, n := range t.Names {
		names = append(names, fmt.Sprintf("%d %s", n.Number, n.Name))
	}
	return strings.Join(names, ", ")
}

// section is a part of the plan, as in the script.
type section struct {
	Title string
	Steps []stepView
}

type stepView struct{ Command, Input, Undo, Block, Origin, Why string }

func sections(p plan.Plan) []section {
	var all []section
	for _, s := range p.Steps {
		if n := len(all); n == 0 || all[n-1].Title != s.Title() {
			all = append(all, section{Title: s.Title()})
		}
		why := s.Why
		if condition := when(s); condition != "" {
			why += "; only when " + condition
		}
		last := &all[len(all)-1]
		last.Steps = append(last.Steps, stepView{
			Command: s.Op.Do().Whole().String(), Input: inputText(s.Op), Undo: s.Op.Undo().Whole().String(),
			Block: s.Block, Origin: s.Origin.String(), Why: why,
		})
	}
	return all
}

// maxInput is how many lines of what nft reads are shown.
const maxInput = 400

func inputText(op iproute.Op) string {
	lines := input(op)
	if n := len(lines); n > maxInput {
		lines = append(lines[:maxInput:maxInput], fmt.Sprintf("# and %d lines more, see the script", n-maxInput))
	}
	return strings.ReplaceAll(strings.Join(lines, "\n"), "\t", "  ")
}

// maxPairs bounds the time that a page takes, to ten seconds or so: of senders and
// destinations, for each provider that may be down.
const maxPairs = 500_000

func pairsOf(matrices []rpdb.Matrix) int {
	n := 0
	for _, m := range matrices {
		n += len(m.Senders) * len(m.Destinations)
	}
	return n
}

// traffic adds who goes where, with all providers and without each.
func (p *page) traffic() error {
	whole := rpdb.New(p.Set, p.Plan, rpdb.Options{})
	matrices, err := whole.Matrices()
	if err != nil {
		return err
	}
	for _, m := range matrices {
		p.Matrices = append(p.Matrices, viewOf(m))
	}
	if pairs := pairsOf(matrices); pairs*len(p.Set.Providers) > maxPairs {
		return fmt.Errorf("what happens when a provider is down isn't listed here: there are %d pairs and %d providers, and %d have room. Ask about one with gen-splitroute explain --matrix --without PROVIDER",
			pairs, len(p.Set.Providers), maxPairs)
	}
	p.Outages = outages(p.Set, p.Plan, matrices)
	return nil
}
