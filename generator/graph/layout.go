package graph

import (
	"fmt"
	"strings"
)

// Measures, in pixels of the picture. Heights are multiples of grid. Lines that leave
// decisions and lines that arrive at providers are half a grid apart, so they never cover
// each other.
const (
	grid    = 6
	line    = 3 * grid // height of a line of text
	pad     = 2 * grid // from a box to its text
	gap     = 2 * grid // between boxes
	margin  = 3 * grid
	between = 8 * grid // between the networks and the router
	lane    = 9        // between vertical lines
	port    = 2 * grid // between the lines that arrive at a provider
	stub    = 3 * grid // of what stops
	size    = 13       // of the font
	// glyph is the width of a character: 0.602 of the size in DejaVu Sans Mono,
	// Menlo and SF Mono, and less in Consolas.
	glyph   = 7.9
	maxLine = 44 // characters
)

// box is a rectangle with lines of text.
type box struct {
	x, y, w, h int
	texts      []text
	onWay      bool
	class      string
}

// text is a line of text; y is its middle.
type text struct {
	x, y  int
	class string // of its style
	say   string
}

// wire leads from a decision to a provider, by a vertical line of its own.
type wire struct {
	fromX, fromY, atX, toX, toY int
	lane                        int
	provider                    int
	backup, onWay               bool
}

// stop is where packets go nowhere.
type stop struct {
	x, y  int
	onWay bool
}

// layout is a picture with all places known.
type layout struct {
	width, height int
	router        box
	networks      []box
	decisions     []box
	providers     []box
	wires         []*wire
	stops         []stop
	arrows        []wire // from networks to the router
	texts         []text
}

func widthOf(chars int) int { return int(float64(chars)*glyph + 0.99) }

// wrap breaks a text between words, or within one that is too long.
func wrap(s string, most int) []string {
	var lines []string
	indent := s[:len(s)-len(strings.TrimLeft(s, " "))]
	rest := strings.TrimLeft(s, " ")
	for n := most - len(indent); len(rest) > n; {
		cut := strings.LastIndex(rest[:n+1], " ")
		if cut <= 0 {
			cut = n
		}
		lines = append(lines, indent+rest[:cut])
		rest = strings.TrimLeft(rest[cut:], " ")
		if len(lines) == 1 { // what follows stands further right
			indent += "  "
			n = most - len(indent)
		}
	}
	return append(lines, indent+rest)
}

// priorities are those of a decision.
func (d *Decision) priorities() string {
	if d.First == d.Last {
		return fmt.Sprint(d.First)
	}
	return fmt.Sprintf("%d-%d", d.First, d.Last)
}

// arrange gives everything its place.
func (g *Graph) arrange() *layout {
	l := &layout{}
	left := l.column(g.Networks, margin, nil)
	x := margin
	if len(g.Networks) > 0 {
		x = left + between
	}
	l.router = box{x: x, y: margin, class: "router"}
	l.placeDecisions(g)
	counts := l.arrivals(len(g.Providers))
	l.column(g.Providers, 0, counts)
	l.center()
	l.attach(counts)
	lanes := l.route()
	l.shift(l.router.x + l.router.w + stub + grid + (lanes+1)*lane)
	l.enter()
	l.frame(g)
	return l
}

// column places networks or, with the counts of wires that arrive, providers, and
// returns its right end.
func (l *layout) column(nodes []Node, x int, counts []int) int {
	chars := 0
	for _, n := range nodes {
		chars = max(chars, len(n.Name))
		for _, text := range n.Lines {
			chars = max(chars, min(len(text), maxLine))
		}
	}
	w := widthOf(chars) + 2*pad
	y := margin
	for i, n := range nodes {
		b := box{x: x, y: y, w: w, onWay: n.OnWay, class: "node"}
		b.h = 2 * grid
		b.write("title", n.Name)
		for _, text := range n.Lines {
			for _, part := range wrap(text, maxLine) {
				b.write("", part)
			}
		}
		if counts == nil {
			l.networks = append(l.networks, b)
		} else {
			b.h = max(b.h, counts[i]*port+2*grid)
			l.providers = append(l.providers, b)
		}
		y += b.h + gap
	}
	return x + w
}

