package rehearsal

import (
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

var (
	address1 = netip.MustParseAddr("203.0.113.2")
	address2 = netip.MustParseAddr("198.51.100.2")
	somebody = netip.MustParseAddr("198.18.0.1")

	address61 = netip.MustParseAddr("2001:db8:1::2")
	address62 = netip.MustParseAddr("2001:db8:2::2")
	somebody6 = netip.MustParseAddr("2001:db8:ffff::1")
)

// twoProviders is the router of the document, chapter 4.2.
func twoProviders() site.Site {
	uplink := func(address, gateway string) site.Uplink {
		p := netip.MustParsePrefix(address)
		return site.Uplink{Declared: true, Address: p, Network: p.Masked(), Gateway: netip.MustParseAddr(gateway)}
	}
	return site.Site{
		Providers: []site.Provider{
			{Name: "isp1", Interface: "if1", IPv4: uplink("203.0.113.2/30", "203.0.113.1")},
			{Name: "isp2", Interface: "if2", IPv4: uplink("198.51.100.2/30", "198.51.100.1")},
		},
		Networks: []site.Network{{
			Name: "lan", Interface: "if0",
			Prefixes: []site.Prefix{{Prefix: netip.MustParsePrefix("10.0.0.0/24")}},
		}},
	}
}

// splitAccess is what a person would type.
const splitAccess = `set -e
ip route add 203.0.113.0/30 dev if1 src 203.0.113.2 table 101
ip route add default via 203.0.113.1 dev if1 table 101
ip route add 198.51.100.0/30 dev if2 src 198.51.100.2 table 102
ip route add default via 198.51.100.1 dev if2 table 102
ip rule add from 203.0.113.2 table 101 priority 1001
ip rule add from 198.51.100.2 table 102 priority 1002
`

func newLab(t *testing.T, set site.Site, opts Options) *Lab {
	t.Helper()
	if err := Available(); err != nil {
		t.Skip(err)
	}
	begin := time.Now()
	lab, err := Build(set, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("built in %v", time.Since(begin))
	t.Cleanup(func() {
		if err := lab.Close(); err != nil {
			t.Error(err)
		}
		if left, err := os.ReadDir(netnsDir); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	})
	return lab
}

func run(t *testing.T, lab *Lab, s Script) Result {
	t.Helper()
	result, err := lab.Run(s)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func trace(t *testing.T, lab *Lab, s Traced) Trace {
	t.Helper()
	result, err := lab.Trace(s)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func setup(t *testing.T, lab *Lab, text string) {
	t.Helper()
	if r := run(t, lab, Script{Text: text}); r.Exit != 0 {
		t.Fatalf("exit %d: %s%s", r.Exit, r.Stdout, r.Stderr)
	}
}

func exchange(t *testing.T, lab *Lab, f Flow) Report {
	t.Helper()
	report, err := lab.Exchange(f)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestSplitAccess(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{Defaults: []Default{{"isp1", 100}}})
	setup(t, lab, splitAccess)
	for _, test := range []struct {
		flow     Flow
		provider string
	}{
		{Flow{Internet("isp1", somebody), Router(address1)}, "isp1"},
		{Flow{Internet("isp2", somebody), Router(address2)}, "isp2"},
		{Flow{Router(address1), Internet("", somebody)}, "isp1"},
		{Flow{Router(address2), Internet("", somebody)}, "isp2"},
		{Flow{Router(netip.Addr{}), Internet("", somebody)}, "isp1"},
		{Flow{Host("lan"), Router(lab.RouterAddress("lan"))}, ""},
	} {
		r := exchange(t, lab, test.flow)
		if r.Answered != 1 || r.Provider() != test.provider {
			t.Errorf("%v, want by %q", r, test.provider)
		}
	}
}

// Without rules of its own, the second address answers by the first provider,
// and the packet is dropped there.
func TestForeignSourceDropped(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{Defaults: []Default{{"isp1", 100}}, Patience: 100 * time.Millisecond})
	for _, flow := range []Flow{
		{Internet("isp2", somebody), Router(address2)},
		{Router(address2), Internet("", somebody)},
	} {
		r := exchange(t, lab, flow)
		want := Leg{Provider: "isp1", Source: address2, Packets: 1}
		if r.Answered != 0 || len(r.Legs) != 1 || r.Legs[0] != want {
			t.Errorf("%v, want one unanswered packet: %v", r, want)
		}
	}
	if r := exchange(t, lab, Flow{Host("lan"), Internet("", somebody)}); r.Answered != 0 || r.Provider() != "isp1" {
		t.Errorf("%v: a private address was answered", r)
	}
}

func TestMasqueradedHost(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{Defaults: []Default{{"isp2", 0}}})
	setup(t, lab, `nft 'table ip somebodys { chain nat { type nat hook postrouting priority 100; oifname "if2" masquerade; }; }'`)
	r := exchange(t, lab, Flow{Host("lan"), Internet("", somebody)})
	if r.Answered != 1 || len(r.Legs) != 1 || r.Legs[0].Source != address2 {
		t.Errorf("%v, want it from %v", r, address2)
	}
}

func TestNoRoute(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{})
	r := exchange(t, lab, Flow{Router(netip.Addr{}), Internet("", somebody)})
	if r.Refused != 1 || !strings.Contains(r.Refusal, "unreachable") {
		t.Errorf("%v, want it refused", r)
	}
}
