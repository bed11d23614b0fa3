package config

import (
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/hashicorp/hcl/v2"
)

// checkMarks refuses more rules whose packets nft has to mark than there are marks
// that no provider's id takes.
func checkMarks(doc document) (f faults) {
	mask := doc.settings.markMask
	free := int64(mask.or(defaultMask).ids())
	for _, p := range doc.providers {
		if p.id.ok() && int64(p.id.value) <= int64(mask.or(defaultMask).ids()) {
			free--
		}
	}
	marked := slices.DeleteFunc(slices.Clone(doc.rules), func(p *rule) bool { return !p.needsMark })
	if free = max(free, 0); mask.state == wrong || int64(len(marked)) <= free {
		return nil
	}
	last := marked[free]
	f.fail(placeOf(mask, last.at), maskTooSmall, "Rules with long lists, %s mark their packets, and besides the ids of the providers mark_mask has room for %d; %s is one more. Write settings { mark_mask = \"%#x\" }.",
		strings.Join(selector.Marked(), " or "), free, last.whose(), maskFor(len(doc.providers)+len(doc.rules)))
	return f
}

// placeOf is where a field is written, or another place.
func placeOf[T any](f field[T], otherwise hcl.Range) hcl.Range {
	if f.written() {
		return f.at
	}
	return otherwise
}
