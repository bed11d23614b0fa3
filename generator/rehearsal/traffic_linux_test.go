package rehearsal

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// mixedFlows are inbound to both addresses, and outbound from both.
func mixedFlows(n int) []Flow {
	flows := make([]Flow, n)
	for i := range flows {
		far := netip.AddrFrom4([4]byte{198, 18, 1, byte(i)})
		name, near := "isp1", address1
		if i%2 == 1 {
			name, near = "isp2", address2
		}
		if i%4 < 2 {
			flows[i] = Flow{Internet(name, far), Router(near)}
		} else {
			flows[i] = Flow{Router(near), Internet("", far)}
		}
	}
	return flows
}

// The lab itself loses nothing, whatever else the machine does.
func TestTrafficBaseline(t *testing.T) {
	const rate, seconds = 2000, 5
	lab := newLab(t, twoProviders(), Options{Defaults: []Default{{"isp1", 100}}})
	setup(t, lab, splitAccess)
	traffic, err := lab.Start(mixedFlows(60), rate)
	if err != nil {
		t.Fatal(err)
	}
	r := run(t, lab, Script{Text: fmt.Sprintf(`end=$(($(date +%%s) + %d)); n=0
while [ "$(date +%%s)" -lt $end ]; do ip route show table all >/dev/null; ip rule >/dev/null; n=$((n + 2)); done; echo $n`, seconds)})
	t.Logf("%s commands meanwhile", r.Stdout)
	sent := 0
	for i, r := range traffic.Stop() {
		sent += r.Sent
		want := []string{"isp1", "isp2"}[i%2]
		if r.Lost() > 0 || r.Changes() > 0 || r.Provider() != want || r.Legs[0].Packets != r.Sent {
			t.Errorf("%v, want all by %s", r, want)
		}
	}
	if sent < rate*(seconds-1)*9/10 {
		t.Errorf("%d packets sent, want %d a second", sent, rate)
	}
	t.Logf("%d packets", sent)
}

// A machine can ask from the port that it is asked at, also when that goes on.
func TestPortInUse(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{Defaults: []Default{{"isp1", 100}}})
	asked := Flow{Internet("isp1", somebody), Router(address1)}
	traffic, err := lab.Start([]Flow{asked}, 100)
	if err != nil {
		t.Fatal(err)
	}
	asks := Flow{Router(netip.Addr{}), Internet("", somebody.Next())}
	asks.From.Port = EchoPort
	if r := exchange(t, lab, asks); r.Answered != 1 {
		t.Error(r)
	}
	if r := traffic.Stop()[0]; r.Lost() > 0 {
		t.Error(r)
	}
}

// Where a host is not reached, what is sent back to it is none of its packets.
func TestStrayAnswer(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{Defaults: []Default{{"isp1", 100}}})
	setup(t, lab, splitAccess+`ip rule add from 10.2.0.1 table 102 priority 1003
nft 'table ip nat { chain post { type nat hook postrouting priority 100; oifname if2 masquerade; }; }'`)
	far := netip.MustParseAddr("10.2.0.1") // behind another router, which isn't there
	if err := lab.Adopt("lan", far); err != nil {
		t.Fatal(err)
	}
	f := Flow{Host("lan"), Internet("", somebody)}
	f.From.Addr = far
	if r := exchange(t, lab, f); r.Answered > 0 || r.Provider() != "isp2" || len(r.Legs) != 1 {
		t.Error(r)
	}
}

