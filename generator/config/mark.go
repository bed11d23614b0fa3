package config

import (
	"hash/fnv"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/hashicorp/hcl/v2"
)

// marked gives a mark to each rule whose packets nft has to mark, out of those
// that no provider's id takes. It follows from the rule's name, in the
// upper half of the marks: a setup replaces the one before under traffic, and
// a mark must not mean another rule in the one than in the other.
func marked(rules []rule, providers []isp, s settings) ([]rule, hcl.Diagnostics) {
	rules = slices.Clone(rules)
	last := s.markMask.or(defaultMask).ids()
	taken := map[uint32]bool{0: true}
	for _, p := range providers {
		if id := uint32(p.id.value); p.id.ok() && id <= last {
			taken[id] = true
		}
	}
	free, needed := int64(last)+1-int64(len(taken)), int64(0)
	for i := range rules {
		p := &rules[i]
		if s.markMask.state == wrong || !p.model.NeedsMark() {
			continue
		}
		if needed++; needed > free {
			var f faults
			f.fail(placeOf(s.markMask, p.at), maskTooSmall, "Rules with long lists, %s mark their packets, and besides the ids of the providers mark_mask has room for %d; %s is one more. Write settings { mark_mask = \"%#x\" }.",
				strings.Join(selector.Marked(), " or "), free, p.whose(), maskFor(len(providers)+len(rules)))
			return rules, f.list
		}
		p.model.Mark = freeMark(p.name, last, taken)
	}
	return rules, nil
}

// placeOf is where a field is written, or another place.
func placeOf[T any](f field[T], otherwise hcl.Range) hcl.Range {
	if f.written() {
		return f.at
	}
	return otherwise
}

// freeMark is a mark that isn't taken, and takes it.
func freeMark(name string, last uint32, taken map[uint32]bool) uint32 {
	hash := fnv.New32a()
	hash.Write([]byte(name)) // never fails
	mark := last - hash.Sum32()%(last/2+1)
	for taken[mark] {
		if mark--; mark == 0 {
			mark = last
		}
	}
	taken[mark] = true
	return mark
}
