package rpdb_test

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

const oneProvider = `
network "lan" {
  interface = "lan0"
  prefixes  = ["10.0.0.0/24"]
}
provider "isp1" {
  interface = "wan1"
  ipv4 {
    address = "203.0.1.2/30"
    gateway = "203.0.1.1"
  }
}
default_route {
  prefer = provider.isp1
}
`

// What "ip -j -d" of iproute2 6.1 printed on Linux 6.18 for routes and rules of
// all kinds that aren't simulated, and the kernel's rules.
const strange = `[
{"type":"unicast","dst":"192.0.2.224/28","encap":"ip","id":5,"src":"0.0.0.0","dst":"203.0.1.1","ttl":0,"tos":0,"gateway":"203.0.1.1","dev":"wan1","table":"main","protocol":"boot","scope":"global","flags":[]},
{"type":"unicast","dst":"192.0.2.176/28","nhid":20,"table":"main","protocol":"boot","scope":"global","flags":[]},
{"type":"unicast","dst":"192.0.2.160/28","tos":"strange","gateway":"203.0.1.1","dev":"wan1","table":"main","protocol":"boot","scope":"global","flags":[]},
{"type":"unicast","dst":"192.0.2.144/28","colour":"blue","gateway":"203.0.1.1","dev":"wan1","table":"main","protocol":"boot","scope":"global","flags":[]},
{"type":"unicast","dst":"198.18.0.0/16","tos":"AF21","gateway":"203.0.1.1","dev":"wan1","table":"main","protocol":"boot","scope":"global","flags":[]}
]
[
{"priority":0,"src":"all","table":"local","protocol":"kernel"},
{"priority":103,"src":"all","dst":"192.0.2.0","dstlen":28,"l3mdev":null,"protocol":"unspec"},
{"priority":104,"src":"all","dst":"192.0.2.16","dstlen":28,"table":"main","suppress_ifgroup":"3","protocol":"unspec"},
{"priority":121,"src":"all","dst":"192.0.2.32","dstlen":28,"table":"main","masquerade":null,"protocol":"unspec"},
{"priority":122,"src":"all","dst":"192.0.2.48","dstlen":28,"table":"main","colour":"blue","protocol":"unspec"},
{"priority":123,"not":null,"src":"all","dst":"192.0.2.64","dstlen":28,"iif":"lan0","colour":"blue","table":"main","protocol":"unspec"},
{"priority":124,"src":"all","dst":"192.0.2.80","dstlen":28,"dscp":"strange","action":"prohibit","protocol":"unspec"},
{"priority":125,"src":"all","dst":"192.0.2.96","dstlen":28,"dscp":"CS1","action":"prohibit","protocol":"unspec"},
{"priority":32766,"src":"all","table":"main","protocol":"kernel"},
{"priority":32767,"src":"all","table":"default","protocol":"kernel"}
]`

// TestNotSimulated: what isn't simulated is never silently passed over where it
// could matter, and nowhere else mentioned.
func TestNotSimulated(t *testing.T) {
	s := liveState(t, strange)
	for _, c := range []struct {
		to   string
		dscp uint8
		want string
	}{
		{"192.0.2.1", 0, "rule 103 of the machine, whose l3mdev isn't simulated"},
		{"192.0.2.17", 0, "rule 104 of the machine, whose suppress_ifgroup 3 isn't simulated"},
		{"192.0.2.33", 0, "rule 121 of the machine, whose masquerade isn't simulated"},
		{"192.0.2.49", 0, "rule 122 of the machine, whose colour blue isn't simulated"},
		{"192.0.2.65", 0, "rule 123 of the machine, whose colour blue isn't simulated"},
		{"192.0.2.81", 0, "rule 124 of the machine, whose dscp strange isn't simulated"},
		{"192.0.2.97", 0, ""},
		{"192.0.2.225", 0, "whose encap ip isn't simulated"},
		{"192.0.2.177", 0, "whose nhid 20 isn't simulated"},
		{"192.0.2.161", 0, "whose tos strange isn't simulated"},
		{"192.0.2.145", 0, "whose colour blue isn't simulated"},
		{"203.0.1.1", 0, ""},
		{"198.18.0.1", 18, ""},
		{"9.9.9.9", 0, ""},
	} {
		p := rpdb.Packet{To: netip.MustParseAddr(c.to), From: netip.MustParseAddr("10.0.0.9"), Interface: "lan0", DSCP: c.dscp}
		depends := s.Explain(p).Depends
		if c.want == "" {
			if len(depends) > 0 {
				t.Errorf("%s: %q", c.to, depends)
			}
			continue
		}
		if !slices.ContainsFunc(depends, func(d string) bool { return strings.Contains(d, c.want) }) {
			t.Errorf("%s: %q, not %q", c.to, depends, c.want)
		}
	}
}

