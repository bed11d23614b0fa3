package rehearsal_test

import (
	"fmt"
	"net/netip"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// lease has a provider give the router another address and gateway, as its DHCP
// server or router does. The previous address is nobody's then.
func lease(t *testing.T, lab *rehearsal.Lab, provider, iface, address, gateway string) {
	t.Helper()
	customer := netip.MustParsePrefix(address)
	family := "-4"
	if customer.Addr().Is6() {
		family = "-6"
	}
	script := fmt.Sprintf(`set -e
mac=$(ip neigh show nud permanent dev wire | awk '{ print $3; exit }')
while ip %[1]s rule del priority 4 2>/dev/null; do :; done
ip %[1]s route flush table main dev wire proto boot
ip %[1]s address replace %[2]s/%[4]d dev wire
ip %[1]s rule add priority 3 iif wire to %[2]s lookup local
ip %[1]s rule add priority 4 iif wire from %[3]s lookup local
ip %[1]s route replace %[3]s dev wire
ip %[1]s neigh replace %[3]s lladdr "$mac" dev wire nud permanent
`, family, gateway, customer.Addr(), customer.Addr().BitLen())
	out, err := exec.Command("ip", "netns", "exec", "splitroute-provider-"+provider, "sh", "-c", script).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	shellOut(t, lab, dhcp+fmt.Sprintf("dhcp %s %s %s 100", iface, address, gateway))
}

// customer has a provider's host take another address, or prefix, for the router's.
func customer(t *testing.T, provider, prefix string) {
	t.Helper()
	family := "-4"
	if strings.Contains(prefix, ":") {
		family = "-6"
	}
	script := fmt.Sprintf(`set -e
via=$(ip %[1]s neigh show nud permanent dev wire | awk '{ print $1; exit }')
ip %[1]s rule add priority 4 iif wire from %[2]s lookup local 2>/dev/null || :
ip %[1]s route replace %[2]s via "$via" dev wire
`, family, prefix)
	out, err := exec.Command("ip", "netns", "exec", "splitroute-provider-"+provider, "sh", "-c", script).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// reset waits until no TCP connection of a machine is established any more.
func reset(t *testing.T, space string) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		out, err := exec.Command("ip", "netns", "exec", space, "awk", `$4 == "01"`, "/proc/net/tcp", "/proc/net/tcp6").Output()
		if err != nil || len(out) > 0 && time.Now().After(deadline) {
			t.Fatalf("connections hang: %v, %s", err, out)
		}
		if len(out) == 0 {
			return
		}
	}
}

// leased is a home router whose provider gives it addresses of both families.
const leased = `
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "fd00:1::/64"]
}
provider "fibre" {
  interface  = "eth0"
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
provider "lte" {
  interface  = "wwan0"
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
`

