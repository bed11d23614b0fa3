package config

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// variable is a variable block and the value that it is given.
type variable struct {
	name  string
	def   *node  // nil: it must be given
	given *given // nil: it wasn't
	node  *node
}

// variablesOf are the variables of a file. Nothing is computed yet: a default
// can refer to others. complete: all values that are given could be read.
func variablesOf(top block, values map[string]*given, complete bool) (_ []*variable, f faults) {
	var list []*variable
	blocks := top.blocks("variable")
	f.add(checkNames(blocks, parseIdentifier))
	for _, b := range blocks {
		v := &variable{name: b.name, def: b.attributes["default"], given: values[b.name]}
		v.node = &node{name: "var." + v.name, at: b.at, value: value{Value: cty.DynamicVal, at: b.at}, compute: v.compute}
		if v.def != nil {
			v.def.name = v.node.name
		}
		if v.def == nil && v.given == nil && complete && !b.misspelt("default") {
			f.fail(b.at, missingValue, "The variable has no default and no value. Write --var %s=VALUE on the command line, or default = VALUE in this block.", v.name)
		}
		list = append(list, v)
	}
	return list, f
}

// checkVariables checks the descriptions, which only people read.
func checkVariables(top block) (f faults) {
	for _, b := range top.blocks("variable") {
		read(&f, b, "description", "", asText, asIs[string])
	}
	return f
}

// checkLocals refuses two values of one name.
func checkLocals(top block) faults {
	var all []block
	for _, b := range top.blocks("locals") {
		for _, name := range b.inOrder() {
			all = append(all, block{typ: "local value", name: name, nameAt: b.attributes[name].nameAt})
		}
	}
	return checkNames(all, parseIdentifier)
}

// compute returns the value that is given, or the default. The default says
// which type the value has; without one it is a text.
func (v *variable) compute(e *evaluator) cty.Value {
	v.node.use(v)
	kind := cty.StringVal("")
	if v.def != nil {
		kind = e.resolve(v.def, v.def.at)
	}
	switch {
	case v.given != nil && kind.IsKnown():
		result, diags := v.given.as(e, v, kind)
		v.node.faults.add(diags)
		v.node.broken = v.node.broken || !result.IsKnown()
		return result
	case v.def == nil: // which is reported
		v.node.broken = true
		return cty.DynamicVal
	}
	return kind
}

// from says where the value comes from.
func (v *variable) from() string {
	switch {
	case v.given == nil && v.def != nil:
		return "its default, " + line(v.def.at)
	case v.given == nil:
		return "without a value"
	case v.given.file == "":
		return "--var on the command line"
	}
	return fmt.Sprintf("%s, %s", quote(v.given.file), line(v.given.at))
}

// wants says what a variable takes, for messages.
func (v *variable) wants(k cty.Value) string {
	if v.def == nil {
		return fmt.Sprintf("variable %q has no default and takes a text", v.name)
	}
	return fmt.Sprintf("variable %q is a %s like its default (%s)", v.name, kind(k), line(v.def.at))
}

// parseIdentifier checks the name of a variable, which references spell.
func parseIdentifier(raw string) (string, *fault) {
	if !hclsyntax.ValidIdentifier(raw) {
		return "", faultf(invalidName, "%s can't stand behind \"var.\". Write a letter, then letters, digits, \"_\" and \"-\".", quote(raw))
	}
	return raw, nil
}

// given is the value of a variable from the command line or a file.
type given struct {
	file string // "" is the command line
	src  []byte // what at points into
	name string
	at   hcl.Range // of the name
	// text is what stands on the command line, value what stands in a file,
	// and valueAt the place of either.
	text    string
	value   cty.Value
	valueAt hcl.Range
}

// readGiven reads all values that are given, in order: later ones win.
func readGiven(vars []Vars, plain *hcl.EvalContext) (all []*given, last map[string]*given, diags faults) {
	last = make(map[string]*given)
	for _, v := range vars {
		read := readVarFile
		if v.File == "" {
			read = readFlag
		}
		list, more := read(v, plain)
		all, diags = append(all, list...), append(diags, more...)
		for _, g := range list {
			last[g.name] = g
		}
	}
	return all, last, diags
}

