package acceptance

import (
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

const innerLinkLocal = `
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "2001:db8:10::/64"]
}
network "inner" {
  interface = "if0"
  gateway   = "fe80::7"
  prefixes  = ["2001:db8:50::/48"]
}
provider "isp2" {
  interface = "if2"
  ipv6 {
    address = "2001:db8:2::2/64"
    gateway = "2001:db8:2::1"
  }
}
provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}
default_route {
  prefer = provider.isp2
}
`

// An inner router has a link-local address. If a family has no default route, the reverse
// path filter drops packets that are forwarded to a host: that is no fault of the script.
func TestInnerRouterIsLinkLocal(t *testing.T) {
	r := rehearse(t, caseOf(t, "inner.hcl", innerLinkLocal, script.Options{}))
	if text := string(r.Text()); !r.OK() || !strings.Contains(text, "host inner 2001:db8:50::1 -> internet") ||
		!strings.Contains(text, "skipped port forward by isp1, IPv4, UDP: the reverse path filter of if1 drops it") {
		t.Errorf("%s", text)
	}
	alone := strings.Replace(innerLinkLocal, `, "2001:db8:10::/64"`, "", 1)
	if _, err := Test(caseOf(t, "inner.hcl", alone, script.Options{}), func(string) {}); err == nil || !strings.Contains(err.Error(), "no network on if0 has an IPv6 prefix") {
		t.Errorf("%v", err)
	}
}

const oneGateway = `
provider "line1" {
  interface = "if1"
  ipv6 {
    address = "2001:db8:1::2/128"
    gateway = "2001:db8:192::1"
    onlink  = true
  }
}
provider "line2" {
  interface = "if2"
  ipv6 {
    address = "2001:db8:2::2/128"
    gateway = "2001:db8:192::1"
    onlink  = true
  }
}
default_route {
  prefer = provider.line1
  backup = [provider.line2]
  table  = "main"
}
`

// An interface comes back while main has a route to its gateway by another one.
func TestTwoLinesToOneGateway(t *testing.T) {
	if r := rehearse(t, caseOf(t, "lines.hcl", oneGateway, script.Options{})); !r.OK() {
		t.Errorf("%s", r.Text())
	}
}

const confinedLists = `
provider "isp1" {
  interface  = "if1"
  masquerade = true
  ipv4 {
    ADDRESS
  }
}
provider "isp2" {
  interface  = "if2"
  masquerade = true
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}
rule "both" {
  FIRST
  otherwise = "unreachable"
}
rule "one" {
  from      = ["0.0.0.0/0"]
  via       = provider.isp2
  otherwise = "unreachable"
}
default_route {
  balance = [provider.isp1, provider.isp2]
}
`

// Several rules confine what the router sends from the address of a provider. The first
// that matches decides, and leads it to that provider, if it knows that address.
func TestAddressInConfinedLists(t *testing.T) {
	for _, test := range []struct{ address, first string }{
		{"address = \"203.0.113.2/30\"\n gateway = \"203.0.113.1\"", "protocol = \"udp\"\n balance = [provider.isp1, provider.isp2]"},
		{"address = \"auto\"\n gateway = \"auto\"", "from = [\"100.64.0.0/10\"]\n via = [provider.isp2, provider.isp1]"},
	} {
		r := rehearse(t, caseOf(t, "lists.hcl", strings.NewReplacer("ADDRESS", test.address, "FIRST", test.first).Replace(confinedLists), script.Options{}))
		if !r.OK() {
			t.Errorf("%s", r.Text())
		}
	}
}

const oneSource = `
provider "isp1" {
  interface  = "if1"
  masquerade = true
  ipv4 {
    address = "203.0.113.2/32"
    gateway = "192.0.2.1"
    onlink  = true
  }
}
provider "isp2" {
  interface  = "if1"
  masquerade = true
  ipv4 {
    address = "198.51.100.2/32"
    gateway = "192.0.2.2"
    onlink  = true
  }
}
default_route {
  balance = [provider.isp1, provider.isp2]
}
`

// Linux chooses one source for two gateways on an interface that are in no network
// there: what the router sends isn't balanced, as validate says.
func TestOneSourceForTwoGateways(t *testing.T) {
	r := rehearse(t, caseOf(t, "one.hcl", oneSource, script.Options{}))
	if !r.OK() || !strings.Contains(string(r.Text()), "skipped balance, IPv4: router -> 1000 addresses: Linux chooses one source for the gateways on if1") {
		t.Errorf("%s", r.Text())
	}
}
