package report_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/report"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

func setOf(t *testing.T, file string) site.Site {
	t.Helper()
	src, err := os.ReadFile(beside(file))
	if err != nil {
		t.Fatal(err)
	}
	set, diags := generator.Read(file, src, config.Options{ReadFile: func(name string) ([]byte, error) { return os.ReadFile(beside(name)) }})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return set
}

func subjectOf(t *testing.T, file string) report.Subject {
	t.Helper()
	set := setOf(t, file)
	setup, teardown, err := generator.Scripts(set, script.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return report.Subject{
		Set: set, Plan: plan.New(set), Release: script.Release,
		Scripts: []report.Script{{Name: "setup", Text: setup}, {Name: "teardown", Text: teardown}},
	}
}

func pageOf(t *testing.T, s report.Subject) string {
	t.Helper()
	text, err := report.Page(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// full is a page that has everything.
func full(t *testing.T, file, previous string) report.Subject {
	t.Helper()
	s := subjectOf(t, file)
	set := setOf(t, previous)
	s.Previous = &report.Previous{Set: set, Plan: plan.New(set)}
	s.Rehearsal = &report.Rehearsal{Checks: []report.Check{
		{Stage: "setup", Name: "setup", Status: "ok", Seen: "set up"},
		{Stage: "answers", Name: "isp1 <UDP>", Status: "failed", Sent: "a & b", Seen: "nothing", Want: "\"an answer\""},
	}}
	return s
}

// TestPageGolden compares a page with golden/report. It is the example that README links,
// so it is what "report --against lartc.hcl backup.hcl" prints.
func TestPageGolden(t *testing.T) {
	golden := goldie.New(t, goldie.WithFixtureDir(goldenDir), goldie.WithNameSuffix(""))
	s := full(t, "backup.hcl", "lartc.hcl")
	s.Rehearsal = nil
	golden.Assert(t, inGoldenPage, []byte(pageOf(t, s)))
}

const inGoldenPage = "backup.page.html"

// TestPages: each configuration has a page that is well-formed, needs nothing else,
// says each command and its undoing, and is the same each time.
func TestPages(t *testing.T) {
	for _, file := range configurations(t) {
		if file == "sixty.hcl" && testing.Short() {
			continue
		}
		t.Run(file, func(t *testing.T) {
			s := subjectOf(t, file)
			text := pageOf(t, s)
			checkPage(t, text)
			plain := unescape(text)
			for _, step := range s.Plan.Steps {
				for _, want := range []string{step.Op.Do().Whole().String(), "undo: " + step.Op.Undo().Whole().String(), step.Why, step.Block, step.Origin.String()} {
					if !strings.Contains(plain, want) {
						t.Fatalf("%q is missing", want)
					}
				}
			}
			if file != "sixty.hcl" && pageOf(t, subjectOf(t, file)) != text {
				t.Error("the second page differs")
			}
		})
	}
}

func unescape(text string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&", "&#34;", `"`, "&#39;", "'", "&#43;", "+").Replace(text)
}

// TestFullPage: with a previous configuration and a rehearsal, a page shows what
// changes, with a packet, and what was seen.
func TestFullPage(t *testing.T) {
	text := pageOf(t, full(t, "killswitch.hcl", "nat.hcl"))
	checkPage(t, text)
	for _, want := range []string{
		"<h2 id=\"change\">", "<caption>Removed</caption>", "<caption>Added</caption>",
		"<td>guests 10.1.0.0/24 to the internet</td>",
		"answers: isp1 &lt;UDP&gt;", "<td>a &amp; b</td>", " class=\"failed\"", "expected &#34;an answer&#34;",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing", want)
		}
	}
	if !strings.Contains(pageOf(t, full(t, "lartc.hcl", "lartc.hcl")), "No packet takes another path.") {
		t.Error("packets take another path without a change")
	}
}

// TestOutages: what changes without a provider is what its matrix and that of the
// whole differ in.
func TestOutages(t *testing.T) {
	text := pageOf(t, subjectOf(t, "backup.hcl"))
	for _, want := range []string{
		"<tr><th scope=\"row\">IPv4 the internet</th><td>this machine, lan 10.0.0.0/24</td><td><del>isp1</del></td><td><ins>isp2</ins></td></tr>",
		"<tr><th scope=\"row\">IPv4 the internet</th><td>isp1 203.0.113.2</td><td><del>isp1</del></td><td><ins>unreachable</ins></td></tr>",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing", want)
		}
	}
	text = pageOf(t, subjectOf(t, "health.hcl"))
	silent, _, _ := strings.Cut(text[strings.Index(text, "<h3>fibre silent</h3>"):], "<h3>lte down</h3>")
	if !strings.Contains(silent, "home 192.168.1.0/24</td><td><del>fibre</del></td><td><ins>lte</ins></td></tr>") ||
		strings.Contains(silent, "unreachable") {
		t.Errorf("fibre is silent: %s", silent)
	}
	if !strings.Contains(pageOf(t, subjectOf(t, "one-interface.hcl")), "<h3>isp1 down, and with it isp2</h3>") {
		t.Error("isp2 is on the interface of isp1, which the page doesn't say")
	}
}

// checkPage is what must hold for every page. encoding/xml reads HTML whose elements
// end in their order; each that is closed has to have been open.
func checkPage(t *testing.T, text string) {
	t.Helper()
	for _, needed := range []string{"<!DOCTYPE html>\n<html lang=\"en\">", "<meta charset=\"utf-8\">", "<title>Review of ", "</html>\n"} {
		if !strings.Contains(text, needed) {
			t.Errorf("no %q", needed)
		}
	}
	decoder := xml.NewDecoder(bytes.NewReader([]byte(text)))
	decoder.Strict, decoder.AutoClose, decoder.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var open, ids, targets []string
	level := 0
	for {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			level = checkElement(t, e, level, &ids, &targets)
			if !slices.Contains([]string{"meta", "br"}, e.Name.Local) {
				open = append(open, e.Name.Local)
			}
		case xml.EndElement:
			last := len(open) - 1
			if last < 0 || open[last] != e.Name.Local {
				t.Fatalf("</%s> ends %v", e.Name.Local, open)
			}
			open = open[:last]
		}
	}
	for _, target := range targets {
		if !slices.Contains(ids, target) {
			t.Errorf("nothing has the id %s", target)
		}
	}
	if len(open) > 0 {
		t.Errorf("%v are open at the end", open)
	}
}

