package config

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// want is what an expression asks for of a scope.
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

// add notes a reference: its names up to that of a value.
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

// find is a member of a scope, nil where there is none, which is reported.
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

// blockNamed is the path of the block that an expression is about, if it is.
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

// named is the value of the name of a block, where nobody asks for its attributes.
func (e *evaluator) named(path hcl.Traversal) cty.Value {
	space, _ := stepName(path[0])
	name, _ := stepName(path[1])
	if e.find(e.root.members[space].scope, name, path[1].SourceRange()) == nil {
		return cty.DynamicVal
	}
	return cty.EmptyObjectVal
}
