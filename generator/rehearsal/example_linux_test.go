package rehearsal

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// readByScripts has every kind of value that a script reads, next to others
// that stand in the way of the obvious examples.
func readByScripts() site.Site {
	auto := site.Uplink{Declared: true, AutoAddress: true, AutoGateway: true}
	set := site.Site{
		Providers: []site.Provider{
			with6(uplink(1, "if1", "100.64.0.1/24", "100.64.0.2", ""), "2001:db8:a000::2/64", "fe80::1"),
			{Name: "isp2", ID: 2, Interface: "if2", IPv4: auto, IPv6: auto},
			{Name: "isp3", ID: 3, Interface: "if3", IPv4: auto, IPv6: auto},
			uplink(4, "if4", "203.0.113.9/29", "", ""),
			with6(site.Provider{Name: "isp5", ID: 5, Interface: "if5"}, "2001:db8:5::2/64", ""),
			{Name: "isp6", ID: 6, Interface: "if6", IPv4: site.Uplink{
				Declared: true, AutoAddress: true, Gateway: netip.MustParseAddr("203.0.113.1"),
			}},
			{Name: "isp7", ID: 7, Interface: "if7", IPv4: site.Uplink{Declared: true, AutoAddress: true}},
		},
		Networks: []site.Network{localNetwork("if0", "100.64.1.0/24", "2001:db8:a001::/64")},
	}
	set.Providers[3].IPv4.AutoGateway = true
	set.Providers[4].IPv6.AutoGateway = true
	return set
}

func TestExample(t *testing.T) {
	set := readByScripts()
	example := Example(set)
	if set.Providers[1].IPv4.Address.IsValid() {
		t.Error("the set itself was changed")
	}
	for i, want := range []struct{ address4, gateway4, address6, gateway6 string }{
		{"100.64.0.1/24", "100.64.0.2", "2001:db8:a000::2/64", "fe80::1"},
		{"100.64.2.2/24", "100.64.2.1", "2001:db8:a000:1::1/64", "fe80::2"},
		{"100.64.3.2/24", "100.64.3.1", "2001:db8:a000:2::1/64", "fe80::3"},
		{"203.0.113.9/29", "203.0.113.10", "invalid Prefix", "invalid IP"},
		{"invalid Prefix", "invalid IP", "2001:db8:5::2/64", "fe80::4"},
		{"203.0.113.2/24", "203.0.113.1", "invalid Prefix", "invalid IP"},
		{"100.64.4.1/24", "invalid IP", "invalid Prefix", "invalid IP"},
	} {
		p := example.Providers[i]
		got := struct{ address4, gateway4, address6, gateway6 string }{
			p.IPv4.Address.String(), p.IPv4.Gateway.String(), p.IPv6.Address.String(), p.IPv6.Gateway.String(),
		}
		if got != want {
			t.Errorf("%s: %v, want %v", p.Name, got, want)
		}
		if p.IPv4.Network != p.IPv4.Address.Masked() || p.IPv6.Network != p.IPv6.Address.Masked() {
			t.Errorf("%s: networks %v and %v", p.Name, p.IPv4.Network, p.IPv6.Network)
		}
	}
}

