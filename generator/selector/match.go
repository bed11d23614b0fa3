package selector

import (
	"math"
	"net/netip"
	"slices"
)

// Match is the selector of a rule block, for both families: it matches a packet that
// all of its fields match. An empty list and a zero value match every packet.
type Match struct {
	Interface        string // on which the packet arrives
	Protocol         int
	SourcePorts      []Range // these lists are sorted, without overlaps
	DestinationPorts []Range
	DSCP             DSCP
	Users            []Range // whose processes on this machine send it
	PacketMark       Masked  // that another program has set
	MACs             []MAC   // of the host or router on the link that sent it, sorted
}

// Family is a Match in one family, with its addresses.
type Family struct {
	Match
	IPv6     bool
	From, To []netip.Prefix // no prefix is in another one
}

// maxCombinations is how many combinations of the values in a block's lists become
// rules of ip at most: the kernel reads those one by one.
const maxCombinations = 48

// NeedsMark reports whether nft must mark the packets of a rule block, in any family,
// because ip rule has no word for a value or would need too many rules.
func NeedsMark(families ...Family) bool {
	all := 0
	for i := range families {
		f := &families[i]
		n := 1
		for k := range table {
			row := &table[k]
			given := row.count(f)
			if given > 0 && (row.rule == nil || row.unsaid != nil && row.unsaid(f)) {
				return true
			}
			n = min(n*max(1, min(given, maxCombinations+1)), maxCombinations+1)
		}
		all += n
	}
	return all > maxCombinations
}

// Rules are the rules of ip that together match the packets of f.
func (f *Family) Rules() []Rule {
	all := []Rule{{}}
	for k := range table {
		row := &table[k]
		n := row.count(f)
		if n == 0 || row.rule == nil {
			continue
		}
		before := all
		all = make([]Rule, 0, len(before)*n)
		for _, r := range before {
			for i := range n {
				row.rule(f, i, &r)
				all = append(all, r)
			}
		}
	}
	return all
}

// Attribute is an attribute of a rule block, with its values as people read them.
type Attribute struct {
	Name   string
	Values []string
}

// Attributes are the attributes of f, in the order of the table.
func (f *Family) Attributes() []Attribute {
	var all []Attribute
	for k := range table {
		switch row := &table[k]; {
		case row.count(f) == 0:
		case row.values != nil:
			all = append(all, Attribute{row.attribute, row.values(f)})
		default:
			all = append(all, Attribute{row.attribute, []string{row.alone(&f.Match)}})
		}
	}
	return all
}

// Holds reports whether f matches a packet.
func (f *Family) Holds(p *Packet) bool {
	if f.IPv6 != p.IPv6() {
		return false
	}
	for k := range table {
		if row := &table[k]; row.count(f) > 0 && !row.holds(f, p) {
			return false
		}
	}
	return true
}

// Arriving reports whether m can match packets that arrive.
func (m *Match) Arriving() bool { return m.can(onlySent) }

// Sent reports whether m can match packets of this machine.
func (m *Match) Sent() bool { return m.can(onlyArriving) }

func (m *Match) can(not direction) bool {
	f := Family{Match: *m}
	return !slices.ContainsFunc(table, func(row row) bool { return row.only == not && row.count(&f) > 0 })
}

// Selected changes a packet so that f matches it, as far as its sender can send such a
// packet. Its addresses stay.
func (m *Match) Selected(p *Packet) {
	f := Family{Match: *m}
	for k := range table {
		row := &table[k]
		wrong := row.only == onlySent && p.Interface != Self || row.only == onlyArriving && p.Interface == Self
		if row.example != nil && row.count(&f) > 0 && !wrong {
			row.example(&f, p)
		}
	}
}

// NFT are the words of nft that match the packets of f. sets names the sets with its
// addresses.
func (f *Family) NFT(sets func(of string) string) []string {
	var words []string
	header := false
	for k := range table {
		row := &table[k]
		if row.nft == nil || row.count(f) == 0 {
			continue
		}
		if !header && !row.header { // the rest is the same in both families
			words, header = append(words, nfproto(f.IPv6)), true
		}
		header = true
		words = append(words, row.nft(f, sets))
	}
	if !header {
		words = append(words, nfproto(f.IPv6))
	}
	return words
}

// nfproto matches all packets of a family.
func nfproto(ipv6 bool) string {
	if ipv6 {
		return "meta nfproto ipv6"
	}
	return "meta nfproto ipv4"
}

// header is nft's word for the header of the family.
func header(ipv6 bool) string {
	if ipv6 {
		return "ip6"
	}
	return "ip"
}

// lastPort is refused in rules by the kernel (fib_rule_port_range_valid in
// include/net/fib_rules.h).
const lastPort = math.MaxUint16

func hasLastPort(ports []Range) bool {
	return slices.ContainsFunc(ports, func(r Range) bool { return r.Last == lastPort })
}