// readFlag reads NAME=VALUE.
func readFlag(v Vars, _ *hcl.EvalContext) ([]*given, faults) {
	src := []byte(flag + v.Text)
	if diags := guardText(commandLine, src); len(diags) > 0 {
		return nil, abroad(src, diags)
	}
	name, text, found := strings.Cut(v.Text, "=")
	start, end := len(flag), len(flag)+len(name)
	g := &given{src: src, name: name, at: rangeAt(commandLine, src, start, end-start), text: text}
	g.valueAt = rangeAt(commandLine, src, min(end+1, len(src)), len(text))
	if _, f := parseIdentifier(name); !found || f != nil {
		return nil, g.fail(g.at, invalidVar, "%s gives no variable a value. Write --var NAME=VALUE.", quote(v.Text))
	}
	return []*given{g}, nil
}

// readVarFile reads a file of lines NAME = VALUE.
func readVarFile(v Vars, plain *hcl.EvalContext) ([]*given, faults) {
	src, name := []byte(v.Text), displayName(v.File)
	body, diags := parseBody(name, src)
	if diags.haveErrors() {
		return nil, abroad(src, diags)
	}
	for _, inner := range body.Blocks {
		diags = append(diags, newDiagnostic(inner.DefRange(), invalidVar, "A file of variables has no blocks. Write name = value."))
	}
	var all []*given
	for _, attr := range body.Attributes {
		result, more := valueOf(attr.Expr, plain)
		diags = append(diags, explain(more)...)
		all = append(all, &given{file: name, src: src, name: attr.Name, at: attr.NameRange, value: result, valueAt: attr.Expr.Range()})
	}
	return all, abroad(src, diags)
}

// checkGiven refuses values of variables that no block declares.
func checkGiven(all []*given, variables *scope, file string) faults {
	var diags faults
	for _, g := range all {
		if _, f := variables.find(g.name); f != nil {
			advice := " Add variable " + quote(g.name) + " { } to " + quote(file) + ", or remove this value."
			if meant := suggest(g.name, variables.names); meant != "" {
				advice = " Did you mean " + quote(meant) + "?"
			}
			diags = append(diags, g.fail(g.at, unknownVariable, "There is no variable %s.%s", quote(g.name), advice)...)
		}
	}
	return diags
}

// as returns the value as one of the same kind as another value. It is unknown
// where it can't be. On the command line, a text stands as it is, a number or a truth
// value as cty reads it, and everything else is an expression.
func (g *given) as(e *evaluator, v *variable, like cty.Value) (result cty.Value, diags faults) {
	switch {
	case g.file != "":
		result = g.value
	case like.IsNull():
		result = cty.StringVal(g.text)
	case isList(like) || isObject(like):
		result, diags = g.parseExpression(e.plain)
	default:
		var err error
		if result, err = convert.Convert(cty.StringVal(g.text), like.Type()); err != nil {
			return cty.DynamicVal, g.fail(g.valueAt, wrongType, "%s does not fit: %s. Write %s.", quote(g.text), v.wants(like), example(like))
		}
	}
	if !result.IsKnown() || result.IsNull() || like.IsNull() || kind(result) == kind(like) {
		return result, diags
	}
	return cty.DynamicVal, g.fail(g.valueAt, wrongType, "This is a %s, and %s. Write %s.", kind(result), v.wants(like), example(like))
}

// examples are values of other kinds than text.
var examples = map[string]string{
	"number": "plain digits, such as 10",
	"bool":   "true or false",
	"list":   "a list, such as [\"192.0.2.0/24\"]",
	"object": "an object, such as { name = \"value\" }",
}

// example is what a value of the kind of another one looks like.
func example(like cty.Value) string {
	return cmp.Or(examples[kind(like)], "a text, in quotes in a file")
}

func (g *given) parseExpression(plain *hcl.EvalContext) (cty.Value, faults) {
	if diags := inspect(lex(commandLine, g.src)).diags; len(diags) > 0 {
		return cty.DynamicVal, abroad(g.src, diags)
	}
	expr, diags := hclsyntax.ParseExpression([]byte(g.text), commandLine, g.valueAt.Start)
	if diags.HasErrors() {
		for _, diag := range diags {
			diag.Detail += " Write a list or an object as in a configuration, in quotes of the shell."
		}
		return cty.DynamicVal, abroad(g.src, faults(diags))
	}
	result, wrong := valueOf(expr, plain)
	return result, abroad(g.src, explain(wrong))
}

// fail adds a mistake in another text than the configuration.
func (g *given) fail(at hcl.Range, summary, format string, args ...any) (f faults) {
	f.fail(at, summary, format, args...)
	return abroad(g.src, f)
}
