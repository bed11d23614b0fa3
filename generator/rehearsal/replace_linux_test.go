package rehearsal_test

import (
	"errors"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

const (
	flowCount  = 60
	packetRate = 2000                   // a second, over all flows
	pause      = 100 * time.Millisecond // between two runs
)

// Setup replaces itself ten times under traffic, every other time with another
// configuration: other weights, another provider, main instead of a table of
// our own, other names, other families. No packet is lost, and no connection
// that has its address moves, whoever gave it that. Where connections are
// marked, those of local hosts don't move either. Where a family is given up and
// taken up again, that goes for the one that stays, and for the provider of
// main's default.
func TestReplaceWithoutLoss(t *testing.T) {
	c, f, m := threeConfigurations(t), familiesOf(t), markedConfigurations(t)
	all := boundFlows(f.both.set, "isp1", "isp3")
	unbound := slices.Concat(unboundFlows(flowCount/2, faraway), unboundFlows(flowCount/2, faraway6))
	for _, test := range []struct {
		name          string
		machine, base configuration
		others        []configuration
		flows         []rehearsal.Flow
	}{
		{"three", c[0], c[0], c[1:], boundFlows(c[0].set, "isp1", "isp3")},
		{"main", f.both, f.both, []configuration{f.inMain}, slices.Concat(all[:flowCount/2], unbound)},
		{"marked", m[0], m[0], m[1:], slices.Concat(lanFlows(flowCount), lanFlows6(10), unbound)},
		{"four", f.both, f.both, []configuration{f.four}, append(boundFlows(f.four.set, "isp3"), boundFlows(f.both.set, "isp1")...)},
		{"six", f.both, f.both, []configuration{f.six}, append(boundFlows(f.six.set, "isp3"), boundFlows(f.both.set, "isp1")...)},
		{"either", f.both, f.four, []configuration{f.six}, boundFlows(f.both.set, "isp1")},
	} {
		t.Run(test.name, func(t *testing.T) {
			lab := build(t, test.machine.set, rehearsal.Options{Defaults: defaultBy(test.machine.set, 100)})
			succeed(t, lab, rehearsal.Script{Text: test.base.setup})
			traffic, err := lab.Start(test.flows, packetRate)
			if err != nil {
				t.Fatal(err)
			}
			begin := time.Now()
			for i := range 10 {
				now := test.base
				if i%2 == 0 {
					now = test.others[i/2%len(test.others)]
				}
				succeed(t, lab, rehearsal.Script{Text: now.setup, Shell: shells[i%len(shells)]})
				time.Sleep(pause)
			}
			reports := traffic.Stop()
			lossless(t, reports, begin)
			if test.name == "main" || test.name == "marked" {
				usedBy(t, reports[len(reports)-flowCount:], "isp1", "isp3") // the unbound ones
			}
			if test.name == "marked" {
				usedBy(t, reports[:flowCount], "isp1", "isp3")
			}
		})
	}
}

// markedConfigurations balance connections that are marked and translated in
// three ways.
func markedConfigurations(t *testing.T) []configuration {
	t.Helper()
	const balance = "balance = [provider.isp1, provider.isp3]"
	var list []configuration
	for _, way := range []struct{ weight, settings, defaultRoute string }{
		{"3", "", balance},
		{"1", `hash_policy = "l4"`, balance + "\ntable = \"main\""},
		{"3", `rt_tables = "none"`, "prefer = provider.isp1\nbackup = [provider.isp3]"},
	} {
		src := strings.NewReplacer(
			"weight = 1", "masquerade = true\nweight = 1",
			"weight = 3", "masquerade = true\nweight = "+way.weight,
		).Replace(inFamilies(true, true, way.settings, way.defaultRoute))
		list = append(list, configure(t, "marked.hcl", src))
	}
	return list
}

// The same configuration again moves nothing at all, connections of local
// hosts that are masqueraded by somebody else's table included.
func TestRerunMovesNothing(t *testing.T) {
	for _, name := range []string{"lartc", "balance-weights", "dual-stack-main"} {
		t.Run(name, func(t *testing.T) {
			c := fixture(t, name)
			lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			masquerade(t, lab)
			flows := boundFlows(c.set, "isp1", "isp2")
			for i := range flows {
				if i%3 == 0 {
					flows[i] = rehearsal.Flow{From: rehearsal.Host("lan"), To: rehearsal.Internet("", faraway(i))}
				}
			}
			traffic, err := lab.Start(flows, packetRate)
			if err != nil {
				t.Fatal(err)
			}
			begin := time.Now()
			for i := range 10 {
				succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shells[i%len(shells)]})
				time.Sleep(pause)
			}
			lossless(t, traffic.Stop(), begin)
		})
	}
}

// masquerade is what somebody else's firewall does.
func masquerade(t *testing.T, lab *rehearsal.Lab) {
	t.Helper()
	r, err := lab.Run(rehearsal.Script{Text: `nft 'table ip somebodys { chain nat { type nat hook postrouting priority 100; oifname { "if1", "if2" } ip saddr 10.0.0.0/24 masquerade; }; }'`})
	if err != nil || r.Exit != 0 {
		t.Fatal(err, r.Stderr)
	}
}

