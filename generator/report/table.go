package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

// Table is the plan as a table for people, a line for each command. The next hops
// of a multipath route have lines of their own, since there may be many.
func Table(p plan.Plan) []byte {
	var text bytes.Buffer
	w := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%s: %s; $tag is %d or %d, the one that is free\n",
		p.File, count(p.Providers(), "provider"), p.Tags[0], p.Tags[1])
	listNames(w, p.Tables)
	for i, s := range p.Steps {
		if i == 0 || s.Title() != p.Steps[i-1].Title() {
			listTitle(w, s.Title(), "ORIGIN", "BLOCK", "COMMAND", "WHY")
		}
		listStep(w, s)
	}
	listHealth(w, p.Watched)
	w.Flush() // writing to a buffer can't fail
	return trimmed(text.Bytes())
}

func count(n int, noun string) string {
	if n == 1 {
		return "one " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// trimmed removes the spaces that empty cells leave at the ends of lines.
func trimmed(text []byte) []byte {
	lines := bytes.Split(text, []byte("\n"))
	for i, line := range lines {
		lines[i] = bytes.TrimRight(line, " ")
	}
	return bytes.Join(lines, []byte("\n"))
}

// listTitle begins a section. The title has no columns, so each section is aligned
// by itself.
func listTitle(w *tabwriter.Writer, title string, columns ...string) {
	fmt.Fprintf(w, "\n%s\n\n%s\n", title, strings.Join(columns, "\t"))
}

func listNames(w *tabwriter.Writer, t plan.Tables) {
	if t.File == "" || len(t.Names) == 0 {
		return
	}
	listTitle(w, "Names of the tables, in "+t.File, "ORIGIN", "BLOCK", "NUMBER", "NAME")
	for _, n := range t.Names {
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\n", n.Origin, n.Block, n.Number, n.Name)
	}
}

func listStep(w *tabwriter.Writer, s plan.Step) {
	command, hops := splitHops(s.Op.Do().Whole())
	why := s.Why
	if s.Uplink() != "" { // which the block says
		s.If = ""
	}
	if condition := when(s); condition != "" {
		why += "; only when " + condition
	}
	fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", s.Origin, s.Block, command, why)
	for _, hop := range hops {
		fmt.Fprintf(w, "\t\t  %s\t\n", hop)
	}
	for _, line := range input(s.Op) {
		fmt.Fprintf(w, "\t\t  %s\t\n", strings.ReplaceAll(line, "\t", "  "))
	}
}

// splitHops splits a command before each of its next hops.
func splitHops(c iproute.Command) (command iproute.Command, hops []iproute.Command) {
	for i := len(c) - 1; i >= 0; i-- {
		if c[i] == "nexthop" {
			hops = append(hops, c[i:])
			c = c[:i]
		}
	}
	slices.Reverse(hops)
	return c, hops
}
