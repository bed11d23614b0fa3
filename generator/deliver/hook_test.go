package deliver_test

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/deliver"
)

// A hook runs the setup for the interface of a provider that is "auto", for the
// reasons that matter, with what its program knows.
func TestHooks(t *testing.T) {
	needs(t, "sh")
	lease := "new_ip_address=100.64.0.2|new_routers=100.64.0.1 100.64.0.9"
	given := "fibre_1_ipv4_address=100.64.0.2 fibre_1_ipv4_gateway=100.64.0.1 "
	nothing := "fibre_1_ipv4_address= fibre_1_ipv4_gateway= "
	none := "fibre_1_ipv6_prefixes= "
	gateways := "old_ipv4_gateway=203.0.113.1 "
	for _, test := range []struct {
		kind, env, args, link string
		want                  string // "no" when the setup isn't run
	}{
		{"dhclient", "interface=eth0|reason=BOUND|" + lease, "", "eth0", given + none},
		{"dhclient", "interface=eth0|reason=REBOOT|" + lease, "", "eth0", given + none},
		{"dhclient", "interface=eth0|reason=EXPIRE|old_ip_address=100.64.0.2", "", "eth0", nothing + none},
		{"dhclient", "interface=eth0|reason=BOUND6|new_ip6_address=2001:db8::2", "", "eth0", nothing + none},
		{"dhclient", "interface=eth2|reason=RENEW|new_ip_address=203.0.113.2|new_routers=203.0.113.1", "", "eth2", gateways},
		{"dhclient", "interface=eth0|reason=PREINIT", "", "eth0", "no"},
		{"dhclient", "interface=eth9|reason=BOUND|" + lease, "", "eth9", "no"},
		{"dhclient", "reason=BOUND|" + lease, "", "eth0", "no"},
		{"dhcpcd", "interface=eth0|reason=BOUND|" + lease, "", "eth0", given + none},
		{"dhcpcd", "interface=eth0|reason=NOCARRIER", "", "eth0", nothing + none},
		{"dhcpcd", "interface=eth0|reason=ROUTERADVERT", "", "eth0", nothing + none},
		{"dhcpcd", "interface=eth0|reason=CARRIER", "", "eth0", "no"},
		{"dhcpcd", "interface=eth9|reason=BOUND|" + lease, "", "eth9", "no"},
		{"udhcpc", "interface=eth0|ip=100.64.0.2|router=100.64.0.1 100.64.0.9", "bound", "eth0", given},
		{"udhcpc", "interface=eth0", "deconfig", "eth0", nothing},
		{"udhcpc", "interface=eth0", "leasefail", "eth0", "no"},
		{"udhcpc", "interface=eth9|ip=100.64.0.2", "bound", "eth9", "no"},
		{"pppd", "PPP_IFACE=ppp0|PPP_LOCAL=198.51.100.7|PPP_REMOTE=198.51.100.8", "", "ppp0", "dsl_ipv4_address=198.51.100.7 "},
		{"pppd", "IFNAME=ppp0|IPLOCAL=198.51.100.7|IPREMOTE=198.51.100.8|DEVICE=/dev/ttyS0|SPEED=0|ORIG_UID=0|PPPLOGNAME=root", "", "ppp0", "dsl_ipv4_address=198.51.100.7 "},
		{"pppd", "PPP_IFACE=ppp0|PPP_LOCAL=fe80::7", "", "ppp0", "dsl_ipv4_address= "},
		{"pppd", "PPP_IFACE=ppp1|PPP_LOCAL=198.51.100.7", "", "ppp1", "no"},
		{"networkd-dispatcher", "IFACE=eth0|STATE=routable", "", "eth0", ""},
		{"networkd-dispatcher", "IFACE=eth9|STATE=routable", "", "eth9", "no"},
		{"networkmanager", "IP4_GATEWAY=100.64.0.1|IP6_GATEWAY=fe80::1", "eth0 dhcp4-change", "eth0", "fibre_1_ipv4_gateway=100.64.0.1 fibre_1_ipv6_gateway=fe80::1 " + none},
		{"networkmanager", "DEVICE_IP_IFACE=eth0|IP4_GATEWAY=100.64.0.1", "wwan0 up", "eth0", "fibre_1_ipv4_gateway=100.64.0.1 fibre_1_ipv6_gateway= " + none},
		{"networkmanager", "DEVICE_IP_IFACE=eth9|VPN_IP_IFACE=eth0|IP4_GATEWAY=100.64.0.1", "eth9 vpn-up", "eth0", "fibre_1_ipv4_gateway= fibre_1_ipv6_gateway= " + none},
		{"networkmanager", "", "eth0 connectivity-change", "eth0", "no"},
		{"networkmanager", "", "eth9 up", "eth9", "no"},
		{"ifupdown", "IFACE=eth0|PHASE=post-up", "", "eth0", ""},
		{"ifupdown", "IFACE=eth0|PHASE=post-down", "", "eth0", ""},
		{"ifupdown", "IFACE=eth0|PHASE=pre-up", "", "eth0", "no"},
		{"ifupdown", "IFACE=--all|PHASE=post-up", "", "--all", "no"},
		{"openwrt", "ACTION=ifup|INTERFACE=wan|DEVICE=eth0", "", "eth0", none},
		{"openwrt", "ACTION=ifdown|INTERFACE=wan", "", "eth0", "no"}, // it was never up
		{"openwrt", "ACTION=ifup|INTERFACE=lan|DEVICE=eth9", "", "eth9", "no"},
	} {
		p := newPlace(t, test.kind, says)
		p.run(t, "sh", test.env, strings.Fields(test.args)...)
		_, err := os.Stat(p.dir + "/" + test.link)
		if runs := err == nil; runs != (test.want != "no") {
			t.Errorf("%s, %s, %s: runs: %v, want %q", test.kind, test.env, test.args, runs, test.want)
		} else if got := p.said(t, test.link); runs && got != test.want {
			t.Errorf("%s, %s, %s: %q, want %q", test.kind, test.env, test.args, got, test.want)
		}
	}
}

