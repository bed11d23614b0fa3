package rehearsal_test

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

func mark(n uint32) sender  { return func(e *rehearsal.Endpoint) { e.Mark = n } }
func speaking(n int) sender { return func(e *rehearsal.Endpoint) { e.Protocol = n } }
func plain(a string) endpoint {
	return func(port uint16) rehearsal.Endpoint { return internet(a, port) }
}

type endpoint func(port uint16) rehearsal.Endpoint

// bySender are flows that rules by marks and hardware addresses are about, and
// others. isp2 is who gets what is meant for it, only who gets what may leave by
// nothing else.
func bySender(to, to6 endpoint, isp2, only string) []expectation {
	list := append(by(isp2,
		rehearsal.Flow{From: host("lan"), To: to(4001)},
		rehearsal.Flow{From: host("tv"), To: to(0)},
		rehearsal.Flow{From: host("tv"), To: to(4001)},
		rehearsal.Flow{From: host("lan", speaking(rehearsal.TCP)), To: to(443)},
		rehearsal.Flow{From: router(mark(0x10)), To: to(0)},
		rehearsal.Flow{From: router(mark(0x40010)), To: to(4002)},
		rehearsal.Flow{From: router(mark(0x10), speaking(rehearsal.TCP)), To: to(80)},
	), by(only,
		rehearsal.Flow{From: host("lan"), To: to(4002)},
		rehearsal.Flow{From: router(mark(0x20000)), To: to(4003)},
		rehearsal.Flow{From: router(mark(0x20000), from("203.0.113.2")), To: to(4004)},
	)...)
	list = append(list, by("",
		rehearsal.Flow{From: host("lan"), To: to6(4002)},
		rehearsal.Flow{From: router(mark(0x20000)), To: to6(0)},
	)...)
	return append(list, by("isp1",
		rehearsal.Flow{From: host("lan"), To: to(0)},
		rehearsal.Flow{From: host("lan"), To: to(443)},
		rehearsal.Flow{From: host("lan", speaking(rehearsal.TCP)), To: to(80)},
		rehearsal.Flow{From: host("lan", speaking(rehearsal.TCP)), To: to(444)},
		rehearsal.Flow{From: router(), To: to(0)},
		rehearsal.Flow{From: router(mark(0x11)), To: to(0)},
		rehearsal.Flow{From: router(mark(0x30000)), To: to(0)},
		rehearsal.Flow{From: host("tv"), To: to6(0)},
		rehearsal.Flow{From: router(mark(0x10)), To: to6(0)},
	)...)
}

// Rules by the marks of another program, set before our chains or by a socket, and
// by the hardware addresses of hosts.
func TestSenders(t *testing.T) {
	c := fixture(t, "senders")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100), Patience: 200 * time.Millisecond})
	before := settled(snapshot(t, lab))
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	somebodyElse(t, lab, `table inet marks { chain before { type filter hook prerouting priority mangle - 1;
		udp dport 4001 meta mark set 0x10; udp dport 4002 meta mark set 0x20000; tcp dport 443-444 meta mark set 0x40;
		tcp dport 444 meta mark set 0xc0; }; }`)
	expect(t, lab, "all up", bySender(plain(far4), plain(far6), "isp2", "isp2"))
	if err := lab.Down("if2"); err != nil {
		t.Fatal(err)
	}
	expect(t, lab, "isp2 down", bySender(plain("198.18.0.2"), plain("2001:db8:ffff::2"), "isp1", ""))
	if err := lab.Up("if2"); err != nil {
		t.Fatal(err)
	}
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	expect(t, lab, "again", bySender(plain("198.18.0.3"), plain("2001:db8:ffff::3"), "isp2", "isp2"))
	for words, iface := range map[string]string{
		far4 + " mark 0x10": "if2", far4 + " mark 0x11": "if1", far4 + " mark 0x20000": "if2",
		far4 + " from 10.0.0.9 iif if0 mark 0x10": "if2",
	} {
		if way, err := lab.Lookup(strings.Fields(words)...); err != nil || way.Interface != iface {
			t.Errorf("%s: %+v, %v, want it by %s", words, way, err, iface)
		}
	}
	run(t, lab, rehearsal.Script{Text: "nft delete table inet marks"})
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
	same(t, "teardown", before, settled(snapshot(t, lab)))
}

// A connection stays with its provider when its packets lose their mark: then it
// is not a new one.
func TestSendersConnections(t *testing.T) {
	c := fixture(t, "senders")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	somebodyElse(t, lab, `table inet marks { chain before { type filter hook prerouting priority mangle - 1; udp dport 4001 meta mark set 0x10; }; }`)
	traffic, err := lab.Start([]rehearsal.Flow{
		{From: host("lan", port(5001)), To: internet(far4, 4001)},
		{From: host("tv", port(5002)), To: internet(far4, 4000)},
	}, 200)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond)
	run(t, lab, rehearsal.Script{Text: "nft delete table inet marks"})
	time.Sleep(100 * time.Millisecond)
	for _, r := range traffic.Stop() {
		if r.Lost() > 0 || r.Provider() != "isp2" || r.Changes() > 0 {
			t.Errorf("%v", r)
		}
	}
	exchange(t, lab, "isp2", rehearsal.Flow{From: rehearsal.Internet("isp2", netip.MustParseAddr(far4)), To: rehearsal.Router(netip.MustParseAddr("198.51.100.2"))})
}
