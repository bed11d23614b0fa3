package rpdb_test

import (
	"fmt"
	"math/rand"
	"net/netip"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

const sharedNetwork = `
provider "isp1" {
  interface  = "wan0"
  masquerade = true
  ipv4 {
    address = "203.0.113.2/29"
    gateway = "203.0.113.1"
  }
}
provider "isp2" {
  interface  = "wan0"
  masquerade = true
  ipv4 {
    address = "203.0.113.3/29"
    gateway = "203.0.113.6"
  }
}
default_route {
  balance = [provider.isp1, provider.isp2]
}
`

// TestSharedNetwork: of two addresses in one network the kernel takes the first for
// what this machine sends, to either gateway, and that one's provider gets it all.
// Without knowing which is the first, explain names both.
func TestSharedNetwork(t *testing.T) {
	if err := rehearsal.Available(); err != nil {
		t.Skip("needs namespaces of its own: ", err)
	}
	m := &machine{Rand: rand.New(rand.NewSource(1)), name: "shared.hcl", src: sharedNetwork, live: true}
	if !m.parse(t) {
		t.Fatal("not valid")
	}
	lab, err := rehearsal.Build(m.written, rehearsal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer lab.Close()
	told, ok := m.apply(t, lab)
	if !ok {
		t.Fatal("not set up")
	}
	for i := range 10 {
		to := netip.MustParseAddr(fmt.Sprintf("198.18.0.%d", 1+i))
		r, err := lab.Exchange(rehearsal.Flow{From: rehearsal.Router(netip.Addr{}), To: rehearsal.Internet("", to)})
		if err != nil || r.Answered != 1 || r.Provider() != "isp1" {
			t.Errorf("%v, %v", r, err)
		}
		for options, want := range map[*rpdb.Options]string{&told: "isp1", {}: "isp1 or isp2"} {
			trace := rpdb.New(m.set, m.plan(), *options).Explain(rpdb.Packet{To: to, Interface: rpdb.Self, Protocol: 17})
			if got := trace.Summary(); got != want || trace.Paths[0].Share != 1 || contradicts(trace, r) != "" {
				t.Errorf("%v: %+v, want %s", r, trace.Paths, want)
			}
		}
	}
}
