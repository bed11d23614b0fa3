package config

import (
	"math/big"

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
	if err := plain(expr); err != nil {
		r.failWith(f.at, err)
		return f
	}
	value, diags := expr.Value(nil)
	if r.diags = append(r.diags, diags...); diags.HasErrors() {
		return f
	}
	if value.IsNull() {
		f.state = absent
		return f
	}
	raw, err := as(value)
	if err == nil {
		f.value, err = parse(raw)
	}
	if err != nil {
		r.failWith(f.at, err)
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
	for _, expr := range list.value {
		item := readExpr(b.reader, expr, as, parse)
		if item.state == absent {
			b.fail(item.at, wrongType, "A list can't hold null. Remove this element.")
		}
		if !item.ok() {
			items.state = wrong
			continue
		}
		items.value = append(items.value, item)
	}
	return items
}

const notAList = "%s is a list. Write its elements in square brackets, with commas between them."

// listOf returns the expressions in a list.
func listOf(b block, name string) field[[]hcl.Expression] {
	attr, ok := b.content.Attributes[name]
	if !ok {
		return field[[]hcl.Expression]{at: b.header}
	}
	f := field[[]hcl.Expression]{at: attr.Expr.Range(), state: wrong}
	switch expr := unwrap(attr.Expr).(type) {
	case *hclsyntax.TupleConsExpr:
		f.value, f.state = expr.ExprList(), good
	case *hclsyntax.LiteralValueExpr:
		if expr.Val.IsNull() {
			f.state = absent
			return f
		}
		b.fail(f.at, wrongType, notAList, name)
	case *hclsyntax.TemplateExpr, *hclsyntax.ScopeTraversalExpr, *hclsyntax.ObjectConsExpr:
		b.fail(f.at, wrongType, notAList, name)
	default:
		b.fail(f.at, expressionNotPlain, "Operators, functions and for expressions can't be used here. Write the elements themselves in square brackets.")
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

// plain accepts the expressions that stand for themselves: strings, numbers,
// true, false and null. Others aren't evaluated at all, so no expression can
// take long.
func plain(expr hcl.Expression) error {
	switch expr := unwrap(expr).(type) {
	case *hclsyntax.LiteralValueExpr:
		return nil
	case *hclsyntax.TemplateExpr:
		return plainString(expr)
	case *hclsyntax.UnaryOpExpr:
		if literal, ok := expr.Val.(*hclsyntax.LiteralValueExpr); ok && literal.Val.Type() == cty.Number {
			return nil
		}
	case *hclsyntax.TupleConsExpr:
		return faultf(wrongType, "One value is needed here, not a list. Remove the square brackets.")
	case *hclsyntax.ObjectConsExpr:
		return faultf(wrongType, "One value is needed here, not an object. Remove the braces.")
	case *hclsyntax.ScopeTraversalExpr:
		if len(expr.Traversal) > 1 {
			return faultf(expressionNotPlain, "References can't be used here. Write the value itself.")
		}
		return faultf(expressionNotPlain, "A bare word is a reference, and this argument takes none. Write a text in quotes, such as %s.",
			quote(expr.Traversal.RootName()))
	}
	return faultf(expressionNotPlain, "Operators, functions, templates and for expressions can't be used here. Write the value itself.")
}

// plainString refuses "${...}" within a string.
func plainString(template *hclsyntax.TemplateExpr) error {
	for _, part := range template.Parts {
		literal, ok := part.(*hclsyntax.LiteralValueExpr)
		if !ok || literal.Val.Type() != cty.String {
			return faultf(expressionNotPlain, "Templates can't be used here. Write the text itself, and $${ for a literal ${.")
		}
	}
	return nil
}

// asText, asNumber and asBool never convert: hcl would take true for "true"
// and "1" for 1, and a typing mistake with it.

func asText(v cty.Value) (string, error) {
	if v.Type() != cty.String {
		return "", faultf(wrongType, "A text is needed here, not a %s. Write it in quotes.", v.Type().FriendlyName())
	}
	return v.AsString(), nil
}

func asNumber(v cty.Value) (*big.Float, error) {
	if v.Type() != cty.Number {
		return nil, faultf(wrongType, "A number is needed here, not a %s. Write its digits without quotes.", v.Type().FriendlyName())
	}
	return v.AsBigFloat(), nil
}

func asBool(v cty.Value) (bool, error) {
	if v.Type() != cty.Bool {
		return false, faultf(wrongType, "true or false is needed here, not a %s. Write it without quotes.", v.Type().FriendlyName())
	}
	return v.True(), nil
}

// asIs is the parse function of an attribute without rules of its own.
func asIs[T any](v T) (T, error) { return v, nil }
