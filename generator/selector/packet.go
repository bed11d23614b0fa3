package selector

import (
	"fmt"
	"net/netip"
	"strconv"
)

// Packet is what is looked up, and the flow that the kernel makes of it
// (flowi4 and flowi6 in include/net/flow.h). The tags are the names that
// "gen-splitroute explain --json" gives the fields.
type Packet struct {
	To   netip.Addr `json:"to"`
	From netip.Addr `json:"from"` // not valid: this machine sends it, and the kernel chooses
	// Interface is the one on which it arrives, Self when this machine sends it.
	Interface       string `json:"interface"`
	Protocol        int    `json:"protocol"` // of what is in it; 0: none that a rule is about
	SourcePort      uint16 `json:"source_port"`
	DestinationPort uint16 `json:"destination_port"`
	Mark            uint32 `json:"mark"`
	UID             uint32 `json:"uid"` // whose process here sends it
	DSCP            uint8  `json:"dscp"`
	MAC             MAC    `json:"mac"`   // of the host or router here that sent it
	Bound           string `json:"bound"` // the interface that the socket here is bound to
	// Unconnected: its socket isn't connected, so the kernel looks up its route once,
	// as it does for each datagram that is sent so.
	Unconnected bool `json:"unconnected"`
	// Connection is the provider that the packet's connection began with; "" for
	// the first packet of a connection.
	Connection string `json:"connection"`
	// Reply: it is an answer, which nft neither marks for a rule, when this machine
	// sends it, nor translates.
	Reply bool `json:"-"`
}

// Self is the Interface of what this machine sends: the kernel gives it the
// loopback's (LOOPBACK_IFINDEX in ip_route_output_key_hash, net/ipv4/route.c).
const Self = "lo"

// IPv6 reports whether it is a packet of IPv6.
func (p Packet) IPv6() bool { return p.To.Is6() }

// Protocols that have ports.
const (
	TCP     = 6
	UDP     = 17
	DCCP    = 33
	SCTP    = 132
	UDPLite = 136
)

// HasPorts reports whether its protocol has them.
func (p Packet) HasPorts() bool {
	switch p.Protocol {
	case TCP, UDP, DCCP, SCTP, UDPLite:
		return true
	}
	return false
}

// IsPlain reports whether nothing is said about it except from where to where it
// is sent.
func (p Packet) IsPlain() bool {
	return p == Packet{To: p.To, From: p.From, Interface: p.Interface}
}

// Reversed is the packet with its ends exchanged, arriving by an interface: what
// an answer has of it, and what a reverse lookup asks about.
func (p Packet) Reversed(by string) Packet {
	return Packet{
		To: p.From, From: p.To, Interface: by, Protocol: p.Protocol,
		SourcePort: p.DestinationPort, DestinationPort: p.SourcePort, DSCP: p.DSCP,
	}
}

// names are those of protocols, as "ip -j rule" prints them.
var names = map[int]string{1: "icmp", TCP: "tcp", UDP: "udp", DCCP: "dccp", 58: "ipv6-icmp", SCTP: "sctp", UDPLite: "udplite"}

// ProtocolName is the name of a protocol, or its number where it has none here.
func ProtocolName(n int) string {
	if name, found := names[n]; found {
		return name
	}
	return strconv.Itoa(n)
}

// ProtocolNamed is the number of a protocol's name.
func ProtocolNamed(name string) (n int, found bool) {
	for n, known := range names {
		if known == name {
			return n, true
		}
	}
	return 0, false
}

// String is the packet in a line.
func (p Packet) String() string {
	from := "this machine"
	if p.From.IsValid() {
		from = p.From.String()
	}
	text := fmt.Sprintf("%s -> %s", from, p.To)
	if p.Interface != Self {
		text += ", arrives by " + p.Interface
	}
	for _, row := range inPackets {
		if said := row.said(&p); said != "" {
			text += ", " + said
		}
	}
	if p.Connection != "" {
		text += ", of a connection by " + p.Connection
	}
	return text
}

func numberSaid(format string, n uint32) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(format, n)
}