func faraway(i int) netip.Addr { return netip.AddrFrom4([4]byte{198, 18, 1, byte(i)}) }

// faraway6 is the same in IPv6.
func faraway6(i int) netip.Addr {
	to := somewhere6.As16()
	to[14], to[15] = 2, byte(i)
	return netip.AddrFrom16(to)
}

// boundFlows go to and from the addresses of the given providers, in all their
// families.
func boundFlows(set site.Site, names ...string) []rehearsal.Flow {
	ends := slices.DeleteFunc(sides(set), func(s side) bool { return !slices.Contains(names, s.Name) })
	flows := make([]rehearsal.Flow, flowCount)
	for i := range flows {
		end := ends[i%len(ends)]
		us, far := rehearsal.Router(end.address()), faraway(i)
		if end.is6() {
			far = faraway6(i)
		}
		flows[i] = rehearsal.Flow{From: us, To: rehearsal.Internet("", far)}
		if i/len(ends)%2 == 0 {
			flows[i] = rehearsal.Flow{From: rehearsal.Internet(end.Name, far), To: us}
		}
	}
	return flows
}

// unboundFlows are the router's to the internet, from whatever address the
// kernel chooses: it keeps that of the way that it found first.
func unboundFlows(n int, faraway func(i int) netip.Addr) []rehearsal.Flow {
	flows := make([]rehearsal.Flow, n)
	for i := range flows {
		flows[i] = rehearsal.Flow{From: rehearsal.Router(netip.Addr{}), To: rehearsal.Internet("", faraway(i))}
	}
	return flows
}

// tally is what became of some flows.
type tally struct {
	sent, lost, moved int
	amiss             []rehearsal.Report // lost some, moved, or left by nobody
}

func count(reports []rehearsal.Report) tally {
	var c tally
	for _, r := range reports {
		c.sent, c.lost, c.moved = c.sent+r.Sent, c.lost+r.Lost(), c.moved+r.Changes()
		if r.Lost() > 0 || r.Changes() > 0 || len(r.Legs) == 0 {
			c.amiss = append(c.amiss, r)
		}
	}
	return c
}

// lossless wants traffic that began then, at the full rate, to have lost
// nothing.
func lossless(t *testing.T, reports []rehearsal.Report, begin time.Time) {
	t.Helper()
	took := time.Since(begin)
	c := count(reports)
	for _, r := range c.amiss {
		t.Errorf("%v", r)
	}
	rate := float64(c.sent) / took.Seconds()
	t.Logf("%d packets sent in %v, %.0f a second, %d lost, %d moves of a flow", c.sent, took, rate, c.lost, c.moved)
	// The sender makes up for time that it didn't get, but for the last bit.
	if len(c.amiss) == 0 && rate < packetRate*95/100 {
		t.Errorf("%.0f packets a second were sent, want %d", rate, packetRate)
	}
}

// usedBy wants some of the flows to have left by each of the providers.
func usedBy(t *testing.T, reports []rehearsal.Report, names ...string) {
	t.Helper()
	for _, name := range names {
		if !slices.ContainsFunc(reports, func(r rehearsal.Report) bool { return r.Provider() == name }) {
			t.Errorf("no flow went by %s alone", name)
		}
	}
}

// What is lost is counted, and so are flows that move: else nothing above would
// say anything. For a while, what leaves from isp1's address is dropped, or goes
// by isp2, which drops it.
func TestLossIsSeen(t *testing.T) {
	c := fixture(t, "lartc")
	lab := build(t, c.set, rehearsal.Options{})
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	flows := boundFlows(c.set, "isp1", "isp2")
	for action, moves := range map[string]int{"blackhole": 0, "lookup 102": 2} { // there and back
		traffic, err := lab.Start(flows, packetRate)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(pause)
		least, most := during(t, 4*pause,
			func() error { return lab.IP("rule add priority 1 from 203.0.113.2 " + action) },
			func() error { return lab.IP("rule del priority 1") })
		time.Sleep(pause)
		got := count(traffic.Stop())
		// Each second packet is isp1's, and the sender may be late by so much: then
		// it makes up for that, or is stopped before a flow is seen to be back.
		const late = pause
		due := func(time time.Duration) int { return int(time.Seconds() * packetRate / 2) }
		if got.lost < due(least-late) || got.lost > due(most+late) {
			t.Errorf("%s: %d packets lost, want %d to %d", action, got.lost, due(least), due(most))
		}
		concerned := len(flows) / 2
		if len(got.amiss) != concerned || got.moved < concerned*moves/2 || got.moved > concerned*moves {
			t.Errorf("%s: %d flows amiss and %d moves, want %d and %d", action, len(got.amiss), got.moved, concerned, concerned*moves)
		}
	}
}

// during has something be so for a time, and says how long it was at least, and
// at most.
func during(t *testing.T, pause time.Duration, on, off func() error) (least, most time.Duration) {
	t.Helper()
	before := time.Now()
	err := on()
	begin := time.Now()
	time.Sleep(pause)
	least = time.Since(begin)
	if err := errors.Join(err, off()); err != nil {
		t.Fatal(err)
	}
	return least, time.Since(before)
}
