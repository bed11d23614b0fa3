package rehearsal

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// bothFamilies is twoProviders with IPv6: isp1's gateway has a global address,
// isp2's a link-local one.
func bothFamilies() site.Site {
	set := twoProviders()
	set.Providers[0] = with6(set.Providers[0], "2001:db8:1::2/64", "2001:db8:1::1", "2001:db8:100::/48")
	set.Providers[1] = with6(set.Providers[1], "2001:db8:2::2/64", "fe80::1")
	set.Providers[0].ID, set.Providers[1].ID = 1, 2
	set.Networks[0].Prefixes = append(set.Networks[0].Prefixes, parsed([]string{"2001:db8:100:1::/64"})...)
	return set
}

const splitAccess6 = splitAccess + `
ip -6 route add default via 2001:db8:1::1 dev if1 table 101
ip -6 route add default via fe80::1 dev if2 table 102
ip -6 rule add from 2001:db8:1::2 table 101 priority 1001
ip -6 rule add from 2001:db8:2::2 table 102 priority 1002
`

func TestBothFamilies(t *testing.T) {
	lab := newLab(t, bothFamilies(), Options{Defaults: []Default{{"isp1", 100}, {"isp2", 200}}})
	setup(t, lab, splitAccess6)
	hosts, routers := lab.HostAddresses("lan"), lab.RouterAddresses("lan")
	if len(hosts) != 2 || hosts[0] != lab.HostAddress("lan") || !hosts[1].Is6() || len(routers) != 2 {
		t.Fatalf("in lan: hosts %v, routers %v", hosts, routers)
	}
	for _, test := range []struct {
		flow     Flow
		provider string
		source   netip.Addr
	}{
		{Flow{Internet("isp1", somebody6), Router(address61)}, "isp1", address61},
		{Flow{Internet("isp2", somebody6), Router(address62)}, "isp2", address62},
		{Flow{Internet("isp2", somebody), Router(address2)}, "isp2", address2},
		{Flow{Router(address61), Internet("", somebody6)}, "isp1", address61},
		{Flow{Router(address62), Internet("", somebody6)}, "isp2", address62},
		{Flow{Router(netip.Addr{}), Internet("", somebody6)}, "isp1", address61},
		{Flow{Router(netip.Addr{}), Internet("", somebody)}, "isp1", address1},
		{Flow{Router(netip.Addr{}), Host("lan")}, "", netip.Addr{}},
		{Flow{Router(routers[1]), Host("lan")}, "", netip.Addr{}},
		{Flow{Host("lan"), Router(routers[1])}, "", netip.Addr{}},
		{Flow{Host("lan"), Internet("", somebody6)}, "isp1", hosts[1]},
		{Flow{Internet("isp1", somebody6), Host("lan")}, "isp1", hosts[1]},
	} {
		r := exchange(t, lab, test.flow)
		if r.Answered != 1 || r.Provider() != test.provider || len(r.Legs) == 1 && r.Legs[0].Source != test.source {
			t.Errorf("%v, want by %q from %v", r, test.provider, test.source)
		}
	}
	if err := lab.Down("if1"); err != nil {
		t.Fatal(err)
	}
	way, err := lab.Lookup(somebody6.String())
	if err != nil || way.Interface != "if2" || way.Gateway.String() != "fe80::1" {
		t.Errorf("lookup: %+v, %v, want it by isp2", way, err)
	}
}

