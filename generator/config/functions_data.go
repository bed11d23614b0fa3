package config

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func listOf(name string, element cty.Type) function.Parameter {
	return function.Parameter{Name: name, Type: cty.List(element)}
}

// dynamic is a function whose result can be of any type.
func dynamic(apply func(args []cty.Value) (cty.Value, error), params ...function.Parameter) *function.Spec {
	return &function.Spec{
		Params: params,
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return apply(args) },
	}
}

// truthFunc is alltrue for true, and anytrue for false.
func truthFunc(all bool) function.Function {
	return function.New(dynamic(func(args []cty.Value) (cty.Value, error) {
		for _, v := range args[0].AsValueSlice() {
			if isTrue := !v.IsNull() && v.True(); isTrue != all {
				return cty.BoolVal(!all), nil
			}
		}
		return cty.BoolVal(all), nil
	}, listOf("list", cty.Bool)))
}

// coalesceFunc returns the first value that is neither null nor "".
var coalesceFunc = function.New(&function.Spec{
	VarParam: stdlib.CoalesceFunc.VarParam(),
	Type:     function.StaticReturnType(cty.DynamicPseudoType),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		args, empty := slices.Clone(args), 0
		for i, v := range args {
			if v.Type() == cty.String && textOf(v) == "" {
				args[i] = cty.NullVal(cty.String)
			}
			if args[i].IsNull() {
				empty++
			}
		}
		if empty == len(args) {
			return cty.NilVal, errors.New("all arguments are null or empty. Write a last one that isn't")
		}
		return stdlib.CoalesceFunc.Call(args)
	},
})

// distinctFunc takes linear time, and the one of cty quadratic.
var distinctFunc = function.New(dynamic(func(args []cty.Value) (cty.Value, error) {
	seen, kept := make(map[string]bool), []cty.Value{}
	for _, v := range args[0].AsValueSlice() {
		if key := v.GoString(); !seen[key] {
			seen[key] = true
			kept = append(kept, v)
		}
	}
	return listVal(kept, args[0].Type().ElementType()), nil
}, listOf("list", cty.DynamicPseudoType)))

func listVal(list []cty.Value, element cty.Type) cty.Value {
	if len(list) == 0 {
		return cty.ListValEmpty(element)
	}
	return cty.ListVal(list)
}

var indexFunc = function.New(dynamic(func(args []cty.Value) (cty.Value, error) {
	if !isList(args[0]) {
		return cty.NilVal, function.NewArgErrorf(0, "a list is needed, not a %s. Write one", kind(args[0]))
	}
	position := slices.IndexFunc(args[0].AsValueSlice(), func(v cty.Value) bool { return v.Equals(args[1]).True() })
	if position < 0 {
		return cty.NilVal, function.NewArgErrorf(1, "the list doesn't have it. Write one of its elements, or contains(...) to find out")
	}
	return cty.NumberIntVal(int64(position)), nil
}, function.Parameter{Name: "list", Type: cty.DynamicPseudoType}, function.Parameter{Name: "value", Type: cty.DynamicPseudoType}))

// lengthFunc counts elements, and the characters of a text.
var lengthFunc = function.New(dynamic(func(args []cty.Value) (cty.Value, error) {
	switch v := args[0]; {
	case isList(v) || isObject(v):
		return cty.NumberIntVal(int64(v.LengthInt())), nil
	case v.Type() == cty.String:
		return stdlib.Strlen(v)
	}
	return cty.NilVal, function.NewArgErrorf(0, "a list, an object or a text is needed, not a %s. Write one of these", kind(args[0]))
}, function.Parameter{Name: "value", Type: cty.DynamicPseudoType}))

// lookupFunc returns what an object or a map has under a key, or a default.
var lookupFunc = function.New(&function.Spec{
	Params:   []function.Parameter{{Name: "map", Type: cty.DynamicPseudoType}, {Name: "key", Type: cty.String}},
	VarParam: &function.Parameter{Name: "default", Type: cty.DynamicPseudoType, AllowNull: true, AllowDynamicType: true},
	Type:     function.StaticReturnType(cty.DynamicPseudoType),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		switch {
		case !isObject(args[0]):
			return cty.NilVal, function.NewArgErrorf(0, "an object is needed, not a %s. Write one as { name = value }", kind(args[0]))
		case len(args) > 3:
			return cty.NilVal, function.NewArgErrorf(3, "there is one default. Remove the others")
		}
		if v, found := args[0].AsValueMap()[args[1].AsString()]; found {
			return v, nil
		}
		if len(args) < 3 {
			return cty.NilVal, function.NewArgErrorf(1, "there is no %s. Write a default behind it", quote(args[1].AsString()))
		}
		if args[0].Type().IsMapType() {
			return convert.Convert(args[2], args[0].Type().ElementType())
		}
		return args[2], nil
	},
})

