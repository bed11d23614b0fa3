package config

import (
	"github.com/agext/levenshtein"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// providerNames are the names that references can use.
type providerNames struct {
	position map[string]int // in document.providers
	ordered  []string       // in file order, for suggestions
}

// newProviderNames takes the names of all provider blocks, also of those with
// mistakes: a reference to one is no mistake of its own. The same goes for
// misspelt, labels of blocks of an unknown type: their position is -1.
func newProviderNames(list []*hcl.Block, misspelt []string) providerNames {
	names := providerNames{position: make(map[string]int)}
	for _, label := range misspelt {
		names.position[label] = -1
	}
	for i, found := range list {
		label := found.Labels[0]
		if at, ok := names.position[label]; ok && at >= 0 {
			continue
		}
		names.position[label] = i
		names.ordered = append(names.ordered, label)
	}
	return names
}

// readReference reads provider.NAME and returns the provider's position.
func (r *reader) readReference(expr hcl.Expression, names providerNames) field[int] {
	f := field[int]{at: expr.Range(), state: wrong}
	if literal, ok := unwrap(expr).(*hclsyntax.LiteralValueExpr); ok && literal.Val.IsNull() {
		f.state = absent
		return f
	}
	name, ok := referredName(expr)
	if !ok {
		r.fail(f.at, notAReference, "Name a provider as provider.NAME, without quotes, such as provider.%s.", names.example())
		return f
	}
	position, known := names.position[name]
	if !known {
		r.fail(f.at, unknownProvider, "There is no provider %q.%s", name, r.suggest(name, names))
		return f
	}
	if position >= 0 {
		f.value, f.state = position, good
	}
	return f
}

// referredName takes the name out of provider.NAME.
func referredName(expr hcl.Expression) (string, bool) {
	traversal, diags := hcl.AbsTraversalForExpr(unwrap(expr))
	if diags.HasErrors() || len(traversal) != 2 || traversal.RootName() != "provider" {
		return "", false
	}
	attr, ok := traversal[1].(hcl.TraverseAttr)
	return attr.Name, ok
}

// example is a provider that exists, if any.
func (names providerNames) example() string {
	for _, name := range names.ordered {
		if nameForm.MatchString(name) {
			return name
		}
	}
	return "isp1"
}

// suggest is the last part of a message about an unknown name: what was
// probably meant. It stops after some names, since each one is compared with
// every provider.
func (r *reader) suggest(name string, names providerNames) string {
	const most = 100
	r.suggested++
	if r.suggested <= most && len(names.ordered) <= maxID && len(name) <= 40 {
		for _, known := range names.ordered {
			// The distance at which hcl suggests names, too.
			if nameForm.MatchString(known) && levenshtein.Distance(name, known, nil) < 3 {
				return " Did you mean provider." + known + "?"
			}
		}
	}
	return " Write one that has a block in this file, such as provider." + names.example() + "."
}
