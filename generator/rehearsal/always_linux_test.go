package rehearsal_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// walled is a router one of whose providers has networks that only its customers
// reach.
var walled = strings.NewReplacer(
	"gateway = \"198.51.100.1\"", "gateway = \"198.51.100.1\"\n    routes  = [\"192.0.2.0/25\", \"192.0.2.200\"]",
	"gateway = \"2001:db8:2::1\"", "gateway = \"2001:db8:2::1\"\n    routes  = [\"2001:db8:192::/48\"]",
).Replace(cables)

// insideWall are flows of the router and of a host to these networks.
func insideWall(round int) []rehearsal.Flow {
	var flows []rehearsal.Flow
	for _, to := range []string{fmt.Sprintf("192.0.2.%d", 1+round), "192.0.2.200", fmt.Sprintf("2001:db8:192::%d", 1+round)} {
		flows = append(flows,
			rehearsal.Flow{From: host("lan", port(uint16(20000+round))), To: internet(to, 0)},
			rehearsal.Flow{From: router(), To: internet(to, 0)},
			rehearsal.Flow{From: router(unconnected), To: internet(to, 0)})
	}
	return flows
}

// What a provider's routes lead to is unreachable while the provider is down, and
// reached again when it is back: no other provider gets it.
func TestRoutesOfProviderThatIsDown(t *testing.T) {
	for name, rest := range map[string]string{
		"other provider preferred": "default_route {\n prefer = provider.isp1\n}",
		"backup":                   "default_route {\n prefer = provider.isp2\n backup = [provider.isp1]\n}",
		"main":                     "default_route {\n prefer = provider.isp1\n backup = [provider.isp2]\n table = \"main\"\n}",
		"balance":                  "default_route {\n balance = [provider.isp1, provider.isp2]\n}",
		"no default":               "rule \"all\" {\n from = [\"0.0.0.0/0\", \"::/0\"]\n via = provider.isp1\n}",
		"rules":                    "rule \"r\" {\n to = [\"0.0.0.0/0\", \"::/0\"]\n via = [provider.isp1, provider.isp2]\n}\nrule \"n\" {\n dscp = 0\n via = provider.isp1\n}\ndefault_route {\n prefer = provider.isp1\n}",
	} {
		for _, marks := range []string{"", "settings {\n connection_marks = false\n}\n"} {
			t.Run(name, func(t *testing.T) {
				c := configure(t, "walled.hcl", marks+walled+rest)
				lab := build(t, c.set, rehearsal.Options{Patience: 200 * time.Millisecond})
				before := settled(snapshot(t, lab))
				succeed(t, lab, rehearsal.Script{Text: c.setup})
				expect(t, lab, "up", by("isp2", insideWall(0)...))
				if err := lab.Unplug("isp2"); err != nil {
					t.Fatal(err)
				}
				expect(t, lab, "unplugged", by("", insideWall(1)...))
				succeed(t, lab, rehearsal.Script{Text: c.setup})
				expect(t, lab, "unplugged, after a rerun", by("", insideWall(2)...))
				if err := lab.Plug("isp2"); err != nil {
					t.Fatal(err)
				}
				expect(t, lab, "plugged again", by("isp2", insideWall(2)...))
				if err := lab.Down("if2"); err != nil {
					t.Fatal(err)
				}
				expect(t, lab, "down", by("", insideWall(3)...))
				if err := lab.Up("if2"); err != nil {
					t.Fatal(err)
				}
				succeed(t, lab, rehearsal.Script{Text: c.setup, Args: []string{"without", "isp2"}})
				expect(t, lab, "without it", by("", insideWall(4)...))
				succeed(t, lab, rehearsal.Script{Text: c.setup})
				expect(t, lab, "up again", by("isp2", insideWall(4)...))
				succeed(t, lab, rehearsal.Script{Text: c.teardown})
				same(t, "teardown", before, settled(snapshot(t, lab)))
			})
		}
	}
}

