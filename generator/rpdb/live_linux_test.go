package rpdb_test

import (
	"math/rand"
	"net/netip"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

const twoOfBoth = `
settings {
  connection_marks = false
}
network "lan" {
  interface = "lan0"
  prefixes  = ["10.0.0.0/24", "2001:db8:10::/64"]
}
provider "isp0" {
  interface = "wan0"
  ipv4 {
    address = "203.0.0.2/30"
    gateway = "203.0.0.1"
  }
  ipv6 {
    address = "2001:db8:0::2/64"
    gateway = "2001:db8:0::1"
  }
}
provider "isp1" {
  interface = "wan1"
  ipv4 {
    address = "203.0.1.2/30"
    gateway = "203.0.1.1"
  }
  ipv6 {
    address = "2001:db8:1::2/64"
    gateway = "2001:db8:1::1"
  }
}
`

// kinds are routes and rules of all kinds that "ip" makes, in a machine's main
// table, and beside them.
var kinds = []string{
	"route add default via 203.0.0.1",
	"route add default via 203.0.1.1 tos 0x10",
	"route add 198.18.0.0/16 via 203.0.1.1 tos 0x48",
	"route add 198.18.0.0/16 via 203.0.0.1 metric 3",
	"route add 198.18.0.0/16 via 203.0.1.1 tos 0x08 metric 4",
	"route add 198.18.0.0/16 via 203.0.1.1 metric 5",
	"route add blackhole 192.0.2.0/28",
	"route add throw 192.0.2.16/28",
	"route add prohibit 192.0.2.32/28",
	"route add unreachable 192.0.2.48/28",
	"route add local 192.0.2.64/28 dev lo",
	"route add 192.0.2.96/28 via inet6 2001:db8:1::1 dev wan1",
	"route add 192.0.2.112/28 via 198.51.100.1 dev wan1 onlink",
	"route add 192.0.2.128/28 mtu lock 1400 advmss 1360 via 203.0.1.1",
	"route add 192.0.2.144/28 realm 5 via 203.0.1.1",
	"nexthop add id 10 via 203.0.0.1 dev wan0",
	"nexthop add id 11 via 203.0.1.1 dev wan1",
	"nexthop add id 20 group 10,3/11",
	"nexthop add id 30 blackhole",
	"nexthop add id 40 via 2001:db8:1::1 dev wan1",
	"route add 192.0.2.160/28 nhid 10",
	"route add 192.0.2.176/28 nhid 20",
	"route add 192.0.2.192/28 nhid 30",
	"route add 192.0.2.208/28 nexthop via 203.0.0.1 dev wan0 weight 2 nexthop via 203.0.1.1 dev wan1",
	"-6 route add default via 2001:db8:0::1 dev wan0",
	"-6 route add default from 2001:db8:1::/64 via 2001:db8:1::1 dev wan1",
	"-6 route add 2001:db8:e0::/48 via 2001:db8:1::1 dev wan1 metric 10",
	"-6 route add 2001:db8:e0::/48 from 2001:db8:10::/64 via 2001:db8:1::1 dev wan1",
	"-6 route add 2001:db8:e0::/48 from 2001:db8:10::/72 via 2001:db8:0::1 dev wan0 metric 2000",
	"-6 route add 2001:db8:e1::/48 nexthop via 2001:db8:0::1 dev wan0 weight 3 nexthop via 2001:db8:1::1 dev wan1",
	"-6 route add 2001:db8:e2::/48 nhid 40",
	"-6 route add 2001:db8:e3::/48 via 2001:db8:0::1 expires 600",
	"-6 route add blackhole 2001:db8:e4::/48",
	"-6 route add anycast 2001:db8:e5::1/128 dev wan0",
	"-6 route add local 2001:db8:e6::/64 dev lo",
	"-6 route add 2001:db8:e7::/48 dev wan0 metric 7 pref low",
	"-6 route append 2001:db8:e7::/48 dev wan1 metric 7 pref high",
	"rule add priority 100 tos 0x10 to 198.18.0.0/24 prohibit",
	"rule add priority 101 not tos 0x08 to 198.18.1.0/24 iif lo prohibit",
	"rule add priority 102 tun_id 5 prohibit",
	"rule add priority 112 iif nowhere prohibit",
	"rule add priority 114 oif nowhere prohibit",
	"rule add priority 117 from 10.0.0.9 to 198.18.3.0/24 prohibit realms 3/4",
	"rule add priority 120 goto 9999",
	"-6 rule add priority 100 tos 0x48 to 2001:db8:e1::/64 prohibit",
	"-6 rule add priority 102 tun_id 5 prohibit",
}

// TestKinds compares packets of all kinds with a kernel that has such routes
// and rules, among those that ip prints for --live.
func TestKinds(t *testing.T) {
	if err := rehearsal.Available(); err != nil {
		t.Skip("needs namespaces of its own: ", err)
	}
	m := &machine{Rand: rand.New(rand.NewSource(1)), name: "kinds.hcl", src: twoOfBoth, live: true, foreign: kinds}
	if !m.parse(t) {
		t.Fatal("not valid")
	}
	packets := allKinds()
	if n := m.compare(t, func(*rehearsal.Lab) []rpdb.Packet { return packets }); n != len(packets) {
		t.Errorf("%d of %d compared", n, len(packets))
	}
}

func allKinds() []rpdb.Packet {
	var to, from []netip.Addr
	for i := range 14 {
		to = append(to, netip.AddrFrom4([4]byte{192, 0, 2, byte(i*16 + 1)}))
	}
	for _, text := range []string{"198.18.0.1", "198.18.1.1", "198.18.3.1", "9.9.9.9", "2600::1", "2001:db8:e0::1", "2001:db8:e1::1", "2001:db8:e1:1::1", "2001:db8:e2::1", "2001:db8:e3::1", "2001:db8:e4::1", "2001:db8:e5::1", "2001:db8:e6::1", "2001:db8:e7::1"} {
		to = append(to, address(text))
	}
	for _, text := range []string{"10.0.0.9", "2001:db8:10::9", "2001:db8:10:0:ff00::9", "2001:db8:1::9", "2001:db8:11::9"} {
		from = append(from, address(text))
	}
	var all []rpdb.Packet
	for _, to := range to {
		for _, dscp := range []uint8{0, 2, 4, 18, 20} {
			all = append(all, rpdb.Packet{To: to, Interface: rpdb.Self, Protocol: 17, DSCP: dscp})
			for _, from := range from {
				if from.Is6() == to.Is6() {
					all = append(all, rpdb.Packet{To: to, From: from, Interface: "lan0", Protocol: 17, DSCP: dscp})
				}
			}
		}
	}
	return all
}
