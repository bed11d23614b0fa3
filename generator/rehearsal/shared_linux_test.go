package rehearsal_test

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// oneGateway has two addresses behind one gateway, and a provider elsewhere.
const oneGateway = `
network "lan" {
	interface = "if0"
	prefixes  = ["10.0.0.0/24"]
}
provider "isp1" {
	interface = "if1"
	optional  = true
	ipv4 {
		address = "203.0.113.2/29"
		gateway = "203.0.113.1"
	}
}
provider "isp2" {
	interface = "if1"
	ipv4 {
		address  = "203.0.113.3/29"
		gateway  = "203.0.113.1"
		prefixes = ["192.0.2.0/28"]
	}
}
provider "isp3" {
	interface = "if2"
	ipv4 {
		address = "198.51.100.2/30"
		gateway = "198.51.100.1"
	}
}
rule "r" {
	from = ["10.0.0.0/24"]
	via  = provider.isp2
}
default_route {
	prefer = provider.isp3
}
`

// Two addresses behind one gateway: a connection is that of the provider whose
// source it has, and else goes the same way by either, also without the first one.
func TestOneGateway(t *testing.T) {
	c := configure(t, "shared.hcl", oneGateway)
	lab := build(t, c.set, rehearsal.Options{})
	if err := lab.Unplug("isp1"); err != nil { // its router has the same address
		t.Fatal(err)
	}
	somebodyElse(t, lab, `table inet somebodys {
		chain after { type filter hook postrouting priority 300; oifname "if1" udp dport 7 goto marks; }
		chain marks { ip saddr 203.0.113.2 ct mark & 0x3f00 != 0x100 counter name wrong; ip saddr { 203.0.113.3, 192.0.2.0/28 } ct mark & 0x3f00 != 0x200 counter name wrong; ct mark & 0x3f00 == 0 counter name wrong; }
		counter wrong { }
	}`)
	isp2 := netip.MustParseAddr("203.0.113.3")
	flows := []rehearsal.Flow{
		{From: rehearsal.Router(isp2), To: internet(far4, 0)},
		{From: host("lan"), To: internet("198.18.0.2", 0)},
	}
	for _, gone := range []bool{false, true} {
		if gone {
			if err := lab.IP("addr del 203.0.113.2/29 dev if1", "addr replace 203.0.113.3/29 dev if1"); err != nil {
				t.Fatal(err)
			}
		}
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		traffic, err := lab.Start(flows, 100)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(pause)
		for _, r := range traffic.Stop() {
			if r.Provider() != "isp2" || r.Legs[0].Packets < r.Sent {
				t.Errorf("isp1 gone: %t: %v", gone, r)
			}
		}
	}
	if counted := shellOut(t, lab, "nft list counters table inet somebodys"); strings.Contains(counted, "packets ") && !strings.Contains(counted, "packets 0 ") {
		t.Errorf("connections have marks of others, or none: %s", counted)
	}
}

// What local networks send to somebody in the network of a provider is translated
// to that provider's address, though it shares its interface; what this machine
// sends there keeps its source.
func TestNeighboursOnSharedInterface(t *testing.T) {
	for _, table := range []string{"", `table = "main"`} {
		src := strings.ReplaceAll(readFixture(t, "one-interface"), "/30", "/29")
		c := configure(t, "one-interface.hcl", strings.Replace(src, "balance", table+"\nbalance", 1))
		lab := build(t, c.set, rehearsal.Options{})
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		for i, p := range c.set.Providers {
			u := p.IPv4
			exchange(t, lab, p.Name, rehearsal.Flow{From: rehearsal.Router(u.Address.Addr()), To: rehearsal.Internet(p.Name, u.Gateway)})
			near := u.Address.Addr().Next().Next()
			livesAt(t, lab, near, u.Gateway, p.Interface)
			exchangeFrom(t, lab, p.Name, u.Address.Addr(), rehearsal.Flow{From: host("lan"), To: rehearsal.Internet(p.Name, near)})
			// In main the networks of both are found directly, whoever asks.
			own := c.set.Providers[1-i].IPv4.Address.Addr()
			if table == "" {
				own = u.Address.Addr()
			}
			r, err := lab.Exchange(rehearsal.Flow{From: rehearsal.Router(own), To: rehearsal.Internet(p.Name, near)})
			if err != nil || r.Provider() != p.Name || r.Legs[0].Source != own {
				t.Errorf("%v, %v, want it by %s from %s", r, err, p.Name, own)
			}
		}
		lab.Close()
	}
}

// livesAt has a neighbour found where another one is that the router knows.
func livesAt(t *testing.T, lab *rehearsal.Lab, near, other netip.Addr, iface string) {
	t.Helper()
	words := strings.Fields(shellOut(t, lab, fmt.Sprintf("ip neigh show %s dev %s", other, iface)))
	i := slices.Index(words, "lladdr")
	if i < 0 {
		t.Fatal(other, "is nowhere")
	}
	if err := lab.IP(fmt.Sprintf("neigh replace %s lladdr %s dev %s nud permanent", near, words[i+1], iface)); err != nil {
		t.Fatal(err)
	}
}