// What a program says about delegated prefixes is given to the setup, also at later
// events, which don't say it.
func TestHookPrefixes(t *testing.T) {
	needs(t, "awk")
	const one, two = "2001:db8:1::/56", "2001:db8:2::/60"
	bound := "interface=eth0|reason=BOUND6|new_dhcp6_ia_pd1_prefix1=2001:db8:1::|new_dhcp6_ia_pd1_prefix1_length=56"
	for name, test := range map[string]struct {
		kind   string
		events []string
		want   string
	}{
		"one":        {"dhclient", []string{"reason=BOUND6|new_ip6_prefix=" + one}, one},
		"two":        {"dhclient", []string{"reason=BOUND6|new_ip6_prefix=" + one, "reason=BOUND6|new_ip6_prefix=" + two}, two + " " + one},
		"again":      {"dhclient", []string{"reason=BOUND6|new_ip6_prefix=" + one, "reason=RENEW6|old_ip6_prefix=" + one + "|new_ip6_prefix=" + one}, one},
		"over":       {"dhclient", []string{"reason=BOUND6|new_ip6_prefix=" + one, "reason=BOUND6|new_ip6_prefix=" + two, "reason=EXPIRE6|old_ip6_prefix=" + one}, two},
		"address":    {"dhclient", []string{"reason=BOUND6|new_ip6_prefix=" + one, "reason=BOUND6|new_ip6_address=2001:db8::2"}, one},
		"IPv4":       {"dhclient", []string{"reason=BOUND6|new_ip6_prefix=" + one, "reason=BOUND|new_ip_address=100.64.0.2"}, one},
		"new client": {"dhclient", []string{"reason=BOUND6|new_ip6_prefix=" + one, "reason=PREINIT6", "reason=BOUND6|new_ip6_prefix=" + two}, two},
		"dhcpcd":     {"dhcpcd", []string{bound}, one},
		"two of it":  {"dhcpcd", []string{bound + "|new_dhcp6_ia_pd2_prefix1=2001:db8:2::|new_dhcp6_ia_pd2_prefix1_length=60|new_dhcp6_ia_pd2_iaid=1"}, one + " " + two},
		"advertised": {"dhcpcd", []string{bound, "interface=eth0|reason=ROUTERADVERT"}, one},
		"expired":    {"dhcpcd", []string{bound, "interface=eth0|reason=EXPIRE6"}, ""},
		"NM":         {"networkmanager", []string{"NM_DISPATCHER_ACTION=dhcp6-change|DHCP6_IP6_PREFIX=" + one + " " + two}, one + " " + two},
		"NM, IPv4":   {"networkmanager", []string{"NM_DISPATCHER_ACTION=dhcp4-change|DHCP6_IP6_PREFIX=" + one}, one},
		"NM, lost":   {"networkmanager", []string{"NM_DISPATCHER_ACTION=dhcp6-change|DHCP6_IP6_PREFIX=" + one, "NM_DISPATCHER_ACTION=dhcp6-change"}, ""},
		"NM, tunnel": {"networkmanager", []string{"NM_DISPATCHER_ACTION=up|DHCP6_IP6_PREFIX=" + one, "NM_DISPATCHER_ACTION=vpn-up"}, one},
		"netifd":     {"openwrt", []string{"ACTION=ifup|INTERFACE=wan6|DEVICE=eth0", "ACTION=ifup|INTERFACE=wan|DEVICE=eth0"}, "2001:db8:1::/56 2001:db8:2::/56"},
	} {
		p := newPlace(t, test.kind, says)
		for _, event := range test.events {
			_ = os.Remove(p.dir + "/log") // there is none at first
			// NetworkManager also gives the action as an argument.
			_, action, _ := strings.Cut(strings.Split(event, "|")[0], "NM_DISPATCHER_ACTION=")
			p.run(t, "sh", "interface=eth0|"+event, "eth0", action)
			if !strings.Contains(event, "PREINIT6") {
				p.said(t, "eth0")
			}
		}
		said, _ := os.ReadFile(p.dir + "/log")
		if _, got, _ := strings.Cut(string(said), "fibre_1_ipv6_prefixes="); strings.Join(strings.Fields(got), " ") != strings.TrimSpace(test.want+" end") {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// An interface of OpenWrt goes down by the name that it came up with.
func TestOpenWrtDown(t *testing.T) {
	needs(t, "sh")
	p := newPlace(t, "openwrt", says)
	p.run(t, "sh", "ACTION=ifup|INTERFACE=wan|DEVICE=eth0")
	p.said(t, "eth0")
	for _, name := range []string{"eth0", "log"} {
		if err := os.Remove(p.dir + "/" + name); err != nil {
			t.Fatal(err)
		}
	}
	p.run(t, "sh", "ACTION=ifdown|INTERFACE=lan")
	if _, err := os.Stat(p.dir + "/eth0"); err == nil {
		t.Error("the setup runs for another interface")
	}
	p.run(t, "sh", "ACTION=ifdown|INTERFACE=wan")
	if _, err := os.Stat(p.dir + "/eth0"); err != nil {
		t.Error(err)
	}
	p.said(t, "eth0")
}

// The hook of udhcpc runs the script that udhcpc runs otherwise, first.
func TestUdhcpcDefaultScript(t *testing.T) {
	needs(t, "sh")
	p := newPlace(t, "udhcpc", `cat "${0%/*}/configured"; echo end`)
	configures := "#!/bin/sh\n" + `echo "$1 $interface" >"${0%/*}/configured"` + "\n"
	if err := os.WriteFile(p.dir+"/default.script", []byte(configures), 0o700); err != nil {
		t.Fatal(err)
	}
	p.run(t, "sh", "interface=eth0|ip=100.64.0.2", "bound")
	if got := p.said(t, "eth0"); got != "bound eth0\n" {
		t.Errorf("%q", got)
	}
}

// busy is a setup script that takes its time, and keeps that it runs, what it was
// given and that it ends.
const busy = `echo begins >>"${0%/*}/record"
sleep 0.2
echo "$fibre_1_ipv4_address ends" >>"${0%/*}/record"
echo end
`

// Of many events, only one at a time runs the setup, the newest one last; not all of
// them do.
func TestHookOnce(t *testing.T) {
	needs(t, "flock")
	for _, shell := range []string{"dash", "bash", "busybox sh", "mksh", "yash"} {
		t.Run(shell, func(t *testing.T) {
			needs(t, strings.Fields(shell)[0])
			const events = 12
			p := newPlace(t, "dhclient", busy)
			for i := range events {
				p.run(t, shell, fmt.Sprintf("interface=eth0|reason=BOUND|new_ip_address=100.64.0.%d", i))
			}
			last := fmt.Sprintf("100.64.0.%d ends\n", events-1)
			var record string
			for range 300 {
				text, _ := os.ReadFile(p.dir + "/record") // not there at first
				if record = string(text); strings.HasSuffix(record, last) {
					break
				}
				time.Sleep(20 * time.Millisecond)
			}
			runs := strings.Count(record, "begins")
			if !strings.HasSuffix(record, last) || strings.Contains(record, "begins\nbegins") || runs == events {
				t.Errorf("%d runs:\n%s", runs, record)
			}
			p.said(t, "eth0")
		})
	}
}

// The system's own scripts run the hook with the arguments and the environment that
// pppd(8) gives them.
func TestPppdScripts(t *testing.T) {
	needs(t, "pppd")
	needs(t, "run-parts")
	for _, script := range []struct{ name, local, remote, want string }{
		{"ip-up", "198.51.100.7", "198.51.100.8", "dsl_ipv4_address=198.51.100.7 "},
		{"ip-down", "198.51.100.7", "198.51.100.8", "dsl_ipv4_address=198.51.100.7 "},
		{"ipv6-up", "fe80::7", "fe80::8", "dsl_ipv4_address=198.51.100.7 "}, // pppd still knows that of IPv4
	} {
		text, err := os.ReadFile("/etc/ppp/" + script.name)
		if err != nil {
			t.Fatal(err)
		}
		p := newPlace(t, "pppd", says)
		if err := os.Mkdir(p.dir+"/"+script.name+".d", 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(p.hook, p.dir+"/"+script.name+".d/splitroute"); err != nil {
			t.Fatal(err)
		}
		command := exec.Command("sh", "-s", "ppp0", "/dev/ttyS0", "0", script.local, script.remote, "")
		command.Stdin = strings.NewReader(strings.ReplaceAll(string(text), "/etc/ppp/", p.dir+"/"))
		command.Env = []string{"DEVICE=/dev/ttyS0", "IFNAME=ppp0", "IPLOCAL=198.51.100.7", "IPREMOTE=198.51.100.8", "SPEED=0", "ORIG_UID=0", "PPPLOGNAME=root"}
		if out, err := command.CombinedOutput(); err != nil {
			t.Errorf("%s: %v, %s", script.name, err, out)
		}
		if got := p.said(t, "ppp0"); got != script.want {
			t.Errorf("%s: %q, want %q", script.name, got, script.want)
		}
	}
}

// While somebody has taken the setup down, no hook sets it up again.
func TestHookStopped(t *testing.T) {
	needs(t, "sh")
	p := newPlace(t, "ifupdown", says)
	if err := os.WriteFile(p.dir+"/stopped", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p.run(t, "sh", "IFACE=eth0|PHASE=post-up")
	if _, err := os.Stat(p.dir + "/eth0"); err == nil {
		t.Error("the setup runs")
	}
	if err := os.Remove(p.dir + "/stopped"); err != nil {
		t.Fatal(err)
	}
	p.run(t, "sh", "IFACE=eth0|PHASE=post-up")
	if _, err := os.Stat(p.dir + "/eth0"); err != nil {
		t.Error(err)
	}
	p.said(t, "eth0")
}

// Linters have nothing to say about a hook.
func TestHooksLint(t *testing.T) {
	for _, kind := range deliver.Kinds() {
		lint(t, kind, hookOf(t, kind))
	}
}