// checkElement refuses scripts and what would be loaded, a header that doesn't say
// what of, an id that is there twice, and a heading that skips a level.
func checkElement(t *testing.T, e xml.StartElement, level int, ids, targets *[]string) int {
	t.Helper()
	name := e.Name.Local
	if slices.Contains([]string{"script", "link", "img", "iframe", "object", "embed", "image", "use", "foreignObject"}, name) {
		t.Errorf("<%s> needs something else", name)
	}
	scope := false
	for _, a := range e.Attr {
		switch {
		case a.Name.Local == "id" && slices.Contains(*ids, a.Value):
			t.Errorf("two elements have the id %s", a.Value)
		case a.Name.Local == "id":
			*ids = append(*ids, a.Value)
		case a.Name.Local == "href" && strings.HasPrefix(a.Value, "#"):
			*targets = append(*targets, a.Value[1:])
		case a.Name.Local == "aria-labelledby":
			*targets = append(*targets, strings.Fields(a.Value)...)
		case a.Name.Local == "scope":
			scope = true
		case a.Name.Local == "src" || a.Name.Local == "href" || strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "style":
			t.Errorf("<%s %s=%q>", name, a.Name.Local, a.Value)
		}
	}
	if name == "th" && !scope {
		t.Error("a header of a table has no scope")
	}
	if len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
		if now := int(name[1] - '0'); now > level+1 {
			t.Errorf("<%s> follows a heading of level %d", name, level)
		} else {
			level = now
		}
	}
	return level
}
