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

// lanFlows are connections of the host in the local network to the internet.
func lanFlows(n int) []rehearsal.Flow {
	flows := make([]rehearsal.Flow, n)
	for i := range flows {
		flows[i] = rehearsal.Flow{From: rehearsal.Host("lan"), To: rehearsal.Internet("", faraway(i))}
	}
	return flows
}

// lanFlows6 are the same in IPv6.
func lanFlows6(n int) []rehearsal.Flow {
	flows := make([]rehearsal.Flow, n)
	for i := range flows {
		flows[i] = rehearsal.Flow{From: rehearsal.Host("lan"), To: rehearsal.Internet("", faraway6(i))}
	}
	return flows
}

// What a local host sends is translated to the address of the provider that it
// leaves by, but for address space that the provider has routed here.
func TestTranslation(t *testing.T) {
	c := fixture(t, "nat")
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

// The same in IPv6: unique local addresses are translated, address space that a
// provider has routed here and link-local addresses are not.
func TestTranslation6(t *testing.T) {
	c := configure(t, "nat6.hcl", `
network "lan" {
	interface = "if0"
	prefixes  = ["fd00:1::/64"]
}
network "servers" {
	interface = "if3"
	prefixes  = ["2001:db8:100:1::/64"]
}
provider "isp1" {
	interface = "if1"
	masquerade = true
	ipv6 {
		address = "2001:db8:1::2/64"
		gateway = "fe80::1"
		prefixes = ["2001:db8:100::/48"]
	}
}
provider "isp2" {
	interface = "if2"
	masquerade = true
	ipv6 {
		address = "2001:db8:2::2/128"
		gateway = "fe80::2"
	}
}
default_route {
	balance = [provider.isp1, provider.isp2]
}
`)
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	somebodyElse(t, lab, `table inet somebodys {
		chain after { type filter hook postrouting priority 300; oifname { "if1", "if2" } udp dport 7007 goto sources; }
		chain sources { ip6 saddr fe80::/10 counter name untouched; ip6 saddr != fe80::/10 counter name translated; }
		counter untouched { }; counter translated { }
	}`)
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	reports, err := lab.Exchanges(lanFlows6(40))
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]int{}
	for _, r := range reports {
		source := map[string]string{"isp1": "2001:db8:1::2", "isp2": "2001:db8:2::2"}[r.Provider()]
		if r.Answered != 1 || len(r.Legs) != 1 || r.Legs[0].Source.String() != source {
			t.Errorf("%v", r)
		}
		used[r.Provider()]++
	}
	if used["isp1"] == 0 || used["isp2"] == 0 {
		t.Errorf("all by one provider: %v", used)
	}
	for i := range 20 {
		exchangeFrom(t, lab, "isp1", lab.HostAddress("servers"),
			rehearsal.Flow{From: rehearsal.Host("servers"), To: rehearsal.Internet("", faraway6(i))})
	}
	// bash sends to a file of this name.
	for _, to := range []string{"fe80::1%if1", "fe80::2%if2", "ff02::1%if1", "ff02::1%if2"} {
		if r, err := lab.Run(rehearsal.Script{Shell: rehearsal.Bash, Text: "echo question >'/dev/udp/" + to + "/7007'"}); err != nil || r.Exit != 0 {
			t.Error(err, r.Stderr)
		}
	}
	counters := shellOut(t, lab, "nft list counters table inet somebodys")
	if _, untouched, _ := strings.Cut(counters, "counter untouched {"); strings.HasPrefix(strings.TrimSpace(untouched), "packets 0 ") || strings.Count(counters, "packets 0 ") != 1 {
		t.Errorf("link-local sources: %s", counters)
	}
	if err := lab.Down("if1"); err != nil {
		t.Fatal(err)
	}
	if r, err := lab.Exchange(rehearsal.Flow{From: rehearsal.Host("servers"), To: rehearsal.Internet("", somewhere6)}); err != nil || r.Answered != 0 || len(r.Legs) != 0 {
		t.Errorf("%v, %v, want nothing to leave", r, err)
	}
	exchangeFrom(t, lab, "isp2", netip.MustParseAddr("2001:db8:2::2"), lanFlows6(1)[0])
}

// Weights change from 1:9 to 9:1 and back under load, and no connection moves
// or changes its source.
func TestConnectionsStay(t *testing.T) {
	weights := func(one, two string) configuration {
		src := `
network "lan" {
	interface = "if0"
	prefixes  = ["10.0.0.0/24", "fd00:1::/64"]
}
provider "isp1" {
	interface = "if1"
	weight = ` + one + `
	masquerade = true
	ipv4 {
		address = "203.0.113.2/30"
		gateway = "203.0.113.1"
	}
	ipv6 {
		address = "2001:db8:1::2/64"
		gateway = "fe80::1"
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
	ipv6 {
		address = "2001:db8:2::2/64"
		gateway = "2001:db8:2::1"
	}
}
default_route {
	balance = [provider.isp1, provider.isp2]
}
`
		return configure(t, "weights.hcl", src)
	}
	first, second := weights("1", "9"), weights("9", "1")
	lab := build(t, first.set, rehearsal.Options{Defaults: defaultBy(first.set, 100)})
	before := snapshot(t, lab)
	succeed(t, lab, rehearsal.Script{Text: first.setup})
	flows := slices.Concat(lanFlows(flowCount/3), lanFlows6(flowCount/3), boundFlows(first.set, "isp1", "isp2")[:flowCount/3])
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
		c := configure(t, "forward.hcl", inFamilies(true, true, "connection_marks = true", "prefer = provider.isp3\n"+table))
		lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
		hosts := lab.HostAddresses("lan")
		somebodyElse(t, lab, fmt.Sprintf(`table inet somebodys { chain forward { type nat hook prerouting priority dstnat;
			iifname { "if1", "if3" } udp dport 5007 dnat ip to %s:7; iifname { "if1", "if3" } udp dport 5007 dnat ip6 to [%s]:7; }; }`, hosts[0], hosts[1]))
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		var own []rehearsal.Flow
		for _, address := range lab.RouterAddresses("lan") {
			own = append(own, rehearsal.Flow{From: rehearsal.Router(address), To: rehearsal.Host("lan")})
		}
		stop := answered(t, lab, own...)
		for _, s := range sides(c.set) {
			us := rehearsal.Router(s.address())
			us.Port = 5007
			exchange(t, lab, s.Name, rehearsal.Flow{From: rehearsal.Internet(s.Name, s.somewhere), To: us})
		}
		stop()
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
	c := fixture(t, "nat")
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
