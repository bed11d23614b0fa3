package acceptance

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// packet is the first one of a connection that the site begins.
type packet struct {
	network  string     // that it comes from; "" for the router itself
	from     netip.Addr // not valid: what the kernel chooses
	to       netip.Addr
	protocol int
	sport    uint16 // zero: any, see sourcePort
	dport    uint16
	dscp     uint8
	uid      int
	mark     uint32 // of the socket; only the router's have one
	mac      selector.MAC
	device   string // that its socket is bound to; only the router's are
}

// flow is the packet for the laboratory to send.
func (p packet) flow() rehearsal.Flow {
	from := rehearsal.Router(p.from)
	if p.network != "" {
		from = rehearsal.Host(p.network)
		from.Addr = p.from
	}
	from.Protocol, from.Port, from.DSCP, from.UID, from.Mark = p.protocol, p.sport, p.dscp, p.uid, p.mark
	from.Device = p.device
	to := rehearsal.Internet("", p.to)
	to.Port = p.dport
	return rehearsal.Flow{From: from, To: to}
}

// anyPort stands for a port that the kernel chooses, 32768 to 60999 (ip(7),
// ip_local_port_range).
const anyPort = 45000

// sourcePort is the port that rules see.
func (p packet) sourcePort() uint16 {
	if p.sport == 0 && (p.protocol == rehearsal.UDP || p.protocol == rehearsal.TCP) {
		return anyPort
	}
	return p.sport
}

// String is the packet for people.
func (p packet) String() string { return describe(p.flow()) }

// unsendable is why the laboratory can't send a packet; "" if it can.
func (p packet) unsendable() string {
	switch p.protocol {
	case rehearsal.ICMP:
		if p.to.Is6() {
			return `IPv6 has no ICMP: it has ICMPv6 (protocol = "icmpv6")`
		}
	case rehearsal.ICMPv6:
		if !p.to.Is6() {
			return `IPv4 has no ICMPv6: it has ICMP (protocol = "icmp")`
		}
	case 43, 44, 51, 59, 60: // ipv6_ext_hdr in net/ipv6/exthdrs_core.c
		if p.to.Is6() {
			return fmt.Sprintf("in IPv6, a header of protocol %d has another one behind it", p.protocol)
		}
	case 33, 132, 136, 255: // DCCP, SCTP and UDP-Lite, which the kernel may lack; reserved
		return fmt.Sprintf("the laboratory cannot send protocol %d", p.protocol)
	}
	return ""
}

// describe is a flow for people, with its port unless that is the usual one.
func describe(f rehearsal.Flow) string {
	if f.To.Port == rehearsal.EchoPort {
		f.To.Port = 0
	}
	return f.String()
}

// matches reports whether a rule selects the packet. iface is the one by which
// it arrives at the router, if it does.
func matches(r site.Rule, p packet, iface string) bool {
	local := p.network == ""
	switch {
	case r.Interface != "" && r.Interface != iface,
		len(r.Users) > 0 && (!local || !inRanges(r.Users, uint32(p.uid))),
		r.Protocol != 0 && r.Protocol != p.protocol,
		len(r.SourcePorts) > 0 && !inRanges(r.SourcePorts, uint32(p.sourcePort())),
		len(r.DestinationPorts) > 0 && !inRanges(r.DestinationPorts, uint32(p.dport)),
		r.DSCP.Given && r.DSCP.Value != p.dscp,
		(r.PacketMark.Value^p.mark)&r.PacketMark.Mask != 0,
		len(r.MACs) > 0 && (local || !slices.Contains(r.MACs, p.mac)),
		!r.HasFamily(p.to.Is6()):
		return false
	}
	return selects(r.From, p.from, p.to.Is6()) && selects(r.To, p.to, p.to.Is6())
}

// selects reports whether a rule's list contains an address. An address that the kernel
// has yet to choose is in 0.0.0.0/0 and ::/0 alone.
func selects(list []site.Prefix, a netip.Addr, ipv6 bool) bool {
	return len(list) == 0 || slices.ContainsFunc(list, func(p site.Prefix) bool {
		return p.Contains(a) || !a.IsValid() && p.Bits() == 0 && p.Addr().Is6() == ipv6
	})
}

func inPrefixes(list []site.Prefix, a netip.Addr) bool {
	return slices.ContainsFunc(list, func(p site.Prefix) bool { return p.Contains(a) })
}

func inRanges(list []site.Range, n uint32) bool {
	return slices.ContainsFunc(list, func(r site.Range) bool { return r.First <= n && n <= r.Last })
}
