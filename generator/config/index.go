package config

import (
	"cmp"
	"net/netip"
	"slices"
)

// prefixIndex holds what belongs to prefixes. The zero one is empty.
type prefixIndex[T any] struct {
	of      map[netip.Prefix][]T
	lengths []int // of the prefixes that there are, the longest first
}

func (x *prefixIndex[T]) add(p netip.Prefix, v T) {
	if x.of == nil {
		x.of = make(map[netip.Prefix][]T)
	}
	x.of[p] = append(x.of[p], v)
	if i, found := slices.BinarySearchFunc(x.lengths, p.Bits(), func(a, b int) int { return cmp.Compare(b, a) }); !found {
		x.lengths = slices.Insert(x.lengths, i, p.Bits())
	}
}

// around is what belongs to the prefixes that hold the whole of one, the
// narrowest first.
func (x *prefixIndex[T]) around(p netip.Prefix) [][]T {
	var lists [][]T
	for _, length := range x.lengths {
		if length > p.Bits() {
			continue
		}
		wider, _ := p.Addr().Prefix(length) // a length up to that of a prefix is one
		if list := x.of[wider]; len(list) > 0 {
			lists = append(lists, list)
		}
	}
	return lists
}
