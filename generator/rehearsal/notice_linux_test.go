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
