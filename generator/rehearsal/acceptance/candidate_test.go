package acceptance

import (
	"fmt"
	"net/netip"
	"slices"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// What can be sent is what is a packet of the family, and no header before one.
func TestUnsendable(t *testing.T) {
	four, six := netip.MustParseAddr("198.18.0.1"), netip.MustParseAddr("2001:db8::1")
	for _, test := range []struct {
		protocol  int
		four, six bool
	}{
		{rehearsal.UDP, true, true},
		{rehearsal.TCP, true, true},
		{rehearsal.ICMP, true, false},
		{rehearsal.ICMPv6, false, true},
		{47, true, true},    // GRE
		{51, true, false},   // AH
		{132, false, false}, // SCTP
	} {
		p4, p6 := packet{to: four, protocol: test.protocol}, packet{to: six, protocol: test.protocol}
		if (p4.unsendable() == "") != test.four || (p6.unsendable() == "") != test.six {
			t.Errorf("protocol %d: %q, %q", test.protocol, p4.unsendable(), p6.unsendable())
		}
	}
}

// Each round has packets of its own, also where a rule's list is short.
func TestRounds(t *testing.T) {
	set, diags := generator.Read("x.hcl", []byte(threeWays+`
rule "phone" {
  interface         = "if0"
  to                = ["192.0.4.128/32"]
  protocol          = "udp"
  source_ports      = [5060]
  via               = provider.isp2
}
rule "door" {
  interface         = "if0"
  to                = ["192.0.5.128/26"]
  protocol          = "udp"
  source_ports      = [5060]
  destination_ports = [22, "24-25"]
  via               = provider.isp2
}`), config.Options{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	c := finder{scenario: scenario{set: set}, far: newFaraway(set), used: map[packet]bool{}}
	c.hosts = map[string][]netip.Addr{"lan": {netip.MustParseAddr("10.0.0.2")}}
	for round := range 5 {
		for i := len(set.Rules) - 2; i < len(set.Rules); i++ {
			p, found := c.selected(i, false, round)
			if !found {
				t.Errorf("none in round %d for rule %s", round, set.Rules[i].Name)
			}
			c.like(i, p)
		}
	}
}

// Where ports do not tell connections, destinations do.
func TestUse(t *testing.T) {
	c := finder{used: map[packet]bool{}}
	for _, test := range []struct {
		protocol int
		sport    uint16
		again    bool
	}{{rehearsal.UDP, 0, true}, {rehearsal.UDP, 53, false}, {rehearsal.ICMP, 0, true}, {50, 0, false}} {
		p := packet{to: netip.MustParseAddr("198.18.0.1"), protocol: test.protocol, sport: test.sport}
		first := c.use(p)
		p.uid = 1001
		if again := c.use(p); !first || again != test.again {
			t.Errorf("%v: %t, and then %t", p, first, again)
		}
	}
}

// What is beside a range is a port, and a user, that there is.
func TestBeside(t *testing.T) {
	set, diags := generator.Read("x.hcl", []byte(threeWays+`
rule "high" {
  protocol          = "udp"
  source_ports      = ["1024-65535"]
  destination_ports = ["1-65535"]
  users             = ["0-4294967294"]
  via               = provider.isp2
}`), config.Options{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	c := finder{scenario: scenario{set: set}, far: newFaraway(set), used: map[packet]bool{}}
	p := packet{to: netip.MustParseAddr("198.18.0.1"), protocol: rehearsal.UDP, sport: 1024, dport: 7}
	var got []string
	for _, v := range c.variants(set.Rules[len(set.Rules)-1], p) {
		got = append(got, fmt.Sprintf("%s: %d %d %d", v.differs, v.sport, v.dport, v.uid))
	}
	if want := []string{"protocol: 1024 7 0", "source port: 1023 7 0"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
