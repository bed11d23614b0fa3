package selector

import (
	"math/bits"
	"net/netip"
	"slices"
	"strings"
)

// Attributes are the attributes of a rule block that select packets.
func Attributes() []string {
	var names []string
	for k := range table {
		if name := table[k].attribute; name != "" {
			names = append(names, name)
		}
	}
	return names
}

// Attribute is the attribute of a rule block, "" for a selector without one.
func (k Kind) Attribute() string { return table[k-1].attribute }

// Excludes reports whether two selectors can never match the same packet, and what a
// message says about the first one then.
func (k Kind) Excludes(other Kind) (about string, excluded bool) {
	one, two := &table[k-1], &table[other-1]
	return one.about, one.only == onlySent && two.only == onlyArriving
}

// Lists are the numbers and addresses that f matches, to compare f with others: for
// each selector with a list, its prefixes, sorted and without overlaps. A prefix of
// length 0 matches everything.
func (f *Family) Lists() [][]netip.Prefix {
	var all [][]netip.Prefix
	for k := range table {
		if row := &table[k]; row.lists != nil {
			all = append(all, row.lists(f))
		}
	}
	return all
}

// everything is the prefix of all addresses of a family.
func everything(ipv6 bool) netip.Prefix {
	if ipv6 {
		return netip.PrefixFrom(netip.IPv6Unspecified(), 0)
	}
	return netip.PrefixFrom(netip.IPv4Unspecified(), 0)
}

// Alone are texts for the single values of m, which Lists doesn't have. A block that
// matches all packets of m has one of these texts; m itself has the first.
func (m *Match) Alone() []string {
	f := Family{Match: *m}
	all := [][]string{nil}
	for k := range table {
		row := &table[k]
		if row.alone == nil || row.count(&f) == 0 {
			continue
		}
		for _, words := range all { // also without this value
			all = append(all, slices.Clone(words))
		}
		for i := range len(all) / 2 {
			all[i] = append(slices.Clone(all[i]), row.attribute+" "+row.alone(m))
		}
	}
	texts := make([]string, len(all))
	for i, words := range all {
		texts[i] = strings.Join(words, "\n")
	}
	return texts
}

// Marked are the attributes that ip rule has no word for: nft marks packets for them.
func Marked() []string {
	var names []string
	for k := range table {
		if row := &table[k]; row.attribute != "" && row.rule == nil {
			names = append(names, row.attribute)
		}
	}
	return names
}

// numberPrefixes turns ranges of numbers into the fewest prefixes of addresses that
// stand for these numbers.
func numberPrefixes(list []Range) []netip.Prefix {
	if len(list) == 0 {
		return []netip.Prefix{everything(false)}
	}
	var prefixes []netip.Prefix
	for _, r := range list {
		for n, end := uint64(r.First), uint64(r.Last)+1; n < end; {
			size := min(bits.TrailingZeros64(n|1<<32), bits.Len64(end-n)-1)
			addr := netip.AddrFrom4([4]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)})
			prefixes = append(prefixes, netip.PrefixFrom(addr, 32-size))
			n += 1 << size
		}
	}
	return prefixes
}
