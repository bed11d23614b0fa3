package rehearsal_test

import (
	"net/netip"
	"slices"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/provider"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/render"
)

const (
	flowCount  = 60
	packetRate = 2000                   // a second, over all flows
	pause      = 100 * time.Millisecond // between two runs
)

// Setup replaces itself ten times under traffic, every other time with another
// configuration: other weights, another provider, main instead of a table of
// our own, other names, other families. No packet is lost, and no connection
// that has its address moves. Where a family is given up and taken up again,
// that goes for the one that stays, and for the provider of main's default.
func TestReplaceWithoutLoss(t *testing.T) {
	c, f := threeConfigurations(t), familiesOf(t)
	all := boundFlows(f.both.set, "isp1", "isp3")
	for _, test := range []struct {
		name          string
		machine, base configuration
		others        []configuration
		flows         []rehearsal.Flow
	}{
		{"three", c[0], c[0], c[1:], boundFlows(c[0].set, "isp1", "isp3")},
		{"main", f.both, f.both, []configuration{f.inMain}, all},
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
				text := now.setup
				if i%4 < 2 {
					text = now.quickSetup
				}
				succeed(t, lab, rehearsal.Script{Text: text, Shell: shells[i%len(shells)]})
				time.Sleep(pause)
			}
			lossless(t, traffic.Stop(), begin)
		})
	}
}

// The same configuration again moves nothing at all, connections of local
// hosts that are masqueraded by somebody else's table included.
func TestRerunMovesNothing(t *testing.T) {
	for _, name := range []string{"lartc", "balance-weights", "dual-stack-main"} {
		t.Run(name, func(t *testing.T) {
			c := fixture(t, name, render.Options{})
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
				text := c.setup
				if i%2 == 1 {
					text = c.quickSetup
				}
				succeed(t, lab, rehearsal.Script{Text: text, Shell: shells[i%len(shells)]})
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
func boundFlows(set provider.Set, names ...string) []rehearsal.Flow {
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

// lossless wants traffic that began then, at the full rate, to have lost
// nothing.
func lossless(t *testing.T, reports []rehearsal.Report, begin time.Time) {
	t.Helper()
	took := time.Since(begin)
	sent, lost, moved := 0, 0, 0
	for _, r := range reports {
		sent, lost, moved = sent+r.Sent, lost+r.Lost(), moved+r.Changes()
		if r.Lost() > 0 || r.Changes() > 0 || len(r.Legs) == 0 {
			t.Errorf("%v", r)
		}
	}
	t.Logf("%d packets sent in %v, %d lost, %d moves of a flow", sent, took, lost, moved)
	if sent < int(took.Seconds()*packetRate*8/10) {
		t.Errorf("that is less than %d packets a second", packetRate)
	}
}
