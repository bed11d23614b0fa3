package config

import (
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/expression"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// given is a value that a variable is given from outside.
type given struct {
	file  string // "" is the command line
	src   []byte // what at points into
	name  string
	at    hcl.Range // of the name
	value valueAt
}

// valueAt is the value itself: text is what stands on the command line, value
// what stands in a file.
type valueAt struct {
	text  string
	value cty.Value
	ok    bool
	at    hcl.Range
}

// readGiven reads all values that are given, in order: later ones win.
func (r *reader) readGiven(vars []Vars) ([]*given, map[string]*given) {
	var all []*given
	for _, v := range vars {
		if v.File == "" {
			all = append(all, r.readFlag(v.Text)...)
		} else {
			all = append(all, r.readVarFile(v)...)
		}
	}
	last := make(map[string]*given)
	for _, g := range all {
		last[g.name] = g
	}
	return all, last
}

// readFlag reads NAME=VALUE.
func (r *reader) readFlag(text string) []*given {
	src := []byte(flag + text)
	if diags := guardText(commandLine, src); len(diags) > 0 {
		r.diags = append(r.diags, abroad(src, diags)...)
		return nil
	}
	name, value, found := strings.Cut(text, "=")
	start, end := len(flag), len(flag)+len(name)
	g := &given{src: src, name: name, at: rangeAt(commandLine, src, start, end-start)}
	g.value = valueAt{text: value, at: rangeAt(commandLine, src, min(end+1, len(src)), len(value)), ok: true}
	if _, err := parseIdentifier(name); !found || err != nil {
		r.failAbroad(g.src, g.at, invalidVar, "%s gives no variable a value. Write --var NAME=VALUE.", quote(text))
		return nil
	}
	return []*given{g}
}

// readVarFile reads a file of lines NAME = VALUE.
func (r *reader) readVarFile(v Vars) []*given {
	src := []byte(v.Text)
	name := displayName(v.File)
	body, diags := parseBody(name, src)
	r.diags = append(r.diags, abroad(src, diags)...)
	if diags.HasErrors() {
		return nil
	}
	for _, inner := range body.Blocks {
		r.failAbroad(src, inner.DefRange(), invalidVar, "A file of variables has no blocks. Write name = value.")
	}
	evaluator := &expression.Evaluator{Report: func(diag *hcl.Diagnostic) {
		r.diags = append(r.diags, abroad(src, hcl.Diagnostics{diag})...)
	}}
	var all []*given
	for _, attr := range inOrder(body) {
		value, ok := evaluator.Value(attr.Expr)
		all = append(all, &given{name, src, attr.Name, attr.NameRange, valueAt{"", value, ok, attr.Expr.Range()}})
	}
	return all
}

// checkGiven refuses values of variables that there are not.
func (r *reader) checkGiven(all []*given) {
	space := r.space("var")
	for _, g := range all {
		if _, declared := space.members[g.name]; declared || space.misspelt[g.name] {
			continue
		}
		advice := " Add variable " + quote(g.name) + " { } to " + quote(r.file) + ", or remove this value."
		if meant := r.evaluator.Suggest(g.name, space.ordered); meant != "" {
			advice = " Did you mean " + quote(meant) + "?"
		}
		r.failAbroad(g.src, g.at, unknownVariable, "There is no variable %s.%s", quote(g.name), advice)
	}
}

// as returns the value as one of the same kind as another value.
func (g *given) as(r *reader, v *variable, kind cty.Value) (cty.Value, bool) {
	value, ok := g.value.value, g.value.ok
	if g.file == "" {
		value, ok = g.parse(r, v, kind)
	}
	if !ok || value.IsNull() || kind.IsNull() || expression.Kind(value) == expression.Kind(kind) {
		return value, ok
	}
	r.failAbroad(g.src, g.value.at, wrongType, "This is a %s, and %s. Write %s.", expression.Kind(value), v.wants(kind), example(kind))
	return cty.NilVal, false
}

// parse reads what stands on the command line: a text as it is, a number or a
// truth value as such, and everything else as an expression.
func (g *given) parse(r *reader, v *variable, kind cty.Value) (cty.Value, bool) {
	text := g.value.text
	switch {
	case kind.IsNull() || kind.Type() == cty.String:
		return cty.StringVal(text), true
	case kind.Type() == cty.Number:
		if value, ok := expression.ParseNumber(text); ok {
			return value, true
		}
	case kind.Type() == cty.Bool:
		if text == "true" || text == "false" {
			return cty.BoolVal(text == "true"), true
		}
	case expression.IsList(kind) || kind.Type().IsObjectType():
		return g.parseExpression(r)
	}
	r.failAbroad(g.src, g.value.at, wrongType, "%s does not fit: %s. Write %s.", quote(text), v.wants(kind), example(kind))
	return cty.NilVal, false
}

// example is what a value of a kind looks like.
func example(kind cty.Value) string {
	switch expression.Kind(kind) {
	case "number":
		return "plain digits, such as 10"
	case "bool":
		return "true or false"
	case "list":
		return "a list, such as [\"192.0.2.0/24\"]"
	case "object":
		return "an object, such as { name = \"value\" }"
	}
	return "a text, in quotes in a file"
}

func (g *given) parseExpression(r *reader) (cty.Value, bool) {
	report := func(diags ...*hcl.Diagnostic) { r.diags = append(r.diags, abroad(g.src, diags)...) }
	if diags := inspect(lex(commandLine, g.src)).diags; len(diags) > 0 {
		report(diags...)
		return cty.NilVal, false
	}
	expr, diags := hclsyntax.ParseExpression([]byte(g.value.text), commandLine, g.value.at.Start)
	if diags.HasErrors() {
		for _, diag := range diags {
			diag.Detail += " Write a list or an object as it stands in a configuration, in quotes of the shell."
		}
		report(diags...)
		return cty.NilVal, false
	}
	evaluator := &expression.Evaluator{Report: func(diag *hcl.Diagnostic) { report(diag) }}
	return evaluator.Value(expr)
}

// failAbroad records a mistake in another text than the configuration.
func (r *reader) failAbroad(src []byte, at hcl.Range, summary, format string, args ...any) {
	r.fail(at, summary, format, args...)
	abroad(src, r.diags[len(r.diags)-1:])
}
