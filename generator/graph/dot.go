package graph

import (
	"bytes"
	"fmt"
	"strings"
)

// DOT is the graph in the language of Graphviz
// (https://graphviz.org/doc/info/lang.html).
func (g *Graph) DOT() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "digraph splitroute {\n\trankdir=LR\n\tcompound=true\n\tlabel=%s\n\tnode [shape=box fontname=monospace]\n\tedge [fontname=monospace]\n",
		quote(append([]string{"router, rules of " + g.Title}, g.Caption...)...))
	out.WriteString("\tsubgraph cluster_router {\n\t\tlabel=router\n")
	for i := range g.Decisions {
		d := &g.Decisions[i]
		lines := append([]string{d.priorities() + "  " + d.Title}, d.Lines...)
		if d.Stops != "" {
			lines = append(lines, d.Stops)
		}
		fmt.Fprintf(&out, "\t\trule%d [label=%s%s]\n", i, quote(lines...), bold(d.OnWay))
	}
	out.WriteString("\t}\n")
	for i := 1; i < len(g.Decisions); i++ {
		fmt.Fprintf(&out, "\trule%d -> rule%d [label=next style=dotted constraint=false]\n", i-1, i)
	}
	g.dotNodes(&out)
	for i := range g.Decisions {
		g.dotTargets(&out, i)
	}
	out.WriteString("}\n")
	return out.Bytes()
}

func (g *Graph) dotNodes(out *bytes.Buffer) {
	for i, n := range g.Networks {
		fmt.Fprintf(out, "\tnetwork%d [label=%s%s]\n", i, quote(append([]string{n.Name}, n.Lines...)...), bold(n.OnWay))
		fmt.Fprintf(out, "\tnetwork%d -> rule0 [lhead=cluster_router%s]\n", i, bold(n.OnWay))
	}
	for i, n := range g.Providers {
		fmt.Fprintf(out, "\tprovider%d [label=%s%s]\n", i, quote(append([]string{n.Name}, n.Lines...)...), bold(n.OnWay))
	}
}

// dotTargets are the edges of a decision.
func (g *Graph) dotTargets(out *bytes.Buffer, i int) {
	d := &g.Decisions[i]
	for _, t := range d.Targets {
		style := ""
		if t.Backup {
			style = " style=dashed"
		}
		if t.OnWay { // bold would take the place of dashed
			style += " penwidth=3"
		}
		fmt.Fprintf(out, "\trule%d -> provider%d [label=%s%s]\n", i, t.Provider, quote(t.Text), style)
	}
	if d.Stops != "" {
		fmt.Fprintf(out, "\tstop%d [shape=octagon label=unreachable%s]\n", i, bold(d.Stopped))
		fmt.Fprintf(out, "\trule%d -> stop%d [label=%s style=dashed arrowhead=tee%s]\n", i, i, quote(d.Stops), bold(d.Stopped))
	}
}

func bold(onWay bool) string {
	if onWay {
		return " penwidth=3"
	}
	return ""
}

// quote is a string of DOT, its lines flush left.
func quote(lines ...string) string {
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	for i, l := range lines {
		lines[i] = escape.Replace(l)
	}
	if len(lines) == 1 {
		return `"` + lines[0] + `"`
	}
	return `"` + strings.Join(lines, `\l`) + `\l"`
}
