package rpdb_test

import (
	"net/netip"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

const marking = `
settings {
  connection_marks = false
}
provider "isp1" {
  interface  = "wan1"
  ipv4 {
    address = "203.0.1.2/30"
    gateway = "203.0.1.1"
  }
}
provider "isp2" {
  interface  = "wan2"
  ipv4 {
    address = "203.0.2.2/30"
    gateway = "203.0.2.1"
  }
}
rule "best-effort" {
  dscp = "be"
  via  = provider.isp2
}
default_route {
  prefer = provider.isp1
}
`

// TestReply: nft marks a packet of this machine for a rule, and translates it,
// unless it is an answer.
func TestReply(t *testing.T) {
	set, diags := config.Parse("marking.hcl", []byte(marking), config.Options{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	s := rpdb.New(set, plan.New(set), rpdb.Options{})
	p := rpdb.Packet{To: netip.MustParseAddr("198.18.0.1"), From: netip.MustParseAddr("203.0.1.2")}
	for reply, want := range map[bool]string{false: "isp2", true: "isp1"} {
		p.Reply = reply
		for _, path := range s.Outcome(p) {
			if path.Provider != want || path.Translated.IsValid() == reply {
				t.Errorf("an answer: %t, goes by %s, translated to %v", reply, path.Provider, path.Translated)
			}
		}
	}
}

// TestAnswered: an answer gets in unless a reverse path filter drops it that is
// known.
func TestAnswered(t *testing.T) {
	for _, test := range []struct {
		path rpdb.Path
		want bool
	}{
		{rpdb.Path{Type: rpdb.Unicast}, true}, // IPv6
		{rpdb.Path{Type: rpdb.Unicast, Answer: rpdb.Passes}, true},
		{rpdb.Path{Type: rpdb.Unicast, Answer: rpdb.Strict, Loosened: true}, true},
		{rpdb.Path{Type: rpdb.Unicast, Answer: rpdb.Loose}, true},
		{rpdb.Path{Type: rpdb.Unicast, Answer: rpdb.Loose, Loosened: true}, false},
		{rpdb.Path{Type: rpdb.Unicast, Answer: rpdb.Martian}, false},
		{rpdb.Path{Type: rpdb.NoRoute}, false},
	} {
		if got := test.path.Answered(); got != test.want {
			t.Errorf("%+v: %t", test.path, got)
		}
	}
}
