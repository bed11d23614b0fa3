package report

import (
	"bytes"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// change is a command, a line that nft reads or a name of a table, in the form in
// which two plans are compared.
type change struct {
	Title, Text string
	Origin, Why string // not compared
}

// Changes are the commands that one plan has and another hasn't, as people read a
// diff: what becomes of the setup when the configuration is changed.
func Changes(before, after plan.Plan) []byte {
	was, is := changes(before), changes(after)
	removed, added := missing(was, is), missing(is, was)
	var text bytes.Buffer
	fmt.Fprintf(&text, "%s -> %s: %d added, %d removed\n", before.File, after.File, len(added), len(removed))
	for _, title := range titles(was, is) {
		w := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
		begun := false
		list := func(sign string, all []change) {
			for _, c := range all {
				if c.Title != title {
					continue
				}
				if !begun {
					fmt.Fprintf(w, "\n%s\n\n", title)
				}
				begun = true
				fmt.Fprintf(w, "%s %s\t%s\t%s\n", sign, c.Text, c.Origin, c.Why)
			}
		}
		list("-", removed)
		list("+", added)
		w.Flush() // writing to a buffer can't fail
	}
	return trimmed(text.Bytes())
}

// changes are all that a plan does, in its order.
func changes(p plan.Plan) []change {
	all := []change{{"Numbers", fmt.Sprintf("protocol %d or %d", p.Tags[0], p.Tags[1]), p.Origin.String(), "the tag of routes and rules"}}
	if p.Tables.File != "" {
		for _, n := range p.Tables.Names {
			all = append(all, change{"Names of the tables, in " + p.Tables.File, fmt.Sprintf("%d %s", n.Number, n.Name), n.Origin.String(), n.Block})
		}
	}
	for _, s := range p.Steps {
		why := s.Block + ": " + s.Why
		if condition := when(s); condition != "" {
			why += "; only when " + condition
		}
		if t, ok := s.Op.(iproute.Tabular); ok {
			for _, line := range t.Input() {
				all = append(all, change{s.Title(), "nft " + t.Table() + ": " + strings.TrimSpace(line), s.Origin.String(), ""})
			}
			continue
		}
		all = append(all, change{s.Title(), s.Op.Do().Whole().String(), s.Origin.String(), why})
	}
	for _, w := range p.Watches {
		for _, command := range script.Watched(w) {
			all = append(all, change{"Monitor", command, w.Origin.String(), "what the monitor watches"})
		}
	}
	return all
}

// missing are the changes in all that others lacks. A change that all has twice and
// others once is in the result once.
func missing(all, others []change) []change {
	left := map[[2]string]int{}
	for _, c := range others {
		left[[2]string{c.Title, c.Text}]++
	}
	var list []change
	for _, c := range all {
		key := [2]string{c.Title, c.Text}
		if left[key]--; left[key] < 0 {
			list = append(list, c)
		}
	}
	return list
}

// titles are those of both plans, in the order of the later one.
func titles(before, after []change) []string {
	var list []string
	seen := map[string]bool{}
	for _, c := range append(after[:len(after):len(after)], before...) {
		if !seen[c.Title] {
			seen[c.Title] = true
			list = append(list, c.Title)
		}
	}
	return list
}