// matchKeysFunc returns the values whose keys are in a set.
var matchKeysFunc = function.New(dynamic(func(args []cty.Value) (cty.Value, error) {
	all, keys := args[0].AsValueSlice(), args[1].AsValueSlice()
	if len(all) != len(keys) {
		return cty.NilVal, function.NewArgErrorf(1, "there are %d keys for %d values. Write one for each", len(keys), len(all))
	}
	kept := []cty.Value{}
	for i, key := range keys {
		if args[2].LengthInt() > 0 && args[2].HasElement(key).True() {
			kept = append(kept, all[i])
		}
	}
	return listVal(kept, args[0].Type().ElementType()), nil
}, listOf("values", cty.DynamicPseudoType), listOf("keys", cty.DynamicPseudoType),
	function.Parameter{Name: "searchset", Type: cty.Set(cty.DynamicPseudoType)}))

// oneFunc returns the only element of a list, or null.
var oneFunc = function.New(dynamic(func(args []cty.Value) (cty.Value, error) {
	if !isList(args[0]) || args[0].LengthInt() > 1 {
		return cty.NilVal, function.NewArgErrorf(0, "a list with one element or none is needed. Write such a one")
	}
	for it := args[0].ElementIterator(); it.Next(); {
		_, v := it.Element()
		return v, nil
	}
	return cty.NullVal(cty.DynamicPseudoType), nil
}, function.Parameter{Name: "list", Type: cty.DynamicPseudoType}))

var sumFunc = function.New(dynamic(func(args []cty.Value) (cty.Value, error) {
	list := args[0].AsValueSlice()
	if len(list) == 0 {
		return cty.NilVal, function.NewArgErrorf(0, "there is nothing to sum up. Write a list that has elements")
	}
	sum := cty.Zero
	for _, v := range list {
		if v.IsNull() {
			return cty.NilVal, function.NewArgErrorf(0, "null can't be added. Remove it from the list")
		}
		sum = sum.Add(v)
	}
	return sum, nil
}, listOf("list", cty.Number)))

// transposeFunc turns a map of lists of texts round: each text becomes a key.
var transposeFunc = function.New(dynamic(func(args []cty.Value) (cty.Value, error) {
	lists := make(map[string][]cty.Value)
	for it := args[0].ElementIterator(); it.Next(); {
		key, list := it.Element()
		for _, v := range list.AsValueSlice() {
			lists[v.AsString()] = append(lists[v.AsString()], key)
		}
	}
	result := make(map[string]cty.Value)
	for name, keys := range lists {
		result[name] = cty.ListVal(keys)
	}
	if len(result) == 0 {
		return cty.MapValEmpty(cty.List(cty.String)), nil
	}
	return cty.MapVal(result), nil
}, function.Parameter{Name: "map", Type: cty.Map(cty.List(cty.String))}))

func textParameters(names ...string) []function.Parameter {
	var list []function.Parameter
	for _, name := range names {
		list = append(list, function.Parameter{Name: name, Type: cty.String})
	}
	return list
}

// compareTexts makes a function of the language from a comparison of two texts.
func compareTexts(holds func(text, part string) bool) function.Function {
	return function.New(dynamic(func(args []cty.Value) (cty.Value, error) {
		return cty.BoolVal(holds(args[0].AsString(), args[1].AsString())), nil
	}, textParameters("text", "part")...))
}

// replaceFunc is Terraform's replace: a text between slashes is a regular expression.
var replaceFunc = function.New(dynamic(func(args []cty.Value) (cty.Value, error) {
	text, before, after := args[0].AsString(), args[1].AsString(), args[2].AsString()
	if len(before) < 2 || !strings.HasPrefix(before, "/") || !strings.HasSuffix(before, "/") {
		return cty.StringVal(strings.ReplaceAll(text, before, after)), nil
	}
	re, err := regexp.Compile(before[1 : len(before)-1])
	if err != nil {
		return cty.NilVal, function.NewArgErrorf(1, "%s. Write a regular expression as Go has them, or a text without slashes around it", err)
	}
	return cty.StringVal(re.ReplaceAllString(text, after)), nil
}, textParameters("text", "old", "new")...))

// wide is a verb of format with a width or precision of more than 99.
var wide = regexp.MustCompile(`%[^%a-zA-Z]*[0-9]{3}`)

// formatSize is at least what format and formatlist make: of each verb, its width
// and the values, the single ones again for each element of the longest list.
func formatSize(args []cty.Value) int {
	text := textOf(args[0])
	if wide.MatchString(text) {
		return maxWeight + 1
	}
	longest, lists, others := 1, 0, 99
	for _, arg := range args[1:] {
		size := maxWeight - weigh(arg).left
		if isList(arg) {
			lists, longest = lists+size, max(longest, lengthOf(arg))
		} else {
			others += size
		}
	}
	return product(strings.Count(text, "%"), lists+product(longest, others)) + product(longest, len(text))
}
