package rehearsal_test

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// A client always uses the same provider, clients use both, and all that the router
// itself sends leaves by one.
func TestHashSource(t *testing.T) {
	c := fixture(t, "hash-source")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	before := settled(snapshot(t, lab))
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	for i, network := range []string{"10.0.0.100", "2001:db8:10::100"} {
		used := map[string]int{}
		client := netip.MustParseAddr(network)
		for range 16 {
			client = client.Next()
			if err := lab.Adopt("lan", client); err != nil {
				t.Fatal(err)
			}
			by, err := lab.Spread(host("lan", from(client.String())), destinations(i == 1, 20))
			for try := 0; err == nil && by[""] == 20 && try < 5; try++ { // its neighbours don't know it yet
				time.Sleep(200 * time.Millisecond)
				by, err = lab.Spread(host("lan", from(client.String())), destinations(i == 1, 20))
			}
			if err != nil {
				t.Fatal(err)
			}
			if len(by) != 1 || by[""] > 0 {
				t.Errorf("%v: %v", client, by)
			}
			for name := range by {
				used[name]++
			}
		}
		if len(used) != 2 {
			t.Errorf("all clients use one provider: %v", used)
		}
		if by, err := lab.Spread(router(), destinations(i == 1, 100)); err != nil || len(by) != 1 || by[""] > 0 {
			t.Errorf("the router itself: %v, %v", by, err)
		}
	}
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
	same(t, "teardown", before, settled(snapshot(t, lab)))
}

// destinations are n addresses, and ports, in the internet.
func destinations(ipv6 bool, n int) []netip.AddrPort {
	to := netip.MustParseAddr(far4)
	if ipv6 {
		to = netip.MustParseAddr(far6)
	}
	var list []netip.AddrPort
	for i := range n {
		to = to.Next()
		list = append(list, netip.AddrPortFrom(to, uint16(5000+i%3)))
	}
	return list
}

// Whatever the fields of the hash were, they come back, with all of their digits and
// under each shell, and the policy before them.
func TestHashFields(t *testing.T) {
	source, ports, plain := fixture(t, "hash-source"), fixture(t, "hash-policy"), fixture(t, "backup")
	lab := build(t, source.set, rehearsal.Options{})
	fields := "/proc/sys/net/ipv4/fib_multipath_hash_fields"
	for i, former := range []string{"7", "1", "55", "4095"} {
		for _, setups := range [][]configuration{{source, source}, {source, ports}, {ports, source}, {source, plain}} {
			policy := fmt.Sprint(i)
			value(t, lab, fields, former)
			value(t, lab, hashPolicy, policy)
			for k, c := range setups {
				succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shells[(i+k)%len(shells)]})
				wantFields, wantPolicy := former, policy
				switch c.setup {
				case source.setup:
					wantFields, wantPolicy = "1", "3"
				case ports.setup:
					wantPolicy = "1"
				}
				if f, p := value(t, lab, fields, ""), value(t, lab, hashPolicy, ""); f != wantFields || p != wantPolicy {
					t.Errorf("from %s and %s, setup %d: %s and %s, want %s and %s", former, policy, k, f, p, wantFields, wantPolicy)
				}
			}
			succeed(t, lab, rehearsal.Script{Text: setups[1].teardown, Shell: shells[i%len(shells)]})
			if f, p := value(t, lab, fields, ""), value(t, lab, hashPolicy, ""); f != former || p != policy {
				t.Errorf("from %s and %s, teardown: %s and %s", former, policy, f, p)
			}
		}
	}
}
