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

// An inner router has a link-local address. And where a family has no default route, the
// reverse path filter drops what is forwarded to a host: that is no fault of the script.
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
