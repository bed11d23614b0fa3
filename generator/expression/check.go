package expression

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// check looks for unknown names in an expression that isn't evaluated, such as
// the result that a condition didn't choose: another site will get there.
func (e *Evaluator) check(expr hclsyntax.Expression) {
	if e.checked[expr] {
		return
	}
	if e.checked == nil {
		e.checked = make(map[hclsyntax.Expression]bool)
	}
	e.checked[expr] = true
	bound := make(map[string]bool)
	for b := e.bound; b != nil; b = b.next {
		bound[b.name] = true
	}
	hclsyntax.VisitAll(expr, func(node hclsyntax.Node) hcl.Diagnostics {
		switch node := node.(type) {
		case *hclsyntax.ForExpr:
			bound[node.KeyVar], bound[node.ValVar] = true, true
		case *hclsyntax.FunctionCallExpr:
			e.lookup(node)
		case *hclsyntax.ScopeTraversalExpr:
			if !bound[node.Traversal.RootName()] {
				e.checkReference(node)
			}
		}
		return nil
	})
}

func (e *Evaluator) checkReference(expr *hclsyntax.ScopeTraversalExpr) {
	if e.Root == nil {
		return
	}
	value, ok := e.Root(expr.Traversal.RootName(), expr.Traversal[0].SourceRange())
	if !ok || len(expr.Traversal) < 2 {
		return
	}
	object, _ := AsObject(value)
	step, isName := expr.Traversal[1].(hcl.TraverseAttr)
	if checker, ok := object.(Checker); ok && isName {
		checker.Check(step.Name, step.SourceRange())
	}
}