// A flow whose way changes is seen to move.
func TestTrafficMoves(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{Defaults: []Default{{"isp1", 100}}})
	setup(t, lab, `nft 'table ip nat { chain post { type nat hook postrouting priority 100; oifname { "if1", "if2" } masquerade; }; }'`)
	traffic, err := lab.Start([]Flow{{Host("lan"), Internet("", somebody)}}, 500)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond)
	setup(t, lab, "ip route add default via 198.51.100.1 dev if2")
	time.Sleep(300 * time.Millisecond)
	setup(t, lab, "ip route del default via 198.51.100.1 dev if2")
	time.Sleep(300 * time.Millisecond)
	r := traffic.Stop()[0]
	// The kernel drops the packet at which a masqueraded connection turns out
	// to have moved and forgets the connection (nf_nat_oif_changed).
	if r.Changes() != 2 || r.Lost() > 4 || r.Provider() != "" {
		t.Errorf("%v, want it to be away and come back", r)
	}
	for i, want := range []Leg{{"isp1", address1, 150}, {"isp2", address2, 150}, {"isp1", address1, 150}} {
		if i < len(r.Legs) && (r.Legs[i].Provider != want.Provider || r.Legs[i].Source != want.Source) {
			t.Errorf("leg %d is %+v, want about %v", i, r.Legs[i], want)
		}
	}
}

func TestSpread(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{})
	setup(t, lab, splitAccess+`ip route add default nexthop via 203.0.113.1 dev if1 weight 3 nexthop via 198.51.100.1 dev if2 weight 1`)
	var to []netip.AddrPort
	for i := range 1000 {
		to = append(to, netip.AddrPortFrom(netip.AddrFrom4([4]byte{198, 18, byte(i >> 8), byte(i)}), EchoPort))
	}
	begin := time.Now()
	counts, err := lab.Spread(Router(netip.Addr{}), to)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%v in %v", counts, time.Since(begin))
	if counts["isp1"]+counts["isp2"] != 1000 || counts["isp1"] < 650 || counts["isp1"] > 850 {
		t.Errorf("%v, want 3 to 1", counts)
	}
}

