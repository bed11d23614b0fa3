package config

import "hash/fnv"

// assignMarks gives a mark to each rule whose packets nft has to tell, out of
// those that no provider's id takes. It follows from the rule's name, in the
// upper half of the marks: a setup replaces the one before under traffic, and
// a mark must not mean another rule in the one than in the other.
func (r *reader) assignMarks(doc *document) {
	mask := doc.settings.markMask
	if mask.state == wrong {
		return
	}
	last := mask.or(defaultMask).ids()
	taken := map[uint32]bool{0: true}
	for _, p := range doc.providers {
		if id := uint32(p.id.value); p.id.ok() && id <= last {
			taken[id] = true
		}
	}
	free, needed := int64(last)+1-int64(len(taken)), int64(0)
	for i := range doc.rules {
		p := &doc.rules[i]
		if !p.model.NeedsMark() {
			continue
		}
		if needed++; needed > free {
			r.failMarks(*doc, *p, free)
			return
		}
		p.mark = freeMark(p.name, last, taken)
	}
}

func (r *reader) failMarks(doc document, p rule, free int64) {
	at := doc.settings.markMask.at
	if !doc.settings.markMask.written() {
		at = p.at
	}
	count := len(doc.providers) + len(doc.rules)
	r.fail(at, maskTooSmall, "Rules with long lists or dscp mark their packets, and besides the ids of the providers mark_mask has room for %d; %s is one more. Write settings { mark_mask = \"%#x\" }.",
		free, p.whose(), maskFor(count))
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
