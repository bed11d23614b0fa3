package rehearsal_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// Two providers that exchange their tables would get each other's packets on
// the way, so setup refuses that.
func TestExchangedTables(t *testing.T) {
	const head = "provider \"isp%d\" {\n interface = \"if%d\"\n ipv4 {\n address = \"%s.2/30\"\n gateway = \"%s.1\"\n}\n}\n"
	one := fmt.Sprintf(head, 1, 1, "203.0.113", "203.0.113")
	two := fmt.Sprintf(head, 2, 2, "198.51.100", "198.51.100")
	first := configure(t, "first.hcl", one+two)
	second := configure(t, "second.hcl", two+one)
	only := configure(t, "only.hcl", two)
	lab := build(t, first.set, rehearsal.Options{})
	succeed(t, lab, rehearsal.Script{Text: first.setup})
	before := snapshot(t, lab)
	r := run(t, lab, rehearsal.Script{Text: second.setup})
	want := "101 belongs to isp1 in the setup in place"
	if r.Exit != 1 || !strings.Contains(r.Stderr, want) {
		t.Errorf("exit %d: %s, want: %s", r.Exit, r.Stderr, want)
	}
	same(t, "refused", before, snapshot(t, lab))
	// The table of a provider that is no more may be had.
	succeed(t, lab, rehearsal.Script{Text: only.setup})
	answersByItsProvider(t, lab, only.set)
}

// What no order of steps can replace without leading packets astray is refused
// with the reason, and nothing is changed. Next to each stands what can.
func TestRefusedReplacements(t *testing.T) {
	for _, test := range []struct {
		name        string
		settings    string
		id1, table1 int
		id2, table2 int
		want        string // "" for what is replaced
	}{
		{"the same", "", 1, 101, 2, 102, ""},
		{"ids exchanged", "", 2, 101, 1, 102, "0x100/0x3f00 belongs to isp1 in the setup in place"},
		{"new ids", "", 3, 101, 4, 102, ""},
		{"new tables", "", 1, 103, 2, 104, ""},
		{"mask that overlaps", `mark_mask = "0x7e00"`, 1, 101, 2, 102, "the setup in place has mark_mask 0x3f00"},
		{"mask that is apart", `mark_mask = "0xff0000"`, 1, 101, 2, 102, ""},
		{"all bits", `mark_mask = "0xffffffff"`, 1, 101, 2, 102, "the setup in place has mark_mask 0x3f00"},
		{"priorities below", "priority_base = 19100", 1, 101, 2, 102, "the setup in place has priority_base 20000"},
		{"priorities above", "priority_base = 20001", 1, 101, 2, 102, "the setup in place has priority_base 20000"},
		{"priorities apart", "priority_base = 11000", 1, 101, 2, 102, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			first := configure(t, "first.hcl", numbered("", 1, 101, 2, 102))
			second := configure(t, "second.hcl", numbered(test.settings, test.id1, test.table1, test.id2, test.table2))
			lab := build(t, first.set, rehearsal.Options{Defaults: defaultBy(first.set, 100)})
			for i, earlier := range []configuration{first, second} {
				later := []configuration{second, first}[i]
				succeed(t, lab, rehearsal.Script{Text: earlier.setup})
				before := snapshot(t, lab)
				r := run(t, lab, rehearsal.Script{Text: later.setup, Shell: shells[i]})
				switch {
				case test.want == "" && r.Exit == 0:
					answersByItsProvider(t, lab, later.set)
				case test.want != "" && r.Exit == 1 && (i > 0 || strings.Contains(r.Stderr, test.want)):
					same(t, "refused", before, snapshot(t, lab))
				default:
					t.Errorf("exit %d: %s, want: %s", r.Exit, r.Stderr, test.want)
				}
				succeed(t, lab, rehearsal.Script{Text: later.teardown})
			}
		})
	}
}

// numbered has two providers whose connections are marked.
func numbered(settings string, id1, table1, id2, table2 int) string {
	src := fmt.Sprintf("settings {\n connection_marks = true\n %s\n}\n", settings)
	for _, p := range []struct {
		dev       int
		net       string
		id, table int
	}{{1, "203.0.113", id1, table1}, {2, "198.51.100", id2, table2}} {
		src += fmt.Sprintf("provider \"isp%[1]d\" {\n interface = \"if%[1]d\"\n id = %[3]d\n table = %[4]d\n ipv4 {\n address = \"%[2]s.2/30\"\n gateway = \"%[2]s.1\"\n}\n}\n",
			p.dev, p.net, p.id, p.table)
	}
	return src + "default_route {\n balance = [provider.isp1, provider.isp2]\n}\n"
}

// Rules that stop packets don't hide at which priorities a setup is, where there is
// nothing else of their family.
func TestRerunOfWhatOnlyStops(t *testing.T) {
	c := configure(t, "stops.hcl", inFamilies(false, true, "", "prefer = provider.isp3")+`
rule "nowhere" {
	from      = ["10.0.0.64/26"]
	via       = provider.isp1
	otherwise = "unreachable"
}
`)
	lab := build(t, c.set, rehearsal.Options{})
	for range 3 {
		succeed(t, lab, rehearsal.Script{Text: c.setup})
	}
}

// A rule is deleted by what it selects, and the kernel takes the first one that
// has all of that: one that selects more, too. So a rerun, and teardown, must not
// ask for those that select less before the others.
func TestRulesThatSelectMore(t *testing.T) {
	c := configure(t, "more.hcl", numbered("", 1, 101, 2, 102)+`
rule "one-user" {
	users     = [1001]
	to        = ["192.0.2.0/24"]
	via       = provider.isp2
	otherwise = "unreachable"
}
rule "tcp" {
	from      = ["198.51.100.128/25"]
	to        = ["192.0.2.0/24"]
	protocol  = "tcp"
	via       = provider.isp2
	otherwise = "unreachable"
}
rule "everybody" {
	to        = ["192.0.2.0/24"]
	via       = provider.isp2
	otherwise = "unreachable"
}
`)
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	before := snapshot(t, lab)
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	whole := untagged(snapshot(t, lab))
	for _, text := range []string{c.setup, c.setup} {
		succeed(t, lab, rehearsal.Script{Text: text})
		same(t, "again", whole, untagged(snapshot(t, lab)))
	}
	for _, text := range []string{c.teardown, c.setup, c.teardown} {
		if r := succeed(t, lab, rehearsal.Script{Text: text}); strings.Contains(r.Stderr, "also found") || strings.Contains(r.Stderr, "not there") {
			t.Error(r.Stderr)
		}
	}
	same(t, "teardown", before, snapshot(t, lab))
}
