package rehearsal_test

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// several is a router with two providers that give it addresses; fibre also routes
// prefixes to it.
const several = `
provider "fibre" {
  interface = "eth0"
  ipv4 {
    address  = "auto"
    gateway  = "auto"
    prefixes = ["192.0.2.16/28"]
  }
  ipv6 {
    address  = "auto"
    gateway  = "auto"
    prefixes = ["2001:db8:8::/48"]
  }
}
provider "lte" {
  interface = "wwan0"
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
  ipv6 {
    address = "2001:db8:2::2/64"
    gateway = "2001:db8:2::1"
  }
}
network "dmz" {
  interface = "eth0"
  prefixes  = ["10.9.0.0/24", "fd00:9::/64", "2001:db8:9::/64"]
}
default_route {
  prefer = provider.lte
  TABLE
}
`

// An address that a provider routes here, or of a local network, comes first on the
// interface, in each family: it is not taken for the one that the provider gave.
func TestRoutedAddressIsFirst(t *testing.T) {
	for _, table := range []string{"", `table = "main"`} {
		c := configure(t, "several.hcl", strings.Replace(several, "TABLE", table, 1))
		lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(rehearsal.Example(c.set), 100)})
		shellOut(t, lab, `
for address in 192.0.2.17/32 10.9.0.7/24; do ip address add "$address" dev eth0; done
for address in 2001:db8:8::17/128 2001:db8:9::7/64; do ip -6 address add "$address" dev eth0 nodad; done
ip address del 100.64.0.2/24 dev eth0 && ip address add 100.64.0.2/24 dev eth0
ip -6 address del 2001:db8:a000::1/64 dev eth0; ip -6 address add 2001:db8:a000::1/64 dev eth0 nodad
ip route replace default via 100.64.0.1 dev eth0 proto dhcp metric 1024
ip -6 route replace default via fe80::1 dev eth0 proto ra metric 1024`)
		for _, shell := range shells {
			succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
			provided(t, lab, c, "fibre", "100.64.0.2", "100.64.0.1")
			provided(t, lab, c, "fibre", "2001:db8:a000::1", "fe80::1")
			rules := shellOut(t, lab, "ip rule; ip -6 rule")
			for _, local := range []string{"from 10.9.0.", "from 2001:db8:9::", "from 192.0.2.17 ", "from 2001:db8:8::17 "} {
				if strings.Contains(rules, local) {
					t.Errorf("a rule has %s: %s", local, rules)
				}
			}
		}
		for _, own := range []string{"192.0.2.17", "2001:db8:8::17", "100.64.0.2", "2001:db8:a000::1"} {
			exchange(t, lab, "fibre", rehearsal.Flow{From: rehearsal.Router(netip.MustParseAddr(own)), To: internet(far(own), 0)})
		}
		lab.Close()
	}
}

// far is an address of the internet in the family of another one.
func far(address string) string {
	if strings.Contains(address, ":") {
		return far6
	}
	return far4
}

// The interface has several addresses that the provider gave: another one in the
// network, one elsewhere, and, in IPv6, those of a former prefix, which are deprecated.
// Whoever asks one of them is answered by that provider, until the address is gone.
func TestEachAddressAnswers(t *testing.T) {
	for _, table := range []string{"", `table = "main"`} {
		c := configure(t, "several.hcl", strings.Replace(several, "TABLE", table, 1))
		lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(rehearsal.Example(c.set), 100), Patience: 200 * time.Millisecond})
		before := settled(snapshot(t, lab))
		others := []string{"100.64.0.77", "203.0.113.9", "2001:db8:a000::77", "2001:db8:77::1", "2001:db8:78::1"}
		for _, own := range others {
			customer(t, "fibre", own)
		}
		shellOut(t, lab, `
ip address add 100.64.0.77/24 dev eth0
ip address add 203.0.113.9/24 dev eth0
ip -6 address add 2001:db8:a000::77/64 dev eth0 nodad
ip -6 address add 2001:db8:77::1/64 dev eth0 nodad preferred_lft 0
ip -6 address add 2001:db8:78::1/128 dev eth0 nodad`)
		for _, shell := range shells {
			succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
		}
		provided(t, lab, c, "fibre", "100.64.0.2", "100.64.0.1")
		for _, own := range others {
			us := rehearsal.Router(netip.MustParseAddr(own))
			exchange(t, lab, "fibre", rehearsal.Flow{From: rehearsal.Internet("fibre", netip.MustParseAddr(far(own))), To: us})
			exchange(t, lab, "fibre", rehearsal.Flow{From: us, To: internet(far(own), 0)})
		}
		shellOut(t, lab, "ip address del 203.0.113.9/24 dev eth0; ip -6 address del 2001:db8:77::1/64 dev eth0")
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		if rules := shellOut(t, lab, "ip rule; ip -6 rule"); strings.Contains(rules, "203.0.113.9") || strings.Contains(rules, "2001:db8:77::1") {
			t.Errorf("rules for addresses that are gone: %s", rules)
		}
		r := succeed(t, lab, rehearsal.Script{Text: c.teardown})
		if strings.Contains(r.Stderr, "also found") {
			t.Errorf("not undone one by one: %s", r.Stderr)
		}
		shellOut(t, lab, `ip address del 100.64.0.77/24 dev eth0
ip -6 address del 2001:db8:a000::77/64 dev eth0; ip -6 address del 2001:db8:78::1/128 dev eth0`)
		same(t, "teardown", before, settled(snapshot(t, lab)))
		lab.Close()
	}
}

