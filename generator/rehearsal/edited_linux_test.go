package rehearsal_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// example is a line that the head of a setup script gives as one to add by
// hand.
var example = regexp.MustCompile(`(?m)^#   ((?:run ip|route|rule) .*)\n`)

// Lines that are added by hand as the script says, in each family, are replaced
// by the next run, and taken down, like all others.
func TestLinesAddedByHand(t *testing.T) {
	for name, o := range map[string]script.Options{"plain": {}, "batch": {Batch: true}} {
		t.Run(name, func(t *testing.T) {
			c := configure(t, "both.hcl", inFamilies(true, true, "", "prefer = provider.isp1"), o)
			lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
			before := snapshot(t, lab)
			edited := addExamples(t, c.setup, o.Batch)
			succeed(t, lab, rehearsal.Script{Text: edited})
			whole := snapshot(t, lab)
			for _, added := range []string{`"dst":"192.0.2.128/25"`, `"dst":"192.0.2.128","dstlen":25`, `"dst":"2001:db8:77::/48"`, `"dst":"2001:db8:77::","dstlen":48`} {
				if !strings.Contains(rehearsal.Diff(before, whole), added) {
					t.Errorf("%s was not added", added)
				}
			}
			for _, shell := range shells {
				succeed(t, lab, rehearsal.Script{Text: edited, Shell: shell})
				same(t, string(shell), untagged(whole), untagged(snapshot(t, lab)))
			}
			r := succeed(t, lab, rehearsal.Script{Text: c.teardown})
			if !strings.Contains(r.Stderr, "also found") {
				t.Errorf("says nothing of what it found besides: %s", r.Stderr)
			}
			same(t, "teardown", before, snapshot(t, lab))
		})
	}
}

// addExamples fills the examples of a script in and puts them where it says.
func addExamples(t *testing.T, setup string, batch bool) string {
	t.Helper()
	four := strings.NewReplacer("GATEWAY", "203.0.113.1", "INTERFACE", "if1", "TABLE", "101", "N to", "24999 to", "192.0.2.0/24", "192.0.2.128/25")
	six := strings.NewReplacer("GATEWAY", "2001:db8:1::1", "INTERFACE", "if1", "TABLE", "101", "N to", "24999 to", "2001:db8::/48", "2001:db8:77::/48")
	lines4, lines6 := "", ""
	examples := example.FindAllStringSubmatch(setup, -1)
	if len(examples) != 4 {
		t.Fatalf("examples: %q", examples)
	}
	for _, e := range examples {
		if strings.Contains(e[1], "2001:") {
			lines6 += six.Replace(e[1]) + "\n"
		} else {
			lines4 += four.Replace(e[1]) + "\n"
		}
	}
	if !batch {
		return strings.Replace(setup, "\n## Marker rule\n", "\n"+lines4+lines6+"\n## Marker rule\n", 1)
	}
	for name, lines := range map[string]string{"entries4": lines4, "entries6": lines6} {
		head := name + "() {\n\t\"$@\" <<EOF\n"
		setup = strings.Replace(setup, head, head+lines, 1)
	}
	return setup
}
