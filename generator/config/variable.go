package config

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// variable is a variable block and the value that it is given.
type variable struct {
	name  string
	def   *node  // nil: it must be given
	given *given // nil: it wasn't
	node  *node
}

// variablesOf are the variables of a file. Nothing is computed yet: a default
// can refer to others.
func variablesOf(top block, values map[string]*given) (_ []*variable, f faults) {
	var list []*variable
	blocks := top.blocks("variable")
	f.add(checkNames(blocks, parseIdentifier))
	for _, b := range blocks {
		v := &variable{name: b.name, def: b.attributes["default"], given: values[b.name]}
		v.node = &node{name: "var." + v.name, at: b.at, value: value{Value: cty.DynamicVal, at: b.at}, compute: v.compute}
		if v.def != nil {
			v.def.name = v.node.name
		}
		if v.def == nil && v.given == nil && !b.misspelt("default") {
			f.fail(b.at, missingValue, "The variable has no default and no value. Write --var %s=VALUE on the command line, or default = VALUE in this block.", v.name)
		}
		list = append(list, v)
	}
	return list, f
}

// checkVariables checks what nobody but a reader uses.
func checkVariables(top block) (f faults) {
	for _, b := range top.blocks("variable") {
		read(&f, b, "description", "", asText, asIs[string])
	}
	return f
}

// checkLocals refuses two values of one name.
func checkLocals(top block) (f faults) {
	first := make(map[string]hcl.Range)
	for _, b := range top.blocks("locals") {
		for _, name := range b.inOrder() {
			at := b.attributes[name].nameAt
			if earlier, found := first[name]; found {
				f.fail(at, duplicateName, "There is a local value %s already (%s). Write another name.", quote(name), line(earlier))
				continue
			}
			first[name] = at
		}
	}
	return f
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
