package drift_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// machine sets a configuration up in the laboratory.
func machine(t *testing.T, set site.Site) *rehearsal.Lab {
	t.Helper()
	if err := rehearsal.Available(); err != nil {
		t.Skip("needs namespaces of its own: ", err)
	}
	lab, err := rehearsal.Build(set, rehearsal.Options{Sysctls: map[string]string{"net/ipv4/conf/all/rp_filter": "1"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := lab.Close(); err != nil {
			t.Error(err)
		}
	})
	setup, _, err := generator.Scripts(set, script.Options{})
	if err != nil {
		t.Fatal(err)
	}
	run(t, lab, string(setup))
	return lab
}

func run(t *testing.T, lab *rehearsal.Lab, text string) string {
	t.Helper()
	r, err := lab.Run(rehearsal.Script{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	if r.Exit != 0 {
		t.Fatalf("exit code %d: %s%s", r.Exit, r.Stdout, r.Stderr)
	}
	return r.Stdout
}

// fresh are the configurations that TestFresh sets up, unless FIXTURES=all: of each
// kind one.
var fresh = []string{
	"auto.hcl", "dual-stack.hcl", "expressions.hcl", "inner-main.hcl", "killswitch.hcl", "lartc.hcl", "names-none.hcl",
	"one-interface.hcl", "policy-10000.hcl", "rule-balance.hcl", "senders.hcl", "sixty.hcl", "via-list.hcl",
}

// TestFresh: nothing differs right after a setup, whichever tag it has, and each
// entry that is then removed, added or changed is found.
func TestFresh(t *testing.T) {
	names := fresh
	if os.Getenv("FIXTURES") == "all" {
		names = configurations(t)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			set := setOf(t, name)
			lab := machine(t, set)
			live := run(t, lab, rpdb.Print)
			if r := compare(t, set, live); !r.OK() || len(r.Notes) > 0 {
				t.Fatalf("%s", r.Text())
			}
			findsAll(t, set, live)
			setup, _, err := generator.Scripts(set, script.Options{})
			if err != nil {
				t.Fatal(err)
			}
			run(t, lab, string(setup))
			if r := compare(t, set, run(t, lab, rpdb.Print)); !r.OK() || r.Tag != set.Settings.Protocols[1] {
				t.Errorf("after a second run: tag %d, %s", r.Tag, r.Text())
			}
			named := run(t, lab, strings.ReplaceAll(rpdb.Print, "ip -N -j", "ip -j"))
			if r := compare(t, set, named); !r.OK() {
				t.Errorf("with names for numbers: %s", r.Text())
			}
		})
	}
}

// maxMutations is how many changes of one machine are tried, spread evenly. Those of
// sixty providers take long. MUTATIONS=100000 tries all.
func maxMutations(t *testing.T, name string) int {
	t.Helper()
	if n, err := strconv.Atoi(os.Getenv("MUTATIONS")); err == nil {
		return n
	}
	if name == "sixty.hcl" {
		return 4
	}
	return 20
}

func findsAll(t *testing.T, set site.Site, live string) {
	t.Helper()
	all := 0
	mutations(t, set, live, func(string, string) { all++ })
	if all == 0 {
		t.Error("nothing can be changed")
	}
	n, most := 0, maxMutations(t, set.File)
	mutations(t, set, live, func(what, live string) {
		if n++; all > most && n%(all/most+1) != 0 {
			return
		}
		if r := compare(t, set, live); r.OK() || len(r.Differences) > 2 {
			t.Errorf("%s: %s", what, r.Text())
		}
	})
}
