package rehearsal_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// Scripts set up, replace, fail and take down while a cable is out as they do
// otherwise, and with the cable in again all is as if it never was out.
func TestSetUpWithoutCarrier(t *testing.T) {
	for _, name := range []string{
		"dual-stack", "dual-stack-main", "home", "onlink", "same-subnet", "via-list",
	} {
		c := fixture(t, name)
		for _, p := range c.set.Providers {
			t.Run(name+"/"+p.Name, func(t *testing.T) {
				lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
				before := settled(snapshot(t, lab))
				succeed(t, lab, rehearsal.Script{Text: c.setup})
				whole := untagged(settled(snapshot(t, lab)))
				succeed(t, lab, rehearsal.Script{Text: c.teardown})
				if err := lab.Unplug(p.Name); err != nil {
					t.Fatal(err)
				}
				failing := byHand(c.setup, "ip route prepend 192.0.2.0/24 via 192.0.2.1 dev lo proto \"$tag\"\n")
				out := settled(snapshot(t, lab))
				if r := run(t, lab, rehearsal.Script{Text: failing}); r.Exit != 1 || !strings.Contains(r.Stderr, "everything is as it was before") {
					t.Errorf("a failing setup: exit %d: %s", r.Exit, r.Stderr)
				}
				same(t, "after a failing setup", out, settled(snapshot(t, lab)))
				succeed(t, lab, rehearsal.Script{Text: c.setup})
				once := settled(snapshot(t, lab))
				if r := run(t, lab, rehearsal.Script{Text: failing}); r.Exit != 1 || !strings.Contains(r.Stderr, "everything is as it was before") {
					t.Errorf("a failing replacement: exit %d: %s", r.Exit, r.Stderr)
				}
				same(t, "after a failing replacement", once, settled(snapshot(t, lab)))
				succeed(t, lab, rehearsal.Script{Text: c.setup})
				if err := lab.Plug(p.Name); err != nil {
					t.Fatal(err)
				}
				same(t, "with the cable in again", whole, untagged(settled(snapshot(t, lab))))
				answersByItsProvider(t, lab, c.set)
				if err := lab.Unplug(p.Name); err != nil {
					t.Fatal(err)
				}
				succeed(t, lab, rehearsal.Script{Text: c.teardown})
				same(t, "teardown", out, settled(snapshot(t, lab)))
				if err := lab.Plug(p.Name); err != nil {
					t.Fatal(err)
				}
				same(t, "teardown, with the cable in", before, settled(snapshot(t, lab)))
			})
		}
	}
}

// cables is a router with two providers, of both families.
const cables = `
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "2001:db8:10::/64"]
}
provider "isp1" {
  interface  = "if1"
  masquerade = true
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
  ipv6 {
    address = "2001:db8:1::2/64"
    gateway = "2001:db8:1::1"
  }
}
provider "isp2" {
  interface  = "if2"
  masquerade = true
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
  ipv6 {
    address = "2001:db8:2::2/64"
    gateway = "2001:db8:2::1"
  }
}
`

// When a cable is pulled, another provider takes over at once, without a rerun, and
// the first one comes back by itself.
func TestCarrier(t *testing.T) {
	for name, test := range map[string]struct {
		rest     string
		balances bool
	}{
		"backup":          {rest: "default_route {\n prefer = provider.isp1\n backup = [provider.isp2]\n}"},
		"backup in main":  {rest: "default_route {\n prefer = provider.isp1\n backup = [provider.isp2]\n table = \"main\"\n}"},
		"balance":         {"default_route {\n balance = [provider.isp1, provider.isp2]\n}", true},
		"balance in main": {"default_route {\n balance = [provider.isp1, provider.isp2]\n table = \"main\"\n}", true},
		"rule":            {rest: "rule \"r\" {\n to = [\"198.18.0.0/15\", \"2001:db8:ffff::/48\"]\n via = [provider.isp1, provider.isp2]\n}"},
		"rule of nft":     {rest: "rule \"r\" {\n protocol = \"udp\"\n dscp = 0\n via = [provider.isp1, provider.isp2]\n otherwise = \"unreachable\"\n}\ndefault_route {\n prefer = provider.isp2\n}"},
	} {
		t.Run(name, func(t *testing.T) {
			c := configure(t, "cables.hcl", cables+test.rest)
			lab := build(t, c.set, rehearsal.Options{Patience: 200 * time.Millisecond})
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			begun := flowsTo(1, 20)
			carries(t, lab, "plugged", begun, test.balances, "isp1")
			for round := range 2 {
				if err := lab.Unplug("isp1"); err != nil {
					t.Fatal(err)
				}
				carries(t, lab, "unplugged", flowsTo(2+4*round, 20), false, "isp2")
				if round == 1 {
					succeed(t, lab, rehearsal.Script{Text: c.setup})
					carries(t, lab, "unplugged, after a rerun", flowsTo(3+4*round, 20), false, "isp2")
				}
				if err := lab.Plug("isp1"); err != nil {
					t.Fatal(err)
				}
				carries(t, lab, "plugged again", flowsTo(4+4*round, 20), test.balances, "isp1")
			}
			carries(t, lab, "the first ones", begun, test.balances, "isp1")
		})
	}
}

// flowsTo are flows of the router and of a host to the internet, of both families.
func flowsTo(round, n int) []rehearsal.Flow {
	var flows []rehearsal.Flow
	for i := range n {
		for _, far := range []string{fmt.Sprintf("198.18.%d.%d", round, 1+i), fmt.Sprintf("2001:db8:ffff:%d::%d", round, 1+i)} {
			flows = append(flows, rehearsal.Flow{From: host("lan"), To: internet(far, 0)}, rehearsal.Flow{From: router(), To: internet(far, 0)})
		}
	}
	return flows
}

// carries wants all flows answered: by one provider, or by either.
func carries(t *testing.T, lab *rehearsal.Lab, when string, flows []rehearsal.Flow, either bool, by string) {
	t.Helper()
	reports, err := lab.Exchanges(flows)
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]int{}
	for _, r := range reports {
		used[r.Provider()]++
		if r.Answered != 1 || !either && r.Provider() != by {
			t.Errorf("%s: %v", when, r)
		}
	}
	if either && (used["isp1"] == 0 || used["isp2"] == 0) {
		t.Errorf("%s: %v", when, used)
	}
}
