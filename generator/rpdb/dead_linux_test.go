package rpdb_test

import (
	"math/rand"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

const threeInARow = `
network "lan" {
  interface = "lan0"
  prefixes  = ["2001:db8:10::/64"]
}
provider "isp0" {
  interface = "wan0"
  ipv6 {
    address = "2001:db8::2/64"
    gateway = "fe80::1"
  }
}
provider "isp1" {
  interface = "wan1"
  ipv6 {
    address = "2001:db8:1::2/64"
    gateway = "fe80::2"
  }
}
provider "isp2" {
  interface = "wan2"
  ipv6 {
    address = "2001:db8:2::2/64"
    gateway = "fe80::3"
  }
}
default_route {
  prefer = provider.isp0
  backup = [provider.isp1, provider.isp2]
}
`

// TestBestMetricIsDead: while the preferred provider has no carrier, IPv6 prefers the
// backup by which a packet has arrived, whatever its metric.
func TestBestMetricIsDead(t *testing.T) {
	if err := rehearsal.Available(); err != nil {
		t.Skip("needs namespaces of its own: ", err)
	}
	m := &machine{Rand: rand.New(rand.NewSource(1)), name: "dead.hcl", src: threeInARow, cut: []string{"wan0"}}
	if !m.parse(t) {
		t.Fatal("not valid")
	}
	want := map[string]string{"lan0": "wan1", "wan1": "wan1", "wan2": "wan2", rpdb.Self: "wan1"}
	state := rpdb.New(m.set, m.plan(), rpdb.Options{Cut: m.cut})
	compared := m.compare(t, func(*rehearsal.Lab) []rpdb.Packet {
		var packets []rpdb.Packet
		for iface, out := range want {
			p := rpdb.Packet{To: address("2001:db8:ffff::1"), From: address("2001:db8:10::9"), Interface: iface, Protocol: 17}
			if iface == rpdb.Self {
				p.From = address("2001:db8:1::2")
			}
			if hops := state.NextHops(state.Lookup(p)); len(hops) != 1 || hops[0].Dev != out {
				t.Errorf("%v: %v, want it by %s", p, hops, out)
			}
			packets = append(packets, p)
		}
		return packets
	})
	if compared != len(want) {
		t.Errorf("%d packets were compared", compared)
	}
}
