package plan_test

import (
	"net/netip"
	"slices"
	"strings"
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

const leasedPair = `
provider "a" {
  interface = "if1"
  ipv4 { address = "auto" }
}
provider "b" {
  interface = "if2"
  ipv4 {
    address = "198.51.100.2/24"
    gateway = "198.51.100.1"
  }
}
default_route {
  prefer = provider.b
}
`

// TestOwnAddressFirst: what this machine sends from the address of one of several
// providers that a rule block confines it to leaves by that one. Where a script reads
// the address, the plan is the same whatever the address turns out to be.
func TestOwnAddressFirst(t *testing.T) {
	for from, want := range map[string][]string{
		``:                                    {"a", "b"},
		`from = ["0.0.0.0/0"]`:                {"a", "b"},
		`from = ["198.51.0.0/16"]`:            {"b"},
		`from = ["10.0.0.0/8"]`:               nil,
		`from = ["10.1.0.0/24", "0.0.0.0/0"]`: {"a", "b"},
	} {
		src := leasedPair + "rule \"r\" {\n " + from + "\n users = [1000]\n via = [provider.a, provider.b]\n otherwise = \"unreachable\"\n}\n"
		set, diags := config.Parse("a.hcl", []byte(src), config.Options{})
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		if got := ownFirst(plan.New(set)); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", from, got, want)
		}
		u := &set.Providers[0].IPv4 // as if it had been read
		u.AutoAddress, u.Address = false, netip.MustParsePrefix("10.1.0.5/24")
		if got := ownFirst(plan.New(set)); !slices.Equal(got, want) {
			t.Errorf("%s, address known: %q, want %q", from, got, want)
		}
	}
}

// ownFirst are the providers whose addresses a rule block leads on to their tables.
func ownFirst(p plan.Plan) []string {
	var names []string
	for _, s := range p.Steps {
		if r, ok := s.Op.(iproute.Rule); ok && r.Iif == iproute.Local && r.From.IsValid() && strings.Contains(s.Why, "on to its table") {
			names = append(names, s.Provider)
		}
	}
	return names
}
