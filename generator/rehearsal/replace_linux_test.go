package rehearsal_test

import (
	"net/netip"
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
// our own, other names. No packet is lost, and no connection that has its
// address moves.
func TestReplaceWithoutLoss(t *testing.T) {
	configurations := threeConfigurations(t)
	base := configurations[0]
	lab := build(t, base.set, rehearsal.Options{Defaults: defaultBy(base.set, 100)})
	succeed(t, lab, rehearsal.Script{Text: base.setup})
	traffic, err := lab.Start(boundFlows(base.set, "isp1", "isp3"), packetRate)
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	for i := range 10 {
		c := base
		if i%2 == 1 {
			c = configurations[1+i/2%2]
		}
		succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shells[i%len(shells)]})
		time.Sleep(pause)
	}
	lossless(t, traffic.Stop(), begin)
}

// The same configuration again moves nothing at all, connections of local
// hosts that are masqueraded by somebody else's table included.
func TestRerunMovesNothing(t *testing.T) {
	for _, name := range []string{"lartc", "balance-weights"} {
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

// boundFlows go to and from the addresses of the given providers.
func boundFlows(set provider.Set, names ...string) []rehearsal.Flow {
	address := map[string]netip.Addr{}
	for _, p := range set.Providers {
		address[p.Name] = p.IPv4.Address.Addr()
	}
	flows := make([]rehearsal.Flow, flowCount)
	for i := range flows {
		name := names[i%len(names)]
		us := rehearsal.Router(address[name])
		flows[i] = rehearsal.Flow{From: us, To: rehearsal.Internet("", faraway(i))}
		if i%4 < 2 {
			flows[i] = rehearsal.Flow{From: rehearsal.Internet(name, faraway(i)), To: us}
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
