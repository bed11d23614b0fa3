package rehearsal

import (
	"encoding/binary"
	"fmt"
	"net"
	"net/netip"
	"strings"
)

// network is a protocol in the family of an address, in package net's words.
func network(protocol int, a netip.Addr) string {
	family := "4"
	if a.Is6() {
		family = "6"
	}
	switch protocol {
	case UDP:
		return "udp" + family
	case TCP:
		return "tcp" + family
	}
	return fmt.Sprintf("ip%s:%d", family, protocol)
}

// The networks in which the kernel itself answers.
var icmp4, icmp6 = fmt.Sprint("ip4:", ICMP), fmt.Sprint("ip6:", ICMPv6)

// socketAddr is an address for a socket of a protocol.
func socketAddr(protocol int, a netip.AddrPort) net.Addr {
	switch protocol {
	case UDP:
		return net.UDPAddrFromAddrPort(a)
	case TCP:
		return net.TCPAddrFromAddrPort(a)
	}
	return &net.IPAddr{IP: a.Addr().AsSlice()}
}

// Requests for an echo and the answers to them.
const (
	echoReply, echoRequest   = 0, 8     // RFC 792
	echoRequest6, echoReply6 = 128, 129 // RFC 4443
)

// question is the data that sends a label by a socket. It ends with the label.
func question(protocol int, l label) []byte {
	switch protocol {
	case ICMP:
		b := echo(echoRequest, l)
		binary.BigEndian.PutUint16(b[2:], checksum(b))
		return b
	case ICMPv6: // the kernel adds the checksum (raw(7), ipv6(7))
		return echo(echoRequest6, l)
	case TCP, UDP:
		return l.bytes()
	}
	return bare(l)
}

// bare is what there is in other protocols. Of GRE, a translation wants a version
// that it knows, such as 0 (gre_manip_pkt in net/netfilter/nf_nat_proto.c).
func bare(l label) []byte { return append(make([]byte, 4), l.bytes()...) }

// echo is a message of ICMP or ICMPv6, of the same form in both, without its
// checksum. The flow is the identifier, for which a translation knows it again.
func echo(kind byte, l label) []byte {
	b := []byte{kind, 0, 0, 0}
	b = binary.BigEndian.AppendUint16(b, uint16(l.flow))
	b = binary.BigEndian.AppendUint16(b, uint16(l.number))
	return append(b, l.bytes()...)
}

// checksum is the internet's (RFC 1071), of an even number of bytes.
func checksum(b []byte) uint16 {
	sum := uint32(0)
	for i := 0; i < len(b); i += 2 {
		sum += uint32(binary.BigEndian.Uint16(b[i:]))
	}
	for sum > 0xffff {
		sum = sum>>16 + sum&0xffff
	}
	return ^uint16(sum)
}

// quotes reports whether the data after a header of IP is an error message, which repeats
// the packet that it is about.
func quotes(protocol int, b []byte) bool {
	switch {
	case len(b) == 0:
		return false
	case protocol == ICMP:
		return b[0] != echoRequest && b[0] != echoReply
	case protocol == ICMPv6:
		return b[0] != echoRequest6 && b[0] != echoReply6
	}
	return false
}

// answer finds the label in what a socket of a network has received.
func answer(network string, b []byte) (label, bool) {
	if strings.HasPrefix(network, "ip4") { // with its header
		l, _, ok := readPacket(b)
		return l, ok
	}
	if network == icmp6 && quotes(ICMPv6, b) {
		return label{}, false
	}
	return readLabel(b)
}