// When a provider gives the router another address, what a host of the local network
// sends comes back with the new one after the next setup: a UDP flow goes on, and a
// TCP connection ends with a reset, so that its program opens another one.
func TestLeaseChangesUnderConnections(t *testing.T) {
	for name, rest := range map[string]string{
		"preferred":         "default_route {\n prefer = provider.fibre\n}",
		"in main":           "default_route {\n prefer = provider.fibre\n table = \"main\"\n}",
		"balanced":          "default_route {\n balance = [provider.fibre, provider.lte]\n}",
		"by a rule":         "rule \"r\" {\n from = network.lan.prefixes\n via = provider.fibre\n}\ndefault_route {\n prefer = provider.lte\n}",
		"by a rule of nft":  "rule \"r\" {\n from = network.lan.prefixes\n dscp = 0\n via = provider.fibre\n otherwise = \"unreachable\"\n}\ndefault_route {\n prefer = provider.lte\n}",
		"routes to a place": "default_route {\n prefer = provider.fibre\n}\nrule \"r\" {\n to = [\"198.18.0.0/15\", \"2001:db8:ffff::/48\"]\n via = provider.fibre\n otherwise = \"unreachable\"\n}",
	} {
		t.Run(name, func(t *testing.T) {
			c := configure(t, "leased.hcl", leased+rest)
			lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(rehearsal.Example(c.set), 100), Patience: 200 * time.Millisecond})
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			var flows []rehearsal.Flow
			for _, far := range []string{far4, far6} {
				for port := range uint16(4) {
					flows = append(flows, rehearsal.Flow{From: host("lan"), To: internet(far, 4000+port)})
					if name != "balanced" { // there, some stay
						flows = append(flows, rehearsal.Flow{From: host("lan", speaking(rehearsal.TCP)), To: internet(far, 5000+port)})
					}
				}
			}
			traffic, err := lab.Start(flows, 400)
			if err != nil {
				t.Fatal(err)
			}
			time.Sleep(pause)
			lease(t, lab, "fibre", "eth0", "100.64.77.7/24", "100.64.77.1")
			lease(t, lab, "fibre", "eth0", "2001:db8:77::7/64", "2001:db8:77::1")
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			reset(t, "splitroute-network-lan")
			time.Sleep(pause)
			fresh := map[string]bool{"100.64.77.7": true, "2001:db8:77::7": true}
			changed := 0
			for _, r := range traffic.Stop() {
				last := rehearsal.Leg{Provider: "nobody"}
				if len(r.Legs) > 0 {
					last = r.Legs[len(r.Legs)-1]
				}
				by := last.Provider == "lte" || fresh[last.Source.String()]
				switch {
				case r.Flow.From.Protocol != rehearsal.TCP && !by:
					t.Errorf("keeps its former source: %v", r)
				}
				if last.Provider == "fibre" {
					changed++
				}
			}
			if changed == 0 {
				t.Error("nothing used the provider whose address changed")
			}
			if name != "balanced" {
				exchangeFrom(t, lab, "fibre", netip.MustParseAddr("100.64.77.7"), rehearsal.Flow{From: host("lan"), To: internet("198.18.0.9", 6000)})
			}
		})
	}
}

// forgets wants a flow to have come back with another source.
func forgets(t *testing.T, r rehearsal.Result, flows []rehearsal.Report, former string, fresh ...string) {
	t.Helper()
	if _, err := exec.LookPath("conntrack"); err != nil {
		if !strings.Contains(r.Stderr, "connections keep the source "+former) {
			t.Errorf("no note: %s", r.Stderr)
		}
		return
	}
	for _, flow := range flows {
		if n := len(flow.Legs); n == 0 || !slices.Contains(fresh, flow.Legs[n-1].Source.String()) {
			t.Errorf("%v, want it from %v at the end", flow, fresh)
		}
	}
}

// An address that is written changes, in the configuration and on the interface: snat
// would keep the former one. The same with one that is read, where the kernel would
// choose another one of the interface.
func TestWrittenAddressChanges(t *testing.T) {
	src := cables + "default_route {\n prefer = provider.isp1\n}"
	c := configure(t, "cables.hcl", src)
	next := configure(t, "cables.hcl", strings.NewReplacer("203.0.113.2/30", "203.0.113.130/30", `"203.0.113.1"`, `"203.0.113.129"`,
		"2001:db8:1::2/64", "2001:db8:a::2/64", "2001:db8:1::1", "2001:db8:a::1").Replace(src))
	lab := build(t, c.set, rehearsal.Options{Patience: 200 * time.Millisecond})
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	traffic, err := lab.Start([]rehearsal.Flow{
		{From: host("lan"), To: internet(far4, 4000)}, {From: host("lan"), To: internet(far6, 4000)},
	}, 200)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(pause)
	lease(t, lab, "isp1", "if1", "203.0.113.130/30", "203.0.113.129")
	lease(t, lab, "isp1", "if1", "2001:db8:a::2/64", "2001:db8:a::1")
	r := succeed(t, lab, rehearsal.Script{Text: next.setup})
	time.Sleep(pause)
	forgets(t, r, traffic.Stop(), "203.0.113.2", "203.0.113.130", "2001:db8:a::2")
}

