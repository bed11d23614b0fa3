package rehearsal_test

import (
	"fmt"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// alone are flows that one selector decides, and their neighbours that it does
// not, in the family of an address. selected is who gets the first ones.
func alone(far, selected string) []expectation {
	to := func(port uint16) rehearsal.Endpoint { return internet(far, port) }
	return append(by(selected,
		rehearsal.Flow{From: host("guests"), To: to(0)},
		rehearsal.Flow{From: host("phones"), To: to(0)},
		rehearsal.Flow{From: host("lan"), To: to(53)},
		rehearsal.Flow{From: router(), To: to(53)},
		rehearsal.Flow{From: host("lan", port(123)), To: to(0)},
		rehearsal.Flow{From: host("lan", class(46)), To: to(0)},
		rehearsal.Flow{From: router(class(46)), To: to(0)},
		rehearsal.Flow{From: router(as(1001)), To: to(0)},
		rehearsal.Flow{From: router(as(2000)), To: to(0)},
		rehearsal.Flow{From: router(as(2999)), To: to(0)},
	), by("isp1",
		rehearsal.Flow{From: host("lan"), To: to(0)},
		rehearsal.Flow{From: host("lan"), To: to(54)},
		rehearsal.Flow{From: host("lan", port(124)), To: to(0)},
		rehearsal.Flow{From: host("lan", class(45)), To: to(0)},
		rehearsal.Flow{From: host("lan", as(1001)), To: to(0)},
		rehearsal.Flow{From: router(), To: to(0)},
		rehearsal.Flow{From: router(class(47)), To: to(0)},
		rehearsal.Flow{From: router(as(1000)), To: to(0)},
		rehearsal.Flow{From: router(as(3000)), To: to(0)},
	)...)
}

// combined are flows for the rules with several selectors, and what differs
// from them in one thing. isp2 is who gets what is meant for it. Connections
// stay where they are, so each phone has others.
func combined(isp2, unreachable string, phone int) []expectation {
	registrar := fmt.Sprintf("198.51.100.%d", 128+phone)
	sip := func(from, to uint16, addr string) rehearsal.Flow {
		return rehearsal.Flow{From: host("phones", port(from)), To: internet(addr, to)}
	}
	test := func(addr string, changes ...sender) rehearsal.Flow {
		return rehearsal.Flow{From: router(changes...), To: internet(addr, 0)}
	}
	list := by("isp1",
		sip(5060, 5060, registrar), sip(5061, 5060, registrar),
		test("198.51.100.77", as(1002), class(11)), test("198.51.100.77", as(1003), class(10)),
		test(far4, as(1002), class(10)),
		rehearsal.Flow{From: host("lan", class(10)), To: internet("198.51.100.77", 0)},
		rehearsal.Flow{From: host("guests"), To: internet("192.0.2.53", 0)}, // routes come first
		rehearsal.Flow{From: host("lan"), To: internet("192.0.3.9", 0)},
		rehearsal.Flow{From: host("lan"), To: internet("192.0.4.9", 0)}, // the kernel takes it for root's
	)
	list = append(list, by(isp2,
		sip(5059, 5060, registrar), sip(5060, 5061, registrar), sip(5060, 5060, fmt.Sprintf("198.51.100.%d", 8+phone)),
		rehearsal.Flow{From: host("lan"), To: internet("192.0.2.9", 0)},
		rehearsal.Flow{From: router(), To: internet("192.0.2.9", 0)},
		rehearsal.Flow{From: router(), To: internet("192.0.4.9", 0)},
		rehearsal.Flow{From: host("lan"), To: internet("2001:db8:192::9", 0)},
	)...)
	return append(list, by(unreachable, test("198.51.100.77", as(1002), class(10)))...)
}

// Every selector alone and together with others, with packets that it holds
// for and packets that it doesn't hold for. The lookups are for protocols that
// the laboratory doesn't speak.
func TestRules(t *testing.T) {
	c := fixture(t, "rules")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100), Patience: 200 * time.Millisecond})
	somebodyElse(t, lab, `table inet somebodys { counter strange { }; counter seen { };
		chain after { type filter hook postrouting priority 300; ct mark & 0x3f00 != 0 counter name seen; ct mark & 0x3f00 != { 0x0, 0x100, 0x200 } counter name strange; }; }`)
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	expect(t, lab, "all up", append(append(alone(far4, "isp2"), alone(far6, "isp2")...), combined("isp2", "isp2", 1)...))
	checkLookups(t, lab)
	if r := run(t, lab, rehearsal.Script{Text: "nft list counters table inet somebodys"}); strings.Count(r.Stdout, "packets 0 ") != 1 {
		t.Errorf("connections have marks of rules, or none: %s", r.Stdout)
	}
	// As if there were no rule, but for those that say otherwise.
	if err := lab.Down("if2"); err != nil {
		t.Fatal(err)
	}
	expect(t, lab, "isp2 down", append(append(alone("198.18.0.2", "isp1"), alone("2001:db8:ffff::2", "isp1")...), combined("isp1", "", 2)...))
	if err := lab.Up("if2"); err != nil {
		t.Fatal(err)
	}
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	if err := lab.Down("if1"); err != nil {
		t.Fatal(err)
	}
	expect(t, lab, "isp1 down", by("", rehearsal.Flow{From: host("phones", port(5060)), To: internet("198.51.100.133", 5060)}))
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
}

