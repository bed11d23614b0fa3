package config

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// want holds the members of a scope that an expression refers to.
type want struct {
	at    hcl.Range
	whole bool // all of it
	names map[string]*want
	order []string // of names
}

// context has the values that some references need, and no others.
func (e *evaluator) context(references []hcl.Traversal) *hcl.EvalContext {
	if len(references) == 0 {
		return e.plain
	}
	wanted := &want{}
	for _, reference := range references {
		wanted.add(e.root, reference)
	}
	return &hcl.EvalContext{Variables: e.values(e.root, wanted), Functions: e.plain.Functions}
}

// add notes a reference: its names, as far as they lead through scopes to a value.
func (w *want) add(s *scope, reference hcl.Traversal) {
	for _, step := range reference {
		name, isName := stepName(step)
		if !isName {
			return // a position, which hcl refuses
		}
		if w.names == nil {
			w.names = make(map[string]*want)
		}
		if w.names[name] == nil {
			w.names[name] = &want{at: step.SourceRange()}
			w.order = append(w.order, name)
		}
		w = w.names[name]
		if n := s.members[name]; n == nil || n.scope == nil {
			return
		} else {
			s = n.scope
		}
	}
	w.whole = true
}

// stepName is the name that a step of a reference has.
func stepName(step hcl.Traverser) (string, bool) {
	switch step := step.(type) {
	case hcl.TraverseRoot:
		return step.Name, true
	case hcl.TraverseAttr:
		return step.Name, true
	case hcl.TraverseIndex:
		if isKnown(step.Key, cty.String) {
			return step.Key.AsString(), true
		}
	}
	return "", false
}

// values are the members of a scope that are wanted. What isn't there is
// reported, and has an unknown value.
func (e *evaluator) values(s *scope, w *want) map[string]cty.Value {
	values := make(map[string]cty.Value)
	for _, name := range w.order {
		values[name] = e.member(s, name, w.names[name])
	}
	if w.whole {
		for _, name := range s.names {
			values[name] = e.member(s, name, &want{at: w.at, whole: true})
		}
	}
	return values
}

func (e *evaluator) member(s *scope, name string, w *want) cty.Value {
	n := e.find(s, name, w.at)
	switch {
	case n == nil:
		return cty.DynamicVal
	case n.scope != nil:
		return cty.ObjectVal(e.values(n.scope, w))
	case absences[name].IsKnown() && absences[name].Type().IsListType():
		return listOfTexts(e.refer(n, w.at, w.whole))
	}
	return e.refer(n, w.at, w.whole)
}

// find returns a member of a scope. If there is none, it reports that and returns nil.
func (e *evaluator) find(s *scope, name string, at hcl.Range) *node {
	n, f := s.find(name)
	if f != nil {
		e.top().faults.place(at, f, "")
	}
	if n == nil {
		e.top().broken = true
	}
	return n
}

// blockNamed is the path of the provider or network that an expression names, "" if it is
// another expression.
func blockNamed(expr *hclsyntax.ScopeTraversalExpr) string {
	if len(expr.Traversal) != 2 {
		return ""
	}
	root, _ := stepName(expr.Traversal[0])
	name, isName := stepName(expr.Traversal[1])
	if !isName || root != "provider" && root != "network" {
		return ""
	}
	return root + "." + name
}

// named stands for a whole block in an attribute that takes blocks: the attributes of the
// block aren't computed.
func (e *evaluator) named(path hcl.Traversal) cty.Value {
	space, _ := stepName(path[0])
	name, _ := stepName(path[1])
	if e.find(e.root.members[space].scope, name, path[1].SourceRange()) == nil {
		return cty.DynamicVal
	}
	return cty.EmptyObjectVal
}

// valueOf evaluates an expression. A value with mistakes is unknown, and so is
// one for which the library panics.
func valueOf(expr hcl.Expression, context *hcl.EvalContext) (v cty.Value, found []*fault) {
	defer func() {
		if recover() != nil {
			v, found = cty.DynamicVal, faults{newDiagnostic(expr.Range(), "Invalid expression", "This can't be computed. Write the value itself.")}
		}
	}()
	v, diags := expr.Value(context)
	if diags.HasErrors() {
		v = cty.DynamicVal
	}
	return v, diags
}

func isLiteral(expr hcl.Expression) bool {
	switch expr := expr.(type) {
	case *hclsyntax.LiteralValueExpr:
		return true
	case *hclsyntax.TemplateExpr:
		return expr.IsStringLiteral()
	}
	return false
}

func unwrap(expr hcl.Expression) hcl.Expression {
	for {
		paren, ok := expr.(*hclsyntax.ParenthesesExpr)
		if !ok {
			return expr
		}
		expr = paren.Expression
	}
}

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

// weight is the size of a value, and whether it can be used.
type weight struct {
	left    int // bytes that there may be more
	depth   int // lists around
	unknown bool
	fault   *fault
}

// maxWeight is how many bytes a value can have: a value can hold another one
// many times.
const maxWeight = 64 << 20

// weigh refuses values that no attribute could use.
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
