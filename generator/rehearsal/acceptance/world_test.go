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

const threeWays = `
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "203.0.113.64/28"]
}
provider "isp1" {
  interface  = "if1"
  masquerade = true
  ipv4 {
    address  = "203.0.113.2/30"
    gateway  = "203.0.113.1"
    prefixes = ["203.0.113.64/28"]
    routes   = ["192.0.2.0/24"]
  }
}
provider "isp2" {
  interface = "if2"
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
    routes  = ["192.0.2.53/32"]
  }
}
provider "vpn" {
  interface = "tun0"
  ipv4 {
    address = "172.16.0.2/32"
  }
}
rule "user" {
  users     = [1001]
  via       = provider.vpn
  otherwise = "unreachable"
}
rule "names" {
  protocol          = "udp"
  destination_ports = [53]
  via               = provider.isp2
}
rule "client-ports" {
  protocol     = "tcp"
  source_ports = ["1024-65534"]
  via          = provider.isp2
}
default_route {
  prefer = provider.isp1
  backup = [provider.isp2]
}
`

// What the configuration says about packets, in the order of what decides.
func TestWay(t *testing.T) {
	set, diags := generator.Read("x.hcl", []byte(threeWays), config.Options{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	far, near := netip.MustParseAddr("198.18.0.1"), netip.MustParseAddr("192.0.2.53")
	lan := packet{network: "lan", from: netip.MustParseAddr("10.0.0.2"), to: far, protocol: rehearsal.UDP, dport: 7}
	with := func(p packet, changes ...func(*packet)) packet {
		for _, change := range changes {
			change(&p)
		}
		return p
	}
	from := func(a string) func(*packet) { return func(p *packet) { p.from = netip.MustParseAddr(a) } }
	to := func(a netip.Addr) func(*packet) { return func(p *packet) { p.to = a } }
	port := func(n uint16) func(*packet) { return func(p *packet) { p.dport = n } }
	local := func(p *packet) { p.network, p.from = "", netip.Addr{} }
	user := func(p *packet) { p.uid = 1001 }
	tcp := func(p *packet) { p.protocol = rehearsal.TCP }
	low := func(p *packet) { p.sport = 1023 }
	for _, test := range []struct {
		packet   packet
		down     string
		want     []int
		source   string // by the first of these
		customer bool
	}{
		{lan, "", []int{0}, "203.0.113.2", true},
		{lan, "if1", []int{1}, "10.0.0.2", false},
		{lan, "if0", nil, "", false},
		{with(lan, from("203.0.113.66")), "", []int{0}, "203.0.113.66", true},
		{with(lan, from("203.0.113.66"), port(53)), "if1", nil, "", false},
		{with(lan, port(53)), "", []int{1}, "10.0.0.2", false},
		{with(lan, port(53)), "if2", []int{0}, "203.0.113.2", true},
		{with(lan, port(53), to(netip.MustParseAddr("192.0.2.1"))), "", []int{0}, "203.0.113.2", true},
		{with(lan, tcp), "", []int{1}, "10.0.0.2", false},
		{with(lan, tcp, low), "", []int{0}, "203.0.113.2", true},
		{with(lan, to(near)), "", []int{1}, "10.0.0.2", false},
		{with(lan, to(near)), "if2", []int{0}, "203.0.113.2", true},
		{with(lan, user), "", []int{0}, "203.0.113.2", true},
		{with(lan, local, user), "", []int{2}, "172.16.0.2", true},
		{with(lan, local, user), "tun0", nil, "", false},
		{with(lan, local, user, from("203.0.113.2")), "tun0", nil, "", false},
		{with(lan, local, from("198.51.100.2")), "", []int{1}, "198.51.100.2", true},
		{with(lan, local), "", []int{0}, "203.0.113.2", true},
		{with(lan, local, to(netip.MustParseAddr("2001:db8::1"))), "", nil, "", false},
	} {
		w := world{set: set, down: map[string]bool{test.down: test.down != ""}, defaults: []int{0}}
		got := w.way(test.packet)
		if !slices.Equal(got.by, test.want) {
			t.Errorf("%v without %q: %+v, want %v", test.packet, test.down, got, test.want)
			continue
		}
		if len(got.by) == 0 {
			continue
		}
		if source, customer := w.source(test.packet, got.by[0]); source.String() != test.source || customer != test.customer {
			t.Errorf("%v: from %v, a customer's: %t", test.packet, source, customer)
		}
	}
}

// What nft marks is looked up before, too, and has no way when what its source
// belongs to is away.
func TestWayBeforeMarks(t *testing.T) {
	set, diags := generator.Read("x.hcl", []byte(threeWays+`
rule "voice" {
  dscp = "ef"
  via  = provider.isp2
}`), config.Options{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	p := packet{from: netip.MustParseAddr("203.0.113.2"), to: netip.MustParseAddr("198.18.0.1"), protocol: rehearsal.UDP, dscp: 46}
	for _, down := range []string{"", "if1"} {
		got := world{set: set, down: map[string]bool{down: down != ""}}.way(p)
		if !slices.Equal(got.by, []int{1}) || got.orNot != (down != "") {
			t.Errorf("without %q: %+v", down, got)
		}
	}
}

// A rule that lets nothing out by others stops answers, too, while its provider
// is not there: always in a family that it lacks.
func TestStopped(t *testing.T) {
	set, diags := generator.Read("x.hcl", []byte(threeWays+`
rule "pings" {
  protocol  = "icmp"
  via       = provider.vpn
  otherwise = "unreachable"
}
rule "service" {
  protocol  = "tcp"
  dscp      = 0
  via       = provider.vpn
  otherwise = "unreachable"
}`), config.Options{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	answer := packet{from: netip.MustParseAddr("203.0.113.2"), to: netip.MustParseAddr("198.18.0.1"), sport: rehearsal.EchoPort, dport: 40000}
	for _, test := range []struct {
		protocol int
		down     string
		want     bool
	}{
		{rehearsal.ICMP, "", false},
		{rehearsal.ICMP, "tun0", true},
		{rehearsal.UDP, "tun0", false},
		{rehearsal.TCP, "tun0", false}, // what nft marks: the connection has its mark
	} {
		answer.protocol = test.protocol
		w := world{set: set, down: map[string]bool{test.down: true}}
		if got, stopped := w.stopped(answer); stopped != test.want {
			t.Errorf("protocol %d without %q: %t, %+v", test.protocol, test.down, stopped, got)
		}
	}
}

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
	c := chooser{world: world{set: set}, far: newFaraway(set), used: map[packet]bool{}}
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
	c := chooser{used: map[packet]bool{}}
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
	c := chooser{world: world{set: set}, far: newFaraway(set), used: map[packet]bool{}}
	p := packet{to: netip.MustParseAddr("198.18.0.1"), protocol: rehearsal.UDP, sport: 1024, dport: 7}
	var got []string
	for _, v := range c.variants(set.Rules[len(set.Rules)-1], p) {
		got = append(got, fmt.Sprintf("%s: %d %d %d", v.differs, v.sport, v.dport, v.uid))
	}
	if want := []string{"protocol: 1024 7 0", "source port: 1023 7 0"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
