package rehearsal_test

import (
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// What keeps a setup from working, or will undo it, and isn't the script's
// business, is said; the setup is done all the same.
func TestNotices(t *testing.T) {
	const passing = "sysctl -q -w net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1; rm -rf /run/systemd; "
	networkd := "mkdir -p /run/systemd/netif /run/systemd/networkd.conf.d; : >/run/systemd/netif/state; "
	for _, test := range []struct {
		name, config, before string
		want                 []string
	}{
		{"nothing", "dual-stack", passing, nil},
		{"forwarding", "dual-stack", passing + "sysctl -q -w net.ipv4.conf.if0.forwarding=0 net.ipv6.conf.all.forwarding=0",
			[]string{"ipv4 forwarding is off on if0;", "ipv6 forwarding is off on all;"}},
		{"forwarding in IPv4 alone", "lartc", passing + "sysctl -q -w net.ipv4.ip_forward=0",
			[]string{"ipv4 forwarding is off on if1 if2 if0;"}},
		{"no network", "no-network", passing + "sysctl -q -w net.ipv4.ip_forward=0", nil},
		{"networkd", "lartc", passing + networkd,
			[]string{"below [Network] in /etc/systemd/networkd.conf, and restart it: ManageForeignRoutes=no ManageForeignRoutingPolicyRules=no"}},
		{"networkd knows half", "lartc",
			passing + networkd + "printf '[Network]\nManageForeignRoutes = no\n' >/run/systemd/networkd.conf.d/a.conf",
			[]string{"below [Network] in /etc/systemd/networkd.conf, and restart it: ManageForeignRoutingPolicyRules=no"}},
		{"networkd knows", "lartc",
			passing + networkd + "printf '[Network]\nManageForeignRoutes=false\nManageForeignRoutingPolicyRules=0' >/run/systemd/networkd.conf.d/a.conf",
			nil},
		{"strict", "names-none", passing + "sysctl -q -w net.ipv4.conf.if1.rp_filter=1 net.ipv4.conf.if2.rp_filter=2 net.ipv4.conf.if1.ignore_routes_with_linkdown=1",
			[]string{"rp_filter of if1 is strict", "while the cable of if2 is out, ipv4 packets"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := fixture(t, test.config)
			lab := build(t, c.set, rehearsal.Options{})
			if r, err := lab.Run(rehearsal.Script{Text: test.before}); err != nil || r.Exit != 0 {
				t.Fatal(err, r.Stderr)
			}
			for _, shell := range shells {
				r := succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
				for _, want := range test.want {
					if !strings.Contains(r.Stderr, want) {
						t.Errorf("%s: %q is missing from: %s", shell, want, r.Stderr)
					}
				}
				if got := strings.Count(r.Stderr, ": note: "); got != len(test.want) {
					t.Errorf("%s: %d notes, want %d: %s", shell, got, len(test.want), r.Stderr)
				}
			}
		})
	}
}

// hosting is a machine without local networks, with two providers.
const hosting = `
SETTINGS
provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
  ipv6 {
    address = "2001:db8:1::2/64"
    gateway = "2001:db8:1::1"
  }
}
provider "isp2" {
  interface = "if2"
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}
default_route {
  prefer = provider.isp1
  TABLE
}
`

// What others have on the machine doesn't work any more, or gets around the providers:
// a note says so, where a packet shows that it is so.
func TestNoticesOfOthers(t *testing.T) {
	const marked = "settings {\n connection_marks = true\n}"
	for _, test := range []struct {
		name, settings, table, before string
		want                          []string // in notes
		lookups                       map[string]string
	}{
		{name: "nothing"},
		{name: "containers", before: "sysctl -q -w net.ipv4.ip_forward=1",
			want: []string{"write connection_marks = true in settings"}},
		{name: "containers, and marks are off", before: "sysctl -q -w net.ipv4.ip_forward=1", settings: "settings {\n connection_marks = false\n}"},
		{name: "containers, and marks are on", before: "sysctl -q -w net.ipv4.ip_forward=1", settings: marked},
		{name: "a rule without a priority", before: "ip route add default dev tun0 table 233; ip rule add fwmark 1 lookup 233; ip -6 route add default dev tun0 table 233; ip -6 rule add fwmark 1 lookup 233",
			want:    []string{"decides nothing: 32765:\tfrom all fwmark 0x1 lookup 233;", "decides nothing: 32765:\tfrom all fwmark 0x1 lookup 233;"},
			lookups: map[string]string{far4 + " mark 1": "if1", far6 + " mark 1": "if1"}},
		{name: "a rule without a priority, in main", table: `table = "main"`, before: "ip route add default dev tun0 table 233; ip rule add fwmark 1 lookup 233",
			lookups: map[string]string{far4 + " mark 1": "tun0"}},
		{name: "wg-quick", before: "ip route add default dev tun0 table 51820; ip rule add not fwmark 51820 table 51820; ip rule add table main suppress_prefixlength 0",
			want:    []string{"decides nothing: 32764:", "decides nothing: 32765:"},
			lookups: map[string]string{far4: "if1"}},
		{name: "redirect-gateway def1", before: "ip route add 0.0.0.0/1 dev tun0; ip route add 128.0.0.0/1 dev tun0; ip -6 route add ::/1 dev tun0",
			want:    []string{"the route of main to 0.0.0.0/1 (as redirect-gateway def1 adds it), so tun0 is bypassed", "128.0.0.0/1", "::/1"},
			lookups: map[string]string{far4: "if1", far6: "if1"}},
		{name: "redirect-gateway def1, in main", table: `table = "main"`, before: "ip route add 0.0.0.0/1 dev tun0; ip route add 128.0.0.0/1 dev tun0",
			lookups: map[string]string{far4: "tun0"}},
		{name: "Tailscale", before: "ip route add default via 198.51.100.1 dev if2 proto dhcp; ip rule add priority 5210 fwmark 0x80000/0xff0000 lookup main; ip rule add priority 5230 fwmark 0x80000/0xff0000 lookup default; ip rule add priority 5250 fwmark 0x80000/0xff0000 unreachable",
			want:    []string{"do not fail over: 5210:"},
			lookups: map[string]string{far4 + " mark 0x80000": "if2"}},
		{name: "Cilium", settings: marked, before: "ip rule add priority 9 fwmark 0x200/0xf00 lookup 2004; ip route add default dev tun0 table 2004; ip rule add priority 10 fwmark 0x10000/0xf0000 lookup 2004",
			want:    []string{"reads bits of mark_mask, so each may route packets that the other marks: 9:"},
			lookups: map[string]string{far4 + " from 198.51.100.2 mark 0x200": "tun0"}},
		{name: "Cilium, and no marks", settings: "settings {\n connection_marks = false\n}", before: "ip rule add priority 9 fwmark 0x200/0xf00 lookup 2004"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := configure(t, "hosting.hcl", strings.NewReplacer("SETTINGS", test.settings, "TABLE", test.table).Replace(hosting))
			lab := build(t, c.set, rehearsal.Options{})
			shellOut(t, lab, "rm -rf /run/systemd; sysctl -q -w net.ipv4.ip_forward=0\nip link add tun0 type veth peer name tun1; ip link set tun0 up; ip link set tun1 up\n"+test.before)
			for _, shell := range shells {
				r := succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
				for _, want := range test.want {
					if !strings.Contains(r.Stderr, want) {
						t.Errorf("%s: %q is missing from: %s", shell, want, r.Stderr)
					}
				}
				if got := strings.Count(r.Stderr, ": note: "); got != len(test.want) {
					t.Errorf("%s: %d notes, want %d: %s", shell, got, len(test.want), r.Stderr)
				}
			}
			for words, iface := range test.lookups {
				if way, err := lab.Lookup(strings.Fields(words)...); err != nil || way.Interface != iface {
					t.Errorf("%s: %+v, %v, want it by %q", words, way, err, iface)
				}
			}
		})
	}
}
