package rehearsal_test

import (
	"net/netip"
	"slices"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// A home router gets its addresses by DHCP. Everything leaves by the fibre; by
// the stick when there is nothing else, if it is plugged in at all.
func TestHome(t *testing.T) {
	c := fixture(t, "home")
	lab := build(t, c.set, rehearsal.Options{})
	fibre, lte := c.set.Providers[0], c.set.Providers[1]
	before := sorted(snapshot(t, lab))
	out := rehearsal.Flow{From: rehearsal.Host("home"), To: rehearsal.Internet("", somewhere)}
	if err := lab.Detach(lte.Interface); err != nil {
		t.Fatal(err)
	}
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	exchangeFrom(t, lab, "fibre", fibre.IPv4.Address.Addr(), out)
	if err := lab.Attach(lte.Interface); err != nil {
		t.Fatal(err)
	}
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	exchangeFrom(t, lab, "fibre", fibre.IPv4.Address.Addr(), out)
	if err := lab.Down(fibre.Interface); err != nil {
		t.Fatal(err)
	}
	out.To = rehearsal.Internet("", faraway(1)) // another connection
	exchangeFrom(t, lab, "lte", lte.IPv4.Address.Addr(), out)
	if err := lab.Detach(fibre.Interface); err != nil {
		t.Fatal(err)
	}
	if err := lab.Attach(fibre.Interface); err != nil { // and its DHCP client
		t.Fatal(err)
	}
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	out.To = rehearsal.Internet("", faraway(2))
	exchangeFrom(t, lab, "fibre", fibre.IPv4.Address.Addr(), out)
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
	same(t, "teardown", before, sorted(snapshot(t, lab)))
}

// An office has public addresses of two providers, and forwards a port.
func TestOffice(t *testing.T) {
	c := fixture(t, "office")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	before := snapshot(t, lab)
	desk := lab.HostAddress("desks")
	somebodyElse(t, lab, `table ip somebodys { chain forward { type nat hook prerouting priority dstnat; iifname { "eth1", "eth2" } udp dport 5007 dnat to `+desk.String()+`:7; }; }`)
	firewall := snapshot(t, lab)
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	exchangeFrom(t, lab, "fibre", c.set.Providers[0].IPv4.Address.Addr(),
		rehearsal.Flow{From: rehearsal.Host("desks"), To: rehearsal.Internet("", somewhere)})
	exchange(t, lab, "radio", rehearsal.Flow{From: rehearsal.Host("desks"), To: rehearsal.Internet("", netip.MustParseAddr("192.0.2.251"))})
	stop := answered(t, lab, rehearsal.Flow{From: rehearsal.Router(netip.Addr{}), To: rehearsal.Host("desks")})
	for i, servers := range []string{"fibre-servers", "radio-servers"} {
		p := c.set.Providers[i]
		server := rehearsal.Host(servers)
		exchangeFrom(t, lab, p.Name, lab.HostAddress(servers), rehearsal.Flow{From: server, To: rehearsal.Internet("", somewhere)})
		exchange(t, lab, p.Name, rehearsal.Flow{From: rehearsal.Internet(p.Name, faraway(i)), To: server})
		exchange(t, lab, "", rehearsal.Flow{From: rehearsal.Host("desks"), To: server})
		forwarded := rehearsal.Router(p.IPv4.Address.Addr())
		forwarded.Port = 5007
		exchange(t, lab, p.Name, rehearsal.Flow{From: rehearsal.Internet(p.Name, faraway(i)), To: forwarded})
	}
	stop()
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
	same(t, "teardown", firewall, snapshot(t, lab))
	somebodyElse(t, lab, "delete table ip somebodys")
	same(t, "without the firewall", before, snapshot(t, lab))
}

// A cloud host is asked at each of its addresses, by strangers and by
// neighbours of its other cards.
func TestCloud(t *testing.T) {
	c := fixture(t, "cloud")
	lab := build(t, c.set, rehearsal.Options{})
	before := snapshot(t, lab)
	succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: rehearsal.BusyBox})
	answersByItsProvider(t, lab, c.set)
	exchange(t, lab, "front", rehearsal.Flow{From: rehearsal.Router(netip.Addr{}), To: rehearsal.Internet("", somewhere)})
	succeed(t, lab, rehearsal.Script{Text: c.teardown, Shell: rehearsal.BusyBox})
	same(t, "teardown", before, snapshot(t, lab))
}

