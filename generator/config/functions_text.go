package config

import (
	"regexp"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

func textParameters(names ...string) []function.Parameter {
	var list []function.Parameter
	for _, name := range names {
		list = append(list, function.Parameter{Name: name, Type: cty.String})
	}
	return list
}

// compareTexts makes a function of one that says something about two texts.
func compareTexts(holds func(text, part string) bool) function.Function {
	return function.New(&function.Spec{
		Params: textParameters("text", "part"),
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.BoolVal(holds(args[0].AsString(), args[1].AsString())), nil
		},
	})
}

// replaceFunc takes a text between slashes for a regular expression.
var replaceFunc = function.New(&function.Spec{
	Params: textParameters("text", "old", "new"),
	Type:   function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		text, before, after := args[0].AsString(), args[1].AsString(), args[2].AsString()
		pattern, isPattern := patternOf(before)
		if !isPattern {
			return cty.StringVal(strings.ReplaceAll(text, before, after)), nil
		}
		re, err := regexp.Compile(pattern)
		if err != nil {
			return cty.NilVal, function.NewArgErrorf(1, "%s. Write a regular expression as Go has them, or a text without slashes around it", err)
		}
		return cty.StringVal(re.ReplaceAllString(text, after)), nil
	},
})

func patternOf(text string) (string, bool) {
	if len(text) > 1 && strings.HasPrefix(text, "/") && strings.HasSuffix(text, "/") {
		return text[1 : len(text)-1], true
	}
	return "", false
}

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
