package report_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/report"
)

// TestTable: every command of the plan is in the table, in order, with its line,
// its block, its reason and its condition. Each next hop has a line of its own, and
// no line ends with spaces.
func TestTable(t *testing.T) {
	for _, file := range configurations(t) {
		p := planOf(t, file)
		rest := string(report.Table(p))
		for _, line := range strings.Split(rest, "\n") {
			if strings.TrimRight(line, " \t") != line {
				t.Errorf("%s: spaces trail: %q", file, line)
			}
			if strings.Count(line, "nexthop") > 1 || strings.Contains(line, "nexthop") && strings.Contains(line, "route") {
				t.Errorf("%s: next hops without a line of their own: %q", file, line)
			}
		}
		for i, s := range listOf(t, p).Steps {
			for _, want := range []string{p.Steps[i].Origin.String(), p.Steps[i].Block, beforeHops(s.Command), s.Why + condition(s)} {
				_, after, found := strings.Cut(rest, want)
				if !found {
					t.Fatalf("%s: %q is missing", file, want)
				}
				rest = after
			}
		}
	}
}

// TestTableCounts: a provider that has two families is one.
func TestTableCounts(t *testing.T) {
	for _, file := range configurations(t) {
		if want := map[string]string{"auto.hcl": "3 providers", "dual-stack.hcl": "3 providers", "one.hcl": "one provider"}[file]; want != "" {
			if table := string(report.Table(planOf(t, file))); !strings.HasPrefix(table, file+": "+want+";") {
				t.Errorf("no %s: %.60s", want, table)
			}
		}
	}
}

// beforeHops is a command up to its next hops, which have lines of their own.
func beforeHops(c iproute.Command) string {
	for i, word := range c {
		if word == "nexthop" || iproute.IsWords(word) {
			c = c[:i]
			break
		}
	}
	return c.String()
}

func condition(s report.Step) string {
	when := s.When
	if strings.Count(s.Block, ".") > 1 && strings.HasPrefix(s.Block, "provider.") {
		_, when, _ = strings.Cut(when, " is there")
		when = strings.TrimPrefix(when, ", and ")
	}
	if when == "" {
		return ""
	}
	return "; only when " + when
}

// TestJSON: what is printed is JSON that says what the plan does.
func TestJSON(t *testing.T) {
	for _, file := range configurations(t) {
		p := planOf(t, file)
		if text := jsonOf(t, p); strings.Contains(string(text), "null") {
			t.Errorf("%s: an empty list is null", file)
		}
		if diff := cmp.Diff(commands(p), listed(listOf(t, p))); diff != "" {
			t.Errorf("%s: commands and their undoing (-plan +JSON):\n%s", file, diff)
		}
	}
}

// listOf is a plan as a program reads it.
func listOf(t *testing.T, p plan.Plan) report.List {
	t.Helper()
	var l report.List
	if err := json.Unmarshal(jsonOf(t, p), &l); err != nil {
		t.Fatal(err)
	}
	return l
}

func commands(p plan.Plan) [][]string {
	var all [][]string
	for _, s := range p.Steps {
		all = append(all, s.Op.Do().Whole(), s.Op.Undo().Whole())
	}
	return all
}

func listed(l report.List) [][]string {
	var all [][]string
	for _, s := range l.Steps {
		all = append(all, s.Command, s.Undo)
	}
	return all
}
