package rehearsal_test

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/render"
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
	if s.up.Masquerade && !strings.Contains(shellOut(t, lab, "nft list table inet splitroute"), " to "+address+"\n") {
		t.Errorf("nothing is translated to %s", address)
	}
}

// An address that changes is replaced by a rerun, which nobody else notices.
func TestAddressChanges(t *testing.T) {
	c := fixture(t, "auto", render.Options{})
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	traffic, err := lab.Start(boundFlows(c.set, "cable_2", "dsl"), packetRate)
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	for i := range 6 {
		text := c.setup
		if i%2 == 1 {
			text = c.quickSetup
		}
		four, six := fmt.Sprintf("100.64.%d.7", 100+i), fmt.Sprintf("2001:db8:c:%d::7", i)
		gateway4, gateway6 := fmt.Sprintf("100.64.%d.1", 100+i), fmt.Sprintf("fe80::%d", 70+i)
		change := fmt.Sprintf("dhcp if1 %s/24 %s 100\n", four, gateway4)
		if i%3 == 0 { // the other one's stays
			gateway6, six = "", ""
		} else {
			change += fmt.Sprintf("dhcp if1 %s/64 %s 100\n", six, gateway6)
		}
		shellOut(t, lab, dhcp+change)
		r := succeed(t, lab, rehearsal.Script{Text: text, Shell: shells[i%len(shells)]})
		if want := "cable-1: " + four + "/24 on if1, gateway " + gateway4; !strings.Contains(r.Stderr, want) {
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
	for i, batch := range []bool{false, true} {
		c := fixture(t, "home", render.Options{Batch: batch})
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
				for _, want := range []string{"home.hcl:16: interface wwan0 is missing", "lte (-4) is left out"} {
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
			{"ip -4 addr flush dev eth0", fmt.Sprintf("dhcp eth0 %s %s 1024", fibre.up.Address, fibre.up.Gateway), "home.hcl:6: eth0 has no address (-4) for fibre"},
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
		if want := "home.hcl:6: no default route tells the gateway of fibre"; r.Exit != 1 || !strings.Contains(r.Stderr, want) {
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
	for i, batch := range []bool{false, true} {
		c := fixture(t, "auto", render.Options{Batch: batch})
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
