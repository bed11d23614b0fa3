package rpdb

import "net/netip"

// Packet is what is looked up, and the flow that the kernel makes of it
// (flowi4 and flowi6 in include/net/flow.h).
type Packet struct {
	To   netip.Addr
	From netip.Addr // not valid: this machine sends it, and the kernel chooses
	// Interface is the one on which it arrives, Self when this machine sends it.
	Interface                   string
	Protocol                    int // of what is in it; 0: none that a rule is about
	SourcePort, DestinationPort uint16
	Mark                        uint32
	UID                         uint32 // whose process here sends it
	DSCP                        uint8
	// Connection is the provider that the packet's connection began with; "" for
	// the first packet of a connection.
	Connection string
	// Reply: it is an answer, which nft neither marks for a rule, when this machine
	// sends it, nor translates.
	Reply bool
}

// Self is the Interface of what this machine sends: the kernel gives it the
// loopback's (LOOPBACK_IFINDEX in ip_route_output_key_hash, net/ipv4/route.c).
const Self = "lo"

func (p Packet) ipv6() bool { return p.To.Is6() }

// Protocols that have ports.
const (
	tcp     = 6
	udp     = 17
	dccp    = 33
	sctp    = 132
	udpLite = 136
)

func (p Packet) hasPorts() bool {
	switch p.Protocol {
	case tcp, udp, dccp, sctp, udpLite:
		return true
	}
	return false
}

// tos is the byte of the header that DSCP is in (RFC 2474).
func (p Packet) tos() uint8 { return p.DSCP << 2 }

// legacyTOS is what IPv4 looks at of it in a lookup (fib_dscp_masked_match in
// include/net/ip_fib.h, INET_DSCP_LEGACY_TOS_MASK; before Linux 6.13 whoever
// asks masks it with IPTOS_RT_MASK).
func (p Packet) legacyTOS() uint8 { return p.tos() & 0x1c }

// answer is the first packet back.
func (p Packet) answer(by string) Packet {
	return Packet{
		To: p.From, From: p.To, Interface: by, Protocol: p.Protocol,
		SourcePort: p.DestinationPort, DestinationPort: p.SourcePort, DSCP: p.DSCP, Reply: true,
	}
}
