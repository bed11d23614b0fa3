package rehearsal_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// Interfaces may have names that are words of ip, and scripts read what ip
// prints: each word stands here for a provider, the network or an interface that
// a rule is about.
func TestWordsAsNames(t *testing.T) {
	words := []string{"goto", "table", "lookup", "via", "dev", "from", "proto", "metric", "nexthop", "inet"}
	for i := 0; i < len(words); i += 2 {
		t.Run(words[i]+" "+words[i+1], func(t *testing.T) {
			c := configure(t, "words.hcl", namedBy(words[i], words[i+1], words[(i+2)%len(words)]))
			lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100, 200)})
			before := snapshot(t, lab)
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			whole := untagged(snapshot(t, lab))
			for _, shell := range shells {
				succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
				same(t, string(shell), whole, untagged(snapshot(t, lab)))
			}
			answersByItsProvider(t, lab, c.set)
			r := succeed(t, lab, rehearsal.Script{Text: c.teardown})
			same(t, "teardown", before, snapshot(t, lab))
			if strings.Contains(r.Stderr, "also found") || strings.Contains(r.Stderr, "not there") {
				t.Errorf("teardown: %s", r.Stderr)
			}
		})
	}
}

// namedBy has two providers and a network on interfaces with these names.
func namedBy(one, two, lan string) string {
	return fmt.Sprintf(`
network "lan" {
	interface = %[3]q
	prefixes  = ["10.0.0.0/24"]
}
provider "isp1" {
	interface = %[1]q
	ipv4 {
		address = "auto"
		gateway = "auto"
	}
}
provider "isp2" {
	interface = %[2]q
	ipv4 {
		address = "198.51.100.2/30"
		gateway = "198.51.100.1"
	}
}
rule "r" {
	interface = %[3]q
	protocol  = "tcp"
	via       = provider.isp2
	otherwise = "unreachable"
}
rule "s" {
	protocol          = "udp"
	destination_ports = [5000]
	via               = provider.isp1
	otherwise         = "unreachable"
}
default_route {
	balance = [provider.isp1, provider.isp2]
}
`, one, two, lan)
}

// Rules that let nothing else through hold in IPv6, too. Where there is none,
// nothing can leave by it, and the rest is set up.
func TestNoIPv6(t *testing.T) {
	src := strings.Replace(namedBy("if1", "if2", "if0"), `"auto"`, `"203.0.113.2/30"`, 1)
	src = strings.Replace(src, `"auto"`, `"203.0.113.1"`, 1)
	without := strings.NewReplacer("/proc/net/if_inet6", "/proc/net/nothing6")
	first := configure(t, "four.hcl", src)
	lab := build(t, first.set, rehearsal.Options{Defaults: defaultBy(first.set, 100)})
	before := snapshot(t, lab)
	{
		c := first
		for i, shell := range shells {
			r := succeedTraced(t, lab, rehearsal.Script{Text: without.Replace(c.setup), Shell: shell})
			for _, command := range r.Commands {
				if command[0] == "ip" && command[1] == "-6" {
					t.Errorf("%s: %q", shell, command)
				}
			}
			answersByItsProvider(t, lab, c.set)
			if out := run(t, lab, rehearsal.Script{Text: "ip -6 rule"}).Stdout; strings.Contains(out, "proto 20") {
				t.Errorf("rules of IPv6: %s", out)
			}
			succeed(t, lab, rehearsal.Script{Text: without.Replace(c.teardown), Shell: shells[len(shells)-1-i]})
			same(t, "teardown", before, snapshot(t, lab))
		}
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		if out := run(t, lab, rehearsal.Script{Text: "ip -6 rule"}).Stdout; !strings.Contains(out, "proto 20") {
			t.Errorf("no rules of IPv6: %s", out)
		}
		succeed(t, lab, rehearsal.Script{Text: c.teardown})
		same(t, "teardown", before, snapshot(t, lab))
	}
}
