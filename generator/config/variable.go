package config

import (
	"fmt"

	"github.com/gen-splitroute/gen-splitroute/generator/expression"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

var variableSchema = &hcl.BodySchema{Attributes: attributes("default", "description")}

// variable is a variable block as far as it could be read.
type variable struct {
	*reader
	name  string
	at    hcl.Range
	def   hcl.Expression // nil: it must be given
	given *given         // nil: it wasn't
	node  *node
}

// readVariables reads the variables and the values that they are given. All
// are known before one is evaluated: a default can refer to others.
func (r *reader) readVariables(top block, given map[string]*given) {
	list := top.blocks("variable")
	r.checkNames(list, parseIdentifier)
	var variables []*variable
	for _, found := range list {
		v := r.readVariable(found, given[found.Labels[0]])
		variables = append(variables, v)
		r.space("var").put(v.name, func(at hcl.Range) (cty.Value, bool) {
			r.use(v)
			return r.resolve(v.node, at)
		})
	}
	for _, v := range variables {
		r.resolve(v.node, v.at)
	}
}

func (r *reader) readVariable(found *hcl.Block, given *given) *variable {
	b := r.open(found.Body, found.DefRange, variableSchema)
	v := &variable{reader: r, name: found.Labels[0], at: b.header, given: given}
	v.node = &node{name: "var." + v.name, at: b.header, compute: v.compute}
	if attr, ok := b.content.Attributes["default"]; ok {
		v.def = attr.Expr
	}
	read(b, "description", asText, asIs[string])
	if v.def == nil && v.given == nil && !b.misspelt("default") {
		r.fail(b.header, missingValue, "The variable has no default and no value. Write --var %s=VALUE on the command line, or default = VALUE in this block.", v.name)
	}
	return v
}

// compute returns the value that is given, or the default. The default says
// which type the value has; without one it is a text.
func (v *variable) compute() (cty.Value, bool) {
	kind := cty.StringVal("")
	if v.def != nil {
		var ok bool
		if kind, ok = v.valueOf(v.def); !ok {
			return cty.NilVal, false
		}
	}
	if v.given == nil {
		return kind, v.def != nil
	}
	return v.given.as(v.reader, v, kind)
}

// from says where the value comes from.
func (v *variable) from() string {
	switch {
	case v.given == nil && v.def != nil:
		return "its default, " + line(v.def.Range())
	case v.given == nil:
		return "without a value"
	case v.given.file == "":
		return "--var on the command line"
	}
	return fmt.Sprintf("%s, %s", quote(v.given.file), line(v.given.at))
}

// wants says what a variable takes, for messages.
func (v *variable) wants(kind cty.Value) string {
	if v.def == nil {
		return fmt.Sprintf("variable %q has no default and takes a text", v.name)
	}
	return fmt.Sprintf("variable %q is a %s like its default (%s)", v.name, expression.Kind(kind), line(v.def.Range()))
}

// parseIdentifier checks the name of a variable, which references spell.
func parseIdentifier(raw string) (string, error) {
	if !hclsyntax.ValidIdentifier(raw) {
		return "", faultf(invalidName, "%s can't stand behind \"var.\". Write a letter, then letters, digits, \"_\" and \"-\".", quote(raw))
	}
	return raw, nil
}