// write adds a line at the lower end of a box.
func (b *box) write(class, say string) int {
	y := b.y + b.h - grid + line/2
	words := strings.TrimLeft(say, " ")
	b.texts = append(b.texts, text{b.x + pad + widthOf(len(say)-len(words)), y, class, words})
	b.h += line
	return y
}

// placeDecisions stacks the decisions in the router.
func (l *layout) placeDecisions(g *Graph) {
	const head = 2 * line
	r := &l.router
	indent, chars := 0, len(g.Title)+len(heading)
	for i := range g.Decisions {
		indent = max(indent, len(g.Decisions[i].priorities())+2)
	}
	var boxes []box
	y := r.y + head
	for i := range g.Decisions {
		d := &g.Decisions[i]
		b := box{x: r.x + pad, y: y, h: 2 * grid, onWay: d.OnWay, class: "decision"}
		at := b.write("priority", d.priorities())
		b.texts = append(b.texts, text{b.x + pad + widthOf(indent), at, "title", d.Title})
		l.writeDecision(&b, d, widthOf(indent))
		for _, t := range b.texts {
			chars = max(chars, len(t.say)+int(float64(t.x-b.x-pad)/glyph+1))
		}
		y += b.h + gap/2
		boxes = append(boxes, b)
	}
	r.w, r.h = widthOf(chars)+4*pad, y-r.y+gap/2
	r.texts = []text{{r.x + pad, r.y + line, "title", heading + g.Title}}
	for i := range boxes {
		boxes[i].w = r.w - 2*pad
	}
	l.decisions = boxes
	for _, w := range l.wires {
		w.fromX = r.x + r.w - pad
	}
	for i := range l.stops {
		l.stops[i].x = r.x + r.w - pad
	}
}

const heading = "router, rules of "

func (l *layout) writeDecision(b *box, d *Decision, indent int) {
	write := func(class, say string) int {
		at := b.write(class, say)
		b.texts[len(b.texts)-1].x += indent
		return at
	}
	for _, text := range d.Lines {
		for _, part := range wrap(text, maxLine) {
			write("", part)
		}
	}
	for _, t := range d.Targets {
		at := write("target", t.Text)
		l.wires = append(l.wires, &wire{fromY: at, provider: t.Provider, backup: t.Backup, onWay: t.OnWay})
	}
	if d.Stops != "" {
		l.stops = append(l.stops, stop{y: write("target", d.Stops), onWay: d.Stopped})
	}
}

// arrivals counts the wires to each provider.
func (l *layout) arrivals(n int) []int {
	counts := make([]int, n)
	for _, w := range l.wires {
		counts[w.provider]++
	}
	return counts
}

// center moves each column to the middle of the highest one. The router is at least
// as high as the networks.
func (l *layout) center() {
	r := &l.router
	r.h = max(r.h, lowest(l.networks)-margin)
	all := max(r.h, lowest(l.providers)-margin)
	down := func(h int) int { return max(0, all-h) / 2 / grid * grid }
	moveAll(l.networks, down(lowest(l.networks)-margin))
	moveAll(l.providers, down(lowest(l.providers)-margin))
	moveAll(l.decisions, down(r.h))
	for _, w := range l.wires {
		w.fromY += down(r.h)
	}
	for i := range l.stops {
		l.stops[i].y += down(r.h)
	}
	r.move(0, down(r.h))
}

// lowest is the lower end of a column.
func lowest(column []box) int {
	if len(column) == 0 {
		return 0
	}
	last := column[len(column)-1]
	return last.y + last.h
}

func moveAll(column []box, down int) {
	for i := range column {
		column[i].move(0, down)
	}
}

func (b *box) move(x, y int) {
	b.x, b.y = b.x+x, b.y+y
	for i := range b.texts {
		b.texts[i].x, b.texts[i].y = b.texts[i].x+x, b.texts[i].y+y
	}
}
