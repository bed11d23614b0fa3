package rpdb_test

import (
	"net/netip"
	"testing"
)

// anyIP are local routes to whole networks, as proxies, load balancers and
// honeypots have them, to some narrower and some wider ones.
const anyIP = `[
{"type":"local","dst":"10.1.0.0/16","dev":"lo","table":"local","protocol":"boot","scope":"host","flags":[]},
{"type":"local","dst":"10.2.0.0/24","dev":"lo","table":"local","protocol":"boot","scope":"host","flags":[]},
{"type":"local","dst":"10.2.0.7","dev":"lo","table":"local","protocol":"boot","scope":"host","flags":[]},
{"type":"local","dst":"10.2.1.0/25","dev":"lo","table":"local","protocol":"boot","scope":"host","flags":[]},
{"type":"local","dst":"2001:db8:5::/64","dev":"lo","table":"local","protocol":"boot","scope":"global","metric":1024,"flags":[],"pref":"medium"},
{"type":"local","dst":"2001:db8:6::/49","dev":"lo","table":"local","protocol":"boot","scope":"global","metric":1024,"flags":[],"pref":"medium"},
{"type":"local","dst":"2001:db8:6::1","dev":"lo","table":"local","protocol":"boot","scope":"global","metric":1024,"flags":[],"pref":"medium"},
{"type":"local","dst":"ffff::/16","dev":"lo","table":"local","protocol":"boot","scope":"global","metric":1024,"flags":[],"pref":"medium"}
]`

// TestInhabitant: somebody lives in a network wherever its own machine leaves an
// address, and that is found at once, however many addresses the machine has.
func TestInhabitant(t *testing.T) {
	s := liveState(t, anyIP)
	for network, want := range map[string]string{
		"10.3.0.0/24":     "10.3.0.1",
		"10.3.0.4/32":     "10.3.0.4",
		"10.3.0.4/31":     "10.3.0.4",
		"10.2.0.0/23":     "10.2.1.128",
		"10.1.0.0/16":     "10.1.0.1",  // all is the machine's
		"203.0.1.0/30":    "203.0.1.1", // a gateway, and the machine itself
		"2001:db8:5::/64": "2001:db8:5::1",
		"2001:db8:4::/47": "2001:db8:4::1",
		"2001:db8:6::/48": "2001:db8:6:8000::",
		"ffff::/16":       "ffff::1",
	} {
		if got := s.Inhabitant(netip.MustParsePrefix(network)); got.String() != want {
			t.Errorf("%s: %s, want %s", network, got, want)
		}
	}
}
