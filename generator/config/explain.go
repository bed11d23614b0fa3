package config

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// remedies are what hcl leaves unsaid about values that it can't compute: what
// to write instead.
var remedies = map[string]string{
	"Attempt to get attribute from null value": " Write a value, or choose one with a condition, such as x == null ? \"a\" : x.name.",
	"Attempt to index null value":              " Write a value, or choose one with a condition, such as x == null ? \"a\" : x[0].",
	"Call to unknown function":                 " Write one of those that are listed in generator/config/reference.md, or the value itself.",
	"Inconsistent conditional result types":    " Write values of one type on both sides of the colon.",
	"Incorrect condition type":                 " Write a comparison, such as x == \"a\".",
	"Null condition":                           " Write a comparison, such as x == \"a\".",
	"Invalid expanding argument value":         " Write a list before the three dots.",
	"Invalid index":                            " Write a position or a key that it has; the first position is 0.",
	"Invalid operand":                          " Write a value of that type.",
	"Invalid template interpolation value":     " Write a text or a number, or join(\", \", list) for a list.",
	"Iteration over non-iterable value":        " Write a list or an object behind in.",
	"Iteration over null value":                " Write a list or an object behind in.",
	"Not enough function arguments":            " Write it, too.",
	"Too many function arguments":              " Remove it.",
	"Unsupported attribute":                    " Write one that it has.",
	"Variables not allowed":                    " Write the value itself; a text stands in quotes.",
}

var functionNames = sync.OnceValue(func() []string { return slices.Sorted(maps.Keys(functions(nil))) })

// explain adds what to write instead to what hcl says about an expression.
func explain(diags faults) faults {
	for _, diag := range diags {
		if unknown, ok := diag.Extra.(hclsyntax.FunctionCallUnknownDiagExtra); ok {
			diag.Detail = "There is no function " + quote(unknown.CalledFunctionNamespace()+unknown.CalledFunctionName()) + "."
			if meant := suggest(unknown.CalledFunctionName(), functionNames()); meant != "" {
				diag.Detail += " Did you mean " + quote(meant) + "?" // hcl's own choice of several is random
			}
		}
		remedy := cmp.Or(namesThere(diag), remedies[diag.Summary], " Write another value.")
		if !strings.Contains(diag.Detail, "Did you mean") && !strings.Contains(diag.Detail, "Write ") {
			diag.Detail += remedy
		}
		diag.Expression, diag.EvalContext, diag.Extra = nil, nil, nil
	}
	return diags
}

// namesThere are names of the object in which an unknown one was looked for.
func namesThere(diag *fault) string {
	expr, ok := diag.Expression.(*hclsyntax.ScopeTraversalExpr)
	for i := 1; ok && i < len(expr.Traversal); i++ {
		if expr.Traversal[i].SourceRange() != *diag.Subject {
			continue
		}
		object, _ := expr.Traversal[:i].TraverseAbs(diag.EvalContext)
		if isObject(object) && object.IsKnown() && !object.IsNull() && object.LengthInt() > 0 {
			names := slices.Sorted(maps.Keys(object.AsValueMap()))
			name, _ := stepName(expr.Traversal[i])
			return " Write one that it has, such as " + quote(cmp.Or(suggest(name, names), names[0])) + "."
		}
	}
	return ""
}
