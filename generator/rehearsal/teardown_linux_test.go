package rehearsal_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// threeConfigurations differ in everything that a later setup has to take
// back: main or a table of our own, where names go, providers, parameters.
func threeConfigurations(t testing.TB) []configuration {
	return []configuration{
		fixture(t, "three"),
		configure(t, "main.hcl", twoOfThree(`rt_tables = "/etc/iproute2/rt_tables"
			hash_policy = "l4"`, `balance = [provider.isp1, provider.isp3]
			table = "main"`)),
		configure(t, "plain.hcl", twoOfThree(`rt_tables = "none"
			priority_base = 9500
			connection_marks = false
			manage_sysctls = false`, `prefer = provider.isp3
			backup = [provider.isp1]`)),
	}
}

// twoOfThree is the fixture "three" without its second provider and with other
// settings and another default route.
func twoOfThree(settings, defaultRoute string) string {
	return fmt.Sprintf(`
settings {
	%s
}
network "lan" {
	interface = "if0"
	prefixes  = ["10.0.0.0/24"]
}
provider "isp1" {
	interface = "if1"
	id = 1
	ipv4 {
		address = "203.0.113.2/30"
		gateway = "203.0.113.1"
	}
}
provider "isp3" {
	interface = "if3"
	id = 3
	weight = 3
	ipv4 {
		address = "192.0.2.2/30"
		gateway = "192.0.2.1"
	}
}
default_route {
	%s
}
`, settings, defaultRoute)
}

// families are the same two providers in both families, in one of them, and in
// both as the document does it.
type families struct{ both, four, six, inMain configuration }

func familiesOf(t testing.TB) families {
	const balance = "balance = [provider.isp1, provider.isp3]"
	return families{
		both: configure(t, "both.hcl", inFamilies(true, true, "", balance)),
		four: configure(t, "four.hcl", inFamilies(true, false, `rt_tables = "none"`, "prefer = provider.isp3")),
		six: configure(t, "six.hcl", inFamilies(false, true, `connection_marks = false
			rt_tables = "/etc/iproute2/rt_tables"`, "prefer = provider.isp3\nbackup = [provider.isp1]")),
		inMain: configure(t, "main6.hcl", inFamilies(true, true, `hash_policy = "l4"
			connection_marks = false`, balance+"\ntable = \"main\"")),
	}
}

// inFamilies has the same two providers as twoOfThree, isp1's gateway in IPv6
// being a global address and isp3's a link-local one.
func inFamilies(four, six bool, settings, defaultRoute string) string {
	only := map[bool]func(line string) string{
		true:  func(line string) string { return line },
		false: func(string) string { return "" },
	}
	src := "settings {\n" + settings + "\n}\ndefault_route {\n" + defaultRoute + "\n}\n"
	src += "network \"lan\" {\ninterface = \"if0\"\nprefixes = [" +
		only[four](`"10.0.0.0/24", `) + only[six](`"2001:db8:100:1::/64"`) + "]\n}\n"
	for _, p := range []struct{ id, address4, gateway4, address6, gateway6, more string }{
		{"1", "203.0.113.2/30", "203.0.113.1", "2001:db8:1::2/64", "2001:db8:1::1", "\nprefixes = [\"2001:db8:100::/48\"]"},
		{"3", "192.0.2.2/30", "192.0.2.1", "2001:db8:3::2/64", "fe80::3", ""},
	} {
		block := func(family, address, gateway, more string) string {
			return fmt.Sprintf("%s {\naddress = %q\ngateway = %q%s\n}\n", family, address, gateway, more)
		}
		src += fmt.Sprintf("provider \"isp%[1]s\" {\ninterface = \"if%[1]s\"\nid = %[1]s\nweight = %[1]s\n", p.id) +
			only[four](block("ipv4", p.address4, p.gateway4, "")) + only[six](block("ipv6", p.address6, p.gateway6, p.more)) + "}\n"
	}
	return src
}

// Whatever ran before, and however many defaults main had, teardown gives the
// machine back as it was.
func TestExactTeardown(t *testing.T) {
	f := familiesOf(t)
	for name, configurations := range map[string][]configuration{
		"": threeConfigurations(t), "families/": {f.both, f.four, f.six, f.inMain},
	} {
		exactTeardown(t, name, configurations)
	}
}

func exactTeardown(t *testing.T, name string, configurations []configuration) {
	for n, metrics := range [][]int{{}, {0}, {0, 100}, {100, 200, 300}} {
		t.Run(fmt.Sprintf("%sdefaults=%d", name, len(metrics)), func(t *testing.T) {
			set := configurations[0].set
			lab := build(t, set, rehearsal.Options{Defaults: defaultBy(set, metrics...)})
			before := snapshot(t, lab)
			for last := range configurations {
				for i := range configurations {
					c := configurations[(last+1+i)%len(configurations)]
					succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shells[(n+i)%len(shells)]})
				}
				down := configurations[last].teardown
				succeed(t, lab, rehearsal.Script{Text: down, Shell: shells[n%len(shells)]})
				same(t, "teardown of "+configurations[last].name, before, snapshot(t, lab))
			}
			r := succeed(t, lab, rehearsal.Script{Text: configurations[0].teardown})
			same(t, "a second teardown", before, snapshot(t, lab))
			if strings.Contains(r.Stderr, "also found") {
				t.Errorf("a second teardown found something: %s", r.Stderr)
			}
		})
	}
}