func liveState(t *testing.T, text string) *rpdb.State {
	t.Helper()
	return liveStateOf(t, oneProvider, text)
}

func liveStateOf(t *testing.T, src, text string) *rpdb.State {
	t.Helper()
	set, diags := config.Parse("one.hcl", []byte(src), config.Options{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	live, err := rpdb.ReadLive([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return rpdb.New(set, plan.New(set), rpdb.Options{Live: &live})
}

// TestLargeNumbers: metrics and priorities have 32 bits, all of which are used;
// the kernel's own refusal of IPv6 has the largest metric.
func TestLargeNumbers(t *testing.T) {
	s := liveState(t, `[
{"type":"unreachable","dst":"default","dev":"lo","table":"main","protocol":"kernel","metric":4294967295,"error":-101,"flags":[],"pref":"medium"},
{"type":"unicast","dst":"192.0.2.0/24","dev":"wg1","table":"main","protocol":"boot","metric":4294967295,"flags":[]},
{"type":"unicast","dst":"192.0.2.0/24","dev":"wg0","table":"main","protocol":"boot","metric":4294967294,"flags":[]}
]
[
{"priority":0,"src":"all","table":"local","protocol":"kernel"},
{"priority":100,"src":"all","goto":4000000000,"dst":"198.18.0.0","dstlen":15,"protocol":"unspec"},
{"priority":32766,"src":"all","table":"main","protocol":"kernel"},
{"priority":4000000000,"src":"all","fwmark":"0xfffffff0","fwmask":"0xfffffff0","action":"prohibit","protocol":"unspec"},
{"priority":4294967295,"src":"all","action":"blackhole","protocol":"unspec"}
]`)
	for _, c := range []struct {
		to   string
		mark uint32
		want string
	}{
		{"192.0.2.1", 0xffffffff, "wg0"},
		{"198.18.0.1", 0xffffffff, "prohibit"},
		{"198.18.0.1", 0x7fffffff, "blackhole"},
	} {
		p := rpdb.Packet{To: netip.MustParseAddr(c.to), From: netip.MustParseAddr("10.0.0.9"), Interface: "lan0", Mark: c.mark}
		if got := s.Explain(p).Summary(); got != c.want {
			t.Errorf("%s, mark %#x: %s, want %s", c.to, c.mark, got, c.want)
		}
	}
}

// An address that the configuration and the machine both have is one address: a
// balanced route names no source, so the kernel chooses among those that are there.
func TestLiveAddressOnce(t *testing.T) {
	two := strings.Replace(oneProvider, "prefer = provider.isp1", "balance = [provider.isp1, provider.isp2]", 1) + `
provider "isp2" {
  interface = "wan2"
  ipv4 {
    address = "203.0.2.2/30"
    gateway = "203.0.2.1"
  }
}
`
	s := liveStateOf(t, two, `[
{"type":"local","dst":"203.0.1.2","dev":"wan1","table":"local","protocol":"kernel","scope":"host","prefsrc":"203.0.1.2","flags":[]},
{"dst":"203.0.1.0/30","dev":"wan1","protocol":"kernel","scope":"link","prefsrc":"203.0.1.2","flags":[]}
]`)
	for _, w := range s.Outcome(rpdb.Packet{To: netip.MustParseAddr("198.18.0.1")}) {
		if !w.Source.IsValid() || w.If != "" {
			t.Errorf("source %s, if %q", w.Source, w.If)
		}
	}
}
