package config

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// value is what is known of an attribute, or of an element of a list.
type value struct {
	cty.Value // unknown: it couldn't be computed, which is reported
	at        hcl.Range
	items     []value // the elements of a list that is written as one
	written   bool    // in brackets or braces
	literal   bool
	path      string // of the block that it is, such as network.lan
	note      string // from which variables it follows, for messages
}

// field is what an attribute, or an element of a list, means, as far as it
// could be read.
type field[T any] struct {
	value T
	at    hcl.Range // of the value, or of the block's header without one
	state fieldState
}

type fieldState int

const (
	absent fieldState = iota // not written, or null
	wrong                    // written and reported
	good
)

func (f field[T]) ok() bool      { return f.state == good }
func (f field[T]) written() bool { return f.state != absent }

// or returns the value, or the default without one.
func (f field[T]) or(def T) T {
	if f.state == good {
		return f.value
	}
	return def
}

// read returns what the attribute called name means. as turns it into a Go
// value or says what was expected; parse applies the attribute's own rules.
func read[R, T any](f *faults, b block, name string, as func(value) (R, *fault), parse func(R) (T, *fault)) field[T] {
	n, found := b.attributes[name]
	if !found {
		return unwritten[T](b, name)
	}
	return readValue(f, n.value, as, parse)
}

// unwritten is an attribute that isn't written. Where it is misspelt, that is the
// mistake, and not that it is absent.
func unwritten[T any](b block, name string) field[T] {
	if b.misspelt(name) {
		return field[T]{at: b.at, state: wrong}
	}
	return field[T]{at: b.at}
}

// readValue is read for a value, such as an element of a list.
func readValue[R, T any](f *faults, v value, as func(value) (R, *fault), parse func(R) (T, *fault)) field[T] {
	result := field[T]{at: v.at, state: wrong}
	if !v.IsKnown() {
		return result
	}
	if v.IsNull() {
		result.state = absent
		return result
	}
	raw, problem := as(v)
	if problem == nil {
		result.value, problem = parse(raw)
	}
	if problem != nil {
		f.place(v.at, problem, v.note)
		return result
	}
	result.state = good
	return result
}

// readList returns what the elements of a list mean; the field is wrong when
// one couldn't be read.
func readList[R, T any](f *faults, b block, name string, as func(value) (R, *fault), parse func(R) (T, *fault)) field[[]field[T]] {
	n, found := b.attributes[name]
	if !found {
		return unwritten[[]field[T]](b, name)
	}
	items, made, state := elements(f, name, n.value)
	list := field[[]field[T]]{at: n.value.at, state: state}
	refused := 0
	for _, v := range items {
		item := readValue(f, v, as, parse)
		switch {
		case item.ok():
			list.value = append(list.value, item)
			continue
		case item.state == absent && !v.literal: // null is how an expression leaves an element out
			continue
		case item.state == absent:
			f.fail(item.at, wrongType, "A list can't hold null. Remove this element.")
		}
		list.state = wrong
		if refused++; made && refused == maxRefused {
			break
		}
	}
	return list
}

// maxRefused is how many elements of a list that an expression made are
// reported: all of them have the same place.
const maxRefused = 10

// elements are those of a list, and whether an expression made them. They are
// its own then, without blanks and comments, as the lines of a file have them.
func elements(f *faults, name string, v value) (items []value, made bool, state fieldState) {
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
	return "Write its elements in square brackets, with commas between them."
}

// require reports a required attribute that is absent; example is what could
// be written.
func require[T any](f *faults, name, example string, got field[T]) field[T] {
	if got.state == absent {
		got.state = wrong
		f.fail(got.at, missingArgument, "%s is needed here. Write for example %s.", name, example)
	}
	return got
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
