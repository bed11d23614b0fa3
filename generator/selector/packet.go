package selector

import (
	"fmt"
	"net/netip"
	"strconv"
)

// Packet is a packet to look up, with the fields of the kernel's flow (flowi4 and flowi6
// in include/net/flow.h). The tags are the names that
// "gen-splitroute explain --json" gives the fields.
type Packet struct {
	To   netip.Addr `json:"to"`
	From netip.Addr `json:"from"` // not valid: this machine sends it, and the kernel chooses
	// Interface is where the packet arrives, Self if this machine sends it.
	Interface       string `json:"interface"`
	Protocol        int    `json:"protocol"` // of its payload; 0: none that a rule names
	SourcePort      uint16 `json:"source_port"`
	DestinationPort uint16 `json:"destination_port"`
	Mark            uint32 `json:"mark"`
	UID             uint32 `json:"uid"` // whose process on this machine sends it
	DSCP            uint8  `json:"dscp"`
	MAC             MAC    `json:"mac"`   // of the host or router on the link that sent it
	Bound           string `json:"bound"` // the interface that the socket on this machine is bound to
	// Unconnected: its socket isn't connected, so the kernel looks its route up once, as
	// for each datagram of such a socket.
	Unconnected bool `json:"unconnected"`
	// Connection is the provider of the packet's connection; "" for the first packet
	// of a connection.
	Connection string `json:"connection"`
	// Reply: it is an answer. nft doesn't translate it and, if this machine sends it,
	// doesn't mark it for a rule.
	Reply bool `json:"-"`
}

// Self is the Interface of packets of this machine: the kernel gives them that of the
// loopback (LOOPBACK_IFINDEX in ip_route_output_key_hash, net/ipv4/route.c).
const Self = "lo"

// IPv6 reports whether it is a packet of IPv6.
func (p Packet) IPv6() bool { return p.To.Is6() }

// The protocols that have ports.
const (
	TCP     = 6
	UDP     = 17
	DCCP    = 33
	SCTP    = 132
	UDPLite = 136
)

// HasPorts reports whether its protocol has ports.
func (p Packet) HasPorts() bool {
	switch p.Protocol {
	case TCP, UDP, DCCP, SCTP, UDPLite:
		return true
	}
	return false
}

// IsPlain reports whether only its source, destination and interface are set.
func (p Packet) IsPlain() bool {
	return p == Packet{To: p.To, From: p.From, Interface: p.Interface}
}

// Reversed is the packet with its ends exchanged, arriving by an interface, as an
// answer or a reverse lookup has it.
func (p Packet) Reversed(by string) Packet {
	return Packet{
		To: p.From, From: p.To, Interface: by, Protocol: p.Protocol,
		SourcePort: p.DestinationPort, DestinationPort: p.SourcePort, DSCP: p.DSCP,
	}
}

// names are the names of protocols that "ip -j rule" prints.
var names = map[int]string{1: "icmp", TCP: "tcp", UDP: "udp", DCCP: "dccp", 58: "ipv6-icmp", SCTP: "sctp", UDPLite: "udplite"}

// ProtocolName is the name of a protocol, or its number if the table has no name.
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

// String describes the packet in one line.
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