func checkLookups(t *testing.T, lab *rehearsal.Lab) {
	t.Helper()
	mail := func(from, protocol, port string) string {
		return far4 + " from " + from + " iif if0 ipproto " + protocol + " sport 1000 dport " + port
	}
	for words, iface := range map[string]string{
		mail("10.0.0.9", "tcp", "25"):   "if2",
		mail("10.0.0.9", "tcp", "466"):  "if2",
		mail("10.0.0.150", "tcp", "25"): "if2",
		mail("10.0.0.9", "tcp", "26"):   "if1",
		mail("10.0.0.9", "tcp", "467"):  "if1",
		mail("10.0.0.200", "tcp", "25"): "if1",
		mail("10.0.0.9", "udp", "25"):   "if1",
		far4 + " ipproto icmp":          "if2",
		far4:                            "if1",
		far6 + " from 2001:db8:10::9 iif if0 ipproto tcp dport 587": "if2",
		far6 + " from 2001:db8:20::9 iif if0 ipproto tcp dport 587": "if1",
	} {
		if way, err := lab.Lookup(strings.Fields(words)...); err != nil || way.Interface != iface {
			t.Errorf("%s: %+v, %v, want it by %s", words, way, err, iface)
		}
	}
}

// tunnelled are flows that leave by the tunnel or not at all, and others.
func tunnelled(vpn string) []expectation {
	list := append(by(vpn,
		rehearsal.Flow{From: host("guests"), To: internet(far4, 0)},
		rehearsal.Flow{From: router(as(1001)), To: internet(far4, 0)},
		rehearsal.Flow{From: router(as(1002)), To: internet(far4, 0)},
		rehearsal.Flow{From: host("lan", class(8)), To: internet(far4, 0)},
		rehearsal.Flow{From: router(class(8)), To: internet(far4, 0)},
		// Not far4: no port of root's sockets, which conntrack still knows, is taken again.
		rehearsal.Flow{From: router(as(1001), from("203.0.113.2")), To: internet("198.18.0.2", 0)},
	), by("",
		rehearsal.Flow{From: router(as(1001), from("2001:db8:1::2")), To: internet(far6, 0)},
		rehearsal.Flow{From: host("guests"), To: internet(far6, 0)},
		rehearsal.Flow{From: router(as(1001)), To: internet(far6, 0)},
		rehearsal.Flow{From: host("lan", class(8)), To: internet(far6, 0)},
		rehearsal.Flow{From: router(class(8)), To: internet(far6, 0)},
	)...)
	return append(list, by("isp1",
		rehearsal.Flow{From: router(as(1002)), To: internet(far6, 0)},
		rehearsal.Flow{From: router(as(1001)), To: internet("192.0.2.1", 0)}, // the tunnel's other end
		rehearsal.Flow{From: host("guests"), To: internet("192.0.2.1", 0)},
		rehearsal.Flow{From: host("lan"), To: internet(far4, 0)},
		rehearsal.Flow{From: host("lan"), To: internet(far6, 0)},
		rehearsal.Flow{From: router(), To: internet(far4, 0)},
		rehearsal.Flow{From: router(), To: internet(far6, 0)},
	)...)
}

