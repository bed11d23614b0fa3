package rehearsal_test

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/render"
)

// lanFlows are connections of the host in the local network to the internet.
func lanFlows(n int) []rehearsal.Flow {
	flows := make([]rehearsal.Flow, n)
	for i := range flows {
		flows[i] = rehearsal.Flow{From: rehearsal.Host("lan"), To: rehearsal.Internet("", faraway(i))}
	}
	return flows
}

// What a local host sends is translated to the address of the provider that it
// leaves by, but for address space that the provider has routed here.
func TestTranslation(t *testing.T) {
	c := fixture(t, "nat", render.Options{})
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	sources := map[string]netip.Addr{}
	for _, p := range c.set.Providers {
		sources[p.Name] = p.IPv4.Address.Addr()
	}
	used := map[string]int{}
	reports, err := lab.Exchanges(lanFlows(40))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reports {
		if r.Answered != 1 || len(r.Legs) != 1 || r.Legs[0].Source != sources[r.Provider()] {
			t.Errorf("%v", r)
		}
		used[r.Provider()]++
	}
	if used["isp1"] == 0 || used["isp2"] == 0 {
		t.Errorf("all by one provider: %v", used)
	}
	for i := range 20 {
		exchangeFrom(t, lab, "isp1", lab.HostAddress("servers"),
			rehearsal.Flow{From: rehearsal.Host("servers"), To: rehearsal.Internet("", faraway(i))})
	}
	// With its provider gone, it doesn't leave at all.
	if err := lab.Down("if1"); err != nil {
		t.Fatal(err)
	}
	for _, f := range []rehearsal.Flow{
		{From: rehearsal.Host("servers"), To: rehearsal.Internet("", somewhere)},
		{From: rehearsal.Router(sources["isp1"]), To: rehearsal.Internet("", somewhere)},
	} {
		if r, err := lab.Exchange(f); err != nil || r.Answered != 0 || len(r.Legs) != 0 {
			t.Errorf("%v, %v, want nothing to leave", r, err)
		}
	}
	exchangeFrom(t, lab, "isp2", sources["isp2"], lanFlows(1)[0])
}

func exchangeFrom(t *testing.T, lab *rehearsal.Lab, by string, source netip.Addr, f rehearsal.Flow) {
	t.Helper()
	r, err := lab.Exchange(f)
	if err != nil || r.Answered != 1 || len(r.Legs) != 1 || r.Legs[0].Provider != by || r.Legs[0].Source != source {
		t.Errorf("%v, %v, want it answered, by %s from %v", r, err, by, source)
	}
}

// Weights change from 1:9 to 9:1 and back under load, and no connection moves
// or changes its source.
func TestConnectionsStay(t *testing.T) {
	weights := func(one, two string) configuration {
		src := `
network "lan" {
	interface = "if0"
	prefixes  = ["10.0.0.0/24"]
}
provider "isp1" {
	interface = "if1"
	weight = ` + one + `
	masquerade = true
	ipv4 {
		address = "203.0.113.2/30"
		gateway = "203.0.113.1"
	}
}
provider "isp2" {
	interface = "if2"
	weight = ` + two + `
	masquerade = true
	ipv4 {
		address = "198.51.100.2/30"
		gateway = "198.51.100.1"
	}
}
default_route {
	balance = [provider.isp1, provider.isp2]
}
`
		return configure(t, "weights.hcl", src, render.Options{})
	}
	first, second := weights("1", "9"), weights("9", "1")
	lab := build(t, first.set, rehearsal.Options{Defaults: defaultBy(first.set, 100)})
	before := snapshot(t, lab)
	succeed(t, lab, rehearsal.Script{Text: first.setup})
	flows := append(lanFlows(flowCount/2), boundFlows(first.set, "isp1", "isp2")[:flowCount/2]...)
	traffic, err := lab.Start(flows, packetRate)
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	for i := range 10 {
		time.Sleep(pause)
		c := []configuration{second, first}[i%2]
		succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shells[i%len(shells)]})
	}
	time.Sleep(pause)
	lossless(t, traffic.Stop(), begin)
	succeed(t, lab, rehearsal.Script{Text: first.teardown})
	same(t, "teardown", before, snapshot(t, lab))
}

// A port that somebody else's table forwards to a local host is answered by
// the provider that the question came by, whatever the default prefers.
func TestForwardedPort(t *testing.T) {
	for _, table := range []string{"", `table = "main"`} {
		c := configure(t, "forward.hcl", twoOfThree("", "prefer = provider.isp3\n"+table), render.Options{})
		lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
		somebodyElse(t, lab, `table ip somebodys { chain forward { type nat hook prerouting priority dstnat; iifname { "if1", "if3" } udp dport 5007 dnat to `+lab.HostAddress("lan").String()+`:7; }; }`)
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		// This also starts the host's server.
		exchange(t, lab, "", rehearsal.Flow{From: rehearsal.Router(netip.Addr{}), To: rehearsal.Host("lan")})
		for _, p := range c.set.Providers {
			us := rehearsal.Router(p.IPv4.Address.Addr())
			us.Port = 5007
			exchange(t, lab, p.Name, rehearsal.Flow{From: rehearsal.Internet(p.Name, somewhere), To: us})
		}
		if err := lab.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func somebodyElse(t *testing.T, lab *rehearsal.Lab, table string) {
	t.Helper()
	r, err := lab.Run(rehearsal.Script{Text: "nft '" + table + "'"})
	if err != nil || r.Exit != 0 {
		t.Fatal(err, r.Stderr)
	}
}

// The bits of marks that are not ours survive, on packets and on connections.
func TestForeignBits(t *testing.T) {
	c := fixture(t, "nat", render.Options{})
	lab := build(t, c.set, rehearsal.Options{})
	somebodyElse(t, lab, `table inet somebodys {
		chain before { type filter hook prerouting priority -200; meta mark set meta mark | 0x4000; ct state new ct mark set ct mark | 0xff0000; }
		chain after { type filter hook postrouting priority 300; oifname { "if1", "if2" } ip saddr != 0.0.0.0 goto count; }
		chain count { meta mark & 0x4000 == 0 counter name lost; ct mark & 0xff0000 != 0xff0000 counter name lost; ct mark & 0x3f00 == 0 counter name unmarked; counter name seen; }
		counter lost { }; counter unmarked { }; counter seen { }
	}`)
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	for range 2 { // the second packet of a connection is where marks are restored
		traffic, err := lab.Start(lanFlows(20), 400)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(pause)
		for _, r := range traffic.Stop() {
			if r.Lost() > 0 || r.Changes() > 0 {
				t.Errorf("%v", r)
			}
		}
	}
	r, err := lab.Run(rehearsal.Script{Text: "nft list counters table inet somebodys"})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"lost", "unmarked"} {
		_, rest, _ := strings.Cut(r.Stdout, "counter "+name+" {")
		if !strings.HasPrefix(strings.TrimSpace(rest), "packets 0 ") {
			t.Errorf("%s: %s", name, r.Stdout)
		}
	}
	if strings.Count(r.Stdout, "packets 0 ") != 2 {
		t.Errorf("no packet was counted: %s", r.Stdout)
	}
}
