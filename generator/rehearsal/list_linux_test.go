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

// listed are flows that rules with several providers decide about, and others.
// Connections stay where they are, so each round has other destinations.
func listed(round int, guests, voice, office, others string) []expectation {
	var list []expectation
	for _, far := range []struct{ any, office string }{
		{fmt.Sprintf("198.18.0.%d", round), fmt.Sprintf("198.18.128.%d", round)},
		{fmt.Sprintf("2001:db8:ffff::%d", round), fmt.Sprintf("2001:db8:192::%d", round)},
	} {
		to, toOffice := internet(far.any, 0), internet(far.office, 0)
		list = append(list, by(guests, rehearsal.Flow{From: host("guests"), To: to}, rehearsal.Flow{From: router(as(1001)), To: to})...)
		list = append(list, by(voice, rehearsal.Flow{From: host("lan", class(46)), To: to}, rehearsal.Flow{From: router(class(46)), To: to})...)
		list = append(list, by(office, rehearsal.Flow{From: host("lan"), To: toOffice}, rehearsal.Flow{From: router(), To: toOffice})...)
		list = append(list, by(others, rehearsal.Flow{From: host("lan"), To: to}, rehearsal.Flow{From: router(), To: to})...)
	}
	return list
}

// Of a rule's providers, the first one that has a route is used; what may leave by
// them only leaves by no other, and with the address of one of them by that one.
func TestRuleList(t *testing.T) {
	c := fixture(t, "via-list")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100), Patience: 200 * time.Millisecond})
	before := settled(snapshot(t, lab))
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	expect(t, lab, "all up", listed(1, "isp2", "isp2", "lte", "isp1"))
	own := func(address, to, want string) {
		t.Helper()
		expect(t, lab, "from "+address, by(want, rehearsal.Flow{From: router(as(1001), from(address)), To: internet(to, 0)}))
	}
	own("192.0.2.2", "198.18.0.101", "lte")
	own("2001:db8:4::2", "2001:db8:ffff::101", "lte")
	own("203.0.113.2", "198.18.0.102", "isp2") // translated: isp1 is none of the rule's
	for round, test := range []struct {
		down                         string // "": all are up again
		guests, voice, office, other string
	}{
		{down: "if2", guests: "lte", voice: "lte", office: "lte", other: "isp1"},
		{down: "if4", guests: "", voice: "isp1", office: "isp1", other: "isp1"},
		{down: "", guests: "isp2", voice: "isp2", office: "lte", other: "isp1"},
		{down: "if4", guests: "isp2", voice: "isp2", office: "isp2", other: "isp1"},
	} {
		if test.down != "" {
			if err := lab.Down(test.down); err != nil {
				t.Fatal(err)
			}
		} else {
			flap(t, lab, "if4") // nothing is set up while it is down
			if err := lab.Up("if2"); err != nil {
				t.Fatal(err)
			}
			succeed(t, lab, rehearsal.Script{Text: c.setup})
		}
		expect(t, lab, fmt.Sprintf("%+v", test), listed(2+round, test.guests, test.voice, test.office, test.other))
		if round == 1 {
			own("192.0.2.2", "198.18.0.103", "")
			own("2001:db8:4::2", "2001:db8:ffff::103", "")
		}
	}
	flap(t, lab, "if4")
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
	same(t, "teardown", before, settled(snapshot(t, lab)))
}

// exempted are flows that a rule exempts from later ones, and those that these
// later ones decide about.
func exempted(round int, isp2, users string) []expectation {
	var list []expectation
	for _, far := range []struct{ any, office, isp1, isp2 string }{
		{fmt.Sprintf("198.18.0.%d", round), fmt.Sprintf("198.18.128.%d", round), "203.0.113.2", "198.51.100.2"},
		{fmt.Sprintf("2001:db8:ffff::%d", round), fmt.Sprintf("2001:db8:192::%d", round), "2001:db8:1::2", "2001:db8:2::2"},
	} {
		to, toOffice := internet(far.any, 0), internet(far.office, 0)
		list = append(list, by("isp1",
			rehearsal.Flow{From: host("lan"), To: toOffice},
			rehearsal.Flow{From: router(), To: toOffice},
			rehearsal.Flow{From: router(as(1001)), To: toOffice},
			rehearsal.Flow{From: router(as(1001), from(far.isp1)), To: toOffice},
			rehearsal.Flow{From: host("lan", class(46)), To: to},
			rehearsal.Flow{From: router(class(46)), To: to},
		)...)
		list = append(list, by(users,
			rehearsal.Flow{From: router(as(1001)), To: to},
			rehearsal.Flow{From: router(as(1001), from(far.isp2)), To: toOffice},
			rehearsal.Flow{From: router(class(46), from(far.isp2)), To: to},
		)...)
		list = append(list, by(isp2, rehearsal.Flow{From: host("lan"), To: to})...)
	}
	return list
}

