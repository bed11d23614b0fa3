package expression

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// reference evaluates name.name[0]...
func (e *Evaluator) reference(expr *hclsyntax.ScopeTraversalExpr) (cty.Value, bool) {
	root := expr.Traversal[0]
	name := expr.Traversal.RootName()
	for b := e.bound; b != nil; b = b.next {
		if b.name == name {
			return e.steps(b.value, expr.Traversal[1:])
		}
	}
	if e.Root == nil {
		e.Fail(expr.Range(), NotSupported, "References can't be used here. Write the value itself, a text in quotes, such as %s.", Quote(name))
		return cty.NilVal, false
	}
	value, ok := e.outside(func() (cty.Value, bool) { return e.Root(name, root.SourceRange()) })
	if !ok {
		return cty.NilVal, false
	}
	return e.steps(value, expr.Traversal[1:])
}

// outside runs what evaluates other attributes: they don't see the variables
// of a for expression here.
func (e *Evaluator) outside(f func() (cty.Value, bool)) (cty.Value, bool) {
	bound := e.bound
	e.bound = nil
	defer func() { e.bound = bound }()
	return f()
}

func (e *Evaluator) relative(expr *hclsyntax.RelativeTraversalExpr) (cty.Value, bool) {
	value, ok := e.Value(expr.Source)
	if !ok {
		return cty.NilVal, false
	}
	return e.steps(value, expr.Traversal)
}

// steps follows what stands behind the root of a reference.
func (e *Evaluator) steps(value cty.Value, steps hcl.Traversal) (cty.Value, bool) {
	for _, step := range steps {
		at := step.SourceRange()
		if err := e.charge(nodeCost); err != nil {
			e.failWith(at, err)
			return cty.NilVal, false
		}
		var ok bool
		switch step := step.(type) {
		case hcl.TraverseAttr:
			value, ok = e.attribute(value, step.Name, at)
		case hcl.TraverseIndex:
			value, ok = e.element(value, step.Key, at)
		default:
			e.Fail(at, NotSupported, "This kind of expression can't be used here. Write a for expression, such as [for x in list : x.name].")
		}
		if !ok {
			return cty.NilVal, false
		}
	}
	return value, true
}

func (e *Evaluator) index(expr *hclsyntax.IndexExpr) (cty.Value, bool) {
	value, ok := e.Value(expr.Collection)
	key, okKey := e.Value(expr.Key)
	if !ok || !okKey {
		return cty.NilVal, false
	}
	return e.element(value, key, expr.BracketRange)
}

// element is value[key].
func (e *Evaluator) element(value, key cty.Value, at hcl.Range) (cty.Value, bool) {
	if !IsList(value) {
		name, err := asText(key)
		if err != nil {
			e.failWith(at, err)
			return cty.NilVal, false
		}
		return e.attribute(value, name, at)
	}
	position, err := asWhole(key)
	if err != nil {
		e.failWith(at, err)
		return cty.NilVal, false
	}
	elements := value.LengthInt()
	if position < 0 || position >= elements {
		e.Fail(at, NoSuchElement, "There is no element %d in this list of %d. Write a position that it has; the first one is 0.", position, elements)
		return cty.NilVal, false
	}
	return value.Index(cty.NumberIntVal(int64(position))), true
}

// attribute is value.name.
func (e *Evaluator) attribute(value cty.Value, name string, at hcl.Range) (cty.Value, bool) {
	if o, ok := AsObject(value); ok {
		return e.outside(func() (cty.Value, bool) { return o.Attr(name, at) })
	}
	switch {
	case value.IsNull():
		e.failWith(at, notNull())
	case !value.Type().IsObjectType():
		e.Fail(at, UnknownAttribute, "A %s has no attribute %s. Remove it, or write what has one.", Kind(value), Quote(name))
	case !value.Type().HasAttribute(name):
		e.Fail(at, UnknownAttribute, "This object has no attribute %s.%s", Quote(name), e.known(name, slices.Sorted(maps.Keys(value.Type().AttributeTypes()))))
	default:
		return value.GetAttr(name), true
	}
	return cty.NilVal, false
}

// known says what could be meant.
func (e *Evaluator) known(name string, names []string) string {
	if meant := e.Suggest(name, names); meant != "" {
		return " Did you mean " + Quote(meant) + "?"
	}
	const most = 10
	list := ""
	for _, n := range names[:min(len(names), most)] {
		list += " " + Quote(n)
	}
	if list == "" {
		return " Remove it: the object is empty."
	}
	return " Write one that it has, such as" + list + "."
}
