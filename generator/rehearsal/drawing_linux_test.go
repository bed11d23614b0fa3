package rehearsal

import (
	"fmt"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// tableFor is the routing of one provider in the fewest commands.
func tableFor(p site.Provider) string {
	table, text := 100+p.ID, ""
	for _, u := range uplinks(p) {
		via := fmt.Sprintf("dev %s", p.Interface)
		if u.Gateway.IsValid() {
			via = fmt.Sprintf("via %s dev %s onlink", u.Gateway, p.Interface)
		}
		ip := "ip " + option(u.Address.Addr())
		text += fmt.Sprintf("%sroute add default %s table %d\n%srule add from %s table %d priority %d\n",
			ip, via, table, ip, u.Address.Addr(), table, 1000+p.ID)
		for _, prefix := range u.Prefixes {
			text += fmt.Sprintf("%srule add from %s table %d priority %d\n", ip, prefix, table, 2000+p.ID)
		}
	}
	return text
}

func uplink(id int, iface, address, gateway, network string) site.Provider {
	p := site.Provider{Name: fmt.Sprint("isp", id), ID: id, Interface: iface}
	p.IPv4.Declared = true
	p.IPv4.Address = netip.MustParsePrefix(address)
	p.IPv4.Network = p.IPv4.Address.Masked()
	if gateway != "" {
		p.IPv4.Gateway = netip.MustParseAddr(gateway)
	}
	if network != "" {
		p.IPv4.Network = netip.MustParsePrefix(network)
	}
	return p
}

// with6 gives a provider IPv6, alone or besides what it has.
func with6(p site.Provider, address, gateway string, prefixes ...string) site.Provider {
	p.IPv6 = site.Uplink{Declared: true, Address: netip.MustParsePrefix(address)}
	p.IPv6.Network = p.IPv6.Address.Masked()
	if gateway != "" {
		p.IPv6.Gateway = netip.MustParseAddr(gateway)
	}
	p.IPv6.Prefixes = parsed(prefixes)
	return p
}

// only6 is a provider without IPv4.
func only6(id int, iface, address, gateway string, prefixes ...string) site.Provider {
	return with6(site.Provider{Name: fmt.Sprint("isp", id), ID: id, Interface: iface}, address, gateway, prefixes...)
}

func parsed(prefixes []string) []site.Prefix {
	var all []site.Prefix
	for _, p := range prefixes {
		all = append(all, site.Prefix{Prefix: netip.MustParsePrefix(p)})
	}
	return all
}

func localNetwork(iface string, prefixes ...string) site.Network {
	return site.Network{Name: "lan", Interface: iface, Prefixes: parsed(prefixes)}
}

// Every provider of every kind of network answers by itself.
func TestNetworks(t *testing.T) {
	routed := uplink(1, "if1", "203.0.113.2/30", "203.0.113.1", "")
	routed.IPv4.Prefixes = []site.Prefix{{Prefix: netip.MustParsePrefix("192.0.2.0/28")}}
	for _, test := range []struct {
		name string
		set  site.Site
	}{
		{"one", site.Site{Providers: []site.Provider{uplink(1, "eth0", "203.0.113.2/30", "203.0.113.1", "")}}},
		{"shared subnet and gateway", site.Site{Providers: []site.Provider{
			uplink(1, "if1", "203.0.113.10/24", "203.0.113.1", ""),
			uplink(2, "if2", "203.0.113.20/24", "203.0.113.1", ""),
		}}},
		{"shared interface", site.Site{Providers: []site.Provider{
			uplink(1, "if1", "203.0.113.10/24", "203.0.113.1", ""),
			uplink(2, "if1", "203.0.113.20/24", "203.0.113.2", ""),
			uplink(3, "if1", "198.51.100.2/30", "198.51.100.1", ""),
		}}},
		{"all on one wire", site.Site{
			Providers: []site.Provider{uplink(1, "if1", "203.0.113.10/24", "203.0.113.1", "")},
			Networks:  []site.Network{localNetwork("if1", "203.0.113.0/24")},
		}},
		{"point to point", site.Site{Providers: []site.Provider{
			uplink(1, "tun0", "10.8.0.2/32", "", ""),
			uplink(2, "ppp0", "10.9.0.2/24", "", ""),
			uplink(3, "if1", "203.0.113.2/30", "203.0.113.1", ""),
		}}},
		{"onlink", site.Site{Providers: []site.Provider{
			uplink(1, "if1", "203.0.113.2/32", "198.51.100.1", "203.0.113.2/32"),
			uplink(2, "if2", "203.0.113.3/32", "192.0.2.1", "192.0.2.0/24"),
		}}},
		{"routed prefix", site.Site{
			Providers: []site.Provider{routed, uplink(2, "if2", "198.51.100.2/30", "198.51.100.1", "")},
			Networks:  []site.Network{localNetwork("if0", "192.0.2.1/28")},
		}},
		{"IPv6 alone", site.Site{
			Providers: []site.Provider{
				only6(1, "if1", "2001:db8:1::2/64", "2001:db8:1::1", "2001:db8:100::/48"),
				only6(2, "if2", "2001:db8:2::2/64", "fe80::1"),
				only6(3, "if3", "2001:db8:3::2/128", "fe80::1"),
				only6(4, "if4", "2001:db8:4::2/64", "2001:db8:fe::1"), // on link
			},
			Networks: []site.Network{localNetwork("if0", "2001:db8:100:1::/64", "fd00:1::5/64")},
		}},
		{"one family or both", site.Site{
			Providers: []site.Provider{
				with6(uplink(1, "if1", "203.0.113.2/30", "203.0.113.1", ""), "2001:db8:1::2/64", "fe80::1", "2001:db8:100::/48"),
				uplink(2, "if2", "198.51.100.2/30", "198.51.100.1", ""),
				only6(3, "if3", "2001:db8:3::2/64", "2001:db8:3::1"),
			},
			Networks: []site.Network{localNetwork("if0", "10.0.0.0/24", "2001:db8:100:1::/64")},
		}},
		{"both on a shared interface", site.Site{
			Providers: []site.Provider{
				with6(uplink(1, "if1", "203.0.113.10/24", "203.0.113.1", ""), "2001:db8:1::10/64", "2001:db8:1::1"),
				with6(uplink(2, "if1", "203.0.113.20/24", "203.0.113.2", ""), "2001:db8:1::20/64", "fe80::2"),
				only6(3, "if1", "2001:db8:3::2/64", "fe80::3"),
			},
			Networks: []site.Network{localNetwork("if1", "203.0.113.0/24", "2001:db8:1::/64")},
		}},
		{"both point to point", site.Site{Providers: []site.Provider{
			with6(uplink(1, "tun0", "10.8.0.2/32", "", ""), "2001:db8:1::2/128", "", "2001:db8:100::/48"),
			with6(uplink(2, "ppp0", "10.9.0.2/32", "", ""), "2001:db8:2::2/64", "fe80::1"),
		}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var defaults []Default
			for i, p := range test.set.Providers {
				defaults = append(defaults, Default{p.Name, 100 * (i + 1)})
			}
			lab := newLab(t, test.set, Options{Defaults: defaults})
			checkNetwork(t, lab)
		})
	}
}

func checkNetwork(t *testing.T, lab *Lab) {
	t.Helper()
	text := "set -e\n"
	var flows []Flow
	var wants []Leg
	for _, p := range lab.set.Providers {
		text += tableFor(p)
		for _, u := range uplinks(p) {
			own, other := Router(u.Address.Addr()), somebodyIn(u)
			flows = append(flows, Flow{Internet(p.Name, other), own}, Flow{own, Internet("", other)})
			wants = append(wants, Leg{p.Name, u.Address.Addr(), 1}, Leg{p.Name, u.Address.Addr(), 1})
		}
	}
	for _, n := range lab.set.Networks {
		for _, router := range lab.RouterAddresses(n.Name) {
			if r := exchange(t, lab, Flow{Host(n.Name), Router(router)}); r.Answered != 1 {
				t.Error(r)
			}
		}
	}
	setup(t, lab, text)
	reports, err := lab.Exchanges(flows)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range reports {
		if r.Answered != 1 || len(r.Legs) != 1 || r.Legs[0] != wants[i] {
			t.Errorf("%v, want %v", r, wants[i])
		}
	}
}

// somebodyIn is an address far away, of the family of the uplink.
func somebodyIn(u site.Uplink) netip.Addr {
	if u.Address.Addr().Is6() {
		return somebody6
	}
	return somebody
}

// A source in a routed prefix is its provider's customer, and nobody else's.
func TestRoutedPrefix(t *testing.T) {
	set := twoProviders()
	set.Providers[0].IPv4.Prefixes = []site.Prefix{{Prefix: netip.MustParsePrefix("192.0.2.0/28")}}
	set.Networks[0] = localNetwork("if0", "192.0.2.0/28")
	lab := newLab(t, set, Options{Defaults: []Default{{"isp2", 0}}, Patience: 100 * time.Millisecond})
	flow := Flow{Host("lan"), Internet("", somebody)}
	if r := exchange(t, lab, flow); r.Answered != 0 || r.Provider() != "isp2" {
		t.Errorf("%v, want it dropped by isp2", r)
	}
	setup(t, lab, splitAccess+"ip rule add from 192.0.2.0/28 table 101 priority 900")
	if r := exchange(t, lab, flow); r.Answered != 1 || r.Provider() != "isp1" {
		t.Errorf("%v, want it by isp1", r)
	}
	back := Flow{Internet("isp1", somebody), Host("lan")}
	if r := exchange(t, lab, back); r.Answered != 1 || r.Provider() != "isp1" {
		t.Errorf("%v, want it by isp1", r)
	}
}

func TestSixtyProviders(t *testing.T) {
	var set site.Site
	for i := 1; i <= 60; i++ {
		set.Providers = append(set.Providers, uplink(i, fmt.Sprint("wan", i), fmt.Sprintf("10.%d.0.2/30", i), fmt.Sprintf("10.%d.0.1", i), ""))
	}
	lab := newLab(t, set, Options{})
	checkNetwork(t, lab)
	begin := time.Now()
	snap(t, lab)
	t.Logf("snapshot in %v", time.Since(begin))
}

func TestBuildRefuses(t *testing.T) {
	if err := Available(); err != nil {
		t.Skip(err)
	}
	set := site.Site{Providers: []site.Provider{
		uplink(1, "tun0", "10.8.0.2/32", "", ""), uplink(2, "tun0", "10.8.0.3/32", "", ""),
	}}
	if _, err := Build(set, Options{}); err == nil {
		t.Error("two tunnels on one interface were built")
	}
	if _, err := Build(twoProviders(), Options{Defaults: []Default{{"isp9", 0}}}); err == nil {
		t.Error("a default route via nobody was built")
	}
	set = twoProviders()
	set.Providers[1].Interface = "much-too-long-a-name"
	if _, err := Build(set, Options{}); err == nil || !strings.Contains(err.Error(), "much-too-long") {
		t.Errorf("error is %v, want it to name the interface", err)
	}
	if left, err := os.ReadDir(netnsDir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// iproute2 5.8 ignores noprefixroute: nothing in the laboratory relies on it.
func TestDrawingWithoutNoprefixroute(t *testing.T) {
	d, err := draw(twoProviders(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range d.machines {
		for _, line := range m.lines {
			if strings.Contains(line, "noprefixroute") {
				t.Errorf("%s: %s", m.space, line)
			}
		}
	}
}