// What may leave by the tunnel only leaves by nothing else, whatever becomes of
// the tunnel, and local networks are reached all the same.
func TestKillSwitch(t *testing.T) {
	c := fixture(t, "killswitch")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100), Patience: 200 * time.Millisecond})
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	expect(t, lab, "tunnel up", tunnelled("vpn"))
	for _, f := range []rehearsal.Flow{
		{From: host("guests"), To: host("lan")},
		{From: host("guests"), To: rehearsal.Router(lab.RouterAddress("guests"))},
		{From: router(as(1001)), To: host("guests")},
		{From: host("lan", class(8)), To: host("guests")},
	} {
		exchange(t, lab, "", f)
	}
	traffic, err := lab.Start(confined(), 500) // connections that are there before
	if err != nil {
		t.Fatal(err)
	}
	for _, broken := range []struct {
		how           string
		breaks, heals func() error
	}{
		{"without a route", func() error { return lab.IP("route flush table 102") }, nil},
		{"without its address", func() error { return lab.IP("addr del 172.16.0.2/32 dev tun0") }, func() error { return lab.IP("addr add 172.16.0.2/32 dev tun0") }},
		{"down", func() error { return lab.Down("tun0") }, func() error { return lab.Up("tun0") }},
		{"gone", func() error { return lab.Detach("tun0") }, func() error { return lab.Attach("tun0") }},
	} {
		if err := broken.breaks(); err != nil {
			t.Fatal(broken.how, err)
		}
		expect(t, lab, "tunnel "+broken.how, tunnelled(""))
		if broken.heals != nil {
			if err := broken.heals(); err != nil {
				t.Fatal(broken.how, err)
			}
		}
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		expect(t, lab, "tunnel mended, after it was "+broken.how, tunnelled("vpn"))
	}
	staysIn(t, traffic.Stop(), "vpn")
}

// A socket of a confined user may reuse the address and port of another user's socket, whose
// connection conntrack still knows: its packets don't leave by that connection's provider.
// Answers to packets that came in by another provider do.
func TestKillSwitchAndPortsTakenOver(t *testing.T) {
	c := fixture(t, "killswitch")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100), Patience: 200 * time.Millisecond})
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	for i, own := range []struct{ address, far string }{{"203.0.113.2", far4}, {"2001:db8:1::2", far6}} {
		at := port(uint16(5000 + i))
		expect(t, lab, "root", by("isp1", rehearsal.Flow{From: router(from(own.address), at), To: internet(own.far, 0)}))
		reports, err := lab.Exchanges([]rehearsal.Flow{{From: router(as(1001), from(own.address), at), To: internet(own.far, 0)}})
		if err != nil {
			t.Fatal(err)
		}
		staysIn(t, reports, "vpn")
		expect(t, lab, "came in", by("isp1", rehearsal.Flow{From: rehearsal.Internet("isp1", netip.MustParseAddr(own.far)), To: router(from(own.address))}))
	}
	for _, user := range []int{0, 1001} { // the tunnel's other end is in isp1's routes
		expect(t, lab, "routes", by("isp1", rehearsal.Flow{From: router(as(user), port(5002)), To: internet("192.0.2.1", 0)}))
	}
}

// A kill switch for all that this machine sends keeps nobody from putting a
// default by another provider into main, whatever its link has been through, and
// lets out only what names that provider's interface, to its network alone.
func TestKillSwitchAndGateways(t *testing.T) {
	for _, table := range []string{"", `table = "main"`} {
		c := configure(t, "all.hcl", fmt.Sprintf(`
provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/24"
    gateway = "203.0.113.1"
  }
}
provider "isp2" {
  interface = "if2"
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}
rule "all" {
  to        = ["0.0.0.0/0"]
  via       = provider.isp1
  otherwise = "unreachable"
}
default_route {
  prefer = provider.isp1
  %s
}
`, table))
		lab := build(t, c.set, rehearsal.Options{Defaults: []rehearsal.Default{{Provider: "isp2", Metric: 100}}})
		before := settled(snapshot(t, lab))
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		flap(t, lab, "if2")
		isp2 := c.set.Providers[1].IPv4
		if err := lab.IP(fmt.Sprintf("route add default via %v dev if2 proto dhcp src %v metric 100", isp2.Gateway, isp2.Address.Addr())); err != nil {
			t.Errorf("%s: %v", table, err)
		}
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		expect(t, lab, table, by("isp1", rehearsal.Flow{From: router(), To: internet(far4, 0)}))
		exchange(t, lab, "isp2", rehearsal.Flow{From: rehearsal.Internet("isp2", netip.MustParseAddr(far4)), To: rehearsal.Router(isp2.Address.Addr())})
		if err := lab.Down("if1"); err != nil {
			t.Fatal(err)
		}
		expect(t, lab, table+", without isp1", by("", rehearsal.Flow{From: router(), To: internet(far4, 0)}))
		if err := lab.Up("if1"); err != nil {
			t.Fatal(err)
		}
		succeed(t, lab, rehearsal.Script{Text: c.teardown})
		same(t, table+", teardown", before, settled(snapshot(t, lab)))
		lab.Close()
	}
}

// staysIn wants that flows left by one provider or by none.
func staysIn(t *testing.T, reports []rehearsal.Report, provider string) {
	t.Helper()
	for _, r := range reports {
		for _, leg := range r.Legs {
			if leg.Provider != provider {
				t.Errorf("%v: leaked by %s", r, leg.Provider)
			}
		}
	}
}

