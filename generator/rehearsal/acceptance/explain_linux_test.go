package acceptance

import (
	"net/netip"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/render"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// What was seen and "explain" doesn't say is a failure, whatever else allows it.
func TestAgree(t *testing.T) {
	c := caseOf(t, "x.hcl", twoProviders, render.Options{})
	course := &course{chooser: chooser{world: world{set: c.Set}}, states: map[string]*rpdb.State{}}
	p := packet{network: "lan", from: netip.MustParseAddr("10.0.0.2"), to: netip.MustParseAddr("198.18.0.1"), protocol: rehearsal.UDP, dport: rehearsal.EchoPort}
	voice := p
	voice.dport = 5060
	isp1, isp2 := netip.MustParseAddr("203.0.113.2"), netip.MustParseAddr("198.51.100.2")
	for _, test := range []struct {
		packet packet
		seen   sighting
		want   Status
	}{
		{p, sighting{by: "isp1", source: isp1}, OK},
		{p, sighting{by: "isp2", source: isp2}, OK},
		{p, sighting{by: "isp2", source: isp1}, Failed},
		{p, sighting{}, Failed},
		{voice, sighting{by: "isp2", source: isp2}, OK},
		{voice, sighting{by: "isp1", source: isp1}, Failed},
	} {
		got := course.agree(Check{Status: OK}, question{packet: test.packet, flow: test.packet.flow()}, []sighting{test.seen})
		if got.Status != test.want || got.Status == Failed && got.Want == "" {
			t.Errorf("%v, seen %+v: %+v", test.packet, test.seen, got)
		}
	}
	inbound := question{flow: rehearsal.Flow{From: rehearsal.Internet("isp1", p.to), To: rehearsal.Router(isp1)}}
	for by, want := range map[string]Status{"isp1": OK, "isp2": Failed, "": Failed} {
		if got := course.agree(Check{Status: OK}, inbound, []sighting{{by: by, source: isp1}}); got.Status != want {
			t.Errorf("an answer, by %q: %+v", by, got)
		}
	}
}