// What a rule exempts goes as if no later rule were there, to the default or to
// main, and from the address of a provider by that provider.
func TestRuleDefault(t *testing.T) {
	src := readFixture(t, "via-default")
	head, _, _ := strings.Cut(src, "default_route")
	for name, src := range map[string]string{
		"own table":  src,
		"main":       strings.Replace(src, "prefer =", "table  = \"main\"\n  prefer =", 1),
		"no default": head,
	} {
		t.Run(name, func(t *testing.T) {
			c := configure(t, "via-default.hcl", src)
			lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100), Patience: 200 * time.Millisecond})
			before := settled(snapshot(t, lab))
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			expect(t, lab, "all up", exempted(1, "isp2", "isp2"))
			if err := lab.Down("if2"); err != nil {
				t.Fatal(err)
			}
			expect(t, lab, "isp2 down", withoutOwn(exempted(2, "isp1", "")))
			if err := lab.Up("if2"); err != nil {
				t.Fatal(err)
			}
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			expect(t, lab, "up again", exempted(3, "isp2", "isp2"))
			succeed(t, lab, rehearsal.Script{Text: c.teardown})
			same(t, "teardown", before, settled(snapshot(t, lab)))
		})
	}
}

// withoutOwn are the flows that can be sent while isp2 is down: IPv6 takes the
// address away with the link.
func withoutOwn(list []expectation) []expectation {
	return slices.DeleteFunc(list, func(e expectation) bool { return e.flow.From.Addr.Is6() && e.by == "" })
}

// spreadBy sends from an endpoint to many addresses of both families, or of IPv4
// alone, and wants them to leave by some providers, about by their weights.
func spreadBy(t *testing.T, lab *rehearsal.Lab, when string, from rehearsal.Endpoint, round int, ipv6 bool, want map[string]int) {
	t.Helper()
	const n = 120
	var to []netip.AddrPort
	for i := range n {
		far := fmt.Sprintf("198.18.%d.%d", round, 1+i)
		if ipv6 {
			far = fmt.Sprintf("2001:db8:ffff:%d::%d", round, 1+i)
		}
		to = append(to, netip.AddrPortFrom(netip.MustParseAddr(far), rehearsal.EchoPort))
	}
	counts, err := lab.Spread(from, to)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, weight := range want {
		total += weight
	}
	left := n
	for name, weight := range want {
		left -= counts[name]
		if share := n * weight / total; counts[name] < share*2/3 || counts[name] > share*4/3 {
			t.Errorf("%s: %v %s, IPv6 %t: %v, want %v", when, from.Machine, from.Name, ipv6, counts, want)
		}
	}
	if left != counts[""] || len(want) > 0 && left > 0 {
		t.Errorf("%s: %v %s, IPv6 %t: %v, want %v", when, from.Machine, from.Name, ipv6, counts, want)
	}
}

// A rule balances among some providers, by their weights; when one of them loses
// its carrier, its link or its interface, the others have all, without a rerun.
func TestRuleBalance(t *testing.T) {
	c := fixture(t, "rule-balance")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100), Patience: 200 * time.Millisecond})
	before := settled(snapshot(t, lab))
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	round := 0
	all := func(when string, guests, guests6, users map[string]int) {
		t.Helper()
		round++
		spreadBy(t, lab, when, host("guests"), round, false, guests)
		spreadBy(t, lab, when, host("guests"), round, true, guests6)
		for _, ipv6 := range []bool{false, true} {
			spreadBy(t, lab, when, router(as(1001)), round, ipv6, users)
			spreadBy(t, lab, when, host("lan", class(46)), round, ipv6, users)
		}
	}
	isp1, isp2, lte := map[string]int{"isp1": 1}, map[string]int{"isp2": 1}, map[string]int{"lte": 1}
	both, either := map[string]int{"isp1": 1, "isp2": 2}, map[string]int{"isp2": 2, "lte": 1}
	all("all up", either, isp2, both)
	// From the address of a hop, the kernel takes that hop since Linux 6.16: what
	// nft marks has the address that the default gave it, here lte's.
	spreadBy(t, lab, "marked by nft", router(class(46)), 1, false, both)
	for _, own := range []struct{ address, to, want string }{
		{"203.0.113.2", "198.18.200.1", "isp1"}, {"198.51.100.2", "198.18.200.2", "isp2"},
		{"2001:db8:1::2", "2001:db8:ffff:200::1", "isp1"}, {"2001:db8:2::2", "2001:db8:ffff:200::2", "isp2"},
	} {
		expect(t, lab, "from "+own.address, by(own.want, rehearsal.Flow{From: router(as(1001), from(own.address)), To: internet(own.to, 0)}))
	}
	for _, provider := range []string{"isp2", "lte", "isp1"} {
		if err := lab.Unplug(provider); err != nil {
			t.Fatal(err)
		}
		switch provider {
		case "isp2":
			all("isp2 unplugged", lte, nil, isp1)
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			all("isp2 unplugged, after a rerun", lte, nil, isp1)
		case "lte":
			all("lte unplugged", isp2, isp2, both)
		case "isp1":
			all("isp1 unplugged", either, isp2, isp2)
		}
		if err := lab.Plug(provider); err != nil {
			t.Fatal(err)
		}
		all(provider+" plugged again", either, isp2, both)
	}
	for _, broken := range []struct {
		how           string
		breaks, heals func(string) error
	}{{"down", lab.Down, lab.Up}, {"gone", lab.Detach, lab.Attach}} {
		if err := broken.breaks("if2"); err != nil {
			t.Fatal(err)
		}
		all("isp2 "+broken.how, lte, nil, isp1)
		if err := broken.heals("if2"); err != nil {
			t.Fatal(err)
		}
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		all("isp2 mended", either, isp2, both)
	}
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
	if diff := rehearsal.Diff(before, settled(snapshot(t, lab))); strings.Contains(diff, "proto") {
		t.Error(diff)
	}
}
