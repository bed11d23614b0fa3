package plan_test

import (
	"slices"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

const dualStack = `
provider "isp" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
  ipv6 {
    address = "2001:db8:1::2/64"
    gateway = "2001:db8:1::1"
  }
}
default_route {
  prefer = provider.isp
}
`

func planOf(t *testing.T, src string) plan.Plan {
	t.Helper()
	set, diags := config.Parse("a.hcl", []byte(src), config.Options{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return plan.New(set)
}

// TestOnLink: gateways in IPv4 need a rule of their own where, and only where, a
// rule block confines what this machine sends in IPv4.
func TestOnLink(t *testing.T) {
	for selects, want := range map[string]bool{
		`users = [1000]`:                                 true,
		`to = ["198.18.0.0/15"]`:                         true,
		`to = ["198.18.0.0/15", "2001:db8:c0::/44"]`:     true,
		`to = ["2001:db8:c0::/44"]`:                      false,
		`from = ["fd00::/8"]`:                            false,
		"users = [1000]\n to = [\"2001:db8:c0::/44\"]":   false,
		"interface = \"if0\"\n to = [\"198.18.0.0/15\"]": false,
	} {
		src := dualStack + "rule \"r\" {\n " + selects + "\n via = provider.isp\n otherwise = \"unreachable\"\n}\n"
		got := slices.ContainsFunc(planOf(t, src).Steps, func(s plan.Step) bool {
			r, ok := s.Op.(iproute.Rule)
			return ok && r.Oif != "" && r.Action.Lookup == iproute.MainTable
		})
		if got != want {
			t.Errorf("%s: there is one: %t", selects, got)
		}
	}
}
