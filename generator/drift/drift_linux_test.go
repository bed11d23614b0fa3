package drift_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/drift"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
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
			var notes []string
			if len(plan.New(set).Watches) > 0 {
				notes = []string{"no monitor runs: providers that don't answer are used, too"}
			}
			if r := compare(t, set, live); !r.OK() || !slices.Equal(r.Notes, notes) {
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

// maxMutations is how many changes of one machine are tried, spread evenly.
// MUTATIONS=100000 tries all.
func maxMutations(t *testing.T) int {
	t.Helper()
	if n, err := strconv.Atoi(os.Getenv("MUTATIONS")); err == nil {
		return n
	}
	return 40
}

// maxAsked is how many of these are asked about traffic, too, which takes longer.
const maxAsked = 4

func findsAll(t *testing.T, set site.Site, live string) {
	t.Helper()
	all := 0
	mutations(t, set, live, func(string, string) { all++ })
	if all == 0 {
		t.Error("nothing can be changed")
	}
	p := plan.New(set)
	most := min(all, maxMutations(t))
	n, asked := 0, 0
	mutations(t, set, live, func(what, live string) {
		if n++; n*most/all == (n-1)*most/all {
			return
		}
		l, err := rpdb.ReadLive([]byte(live))
		if err != nil {
			t.Fatal(err)
		}
		comparison := drift.WithoutTraffic
		if n*maxAsked/all > asked {
			comparison, asked = drift.Compare, asked+1
		}
		if r := comparison(set, p, l); !found(t, what, r) {
			t.Errorf("%s: %s", what, r.Text())
		}
	})
	t.Logf("%d of %d changes tried", most, all)
}
