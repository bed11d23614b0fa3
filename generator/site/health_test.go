package site

import (
	"net/netip"
	"testing"
	"time"
)

// TestTargets: a family is judged by the addresses of its own and the gateway, and by
// nothing where only the other one has addresses.
func TestTargets(t *testing.T) {
	gateway, four, six := Target{}, Target{Address: netip.MustParseAddr("192.0.2.1")}, Target{Address: netip.MustParseAddr("2001:db8::1")}
	behind := Uplink{Declared: true, AutoGateway: true}
	point := Uplink{Declared: true}
	for name, test := range map[string]struct {
		ipv4, ipv6 Uplink
		targets    []Target
		want       [2]int
	}{
		"both":                 {behind, behind, []Target{four, six, gateway}, [2]int{2, 2}},
		"the gateway alone":    {behind, behind, []Target{gateway}, [2]int{1, 1}},
		"addresses of one":     {behind, behind, []Target{four, four, gateway}, [2]int{3, 0}},
		"one family":           {behind, Uplink{}, []Target{four, six, gateway}, [2]int{2, 0}},
		"point-to-point":       {point, behind, []Target{four, six, gateway}, [2]int{1, 2}},
		"none of this family":  {behind, Uplink{}, []Target{six}, [2]int{0, 0}},
		"gateway, none of six": {behind, Uplink{}, []Target{six, gateway}, [2]int{0, 0}},
	} {
		p := Provider{IPv4: test.ipv4, IPv6: test.ipv6, Health: Health{Targets: test.targets}}
		if got := [2]int{len(p.Targets(false)), len(p.Targets(true))}; got != test.want {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

func TestDurations(t *testing.T) {
	for d, want := range map[time.Duration]string{
		After(1): "0s", After(4): "600ms", After(15): "2.8s", time.Minute: "1m", 90 * time.Second: "1m30s", 2 * time.Hour: "2h",
		10 * time.Minute: "10m", time.Hour + time.Second: "1h0m1s", 0: "0s",
	} {
		if got := Short(d); got != want {
			t.Errorf("%d: %s, want %s", d, got, want)
		}
	}
}
