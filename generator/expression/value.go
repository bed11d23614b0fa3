package expression

import (
	"math/big"
	"reflect"
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// Object is a thing of the configuration that references go into.
type Object interface {
	// Kind is what it is, for messages, such as "provider".
	Kind() string
	// Attr returns an attribute and reports what it doesn't know.
	Attr(name string, at hcl.Range) (cty.Value, bool)
}

// Checker is an Object that can tell which names it knows without evaluating
// what they stand for.
type Checker interface {
	// Check reports a name that is not known.
	Check(name string, at hcl.Range)
}

var objectType = cty.Capsule("object", reflect.TypeFor[Object]())

// ObjectVal makes a value of an Object.
func ObjectVal(o Object) cty.Value { return cty.CapsuleVal(objectType, &o) }

// AsObject returns the Object in a value.
func AsObject(v cty.Value) (Object, bool) {
	if v == cty.NilVal || v.IsNull() || v.Type() != objectType {
		return nil, false
	}
	return *v.EncapsulatedValue().(*Object), true
}

// Kind names the type of a value for messages.
func Kind(v cty.Value) string {
	if o, ok := AsObject(v); ok {
		return o.Kind()
	}
	switch {
	case v.IsNull():
		return "null"
	case IsList(v):
		return "list"
	case v.Type().IsObjectType():
		return "object"
	}
	return v.Type().FriendlyName()
}

// IsList reports whether a value is a list.
func IsList(v cty.Value) bool { return !v.IsNull() && v.Type().IsTupleType() }

// Elements are those of a list.
func Elements(v cty.Value) []cty.Value { return v.AsValueSlice() }

// notNull says that a value is needed where there is null.
func notNull() error {
	return faultf(NullValue, "There is no value here: it is null. Write one, or choose it with a condition, such as x == null ? \"a\" : x.")
}

func asText(v cty.Value) (string, error) {
	switch {
	case v.IsNull():
		return "", notNull()
	case v.Type() != cty.String:
		return "", faultf(WrongType, "A text is needed here, not a %s. Write it in quotes.", Kind(v))
	}
	return v.AsString(), nil
}

func asNumber(v cty.Value) (*big.Float, error) {
	switch {
	case v.IsNull():
		return nil, notNull()
	case v.Type() == cty.String:
		return nil, faultf(WrongType, "A number is needed here, not a string. Write tonumber(...) around a text, or digits without quotes.")
	case v.Type() != cty.Number:
		return nil, faultf(WrongType, "A number is needed here, not a %s. Write its digits without quotes.", Kind(v))
	}
	return v.AsBigFloat(), nil
}

func asBool(v cty.Value) (bool, error) {
	switch {
	case v.IsNull():
		return false, notNull()
	case v.Type() != cty.Bool:
		return false, faultf(WrongType, "true or false is needed here, not a %s. Write a comparison, such as x == \"a\".", Kind(v))
	}
	return v.True(), nil
}

func asList(v cty.Value) ([]cty.Value, error) {
	switch {
	case v.IsNull():
		return nil, notNull()
	case !IsList(v):
		return nil, faultf(WrongType, "A list is needed here, not a %s. Write its elements in square brackets.", Kind(v))
	}
	return Elements(v), nil
}

func asObject(v cty.Value) (map[string]cty.Value, error) {
	switch {
	case v.IsNull():
		return nil, notNull()
	case !v.Type().IsObjectType():
		return nil, faultf(WrongType, "An object is needed here, not a %s. Write one as { name = value }.", Kind(v))
	}
	return v.AsValueMap(), nil
}

// asWhole is for positions and lengths.
func asWhole(v cty.Value) (int, error) {
	number, err := asNumber(v)
	if err != nil {
		return 0, err
	}
	n, accuracy := number.Int64()
	if accuracy != big.Exact || n != int64(int32(n)) {
		return 0, faultf(OutOfRange, "A whole number that isn't too large is needed here. Write one in plain digits.")
	}
	return int(n), nil
}

// printed is the text that a template makes of a value.
func (e *Evaluator) printed(v cty.Value) (string, error) {
	switch {
	case v.IsNull():
		return "", notNull()
	case v.Type() == cty.String:
		return v.AsString(), nil
	case v.Type() == cty.Number:
		return e.printedNumber(v.AsBigFloat())
	case v.Type() == cty.Bool && v.True():
		return "true", nil
	case v.Type() == cty.Bool:
		return "false", nil
	case IsList(v):
		return "", faultf(WrongType, "A list can't stand in a text. Write join(\", \", list), or one element of it.")
	}
	return "", faultf(WrongType, "A %s can't stand in a text. Write one of its attributes.", Kind(v))
}

// printedNumber pays for what isn't a common number: its digits take as long as
// a hundred expressions.
func (e *Evaluator) printedNumber(f *big.Float) (string, error) {
	if n, accuracy := f.Int64(); accuracy == big.Exact {
		return strconv.FormatInt(n, 10), nil
	}
	if err := e.charge(100 * nodeCost); err != nil {
		return "", err
	}
	return f.Text('f', -1), nil
}

// equal compares two values and pays for each element.
func (e *Evaluator) equal(a, b cty.Value) (bool, error) {
	if err := e.charge(nodeCost); err != nil {
		return false, err
	}
	switch {
	case a.IsNull() || b.IsNull():
		return a.IsNull() && b.IsNull(), nil
	case Kind(a) != Kind(b):
		return false, faultf(WrongType, "A %s and a %s are never equal. Write two values of one kind.", Kind(a), Kind(b))
	case IsList(a):
		return e.equalLists(a, b)
	case a.Type().IsObjectType():
		return e.equalObjects(a, b)
	case a.Type() == cty.Number:
		return a.AsBigFloat().Cmp(b.AsBigFloat()) == 0, nil
	case a.Type() == cty.String:
		return a.AsString() == b.AsString(), e.charge(len(a.AsString()))
	case a.Type() == cty.Bool:
		return a.True() == b.True(), nil
	}
	return false, faultf(WrongType, "A %s can't be compared. Write one of its attributes, such as its name.", Kind(a))
}

func (e *Evaluator) equalLists(a, b cty.Value) (bool, error) {
	count := a.LengthInt()
	if err := e.charge(count * nodeCost); err != nil || b.LengthInt() != count {
		return false, err
	}
	left, right := Elements(a), Elements(b)
	for i := range left {
		if same, err := e.equal(left[i], right[i]); !same || err != nil {
			return false, err
		}
	}
	return true, nil
}

func (e *Evaluator) equalObjects(a, b cty.Value) (bool, error) {
	count := a.LengthInt()
	if err := e.charge(count * attrCost); err != nil || b.LengthInt() != count {
		return false, err
	}
	left, right := a.AsValueMap(), b.AsValueMap()
	for _, name := range sortedKeys(left) {
		other, found := right[name]
		if !found {
			return false, nil
		}
		if same, err := e.equal(left[name], other); !same || err != nil {
			return false, err
		}
	}
	return true, nil
}
