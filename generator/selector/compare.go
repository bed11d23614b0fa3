package selector

import (
	"math/bits"
	"net/netip"
	"slices"
	"strings"
)

// Attributes are those of a rule block that select packets.
func Attributes() []string {
	var names []string
	for k := range table {
		if name := table[k].attribute; name != "" {
			names = append(names, name)
		}
	}
	return names
}

// Attribute is the attribute of a rule block, "" for what none has.
func (k Kind) Attribute() string { return table[k-1].attribute }

// Excludes reports whether no packet can be selected by both of two selectors, and
// what to say of the first one then.
func (k Kind) Excludes(other Kind) (about string, excluded bool) {
	one, two := &table[k-1], &table[other-1]
	return one.about, one.only == onlySent && two.only == onlyArriving
}

// Lists are the numbers and addresses that f selects, for comparing it with others:
// a list of prefixes, sorted and apart, for each selector that has a list. One prefix
// of length 0 has all.
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

// Alone are texts that stand for what isn't in lists. Whoever selects all that m
// selects has one of these: m has the first one.
func (m *Match) Alone() []string {
	f := Family{Match: *m}
	all := [][]string{nil}
	for k := range table {
		row := &table[k]
		if row.alone == nil || row.count(&f) == 0 {
			continue
		}
		for _, words := range all { // and without it
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

// Marked are the attributes that ip rule can't say, so that nft marks packets.
func Marked() []string {
	var names []string
	for k := range table {
		if row := &table[k]; row.attribute != "" && row.rule == nil {
			names = append(names, row.attribute)
		}
	}
	return names
}

// numberPrefixes are ranges of numbers, each as the fewest prefixes of addresses
// that spell these numbers.
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