// A link that flaps ends no connection of a written address.
func TestWrittenAddressSurvivesFlap(t *testing.T) {
	c := configure(t, "cables.hcl", cables+"default_route {\n prefer = provider.isp1\n}")
	lab := build(t, c.set, rehearsal.Options{Patience: 200 * time.Millisecond})
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	traffic, err := lab.Start([]rehearsal.Flow{{From: host("lan"), To: internet(far4, 4000)}}, 200)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(pause)
	const ports = `sed -n 's/.* sport=\([0-9]*\) dport=4000 .*/\1/p' /proc/net/nf_conntrack`
	before := shellOut(t, lab, ports)
	if err := lab.Down("if1"); err != nil {
		t.Fatal(err)
	}
	if err := lab.Up("if1"); err != nil {
		t.Fatal(err)
	}
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	time.Sleep(pause)
	for _, r := range traffic.Stop() {
		if r.Changes() > 0 || r.Provider() != "isp1" {
			t.Errorf("%v", r)
		}
	}
	if after := shellOut(t, lab, ports); after != before || before == "" {
		t.Errorf("another connection: %s, before %s", after, before)
	}
}

// The interface has another address that the kernel would choose: packets still get
// the one that the provider gave, and when that changes, connections follow.
func TestLeaseBehindAnotherAddress(t *testing.T) {
	src := strings.ReplaceAll(leased, "if0", "lan0") + "default_route {\n prefer = provider.fibre\n}"
	c := configure(t, "leased.hcl", src)
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(rehearsal.Example(c.set), 100), Patience: 200 * time.Millisecond})
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	// The kernel puts the wider network first; the setup in place keeps its address.
	shellOut(t, lab, `ip address del 100.64.0.2/24 dev eth0
ip address add 100.64.9.9/10 dev eth0; ip address add 100.64.0.2/24 dev eth0
ip route replace default via 100.64.0.1 dev eth0 proto dhcp metric 100`)
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	flow := rehearsal.Flow{From: host("lan"), To: internet(far4, 4000)}
	exchangeFrom(t, lab, "fibre", netip.MustParseAddr("100.64.0.2"), flow)
	traffic, err := lab.Start([]rehearsal.Flow{flow}, 200)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(pause)
	lease(t, lab, "fibre", "eth0", "100.64.77.7/24", "100.64.77.1")
	r := succeed(t, lab, rehearsal.Script{Text: c.setup})
	time.Sleep(pause)
	forgets(t, r, traffic.Stop(), "100.64.0.2", "100.64.77.7")
}

// A point-to-point link, as of PPP, comes back with another address and another peer,
// which is no gateway: while it is up, or after it was down.
func TestPeerChanges(t *testing.T) {
	for _, link := range []string{"", "ip link set ppp0 down; ip link set ppp0 up; "} {
		t.Run(link, func(t *testing.T) { testPeerChanges(t, link) })
	}
}

func testPeerChanges(t *testing.T, link string) {
	c := configure(t, "dsl.hcl", `
network "lan" {
  interface = "lan0"
  prefixes  = ["10.0.0.0/24"]
}
provider "dsl" {
  interface  = "ppp0"
  masquerade = true
  ipv4 {
    address = "auto"
  }
}
default_route {
  prefer = provider.dsl
}
`)
	lab := build(t, c.set, rehearsal.Options{Patience: 200 * time.Millisecond})
	const address = "ip address flush dev ppp0; ip address add %s peer %s dev ppp0"
	former, fresh := rehearsal.Example(c.set).Providers[0].IPv4.Address.Addr(), netip.MustParseAddr("100.70.0.9")
	shellOut(t, lab, fmt.Sprintf(address, former, "100.70.0.1"))
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	traffic, err := lab.Start([]rehearsal.Flow{{From: host("lan"), To: internet(far4, 4000)}}, 200)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(pause)
	out, err := exec.Command("ip", "netns", "exec", "splitroute-provider-dsl", "sh", "-c",
		"ip rule del priority 4; ip rule add priority 4 iif wire from 100.70.0.9 lookup local && ip route add 100.70.0.9 dev wire").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	shellOut(t, lab, link+fmt.Sprintf(address, fresh, "100.71.0.1"))
	result := succeed(t, lab, rehearsal.Script{Text: c.setup})
	time.Sleep(pause)
	if link == "" {
		forgets(t, result, traffic.Stop(), former.String(), fresh.String())
		return
	}
	for _, r := range traffic.Stop() {
		if n := len(r.Legs); n < 2 || r.Legs[0].Source != former || r.Legs[n-1].Source != fresh {
			t.Errorf("%v, want it from %v at the end", r, fresh)
		}
	}
}
