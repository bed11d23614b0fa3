package plan_test

import (
	"os"
	"slices"
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

// wholePlaces are those of steps that belong to no provider and to no rule.
var wholePlaces = map[string]place{
	"what of a packet chooses among balanced providers":                                   {line: "hash_policy", block: "settings"},
	"connections keep their provider, and sources are translated where asked for":         {line: "settings", block: "settings"},
	"packets that rules of ip can't tell are marked":                                      {line: "settings", block: "settings"},
	"the sign that everything above is in place":                                          {line: "settings", block: "settings"},
	"default, by the preferred provider":                                                  {line: "prefer", block: "default_route"},
	"default, balanced by weight":                                                         {line: "balance", block: "default_route"},
	"default when the balanced one is gone with a device":                                 {line: "balance", block: "default_route"},
	"default when the better ones are gone":                                               {line: "backup", block: "default_route"},
	"whatever nothing above decided":                                                      {line: "default_route", block: "default_route"},
	"connected, VPN and container networks first; main's own default is left out":         {line: "default_route", block: "default_route"},
	"where packets to the providers' networks go on":                                      {line: "default_route", block: "default_route"},
	"where what must leave by no other goes on":                                           {line: "default_route", block: "default_route"},
	"destinations that are always reached by one provider, or directly, before the rules": {line: "default_route", block: "default_route"},
	"link-local addresses are on every link":                                              {line: "default_route", block: "default_route"},
}

// placeOf is where a step has to come from, by what it is for.
func placeOf(s plan.Step, src source) place {
	if p, whole := wholePlaces[s.Why]; whole {
		return p.of(src)
	}
	if rule, ok := strings.CutPrefix(s.Why, "rule "); ok {
		name, _, _ := strings.Cut(rule, ":")
		return head("rule", name)
	}
	if name, ok := strings.CutPrefix(s.Why, "local network "); ok {
		return place{"prefixes", head("network", name).block, s.Op.(iproute.Route).Dst.String()}
	}
	if name, ok := strings.CutPrefix(s.Why, "the network of "); ok {
		return place{line: family(s.Op), block: head("provider", name).block}
	}
	return providersPlace(s, src)
}

// providersPlace is that of a step that is about nothing but its provider.
func providersPlace(s plan.Step, src source) place {
	p := head("provider", s.Provider)
	switch s.Why {
	case "answers may come in here that strict filtering would drop",
		"a connection that is its own stays with it", "and goes by no other":
		return p
	case "always reached by it":
		return place{"routes", p.block, s.Op.(iproute.Route).Dst.String()}
	case "address space that it routes here leaves by it":
		return place{"prefixes", p.block, s.Op.(iproute.Rule).From.String()}
	case "and by no other": // an address, a network or, as it is written, a prefix
		from := s.Op.(iproute.Rule).From.String()
		if slices.ContainsFunc(src, func(line string) bool {
			return strings.HasPrefix(line, "    prefixes") && strings.Contains(line, `"`+from+`"`)
		}) {
			return place{"prefixes", p.block, from}
		}
	}
	return place{line: family(s.Op), block: p.block}
}

// head is the place of a block itself.
func head(kind, name string) place {
	h := kind + ` "` + name + `"`
	return place{line: h, block: h}
}

// family is how the block begins that a step in a family comes from.
func family(op iproute.Op) string {
	ipv6 := false
	switch op := op.(type) {
	case iproute.Route:
		ipv6 = op.IPv6
	case iproute.Rule:
		ipv6 = op.IPv6
	}
	return familyBlock[ipv6]
}

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
			if len(n.Addresses) == 0 {
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
