package site

import (
	"net/netip"
	"slices"
	"strings"
	"time"
)

// Retry is between two probes of a target from the first unanswered one on, until
// the provider is up again.
const Retry = 200 * time.Millisecond

// Idle is between two probes of a metered provider while nothing else uses it.
const Idle = 30 * time.Second

// Health says how a monitor watches a provider. Counts are of probes in a row.
type Health struct {
	Watched bool // false: nobody watches the provider
	Targets []Target
	Quorum  int // so many of the targets of a family have to answer, at least 1
	// Interval is between two probes of a target while all is well, and Timeout how
	// long an answer is waited for; 0: three times the median round trip.
	Interval, Timeout time.Duration
	Suspect           int // unanswered: no new connections; so many answered: back
	Fall              int // unanswered: down
	Rise              int // answered: up again
	// Loss in percent and the median round trip Latency, over Window, are judged
	// like unanswered probes; 0: not looked at.
	Loss     int
	Latency  time.Duration
	Window   time.Duration
	Failback time.Duration // at least so long until it is used again
	DNS      DNSCheck
	// Keep: the connections of a provider that is down wait for it to come back.
	Keep   bool
	Origin Origin // of the block: the provider's own, or that of all
}

// Target is what answers probes: an address, or the gateway.
type Target struct {
	Address netip.Addr // the zero Addr: the gateway
	Origin  Origin
}

// DNSCheck is a name that a server must answer for; the zero value asks nobody.
type DNSCheck struct {
	Name   string
	Server netip.Addr
	Origin Origin
}

// IsGateway reports whether the target is the provider's gateway.
func (t Target) IsGateway() bool { return !t.Address.IsValid() }

// Targets are those that a family of the provider is judged by. Where there are
// addresses in one family only, the other one has none, and shares its state: the
// gateway alone would say that a line is up which is dead behind the modem.
func (p Provider) Targets(ipv6 bool) []Target {
	side := p.Side(ipv6)
	hasGateway := side.AutoGateway || side.Gateway.IsValid()
	var list []Target
	addresses, ours := 0, 0
	for _, t := range p.Health.Targets {
		isOurs := !t.IsGateway() && t.Address.Is6() == ipv6
		if !t.IsGateway() {
			addresses++
		}
		if isOurs {
			ours++
		}
		if side.Declared && (isOurs || t.IsGateway() && hasGateway) {
			list = append(list, t)
		}
	}
	if addresses > 0 && ours == 0 {
		return nil
	}
	return slices.Clip(list)
}

// After is how long it takes, from the first unanswered probe on, until so many
// have been sent.
func After(probes int) time.Duration { return time.Duration(probes-1) * Retry }

// Short is a duration as people write it: 1m, not 1m0s.
func Short(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}
