package config

import (
	"math/big"

	"github.com/gen-splitroute/gen-splitroute/generator/expression"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// field is the value of an attribute, or of an element of a list, as far as
// it could be read.
type field[T any] struct {
	value T
	at    hcl.Range // of the value, or of the block's header without one
	state fieldState
}

type fieldState int

const (
	absent fieldState = iota // not written, or null
	wrong                    // written and reported
	good
)

func (f field[T]) ok() bool      { return f.state == good }
func (f field[T]) written() bool { return f.state != absent }

// or returns the value, or the default without one.
func (f field[T]) or(def T) T {
	if f.state == good {
		return f.value
	}
	return def
}

// read returns the attribute called name. as turns it into a Go value or says
// what was expected; parse applies the attribute's own rules.
func read[R, T any](b block, name string, as func(cty.Value) (R, error), parse func(R) (T, error)) field[T] {
	attr, ok := b.content.Attributes[name]
	if !ok {
		return field[T]{at: b.header}
	}
	return readExpr(b.reader, attr.Expr, as, parse)
}

// readExpr is read for an expression, such as an element of a list.
func readExpr[R, T any](r *reader, expr hcl.Expression, as func(cty.Value) (R, error), parse func(R) (T, error)) field[T] {
	f := field[T]{at: expr.Range(), state: wrong}
	value, ok := r.valueOf(expr)
	if !ok {
		return f
	}
	if value.IsNull() {
		f.state = absent
		return f
	}
	err := single(value, expr)
	var raw R
	if err == nil {
		raw, err = as(value)
	}
	if err == nil {
		f.value, err = parse(raw)
	}
	if err != nil {
		r.failValue(f.at, err, r.background(expr))
		return f
	}
	f.state = good
	return f
}

// readList returns the elements of a list that could be read; the field is
// wrong when one could not. Elements are evaluated one by one: as one value,
// cty would take quadratic time.
func readList[R, T any](b block, name string, as func(cty.Value) (R, error), parse func(R) (T, error)) field[[]field[T]] {
	list := listOf(b, name)
	items := field[[]field[T]]{at: list.at, state: list.state}
	refused := 0
	for _, expr := range list.value {
		item := readExpr(b.reader, expr, as, parse)
		if item.state == absent {
			b.fail(item.at, wrongType, "A list can't hold null. Remove this element.")
		}
		if !item.ok() {
			items.state = wrong
			if _, computed := expr.(element); computed {
				refused++
			}
			if refused == maxRefused {
				break
			}
			continue
		}
		items.value = append(items.value, item)
	}
	return items
}

// maxRefused is how many elements of a list that an expression made are
// reported: all of them have the same place.
const maxRefused = 10

const notAList = "%s is a list. Write its elements in square brackets, with commas between them."

// listOf returns the expressions in a list. A list that is written as one is
// not evaluated here, so that each element keeps its place.
func listOf(b block, name string) field[[]hcl.Expression] {
	attr, ok := b.content.Attributes[name]
	if !ok {
		return field[[]hcl.Expression]{at: b.header}
	}
	f := field[[]hcl.Expression]{at: attr.Expr.Range(), state: wrong}
	if list, ok := unwrap(attr.Expr).(*hclsyntax.TupleConsExpr); ok {
		f.value, f.state = list.ExprList(), good
		return f
	}
	value, ok := b.valueOf(attr.Expr)
	switch {
	case !ok:
	case value.IsNull():
		f.state = absent
	case !expression.IsList(value):
		b.failValue(f.at, faultf(wrongType, notAList, name), b.background(attr.Expr))
	default:
		f.value, f.state = elementsOf(attr.Expr, expression.Elements(value)), good
	}
	return f
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

// require reports a required attribute that is absent; example is what could
// be written.
func require[T any](b block, name, example string, f field[T]) field[T] {
	if f.state != absent {
		return f
	}
	f.state = wrong
	if !b.misspelt(name) {
		b.fail(f.at, missingArgument, "%s is needed here. Write for example %s.", name, example)
	}
	return f
}

// single refuses what holds several values.
func single(value cty.Value, expr hcl.Expression) error {
	_, list := unwrap(expr).(*hclsyntax.TupleConsExpr)
	_, object := unwrap(expr).(*hclsyntax.ObjectConsExpr)
	switch {
	case list:
		return faultf(wrongType, "One value is needed here, not a list. Remove the square brackets.")
	case object:
		return faultf(wrongType, "One value is needed here, not an object. Remove the braces.")
	case expression.IsList(value):
		return faultf(wrongType, "One value is needed here, not a list. Write one element of it, such as the first one with [0] behind it.")
	case value.Type().IsObjectType() || value.Type().IsCapsuleType():
		return faultf(wrongType, "One value is needed here, not a %s. Write one of its attributes.", expression.Kind(value))
	}
	return nil
}

// asText, asNumber and asBool never convert: hcl would take true for "true"
// and "1" for 1, and a typing mistake with it.

func asText(v cty.Value) (string, error) {
	if v.Type() != cty.String {
		return "", faultf(wrongType, "A text is needed here, not a %s. Write it in quotes.", expression.Kind(v))
	}
	return v.AsString(), nil
}

func asNumber(v cty.Value) (*big.Float, error) {
	if v.Type() != cty.Number {
		return nil, faultf(wrongType, "A number is needed here, not a %s. Write its digits without quotes.", expression.Kind(v))
	}
	return v.AsBigFloat(), nil
}

func asBool(v cty.Value) (bool, error) {
	if v.Type() != cty.Bool {
		return false, faultf(wrongType, "true or false is needed here, not a %s. Write it without quotes.", expression.Kind(v))
	}
	return v.True(), nil
}

// asIs is the parse function of an attribute without rules of its own.
func asIs[T any](v T) (T, error) { return v, nil }
