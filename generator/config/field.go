package config

import (
	"fmt"
	"math/big"
	"net/netip"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// value is that of an attribute, or of an element of a list.
type value struct {
	cty.Value // unknown: it couldn't be computed, which is reported
	at        hcl.Range
	items     []value // the elements of a list that is written as one
	written   bool    // in brackets or braces
	literal   bool
	path      string // of the block that it is, such as network.lan
	note      string // from which variables it follows, for messages
}

// place is where an attribute is written, and what became of it.
type place struct {
	at    hcl.Range // of the value, or of the block's header without one
	state state
	items []hcl.Range // of the elements of a list that could be read
}

type state int

const (
	absent state = iota // not written, or null
	wrong               // written and reported
	good
)

func (p *place) ok() bool      { return p.state == good }
func (p *place) written() bool { return p.state != absent }

// or is the place of the value if it is written, and otherwise the other one.
func (p *place) or(otherwise hcl.Range) hcl.Range {
	if p.written() {
		return p.at
	}
	return otherwise
}

// place is the place of an attribute. A written attribute has one once it has been read.
func (b block) place(name string) *place {
	p, found := b.places[name]
	if !found {
		p = &place{at: b.at}
		if b.misspelt(name) { // the spelling is the mistake, and it is reported
			p.state = wrong
		}
		if b.places != nil {
			b.places[name] = p
		}
	}
	return p
}

// origin is where a value was written, for the model.
func (b block) origin(at hcl.Range) site.Origin {
	return site.Origin{File: b.file, Line: at.Start.Line}
}

// read returns what the attribute called name means, def where it can't be read. as
// turns it into a Go value or says what was expected; parse applies the attribute's
// own rules.
func read[R, T any](f *faults, b block, name string, def T, as func(value) (R, *fault), parse func(R) (T, *fault)) T {
	n, found := b.attributes[name]
	if !found {
		return def
	}
	result, state := readValue(f, n.value, as, parse)
	*b.place(name) = place{at: n.value.at, state: state}
	if state != good {
		return def
	}
	return result
}

// require is read for an attribute that must be there; example is what could be
// written.
func require[R, T any](f *faults, b block, name, example string, as func(value) (R, *fault), parse func(R) (T, *fault)) T {
	var def T
	result := read(f, b, name, def, as, parse)
	b.needs(f, name, example)
	return result
}

// needs reports a required attribute that is absent.
func (b block) needs(f *faults, name, example string) {
	if p := b.place(name); !p.written() {
		p.state = wrong
		f.fail(p.at, missingArgument, "%s is needed here. Write for example %s = %s.", name, name, example)
	}
}

// readValue is read for a value, such as an element of a list.
func readValue[R, T any](f *faults, v value, as func(value) (R, *fault), parse func(R) (T, *fault)) (result T, _ state) {
	switch {
	case !v.IsKnown():
		return result, wrong
	case v.IsNull():
		return result, absent
	}
	raw, problem := as(v)
	if problem == nil {
		result, problem = parse(raw)
	}
	if problem != nil {
		f.place(v.at, problem, v.note)
		return result, wrong
	}
	return result, good
}

// readList returns what the elements of a list mean that could be read; the list
// is wrong when one couldn't.
func readList[R, T any](f *faults, b block, name string, as func(value) (R, *fault), parse func(R) (T, *fault)) (list []T) {
	n, found := b.attributes[name]
	if !found {
		return nil
	}
	items, made, state := elements(f, name, n.value)
	p := b.place(name)
	*p = place{at: n.value.at, state: state}
	refused := 0
	for _, v := range items {
		item, state := readValue(f, v, as, parse)
		switch {
		case state == good:
			list, p.items = append(list, item), append(p.items, v.at)
			continue
		case state == absent && !v.literal: // an expression returns null to skip an element
			continue
		case state == absent:
			f.fail(v.at, wrongType, "A list can't hold null. Remove this element.")
		}
		p.state = wrong
		if refused++; made && refused == maxRefused {
			break
		}
	}
	return list
}

// readPrefixes reads a list of prefixes. It refuses a prefix that is written twice, but
// not one that an expression repeats: lists from files often have one twice.
func readPrefixes(f *faults, b block, name string, parse func(string) (netip.Prefix, *fault)) (unique []site.Prefix) {
	list, p := readList(f, b, name, asText, parse), b.place(name)
	seen := make(map[netip.Prefix]hcl.Range)
	items := p.items[:0]
	for i, item := range list {
		at := p.items[i]
		first, found := seen[item]
		switch {
		case !found:
			seen[item] = at
			unique, items = append(unique, site.Prefix{Prefix: item, Origin: b.origin(at)}), append(items, at)
		case first != at: // elements that an expression made have one place
			what := "\"auto\""
			if item.IsValid() {
				what = item.String()
			}
			f.fail(at, "Duplicate list item", "%s is in this list already (%s). Remove one of the two.", what, line(first))
		}
	}
	p.items = items
	return unique
}

// refuseEmpty refuses a list without elements.
func refuseEmpty(f *faults, written *place, length int, detail string) {
	if written.ok() && length == 0 {
		f.fail(written.at, emptyList, "%s", detail)
		written.state = wrong
	}
}

// refuseRepeated refuses an element of a list that was there before; first has the place of
// each, and format takes the line.
func refuseRepeated[T comparable](f *faults, list []T, written *place, first map[T]hcl.Range, summary, format string) {
	for i, item := range list {
		at := written.items[i]
		if earlier, found := first[item]; found {
			f.fail(at, summary, format, line(earlier))
			continue
		}
		first[item] = at
	}
}

// places are those with a report. The elements of a list that an expression made have one
// place, which gets one report.
type places map[hcl.Range]bool

// isNew reports whether nothing has been reported at a place, and something is now.
func (p places) isNew(at hcl.Range) bool {
	isNew := !p[at]
	p[at] = true
	return isNew
}

// maxRefused is how many elements of a list that an expression made are
// reported: all of them have the same place.
const maxRefused = 10

// elements returns the elements of a list, and whether an expression made the list. Such
// a list may be the lines of a file: blank ones and comments are skipped.
func elements(f *faults, name string, v value) (items []value, made bool, _ state) {
	switch {
	case v.items != nil || v.written && isList(v.Value):
		return v.items, false, good
	case !v.IsKnown():
		return nil, false, wrong
	case v.IsNull():
		return nil, false, absent
	case !isList(v.Value):
		f.place(v.at, faultf(wrongType, "%s is a list. %s", name, listAdvice(name, v)), v.note)
		return nil, false, wrong
	}
	position := 0
	for it := v.ElementIterator(); it.Next(); {
		_, item := it.Element()
		position++
		if isKnown(item, cty.String) {
			text, _, _ := strings.Cut(item.AsString(), "#")
			text, _, _ = strings.Cut(text, ";")
			if text = strings.TrimSpace(text); text == "" {
				continue
			}
			item = cty.StringVal(text)
		}
		items = append(items, value{Value: item, at: v.at, note: fmt.Sprintf(" It is element %d of the list.", position) + v.note})
	}
	return items, true, good
}

func listAdvice(name string, v value) string {
	if strings.HasPrefix(v.path, "network.") {
		return fmt.Sprintf("Write %s = %s.prefixes.", name, v.path)
	}
	if strings.Contains(textOf(v.Value), "\n") {
		return "Write split(\"\\n\", ...) around this text: that is a list of its lines."
	}
	return "Write its elements in square brackets, with commas between them."
}

// single refuses what holds several values.
func single(v value) *fault {
	switch {
	case isList(v.Value) && v.written:
		return faultf(wrongType, "One value is needed here, not a list. Remove the square brackets.")
	case isObject(v.Value) && v.written:
		return faultf(wrongType, "One value is needed here, not an object. Remove the braces.")
	case isList(v.Value):
		return faultf(wrongType, "One value is needed here, not a list. Write one element of it, such as the first one with [0] behind it.")
	case strings.HasPrefix(v.path, "network."):
		return faultf(wrongType, "One value is needed here, not a network. Write %[1]s.interface; or %[1]s.prefixes, which are a list, and concat(%[1]s.prefixes, [...]) adds others to it.", v.path)
	case v.path != "":
		return faultf(wrongType, "One value is needed here, not a provider. Write one of its attributes, such as %s.interface.", v.path)
	case isObject(v.Value):
		return faultf(wrongType, "One value is needed here, not an object. Write one of its attributes.")
	}
	return nil
}

// asText, asNumber and asBool never convert: hcl would take true for "true"
// and "1" for 1, and a typing mistake with it.

func asText(v value) (string, *fault) {
	return textOf(v.Value), v.isA(cty.String, "A text is needed here, not a %s. Write it in quotes.")
}

func asNumber(v value) (*big.Float, *fault) {
	f := v.isA(cty.Number, "A number is needed here, not a %s. Write its digits without quotes.")
	if f != nil {
		return nil, f
	}
	return v.AsBigFloat(), nil
}

func asBool(v value) (bool, *fault) {
	f := v.isA(cty.Bool, "true or false is needed here, not a %s. Write it without quotes.")
	return f == nil && v.True(), f
}

// isA refuses values of another type.
func (v value) isA(t cty.Type, needed string) *fault {
	if f := single(v); f != nil || v.Type() == t {
		return f
	}
	return faultf(wrongType, needed, kind(v.Value))
}

// asAny is for attributes that take values of several types.
func asAny(v value) (cty.Value, *fault) { return v.Value, single(v) }

// asIs is the parse function of an attribute without rules of its own.
func asIs[T any](v T) (T, *fault) { return v, nil }
