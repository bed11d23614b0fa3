package review_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/review"
)

const base = `
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "2001:db8:10::/64"]
}
provider "isp1" {
  interface = "if1"
  ipv4 {
    address    = "203.0.113.2/30"
    gateway    = "203.0.113.1"
    masquerade = true
    prefixes   = ["192.0.2.0/28"]
    routes     = ["192.0.2.64/26"]
  }
}
provider "isp2" {
  interface = "if2"
  ipv4 {
    address    = "198.51.100.2/30"
    gateway    = "198.51.100.1"
    masquerade = MASQUERADE2
  }
}
`

// watched has both providers in the default, and the first one probes.
const watched = "default_route {\n balance = [provider.isp1, provider.isp2]\n}\n" +
	"health {\n targets = [\"9.9.9.9\", \"gateway\"]\n}\n"

// Each finding, and beside it the same configuration but for one thing, in
// which it isn't.
var cases = []struct {
	name, more     string
	change         []string // pairs, for strings.NewReplacer
	summary, proof string   // "" for nothing
}{
	{"both balanced", "default_route {\n balance = [provider.isp1, provider.isp2]\n}", nil, "", ""},
	{
		"no masquerade", "default_route {\n balance = [provider.isp1, provider.isp2]\n}", []string{"MASQUERADE2", "false"},
		"Private source in the internet", "10.0.0.1 -> 198.18.0.1, arrives by if0: it leaves by isp2",
	},
	{
		"behind a tunnel, untranslated", "rule \"x\" {\n to = [\"10.99.0.0/16\"]\n via = provider.isp2\n}\ndefault_route {\n prefer = provider.isp1\n}",
		[]string{"masquerade = MASQUERADE2", "masquerade = true\n masquerade_except = [\"10.99.0.0/16\"]"}, "", "",
	},
	{
		"forgotten", "default_route {\n prefer = provider.isp1\n}", nil,
		"Provider that nothing leaves by", "this machine -> 198.18.0.1: even with all others down it doesn't leave by isp2",
	},
	{"probes", watched + "rule \"far\" {\n to = [\"192.0.2.128/25\"]\n via = provider.isp2\n}", nil, "", ""},
	{
		"a probe that a rule confines", watched + "rule \"far\" {\n to = [\"9.9.9.9\"]\n via = provider.isp2\n otherwise = \"unreachable\"\n}", nil,
		"Probe that leaves by another provider", "203.0.113.2 -> 9.9.9.9, icmp: it leaves by isp2",
	},
	{
		"a probe that nft marks", watched + "rule \"far\" {\n to = [for n in range(60) : \"9.9.${n}.0/24\"]\n via = provider.isp2\n}", nil,
		"Probe that leaves by another provider", "203.0.113.2 -> 9.9.9.9, icmp: it leaves by isp2",
	},
	{
		"a question to a narrower route of another", watched, []string{
			"routes     = [\"192.0.2.64/26\"]\n  }", "routes     = [\"192.0.2.64/26\"]\n  }\n health {\n dns = { name = \"a.example\", server = \"192.0.2.65\" }\n }\n",
			"masquerade = MASQUERADE2", "masquerade = true\n routes = [\"192.0.2.65\"]",
		},
		"Probe that leaves by another provider", "this machine -> 192.0.2.65, udp, to port 53: it leaves by isp2",
	},
	{"probes that a rule leaves alone", watched + "rule \"far\" {\n to = [\"9.9.9.9\"]\n via = [provider.isp2, provider.isp1]\n otherwise = \"unreachable\"\n}", nil, "", ""},
	{"a probe that a rule may have", watched + "rule \"far\" {\n to = [\"9.9.9.9\"]\n protocol = \"tcp\"\n via = provider.isp2\n otherwise = \"unreachable\"\n}", nil, "", ""},
	{"backup", "default_route {\n prefer = provider.isp1\n backup = [provider.isp2]\n}", nil, "", ""},
	{"from more than another's prefix", "rule \"x\" {\n from = [\"192.0.2.0/27\"]\n via = provider.isp2\n}", nil, "", ""},
	{
		"to a route", "rule \"x\" {\n to = [\"192.0.2.65/32\"]\n via = provider.isp2\n}", nil,
		"Rule that never decides", "192.0.2.64/26",
	},
	{"to more than a route", "rule \"x\" {\n to = [\"192.0.2.0/24\"]\n via = provider.isp2\n}", nil, "", ""},
	{
		"to a local network", "rule \"x\" {\n to = [\"10.0.0.0/25\"]\n via = provider.isp2\n}", nil,
		"Rule that never decides", "10.0.0.0/24 dev if0",
	},
	{
		"confined with the address of another", "rule \"x\" {\n users = [1001]\n via = provider.isp2\n otherwise = \"unreachable\"\n}",
		[]string{"MASQUERADE2", "false"},
		"Source of another provider", "203.0.113.2 -> 198.18.0.1, user 1001: it leaves by isp2 with a source of isp1",
	},
	{"confined and translated", "rule \"x\" {\n users = [1001]\n via = provider.isp2\n otherwise = \"unreachable\"\n}", nil, "", ""},
	{
		"no IPv6 there", "rule \"x\" {\n interface = \"if0\"\n via = provider.isp2\n otherwise = \"unreachable\"\n}", nil,
		"Local network cut off", "2001:db8:10::1 -> 2001:db8::1, arrives by if0: it is unreachable though all providers are up, since isp2 has no route there",
	},
	{
		"only some hosts leave untranslated", "rule \"x\" {\n from = [\"10.0.0.128/25\"]\n via = provider.isp2\n}", []string{"MASQUERADE2", "false"},
		"Private source in the internet", "10.0.0.129 -> 198.18.0.1, arrives by if0: it leaves by isp2",
	},
	{
		"only the second of a list leaves untranslated",
		"rule \"x\" {\n to = [\"198.19.0.0/24\"]\n via = provider.isp1\n}\nrule \"y\" {\n to = [\"198.19.0.0/24\", \"198.19.1.0/24\"]\n via = provider.isp2\n}", []string{"MASQUERADE2", "false"},
		"Private source in the internet", "10.0.0.1 -> 198.19.1.1, arrives by if0: it leaves by isp2",
	},
	{
		"the last of many rules leaves untranslated", many(300) + "rule \"x\" {\n from = [\"10.0.0.128/25\"]\n via = provider.isp2\n}", []string{"MASQUERADE2", "false"},
		"Private source in the internet", "10.0.0.129 -> 198.18.0.1, arrives by if0: it leaves by isp2",
	},
	{
		"the last of many rules, with a list, to a route", many(100) + "rule \"x\" {\n to = [" + hosts(40) + "]\n via = provider.isp2\n}", nil,
		"Rule that never decides", "192.0.2.64/26",
	},
	{
		"the last of a list isn't in a route", "rule \"x\" {\n to = [" + hosts(40) + ", \"192.0.2.200/32\"]\n via = provider.isp2\n}", nil, "", "",
	},
	{
		"forgotten, with a rule for it", "rule \"x\" {\n users = [1001]\n via = provider.isp2\n}\ndefault_route {\n prefer = provider.isp1\n}", nil, "", "",
	},
	{
		"forgotten on a server", "default_route {\n prefer = provider.isp1\n}",
		[]string{localNetwork, ""}, "", "",
	},
	{
		"no IPv6 there for some", "rule \"x\" {\n from = [\"10.0.0.64/26\", \"2001:db8:10::100/120\"]\n via = provider.isp2\n otherwise = \"unreachable\"\n}", nil,
		"Local network cut off", "2001:db8:10::101 -> 2001:db8::1, arrives by if0: it is unreachable though all providers are up, since isp2 has no route there",
	},
	{"no IPv6 there for a protocol", "rule \"x\" {\n interface = \"if0\"\n protocol = \"tcp\"\n via = provider.isp2\n otherwise = \"unreachable\"\n}", nil, "", ""},
	{"no IPv6 there for a destination", "rule \"x\" {\n to = [\"2600::/16\"]\n via = provider.isp2\n otherwise = \"unreachable\"\n}", nil, "", ""},
	{
		"a class that leaves when no default is left", class + "default_route {\n prefer = provider.isp1\n}", nil,
		"Answer that is dropped", "10.0.0.1 -> 198.18.0.1, arrives by if0, DSCP 46: with all others down it leaves by isp2",
	},
	{"a class, and a backup", class + "default_route {\n prefer = provider.isp1\n backup = [provider.isp2]\n}", nil, "", ""},
	{
		"a class, a backup, and a rule that confines the way back", class + "rule \"y\" {\n from = [\"10.0.0.0/25\"]\n via = provider.isp1\n otherwise = \"unreachable\"\n}\n" +
			"default_route {\n prefer = provider.isp1\n backup = [provider.isp2]\n}", nil,
		"Answer that is dropped", "without the mark of the packet, and rule \"y\" finds none. Name isp2 in its via, too, or",
	},
	{"a class, and a default of somebody else", class, nil, "", ""},
	{"a class through a tunnel", class + "default_route {\n prefer = provider.isp1\n}", []string{"    gateway    = \"198.51.100.1\"\n", ""}, "", ""},
	{"a host that rules of ip tell", "rule \"x\" {\n from = [\"10.0.0.1/32\"]\n via = provider.isp2\n}\ndefault_route {\n prefer = provider.isp1\n}", nil, "", ""},
	{
		"two addresses behind one gateway", "rule \"x\" {\n users = [1001]\n via = provider.isp2\n otherwise = \"unreachable\"\n}\ndefault_route {\n prefer = provider.isp1\n}",
		[]string{"MASQUERADE2", "false", "masquerade = true", "masquerade = false", "if2", "if1", "203.0.113.2/30", "203.0.113.2/29", "198.51.100.2/30", "203.0.113.3/29", "198.51.100.1", "203.0.113.1", "10.0.0.0/24", "192.0.2.128/28"}, "", "",
	},
	{
		"one network on one interface", "default_route {\n balance = [provider.isp1, provider.isp2]\n}",
		[]string{"if2", "if1", "203.0.113.2/30", "203.0.113.2/29", "198.51.100.2/30", "203.0.113.3/29", "198.51.100.1", "203.0.113.6"},
		"Not balanced for this machine", "this machine -> 198.18.0.1: it leaves by isp1 or isp2 only if",
	},
	{
		"gateways in no network, on one interface", "default_route {\n balance = [provider.isp1, provider.isp2]\n}",
		[]string{"if2", "if1", "203.0.113.2/30", "203.0.113.2/32", "198.51.100.2/30", "198.51.100.2/32", `"203.0.113.1"`, "\"198.18.0.1\"\nonlink = true", `"198.51.100.1"`, "\"198.18.0.2\"\nonlink = true"},
		"Not balanced for this machine", "this machine -> 198.51.100.1: it leaves by isp1 or isp2 only if",
	},
	{
		"two networks on one interface", "default_route {\n balance = [provider.isp1, provider.isp2]\n}",
		[]string{"if2", "if1"}, "", "",
	},
	{"by source, for clients", bySource, nil, "", ""},
	{
		"by source, without clients", bySource, []string{localNetwork, ""},
		"Not balanced for this machine", "this machine -> 198.18.0.1: it has no source yet",
	},
	{"by source, a rule for clients", ruleBySource("from = [\"10.0.0.0/25\"]"), nil, "", ""},
	{"by source, a rule for two addresses", ruleBySource("from = [\"10.0.0.5\", \"10.0.0.6\"]"), nil, "", ""},
	{"by source, a rule for all packets of a protocol", ruleBySource("protocol = \"tcp\""), nil, "", ""},
	{
		"by source, a rule for users", ruleBySource("users = [1001]"), nil,
		"Not balanced for this machine", "this machine -> 198.18.0.1, user 1001: it has no source yet",
	},
	{
		"by source, a rule for users that nft marks", ruleBySource("users = [1001]\n dscp = \"ef\""), nil,
		"Not balanced for this machine", "this machine -> 198.18.0.1, user 1001, DSCP 46: it has no source yet",
	},
	{
		"by source, a rule for one address", ruleBySource("from = [\"10.0.0.5\"]"), nil,
		"Balance of one source address", "10.0.0.5 -> 198.18.0.1, arrives by if0: all packets of the rule in this family have this source",
	},
	{
		"by source, a rule of which one family has one address", ruleBySource("from = [\"10.0.0.5\", \"10.0.0.6\", \"2001:db8:10::5\"]"),
		[]string{"\"if1\"\n", "\"if1\"\n" + ipv6of(1), "\"if2\"\n", "\"if2\"\n" + ipv6of(2)},
		"Balance of one source address", "2001:db8:10::5 -> 2001:db8::1",
	},
	{"by source, a rule for one address in a family that isn't balanced", ruleBySource("from = [\"10.0.0.5\", \"10.0.0.6\", \"2001:db8:10::5\"]"), []string{"\"if1\"\n", "\"if1\"\n" + ipv6of(1)}, "", ""},
	{
		"by source, a rule on a host", ruleBySource("to = [\"198.19.0.0/16\"]"), []string{localNetwork, ""},
		"Not balanced for this machine", "this machine -> 198.19.0.1: it has no source yet",
	},
	{"by source, a rule on a host for what arrives", ruleBySource("interface = \"if1\""), []string{localNetwork, ""}, "", ""},
	{"by connection, a rule for users", "rule \"x\" {\n users = [1001]\n balance = [provider.isp1, provider.isp2]\n}", nil, "", ""},
	{"no IPv6 asked for", "rule \"x\" {\n from = [\"10.0.0.0/24\"]\n via = provider.isp2\n otherwise = \"unreachable\"\n}", nil, "", ""},
}

