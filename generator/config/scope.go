package config

import (
	"net/netip"

	"github.com/gen-splitroute/gen-splitroute/generator/expression"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// namespace is what stands first in a reference: var, local, provider or
// network.
type namespace struct {
	*reader
	word     string
	what     string // a member, for messages
	summary  string // of the error about an unknown one
	members  map[string]member
	ordered  []string        // in file order, for suggestions
	misspelt map[string]bool // labels of blocks of an unknown type
}

// member returns the value of a member; at is where it is asked for.
type member func(at hcl.Range) (cty.Value, bool)

var namespaces = []namespace{
	{word: "provider", what: "provider", summary: unknownProvider},
	{word: "network", what: "network", summary: unknownNetwork},
	{word: "var", what: "variable", summary: unknownVariable},
	{word: "local", what: "local value", summary: unknownLocal},
}

// index makes all values known that references can ask for. It reads none.
func (r *reader) index(top block) {
	misspelt := make(map[string]bool)
	for _, label := range top.unlisted {
		misspelt[label] = true
	}
	for _, space := range namespaces {
		space.reader, space.misspelt, space.members = r, misspelt, make(map[string]member)
		r.spaces = append(r.spaces, &space)
	}
	for i, found := range top.blocks("provider") {
		r.addThing(r.space("provider"), found, providerSchema, r.derivedOfProvider(top, found, i))
	}
	for _, found := range top.blocks("network") {
		r.addThing(r.space("network"), found, networkSchema, nil)
	}
}

func (r *reader) space(word string) *namespace {
	for _, space := range r.spaces {
		if space.word == word {
			return space
		}
	}
	return nil
}

// put adds a member, unless there is one of that name: the first one counts.
func (s *namespace) put(name string, m member) {
	if _, found := s.members[name]; !found {
		s.members[name] = m
		s.ordered = append(s.ordered, name)
	}
}

// root is the value of the first name of a reference.
func (r *reader) root(name string, at hcl.Range) (cty.Value, bool) {
	if space := r.space(name); space != nil {
		return expression.ObjectVal(space), true
	}
	meant := r.evaluator.Suggest(name, []string{"var", "local", "provider", "network"})
	for _, space := range r.spaces {
		if _, found := space.members[name]; found {
			meant = space.word + "." + name
		}
	}
	advice := "Write a text in quotes, such as " + quote(name) + "."
	if meant != "" {
		advice = "Did you mean " + meant + "? " + advice
	}
	r.reportOnce(newDiagnostic(at, unknownReference, "A bare word is a reference, and there is nothing called "+quote(name)+". "+advice))
	return cty.NilVal, false
}

// Kind implements expression.Object.
func (s *namespace) Kind() string { return "namespace" }

// Check implements expression.Checker.
func (s *namespace) Check(name string, at hcl.Range) {
	if _, found := s.members[name]; !found && !s.misspelt[name] {
		s.reportOnce(newDiagnostic(at, s.summary, "There is no "+s.what+" "+quote(name)+"."+s.advice(name)))
	}
}

// Attr implements expression.Object.
func (s *namespace) Attr(name string, at hcl.Range) (cty.Value, bool) {
	value, found := s.members[name]
	if !found {
		s.Check(name, at)
		return cty.NilVal, false
	}
	return value(at)
}

// thing is a block that references go into: provider.isp1 or
// provider.isp1.ipv4.
type thing struct {
	*reader
	kind, path string
	name       string // of the block, "" for an inner one
	body       *hclsyntax.Body
	schema     *hcl.BodySchema
	derived    map[string]member // what holds when it isn't written
}

// defaults are those of attributes that have the same one everywhere.
var defaults = map[string]cty.Value{
	"weight": cty.NumberIntVal(1), "onlink": cty.False, "masquerade": cty.False, "optional": cty.False,
	"prefixes": cty.EmptyTupleVal, "routes": cty.EmptyTupleVal,
}

func (r *reader) addThing(space *namespace, found *hcl.Block, schema *hcl.BodySchema, derived map[string]member) {
	name := found.Labels[0]
	t := &thing{r, space.word, space.word + "." + name, name, found.Body.(*hclsyntax.Body), schema, derived}
	value := expression.ObjectVal(t)
	space.put(name, func(hcl.Range) (cty.Value, bool) { return value, true })
}

// Kind implements expression.Object.
func (t *thing) Kind() string { return t.kind }

// Attr implements expression.Object.
func (t *thing) Attr(name string, at hcl.Range) (cty.Value, bool) {
	if name == "name" && t.name != "" {
		return cty.StringVal(t.name), true
	}
	if attr, found := t.body.Attributes[name]; found {
		value, ok := t.resolve(t.named(t.path+"."+name, attr.Expr), at)
		if !ok || !value.IsNull() {
			return value, ok
		}
	}
	if derive, found := t.derived[name]; found {
		return derive(at)
	}
	var names []string
	for _, attr := range t.schema.Attributes {
		if attr.Name == name {
			return orNull(defaults[name]), true
		}
		names = append(names, attr.Name)
	}
	for _, inner := range t.schema.Blocks {
		if inner.Type == name {
			return t.inner(name), true
		}
		names = append(names, inner.Type)
	}
	advice := " Write one of its attributes: " + choices(t.schema) + "."
	if meant := t.evaluator.Suggest(name, names); meant != "" {
		advice = " Did you mean " + quote(meant) + "?"
	}
	t.reportOnce(newDiagnostic(at, expression.UnknownAttribute, t.path+" has no attribute "+quote(name)+"."+advice))
	return cty.NilVal, false
}

func orNull(v cty.Value) cty.Value {
	if v == cty.NilVal {
		return cty.NullVal(cty.DynamicPseudoType)
	}
	return v
}

// inner is an inner block, or null.
func (t *thing) inner(typ string) cty.Value {
	for _, found := range t.body.Blocks {
		if found.Type == typ {
			inner := &thing{t.reader, typ, t.path + "." + typ, "", found.Body, uplinkSchema, nil}
			inner.derived = map[string]member{ // as in uplink.link and modelUplink
				"network":    inner.network,
				"masquerade": func(at hcl.Range) (cty.Value, bool) { return t.Attr("masquerade", at) },
			}
			return expression.ObjectVal(inner)
		}
	}
	return cty.NullVal(cty.DynamicPseudoType)
}

// network is the network of the address.
func (t *thing) network(at hcl.Range) (cty.Value, bool) {
	address, ok := t.Attr("address", at)
	if !ok {
		return cty.NilVal, false
	}
	if !address.IsNull() && address.Type() == cty.String {
		if prefix, err := netip.ParsePrefix(address.AsString()); err == nil {
			return cty.StringVal(prefix.Masked().String()), true
		}
	}
	t.reportOnce(newDiagnostic(at, expression.NullValue, t.path+".network follows from the address, which doesn't say a network. Write network in that block."))
	return cty.NilVal, false
}

// derivedOfProvider are the numbers that follow from the position in the file
// and from table_base.
func (r *reader) derivedOfProvider(top block, found *hcl.Block, position int) map[string]member {
	body := found.Body.(*hclsyntax.Body)
	number := func(body *hclsyntax.Body, name string, otherwise int, at hcl.Range) (cty.Value, bool) {
		if attr, ok := body.Attributes[name]; ok {
			value, ok := r.resolve(r.nodeOf(attr.Expr), at)
			if !ok || !value.IsNull() {
				return value, ok && value.Type() == cty.Number // or it is reported where it is read
			}
		}
		return cty.NumberIntVal(int64(otherwise)), true
	}
	id := func(at hcl.Range) (cty.Value, bool) { return number(body, "id", position+1, at) }
	return map[string]member{"id": id, "table": func(at hcl.Range) (cty.Value, bool) {
		own, ok := id(at)
		base, okBase := cty.NumberIntVal(defaultTableBase), true
		if settings := top.blocks("settings"); len(settings) > 0 {
			base, okBase = number(settings[0].Body.(*hclsyntax.Body), "table_base", defaultTableBase, at)
		}
		if !ok || !okBase {
			return cty.NilVal, false
		}
		return base.Add(own), true
	}}
}

// advice is the end of a message about an unknown name: what was probably
// meant, or what there is.
func (s *namespace) advice(name string) string {
	if meant := s.evaluator.Suggest(name, s.ordered); meant != "" {
		return " Did you mean " + s.word + "." + meant + "?"
	}
	for _, known := range s.ordered {
		if hclsyntax.ValidIdentifier(known) {
			return " Write one that is in this file, such as " + s.word + "." + known + "."
		}
	}
	return " Add it to this file, or write the value itself."
}
