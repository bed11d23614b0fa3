package config

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
)

// Declared is what a file declares, whatever the values of its variables.
type Declared struct {
	Variables []Variable
	Health    bool // there is a health block
}

// Variable is a variable that a file declares.
type Variable struct {
	Name   string
	Needed bool // it has no default
}

// Declarations reads what a file declares, and evaluates nothing.
func Declarations(name string, src []byte) (Declared, hcl.Diagnostics) {
	body, diags := parseBody(displayName(name), src)
	if body == nil {
		return Declared{}, sorted(diags)
	}
	top, more := outline("", block{at: body.MissingItemRange()}, body)
	diags = append(diags, more...)
	diags.add(checkNames(top.blocks("variable"), parseIdentifier))
	declared := Declared{Health: top.hasWithin("health")}
	for _, b := range top.blocks("variable") {
		declared.Variables = append(declared.Variables, Variable{Name: b.name, Needed: b.attributes["default"] == nil})
	}
	return declared, sorted(diags)
}

// hasWithin reports whether there is a block of a type anywhere in this one.
func (b block) hasWithin(typ string) bool {
	return slices.ContainsFunc(b.inner, func(in block) bool { return in.typ == typ || in.hasWithin(typ) })
}
