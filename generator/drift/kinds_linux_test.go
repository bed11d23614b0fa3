package drift_test

import (
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// kinds are what happens to a machine with killswitch.hcl, and what is said then:
// the lines of differences, and the packets that take another path.
var kinds = []struct {
	commands string
	want     []string
}{
	{"ip route del default table 1000", []string{
		"- ip route prepend default via 203.0.113.1 dev if1 src 203.0.113.2 table 1000 proto $tag\n" +
			"    killswitch.hcl:62, provider.isp1.ipv4: default route, preferred provider\n" +
			"    lan 10.0.0.0/24 to the internet: no route instead of isp1\n",
	}},
	{"ip -6 rule del priority 28000", []string{
		"- ip -6 rule add priority 28000 lookup 1000 protocol $tag\n",
		"    lan 2001:db8:10::/64 to the internet: no route instead of isp1\n",
	}},
	{"ip rule del priority 24001 iif if3 unreachable", []string{
		"- ip rule add priority 24001 iif if3 unreachable protocol $tag\n    killswitch.hcl:36, rule.guests: vpn down: unreachable, never another provider\n",
	}},
	{"ip rule add priority 20500 from 10.0.0.0/24 lookup 102", []string{
		"+ ip rule add priority 20500 from 10.0.0.0/24 lookup 102\n    lan 10.0.0.0/24 to the internet: vpn, directly instead of isp1\n",
	}},
	{"ip rule add priority 24000 from 10.0.0.0/24 prohibit protocol 4", []string{
		"+ ip rule add priority 24000 from 10.0.0.0/24 prohibit protocol 4\n    lan 10.0.0.0/24 to the internet: prohibit instead of isp1\n",
	}},
	{"ip rule add priority 9 from 10.0.0.0/24 lookup 102 protocol $tag", []string{
		"+ ip rule add priority 9 from 10.0.0.0/24 lookup 102 protocol $tag\n",
	}},
	{"ip rule add priority 9 from 10.0.0.0/24 lookup 102", nil}, // another's, out of our range
	{"ip route prepend default dev tun0 table 1000", []string{
		"+ ip route add default dev tun0 table 1000 proto 3\n    lan 10.0.0.0/24 to the internet: vpn, directly instead of isp1\n",
	}},
	{"ip route append default dev tun0 table 1000", []string{"+ ip route add default dev tun0 table 1000 proto 3\n\n"}}, // behind ours: no packet uses it
	{"ip route add blackhole 198.18.0.0/15 table 101", []string{"+ ip route add blackhole 198.18.0.0/15 table 101 proto 3\n    isp1 203.0.113.2 to the internet: blackhole instead of isp1\n"}},
	{"ip route add blackhole 198.18.0.0/15 table 1234", nil},
	{"ip route change default dev tun0 proto $tag table 1000", []string{
		"~ ip route prepend default via 203.0.113.1 dev if1 src 203.0.113.2 table 1000 proto $tag\n    there is: ip route add default dev tun0 table 1000 proto $tag\n",
		"    lan 10.0.0.0/24 to the internet: vpn, directly instead of isp1\n",
	}},
	{"ip rule del priority 22001; ip rule add priority 22001 from 203.0.113.2 fwmark 0/0x3f00 lookup 102 protocol $tag", []string{
		"~ ip rule add priority 22001 from 203.0.113.2 fwmark 0x0/0x3f00 lookup 101 protocol $tag\n    there is: ip rule add priority 22001 from 203.0.113.2 fwmark 0x0/0x3f00 lookup 102 protocol $tag\n",
		"    isp1 203.0.113.2 to the internet: vpn, directly instead of isp1\n",
	}},
	{"ip rule del priority 32765", []string{"- ip rule add priority 32765 from 255.255.255.255 nop protocol $tag\n    killswitch.hcl:1, settings: marker: setup is complete\n"}},
	{"ip link set tun0 down", []string{"- ip route prepend default dev tun0 src 172.16.0.2 table 102 proto $tag\n", "guests 10.1.0.0/24 to the internet: unreachable instead of vpn, directly\n"}},
	{"ip route flush table 102; ip rule del priority 22002; ip rule del priority 23900 from 172.16.0.2; ip rule del from 172.16.0.2; ip rule del from 172.16.0.2", []string{
		"note: nothing of provider.vpn.ipv4 is there: a setup skips it where its interface or address is missing\n",
	}},
	{"sysctl -q -w net/ipv4/conf/if1/rp_filter=1", []string{"~ net/ipv4/conf/if1/rp_filter = 2\n    there is: net/ipv4/conf/if1/rp_filter = 1\n"}},
	{"sysctl -q -w net/ipv4/conf/if1/rp_filter=0; sysctl -q -w net/ipv4/conf/all/rp_filter=0", nil}, // not strict either
	{"sysctl -q -w net/ipv6/conf/if1/ignore_routes_with_linkdown=0", []string{"~ net/ipv6/conf/if1/ignore_routes_with_linkdown = 1\n"}},
	{"nft delete table inet splitroute", []string{
		"- nft table inet splitroute\n    killswitch.hcl:1, settings: connections keep their provider; masquerading\n    lan 10.0.0.0/24 to the internet: isp1, via 203.0.113.1 dev if1 from 10.0.0.2 instead of isp1, via 203.0.113.1 dev if1 from 203.0.113.2\n",
	}},
	{"nft flush chain inet splitroute translation", []string{"- nft splitroute: chain translation: oifname if1 ip saddr != 203.0.113.2 snat ip to 203.0.113.2\n"}},
	{"nft insert rule inet splitroute_rules prerouting counter accept", []string{"+ nft splitroute_rules: chain prerouting: counter "}},
	{"nft add chain inet splitroute more", []string{"+ nft splitroute: chain more\n"}},
	{"sed -i /vpn/d /etc/iproute2/rt_tables.d/splitroute.conf", []string{"- 102 vpn\n    killswitch.hcl:28, provider.vpn: name of a table\n"}},
	{"sed -i s/vpn/tunnel/ /etc/iproute2/rt_tables.d/splitroute.conf", []string{"~ 102 vpn\n    there is: 102 tunnel\n"}},
}

// TestKinds: each kind of change is found, with its origin and with what it does to
// traffic, and nothing else is.
func TestKinds(t *testing.T) {
	set := setOf(t, "killswitch.hcl")
	lab := machine(t, set)
	setup, _, err := generator.Scripts(set, script.Options{})
	if err != nil {
		t.Fatal(err)
	}
	now, next := "201", "202"
	for _, kind := range kinds {
		run(t, lab, strings.ReplaceAll(kind.commands, "$tag", now))
		r := compare(t, set, run(t, lab, rpdb.Print))
		text := strings.ReplaceAll(string(r.Text()), now, "$tag") + "\n"
		if r.OK() != (kind.want == nil) {
			t.Errorf("%s:\n%s", kind.commands, text)
		}
		for _, want := range kind.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no\n%sin\n%s", kind.commands, want, text)
			}
		}
		run(t, lab, "ip link set tun0 up; ip rule del priority 9 2>/dev/null; ip rule del priority 20500 2>/dev/null; ip rule del priority 24000 2>/dev/null; "+
			"ip route flush table 101; ip route flush table 1000; ip route flush table 1234; sysctl -q -w net/ipv4/conf/all/rp_filter=1; true")
		run(t, lab, string(setup))
		now, next = next, now
		if r := compare(t, set, run(t, lab, rpdb.Print)); !r.OK() {
			t.Fatalf("%s: after another setup: %s", kind.commands, r.Text())
		}
	}
}
