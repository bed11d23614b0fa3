package rehearsal_test

import (
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// A preferred provider that is away doesn't keep its backup from being set up; one
// that has to be there does, and says why. Without any, nothing is set up.
func TestOptionalByDefault(t *testing.T) {
	const rest = "default_route {\n prefer = provider.isp1\n backup = [provider.isp2]\n}"
	c := configure(t, "cables.hcl", cables+rest)
	needed := configure(t, "cables.hcl", strings.Replace(cables, "interface  = \"if1\"", "interface  = \"if1\"\n  optional = false", 1)+rest)
	lab := build(t, c.set, rehearsal.Options{Patience: 200 * time.Millisecond})
	before := settled(snapshot(t, lab))
	if err := lab.Detach("if1"); err != nil {
		t.Fatal(err)
	}
	for _, shell := range shells {
		r := run(t, lab, rehearsal.Script{Text: needed.setup, Shell: shell})
		if r.Exit != 1 || !strings.Contains(r.Stderr, "optional = false: nothing is set up without it") {
			t.Errorf("%s: exit %d: %s", shell, r.Exit, r.Stderr)
		}
		r = succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
		if !strings.Contains(r.Stderr, "provider.isp1.ipv4 is skipped") {
			t.Errorf("%s: %s", shell, r.Stderr)
		}
	}
	carries(t, lab, "without isp1", flowsTo(1, 10), false, "isp2")
	if err := lab.Detach("if2"); err != nil {
		t.Fatal(err)
	}
	r := run(t, lab, rehearsal.Script{Text: c.setup})
	if r.Exit != 1 || !strings.Contains(r.Stderr, "none of the providers is there") || !strings.Contains(r.Stderr, "nothing was changed") {
		t.Errorf("without both: exit %d: %s", r.Exit, r.Stderr)
	}
	show := run(t, lab, rehearsal.Script{Text: c.setup, Args: []string{"show"}})
	if show.Exit != 1 || strings.Count(show.Stdout, "dev if1") == 0 || strings.Count(show.Stdout, "dev if2") == 0 {
		t.Errorf("show without both: exit %d: %s", show.Exit, show.Stdout)
	}
	for _, iface := range []string{"if1", "if2"} {
		if err := lab.Attach(iface); err != nil {
			t.Fatal(err)
		}
	}
	succeed(t, lab, rehearsal.Script{Text: needed.setup})
	carries(t, lab, "with both again", flowsTo(2, 10), false, "isp1")
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
	if diff := rehearsal.Diff(before, settled(snapshot(t, lab))); strings.Contains(diff, "\"protocol\":\"20") {
		t.Error(diff)
	}
}

// Where providers share a network or an interface, each works without the others.
func TestWithoutOneThatShares(t *testing.T) {
	shared := strings.NewReplacer("198.51.100.2/30", "203.0.113.6/29", "203.0.113.2/30", "203.0.113.2/29", "198.51.100.1", "203.0.113.5",
		"2001:db8:2::2/64", "2001:db8:1::6/64", "2001:db8:2::1", "2001:db8:1::5").Replace(cables)
	for name, src := range map[string]string{
		"network":               shared,
		"network and interface": strings.Replace(shared, `"if2"`, `"if1"`, 1),
		"network that is read":  strings.NewReplacer(`"203.0.113.6/29"`, `"auto"`, `"2001:db8:1::6/64"`, `"auto"`).Replace(shared),
	} {
		for _, rest := range []string{
			"default_route {\n prefer = provider.isp1\n backup = [provider.isp2]\n}",
			"default_route {\n prefer = provider.isp1\n backup = [provider.isp2]\n table = \"main\"\n}",
			"rule \"r\" {\n from = network.lan.prefixes\n balance = [provider.isp1, provider.isp2]\n}\ndefault_route {\n prefer = provider.isp1\n backup = [provider.isp2]\n}",
		} {
			t.Run(name, func(t *testing.T) {
				c := configure(t, "shared.hcl", src+rest)
				lab := build(t, c.set, rehearsal.Options{Patience: 200 * time.Millisecond})
				before := settled(snapshot(t, lab))
				for round, without := range []string{"isp1", "isp2"} {
					left := []string{"isp2", "isp1"}[round]
					succeed(t, lab, rehearsal.Script{Text: c.setup, Args: []string{"without", without}})
					carries(t, lab, "without "+without, flowsTo(1+3*round, 10), false, left)
					for _, key := range []string{"net/ipv4/conf/", "net/ipv6/conf/"} {
						iface := c.set.Providers[1-round].Interface
						if got := value(t, lab, "/proc/sys/"+key+iface+"/ignore_routes_with_linkdown", ""); got != "1" {
							t.Errorf("without %s: ignore_routes_with_linkdown of %s is %s", without, iface, got)
						}
					}
				}
				succeed(t, lab, rehearsal.Script{Text: c.setup})
				if name == "network" { // while the first one has no carrier
					if err := lab.Unplug("isp1"); err != nil {
						t.Fatal(err)
					}
					carries(t, lab, "isp1 unplugged", flowsTo(10, 10), false, "isp2")
					succeed(t, lab, rehearsal.Script{Text: c.setup})
					carries(t, lab, "isp1 unplugged, after a rerun", flowsTo(11, 10), false, "isp2")
					if err := lab.Unplug("isp2"); err != nil {
						t.Fatal(err)
					}
					succeed(t, lab, rehearsal.Script{Text: c.setup})
					if err := lab.Plug("isp1"); err != nil {
						t.Fatal(err)
					}
					carries(t, lab, "isp2 unplugged", flowsTo(12, 10), false, "isp1")
					if err := lab.Plug("isp2"); err != nil {
						t.Fatal(err)
					}
				}
				succeed(t, lab, rehearsal.Script{Text: c.teardown})
				same(t, "teardown", before, settled(snapshot(t, lab)))
			})
		}
	}
}
