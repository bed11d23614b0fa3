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
	taken := map[int]bool{0: true}
	for _, p := range doc.providers {
		if p.id.ok() && p.id.value <= last {
			taken[p.id.value] = true
		}
	}
	free, needed := last+1-len(taken), 0
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

func (r *reader) failMarks(doc document, p rule, free int) {
	at := doc.settings.markMask.at
	if !doc.settings.markMask.written() {
		at = p.at
	}
	count := len(doc.providers) + len(doc.rules)
	r.fail(at, maskTooSmall, "Rules with long lists or dscp mark their packets, and besides the ids of the providers mark_mask has room for %d; %s is one more. Write settings { mark_mask = \"%#x\" }.",
		free, p.whose(), maskFor(count))
}

// freeMark is a mark that isn't taken, and takes it.
func freeMark(name string, last int, taken map[int]bool) int {
	hash := fnv.New32a()
	hash.Write([]byte(name)) // never fails
	mark := last - int(uint64(hash.Sum32())%uint64(last/2+1))
	for taken[mark] {
		if mark--; mark <= 0 {
			mark = last
		}
	}
	taken[mark] = true
	return mark
}