const bySource = "settings {\n hash_policy = \"source\"\n}\ndefault_route {\n balance = [provider.isp1, provider.isp2]\n}"

// ruleBySource is a balance of a rule with one attribute.
func ruleBySource(attribute string) string {
	return "settings {\n hash_policy = \"source\"\n}\nrule \"x\" {\n " + attribute + "\n balance = [provider.isp1, provider.isp2]\n}\n" +
		"default_route {\n prefer = provider.isp1\n backup = [provider.isp2]\n}"
}

func ipv6of(n int) string {
	return fmt.Sprintf("  ipv6 {\n address = \"2001:db8:%d::2/64\"\n gateway = \"fe80::1\"\n masquerade = true\n }\n", n)
}

const localNetwork = "network \"lan\" {\n  interface = \"if0\"\n  prefixes  = [\"10.0.0.0/24\", \"2001:db8:10::/64\"]\n}\n"

const class = "rule \"x\" {\n dscp = \"ef\"\n via = provider.isp2\n}\n"

// many are rule blocks that all say the same about different hosts.
func many(n int) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, "rule \"r%d\" {\n to = [\"198.19.%d.%d/32\"]\n via = provider.isp1\n}\n", i, i/250, i%250)
	}
	return text.String()
}

// hosts are some in 192.0.2.64/26.
func hosts(n int) string {
	var list []string
	for i := range n {
		list = append(list, fmt.Sprintf("\"192.0.2.%d/32\"", 65+i))
	}
	return strings.Join(list, ", ")
}

