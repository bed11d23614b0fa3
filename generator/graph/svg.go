package graph

import (
	"bytes"
	"cmp"
	"fmt"
	"html"
	"strings"
)

// style has no variables, which librsvg lacks. No colour carries a meaning, so the
// picture prints in black and white.
const style = `
.sr { background: #fff; }
.sr text { font: 13px "DejaVu Sans Mono", Menlo, "SF Mono", Consolas, "Liberation Mono", monospace; fill: #1a1a1a; }
.sr .title { font-weight: bold; }
.sr .priority, .sr .note { fill: #595959; }
.sr rect { fill: #fff; stroke: #595959; }
.sr .ground { fill: #fff; stroke: none; }
.sr .router { fill: #f2f2f2; }
.sr path { fill: none; stroke: #1a1a1a; stroke-width: 1.5; }
.sr .backup { stroke-dasharray: 6 4; }
.sr .head { fill: #1a1a1a; stroke: none; }
.sr .stop { stroke-width: 4; }
.sr .way { stroke: #0b57d0; stroke-width: 4; }
.sr .head.way { fill: #0b57d0; stroke: none; }
@media screen and (prefers-color-scheme: dark) {
.sr { background: #121212; }
.sr text { fill: #ececec; }
.sr .priority, .sr .note { fill: #b4b4b4; }
.sr rect { fill: #121212; stroke: #a0a0a0; }
.sr .ground { fill: #121212; }
.sr .router { fill: #242424; }
.sr path { stroke: #ececec; }
.sr .head { fill: #ececec; }
.sr .way { stroke: #8ab4f8; }
.sr .head.way { fill: #8ab4f8; }
}
`

// SVG is the graph as a picture.
func (g *Graph) SVG() []byte {
	l := g.arrange()
	var out bytes.Buffer
	fmt.Fprintf(&out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sr\" width=\"%[1]d\" height=\"%[2]d\" viewBox=\"0 0 %[1]d %[2]d\" role=\"img\" aria-labelledby=\"sr-title sr-desc\">\n",
		l.width, l.height)
	fmt.Fprintf(&out, "<title id=\"sr-title\">%s</title>\n<desc id=\"sr-desc\">%s</desc>\n<style>%s</style>\n",
		html.EscapeString("Routing of "+g.Title), html.EscapeString(g.description()), style)
	fmt.Fprintf(&out, "<rect class=\"ground\" width=\"%d\" height=\"%d\"/>\n", l.width, l.height)
	l.drawBoxes(&out)
	l.drawWires(&out)
	for _, t := range l.texts {
		t.draw(&out)
	}
	out.WriteString("</svg>\n")
	return out.Bytes()
}

// description says the picture in words.
func (g *Graph) description() string {
	var words []string
	for i := range g.Decisions {
		d := &g.Decisions[i]
		said := d.priorities() + ": " + strings.Join(append([]string{d.Title}, d.Lines...), ", ")
		for _, t := range d.Targets {
			said += "; leads to " + g.Providers[t.Provider].Name + " (" + t.Text + ")"
		}
		if d.Stops != "" {
			said += "; " + d.Stops
		}
		words = append(words, said)
	}
	return strings.Join(append(words, g.Caption...), ". ") + "."
}

func (l *layout) drawBoxes(out *bytes.Buffer) {
	l.router.draw(out)
	for _, list := range [][]box{l.networks, l.decisions, l.providers} {
		for i := range list {
			list[i].draw(out)
		}
	}
}

func (b *box) draw(out *bytes.Buffer) {
	class := b.class
	if b.onWay {
		class += " way"
	}
	fmt.Fprintf(out, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/>\n", class, b.x, b.y, b.w, b.h)
	for _, t := range b.texts {
		t.draw(out)
	}
}

func (t text) draw(out *bytes.Buffer) {
	fmt.Fprintf(out, "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n", cmp.Or(t.class, "line"), t.x, t.y+size/3+1, html.EscapeString(t.say))
}

// drawWires draws those on the way of the packet last, above the others.
func (l *layout) drawWires(out *bytes.Buffer) {
	for _, onWay := range []bool{false, true} {
		for _, a := range l.arrows {
			if a.onWay == onWay {
				path(out, class("wire", a.onWay), "M%d %dH%d", a.fromX, a.fromY, a.toX-grid)
				arrowhead(out, a.toX, a.fromY, a.onWay)
			}
		}
		for _, w := range l.wires {
			if w.onWay == onWay {
				w.draw(out)
			}
		}
		for _, s := range l.stops {
			if s.onWay == onWay {
				end := s.x + pad + stub - grid
				path(out, class("wire", s.onWay), "M%d %dH%d", s.x, s.y, end)
				path(out, class("stop", s.onWay), "M%d %dV%d", end, s.y-grid, s.y+grid)
			}
		}
	}
}

func (w *wire) draw(out *bytes.Buffer) {
	name := "wire"
	if w.backup {
		name = "wire backup"
	}
	path(out, class(name, w.onWay), "M%d %dH%dV%dH%d", w.fromX, w.fromY, w.atX, w.toY, w.toX-grid)
	arrowhead(out, w.toX, w.toY, w.onWay)
}

func class(name string, onWay bool) string {
	if onWay {
		return name + " way"
	}
	return name
}

func path(out *bytes.Buffer, class, format string, args ...any) {
	fmt.Fprintf(out, "<path class=\"%s\" d=\"%s\"/>\n", class, fmt.Sprintf(format, args...))
}

// arrowhead ends at a point, from the left.
func arrowhead(out *bytes.Buffer, x, y int, onWay bool) {
	path(out, class("head", onWay), "M%d %dl%d %dv%dz", x, y, -2*grid+3, -grid+1, 2*grid-2)
}

// frame adds what stands below the picture, and knows how large all is.
func (l *layout) frame(g *Graph) {
	l.width = l.router.x + l.router.w + margin
	bottom := l.router.y + l.router.h
	for _, list := range [][]box{l.networks, l.providers} {
		for _, b := range list {
			l.width, bottom = max(l.width, b.x+b.w+margin), max(bottom, b.y+b.h)
		}
	}
	l.height = bottom + gap
	say := func(class, s string) {
		for _, part := range wrap(s, int(float64(l.width-2*margin)/glyph)) {
			l.height += line
			l.texts = append(l.texts, text{margin, l.height - line/2, class, part})
		}
	}
	for _, s := range g.Caption {
		say("title", s)
	}
	say("note", legend)
	l.height += gap
}

const legend = "Rules are asked from above; the first that finds a route decides. Solid: used at once. Dashed: when those above it have no route. Bar: dropped."
