package rehearsal_test

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// shellOut runs what somebody else does to the machine.
func shellOut(t *testing.T, lab *rehearsal.Lab, text string) string {
	t.Helper()
	r, err := lab.Run(rehearsal.Script{Text: "set -e\n" + text})
	if err != nil || r.Exit != 0 {
		t.Fatal(err, r.Stderr)
	}
	return r.Stdout
}

// dhcp is a DHCP client, and a router advertisement, that gives an interface
// another address and main another default.
const dhcp = `dhcp() { # DEVICE ADDRESS/LENGTH GATEWAY METRIC
	case $2 in
	*:*)
		ip -6 address flush dev "$1" scope global
		ip -6 route flush default dev "$1" proto ra
		ip -6 address add "$2" dev "$1" nodad
		ip -6 route add default via "$3" dev "$1" proto ra metric "$4"
		;;
	*)
		ip -4 address flush dev "$1"
		ip -4 route flush default dev "$1" proto dhcp
		ip -4 address add "$2" brd + dev "$1"
		ip -4 route add default via "$3" dev "$1" proto dhcp src "${2%/*}" metric "$4"
		;;
	esac
}
`

// provided wants a provider's table, rule and translation to be for an address
// and a gateway.
func provided(t *testing.T, lab *rehearsal.Lab, c configuration, name, address, gateway string) {
	t.Helper()
	i := slices.IndexFunc(sides(c.set), func(s side) bool { return s.Name == name && s.is6() == strings.Contains(address, ":") })
	s := sides(c.set)[i]
	way, err := lab.Lookup(s.somewhere.String(), "from", address)
	if err != nil || way.Interface != s.Interface || way.Gateway.IsValid() != (gateway != "") || gateway != "" && way.Gateway.String() != gateway {
		t.Errorf("from %s: %+v, %v, want it by %s to %s", address, way, err, s.Interface, gateway)
	}
	if s.up.Masquerade && !translatesTo(shellOut(t, lab, "nft list table inet splitroute"), s.Interface, address) {
		t.Errorf("nothing is translated to %s", address)
	}
}

// translatesTo reports whether a table translates to an address, or has nft choose
// it, by a rule that excludes it.
func translatesTo(table, iface, address string) bool {
	for line := range strings.Lines(table) {
		chooses := strings.HasSuffix(line, " masquerade\n") && strings.Contains(line, "oifname \""+iface+"\"") && strings.Contains(line, address)
		if chooses || strings.HasSuffix(line, " to "+address+"\n") {
			return true
		}
	}
	return false
}

// An address that changes is replaced by a rerun, which nobody else notices.
func TestAddressChanges(t *testing.T) {
	c := fixture(t, "auto")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	traffic, err := lab.Start(boundFlows(c.set, "cable_2", "dsl"), packetRate)
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	for i := range 6 {
		four, six := fmt.Sprintf("100.64.%d.7", 100+i), fmt.Sprintf("2001:db8:c:%d::7", i)
		gateway4, gateway6 := fmt.Sprintf("100.64.%d.1", 100+i), fmt.Sprintf("fe80::%d", 70+i)
		change := fmt.Sprintf("dhcp if1 %s/24 %s 100\n", four, gateway4)
		if i%3 == 0 { // the other one's stays
			gateway6, six = "", ""
		} else {
			change += fmt.Sprintf("dhcp if1 %s/64 %s 100\n", six, gateway6)
		}
		shellOut(t, lab, dhcp+change)
		r := succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shells[i%len(shells)]})
		if want := "provider.cable-1.ipv4: " + four + "/24 on if1, gateway " + gateway4; !strings.Contains(r.Stderr, want) {
			t.Errorf("%q is missing from: %s", want, r.Stderr)
		}
		provided(t, lab, c, "cable-1", four, gateway4)
		if six != "" {
			provided(t, lab, c, "cable-1", six, gateway6)
		}
	}
	lossless(t, traffic.Stop(), begin)
	// Without the default the gateway is still the one that goes with the address.
	shellOut(t, lab, "ip route flush default dev if1 proto dhcp; ip -6 route flush default dev if1 proto ra")
	for _, shell := range shells {
		succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
		provided(t, lab, c, "cable-1", "100.64.105.7", "100.64.105.1")
		provided(t, lab, c, "cable-1", "2001:db8:c:5::7", "fe80::75")
	}
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
	if left := shellOut(t, lab, "ip route show table all; ip -6 route show table all; ip rule; ip -6 rule"); strings.Contains(left, "proto 201") || strings.Contains(left, "proto 202") {
		t.Error(left)
	}
}