// moved are two configurations in which the rules have other positions.
func moved(t *testing.T) (first, second configuration) {
	t.Helper()
	src, err := os.ReadFile("../../testdata/valid/killswitch.hcl")
	if err != nil {
		t.Fatal(err)
	}
	const other = "rule \"voice\" {\n\tdscp = \"ef\"\n\tvia  = provider.isp1\n}\n"
	return fixture(t, "killswitch"),
		configure(t, "killswitch.hcl", strings.Replace(string(src), `rule "guests"`, other+`rule "guests"`, 1))
}

// confined are the flows of tunnelled that leave by the tunnel or not at all.
func confined() []rehearsal.Flow {
	var flows []rehearsal.Flow
	for _, e := range tunnelled("vpn") {
		if e.by != "isp1" {
			flows = append(flows, e.flow)
		}
	}
	return flows
}

// One setup replaces another one in which the rules come in another order,
// while connections begin: none of them leaks.
func TestReplacedRules(t *testing.T) {
	first, second := moved(t)
	lab := build(t, first.set, rehearsal.Options{Defaults: defaultBy(first.set, 100)})
	succeed(t, lab, rehearsal.Script{Text: first.setup})
	for i, c := range []configuration{second, first} {
		var flows []rehearsal.Flow
		for range 100 {
			flows = append(flows, confined()...)
		}
		traffic, err := lab.Start(flows, 2000)
		if err != nil {
			t.Fatal(err)
		}
		succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shells[i]})
		reports := traffic.Stop()
		staysIn(t, reports, "vpn")
		for _, r := range reports {
			if r.Sent > 0 && r.Lost() > 0 && len(r.Legs) > 0 {
				t.Errorf("%v", r)
			}
		}
	}
}

// Whichever command of a replacement fails, both tables of nft are as before,
// and wherever it is killed, nothing leaks, and a rerun ends it.
func TestInterruptedRules(t *testing.T) {
	second, first := moved(t) // the batch has fewer commands
	lab := build(t, first.set, rehearsal.Options{Defaults: defaultBy(first.set, 100), Patience: 20 * time.Millisecond})
	booted := snapshot(t, lab)
	succeed(t, lab, rehearsal.Script{Text: first.setup})
	before := snapshot(t, lab)
	for at := 2; ; at++ { // the first one asks for the lock, which may be taken
		r := trace(t, lab, rehearsal.Traced{Script: rehearsal.Script{Text: second.setup}, Fault: rehearsal.Fault{At: at, Kind: rehearsal.Fail}})
		if len(r.Commands) < at {
			break
		}
		failed := fmt.Sprintf("%d (%s) failed", at, strings.Join(r.Commands[at-1], " "))
		if r.Exit != 0 && !strings.Contains(r.Stderr, halfGone) { // else there was another way, or it was about the former one
			same(t, failed, before, snapshot(t, lab))
		}
		r = trace(t, lab, rehearsal.Traced{Script: rehearsal.Script{Text: second.setup}, Fault: rehearsal.Fault{At: at, Kind: rehearsal.KillAfter}})
		reports, err := lab.Exchanges(confined())
		if err != nil || !r.Killed {
			t.Fatal(failed, err)
		}
		staysIn(t, reports, "vpn")
		succeed(t, lab, rehearsal.Script{Text: first.setup, Shell: shells[at%len(shells)]})
		if t.Failed() {
			t.Fatal(failed)
		}
		before = snapshot(t, lab)
	}
	succeed(t, lab, rehearsal.Script{Text: second.teardown})
	same(t, "teardown", booted, snapshot(t, lab))
}

// A list of ten thousand prefixes decides, also about what the router sends.
func TestTenThousandPrefixes(t *testing.T) {
	c := fixture(t, "policy-10000")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	before := snapshot(t, lab)
	took := succeed(t, lab, rehearsal.Script{Text: c.setup}).Took
	succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: rehearsal.BusyBox})
	var list []expectation
	prefixes := c.set.Rules[0].To
	for i := range 40 {
		p := prefixes[i*len(prefixes)/40]
		from := []rehearsal.Endpoint{host("lan"), router()}[i%2]
		list = append(list, by("isp2", rehearsal.Flow{From: from, To: rehearsal.Internet("", p.Addr().Next())})...)
		list = append(list, by("isp1", rehearsal.Flow{From: from, To: rehearsal.Internet("", faraway(i))})...)
	}
	expect(t, lab, "ten thousand", list)
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
	same(t, "teardown", before, snapshot(t, lab))
	t.Log("first setup: ", took)
}
