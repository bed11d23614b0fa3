package rpdb_test

import (
	"math/rand"
	"net/netip"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// regression is what the kernel and we have once disagreed about, or what made
// a script fail on a random machine.
type regression struct {
	name, src string
	down      []string
	packet    rpdb.Packet
}

const twoOnOne = `
provider "isp0" {
  interface = "wan0"
  ipv4 {
    address = "203.0.0.2/30"
    gateway = "203.0.0.1"
  }
}
provider "isp1" {
  interface = "wan1"
  ipv4 {
    address = "203.0.113.5/24"
    gateway = "203.0.113.1"
  }
}
provider "isp2" {
  interface = "wan1"
  optional  = true
  ipv4 {
    address = "203.0.4.1/31"
    gateway = "203.0.4.0"
  }
}
default_route {
  balance = [provider.isp0, provider.isp1]
  table   = "main"
}
`

var regressions = []regression{
	{
		// Two routes to one network, one of them only with an optional provider: EEXIST.
		name: "optional provider in the network of another",
		src: `
provider "isp0" {
  interface = "wan0"
  ipv4 {
    address = "203.0.0.2/30"
    gateway = "203.0.0.1"
  }
}
provider "isp1" {
  interface = "wan1"
  ipv4 {
    address = "203.0.113.3/24"
    gateway = "203.0.113.1"
  }
  ipv6 {
    address = "2001:db8:1::2/64"
    gateway = "2001:db8:1::1"
  }
}
provider "isp2" {
  interface = "wan1"
  optional  = true
  ipv4 {
    address = "203.0.113.4/24"
    gateway = "203.0.113.1"
  }
  ipv6 {
    address = "2001:db8:1::3/64"
    gateway = "2001:db8:1::1"
  }
}
default_route {
  prefer = provider.isp0
  table  = "main"
}
`,
		packet: rpdb.Packet{To: address("203.0.113.9"), From: address("203.0.0.2")},
	}, {
		// A rule with one end open, after one that has both: EEXIST.
		name: "confined to one end after both ends",
		src: `
provider "isp0" {
  interface = "wan0"
  ipv4 {
    address = "203.0.0.2/30"
    gateway = "203.0.0.1"
  }
}
rule "narrow" {
  from      = ["10.1.0.0/16"]
  to        = ["198.18.0.0/15"]
  via       = provider.isp0
  otherwise = "unreachable"
}
rule "wide" {
  to        = ["198.18.0.0/15"]
  via       = provider.isp0
  otherwise = "unreachable"
}
`,
		packet: rpdb.Packet{To: address("198.18.0.1"), From: address("203.0.0.2")},
	}, {
		// A rule for the network of each: EEXIST.
		name: "confined, with two providers in one network on one interface",
		src: `
provider "isp0" {
  interface = "wan0"
  ipv4 {
    address = "203.0.113.2/24"
    gateway = "203.0.113.1"
  }
}
provider "isp1" {
  interface = "wan0"
  optional  = true
  ipv4 {
    address = "203.0.113.3/24"
    gateway = "203.0.113.1"
  }
}
rule "all" {
  to        = ["0.0.0.0/0"]
  via       = provider.isp0
  otherwise = "unreachable"
}
`,
		packet: rpdb.Packet{To: address("198.18.0.1"), From: address("203.0.113.3")},
	}, {
		// brd_input looks up the way back without a destination.
		name:   "broadcast from the network of a provider that is down",
		src:    "network \"lan\" {\n interface = \"lan0\"\n prefixes = [\"10.1.0.0/24\"]\n}\n" + twoOnOne,
		down:   []string{"wan0"},
		packet: rpdb.Packet{To: address("10.1.0.255"), From: address("203.0.0.2"), Interface: "wan1"},
	}, {
		// Which of two addresses comes first follows from no configuration.
		name:   "two addresses on an interface and no gateway",
		src:    twoOnOne,
		packet: rpdb.Packet{To: address("203.0.4.0"), Mark: 0x100},
	}, {
		// Two routes that are equal: back to where it came from (rt6_score_route).
		name: "one network behind two interfaces in IPv6",
		src: `
provider "isp0" {
  interface = "wan0"
  ipv6 {
    address = "2001:db8:113::3/64"
    gateway = "2001:db8:113::1"
  }
}
provider "isp1" {
  interface = "wan1"
  ipv6 {
    address = "2001:db8:113::4/64"
    gateway = "2001:db8:113::1"
  }
}
`,
		packet: rpdb.Packet{To: address("2001:db8:113::9"), From: address("2001:db8:ffff::1"), Interface: "wan1"},
	}, {
		// The way back from a machine's own address.
		name:   "own address from outside",
		src:    twoOnOne,
		packet: rpdb.Packet{To: address("198.18.0.1"), From: address("203.0.113.5"), Interface: "wan0"},
	}, {
		// A table in the family that the rule has nothing in: IPv6 takes no hop without
		// a gateway in a balanced route.
		name: "balance by a rule of the other family",
		src: `
provider "isp0" {
  interface = "wan0"
  ipv4 {
    address = "203.0.0.2/30"
    gateway = "203.0.0.1"
  }
  ipv6 {
    address = "2001:db8::2/128"
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
rule "spread" {
  to      = ["198.18.0.0/16"]
  balance = [provider.isp0, provider.isp1]
}
`,
		packet: rpdb.Packet{To: address("198.18.0.1")},
	},
}

func TestRegressions(t *testing.T) {
	if err := rehearsal.Available(); err != nil {
		t.Skip("needs namespaces of its own: ", err)
	}
	for _, r := range regressions {
		t.Run(r.name, func(t *testing.T) {
			m := &machine{Rand: rand.New(rand.NewSource(1)), name: "regression.hcl", src: r.src, down: r.down, live: true}
			if !m.parse(t) {
				t.Fatal("not valid")
			}
			r.packet.Protocol = 17 // IPv4 takes that anyway
			if r.packet.Interface == "" {
				r.packet.Interface = rpdb.Self
			}
			if m.compare(t, func(*rehearsal.Lab) []rpdb.Packet { return []rpdb.Packet{r.packet} }) != 1 {
				t.Error("not compared")
			}
		})
	}
}

// IPv6 finds no route without a source, and looks again with each that it may
// choose.
func TestSourceAmongSeveral(t *testing.T) {
	m := &machine{name: "several.hcl", src: `
provider "isp0" {
  interface = "wan0"
  ipv6 {
    address = "2001:db8::2/128"
  }
}
provider "isp1" {
  interface = "wan1"
  ipv6 {
    address = "2001:db8:1::2/128"
  }
}
`}
	if !m.parse(t) {
		t.Fatal("not valid")
	}
	trace := rpdb.New(m.set, m.plan(), rpdb.Options{}).Explain(rpdb.Packet{To: address("2600::76")})
	want := map[netip.Addr]string{address("2001:db8::2"): "isp0", address("2001:db8:1::2"): "isp1"}
	for _, w := range trace.Paths {
		if want[w.Source.Addr] != w.Provider || w.If == "" {
			t.Errorf("%+v", w)
		}
	}
	if len(trace.Paths) != 2 {
		t.Errorf("%d paths", len(trace.Paths))
	}
}