// What isn't there is refused, or, where it may be absent, left out until it
// is there again.
func TestAbsent(t *testing.T) {
	for i := range 2 {
		src := strings.Replace(readFixture(t, "home"), "provider \"fibre\" {", "provider \"fibre\" {\n  optional = false", 1)
		c := configure(t, "home.hcl", src)
		lab := build(t, c.set, rehearsal.Options{})
		before := snapshot(t, lab)
		fibre, lte := sides(c.set)[0], sides(c.set)[1]
		succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shells[i]})
		whole := untagged(snapshot(t, lab))
		for _, shell := range shells {
			if err := lab.Detach("wwan0"); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				r := succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
				for _, want := range []string{"provider.lte.ipv4: interface wwan0 is missing", "provider.lte.ipv4 is skipped"} {
					if !strings.Contains(r.Stderr, want) {
						t.Errorf("%q is missing from: %s", want, r.Stderr)
					}
				}
				exchange(t, lab, "fibre", rehearsal.Flow{From: rehearsal.Router(netip.Addr{}), To: rehearsal.Internet("", somewhere)})
				exchange(t, lab, "fibre", rehearsal.Flow{From: rehearsal.Host("home"), To: rehearsal.Internet("", somewhere)})
			}
			if err := lab.Attach("wwan0"); err != nil {
				t.Fatal(err)
			}
			succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
			same(t, "there again", settled(whole), settled(untagged(snapshot(t, lab))))
			answersByItsProvider(t, lab, c.set)
		}
		// No address, no gateway.
		for _, test := range []struct{ amiss, mend, want string }{
			{"ip -4 addr flush dev eth0", fmt.Sprintf("dhcp eth0 %s %s 1024", fibre.up.Address, fibre.up.Gateway), "provider.fibre.ipv4: eth0 has no address to use: auto"},
		} {
			shellOut(t, lab, test.amiss)
			now := snapshot(t, lab)
			for _, shell := range shells {
				r := run(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
				if r.Exit != 1 || !strings.Contains(r.Stderr, test.want) || !strings.Contains(r.Stderr, "nothing was changed") {
					t.Errorf("exit %d, %s, want %q", r.Exit, r.Stderr, test.want)
				}
				same(t, test.amiss, now, snapshot(t, lab))
			}
			shellOut(t, lab, dhcp+test.mend)
		}
		succeed(t, lab, rehearsal.Script{Text: c.teardown})
		shellOut(t, lab, "ip route flush default dev eth0 proto dhcp")
		r := run(t, lab, rehearsal.Script{Text: c.setup})
		if want := "provider.fibre.ipv4: no default route on eth0 names a gateway"; r.Exit != 1 || !strings.Contains(r.Stderr, want) {
			t.Errorf("exit %d, %s, want %q", r.Exit, r.Stderr, want)
		}
		shellOut(t, lab, dhcp+fmt.Sprintf("dhcp eth0 %s %s 1024", fibre.up.Address, fibre.up.Gateway))
		shellOut(t, lab, dhcp+fmt.Sprintf("dhcp wwan0 %s %s 1025", lte.up.Address, lte.up.Gateway))
		same(t, "teardown", settled(before), settled(snapshot(t, lab)))
		if err := lab.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// All of them may be absent: nothing is balanced then.
func TestAllAbsent(t *testing.T) {
	for i := range 2 {
		c := fixture(t, "auto")
		lab := build(t, c.set, rehearsal.Options{})
		before := settled(snapshot(t, lab))
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		whole := settled(untagged(snapshot(t, lab)))
		for _, without := range [][]string{{"if2"}, {"if1"}, {"if1", "if2"}} {
			for _, iface := range without {
				if err := lab.Detach(iface); err != nil {
					t.Fatal(err)
				}
			}
			for range 2 {
				succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shells[i]})
				if len(without) == 2 {
					exchange(t, lab, "dsl", rehearsal.Flow{From: rehearsal.Host("lan"), To: rehearsal.Internet("", somewhere)})
				} else {
					by := map[string]string{"if1": "cable_2", "if2": "cable-1"}[without[0]]
					exchange(t, lab, by, rehearsal.Flow{From: rehearsal.Host("lan"), To: rehearsal.Internet("", somewhere)})
					exchange(t, lab, by, rehearsal.Flow{From: rehearsal.Router(netip.Addr{}), To: rehearsal.Internet("", somewhere6)})
				}
			}
			if i == 1 {
				r := succeed(t, lab, rehearsal.Script{Text: c.teardown, Shell: shells[i]})
				if strings.Contains(r.Stderr, "also found") {
					t.Errorf("not undone one by one: %s", r.Stderr)
				}
			}
			for _, iface := range without {
				if err := lab.Attach(iface); err != nil {
					t.Fatal(err)
				}
			}
			succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shells[2-i]})
			same(t, "there again", whole, settled(untagged(snapshot(t, lab))))
		}
		r := succeed(t, lab, rehearsal.Script{Text: c.teardown, Shell: shells[i]})
		if strings.Contains(r.Stderr, "also found") || strings.Contains(r.Stderr, "not there") {
			t.Errorf("not undone one by one: %s", r.Stderr)
		}
		same(t, "teardown", before, settled(snapshot(t, lab)))
		if err := lab.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// What is given in the environment is used if it is right, and otherwise
