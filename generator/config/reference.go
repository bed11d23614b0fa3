package config

import (
	"github.com/gen-splitroute/gen-splitroute/generator/expression"
	"github.com/hashicorp/hcl/v2"
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

// readReference reads provider.NAME, or an expression that chooses one, and
// returns the provider's position.
func (r *reader) readReference(expr hcl.Expression, names providerNames) field[int] {
	f := field[int]{at: expr.Range(), state: wrong}
	value, ok := r.valueOf(expr)
	if !ok {
		return f
	}
	if value.IsNull() {
		f.state = absent
		return f
	}
	object, _ := expression.AsObject(value)
	found, ok := object.(*thing)
	if !ok || found.path != "provider."+found.name {
		r.fail(f.at, notAReference, "Name a provider as provider.NAME, without quotes, such as provider.%s.%s", names.example(), r.background(expr))
		return f
	}
	if position := names.position[found.name]; position >= 0 {
		f.value, f.state = position, good
	}
	return f
}

// example is a provider that exists, if any.
func (names providerNames) example() string {
	for _, name := range names.ordered {
		if isName(name) {
			return name
		}
	}
	return "isp1"
}
