package config

import "github.com/zclconf/go-cty/cty"

// kind names the type of a value for messages.
func kind(v cty.Value) string {
	switch {
	case v.IsNull():
		return "null"
	case isList(v):
		return "list"
	case isObject(v):
		return "object"
	}
	return v.Type().FriendlyName()
}

func isList(v cty.Value) bool {
	return v.Type().IsTupleType() || v.Type().IsListType() || v.Type().IsSetType()
}

func isObject(v cty.Value) bool { return v.Type().IsObjectType() || v.Type().IsMapType() }

func textOf(v cty.Value) string {
	if !isKnown(v, cty.String) {
		return ""
	}
	return v.AsString()
}

// listOfTexts makes a list of a tuple of texts, without the quadratic time that
// cty takes.
func listOfTexts(v cty.Value) cty.Value {
	if !v.IsKnown() || v.IsNull() || !v.Type().IsTupleType() {
		return v
	}
	values := v.AsValueSlice()
	for _, item := range values {
		if !isKnown(item, cty.String) {
			return v
		}
	}
	if len(values) == 0 {
		return cty.ListValEmpty(cty.String)
	}
	return cty.ListVal(values)
}

// weight is what there is in a value.
type weight struct {
	left    int // bytes that there may be more
	depth   int // lists around
	unknown bool
	fault   *fault
}

// maxWeight is how many bytes a value can have: a value can hold another one
// many times.
const maxWeight = 64 << 20

// weigh looks for what no attribute could use.
func weigh(v cty.Value) weight {
	w := weight{left: maxWeight}
	w.add(v)
	return w
}

func (w *weight) add(v cty.Value) {
	const element = 64
	w.left -= element
	switch {
	case !v.IsKnown():
		w.unknown = true
	case v.IsNull():
	case v.Type() == cty.String:
		w.left -= len(v.AsString())
	case v.Type() == cty.Number:
		f := v.AsBigFloat()
		if exponent := f.MantExp(nil); f.IsInf() || f.Sign() != 0 && (exponent > 512 || exponent < -512) {
			w.fault = faultf(outOfRange, "This is larger or smaller than any number that is needed, or something is divided by 0. Write other numbers.")
		}
	case isList(v) || isObject(v):
		w.depth++
		for it := v.ElementIterator(); w.fault == nil && it.Next(); {
			_, item := it.Element()
			w.add(item)
		}
		w.depth--
	}
	if w.depth > maxDepth {
		w.fault = faultf(tooDeep, "Lists and objects can be %d deep. Write some of the values side by side.", maxDepth)
	}
	if w.left < 0 && w.fault == nil {
		w.fault = faultf("Result too large", "A value can have 64 MB, and this one has more. Write shorter lists and texts.")
	}
}
