package render_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/render"
)

// TestTable: every command of the plan is in the table, in order, with its
// origin, its reason and its condition, each next hop on a line of its own, and
// nothing trails.
func TestTable(t *testing.T) {
	for _, c := range configurations(t) {
		p := planOf(t, c)
		rest := string(render.Table(p))
		for _, line := range strings.Split(rest, "\n") {
			if strings.TrimRight(line, " \t") != line {
				t.Errorf("%s: spaces trail: %q", c.file, line)
			}
			if strings.Count(line, "nexthop") > 1 || strings.Contains(line, "nexthop") && strings.Contains(line, "route") {
				t.Errorf("%s: next hops without a line of their own: %q", c.file, line)
			}
		}
		for i, s := range listOf(t, p).Steps {
			for _, want := range []string{p.Steps[i].Origin.String(), beforeWays(s.Command), s.Why + condition(s)} {
				_, after, found := strings.Cut(rest, want)
				if !found {
					t.Fatalf("%s: %q is missing", c.file, want)
				}
				rest = after
			}
		}
	}
}

// TestTableCounts: a provider that has two families is one.
func TestTableCounts(t *testing.T) {
	for _, c := range configurations(t) {
		if want := map[string]string{"auto.hcl": "3 providers", "dual-stack.hcl": "3 providers", "one.hcl": "one provider"}[c.file]; want != "" {
			if table := string(render.Table(planOf(t, c))); !strings.HasPrefix(table, c.file+": "+want+";") {
				t.Errorf("no %s: %.60s", want, table)
			}
		}
	}
}

// beforeWays is a command up to its next hops, which have lines of their own.
func beforeWays(c iproute.Command) string {
	for i, word := range c {
		if word == "nexthop" || iproute.IsWords(word) {
			c = c[:i]
			break
		}
	}
	return c.String()
}

func condition(s render.Step) string {
	if s.When == "" {
		return ""
	}
	return "; only when " + s.When
}

// TestJSON: what is printed is JSON that says what the plan does.
func TestJSON(t *testing.T) {
	for _, c := range configurations(t) {
		p := planOf(t, c)
		if text := must(t)(render.JSON(p)); strings.Contains(string(text), "null") {
			t.Errorf("%s: an empty list is null", c.file)
		}
		if diff := cmp.Diff(commands(p), listed(listOf(t, p))); diff != "" {
			t.Errorf("%s: commands and their undoing (-plan +JSON):\n%s", c.file, diff)
		}
	}
}

// listOf is a plan as a program reads it.
func listOf(t *testing.T, p plan.Plan) render.List {
	t.Helper()
	var l render.List
	if err := json.Unmarshal(must(t)(render.JSON(p)), &l); err != nil {
		t.Fatal(err)
	}
	return l
}

func commands(p plan.Plan) [][]string {
	var all [][]string
	for _, s := range p.Steps {
		all = append(all, s.Op.Do(), s.Op.Undo())
	}
	return all
}

func listed(l render.List) [][]string {
	var all [][]string
	for _, s := range l.Steps {
		all = append(all, s.Command, s.Undo)
	}
	return all
}