// A provider drops what is not from its customer, whatever the gateway is.
func TestForeignSource6(t *testing.T) {
	for _, first := range []string{"isp1", "isp2"} {
		lab := newLab(t, bothFamilies(), Options{Defaults: []Default{{first, 100}}, Patience: 100 * time.Millisecond})
		routed := lab.HostAddresses("lan")[1]
		for source, home := range map[netip.Addr]string{address61: "isp1", address62: "isp2", routed: "isp1"} {
			flow := Flow{Router(source), Internet("", somebody6)}
			if source == routed {
				flow.From = Host("lan")
			}
			r := exchange(t, lab, flow)
			want := Leg{Provider: first, Source: source, Packets: 1}
			if answered := r.Answered == 1; answered != (home == first) || len(r.Legs) != 1 || r.Legs[0] != want {
				t.Errorf("%v, want one packet, answered only by %s: %v", r, home, want)
			}
		}
		if err := lab.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// Nor would an answer find its way, so what is dropped, and what is open to
// all, is asked of the provider's kernel.
func TestSourceFilter(t *testing.T) {
	lab := newLab(t, bothFamilies(), Options{})
	for _, test := range []struct {
		from, to string
		provider int
		taken    bool
	}{
		{"203.0.113.2", "198.18.0.1", 0, true},
		{"198.51.100.2", "198.18.0.1", 0, false},
		{"198.51.100.2", "203.0.113.1", 0, true},
		{"2001:db8:1::2", "2001:db8:ffff::1", 0, true},
		{"2001:db8:100:5::1", "2001:db8:ffff::1", 0, true},
		{"2001:db8:1::3", "2001:db8:ffff::1", 0, false},
		{"2001:db8:2::2", "2001:db8:ffff::1", 0, false},
		{"2001:db8:2::2", "2001:db8:1::1", 0, true},
		{"2001:db8:2::2", "2001:db8:ffff::1", 1, true},
		{"2001:db8:1::2", "2001:db8:ffff::1", 1, false},
		{"2001:db8:1::2", "fe80::1", 1, true},
		{"fe80::2", "fe80::1", 1, true},
		{"fe80::2", "2001:db8:ffff::1", 1, false},
	} {
		var out []byte
		err := lab.providers[test.provider].do(func() (err error) {
			out, err = output("", "ip", "route", "get", test.to, "from", test.from, "iif", uplinkName)
			return err
		})
		if taken := err == nil && strings.HasPrefix(string(out), "local "); taken != test.taken {
			t.Errorf("%+v: %s, %v", test, out, err)
		}
	}
}

func TestSpread6(t *testing.T) {
	set := bothFamilies()
	for i := range set.Providers {
		set.Providers[i].IPv4 = site.Uplink{}
	}
	lab := newLab(t, set, Options{})
	setup(t, lab, `ip -6 route add default nexthop via 2001:db8:1::1 dev if1 weight 3 nexthop via fe80::1 dev if2 weight 1`)
	var to []netip.AddrPort
	for i := range 1000 {
		to = append(to, netip.AddrPortFrom(netip.MustParseAddr(fmt.Sprintf("2001:db8:ffff::%x", i)), EchoPort))
	}
	counts, err := lab.Spread(Router(netip.Addr{}), to)
	if err != nil {
		t.Fatal(err)
	}
	if counts["isp1"]+counts["isp2"] != 1000 || counts["isp1"] < 650 || counts["isp1"] > 850 {
		t.Errorf("%v, want 3 to 1", counts)
	}
}

// Nothing of either family is lost while others use the lab.
func TestTrafficOfBothFamilies(t *testing.T) {
	lab := newLab(t, bothFamilies(), Options{})
	setup(t, lab, splitAccess6)
	flows := []Flow{
		{Internet("isp1", somebody6), Router(address61)},
		{Router(address62), Internet("", somebody6)},
		{Internet("isp2", somebody), Router(address2)},
	}
	traffic, err := lab.Start(flows, 600)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(500 * time.Millisecond)
	snap(t, lab)
	for i, r := range traffic.Stop() {
		want := []string{"isp1", "isp2", "isp2"}[i]
		if r.Lost() > 0 || r.Provider() != want || r.Sent < 50 || r.Legs[0].Packets != r.Sent {
			t.Errorf("%v, want all by %s", r, want)
		}
	}
}

// What comes back brings its IPv6 addresses along, and what was there before
// is there again.
func TestLinks6(t *testing.T) {
	lab := newLab(t, bothFamilies(), Options{Patience: 100 * time.Millisecond})
	setup(t, lab, splitAccess6)
	works := func(what string, want ...bool) {
		t.Helper()
		for i, far := range []Endpoint{Internet("isp1", somebody6), Internet("isp2", somebody6)} {
			r := exchange(t, lab, Flow{far, Router([]netip.Addr{address61, address62}[i])})
			if got := r.Answered == 1; got != want[i] {
				t.Errorf("%s: %v", what, r)
			}
		}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	before := snap(t, lab)
	works("at first", true, true)
	for _, p := range lab.set.Providers {
		must(lab.Unplug(p.Name))
		works("without "+p.Name, p.Name != "isp1", p.Name != "isp2")
		must(lab.Plug(p.Name))
		works("with "+p.Name, true, true)
	}
	if diff := Diff(before, snap(t, lab)); diff != "" {
		t.Error(diff)
	}
	must(lab.Down("if2"))
	works("down", true, false)
	must(lab.Up("if2"))
	works("up, but without the route", true, false)
	must(lab.IP(
		"route add default via 198.51.100.1 dev if2 table 102",
		"route add 198.51.100.0/30 dev if2 src 198.51.100.2 table 102",
		"-6 route add default via fe80::1 dev if2 table 102"))
	works("route restored", true, true)
	if diff := Diff(settled(before), settled(snap(t, lab))); diff != "" {
		t.Error(diff)
	}
	must(lab.IP("-6 rule del priority 1002"))
	works("no rule", true, false)
}

// settled is a snapshot without the order of routes, which tells when an
// interface last came up.
func settled(s Snapshot) Snapshot {
	for _, section := range s {
		slices.Sort(section.Lines)
	}
	return s
}