// delegating is a router whose provider delegates prefixes.
const delegating = `
provider "fibre" {
  interface  = "eth0"
  masquerade = true
  ipv6 {
    address  = "2001:db8:1::2/64"
    gateway  = "2001:db8:1::1"
    prefixes = ["auto", "2001:db8:8::/48"]
  }
}
provider "lte" {
  interface = "wwan0"
  ipv6 {
    address  = "2001:db8:2::2/64"
    gateway  = "2001:db8:2::1"
    PREFIXES
  }
}
network "lan" {
  interface = "if0"
  prefixes  = ["2001:db8:10::/64"]
}
default_route {
  prefer = provider.lte
}
`

// A host with an address of a delegated prefix leaves by the provider that delegated
// it, untranslated. The prefix changes: the next setup knows the new one, and where
// nothing is found, the former stays.
func TestDelegatedPrefixChanges(t *testing.T) {
	c := configure(t, "delegating.hcl", strings.Replace(delegating, "PREFIXES", "", 1))
	lab := build(t, c.set, rehearsal.Options{Patience: 200 * time.Millisecond})
	before := settled(snapshot(t, lab))
	for i, prefix := range []string{"2001:db8:d000::/56", "2001:db8:e000::/56", "2001:db8:e100::/56"} {
		inside := netip.MustParsePrefix(prefix).Addr().Next().Next()
		customer(t, "fibre", prefix)
		if err := lab.Adopt("lan", inside); err != nil {
			t.Fatal(err)
		}
		shellOut(t, lab, "ip -6 route flush type unreachable proto dhcp; ip -6 route add "+inside.String()+" dev if0; ip -6 route add unreachable "+prefix+" metric 1024 proto dhcp")
		for _, shell := range shells {
			succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
		}
		flow := rehearsal.Flow{From: host("lan", from(inside.String())), To: internet("2001:db8:ffff::"+string(rune('2'+i)), 0)}
		exchangeFrom(t, lab, "fibre", inside, flow)
		shellOut(t, lab, "ip -6 route del unreachable "+prefix)
		r := succeed(t, lab, rehearsal.Script{Text: c.setup})
		if !strings.Contains(r.Stderr, "found no delegated prefixes, so the previous ones stay") {
			t.Error(r.Stderr)
		}
		exchangeFrom(t, lab, "fibre", inside, rehearsal.Flow{From: flow.From, To: internet("2001:db8:ffff::"+string(rune('6'+i)), 0)})
		if err := lab.Down("eth0"); err != nil {
			t.Fatal(err)
		}
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		if r, err := lab.Exchange(flow); err != nil || len(r.Legs) > 0 {
			t.Errorf("without its provider: %v, %v", r, err)
		}
		if err := lab.Up("eth0"); err != nil {
			t.Fatal(err)
		}
		shellOut(t, lab, "ip -6 route del "+inside.String()+" dev if0")
	}
	if r := succeed(t, lab, rehearsal.Script{Text: c.teardown}); strings.Contains(r.Stderr, "also found") {
		t.Errorf("not undone one by one: %s", r.Stderr)
	}
	shellOut(t, lab, "ip -6 route add unreachable 2001:db8:d000::/56 metric 1024 proto dhcp")
	same(t, "teardown", before, settled(snapshot(t, lab)))
}

// Of two providers that delegate, nothing in main says whose a prefix is: whoever runs
// the script has to say so.
func TestTwoProvidersDelegate(t *testing.T) {
	c := configure(t, "delegating.hcl", strings.Replace(delegating, "PREFIXES", `prefixes = ["auto"]`, 1))
	lab := build(t, c.set, rehearsal.Options{Patience: 200 * time.Millisecond})
	shellOut(t, lab, "ip -6 route add unreachable 2001:db8:d000::/56 metric 1024 proto dhcp")
	r := succeed(t, lab, rehearsal.Script{Text: c.setup})
	if strings.Count(r.Stderr, "found no delegated prefixes") != 2 || strings.Contains(shellOut(t, lab, "ip -6 rule"), "2001:db8:d000") {
		t.Error(r.Stderr)
	}
	customer(t, "fibre", "2001:db8:d000::/56")
	inside := netip.MustParseAddr("2001:db8:d000::2")
	if err := lab.Adopt("lan", inside); err != nil {
		t.Fatal(err)
	}
	shellOut(t, lab, "ip -6 route add 2001:db8:d000::2 dev if0")
	for _, shell := range shells {
		succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell, Env: []string{"fibre_ipv6_prefixes=2001:db8:d000::/56 2001:db8:d100::/56", "lte_ipv6_prefixes=2001:db8:f000::/56"}})
		exchangeFrom(t, lab, "fibre", inside, rehearsal.Flow{From: host("lan", from(inside.String())), To: internet(far6, 0)})
	}
	now := snapshot(t, lab)
	for _, wrong := range []string{"2001:db8::1", "fd00::/48", "203.0.113.0/24", "2001:db8::/200", "$(>/run/evil)"} {
		r := run(t, lab, rehearsal.Script{Text: c.setup, Env: []string{"fibre_ipv6_prefixes=" + wrong}})
		if r.Exit != 1 || !strings.Contains(r.Stderr, "this is no prefix: "+wrong) || !strings.Contains(r.Stderr, "nothing was changed") {
			t.Errorf("exit %d: %s", r.Exit, r.Stderr)
		}
	}
	same(t, "what is no prefix", now, snapshot(t, lab))
}
