package site

import (
	"net/netip"
	"time"
)

// Health says how a monitor watches a provider. Counts are of probes in a row.
type Health struct {
	Watched bool // false: nobody watches the provider
	Targets []Target
	Quorum  int // so many targets have to answer, at least 1
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
	Origin Origin // of the block
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