// withTunnel is a router whose default is a tunnel.
func withTunnel(routes, rest string) string {
	return strings.NewReplacer(
		"gateway = \"203.0.113.1\"", "gateway = \"203.0.113.1\"\n    "+routes,
		"gateway = \"2001:db8:1::1\"", "gateway = \"2001:db8:1::1\"\n    "+strings.Replace(routes, "192.0.2.1", "2001:db8:192::1", 1),
	).Replace(cables) + `
provider "vpn" {
  interface  = "wg0"
  masquerade = true
  ipv4 {
    address = "10.64.0.2/32"
  }
  ipv6 {
    address = "fd64::2/128"
  }
}
` + rest
}

var tunnelEnds = []rehearsal.Flow{
	{From: router(), To: internet("192.0.2.1", 0)}, {From: router(unconnected), To: internet("192.0.2.1", 0)},
	{From: router(), To: internet("2001:db8:192::1", 0)}, {From: router(unconnected), To: internet("2001:db8:192::1", 0)},
}

// While the provider of its other end is down, a tunnel's own packets don't enter the
// tunnel.
func TestTunnelWithoutItsProvider(t *testing.T) {
	for _, table := range []string{"", " table = \"main\"\n"} {
		c := configure(t, "tunnel.hcl", withTunnel(`routes = ["192.0.2.1"]`, "default_route {\n prefer = provider.vpn\n backup = [provider.isp1]\n"+table+"}"))
		lab := build(t, c.set, rehearsal.Options{Patience: 200 * time.Millisecond})
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		expect(t, lab, "up", by("isp1", tunnelEnds...))
		if err := lab.Unplug("isp1"); err != nil {
			t.Fatal(err)
		}
		expect(t, lab, "unplugged", by("", tunnelEnds...))
		if err := lab.Plug("isp1"); err != nil {
			t.Fatal(err)
		}
		expect(t, lab, "plugged again", by("isp1", tunnelEnds...))
		if err := lab.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// With a rule for its other end, a tunnel's own packets leave via another provider
// while the first one is down, and never enter the tunnel.
func TestTunnelThatFailsOver(t *testing.T) {
	const rule = "rule \"tunnel\" {\n to = [\"192.0.2.1\", \"2001:db8:192::1\"]\n via = [provider.isp1, provider.isp2]\n otherwise = \"unreachable\"\n}\n"
	for _, table := range []string{"", " table = \"main\"\n"} {
		c := configure(t, "tunnel.hcl", withTunnel("", rule+"default_route {\n prefer = provider.vpn\n"+table+"}"))
		lab := build(t, c.set, rehearsal.Options{Patience: 200 * time.Millisecond})
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		expect(t, lab, "up", by("isp1", tunnelEnds...))
		if err := lab.Unplug("isp1"); err != nil {
			t.Fatal(err)
		}
		expect(t, lab, "isp1 unplugged", by("isp2", tunnelEnds...))
		if err := lab.Unplug("isp2"); err != nil {
			t.Fatal(err)
		}
		expect(t, lab, "both unplugged", by("", tunnelEnds...))
		if err := lab.Plug("isp1"); err != nil {
			t.Fatal(err)
		}
		expect(t, lab, "isp1 plugged again", by("isp1", tunnelEnds...))
		if err := lab.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// What this machine sends from the address of one provider to the networks of another
// one leaves via the provider of the address, as long as the other one is up.
func TestRoutesAndSourceAddresses(t *testing.T) {
	for _, table := range []string{"", " table = \"main\"\n"} {
		c := configure(t, "walled.hcl", walled+"default_route {\n prefer = provider.isp1\n"+table+"}")
		lab := build(t, c.set, rehearsal.Options{Patience: 200 * time.Millisecond})
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		for own, to := range map[string]string{"203.0.113.2": "192.0.2.9", "2001:db8:1::2": "2001:db8:192::9"} {
			expect(t, lab, "from isp1", by("isp1", rehearsal.Flow{From: router(from(own)), To: internet(to, 0)}))
		}
		if err := lab.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
