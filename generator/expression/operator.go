package expression

import (
	"math/big"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// precision is that of cty's numbers.
const precision = 512

// maxBits is how far the point of a number may be from its first digit: no
// argument needs more, and numbers with more take long to print.
const maxBits = 512

func (e *Evaluator) conditional(expr *hclsyntax.ConditionalExpr) (cty.Value, bool) {
	taken, other := expr.TrueResult, expr.FalseResult
	value, ok := e.Value(expr.Condition)
	if !ok {
		return cty.NilVal, false
	}
	condition, err := asBool(value)
	if err != nil {
		return e.failed(expr.Condition, err)
	}
	if !condition {
		taken, other = other, taken
	}
	e.check(other)
	return e.Value(taken)
}

func (e *Evaluator) unary(expr *hclsyntax.UnaryOpExpr) (cty.Value, bool) {
	value, ok := e.Value(expr.Val)
	if !ok {
		return cty.NilVal, false
	}
	if expr.Op == hclsyntax.OpLogicalNot {
		b, err := asBool(value)
		if err != nil {
			return e.failed(expr.Val, err)
		}
		return cty.BoolVal(!b), true
	}
	n, err := asNumber(value)
	if err != nil {
		return e.failed(expr.Val, err)
	}
	return cty.NumberVal(new(big.Float).Neg(n)), true
}

func (e *Evaluator) binary(expr *hclsyntax.BinaryOpExpr) (cty.Value, bool) {
	if expr.Op == hclsyntax.OpLogicalAnd || expr.Op == hclsyntax.OpLogicalOr {
		return e.logical(expr)
	}
	left, ok := e.Value(expr.LHS)
	right, okRight := e.Value(expr.RHS)
	if !ok || !okRight {
		return cty.NilVal, false
	}
	if expr.Op == hclsyntax.OpEqual || expr.Op == hclsyntax.OpNotEqual {
		same, err := e.equal(left, right)
		return e.result(expr, cty.BoolVal(same == (expr.Op == hclsyntax.OpEqual)), err)
	}
	a, err := asNumber(left)
	if err != nil {
		return e.failed(expr.LHS, err)
	}
	b, err := asNumber(right)
	if err != nil {
		return e.failed(expr.RHS, err)
	}
	value, err := arithmetic(expr.Op, a, b)
	return e.result(expr, value, err)
}

// logical is && and ||, which look at the right side only when it matters.
func (e *Evaluator) logical(expr *hclsyntax.BinaryOpExpr) (cty.Value, bool) {
	left, ok := e.Value(expr.LHS)
	if !ok {
		return cty.NilVal, false
	}
	b, err := asBool(left)
	if err != nil {
		return e.failed(expr.LHS, err)
	}
	if b == (expr.Op == hclsyntax.OpLogicalOr) {
		e.check(expr.RHS)
		return left, true
	}
	right, ok := e.Value(expr.RHS)
	if !ok {
		return cty.NilVal, false
	}
	if _, err = asBool(right); err != nil {
		return e.failed(expr.RHS, err)
	}
	return right, true
}

func arithmetic(op *hclsyntax.Operation, a, b *big.Float) (cty.Value, error) {
	switch op {
	case hclsyntax.OpGreaterThan:
		return cty.BoolVal(a.Cmp(b) > 0), nil
	case hclsyntax.OpGreaterThanOrEqual:
		return cty.BoolVal(a.Cmp(b) >= 0), nil
	case hclsyntax.OpLessThan:
		return cty.BoolVal(a.Cmp(b) < 0), nil
	case hclsyntax.OpLessThanOrEqual:
		return cty.BoolVal(a.Cmp(b) <= 0), nil
	}
	f := new(big.Float).SetPrec(precision)
	switch op {
	case hclsyntax.OpAdd:
		return number(f.Add(a, b))
	case hclsyntax.OpSubtract:
		return number(f.Sub(a, b))
	case hclsyntax.OpMultiply:
		return number(f.Mul(a, b))
	}
	if b.Sign() == 0 {
		return cty.NilVal, faultf(DivisionByZero, "There is a 0 behind the operator. Write another divisor, or a condition that keeps 0 away.")
	}
	quotient, err := number(f.Quo(a, b))
	if op == hclsyntax.OpDivide || err != nil {
		return quotient, err
	}
	whole, _ := f.Int(nil) // toward 0
	f = new(big.Float).SetPrec(precision).SetInt(whole)
	return number(f.Sub(a, f.Mul(f, b)))
}

// number checks the size of a number that was computed.
func number(f *big.Float) (cty.Value, error) {
	if exponent := f.MantExp(nil); f.IsInf() || f.Sign() != 0 && (exponent > maxBits || exponent < -maxBits) {
		return cty.NilVal, faultf(OutOfRange, "The result is larger or smaller than any number that is needed. Write smaller factors.")
	}
	return cty.NumberVal(f), nil
}
