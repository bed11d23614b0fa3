package rehearsal_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// marking are rules whose packets nft marks, by sets in a table of their own.
const marking = `
rule "phone" {
	macs = ["52:54:00:12:34:56"]
	via  = [provider.isp3, provider.isp1]
}
rule "voice" {
	dscp = "ef"
	via  = "default"
}
`

// A setup without nft replaces one that has tables: they are gone behind it, and back as
// they were when it isn't confirmed, or fails in its last command.
func TestTablesAreReplacedByNone(t *testing.T) {
	const balance = "balance = [provider.isp1, provider.isp3]"
	with := strings.Replace(inFamilies(true, true, "", balance), "weight = 1", "masquerade = true\nweight = 1", 1) + marking
	for i, settings := range []string{"", "manage_sysctls = false\nrt_tables = \"none\""} {
		t.Run(settings, func(t *testing.T) {
			first := configure(t, "first.hcl", with)
			second := configure(t, "second.hcl", inFamilies(true, true, "connection_marks = false\n"+settings, balance))
			lab := build(t, first.set, rehearsal.Options{Defaults: defaultBy(first.set, 100)})
			before := snapshot(t, lab)
			succeed(t, lab, rehearsal.Script{Text: first.setup, Shell: shells[i]})
			whole := snapshot(t, lab)
			if got := tablesOf(whole); len(got) != 2 {
				t.Fatalf("tables: %q", got)
			}
			waits := confirmable(t, second, 60)
			for _, text := range []string{second.setup, waits} {
				r := run(t, lab, rehearsal.Script{Text: failingMarker(t, text), Shell: shells[i]})
				if r.Exit != 1 || !strings.Contains(r.Stderr, "everything is as it was before") {
					t.Errorf("a failing marker rule: exit %d: %s", r.Exit, r.Stderr)
				}
				same(t, "after a failing marker rule", whole, snapshot(t, lab))
			}
			confirmWith(t, lab, rehearsal.Script{Text: waits, Shell: shells[i]}, 0)
			withoutTables(t, lab, "while the setup waits")
			takeBack(t, lab, waits, whole)
			confirmWith(t, lab, rehearsal.Script{Text: confirmable(t, second, 1), Shell: shells[i]}, 0)
			returned(t, lab, whole)
			succeed(t, lab, rehearsal.Script{Text: second.setup, Shell: shells[i]})
			withoutTables(t, lab, "after the setup")
			withoutNft(t, lab, rehearsal.Script{Text: second.setup, Shell: shells[i]})
			succeed(t, lab, rehearsal.Script{Text: second.teardown, Shell: shells[i]})
			same(t, "teardown", before, snapshot(t, lab))
			// A return is killed when it has loaded a table, and nothing else yet.
			succeed(t, lab, rehearsal.Script{Text: first.setup, Shell: shells[i]})
			confirmWith(t, lab, rehearsal.Script{Text: waits, Shell: shells[i]}, 0)
			succeed(t, lab, rehearsal.Script{Text: "nft add table inet splitroute"})
			succeed(t, lab, rehearsal.Script{Text: second.teardown, Shell: shells[i]})
			same(t, "teardown after a return that was killed", before, snapshot(t, lab))
		})
	}
}

func withoutTables(t *testing.T, lab *rehearsal.Lab, when string) {
	t.Helper()
	if got := tablesOf(snapshot(t, lab)); got != nil {
		t.Errorf("tables of nft %s: %q", when, got)
	}
}

// withoutNft runs a script on a router that has no nft, nor any table of it left.
func withoutNft(t *testing.T, lab *rehearsal.Lab, s rehearsal.Script) {
	t.Helper()
	has := slices.DeleteFunc(slices.Clone(tools), func(tool string) bool { return tool == "nft" })
	r, err := lab.Trace(rehearsal.Traced{Script: s, Tools: has})
	if err != nil || r.Exit != 0 {
		t.Errorf("without nft: %v, exit %d: %s", err, r.Exit, r.Stderr)
	}
}

// tablesOf are the lines of a snapshot in which a table of nft begins.
func tablesOf(s rehearsal.Snapshot) (tables []string) {
	i := slices.IndexFunc(s, func(s rehearsal.Section) bool { return s.Name == "nft list ruleset" })
	for _, line := range s[i].Lines {
		if strings.HasPrefix(line, "table ") {
			tables = append(tables, line)
		}
	}
	return tables
}

// failingMarker is a setup in which the kernel refuses the last command.
func failingMarker(t *testing.T, setup string) string {
	t.Helper()
	const marker, refused = "from 255.255.255.255 nop protocol", "from 255.255.255.255 goto 1 protocol"
	if strings.Count(setup, marker) != 1 {
		t.Fatal("no marker rule")
	}
	return strings.Replace(setup, marker, refused, 1)
}