// What carries a tag is found, though nothing tells any more that there is
// something of a family.
func TestForgotten(t *testing.T) {
	f := familiesOf(t)
	lab := build(t, f.both.set, rehearsal.Options{Defaults: defaultBy(f.both.set, 100)})
	before := snapshot(t, lab)
	for i, earlier := range []configuration{f.six, f.inMain} {
		succeed(t, lab, rehearsal.Script{Text: f.four.setup})
		alone := untagged(snapshot(t, lab))
		succeed(t, lab, rehearsal.Script{Text: earlier.setup, Shell: shells[i]})
		if r, err := lab.Run(rehearsal.Script{Text: "rm -rf /run/splitroute"}); err != nil || r.Exit != 0 {
			t.Fatal(err, r.Stderr)
		}
		succeed(t, lab, rehearsal.Script{Text: f.four.setup, Shell: shells[i]})
		now := untagged(snapshot(t, lab))
		for k, section := range now {
			if strings.HasPrefix(section.Name, "ip ") {
				same(t, "without the other family", alone[k:k+1], now[k:k+1])
			}
		}
		succeed(t, lab, rehearsal.Script{Text: f.four.teardown})
		succeed(t, lab, rehearsal.Script{Text: "for key in net/ipv4/fib_multipath_hash_policy net/ipv6/fib_multipath_hash_policy; do sysctl -q -w $key=0; done; rm -f /etc/iproute2/rt_tables.d/splitroute.conf"})
		for k, section := range snapshot(t, lab) {
			if strings.HasPrefix(section.Name, "ip ") {
				same(t, "teardown", before[k:k+1], rehearsal.Snapshot{section})
			}
		}
	}
}

// A teardown made for another configuration still takes everything away, and
// says what it didn't expect.
func TestTeardownOfAnother(t *testing.T) {
	configurations := threeConfigurations(t)
	lab := build(t, configurations[0].set, rehearsal.Options{Defaults: defaultBy(configurations[0].set, 100)})
	before := snapshot(t, lab)
	succeed(t, lab, rehearsal.Script{Text: configurations[0].setup})
	r := succeed(t, lab, rehearsal.Script{Text: configurations[1].teardown})
	if !strings.Contains(r.Stderr, "table 1002 proto 201") {
		t.Errorf("says nothing of what else it found: %s", r.Stderr)
	}
	same(t, "teardown", before, snapshot(t, lab))
}

// The kernel shows many rules in parts, and "ip rule flush" misses some of them.
func TestTeardownOfManyRules(t *testing.T) {
	c := familiesOf(t).both
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	before := snapshot(t, lab)
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	var rules []string
	for n := range 1200 {
		rules = append(rules, fmt.Sprintf("rule add priority 24500 from 10.9.%d.%d lookup 101 protocol 201", n/250, n%250))
	}
	if err := lab.IP(append(rules, "-6 rule add priority 24500 lookup 101 protocol 202")...); err != nil {
		t.Fatal(err)
	}
	r := succeed(t, lab, rehearsal.Script{Text: c.teardown})
	if want := "also found and removed (ip -4):\n24500:"; !strings.Contains(r.Stderr, want) || len(r.Stderr) > 3000 {
		t.Errorf("want %q in: %.3000s", want, r.Stderr)
	}
	same(t, "teardown", before, snapshot(t, lab))
}

// Entries of others, even those that look like ours, stay.
func TestForeignEntriesStay(t *testing.T) {
	c := familiesOf(t).both
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	for _, line := range []string{
		"rule add priority 5270 lookup 52",
		"rule add priority 19999 from 203.0.113.2 lookup 101",
		"rule add priority 30000 from 203.0.113.2 lookup 101 protocol 99",
		"rule add priority 32765 not fwmark 51820 lookup 51820",
		"route add default via 203.0.113.1 dev if1 table 52",
		"route add 192.0.2.0/24 via 203.0.113.1 dev if1",
		"route add unreachable 10.66.0.0/16 metric 7",
		"-6 rule add priority 5270 lookup 52",
		"-6 rule add priority 30000 from 2001:db8:1::2 lookup 101 protocol 99",
		"-6 rule add priority 32765 not fwmark 51820 lookup 51820",
		"-6 route add default via 2001:db8:1::1 dev if1 table 52",
		"-6 route add 2001:db8:1::/64 via fe80::3 dev if3 metric 30",
		"-6 route add unreachable fd00:66::/32 metric 7",
	} {
		if err := lab.IP(line); err != nil {
			t.Fatal(err)
		}
	}
	before := snapshot(t, lab)
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
	same(t, "teardown", before, snapshot(t, lab))
}
