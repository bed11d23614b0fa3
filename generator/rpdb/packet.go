package rpdb

import "github.com/gen-splitroute/gen-splitroute/generator/selector"

// Packet is what is looked up.
type Packet = selector.Packet

// Self is the Interface of what this machine sends.
const Self = selector.Self

// tos is the byte of the header that DSCP is in (RFC 2474).
func tos(p *Packet) uint8 { return p.DSCP << 2 }

// legacyTOS is what IPv4 looks at of it in a lookup (fib_dscp_masked_match in
// include/net/ip_fib.h, INET_DSCP_LEGACY_TOS_MASK; before Linux 6.13 whoever
// asks masks it with IPTOS_RT_MASK).
func legacyTOS(p *Packet) uint8 { return tos(p) & 0x1c }

// answer is the first packet back.
func answer(p Packet, by string) Packet {
	back := p.Reversed(by)
	back.Reply = true
	return back
}
