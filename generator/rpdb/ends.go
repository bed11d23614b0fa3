package rpdb

import (
	"encoding/binary"
	"math"
	"net/netip"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/selector"
)

// ends are the addresses and ports at both ends that a rule is about, beside one
// another in memory: most rules are about others than those of a packet, and a lookup
// that nobody watches goes past these without asking for the reason.
type ends struct {
	from, to         block
	fromPort, toPort selector.Range
}

// block is a prefix as numbers; the zero one holds all addresses.
type block struct{ first, mask bits128 }

// bits128 is an address, that of IPv4 as in RFC 4291, 2.5.5.2.
type bits128 struct{ high, low uint64 }

func bitsOf(a netip.Addr) bits128 {
	bytes := a.As16()
	return bits128{binary.BigEndian.Uint64(bytes[:8]), binary.BigEndian.Uint64(bytes[8:])}
}

func (b *block) misses(n bits128) bool {
	return (n.high^b.first.high)&b.mask.high|(n.low^b.first.low)&b.mask.low != 0
}

// miss reports that the rule isn't for a packet. What isn't sure is left to
// Rule.differs.
func (e *ends) miss(from, to bits128, p *Packet) bool {
	return e.from.misses(from) || e.to.misses(to) || outside(e.toPort, p.DestinationPort) || outside(e.fromPort, p.SourcePort)
}

func outside(r selector.Range, port uint16) bool {
	return uint32(port) < r.First || r.Last < uint32(port)
}

func portsOf(b selector.Bounds) selector.Range {
	if !b.Bounded {
		return selector.Range{Last: math.MaxUint16}
	}
	return selector.Range{First: b.First, Last: b.Last}
}

// allEnds are those of some rules.
func allEnds(rules []Rule) []ends {
	all := make([]ends, len(rules))
	for i := range rules {
		all[i] = ends{fromPort: portsOf(selector.Bounds{}), toPort: portsOf(selector.Bounds{})}
		if r := &rules[i]; !r.Not {
			all[i] = ends{blockOf(r.From), blockOf(r.To), portsOf(r.selects.SourcePorts), portsOf(r.selects.DestinationPorts)}
		}
	}
	return all
}

func blockOf(p iproute.Prefix) block {
	if !p.Known.IsValid() || p.Known.Bits() == 0 {
		return block{}
	}
	length := p.Known.Bits()
	if p.Known.Addr().Is4() {
		length += 96
	}
	const ones = ^uint64(0) // of which Go shifts out as many as it is told, up to all
	mask := bits128{ones << max(0, 64-length), ones << min(64, 128-length)}
	return block{bitsOf(p.Known.Addr()), mask}
}