// All that rules select by can be had, in both families, and nothing else is
// selected.
func TestSelectors(t *testing.T) {
	needUsers(t)
	lab := newLab(t, bothFamilies(), Options{Defaults: []Default{{"isp1", 100}}, Patience: 100 * time.Millisecond})
	setup(t, lab, splitAccess6+`nft 'table inet somebodys { chain output { type route hook output priority 0;
		ip dscp 46 meta mark set 46; ip6 dscp 46 meta mark set 46; meta skuid 1002 meta mark set 1002; }; }'`)
	for _, test := range []struct {
		rule     string
		from, to Endpoint
	}{
		{"ipproto udp sport 5000", Endpoint{Port: 5000}, Endpoint{}},
		{"ipproto udp dport 5001", Endpoint{}, Endpoint{Port: 5001}},
		{"dsfield 0x10", Endpoint{DSCP: 4}, Endpoint{}},
		{"fwmark 46", Endpoint{DSCP: 46}, Endpoint{}},
		{"uidrange 1001-1001", Endpoint{UID: 1001}, Endpoint{}},
		{"fwmark 1002", Endpoint{UID: 1002}, Endpoint{}},
	} {
		for i, far := range []netip.Addr{somebody, somebody6, somebody, somebody6} {
			protocol := []string{"udp", "tcp"}[i/2]
			rule := option(far) + "rule add priority 5 table 102 " + strings.Replace(test.rule, "udp", protocol, 1)
			if err := lab.IP(rule); err != nil {
				t.Fatal(err)
			}
			test.from.Machine, test.to.Machine, test.to.Addr = AtRouter, AtInternet, far
			test.from.Protocol = map[string]int{"udp": UDP, "tcp": TCP}[protocol]
			if r := exchange(t, lab, Flow{test.from, test.to}); r.Provider() != "isp2" {
				t.Errorf("%s: %v, want it by isp2", rule, r)
			}
			if r := exchange(t, lab, Flow{Endpoint{Machine: AtRouter, Protocol: test.from.Protocol}, Internet("", far)}); r.Answered != 1 || r.Provider() != "isp1" {
				t.Errorf("%s: %v, want it by isp1", rule, r)
			}
			if err := lab.IP(option(far) + "rule del priority 5"); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Rules about protocols can be had as well, whatever nft makes of the packets'
// sources; a provider that drops a packet has been seen to get it all the same.
func TestProtocols(t *testing.T) {
	lab := newLab(t, bothFamilies(), Options{Defaults: []Default{{"isp1", 100}}, Patience: 100 * time.Millisecond})
	setup(t, lab, splitAccess6)
	const masquerade = `nft 'table inet somebodys { chain post { type nat hook postrouting priority 100; oifname { "if1", "if2" } masquerade; }; }'`
	for _, ours := range []bool{false, true} {
		if ours {
			setup(t, lab, masquerade)
		}
		for protocol, selector := range map[int]string{TCP: "6 dport 7", UDP: "17", ICMP: "1", ICMPv6: "58", 47: "47", 50: "50", 253: "253"} {
			for i, far := range []netip.Addr{somebody, somebody6} {
				if protocol == []int{ICMPv6, ICMP}[i] || !ours && protocol > UDP {
					continue // of the other family, or much like one of the others
				}
				if err := lab.IP(option(far) + "rule add priority 5 iif if0 table 102 ipproto " + selector); err != nil {
					t.Fatal(err)
				}
				from := Host("lan")
				from.Protocol, from.Addr = protocol, lab.HostAddresses("lan")[i]
				r := exchange(t, lab, Flow{from, Internet("", far)})
				if r.Provider() != "isp2" || (r.Answered == 1) != ours || len(r.Legs) != 1 || r.Legs[0].Packets != 1 {
					t.Errorf("%v, want it by isp2, and an answer: %t", r, ours)
				}
				own := Router([]netip.Addr{address1, address61}[i])
				if err := lab.IP(option(far) + "rule del priority 5"); err != nil {
					t.Fatal(err)
				}
				for _, f := range []Flow{{own, Internet("", far)}, {Internet("isp1", far), Router(own.Addr)}} {
					f.From.Protocol = protocol
					if r := exchange(t, lab, f); r.Answered != 1 || r.Provider() != "isp1" || r.Legs[0].Packets != 1 {
						t.Errorf("%v, want it by isp1", r)
					}
				}
			}
		}
	}
}

// A connection of TCP goes on in later packets.
func TestConnection(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{Defaults: []Default{{"isp1", 100}}})
	from := Router(netip.Addr{})
	from.Protocol = TCP
	traffic, err := lab.Start([]Flow{{from, Internet("", somebody)}}, 200)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(200 * time.Millisecond)
	if r := traffic.Stop()[0]; r.Sent < 10 || r.Lost() > 0 || r.Changes() > 0 {
		t.Errorf("%v", r)
	}
}

func TestLinks(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{Defaults: []Default{{"isp1", 100}}, Patience: 100 * time.Millisecond})
	setup(t, lab, splitAccess)
	works := func(what string, want bool) {
		t.Helper()
		r := exchange(t, lab, Flow{Internet("isp2", somebody), Router(address2)})
		if got := r.Answered == 1; got != want {
			t.Errorf("%s: %v", what, r)
		}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	before := snap(t, lab)
	must(lab.Unplug("isp2"))
	works("unplugged", false)
	must(lab.Plug("isp2"))
	works("plugged", true)
	if diff := Diff(before, snap(t, lab)); diff != "" {
		t.Error(diff)
	}
	must(lab.Down("if2"))
	works("down", false)
	must(lab.Up("if2"))
	works("up, but without the routes", false)
	must(lab.IP("route add default via 198.51.100.1 dev if2 table 102", "route add 198.51.100.0/30 dev if2 src 198.51.100.2 table 102"))
	works("routes restored", true)
	must(lab.IP("addr del 198.51.100.2/30 dev if2"))
	works("no address", false)

	way, err := lab.Lookup("198.18.0.1", "from", "203.0.113.2")
	must(err)
	if way.Interface != "if1" || way.Gateway.String() != "203.0.113.1" {
		t.Errorf("lookup: %+v", way)
	}
	if way, err := lab.Lookup("203.0.113.2"); err != nil || way.Type != "local" {
		t.Errorf("lookup: %+v, %v", way, err)
	}
	must(lab.Down("if1"))
	if way, err := lab.Lookup("198.18.0.1"); err == nil {
		t.Errorf("lookup: %+v, want an error", way)
	}
}
