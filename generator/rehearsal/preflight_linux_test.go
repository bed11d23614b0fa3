package rehearsal_test

import (
	"cmp"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// preflight is something that is amiss when a script is run.
type preflight struct {
	name   string
	config string           // a fixture, "lartc" if empty, in which nothing is optional
	amiss  string           // done to the machine before
	script rehearsal.Traced // how the script is run
	frozen bool             // /etc/iproute2 is read-only
	want   []string         // on standard error
}

var preflights = []preflight{
	{
		name:   "not root",
		script: rehearsal.Traced{Script: rehearsal.Script{UID: 65534}},
		want:   []string{"this needs root"},
	}, {
		name:   "no ip",
		script: rehearsal.Traced{Replace: map[string]string{"ip": ""}},
		want:   []string{"iproute2 5.3"},
	}, {
		name:   "BusyBox's ip",
		script: rehearsal.Traced{Replace: map[string]string{"ip": `exec busybox ip "$@"`}},
		want:   []string{"iproute2 5.3"},
	}, {
		// iproute2 would take "if2" for the interface with index 2.
		name:  "no interface",
		amiss: "ip link del if2",
		want: []string{
			"provider.isp2.ipv4: interface if2 is missing",
		},
	}, {
		name:  "interface down, no address, another length",
		amiss: "ip link set if0 down; ip addr del 203.0.113.2/30 dev if1; ip addr del 198.51.100.2/30 dev if2; ip addr add 198.51.100.2/24 dev if2",
		want: []string{
			"network.lan: interface if0 is down",
			"provider.isp1.ipv4: interface if1 doesn't have the address 203.0.113.2/30",
			"provider.isp2.ipv4: 198.51.100.2 has another prefix length than /30",
		},
	}, {
		name:  "the gateway is this machine",
		amiss: "ip addr add 203.0.113.1/32 dev if0",
		want:  []string{"provider.isp1.ipv4: the gateway 203.0.113.1 is an address of this machine"},
	}, {
		name:  "tables and priorities of others",
		amiss: "ip route add default via 203.0.113.1 dev if1 table 101; ip rule add priority 22001 from 10.0.0.7 lookup 52",
		want: []string{
			"table 101 has routes of somebody else",
			"priorities 20000 to 28999 are ours; set priority_base, or remove rule 22001:",
		},
	}, {
		name:  "names of others",
		amiss: "printf '101 other\\n0x\\n0x zero\\n0x70\\tisp2\\n' >>/etc/iproute2/rt_tables",
		want: []string{
			"rt_tables has another name for 101, or another number for other",
			"rt_tables has another name for 0x70, or another number for isp2",
		},
	}, {
		name:  "names of others in a drop-in",
		amiss: "echo '7 isp1' >/etc/iproute2/rt_tables.d/other.conf",
		want:  []string{"rt_tables has another name for 7, or another number for isp1"},
	}, {
		name:  "a broken block of names",
		amiss: "echo '# splitroute: begin' >>/etc/iproute2/rt_tables",
		want:  []string{"/etc/iproute2/rt_tables: no line # splitroute: end after # splitroute: begin"},
	}, {
		name:  "a symbolic link",
		amiss: "mv /etc/iproute2/rt_tables /etc/iproute2/real; ln -s real /etc/iproute2/rt_tables",
		want:  []string{"/etc/iproute2/rt_tables is not a plain file"},
	}, {
		name:   "IPv6: no address, another length, the gateway is this machine",
		config: "dual-stack-main",
		amiss:  "ip -6 addr del 2001:db8:1::2/64 dev if1; ip -6 addr del 2001:db8:2::2/64 dev if2; ip -6 addr add 2001:db8:2::2/56 dev if2 nodad; ip -6 addr add 2001:db8:1::1/128 dev if0 nodad; ip -6 addr add fe80::2/64 dev if2 nodad; ip -6 addr add fe80::2/64 dev if1 nodad",
		want: []string{
			"provider.isp1.ipv6: interface if1 doesn't have the address 2001:db8:1::2/64",
			"provider.isp1.ipv6: the gateway 2001:db8:1::1 is an address of this machine",
			"provider.isp2.ipv6: 2001:db8:2::2 has another prefix length than /64",
			"provider.isp2.ipv6: the gateway fe80::2 is an address of this machine",
		},
	}, {
		name:   "IPv6: tentative",
		config: "dual-stack-main",
		amiss:  "sysctl -qw net/ipv6/conf/if1/accept_dad=1 net/ipv6/conf/if1/dad_transmits=600; ip -6 addr del 2001:db8:1::2/64 dev if1; ip -6 addr add 2001:db8:1::2/64 dev if1",
		want:   []string{"provider.isp1.ipv6: 2001:db8:1::2/64 is still tentative"},
	}, {
		name:   "IPv6: off on an interface",
		config: "dual-stack-main",
		amiss:  "sysctl -qw net/ipv6/conf/if1/disable_ipv6=1",
		want: []string{
			"provider.isp1.ipv6: IPv6 is off on if1; try: sysctl -w net/ipv6/conf/if1/disable_ipv6=0",
		},
	}, {
		name:   "IPv6: off in a local network and on the loopback interface",
		config: "dual-stack-main",
		amiss:  "sysctl -qw net/ipv6/conf/if0/disable_ipv6=1 net/ipv6/conf/lo/disable_ipv6=1",
		want: []string{
			"network.lan: IPv6 is off on if0; try: sysctl -w net/ipv6/conf/if0/disable_ipv6=0",
			"loopback: IPv6 is off on lo; try: sysctl -w net/ipv6/conf/lo/disable_ipv6=0",
		},
	}, {
		name:   "IPv6: off behind an inner router",
		config: "inner-main",
		amiss:  "sysctl -qw net/ipv6/conf/if0/disable_ipv6=1",
		want:   []string{"network.lan: IPv6 is off on if0; try: ", "network.servers6: IPv6 is off on if0; try: "},
	}, {
		name:   "IPv6: tables, priorities and better defaults of others",
		config: "dual-stack-main",
		amiss:  "ip -6 route add default via fe80::2 dev if2 table 101; ip -6 rule add priority 22001 from 2001:db8:7::7 lookup 52; ip -6 route add default via fe80::2 dev if2 metric 2",
		want: []string{
			"table 101 has routes of somebody else",
			"priorities 20000 to 28999 are ours; set priority_base, or remove rule 22001:",
			"main has a default that comes before or merges with ours; raise its metric: default via fe80::2 dev if2",
		},
	}, {
		name:   "IPv6: a default with a metric of ours",
		config: "dual-stack-main",
		amiss:  "ip -6 route add default via fe80::2 dev if2 metric 11 proto static; ip -6 route add default via fe80::2 dev if2 metric 100; ip -6 route add default via fe80::2 dev if2 metric 20",
		want: []string{
			"merges with ours; raise its metric: default via fe80::2 dev if2 proto 4 metric 11 pref medium",
			"merges with ours; raise its metric: default via fe80::2 dev if2 metric 20 pref medium",
		},
	}, {
		name:  "loopback down, a directory for a file",
		amiss: "ip link set lo down; rm /etc/iproute2/rt_tables; mkdir /etc/iproute2/rt_tables",
		want: []string{
			"loopback: interface lo is down",
			"/etc/iproute2/rt_tables is not a plain file",
		},
	}, {
		name:   "auto: tentative, off",
		config: "auto",
		amiss:  "sysctl -qw net/ipv6/conf/if1/accept_dad=1 net/ipv6/conf/if1/dad_transmits=600; ip -6 addr flush dev if1 scope global; ip -6 addr add 2001:db8:a000::7/64 dev if1; sysctl -qw net/ipv6/conf/if2/disable_ipv6=1; ip addr flush dev ppp0",
		want: []string{
			"provider.cable-1.ipv6: if1 has no address to use: auto; did DHCP, PPP or the router give one that is neither tentative nor in prefixes?",
			"provider.cable_2.ipv6: IPv6 is off on if2",
			"provider.dsl.ipv4: ppp0 has no address to use: auto",
		},
	}, {
		name:   "auto: no default, the address of another one",
		config: "auto",
		amiss:  "ip -6 route del default dev if1; ip addr flush dev ppp0; ip addr add 198.51.100.2/32 dev ppp0",
		want: []string{
			"provider.cable-1.ipv6: no default route on if1 names a gateway; if the link has none, remove gateway from the configuration; see: ip -6 route show dev if1",
			"provider.dsl.ipv4: 198.51.100.2 is the address of another provider, too",
		},
	}, {
		name:   "main rejects packets",
		config: "backup",
		amiss:  "ip route add unreachable default metric 4294967295",
		want:   []string{"main is looked up before our default route and rejects packets; remove: 7 default metric 4294967295"},
	}, {
		name:  "another address comes first",
		amiss: "ip addr add 203.0.113.3/30 brd + dev if1; ip addr del 203.0.113.2/30 dev if1; ip addr add 203.0.113.3/30 brd + dev if1; ip addr add 203.0.113.2/30 dev if1",
		want:  []string{"provider.isp1.ipv4: if1 has another address in the network of 203.0.113.2/30"},
	}, {
		name:   "an address of a link comes first",
		config: "onlink",
		amiss:  "ip addr add 192.168.100.2/24 dev if1; ip addr del 203.0.113.2/32 dev if1; ip addr add 203.0.113.2/32 dev if1",
		want:   []string{"provider.isp1.ipv4: 203.0.113.2/32 must be the first address of if1"},
	}, {
		name:   "another's table of nft",
		config: "nat",
		amiss:  "nft add table inet splitroute",
		want:   []string{"nft has a table inet splitroute of somebody else"},
	}, {
		name:   "no nft",
		config: "nat",
		script: rehearsal.Traced{Replace: map[string]string{"nft": ""}},
		want:   []string{"there is no nft"},
	}, {
		name:   "read-only /etc, and more",
		amiss:  "ip link set if1 down",
		frozen: true,
		want: []string{
			"cannot write /etc/iproute2/rt_tables",
			"provider.isp1.ipv4: interface if1 is down",
		},
	},
}

// What is amiss is said before anything is changed, all of it at once.
func TestPreflight(t *testing.T) {
	for _, test := range preflights {
		t.Run(test.name, func(t *testing.T) {
			if test.script.UID != 0 {
				needUsers(t)
			}
			checkPreflight(t, test)
		})
	}
}

func checkPreflight(t *testing.T, test preflight) {
	t.Helper()
	c := needed(t, cmp.Or(test.config, "lartc"))
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	if r, err := lab.Run(rehearsal.Script{Text: test.amiss}); err != nil || r.Exit != 0 {
		t.Fatal(err, r.Stderr)
	}
	if test.frozen {
		mounted(t, lab, "/etc/iproute2", "/etc/iproute2", "", unix.MS_BIND)
		mounted(t, lab, "none", "/etc/iproute2", "", unix.MS_REMOUNT|unix.MS_BIND|unix.MS_RDONLY)
	}
	before := snapshot(t, lab)
	for _, shell := range shells {
		test.script.Text, test.script.Shell = c.setup, shell
		r := trace(t, lab, test.script)
		if r.Exit != 1 || r.Stdout != "" {
			t.Errorf("%s: exit %d, output %q, want 1 and none", shell, r.Exit, r.Stdout)
		}
		if test.frozen && shell == rehearsal.BusyBox { // its test -w says yes to root
			same(t, string(shell), before, snapshot(t, lab))
			continue
		}
		for _, want := range append(test.want, "nothing was changed") {
			if !strings.Contains(r.Stderr, want) {
				t.Errorf("%s: %q is missing from: %s", shell, want, r.Stderr)
			}
		}
		said := strings.Count("\n"+r.Stderr, "\nsplitroute: ") - strings.Count(r.Stderr, "splitroute: problems: ")
		if got := said - len(readLine.FindAllString(r.Stderr, -1)); got != len(test.want)+1 {
			t.Errorf("%s: %d lines, want a line for each problem and one more: %s", shell, got, r.Stderr)
		}
		same(t, string(shell), before, snapshot(t, lab))
	}
}

// needed is a fixture without whose providers nothing is set up.
func needed(t *testing.T, name string) configuration {
	t.Helper()
	src := strings.ReplaceAll(readFixture(t, name), "optional   = true", "")
	return configure(t, name+".hcl", providerLine.ReplaceAllString(src, "$0\n  optional = false\n"))
}

var providerLine = regexp.MustCompile(`(?m)^provider "[^"]+" *\{`)

// readLine is what a script says of an uplink that it has read.
var readLine = regexp.MustCompile(`splitroute: provider\.\S+: \S+ on \S+`)

// needUsers skips where a user namespace knows one user alone.
func needUsers(t *testing.T) {
	t.Helper()
	users, err := os.ReadFile("/proc/self/uid_map")
	if f := strings.Fields(string(users)); err != nil || len(f) == 3 && f[2] == "1" {
		t.Skip("needs more than one user: run it as root")
	}
}

// A line that is wrong, as one edited by hand may be, is found by the kernel.
// The message names it, and what the run did before is taken back.
func TestWrongLine(t *testing.T) {
	wrong := strings.NewReplacer(
		"default via 198.51.100.1 dev if2 src", "default via 192.0.2.77 dev if2 src")
	{
		for _, earlier := range []bool{false, true} {
			c := fixture(t, "lartc")
			lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
			if earlier {
				succeed(t, lab, rehearsal.Script{Text: c.setup})
			}
			before := snapshot(t, lab)
			for _, shell := range shells {
				r := run(t, lab, rehearsal.Script{Text: wrong.Replace(c.setup), Shell: shell})
				if r.Exit != 1 {
					t.Errorf("%s: exit %d", shell, r.Exit)
				}
				for _, want := range []string{"provider.isp2.ipv4: routes of its own table: ", "route prepend default via 192.0.2.77 dev if2 src 198.51.100.2 table 102", "Nexthop has invalid gateway"} {
					if !strings.Contains(r.Stderr, want) {
						t.Errorf("%s: %q is missing from: %s", shell, want, r.Stderr)
					}
				}
				same(t, string(shell), before, snapshot(t, lab))
			}
			if err := lab.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}
