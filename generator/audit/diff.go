package audit

import (
	"slices"
	"sort"
)

// span is a run of lines that two texts have in common, or that is between two such.
type span struct{ a, aEnd, b, bEnd int }

// differences are what lies between the lines that two lists have in common. A
// line that is once in both is an anchor; those in the same order in both are
// widened as far as both sides go on alike. So it takes n log n steps, whatever
// the lists are (go.dev/src/internal/diff).
func differences(a, b []string) []span {
	var gaps []span
	var done span // what is before it was compared
	for _, m := range append(anchors(a, b), [2]int{len(a), len(b)}) {
		if m[0] < done.a {
			continue // it was widened to here
		}
		start := m
		for start[0] > done.a && start[1] > done.b && a[start[0]-1] == b[start[1]-1] {
			start[0]--
			start[1]--
		}
		if start != [2]int{done.a, done.b} {
			gaps = append(gaps, span{done.a, start[0], done.b, start[1]})
		}
		for m[0] < len(a) && m[1] < len(b) && a[m[0]] == b[m[1]] {
			m[0]++
			m[1]++
		}
		done = span{a: m[0], b: m[1]}
	}
	return gaps
}

// anchors are the places of lines that are once in both, and in the same order.
func anchors(a, b []string) [][2]int {
	places := map[string]*[2][]int{}
	for side, list := range [][]string{a, b} {
		for i, line := range list {
			p := places[line]
			if p == nil {
				p = new([2][]int)
				places[line] = p
			}
			if len(p[side]) < 2 {
				p[side] = append(p[side], i)
			}
		}
	}
	pairs := [][2]int{{0, 0}}
	for i, line := range a {
		if p := places[line]; len(p[0]) == 1 && len(p[1]) == 1 {
			pairs = append(pairs, [2]int{i, p[1][0]})
		}
	}
	return append(pairs[:1], rising(pairs[1:])...)
}

// rising is the longest list of pairs, of those whose first numbers rise, whose
// second ones rise, too.
func rising(pairs [][2]int) [][2]int {
	var ends []int // of the lists of each length, the one that ends lowest
	before := make([]int, len(pairs))
	for i, p := range pairs {
		n := sort.Search(len(ends), func(n int) bool { return pairs[ends[n]][1] >= p[1] })
		before[i] = -1
		if n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	var list [][2]int
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = before[i] {
			list = append(list, pairs[i])
		}
	}
	slices.Reverse(list)
	return list
}
