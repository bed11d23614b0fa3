package acceptance

import (
	"fmt"
	"slices"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

const protocols = `
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
rule "shell" {
  protocol          = "tcp"
  destination_ports = [22]
  dscp              = 12
  via               = provider.isp2
  otherwise         = "unreachable"
}
rule "ping" {
  protocol = "icmp"
  dscp     = 14
  via      = provider.isp2
}
rule "ping6" {
  protocol = "icmpv6"
  dscp     = 14
  via      = provider.isp2
}
rule "tunnel" {
  protocol = "gre"
  dscp     = 16
  via      = provider.isp2
}
rule "high" {
  protocol          = "udp"
  source_ports      = ["50000-65535"]
  destination_ports = [65535]
  via               = provider.isp2
}
rule "calls" {
  protocol = "sctp"
  via      = provider.isp2
}
default_route {
  prefer = provider.isp1
}
`

// Packets that nft marks go where the rule says as well, whatever protocol is in
// them. What cannot be sent is skipped, but not what the rule does not select.
func TestProtocols(t *testing.T) {
	r := rehearse(t, caseOf(t, "protocols.hcl", protocols, script.Options{}))
	if !r.OK() {
		t.Errorf("%s", r.Text())
	}
	var skipped []string
	for _, c := range r.Checks {
		if c.Status == Skipped {
			skipped = append(skipped, c.Name)
		}
	}
	want := []string{
		"rule ping, IPv6, selected", "rule ping6, IPv4, selected",
		"rule calls, IPv4, selected", "rule calls, IPv6, selected",
	}
	if !slices.Equal(skipped, want) {
		t.Errorf("skipped: %q", skipped)
	}
}

const wide = `
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "2001:db8:10::/64"]
}
provider "isp1" {
  interface  = "if1"
  masquerade = true
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
  ipv6 {
    address = "auto"
    gateway = "auto"
  }
}
provider "isp2" {
  interface  = "if2"
  masquerade = true
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
    routes  = ["0.0.0.0/1"]
  }
  ipv6 {
    address = "2001:db8:2::2/64"
    gateway = "2001:db8:2::1"
    routes  = ["2000::/3"]
  }
}
default_route {
  prefer = provider.isp1
}
`

// Routes that leave no room for example values beside them end like others.
func TestWideRoutes(t *testing.T) {
	if r := rehearse(t, caseOf(t, "wide.hcl", wide, script.Options{})); !r.OK() {
		t.Errorf("%s", r.Text())
	}
}

const pointToPoint = `
provider "a" {
  interface = "ppp0"
  ipv4 {
    address = "203.0.113.2/32"
  }
  ipv6 {
    address = "fd00:1::2/128"
  }
}
provider "b" {
  interface = "ppp1"
  ipv4 {
    address = "203.0.114.2/32"
  }
  ipv6 {
    address = "2001:db8:2::2/128"
  }
}
provider "c" {
  interface = "ppp2"
  ipv4 {
    address = "203.0.115.2/32"
  }
  ipv6 {
    address = "fd00:3::2/128"
  }
}
rule "mail" {
  protocol          = "tcp"
  destination_ports = [25]
  via               = provider.c
}
default_route {
  prefer = provider.a
  backup = [provider.b]
}
`

// Where no route is left, IPv6 looks again from the address that suits best, which
// stays on an interface without a carrier: of three providers, one alone has a global
// one.
func TestPointToPoint(t *testing.T) {
	if r := rehearse(t, caseOf(t, "ppp.hcl", pointToPoint, script.Options{})); !r.OK() {
		t.Errorf("%s", r.Text())
	}
}

const marks = `
settings {
  connection_marks = %t
}
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}
provider "isp1" {
  interface  = "if1"
  masquerade = %[1]t
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}
provider "isp2" {
  interface  = "if2"
  masquerade = %[1]t
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}
rule "best-effort" {
  dscp = "be"
  via  = provider.isp2
}
default_route {
  prefer = provider.isp1
}
`

// If only a rule that reads a mark of nft has a route left, answers may be dropped, and the
// router may send nothing: that is what "explain" says, and no fault.
func TestMarks(t *testing.T) {
	for _, as := range []bool{true, false} {
		r := rehearse(t, caseOf(t, "marks.hcl", fmt.Sprintf(marks, as), script.Options{}))
		if !r.OK() {
			t.Errorf("%t: %s", as, r.Text())
		}
	}
}
