package plan_test

import (
	"os"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

// source is a configuration as text.
type source []string

func sourceOf(t *testing.T, name string) source {
	t.Helper()
	text, err := os.ReadFile("../../testdata/valid/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(text), "\n")
}

// at is what stands on a line, and the head of the block that it is in.
func (s source) at(line int) (text, block string) {
	for i := line - 1; i >= 0 && block == ""; i-- {
		if head, _, opens := strings.Cut(s[i], " {"); opens && head[0] >= 'a' && head[0] <= 'z' {
			block = head
		}
	}
	return strings.TrimSpace(s[line-1]), block
}

// has reports whether there is such a line anywhere.
func (s source) has(line string) bool {
	return strings.Contains("\n"+strings.Join(s, "\n"), "\n"+line)
}

// place is where something has to come from: how its line begins, the head of
// the block that this is in, and what has to be in a list there that is written
// out.
type place struct{ line, block, listed string }

// of is a place in a block that others may lack: then the first line stands for
// it.
func (p place) of(s source) place {
	if p.block != "" && !s.has(p.block+" {") {
		return place{line: strings.TrimSpace(s[0])}
	}
	return p
}

// placeOf is where a step has to come from, by the name that it has.
func placeOf(s plan.Step, src source) place {
	names := strings.Split(s.Block, ".")
	if r, ok := s.Op.(iproute.Route); ok && s.Section == plan.BalanceTables && !r.Dst.IsValid() {
		return place{line: listWord(s.Why)}
	}
	switch names[0] {
	case "settings", "default_route":
		return place{line: names[len(names)-1], block: names[0]}.of(src)
	case "rule":
		return head("rule", names[1])
	case "network":
		return place{"prefixes", head("network", names[1]).block, s.Op.(iproute.Route).Dst.String()}
	}
	p := head("provider", names[1])
	switch {
	case s.Section == plan.Sysctls:
		return p
	case s.Section == plan.Default:
		return place{line: listOf[s.Why], block: "default_route"}
	case len(names) == 2:
		return lastingPlace(s, p)
	case names[len(names)-1] == "routes":
		return place{"routes", p.block, s.Op.(iproute.Route).Dst.String()}
	}
	return place{line: names[2] + " {", block: p.block}
}

// listWord is the attribute that a list with a table stands in, by the table's name.
func listWord(name string) string {
	if strings.Contains(name, "+") {
		return "balance "
	}
	return "via "
}

// listOf is the attribute of the default route that has the provider of a step
// in it.
var listOf = map[string]string{
	"default route, preferred provider":                             "prefer",
	"default route when the balanced one is gone with an interface": "balance",
	"default route, backup when those before it are gone":           "backup",
}

// lastingPlace is that of a step which is there also without its provider, whose
// block begins at p.
func lastingPlace(s plan.Step, p place) place {
	r, isRule := s.Op.(iproute.Rule)
	route, isRoute := s.Op.(iproute.Route)
	switch {
	case isRoute && route.Unreachable:
		return place{"routes", p.block, route.Dst.String()}
	case isRule && r.To.IsValid() && r.Oif == "":
		return place{"routes", p.block, r.To.String()}
	case isRule && r.Mark != 0:
		return p
	case isRule && r.From.Var != "":
		return place{"prefixes", p.block, "auto"}
	case isRule && r.From.IsValid():
		return place{"prefixes", p.block, r.From.String()}
	}
	return place{line: familyBlock[s.IPv6()], block: p.block}
}

// head is the place of a block itself.
func head(kind, name string) place {
	h := kind + ` "` + name + `"`
	return place{line: h, block: h}
}

// familyBlock is how the block of a family begins.
var familyBlock = map[bool]string{false: "ipv4 {", true: "ipv6 {"}

// On the line that a step names stands what it is about.
func TestOrigins(t *testing.T) {
	for name, p := range plans(t) {
		src := sourceOf(t, name)
		for _, s := range p.Steps {
			src.check(t, name+": "+s.Why+": "+s.Op.Do().String(), s.Origin.Line, placeOf(s, src))
		}
		for _, n := range p.Needs {
			want := place{line: familyBlock[n.IPv6], block: head("provider", n.Provider).block}
			if n.Provider == "" {
				want = place{line: `network "`}
			}
			src.check(t, name+": needs "+n.Dev, n.Origin.Line, want)
		}
		for _, n := range p.Tables.Names {
			want := head("provider", n.Name)
			switch {
			case strings.HasPrefix(n.Block, "rule."):
				want = place{line: listWord(n.Name), block: head("rule", strings.Split(n.Block, ".")[1]).block}
			case n.Name == "splitroute":
				want = place{line: "default_route", block: "default_route"}.of(src)
			}
			src.check(t, name+": table "+n.Name, n.Origin.Line, want)
		}
	}
}

func (s source) check(t *testing.T, what string, line int, want place) {
	t.Helper()
	text, block := s.at(line)
	_, list, written := strings.Cut(text, "= [\"")
	if !strings.HasPrefix(text, want.line) || want.block != "" && block != want.block ||
		written && want.listed != "" && !strings.Contains(`"`+list, `"`+want.listed+`"`) {
		t.Errorf("%s: line %d is %s, in block %s; want %+v", what, line, text, block, want)
	}
}
