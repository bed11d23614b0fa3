package rehearsal_test

import (
	"fmt"
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
