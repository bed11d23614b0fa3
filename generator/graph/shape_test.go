package graph_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/netip"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gen-splitroute/gen-splitroute/generator/graph"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

func packet(to, from string) rpdb.Packet {
	return rpdb.Packet{To: netip.MustParseAddr(to), From: netip.MustParseAddr(from)}
}

// picture is an SVG as a reader of XML sees it.
type picture struct {
	Width  float64 `xml:"width,attr"`
	Height float64 `xml:"height,attr"`
	Rects  []struct {
		Class  string  `xml:"class,attr"`
		X      float64 `xml:"x,attr"`
		Y      float64 `xml:"y,attr"`
		Width  float64 `xml:"width,attr"`
		Height float64 `xml:"height,attr"`
	} `xml:"rect"`
	Texts []struct {
		X    float64 `xml:"x,attr"`
		Y    float64 `xml:"y,attr"`
		Text string  `xml:",chardata"`
	} `xml:"text"`
	Paths []struct {
		Class string `xml:"class,attr"`
		D     string `xml:"d,attr"`
	} `xml:"path"`
}

// area is a part of the picture.
type area struct {
	name                     string
	left, top, right, bottom float64
}

func (a area) meets(b area) bool {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

func (a area) within(b area, space float64) bool {
	return a.left >= b.left+space && a.right <= b.right-space && a.top >= b.top && a.bottom <= b.bottom
}

// textArea is what a line of text covers: 0.602 of its 13 pixels for each
// character, and the heights of the font above and below its base line.
func textArea(x, y float64, s string) area {
	return area{s, x, y - 10, x + 13*0.602*float64(utf8.RuneCountInString(s)), y + 3}
}

// segments are the straight lines of a wire, "M x y H x V y H x".
func segments(t *testing.T, d string) []area {
	t.Helper()
	var x, y, at, toY, toX float64
	if n, _ := fmt.Sscanf(d, "M%f %fH%fV%fH%f", &x, &y, &at, &toY, &toX); n == 5 {
		return []area{{d, x, y, at, y}, {d, at, min(y, toY), at, max(y, toY)}, {d, at, toY, toX, toY}}
	}
	if n, _ := fmt.Sscanf(d, "M%f %fH%f", &x, &y, &at); n == 3 {
		return []area{{d, x, y, at, y}}
	}
	t.Fatalf("no wire: %q", d)
	return nil
}

// TestShape: in no picture do boxes, texts or lines lie upon each other, and all texts
// are in their boxes.
func TestShape(t *testing.T) {
	drawn(t, func(t *testing.T, set site.Site) {
		g := graph.New(set, plan.New(set))
		checkShape(t, g.SVG())
		if len(set.Networks) > 0 && len(set.Networks[0].Prefixes) > 0 && set.Networks[0].Prefixes[0].Addr().Is4() {
			follow(t, set, g, "198.18.0.1", set.Networks[0].Prefixes[0].Addr().Next().String())
			checkShape(t, g.SVG())
		}
	})
}

func checkShape(t *testing.T, svg []byte) {
	t.Helper()
	var p picture
	if err := xml.Unmarshal(svg, &p); err != nil {
		t.Fatal(err)
	}
	canvas := area{"", 0, 0, p.Width, p.Height}
	var boxes, decisions []area
	router := area{}
	for _, r := range p.Rects {
		a := area{r.Class, r.X, r.Y, r.X + r.Width, r.Y + r.Height}
		switch name, _, _ := strings.Cut(r.Class, " "); name {
		case "router":
			router = a
		case "node", "decision":
			boxes = append(boxes, a)
			if name == "decision" {
				decisions = append(decisions, a)
			}
		}
		if !a.within(canvas, 0) {
			t.Errorf("%v is outside of the picture", a)
		}
	}
	checkApart(t, "boxes", boxes, 5)
	checkTexts(t, p, append(boxes, router), canvas)
	for _, d := range decisions {
		if !d.within(router, 6) {
			t.Errorf("decision %v is outside of the router", d)
		}
	}
	checkWires(t, p, boxes)
}

// checkApart finds areas that are less than some space apart.
func checkApart(t *testing.T, what string, all []area, space float64) {
	t.Helper()
	for i, a := range all {
		a.left, a.right, a.top, a.bottom = a.left-space, a.right+space, a.top-space, a.bottom+space
		for _, b := range all[:i] {
			if a.meets(b) {
				t.Errorf("%s meet: %v, %v", what, a, b)
			}
		}
	}
}

func checkTexts(t *testing.T, p picture, boxes []area, canvas area) {
	t.Helper()
	var texts []area
	for _, text := range p.Texts {
		a := textArea(text.X, text.Y, text.Text)
		texts = append(texts, a)
		i := slices.IndexFunc(boxes, func(b area) bool { return a.meets(b) })
		if i < 0 && !a.within(canvas, 6) || i >= 0 && !a.within(boxes[i], 6) {
			t.Errorf("%v is cut", a)
		}
	}
	checkApart(t, "texts", texts, 0)
}

// checkWires finds lines that lie upon each other, or pass through a box. They may
// begin at the edge of one, and cross at right angles.
func checkWires(t *testing.T, p picture, boxes []area) {
	t.Helper()
	var all []area
	for _, path := range p.Paths {
		if !strings.HasPrefix(path.Class, "wire") {
			continue
		}
		for _, s := range segments(t, path.D) {
			for _, b := range boxes {
				if s.meets(area{"", b.left + 1, b.top - 1, b.right - 1, b.bottom + 1}) {
					t.Errorf("line %v passes through %v", s, b)
				}
			}
			upright := s.left == s.right
			s.left, s.top, s.right, s.bottom = s.left-1.25, s.top-1.25, s.right+1.25, s.bottom+1.25
			for _, other := range all {
				if other.name != s.name && upright == (other.right-other.left < 3) && s.meets(other) {
					t.Errorf("lines meet: %v, %v", s, other)
				}
			}
			all = append(all, s)
		}
	}
}

// TestEscaped: names can't break out of the picture or of the text for Graphviz.
func TestEscaped(t *testing.T) {
	const bad = "</text><script>\"'&\\ \\l"
	node := graph.Node{Name: bad, Lines: []string{bad}}
	g := graph.Graph{
		Title: bad, Networks: []graph.Node{node}, Providers: []graph.Node{node}, Caption: []string{bad},
		Decisions: []graph.Decision{{Title: bad, Lines: []string{bad}, Targets: []graph.Target{{Text: bad}}, Stops: bad}},
	}
	checkShape(t, g.SVG())
	if n := bytes.Count(g.SVG(), []byte("<script")); n > 0 {
		t.Errorf("%d names are elements", n)
	}
	dot := string(g.DOT())
	if strings.Count(dot, `"`)-strings.Count(dot, `\"`) != 2*strings.Count(dot, "label=\"") {
		t.Errorf("a name ends its string:\n%s", dot)
	}
}

// TestGraphviz: Graphviz reads what is written for it.
func TestGraphviz(t *testing.T) {
	dot, err := exec.LookPath("dot")
	if err != nil {
		t.Skip("needs graphviz: ", err)
	}
	drawn(t, func(t *testing.T, set site.Site) {
		if set.File == "sixty.hcl" || set.File == "twelve.hcl" {
			t.Skip("takes Graphviz long to place")
		}
		cmd := exec.Command(dot, "-Tcanon")
		cmd.Stdin = bytes.NewReader(graph.New(set, plan.New(set)).DOT())
		if out, err := cmd.CombinedOutput(); err != nil || bytes.Contains(out, []byte("Error")) || bytes.Contains(out, []byte("Warning")) {
			t.Errorf("%v: %s", err, out)
		}
	})
}
