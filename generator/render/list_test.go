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
// origin and its reason, and nothing trails.
func TestTable(t *testing.T) {
	for _, c := range configurations(t) {
		p := planOf(t, c)
		rest := string(render.Table(p))
		for _, line := range strings.Split(rest, "\n") {
			if strings.TrimRight(line, " \t") != line {
				t.Errorf("%s: spaces trail: %q", c.file, line)
			}
		}
		for _, s := range p.Steps {
			for _, want := range []string{s.Origin.String(), beforeWays(s.Op.Do()), s.Why} {
				_, after, found := strings.Cut(rest, want)
				if !found {
					t.Fatalf("%s: %q is missing", c.file, want)
				}
				rest = after
			}
		}
	}
}

// beforeWays is a command up to its next hops, which have lines of their own.
func beforeWays(c iproute.Command) string {
	before, _, _ := strings.Cut(c.String(), " nexthop ")
	return before
}

// TestJSON: what is printed is JSON that says what the plan does.
func TestJSON(t *testing.T) {
	for _, c := range configurations(t) {
		p := planOf(t, c)
		text, err := render.JSON(p)
		if err != nil {
			t.Fatal(err)
		}
		var got render.List
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatalf("%s: %v", c.file, err)
		}
		if strings.Contains(string(text), "null") {
			t.Errorf("%s: an empty list is null", c.file)
		}
		if diff := cmp.Diff(commands(p), listed(got)); diff != "" {
			t.Errorf("%s: commands and their undoing (-plan +JSON):\n%s", c.file, diff)
		}
	}
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
