package expression

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// template joins the parts of a text.
func (e *Evaluator) template(expr *hclsyntax.TemplateExpr) (cty.Value, bool) {
	var text []byte
	good := true
	for _, part := range expr.Parts {
		value, ok := e.Value(part)
		if !ok {
			good = false
			continue
		}
		s, err := e.printed(value)
		if err == nil {
			err = e.fits(len(text) + len(s))
		}
		if err != nil {
			e.failed(part, err)
			good = false
			continue
		}
		text = append(text, s...)
	}
	if !good {
		return cty.NilVal, false
	}
	value, err := e.text(string(text))
	return e.result(expr, value, err)
}

// tuple evaluates all elements, also behind one with a mistake.
func (e *Evaluator) tuple(expr *hclsyntax.TupleConsExpr) (cty.Value, bool) {
	if err := e.holds(len(expr.Exprs)); err != nil {
		return e.failed(expr, err)
	}
	values := make([]cty.Value, 0, len(expr.Exprs))
	for _, item := range expr.Exprs {
		if value, ok := e.Value(item); ok {
			values = append(values, value)
		}
	}
	if len(values) < len(expr.Exprs) {
		return cty.NilVal, false
	}
	return cty.TupleVal(values), true
}

func (e *Evaluator) object(expr *hclsyntax.ObjectConsExpr) (cty.Value, bool) {
	if err := e.holds(len(expr.Items)); err != nil {
		return e.failed(expr, err)
	}
	values := make(map[string]cty.Value, len(expr.Items))
	good := true
	for _, item := range expr.Items {
		key, ok := e.key(item.KeyExpr)
		value, okValue := e.Value(item.ValueExpr)
		if !ok || !okValue {
			good = false
			continue
		}
		good = e.put(values, key, value, item.KeyExpr.Range()) && good
	}
	return cty.ObjectVal(values), good
}

// key is the name of an attribute of an object: a word, or an expression.
func (e *Evaluator) key(expr hclsyntax.Expression) (string, bool) {
	if key, ok := expr.(*hclsyntax.ObjectConsKeyExpr); ok {
		if word := hcl.ExprAsKeyword(key.Wrapped); word != "" && !key.ForceNonLiteral {
			return word, true
		}
		expr = key.Wrapped
	}
	value, ok := e.Value(expr)
	if !ok {
		return "", false
	}
	name, err := asText(value)
	if err != nil {
		e.failed(expr, err)
		return "", false
	}
	return name, true
}

func (e *Evaluator) put(values map[string]cty.Value, key string, value cty.Value, at hcl.Range) bool {
	key = cty.NormalizeString(key)
	if _, found := values[key]; found {
		e.Fail(at, DuplicateKey, "%s is in this object already. Remove one of the two.", Quote(key))
		return false
	}
	values[key] = value
	return true
}

// pair is what a for expression binds its variables to.
type pair struct{ key, value cty.Value }

// loop evaluates [for k, v in list : v if true] and {for ...}. It stops at the
// first element with a mistake, which the others have most likely, too.
func (e *Evaluator) loop(expr *hclsyntax.ForExpr) (cty.Value, bool) {
	if expr.Group {
		return e.failed(expr, faultf(NotSupported, "Values can't be grouped. Remove the three dots."))
	}
	collection, ok := e.Value(expr.CollExpr)
	if !ok {
		return cty.NilVal, false
	}
	pairs, err := pairsOf(collection)
	if err != nil {
		return e.failed(expr.CollExpr, err)
	}
	defer func(outer *binding) { e.bound = outer }(e.bound)
	outer := e.bound
	list, object := []cty.Value{}, map[string]cty.Value{}
	for _, p := range pairs {
		e.bound = &binding{expr.ValVar, p.value, outer}
		if expr.KeyVar != "" {
			e.bound = &binding{expr.KeyVar, p.key, e.bound}
		}
		if !e.iteration(expr, &list, object) {
			return cty.NilVal, false
		}
	}
	if expr.KeyExpr != nil {
		return cty.ObjectVal(object), true
	}
	return cty.TupleVal(list), true
}

// iteration adds what one element becomes to the list or to the object.
func (e *Evaluator) iteration(expr *hclsyntax.ForExpr, list *[]cty.Value, object map[string]cty.Value) bool {
	if expr.CondExpr != nil {
		value, ok := e.Value(expr.CondExpr)
		if !ok {
			return false
		}
		wanted, err := asBool(value)
		if err != nil {
			e.failed(expr.CondExpr, err)
			return false
		}
		if !wanted {
			return true
		}
	}
	if err := e.charge(nodeCost); err != nil {
		e.failed(expr, err)
		return false
	}
	if expr.KeyExpr == nil {
		value, ok := e.Value(expr.ValExpr)
		*list = append(*list, value)
		return ok
	}
	key, ok := e.key(expr.KeyExpr)
	value, okValue := e.Value(expr.ValExpr)
	return ok && okValue && e.put(object, key, value, expr.KeyExpr.Range())
}

// pairsOf are the elements of a list with their positions, or the attributes
// of an object in the order of their names.
func pairsOf(collection cty.Value) ([]pair, error) {
	var pairs []pair
	switch {
	case IsList(collection):
		for i, value := range Elements(collection) {
			pairs = append(pairs, pair{cty.NumberIntVal(int64(i)), value})
		}
	case !collection.IsNull() && collection.Type().IsObjectType():
		values := collection.AsValueMap()
		for _, name := range sortedKeys(values) {
			pairs = append(pairs, pair{cty.StringVal(name), values[name]})
		}
	case collection.IsNull():
		return nil, notNull()
	default:
		return nil, faultf(WrongType, "A for expression goes through a list or an object, not a %s. Write one of these behind in.", Kind(collection))
	}
	return pairs, nil
}

func sortedKeys(values map[string]cty.Value) []string { return slices.Sorted(maps.Keys(values)) }
