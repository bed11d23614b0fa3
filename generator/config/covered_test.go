package config

import (
	"fmt"
	"strings"
	"testing"
)

const twoForRules = `
provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}
provider "both" {
  interface = "if2"
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

// TestCovered: of two rules, the later one is warned about when the earlier
// one selects all that it does, and both lines are named.
func TestCovered(t *testing.T) {
	const never, seldom, quiet = "never acts", "acts only while", ""
	for _, test := range []struct{ earlier, later, want string }{
		{`to = ["10.0.0.0/8"]`, `to = ["10.1.0.0/16", "10.2.0.0/16"]`, seldom},
		{`to = ["10.0.0.0/8"]; otherwise = "unreachable"`, `to = ["10.1.0.0/16"]`, never},
		{`to = ["10.0.0.0/8"]`, `to = ["10.1.0.0/16", "11.0.0.0/16"]`, quiet},
		{`to = ["10.1.0.0/16"]`, `to = ["10.0.0.0/8"]`, quiet},
		{`to = ["10.1.0.0/16", "10.1.0.0/24"]`, `to = ["10.1.1.0/24"]`, seldom},
		{`to = ["10.0.0.0/8"]`, `from = ["10.0.0.0/8"]`, quiet},
		{`to = ["10.0.0.0/8"]`, `protocol = 6`, quiet},
		{`protocol = "tcp"`, `protocol = 6; destination_ports = [80]`, seldom},
		{`protocol = "tcp"; destination_ports = ["80-90", 95]`, `protocol = 6; destination_ports = [80, "82-85"]`, seldom},
		{`protocol = "tcp"; destination_ports = ["80-84", "85-90"]`, `protocol = 6; destination_ports = ["82-86"]`, seldom},
		{`protocol = "tcp"; destination_ports = ["80-90"]`, `protocol = 6; destination_ports = [80, 91]`, quiet},
		{`protocol = "tcp"; destination_ports = ["80-90"]`, `protocol = 6`, quiet},
		{`protocol = "tcp"; source_ports = [80]`, `protocol = 6; destination_ports = [80]`, quiet},
		{`dscp = "ef"`, `dscp = 46; users = [0]`, never}, // nft marks for the earlier one
		{`dscp = "ef"; otherwise = "unreachable"`, `dscp = 46; users = [0]`, never},
		{`dscp = "be"`, `users = [0]`, quiet},
		{`mark = "0x1/0xf"`, `mark = "0x1/0xf"; users = [0]`, seldom},
		{`mark = "0x1/0xf"`, `mark = "0x2/0xf"; users = [0]`, quiet},
		{`macs = ["52:54:00:00:00:01", "52:54:00:00:00:02"]`, `macs = ["52:54:00:00:00:02"]; protocol = 6`, never},
		{`macs = ["52:54:00:00:00:01"]`, `macs = ["52:54:00:00:00:01", "52:54:00:00:00:02"]`, quiet},
		{`macs = ["52:54:00:00:00:01"]`, `protocol = 6`, quiet},
		{`users = ["0-4294967294"]`, `users = [5, 9]`, seldom},
		{`users = [5]`, `protocol = "tcp"`, quiet},
		{`interface = "if0"`, `interface = "if0"; to = ["10.0.0.0/8"]`, seldom},
		{`interface = "if0"`, `interface = "if3"`, quiet},
		{`to = ["0.0.0.0/0"]`, `to = ["10.0.0.0/8"]`, seldom},
		{`to = ["0.0.0.0/0"]`, `protocol = "tcp"`, quiet}, // in IPv6
		{`to = ["0.0.0.0/0", "::/0"]`, `protocol = "tcp"`, seldom},
		{`protocol = "tcp"`, `to = ["2001:db8::/32"]; protocol = "tcp"`, seldom},
		{`to = ["2001:db8::/32"]`, `to = ["2001:db8:1::/48", "10.0.0.0/8"]`, quiet},
	} {
		block := func(name, body string) string {
			return fmt.Sprintf("rule %q {\n via = provider.both\n %s\n}\n", name, strings.ReplaceAll(body, "; ", "\n"))
		}
		src := []byte(twoForRules + block("earlier", test.earlier) + block("later", test.later) +
			"network \"lan\" {\n interface = \"br-lan\"\n prefixes = [\"172.16.0.0/24\"]\n}\n")
		_, diags := Parse("rules.hcl", src, Options{})
		if diags.HasErrors() || len(diags) > 1 {
			t.Fatalf("%s, then %s: %v", test.earlier, test.later, diags)
		}
		got := ""
		for _, diag := range diags {
			got = diag.Detail
		}
		if (test.want == quiet) != (got == "") || !strings.Contains(got, test.want) || got != "" && !strings.Contains(got, `"earlier" (line 20)`) {
			t.Errorf("%s, then %s: %q, want %q", test.earlier, test.later, got, test.want)
		}
	}
}

// TestChain: two rules that select the same are a list of providers, unless the
// first one leaves nothing.
func TestChain(t *testing.T) {
	for _, test := range []struct {
		earlier, later string
		warnings       int
	}{
		{"to = [\"10.0.0.0/8\"]\n via = provider.isp1", "to = [\"10.0.0.0/8\"]\n via = provider.both", 0},
		{"to = [\"10.0.0.0/8\"]\n via = provider.isp1", "to = [\"10.0.0.0/9\", \"10.128.0.0/9\"]\n via = \"default\"", 1},
		{"to = [\"10.0.0.0/8\"]\n via = provider.isp1", "to = [\"10.0.0.0/8\"]\n via = \"default\"", 0},
		{"to = [\"10.0.0.0/8\"]\n via = provider.isp1", "to = [\"10.0.0.0/8\"]\n via = [provider.both, provider.isp1]", 0},
		{"to = [\"10.0.0.0/8\"]\n via = [provider.both, provider.isp1]", "to = [\"10.0.0.0/8\"]\n via = provider.isp1", 1},
		{"to = [\"10.0.0.0/8\"]\n via = \"default\"", "to = [\"10.0.0.0/8\"]\n via = provider.isp1", 1},
		{"to = [\"10.0.0.0/8\"]\n via = provider.isp1\n otherwise = \"unreachable\"", "to = [\"10.0.0.0/8\"]\n via = provider.both", 1},
		{"to = [\"10.0.0.0/8\"]\n via = provider.isp1", "to = [\"10.1.0.0/16\"]\n via = provider.both", 1},
		{"dscp = \"ef\"\n via = provider.both", "dscp = \"ef\"\n via = provider.isp1", 1},
	} {
		src := fmt.Sprintf("%srule \"earlier\" {\n %s\n}\nrule \"later\" {\n %s\n}\n", twoForRules, test.earlier, test.later)
		if _, diags := Parse("rules.hcl", []byte(src), Options{}); diags.HasErrors() || len(diags) != test.warnings {
			t.Errorf("%s, then %s: %v, want %d warnings", test.earlier, test.later, diags, test.warnings)
		}
	}
}

// TestCoveredInOneFamily: a rule whose provider lacks a family leaves it to
// later ones, unless it forbids every other way.
func TestCoveredInOneFamily(t *testing.T) {
	for otherwise, warned := range map[string]bool{"default": false, "unreachable": true} {
		src := twoForRules + "rule \"one\" {\n protocol = \"tcp\"\n via = provider.isp1\n otherwise = \"" + otherwise + "\"\n}\n" +
			"rule \"two\" {\n protocol = \"tcp\"\n via = provider.both\n}\n"
		_, diags := Parse("rules.hcl", []byte(src), Options{})
		if diags.HasErrors() || len(diags) > 0 != warned {
			t.Errorf("%s: %v", otherwise, diags)
		}
	}
}

// TestCoveredFirst: of two rules that cover one, the first is named.
func TestCoveredFirst(t *testing.T) {
	src := twoForRules
	for i, to := range []string{"11.0.0.0/8", "10.1.0.0/16", "10.0.0.0/8", "10.1.1.0/24"} {
		src += fmt.Sprintf("rule \"rule%d\" {\n to = [%q]\n via = provider.both\n}\n", i, to)
	}
	_, diags := Parse("rules.hcl", []byte(src), Options{})
	if len(diags) != 1 || !strings.Contains(diags[0].Detail, `"rule1" (line 24)`) {
		t.Error(diags)
	}
}

// TestOwner: an address at one provider in the address space of another one
// belongs to the former, since the rule for it comes first.
func TestOwner(t *testing.T) {
	src := strings.Replace(twoForRules, "gateway = \"203.0.113.1\"", "gateway = \"203.0.113.1\"\n prefixes = [\"198.51.100.0/24\"]", 1) +
		"rule \"x\" {\n from = [\"198.51.100.2/32\"]\n via = provider.isp1\n}\n"
	_, diags := Parse("rules.hcl", []byte(src), Options{})
	if len(diags) != 1 || !strings.Contains(diags[0].Detail, `belongs to provider "both"`) {
		t.Error(diags)
	}
}
