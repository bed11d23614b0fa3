package acceptance

import (
	"net/netip"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// What was seen and "explain" doesn't say is a failure, whatever else allows it.
func TestAgree(t *testing.T) {
	c := caseOf(t, "x.hcl", twoProviders, script.Options{})
	trial := &trial{finder: finder{scenario: scenario{set: c.Set}}, states: map[string]*rpdb.State{}}
	p := packet{network: "lan", from: netip.MustParseAddr("10.0.0.2"), to: netip.MustParseAddr("198.18.0.1"), protocol: rehearsal.UDP, dport: rehearsal.EchoPort}
	voice := p
	voice.dport = 5060
	isp1, isp2 := netip.MustParseAddr("203.0.113.2"), netip.MustParseAddr("198.51.100.2")
	anything := path{by: all(2), orNot: true}
	for _, test := range []struct {
		packet packet
		seen   outcome
		want   bool
	}{
		{p, outcome{by: "isp1", source: isp1, answered: true}, true},
		{p, outcome{by: "isp1", source: isp1}, false},
		{p, outcome{by: "isp2", source: isp2, answered: true}, true},
		{p, outcome{by: "isp2", source: isp1, answered: true}, false},
		{p, outcome{}, false},
		{voice, outcome{by: "isp2", source: isp2, answered: true}, true},
		{voice, outcome{by: "isp1", source: isp1, answered: true}, false},
	} {
		missing := trial.missing(question{packet: test.packet, want: anything}, &test.seen)
		if (missing == "") != test.want {
			t.Errorf("%v, seen %+v: want %s", test.packet, test.seen, missing)
		}
	}
	unknown := outcome{by: "isp1"} // one of several addresses, explain says
	for by, want := range map[string]bool{"isp1": true, "isp2": false, "": false} {
		if got := (outcome{by: by, source: isp1, answered: true}).agrees(unknown); got != want {
			t.Errorf("by %q, and explain knows no source: %t", by, got)
		}
	}
	inbound := question{flow: rehearsal.Flow{From: rehearsal.Internet("isp1", p.to), To: rehearsal.Router(isp1)}, want: anything}
	for by, want := range map[string]bool{"isp1": true, "isp2": false, "": false} {
		missing := trial.missing(inbound, &outcome{by: by, source: isp1, answered: by == "isp1"})
		if (missing == "") != want {
			t.Errorf("an answer, by %q: want %s", by, missing)
		}
	}
}
