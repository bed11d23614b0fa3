package expression

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// The limits. A configuration of the largest size that only lists prefixes
// stays far below.
const (
	maxText  = 4 << 20   // bytes of one text
	maxList  = 100_000   // elements of one list or object
	maxDepth = 10_000    // expressions within expressions, through references
	budget   = 128 << 20 // of everything together, in bytes
	nodeCost = 64        // of one expression or element, in bytes
	attrCost = 256       // of one attribute of an object, likewise
)

// Evaluator evaluates the expressions of one configuration.
type Evaluator struct {
	// Root returns the value of the first name of a reference and reports
	// what it doesn't know. nil: references can't be used.
	Root func(name string, at hcl.Range) (cty.Value, bool)
	// ReadFile returns the content of a file for file(). nil: there is none.
	ReadFile func(name string) ([]byte, error)
	// Report takes each diagnostic.
	Report func(*hcl.Diagnostic)

	spent, depth, suggested int
	bound                   *binding
	checked                 map[hclsyntax.Expression]bool
	files                   map[string]content
}

// binding is a variable of a for expression.
type binding struct {
	name  string
	value cty.Value
	next  *binding
}

// Value evaluates an expression. It reports what is wrong and returns false
// then, and may do the latter alone for what was reported before.
func (e *Evaluator) Value(expr hcl.Expression) (cty.Value, bool) {
	e.depth++
	defer func() { e.depth-- }()
	if e.depth > maxDepth {
		e.Fail(expr.Range(), TooDeep, "This goes through more than %d expressions. Write some of the values themselves.", maxDepth)
		return cty.NilVal, false
	}
	if err := e.charge(nodeCost); err != nil {
		return e.failed(expr, err)
	}
	return e.dispatch(expr)
}

func (e *Evaluator) dispatch(expr hcl.Expression) (cty.Value, bool) {
	switch expr := expr.(type) {
	case *hclsyntax.LiteralValueExpr:
		return expr.Val, true
	case *hclsyntax.ParenthesesExpr:
		return e.Value(expr.Expression)
	case *hclsyntax.TemplateExpr:
		return e.template(expr)
	case *hclsyntax.TemplateWrapExpr:
		return e.Value(expr.Wrapped)
	case *hclsyntax.ScopeTraversalExpr:
		return e.reference(expr)
	case *hclsyntax.RelativeTraversalExpr:
		return e.relative(expr)
	case *hclsyntax.IndexExpr:
		return e.index(expr)
	case *hclsyntax.FunctionCallExpr:
		return e.call(expr)
	case *hclsyntax.ConditionalExpr:
		return e.conditional(expr)
	case *hclsyntax.BinaryOpExpr:
		return e.binary(expr)
	case *hclsyntax.UnaryOpExpr:
		return e.unary(expr)
	case *hclsyntax.TupleConsExpr:
		return e.tuple(expr)
	case *hclsyntax.ObjectConsExpr:
		return e.object(expr)
	case *hclsyntax.ForExpr:
		return e.loop(expr)
	case hclsyntax.Expression:
		return e.failed(expr, faultf(NotSupported, "This kind of expression can't be used here. Write a for expression, such as [for x in list : x.name], or the value itself."))
	}
	value, diags := expr.Value(nil)
	return value, !diags.HasErrors()
}

// failed reports an error at an expression.
func (e *Evaluator) failed(expr hcl.Expression, err error) (cty.Value, bool) {
	e.failWith(expr.Range(), err)
	return cty.NilVal, false
}

// result turns what a computation gave into what Value returns.
func (e *Evaluator) result(expr hcl.Expression, value cty.Value, err error) (cty.Value, bool) {
	if err != nil {
		return e.failed(expr, err)
	}
	return value, true
}

// charge takes something out of the budget.
func (e *Evaluator) charge(cost int) error {
	// Each addend is bounded, so the sum can't overflow.
	e.spent += min(cost, budget+1)
	if e.spent > budget {
		e.spent = budget + 1
		return faultf(TooMuchWork, "What the expressions of this file ask for takes too long. Write shorter lists and texts, or fewer for expressions.")
	}
	return nil
}

// text checks the size of a text that was made and pays for it.
func (e *Evaluator) text(s string) (cty.Value, error) {
	if err := e.fits(len(s)); err != nil {
		return cty.NilVal, err
	}
	return cty.StringVal(s), e.charge(len(s))
}

// fits checks the size of a text before it is made.
func (e *Evaluator) fits(size int) error {
	if size > maxText {
		return faultf(TooLarge, "A text can have 4 MiB, and this would be one of %d bytes. Write a shorter one.", size)
	}
	return nil
}

// list checks the size of a list that was made and pays for it.
func (e *Evaluator) list(values []cty.Value) (cty.Value, error) {
	if err := e.holds(len(values)); err != nil {
		return cty.NilVal, err
	}
	return cty.TupleVal(values), e.charge(len(values) * nodeCost)
}

// holds checks the size of a list before it is made.
func (e *Evaluator) holds(count int) error {
	if count > maxList {
		return faultf(TooLarge, "A list or an object can have %d elements, and this one would have more. Write a shorter one.", maxList)
	}
	return nil
}