// Example values end somewhere, whatever a configuration leaves for them.
func TestExampleInRoutes(t *testing.T) {
	list := func(texts ...string) (all []site.Prefix) {
		for _, text := range texts {
			all = append(all, site.Prefix{Prefix: netip.MustParsePrefix(text)})
		}
		return all
	}
	for _, test := range []struct {
		routes, prefixes []site.Prefix
		want4, want6     string
	}{
		{list("100.64.0.0/23", "2001:db8:a000::/63"), nil, "100.64.2.2/24", "2001:db8:a000:2::1/64"},
		{list("100.64.3.9/22"), list("2001:db8:a000:5::/61"), "100.64.4.2/24", "2001:db8:a000:8::1/64"},
		{list("0.0.0.0/1", "2000::/3"), nil, "100.64.0.2/24", "2001:db8:a000::1/64"},
		{list("0.0.0.0/1", "2000::/3"), list("100.64.0.0/24", "2001:db8:a000::/64"), "100.64.1.2/24", "2001:db8:a000:1::1/64"},
		{nil, list("0.0.0.0/1", "2000::/3"), "100.64.0.2/24", "2001:db8:a000::1/64"},
	} {
		auto := site.Uplink{Declared: true, AutoAddress: true, AutoGateway: true}
		other := uplink(2, "if2", "203.0.113.2/30", "203.0.113.1", "")
		other.IPv4.Routes, other.IPv4.Prefixes = test.routes, test.prefixes
		example := Example(site.Site{Providers: []site.Provider{{Name: "isp1", ID: 1, Interface: "if1", IPv4: auto, IPv6: auto}, other}})
		got4, got6 := example.Providers[0].IPv4.Address.String(), example.Providers[0].IPv6.Address.String()
		if got4 != test.want4 || got6 != test.want6 {
			t.Errorf("%v, %v: %s and %s, want %s and %s", test.routes, test.prefixes, got4, got6, test.want4, test.want6)
		}
	}
}

// What a script reads is there to be read, and works.
func TestExampleLab(t *testing.T) {
	lab := newLab(t, readByScripts(), Options{Defaults: []Default{{"isp3", 50}}})
	r := run(t, lab, Script{Text: "ip route show default; ip -6 route show default; ip addr show dev if2"})
	for _, want := range []string{
		"default via 100.64.2.1 dev if2 proto dhcp src 100.64.2.2 metric 1025",
		"default via 100.64.3.1 dev if3 proto dhcp src 100.64.3.2 metric 50",
		"default via 203.0.113.10 dev if4 proto dhcp src 203.0.113.9 metric 1027",
		"default via fe80::2 dev if2 proto ra metric 1025",
		"default via fe80::3 dev if3 proto ra metric 50",
		"default via fe80::4 dev if5 proto ra metric 1028",
		"inet 100.64.2.2/24",
		"inet6 2001:db8:a000:1::1/64",
	} {
		if !strings.Contains(r.Stdout, want) {
			t.Errorf("no %q in\n%s", want, r.Stdout)
		}
	}
	if n := strings.Count(r.Stdout, "default via"); n != 6 {
		t.Errorf("%d default routes, want 6:\n%s", n, r.Stdout)
	}
	checkNetwork(t, lab)
}

// An interface that is missing when scripts run may come later.
func TestDetach(t *testing.T) {
	set := bothFamilies()
	third := with6(uplink(3, "if2", "192.0.2.2/30", "192.0.2.1", ""), "2001:db8:3::2/64", "fe80::3")
	set.Providers = append(set.Providers, third)
	for _, iface := range []string{"if1", "if2", "if0"} { // if2 is a bridge
		lab := newLab(t, set, Options{
			Defaults: []Default{{"isp1", 100}, {"isp2", 200}},
			Sysctls:  map[string]string{"net/ipv4/conf/" + iface + "/rp_filter": "2"},
		})
		before := snap(t, lab)
		if err := lab.Detach(iface); err != nil {
			t.Fatal(err)
		}
		if r := run(t, lab, Script{Text: "ip link show dev " + iface}); r.Exit == 0 {
			t.Errorf("%s is still there: %s", iface, r.Stdout)
		}
		if iface != "if1" {
			if r := exchange(t, lab, Flow{Router(address61), Internet("", somebody6)}); r.Answered != 1 {
				t.Errorf("without %s: %v", iface, r)
			}
		}
		if err := lab.Attach(iface); err != nil {
			t.Fatal(err)
		}
		if diff := Diff(settled(before), settled(snap(t, lab))); diff != "" {
			t.Errorf("%s: %s", iface, diff)
		}
		checkNetwork(t, lab)
		if err := lab.Close(); err != nil {
			t.Fatal(err)
		}
	}
	lab := newLab(t, set, Options{})
	if err := lab.Detach("if9"); err == nil {
		t.Error("an interface that is not there was detached")
	}
}
