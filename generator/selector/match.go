package selector

import (
	"math"
	"net/netip"
	"slices"
)

// Match is what a rule block selects, whatever the family: a packet that each of
// these holds for. An empty list and a zero value hold for all.
type Match struct {
	Interface        string // on which it arrives
	Protocol         int
	SourcePorts      []Range // these lists are sorted, and their ranges apart
	DestinationPorts []Range
	DSCP             DSCP
	Users            []Range // whose processes here send it
	PacketMark       Masked  // that somebody else has set
	MACs             []MAC   // of the host or router here that sent it, sorted
}

// Family is a Match in one family, with its addresses.
type Family struct {
	Match
	IPv6     bool
	From, To []netip.Prefix // no prefix is in another one
}

// maxCombinations is up to how many combinations of what is in a block's lists
// become rules of ip, which the kernel reads one by one.
const maxCombinations = 48

// NeedsMark reports whether nft has to mark what a rule block selects, in some
// families, because ip rule can't say it or needs too many rules.
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

// Rules are the rules of ip that together select what f does.
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

// Attribute is one of a rule block, with its values as people read them.
type Attribute struct {
	Name   string
	Values []string
}

// Attributes are those by which f selects, in the order of the table.
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

// Holds reports whether f selects a packet.
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

// Arriving reports whether packets that arrive can be selected, and Sent whether
// those of this machine can.
func (m *Match) Arriving() bool { return m.can(onlySent) }

// Sent reports whether packets that this machine sends can be selected.
func (m *Match) Sent() bool { return m.can(onlyArriving) }

func (m *Match) can(not direction) bool {
	f := Family{Match: *m}
	return !slices.ContainsFunc(table, func(row row) bool { return row.only == not && row.count(&f) > 0 })
}

// Selected makes a packet one that is selected, as far as its sender can send one.
// Its addresses stay.
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

// NFT are the words of nft that match what f selects. sets names the sets that
// have its addresses.
func (f *Family) NFT(sets func(of string) string) []string {
	var words []string
	header := false
	for k := range table {
		row := &table[k]
		if row.nft == nil || row.count(f) == 0 {
			continue
		}
		if !header && !row.header { // what follows is the same in both families
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

// header is the family in nft's words.
func header(ipv6 bool) string {
	if ipv6 {
		return "ip6"
	}
	return "ip"
}

// lastPort is one that the kernel has no rules for (fib_rule_port_range_valid in
// include/net/fib_rules.h).
const lastPort = math.MaxUint16

func hasLastPort(ports []Range) bool {
	return slices.ContainsFunc(ports, func(r Range) bool { return r.Last == lastPort })
}