// A provider gets the warning, too, if rules lead to it but none of them ever decides.
func TestForgottenWithRule(t *testing.T) {
	src := strings.ReplaceAll(base, "MASQUERADE2", "true") +
		"rule \"x\" {\n to = [\"192.0.2.65/32\"]\n via = provider.isp2\n}\ndefault_route {\n prefer = provider.isp1\n}\n"
	set, diags := config.Parse("x.hcl", []byte(src), config.Options{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	var got []string
	for _, f := range review.Findings(set, plan.New(set)) {
		got = append(got, f.Summary)
	}
	if want := "Rule that never decides, Provider that nothing leaves by"; strings.Join(got, ", ") != want {
		t.Errorf("%q, not %q", got, want)
	}
}

func TestFindings(t *testing.T) {
	for _, c := range cases {
		src := strings.NewReplacer(append(c.change, "MASQUERADE2", "true")...).Replace(base + c.more)
		set, diags := config.Parse("x.hcl", []byte(src), config.Options{})
		if diags.HasErrors() {
			t.Errorf("%s: %v", c.name, diags)
			continue
		}
		found := review.Findings(set, plan.New(set))
		switch {
		case c.summary == "" && len(found) > 0:
			t.Errorf("%s: %+v", c.name, found)
		case c.summary != "" && len(found) == 0:
			t.Errorf("%s: nothing found", c.name)
		}
		for _, f := range found {
			if f.Summary != c.summary || !strings.Contains(f.Detail, c.proof) || f.Origin.Line == 0 {
				t.Errorf("%s: %+v", c.name, f)
			}
		}
	}
}
