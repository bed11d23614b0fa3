package rehearsal

import (
	"cmp"
	"fmt"
	"net/netip"
)

// Flow is a conversation: From asks, To answers. From's socket is connected, so
// only answers from the address that was asked count. In UDP and TCP, what was
// asked comes back; TCP asks in its first packet already, the one with SYN
// (RFC 7413). ICMP and ICMPv6 are asked for an echo (RFC 792, RFC 4443). With any
// other protocol of IP, a packet is a header of IP and data, and To sends the data back.
type Flow struct {
	From, To Endpoint
}

// String returns "router 203.0.113.2 -> internet 198.18.0.1, ICMP".
func (f Flow) String() string {
	s := fmt.Sprintf("%v -> %v", f.From, f.To)
	switch p := f.From.protocol(); p {
	case UDP:
		return s
	case TCP:
		return s + ", TCP"
	case ICMP:
		return s + ", ICMP"
	case ICMPv6:
		return s + ", ICMPv6"
	default:
		return fmt.Sprintf("%s, protocol %d", s, p)
	}
}

// Endpoint is one side of a Flow; make it with Internet, Router or Host.
type Endpoint struct {
	Machine Machine
	Name    string     // of the provider or network, see Machine
	Addr    netip.Addr // zero: what the kernel chooses
	Port    uint16     // zero: any to ask from, EchoPort to ask

	// Of the side that asks alone: the protocol, the class of its packets
	// (RFC 2474), the user that its socket belongs to, the mark that it gives them
	// (SO_MARK, socket(7)) and the interface that it is bound to (SO_BINDTODEVICE).
	Protocol int // zero: UDP
	DSCP     uint8
	UID      int
	Mark     uint32
	Device   string
	// Unconnected: the socket, of UDP, isn't connected, so that the kernel looks up
	// the route once, without a source (udp_sendmsg in net/ipv4/udp.c).
	Unconnected bool
}

// The protocols that have a way of their own to ask and to answer (RFC 5237).
const (
	ICMP   = 1 // in IPv4
	TCP    = 6
	UDP    = 17
	ICMPv6 = 58 // in IPv6
)

func (e Endpoint) protocol() int { return cmp.Or(e.Protocol, UDP) }

// Machine says what an Endpoint's address is on.
type Machine string

// The machines of a laboratory.
const (
	AtInternet Machine = "internet" // Name: the provider that what it sends comes in by
	AtRouter   Machine = "router"
	AtHost     Machine = "host" // Name: the local network
)

// EchoPort is where all machines answer (RFC 862).
const EchoPort = 7

// Internet is an address somewhere in the internet whose packets to the site
// come through the given provider. As the side that is asked, it answers
// through the provider that the question came by, and the name may be empty.
func Internet(provider string, addr netip.Addr) Endpoint {
	return Endpoint{Machine: AtInternet, Name: provider, Addr: addr}
}

// Router is a socket on the router, bound to the address if it is valid.
func Router(addr netip.Addr) Endpoint {
	return Endpoint{Machine: AtRouter, Addr: addr}
}

// Host is the host in a local network.
func Host(network string) Endpoint {
	return Endpoint{Machine: AtHost, Name: network}
}

// String returns the machine and the address, and what else is not as usual.
func (e Endpoint) String() string {
	s := string(e.Machine)
	if e.Name != "" {
		s += " " + e.Name
	}
	if e.Addr.IsValid() {
		s += " " + e.Addr.String()
	}
	for _, extra := range []struct {
		name  string
		value int
	}{{"port", int(e.Port)}, {"DSCP", int(e.DSCP)}, {"UID", e.UID}} {
		if extra.value != 0 {
			s += fmt.Sprintf(" %s %d", extra.name, extra.value)
		}
	}
	if e.Mark != 0 {
		s += fmt.Sprintf(" mark %#x", e.Mark)
	}
	if e.Device != "" {
		s += " bound to " + e.Device
	}
	if e.Unconnected {
		s += " unconnected"
	}
	return s
}

// Report is what became of a Flow.
type Report struct {
	Flow     Flow
	Sent     int
	Answered int
	Refused  int    // of those sent: the sender's kernel said no
	Refusal  string // the last such error

	// Legs are what was seen to leave the router for a provider, before the
	// provider dropped any of it: the answers to a question from the internet,
	// otherwise the questions. None if the flow stays at the site.
	Legs []Leg
}

// Leg is a run of packets that left the router by one provider, with one source.
type Leg struct {
	Provider string
	Source   netip.Addr // as seen outside
	Packets  int
}

// Lost is the number of packets without an answer.
func (r Report) Lost() int { return r.Sent - r.Answered }

// Changes is how often the flow moved to another provider or source.
func (r Report) Changes() int { return max(0, len(r.Legs)-1) }

// Provider is the provider that all packets left by, or "" if there was
// none or more than one.
func (r Report) Provider() string {
	provider := ""
	for _, leg := range r.Legs {
		if provider != "" && leg.Provider != provider {
			return ""
		}
		provider = leg.Provider
	}
	return provider
}

// String returns a line for a person.
func (r Report) String() string {
	s := fmt.Sprintf("%v: %d sent, %d lost", r.Flow, r.Sent, r.Lost())
	if r.Refused > 0 {
		s += fmt.Sprintf(" (%d refused: %s)", r.Refused, r.Refusal)
	}
	for _, leg := range r.Legs {
		s += fmt.Sprintf(", %d by %s from %v", leg.Packets, leg.Provider, leg.Source)
	}
	return s
}
