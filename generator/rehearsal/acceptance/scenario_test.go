package acceptance

import (
	"net/netip"
	"slices"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
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
func TestPath(t *testing.T) {
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
		packet packet
		down   string
		want   []int
	}{
		{lan, "", []int{0}},
		{lan, "if1", []int{1}},
		{lan, "if0", nil},
		{with(lan, from("203.0.113.66")), "", []int{0}},
		{with(lan, from("203.0.113.66"), port(53)), "if1", nil},
		{with(lan, port(53)), "", []int{1}},
		{with(lan, port(53)), "if2", []int{0}},
		{with(lan, port(53), to(netip.MustParseAddr("192.0.2.1"))), "", []int{0}},
		{with(lan, tcp), "", []int{1}},
		{with(lan, tcp, low), "", []int{0}},
		{with(lan, to(near)), "", []int{1}},
		{with(lan, to(near)), "if2", nil},
		{with(lan, user), "", []int{0}},
		{with(lan, local, user), "", []int{2}},
		{with(lan, local, user), "tun0", nil},
		{with(lan, local, user, from("203.0.113.2")), "tun0", nil},
		{with(lan, local, from("198.51.100.2")), "", []int{1}},
		{with(lan, local), "", []int{0}},
		{with(lan, local, to(netip.MustParseAddr("2001:db8::1"))), "", nil},
	} {
		w := scenario{set: set, down: map[string]bool{test.down: test.down != ""}}
		got := w.path(test.packet)
		if !slices.Equal(got.by, test.want) {
			t.Errorf("%v without %q: %+v, want %v", test.packet, test.down, got, test.want)
		}
	}
}

// The kernel looks up a packet of the router before nft marks it, too, and may find no
// route then: if the provider of its source, or of the default route, is down.
func TestPathBeforeMarks(t *testing.T) {
	set, diags := generator.Read("x.hcl", []byte(threeWays+`
rule "voice" {
  dscp = "ef"
  via  = provider.isp2
}`), config.Options{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	set.DefaultRoute.Backups = nil
	voice := packet{to: netip.MustParseAddr("198.18.0.1"), protocol: rehearsal.UDP, dscp: 46}
	own, lan := voice, voice
	own.from, lan.from, lan.network = netip.MustParseAddr("203.0.113.2"), netip.MustParseAddr("10.0.0.2"), "lan"
	for _, down := range []string{"", "if1"} {
		for _, p := range []packet{voice, own, lan} {
			got := scenario{set: set, down: map[string]bool{down: down != ""}}.path(p)
			if want := down != "" && p.network == ""; !slices.Equal(got.by, []int{1}) || got.orNot != want {
				t.Errorf("%v without %q: %+v", p, down, got)
			}
		}
	}
}

// What the router sends without a source gets one by where it goes, and rules about
// sources hold for that.
func TestPathOfSource(t *testing.T) {
	set, diags := generator.Read("x.hcl", []byte(threeWays+`
rule "own" {
  from      = ["203.0.113.0/24"]
  via       = provider.vpn
  otherwise = "unreachable"
}`), config.Options{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	p := packet{to: netip.MustParseAddr("198.18.0.1"), protocol: rehearsal.UDP, dport: 7}
	for _, test := range []struct {
		down string
		want []int
		rule int
	}{
		{"", []int{2}, 3},
		{"tun0", nil, 3},
		{"if1", []int{1}, noRule},
	} {
		got := scenario{set: set, down: map[string]bool{test.down: test.down != ""}}.path(p)
		if !slices.Equal(got.by, test.want) || got.rule != test.rule {
			t.Errorf("without %q: %+v", test.down, got)
		}
	}
}

// Main has the default of the first provider, and those that are read from it.
func TestLearned(t *testing.T) {
	set := site.Site{Providers: make([]site.Provider, 3)}
	set.Providers[1].IPv4.AutoGateway, set.Providers[2].IPv6.AutoGateway = true, true
	for ipv6, want := range map[bool][]int{false: {0, 1}, true: {0, 2}} {
		if got := (scenario{set: set}).learned(ipv6); !slices.Equal(got, want) {
			t.Errorf("IPv6 %t: %v", ipv6, got)
		}
	}
}

// Where a provider masquerades, nothing else leaves by it.
func TestMasquerade(t *testing.T) {
	set, diags := generator.Read("x.hcl", []byte(threeWays), config.Options{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	for _, test := range []struct {
		by, source string
		want       bool
	}{
		{"isp1", "203.0.113.2", true},
		{"isp1", "203.0.113.66", true}, // of its prefixes
		{"isp1", "10.0.0.2", false},
		{"isp2", "10.0.0.2", true},
		{"vpn", "172.16.0.2", false}, // not wanted
		{"", "", false},
	} {
		s := outcome{by: test.by}
		s.source, _ = netip.ParseAddr(test.source)
		if got := (scenario{set: set}).asWanted(question{want: path{by: []int{0, 1}}}, s); got != test.want {
			t.Errorf("%+v: %t", s, got)
		}
	}
}

// TestDescribe: a report says why there is no answer, as far as that is known.
func TestDescribe(t *testing.T) {
	set, diags := generator.Read("x.hcl", []byte(threeWays), config.Options{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	own := netip.MustParseAddr("203.0.113.2")
	for _, test := range []struct {
		outcome
		want string
	}{
		{outcome{by: "isp1", source: own, answered: true}, "by isp1 from 203.0.113.2, answered"},
		{outcome{by: "isp1", source: own}, "by isp1 from 203.0.113.2, not answered"},
		{outcome{by: "isp1", source: own, dropped: "dropped"}, "by isp1 from 203.0.113.2, answer dropped"},
		{outcome{by: "isp2", source: own}, "by isp2 from 203.0.113.2, which isp2 drops: nothing has translated it"},
		{outcome{}, "did not leave"},
		{outcome{refusal: "dial udp: connect: network is unreachable"}, "did not leave (network is unreachable)"},
	} {
		if got := (scenario{set: set}).describe(test.outcome); got != test.want {
			t.Errorf("%s, want %s", got, test.want)
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
		{rehearsal.TCP, "tun0", false}, // nft marks no answers
	} {
		answer.protocol = test.protocol
		w := scenario{set: set, down: map[string]bool{test.down: true}}
		if got, stopped := w.stopped(answer); stopped != test.want {
			t.Errorf("protocol %d without %q: %t, %+v", test.protocol, test.down, stopped, got)
		}
	}
}
