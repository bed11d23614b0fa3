package rpdb

import (
	"encoding/binary"
	"math"
	"net/netip"

	"github.com/gen-splitroute/gen-splitroute/generator/selector"
)

// gist is what a rule is about, beside that of others in memory: most rules are about
// others than a packet is, and a lookup that nobody watches goes past these without
// asking for the reason.
type gist struct {
	from, to                block
	fromPort, toPort, users selector.Range
	mark, mask              uint32
	iif                     string // "": any
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

// misses reports that the rule surely doesn't match a packet. Rule.differs decides the
// other cases.
func (g *gist) misses(from, to bits128, p *Packet) bool {
	return g.from.misses(from) || g.to.misses(to) || (g.mark^p.Mark)&g.mask != 0 ||
		outside(g.toPort, uint32(p.DestinationPort)) || outside(g.fromPort, uint32(p.SourcePort)) ||
		outside(g.users, p.UID) || g.iif != "" && g.iif != p.Interface
}

func outside(r selector.Range, n uint32) bool { return n < r.First || r.Last < n }

func rangeOf(b selector.Bounds) selector.Range {
	if !b.Bounded {
		return selector.Range{Last: math.MaxUint32}
	}
	return selector.Range{First: b.First, Last: b.Last}
}

// gists are those of some rules.
func gists(rules []Rule) []gist {
	all := make([]gist, len(rules))
	for i := range rules {
		of := &rules[i].selects
		if rules[i].Not {
			of = &selector.Rule{}
		}
		all[i] = gist{
			blockOf(of.From), blockOf(of.To), rangeOf(of.SourcePorts), rangeOf(of.DestinationPorts), rangeOf(of.Users),
			of.Mark, of.Mask, of.Iif,
		}
	}
	return all
}

func blockOf(p selector.Prefix) block {
	if !p.Known.IsValid() || p.Known.Bits() == 0 {
		return block{}
	}
	length := p.Known.Bits()
	if p.Known.Addr().Is4() {
		length += 96
	}
	const ones = ^uint64(0) // in Go, a shift by 64 or more gives 0
	mask := bits128{ones << max(0, 64-length), ones << min(64, 128-length)}
	return block{bitsOf(p.Known.Addr()), mask}
}
