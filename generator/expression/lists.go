package expression

import (
	"slices"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
)

func listFunctions() map[string]function {
	return map[string]function{
		"coalesce": {"coalesce(value, ...)", 1, anyNumber, coalesce},
		"compact":  {"compact(list)", 1, 1, compact},
		"concat":   {"concat(list, ...)", 1, anyNumber, concat},
		"contains": {"contains(list, value)", 2, 2, contains},
		"distinct": {"distinct(list)", 1, 1, distinct},
		"element":  {"element(list, position)", 2, 2, element},
		"flatten":  {"flatten(list)", 1, 1, flatten},
		"keys":     {"keys(object)", 1, 1, keys},
		"length":   {"length(list)", 1, 1, length},
		"lookup":   {"lookup(object, name, default)", 3, 3, lookup},
		"merge":    {"merge(object, ...)", 1, anyNumber, merge},
		"slice":    {"slice(list, from, to)", 3, 3, slice},
		"sort":     {"sort(list)", 1, 1, sortTexts},
		"values":   {"values(object)", 1, 1, values},
	}
}

// coalesce is the first value that is neither null nor "".
func coalesce(a *args) (cty.Value, error) {
	for _, v := range a.values {
		if !v.IsNull() && (v.Type() != cty.String || v.AsString() != "") {
			return v, nil
		}
	}
	return cty.NilVal, faultf(InvalidArgument, "All of these are null or empty. Write a last one that isn't.")
}

// compact leaves out null and "".
func compact(a *args) (cty.Value, error) {
	kept := []cty.Value{}
	for _, v := range a.list(0) {
		if !v.IsNull() && (v.Type() != cty.String || v.AsString() != "") {
			kept = append(kept, v)
		}
	}
	return a.Evaluator.list(kept)
}

func concat(a *args) (cty.Value, error) {
	all := []cty.Value{}
	for i := range a.values {
		all = append(all, a.list(i)...)
		if err := a.holds(len(all)); err != nil {
			return cty.NilVal, err
		}
	}
	return a.Evaluator.list(all)
}

func contains(a *args) (cty.Value, error) {
	for _, v := range a.list(0) {
		if Kind(v) != Kind(a.values[1]) {
			continue
		}
		if same, err := a.equal(v, a.values[1]); same || err != nil {
			return cty.True, err
		}
	}
	return cty.False, nil
}

// distinct leaves out what was there before, in linear time: it takes what a
// text can hold, and nothing else.
func distinct(a *args) (cty.Value, error) {
	seen := make(map[[2]string]bool)
	kept := []cty.Value{}
	for _, v := range a.list(0) {
		text, err := a.printed(v)
		a.fail(0, err)
		if key := [2]string{Kind(v), text}; !seen[key] {
			seen[key] = true
			kept = append(kept, v)
		}
	}
	return a.Evaluator.list(kept)
}

// element goes round: behind the last element is the first one again.
func element(a *args) (cty.Value, error) {
	list, position := a.list(0), a.whole(1)
	if len(list) == 0 {
		a.fail(0, faultf(NoSuchElement, "The list is empty. Write one that has elements."))
		return cty.NilVal, nil
	}
	return list[(position%len(list)+len(list))%len(list)], nil
}

// flatten puts the elements of lists in lists side by side.
func flatten(a *args) (cty.Value, error) {
	flat, err := a.flatten([]cty.Value{}, a.list(0))
	if err != nil {
		return cty.NilVal, err
	}
	return a.Evaluator.list(flat)
}

func (a *args) flatten(flat, list []cty.Value) ([]cty.Value, error) {
	for _, v := range list {
		err := a.charge(nodeCost)
		if err == nil && IsList(v) {
			if err = a.charge(v.LengthInt() * nodeCost); err == nil {
				flat, err = a.flatten(flat, Elements(v))
			}
		} else {
			flat = append(flat, v)
		}
		if err == nil {
			err = a.holds(len(flat))
		}
		if err != nil {
			return nil, err
		}
	}
	return flat, nil
}

func keys(a *args) (cty.Value, error) { return a.textList(sortedKeys(a.attributes(0))) }

// values are in the order of their names.
func values(a *args) (cty.Value, error) {
	attributes := a.attributes(0)
	list := []cty.Value{}
	for _, name := range sortedKeys(attributes) {
		list = append(list, attributes[name])
	}
	return a.Evaluator.list(list)
}

// length is that of a list, an object or a text; a text's is in characters.
func length(a *args) (cty.Value, error) {
	v := a.values[0]
	switch {
	case IsList(v) || !v.IsNull() && v.Type().IsObjectType():
		return cty.NumberIntVal(int64(v.LengthInt())), nil
	case !v.IsNull() && v.Type() == cty.String:
		return cty.NumberIntVal(int64(utf8.RuneCountInString(v.AsString()))), nil
	}
	a.fail(0, faultf(WrongType, "A list, an object or a text is needed here, not a %s. Write one of these.", Kind(v)))
	return cty.NilVal, nil
}

func lookup(a *args) (cty.Value, error) {
	if v, found := a.attributes(0)[cty.NormalizeString(a.text(1))]; found {
		return v, nil
	}
	return a.values[2], nil
}

// merge takes the attributes of all; the last one that has a name decides.
func merge(a *args) (cty.Value, error) {
	merged := make(map[string]cty.Value)
	for i := range a.values {
		for name, v := range a.attributes(i) {
			merged[name] = v
		}
		if err := a.holds(len(merged)); err != nil {
			return cty.NilVal, err
		}
	}
	return cty.ObjectVal(merged), nil
}

func slice(a *args) (cty.Value, error) {
	list, from, to := a.list(0), a.whole(1), a.whole(2)
	if a.err == nil && (from < 0 || from > to || to > len(list)) {
		a.fail(1, faultf(NoSuchElement, "There are no elements from %d to before %d in this list of %d. Write positions that it has.", from, to, len(list)))
	}
	if a.err != nil {
		return cty.NilVal, nil
	}
	return a.Evaluator.list(list[from:to])
}

func sortTexts(a *args) (cty.Value, error) {
	texts := a.texts(0)
	slices.Sort(texts)
	return a.textList(texts)
}