// refused, whatever it is.
func TestGiven(t *testing.T) {
	c := needed(t, "auto")
	lab := build(t, c.set, rehearsal.Options{})
	shellOut(t, lab, "ip addr add 100.64.0.77/24 dev if1; ip -6 addr add 2001:db8:a000::77/64 dev if1 nodad")
	before := snapshot(t, lab)
	ours := sides(c.set)[0].address().String()
	for i, test := range []struct {
		env  []string
		want string // "" for success
	}{
		{[]string{"cable_1_ipv4_address=100.64.0.77", "cable_1_ipv4_gateway=100.64.0.9"}, ""},
		{[]string{"cable_1_ipv4_address=100.64.0.77/24", "cable_1_ipv6_address=2001:db8:a000::77", "cable_1_ipv6_gateway=fe80::99"}, ""},
		{[]string{"cable_1_ipv4_address=100.64.0.78"}, "if1 has no address to use: 100.64.0.78"},
		{[]string{"cable_1_ipv4_address=100.64.0.77/25"}, "if1 has no address to use: 100.64.0.77/25"},
		{[]string{"cable_1_ipv4_address=198.51.100.2"}, "if1 has no address to use: 198.51.100.2"},
		{[]string{"cable_1_ipv4_address=2001:db8:a000::77"}, "if1 has no address to use: 2001:db8:a000::77"},
		{[]string{"cable_1_ipv6_address=100.64.0.77"}, "if1 has no address to use: 100.64.0.77"},
		{[]string{"cable_1_ipv4_address=*"}, "if1 has no address to use: *"},
		{[]string{"cable_1_ipv4_address=100.64.0.7[0-9]"}, "if1 has no address to use:"},
		{[]string{"cable_1_ipv4_address=$(>/run/evil)"}, "if1 has no address to use: $(>/run/evil)"},
		{[]string{"cable_1_ipv4_address=100.64.0.77;>/run/evil"}, "if1 has no address to use:"},
		{[]string{"cable_1_ipv4_address=100.64.0.77\n100.64.0.77"}, "if1 has no address to use:"},
		{[]string{"cable_1_ipv4_address=" + ours + "/24  if1=100.64.0.77/24"}, "if1 has no address to use:"},
		{[]string{"cable_1_ipv4_address=-force"}, "if1 has no address to use: -force"},
		{[]string{"cable_1_ipv4_gateway=" + ours}, "the gateway " + ours + " is an address of this machine"},
		{[]string{"cable_1_ipv4_gateway=1.2.3"}, "provider.cable-1.ipv4: this is no address: 1.2.3\n"},
		{[]string{"cable_1_ipv4_gateway=1.2.3.256"}, "this is no address: 1.2.3.256"},
		{[]string{"cable_1_ipv4_gateway=1.2.3.4;>/run/evil"}, "this is no address: 1.2.3.4;>/run/evil"},
		{[]string{"cable_1_ipv4_gateway=$(>/run/evil)"}, "this is no address: $(>/run/evil)"},
		{[]string{"cable_1_ipv4_gateway=`>/run/evil`"}, "this is no address: "},
		{[]string{"cable_1_ipv4_gateway=100.64.0.1\n"}, "this is no address: "},
		{[]string{"cable_1_ipv4_gateway=100.64.0.1 onlink"}, "this is no address: "},
		{[]string{"cable_1_ipv4_gateway=-batch"}, "this is no address: -batch"},
		{[]string{"cable_1_ipv4_gateway=fe80::1"}, "this is no address: fe80::1"},
		{[]string{"cable_1_ipv6_gateway=100.64.0.1"}, "this is no address: 100.64.0.1"},
		{[]string{"cable_1_ipv6_gateway=1:2:3"}, "this is no address: 1:2:3"},
		{[]string{"cable_1_ipv6_gateway=::::"}, "this is no address: ::::"},
		{[]string{"cable_1_ipv6_gateway=fe80::12345"}, "this is no address: fe80::12345"},
		{[]string{"cable_1_ipv6_gateway=1::2::3"}, "this is no address: 1::2::3"},
		{[]string{"cable_1_ipv6_gateway=1:2:3:4:5:6:7:8:9"}, "this is no address: 1:2:3:4:5:6:7:8:9"},
		{[]string{"cable_1_ipv6_gateway=fe80::1%if1"}, "this is no address: fe80::1%if1"},
		{[]string{"cable_1_ipv6_gateway=fe80::1 # x"}, "this is no address: "},
		{[]string{"address=1.2.3.4", "gateway=5.6.7.8", "network=9.9.9.9/8", "off=", "on=1", "any4_off=", "cable_2_ipv4_off=", "planned= ", "metric=1", "missing=1", "problems=-1", "tag=202"}, ""},
	} {
		{
			shell := shells[i%len(shells)]
			r := run(t, lab, rehearsal.Script{Text: c.setup, Shell: shell, Env: test.env})
			r.Stderr = strings.ReplaceAll(r.Stderr, "; optional = false: nothing is set up without it", "")
			if test.want == "" {
				if r.Exit != 0 {
					t.Errorf("%q: exit %d, %s", test.env, r.Exit, r.Stderr)
				}
				if i < 2 {
					provided(t, lab, c, "cable-1", "100.64.0.77", []string{"100.64.0.9", "100.64.0.1"}[i])
				}
				if i == 1 {
					provided(t, lab, c, "cable-1", "2001:db8:a000::77", "fe80::99")
				}
				succeed(t, lab, rehearsal.Script{Text: c.teardown})
			} else if r.Exit != 1 || !strings.Contains(r.Stderr, "provider.cable-1.ipv") || !strings.Contains(r.Stderr, test.want) || !strings.Contains(r.Stderr, "nothing was changed") {
				t.Errorf("%s: %q: exit %d, %s, want %q", shell, test.env, r.Exit, r.Stderr, test.want)
			}
			same(t, fmt.Sprintf("%q", test.env), before, snapshot(t, lab))
		}
	}
	if left := shellOut(t, lab, "ls /run"); strings.Contains(left, "evil") {
		t.Error("something was executed")
	}
}

