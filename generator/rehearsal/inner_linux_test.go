package rehearsal_test

import (
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// What is behind another router of the site is reached through that one, also by
// answers that carry the address of a provider, with main as the default table and
// without.
func TestInnerNetworks(t *testing.T) {
	for _, c := range []configuration{fixture(t, "inner"), fixture(t, "inner-main")} {
		lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 500), Patience: 200 * time.Millisecond})
		before := settled(snapshot(t, lab))
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		reachesInner(t, lab, c.name)
		for words, gateway := range map[string]string{
			"10.50.0.1 from 203.0.113.2": "10.0.0.2", "10.60.0.1 from 198.51.100.2": "10.0.0.2",
			"2001:db8:50::1 from 2001:db8:1::2": "2001:db8:10::3", "10.50.0.1": "10.0.0.2",
		} {
			if way, err := lab.Lookup(strings.Fields(words)...); err != nil || way.Interface != "if0" || way.Gateway.String() != gateway {
				t.Errorf("%s, %s: %+v, %v, want it by %s", c.name, words, way, err, gateway)
			}
		}
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		reachesInner(t, lab, c.name+", again")
		succeed(t, lab, rehearsal.Script{Text: c.teardown})
		same(t, c.name+", teardown", before, settled(snapshot(t, lab)))
		lab.Close()
	}
}

func reachesInner(t *testing.T, lab *rehearsal.Lab, when string) {
	t.Helper()
	expect(t, lab, when, append(by("isp2",
		rehearsal.Flow{From: host("servers", from("10.50.0.1")), To: internet(far4, 0)},
		rehearsal.Flow{From: host("servers", from("10.60.0.1")), To: internet(far4, 0)},
		rehearsal.Flow{From: host("servers6", from("2001:db8:50::1")), To: internet(far6, 0)},
	), by("isp1", rehearsal.Flow{From: host("lan"), To: internet(far4, 0)})...))
	for _, sender := range []string{"203.0.113.2", "198.51.100.2", "2001:db8:1::2"} {
		network := "servers"
		if strings.Contains(sender, ":") {
			network = "servers6"
		}
		exchange(t, lab, "", rehearsal.Flow{From: router(from(sender)), To: host(network)})
	}
}

// If main lacks a route to an inner network, setup prints a note and goes on: a routing daemon
// may add it later.
func TestInnerNetworksWithoutRoute(t *testing.T) {
	c := fixture(t, "inner")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 500)})
	r := succeed(t, lab, rehearsal.Script{Text: c.setup})
	if strings.Contains(r.Stderr, "main has no route") {
		t.Errorf("it has: %s", r.Stderr)
	}
	if err := lab.IP("route del 10.50.0.0/16", "-6 route del 2001:db8:50::/64"); err != nil {
		t.Fatal(err)
	}
	r = succeed(t, lab, rehearsal.Script{Text: c.setup})
	for _, want := range []string{
		"note: network.servers: main has no route to 10.50.0.0/16, so packets to it leave by a provider; run: ip -4 route add 10.50.0.0/16 via 10.0.0.2 dev if0\n",
		"note: network.servers6: main has no route to 2001:db8:50::/64,",
	} {
		if !strings.Contains(r.Stderr, want) {
			t.Errorf("it doesn't say %q:\n%s", want, r.Stderr)
		}
	}
	if strings.Contains(r.Stderr, "10.60.0.0/24") {
		t.Errorf("main has that one: %s", r.Stderr)
	}
}