// Two modems with the same subnet and the same address each get their share.
func TestSamePrivateNetwork(t *testing.T) {
	c := fixture(t, "same-private")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	reports, err := lab.Exchanges(lanFlows(60))
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]int{}
	for _, r := range reports {
		for _, p := range c.set.Providers {
			if r.Provider() == p.Name && (r.Answered != 1 || r.Legs[0].Source != p.IPv4.Address.Addr()) {
				t.Errorf("%v", r)
			}
		}
		used[r.Provider()]++
	}
	if used["dsl"] <= used["cable"] || used["cable"] == 0 || used["dsl"]+used["cable"] != len(reports) {
		t.Errorf("%v, want all by both, and more by dsl", used)
	}
}

// sorted is a snapshot in which it doesn't matter in which order interfaces
// came.
func sorted(s rehearsal.Snapshot) rehearsal.Snapshot {
	for _, section := range s {
		slices.Sort(section.Lines)
	}
	return s
}

// Some go through the tunnel or not at all, whatever becomes of it. Its own
// packets never do, whoever sends them.
func TestVPN(t *testing.T) {
	c := fixture(t, "vpn")
	isp, vpn := c.set.Providers[0], c.set.Providers[1]
	company, company6 := internet("10.200.0.9", 0), internet("2001:db8:cf::9", 0)
	lan := host("lan")
	user := changed(rehearsal.Router(netip.Addr{}), []sender{as(1001)})
	through := []expectation{
		{rehearsal.Flow{From: lan, To: company}, "vpn"},
		{rehearsal.Flow{From: rehearsal.Router(netip.Addr{}), To: company}, "vpn"},
		{rehearsal.Flow{From: rehearsal.Router(netip.Addr{}), To: company6}, "vpn"},
		{rehearsal.Flow{From: user, To: internet("198.18.0.1", 0)}, "vpn"},
		{rehearsal.Flow{From: user, To: internet("2001:db8:ffff::1", 0)}, "vpn"},
	}
	around := []expectation{
		{rehearsal.Flow{From: lan, To: internet("198.18.0.2", 0)}, "isp"},
		{rehearsal.Flow{From: rehearsal.Router(netip.Addr{}), To: internet("198.18.0.3", 0)}, "isp"},
		{rehearsal.Flow{From: user, To: internet("192.0.2.1", 0)}, "isp"},
	}
	for _, gone := range []struct {
		how  string
		away func(lab *rehearsal.Lab) error
	}{
		{"down", func(lab *rehearsal.Lab) error { return lab.Down(vpn.Interface) }},
		{"without its addresses", func(lab *rehearsal.Lab) error { return lab.IP("addr flush dev " + vpn.Interface) }},
		{"gone", func(lab *rehearsal.Lab) error { return lab.Detach(vpn.Interface) }},
	} {
		lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		expect(t, lab, "as it should be", append(slices.Clone(through), around...))
		exchangeFrom(t, lab, "vpn", vpn.IPv4.Address.Addr(), rehearsal.Flow{From: lan, To: internet("10.200.0.10", 0)})
		exchangeFrom(t, lab, "isp", isp.IPv4.Address.Addr(), rehearsal.Flow{From: lan, To: internet("198.18.0.9", 0)})
		if err := gone.away(lab); err != nil {
			t.Fatal(err)
		}
		for _, e := range through {
			// In IPv6, routes outlive the address that they name.
			if r, err := lab.Exchange(e.flow); err != nil || r.Answered != 0 || r.Provider() == "isp" || len(r.Legs) > 1 {
				t.Errorf("the tunnel is %s: %v, %v", gone.how, r, err)
			}
		}
		expect(t, lab, "the tunnel is "+gone.how, around)
		if err := lab.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
