package rehearsal

import (
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
	"github.com/hashicorp/hcl/v2"
)

// ported has a rule about a port, or about its protocol alone.
const ported = `
settings {
	connection_marks = MARKS
}
network "lan" {
	interface = "if0"
	prefixes  = ["10.0.0.0/24", "2001:db8:10::/64"]
}
provider "isp1" {
	interface = "if1"
	ipv4 {
		address    = "203.0.113.2/30"
		gateway    = "203.0.113.1"
		masquerade = MASQUERADE4
	}
	ipv6 {
		address    = "2001:db8:1::2/64"
		gateway    = "fe80::1"
		masquerade = MASQUERADE6
	}
}
provider "isp2" {
	interface = "if2"
	ipv4 {
		address = "198.51.100.2/30"
		gateway = "198.51.100.1"
	}
	ipv6 {
		address = "2001:db8:2::2/64"
		gateway = "fe80::2"
	}
}
MORE
rule "ported" {
	protocol = "udp"
	PORTS
	via      = provider.isp2
}
default_route {
	prefer = provider.isp1
}
`

// Datagrams of a local host that are larger than a link allows go by a rule about
// their port wherever the configuration gets no warning of that, and by the default
// where it does.
func TestFragments(t *testing.T) {
	for _, c := range []struct{ name, marks, nat4, nat6, more, ports string }{
		{"nothing tracks", "false", "false", "false", "", "destination_ports = [7777]"},
		{"marks", "true", "false", "false", "", "destination_ports = [7777]"},
		{"translation in IPv4", "false", "true", "false", "", "destination_ports = [7777]"},
		{"translation in IPv6", "false", "false", "true", "", "destination_ports = [7777]"},
		{"another rule that nft tells", "false", "false", "false", "rule \"voice\" {\n\tdscp = \"ef\"\n\tvia = provider.isp2\n}", "destination_ports = [7777]"},
		{"no ports", "false", "false", "false", "", ""},
	} {
		src := strings.NewReplacer("MARKS", c.marks, "MASQUERADE4", c.nat4, "MASQUERADE6", c.nat6, "MORE", c.more, "PORTS", c.ports).Replace(ported)
		set, diags := config.Parse("ported.hcl", []byte(src), config.Options{})
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		lab := newLab(t, set, Options{})
		setUp(t, lab, set)
		for family, to := range map[string]string{"IPv4": "198.18.0.1", "IPv6": "2001:db8:ffff::1"} {
			warned := slices.ContainsFunc(diags, func(d *hcl.Diagnostic) bool { return strings.Contains(d.Detail, family) })
			if astray := sendLarge(t, lab, to, "if2"); astray != warned {
				t.Errorf("%s, %s: astray %t, warned of %t", c.name, family, astray, warned)
			}
		}
		lab.Close()
	}
}

func setUp(t *testing.T, lab *Lab, set site.Site) {
	t.Helper()
	text, err := script.Setup(plan.New(set), script.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if r := run(t, lab, Script{Text: string(text)}); r.Exit != 0 {
		t.Fatal(r.Stderr)
	}
}

// sendLarge has a local host send datagrams, and reports whether their fragments
// don't leave by an interface, but for what IPv6 sends there by itself.
func sendLarge(t *testing.T, lab *Lab, to, iface string) (astray bool) {
	t.Helper()
	const datagrams = 10
	before := sentPackets(t, lab, iface)
	err := lab.networks[0].do(func() error {
		conn, err := net.Dial("udp", net.JoinHostPort(to, "7777"))
		if err != nil {
			return err
		}
		defer conn.Close()
		for range datagrams {
			if _, err := conn.Write(make([]byte, 2500)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	sent := sentPackets(t, lab, iface) - before
	if sent > datagrams/2 && sent < 2*datagrams {
		t.Errorf("to %s: %d packets by %s", to, sent, iface)
	}
	return sent < 2*datagrams
}

func sentPackets(t *testing.T, lab *Lab, iface string) int {
	t.Helper()
	r, err := lab.Run(Script{Text: fmt.Sprintf("cat /sys/class/net/%s/statistics/tx_packets", iface)})
	n, wrong := strconv.Atoi(strings.TrimSpace(r.Stdout))
	if err != nil || wrong != nil {
		t.Fatal(err, wrong, r.Stderr)
	}
	return n
}