// Addresses and defaults have many forms.
func TestReads(t *testing.T) {
	for _, test := range []struct {
		name             string
		amiss            string
		address, gateway string // of cable-1
	}{
		{"one default for two", "ip -6 route flush default; ip -6 route add default proto ra metric 1024 nexthop via fe80::2 dev if2 nexthop via fe80::a dev if1", "2001:db8:a000::1", "fe80::a"},
		{"one default for two, in IPv4", "ip route flush default; ip route add default proto dhcp metric 9 nexthop via 198.51.100.1 dev if2 nexthop via 100.64.0.1 dev if1", "100.64.0.2", "100.64.0.1"},
		{"a default in another table", "ip route flush default dev if1; ip route add default via 100.64.0.1 dev if1 table 77", "100.64.0.2", "100.64.0.1"},
		{"a lone address, its gateway reached directly", "ip -4 addr flush dev if1; ip addr add 100.64.0.2/32 dev if1; ip route add 172.31.1.1 dev if1 scope link; ip route add default via 172.31.1.1 dev if1 proto dhcp metric 9", "100.64.0.2", "172.31.1.1"},
		{"no kernel route", "ip -6 addr flush dev if1 scope global; ip -6 addr add 2001:db8:a000::1/64 dev if1 nodad noprefixroute", "2001:db8:a000::1", "fe80::1"},
		{"temporary, deprecated and unique local ones", "ip -6 addr add 2001:db8:a000::bad/64 dev if1 nodad preferred_lft 0 valid_lft forever; ip -6 addr add fd00:7::1/64 dev if1 nodad", "2001:db8:a000::1", "fe80::1"},
		{"DHCP in the network of another one", "ip -4 addr flush dev if1; ip addr add 198.51.100.77/24 brd + dev if1; ip route add default via 198.51.100.1 dev if1 proto dhcp metric 3", "198.51.100.77", "198.51.100.1"},
		{"the same prefix in IPv6", "ip -6 addr flush dev if1 scope global; ip -6 addr add 2001:db8:2::77/64 dev if1 nodad", "2001:db8:2::77", "fe80::1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := fixture(t, "auto")
			lab := build(t, c.set, rehearsal.Options{})
			shellOut(t, lab, test.amiss)
			before := snapshot(t, lab)
			for _, shell := range shells {
				succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
				provided(t, lab, c, "cable-1", test.address, test.gateway)
				provided(t, lab, c, "cable_2", "198.51.100.2", "198.51.100.1")
				provided(t, lab, c, "cable_2", "2001:db8:2::2", "fe80::2")
			}
			r := succeed(t, lab, rehearsal.Script{Text: c.teardown})
			if r.Stderr != "splitroute: taken down\n" {
				t.Error(r.Stderr)
			}
			same(t, "teardown", before, snapshot(t, lab))
		})
	}
}

