package rehearsal_test

import (
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// Rules that other programs add without a priority after a setup get one below ours,
// so every later setup and teardown goes on as before.
func TestRulesOfOthersWithoutPriority(t *testing.T) {
	for _, name := range []string{"dual-stack", "dual-stack-main", "killswitch", "lartc", "ipv6"} {
		t.Run(name, func(t *testing.T) {
			c := fixture(t, name)
			lab := build(t, c.set, rehearsal.Options{})
			before := snapshot(t, lab)
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			lines := []string{"rule add fwmark 1 lookup 233", "-6 rule add fwmark 1 lookup 233"}
			for range 2 {
				if err := lab.IP(lines...); err != nil {
					t.Fatal(err)
				}
				for i := range lines {
					lines[i] = strings.Replace(lines[i], "fwmark 1", "fwmark 2", 1)
				}
				succeed(t, lab, rehearsal.Script{Text: c.setup})
			}
			const rules = "0 19998 19999 20000"
			for _, family := range []string{"-4", "-6"} {
				if !has(c, family) {
					continue
				}
				r := succeed(t, lab, rehearsal.Script{Text: "ip " + family + " rule | sed 's/:.*//; 4q' | tr '\\n' ' '"})
				if strings.TrimSpace(r.Stdout) != rules {
					t.Errorf("%s: rules begin with %s, want %s", family, r.Stdout, rules)
				}
			}
			succeed(t, lab, rehearsal.Script{Text: c.teardown})
			if err := lab.IP("rule del fwmark 1 lookup 233", "rule del fwmark 2 lookup 233", "-6 rule del fwmark 1 lookup 233", "-6 rule del fwmark 2 lookup 233"); err != nil {
				t.Fatal(err)
			}
			same(t, "teardown", before, snapshot(t, lab))
		})
	}
}

// has reports whether a configuration has providers in a family.
func has(c configuration, family string) bool {
	for _, s := range sides(c.set) {
		if s.is6() == (family == "-6") {
			return true
		}
	}
	return false
}
