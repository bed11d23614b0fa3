package review_test

import (
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
		"forgotten", "default_route {\n prefer = provider.isp1\n}", nil,
		"Provider that nothing leaves by", "this machine -> 198.18.0.1: even with all others down it doesn't leave by isp2",
	},
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
		"Local network cut off", "2001:db8:10::1 -> 2001:db8::1, arrives by if0: it is unreachable though all providers are up, since isp2 has no way there",
	},
	{"no IPv6 asked for", "rule \"x\" {\n from = [\"10.0.0.0/24\"]\n via = provider.isp2\n otherwise = \"unreachable\"\n}", nil, "", ""},
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