// Of several addresses, the one of the run before is kept as long as it is
// good.
func TestAddressKept(t *testing.T) {
	c := fixture(t, "auto")
	lab := build(t, c.set, rehearsal.Options{})
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	shellOut(t, lab, "ip addr add 100.64.9.9/24 dev if1; ip -6 addr add 2001:db8:a000::9/64 dev if1 nodad")
	for _, shell := range shells {
		succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
		provided(t, lab, c, "cable-1", "100.64.0.2", "100.64.0.1")
		provided(t, lab, c, "cable-1", "2001:db8:a000::1", "fe80::1")
	}
	shellOut(t, lab, "ip -6 addr change 2001:db8:a000::1/64 dev if1 preferred_lft 0 valid_lft forever")
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	provided(t, lab, c, "cable-1", "2001:db8:a000::9", "fe80::1")
}

// Two modems that give out the same network and the same gateway.
func TestSameNetworkTwice(t *testing.T) {
	for _, table := range []string{"", `table = "main"`} {
		c := configure(t, "home.hcl", strings.Replace(readFixture(t, "home"), "backup", table+"\nbackup", 1))
		lab := build(t, c.set, rehearsal.Options{})
		shellOut(t, lab, dhcp+"dhcp eth0 192.168.8.100/24 192.168.8.1 1024; dhcp wwan0 192.168.8.101/24 192.168.8.1 1025")
		before := snapshot(t, lab)
		for _, shell := range shells {
			succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
			provided(t, lab, c, "fibre", "192.168.8.100", "192.168.8.1")
			provided(t, lab, c, "lte", "192.168.8.101", "192.168.8.1")
			for from, by := range map[string]string{"192.168.8.100": "eth0", "192.168.8.101": "wwan0"} {
				if way, err := lab.Lookup("192.168.8.1", "from", from); err != nil || way.Interface != by {
					t.Errorf("from %s to the modem: %+v, %v, want it by %s", from, way, err, by)
				}
			}
		}
		if r := succeed(t, lab, rehearsal.Script{Text: c.teardown}); r.Stderr != "splitroute: taken down\n" {
			t.Error(r.Stderr)
		}
		same(t, "teardown", before, snapshot(t, lab))
		if err := lab.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
