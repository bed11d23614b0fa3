package graph

import (
	"cmp"
	"slices"
)

// attach gives each wire a place at its provider, the highest one to the one that
// comes from the highest place.
func (l *layout) attach(counts []int) {
	used := make([]int, len(counts))
	for _, w := range l.wires { // which are sorted
		b := l.providers[w.provider]
		first := b.y + (b.h-(counts[w.provider]-1)*port)/2/grid*grid
		w.toY = first + used[w.provider]*port
		used[w.provider]++
	}
}

// route gives each wire a vertical line where it meets no other one, and returns how
// many there are. Wires that lead down come first, the lowest one leftmost, then
// wires that lead up, the highest one leftmost. So wires of one kind cross only if their
// ends force them to.
func (l *layout) route() int {
	order := slices.Clone(l.wires)
	rank := func(w *wire) int {
		if w.toY > w.fromY {
			return -w.fromY
		}
		return w.fromY
	}
	up := func(w *wire) int { return cmp.Compare(w.fromY, w.toY) }
	slices.SortStableFunc(order, func(a, b *wire) int { return cmp.Or(cmp.Compare(up(a), up(b)), cmp.Compare(rank(a), rank(b))) })
	lanes := 0
	for i, w := range order {
		for _, earlier := range order[:i] {
			if min(w.fromY, w.toY) <= max(earlier.fromY, earlier.toY) && min(earlier.fromY, earlier.toY) <= max(w.fromY, w.toY) {
				w.lane = max(w.lane, earlier.lane+1)
			}
		}
		lanes = max(lanes, w.lane+1)
		w.atX = l.router.x + l.router.w + stub + grid + w.lane*lane
	}
	return lanes
}

// shift moves the providers to their place.
func (l *layout) shift(x int) {
	for i := range l.providers {
		l.providers[i].move(x, 0)
	}
	for _, w := range l.wires {
		w.toX = x
	}
}

// enter leads from each network to the router.
func (l *layout) enter() {
	for _, n := range l.networks {
		l.arrows = append(l.arrows, wire{fromX: n.x + n.w, fromY: n.y + n.h/2, toX: l.router.x, onWay: n.onWay})
	}
}
