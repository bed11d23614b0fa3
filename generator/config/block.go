package config

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// block is a block of the file. Its attributes are values, of which nobody has
// asked yet what they mean.
type block struct {
	typ        string
	name       string    // its label
	at         hcl.Range // its header: where to point when something is missing
	nameAt     hcl.Range
	attributes map[string]*node
	inner      []block

	strange  hcl.Diagnostics // names that it can't have; they are reported
	unlisted []string        // labels of blocks that it can't have
}

// attributes is the part of a schema that lists attributes. None is required
// there: an absent one is reported by require, which knows what to write.
func attributes(names ...string) []hcl.AttributeSchema {
	var list []hcl.AttributeSchema
	for _, name := range names {
		list = append(list, hcl.AttributeSchema{Name: name})
	}
	return list
}

// schemas are what each type of block can have; "" is the file.
var schemas = map[string]*hcl.BodySchema{
	"": fileSchema, "provider": providerSchema, "ipv4": uplinkSchema, "ipv6": uplinkSchema, "network": networkSchema,
	"rule": ruleSchema, "default_route": defaultRouteSchema, "settings": settingsSchema, "health": healthSchema, "variable": variableSchema,
}

var fileSchema = &hcl.BodySchema{
	Blocks: []hcl.BlockHeaderSchema{
		{Type: "provider", LabelNames: []string{"name"}},
		{Type: "network", LabelNames: []string{"name"}},
		{Type: "rule", LabelNames: []string{"name"}},
		{Type: "default_route"},
		{Type: "settings"},
		{Type: "health"},
		{Type: "variable", LabelNames: []string{"name"}},
		{Type: "locals"},
	},
}

// outline matches a body with its schema and reports what doesn't belong there.
// path is how references spell the block.
func outline(path string, b block, body *hclsyntax.Body) (block, hcl.Diagnostics) {
	if b.typ == "locals" {
		return outlineLocals(b, body)
	}
	schema := schemas[b.typ]
	content, diags := body.Content(schema)
	for _, diag := range diags {
		diag.Detail += structureAdvice(diag, body, schema)
	}
	b.strange, b.unlisted = diags, unlisted(body, schema)
	b.attributes = make(map[string]*node, len(content.Attributes))
	for name, attr := range content.Attributes {
		b.attributes[name] = newNode(path+name, attr.Expr)
		b.attributes[name].block = b.typ != "variable"
	}
	for _, found := range content.Blocks {
		inner := block{typ: found.Type, at: found.DefRange}
		innerPath := path + found.Type + "."
		if len(found.Labels) > 0 {
			inner.name, inner.nameAt = found.Labels[0], found.LabelRanges[0]
			innerPath += inner.name + "."
		}
		inner, more := outline(innerPath, inner, found.Body.(*hclsyntax.Body))
		b.inner = append(b.inner, inner)
		diags = append(diags, more...)
	}
	return b, diags
}

func outlineLocals(b block, body *hclsyntax.Body) (block, hcl.Diagnostics) {
	var f faults
	for _, inner := range body.Blocks {
		f.fail(inner.DefRange(), "Unsupported block type", "A block locals { } has no blocks in it. Write name = value.")
	}
	b.attributes = make(map[string]*node, len(body.Attributes))
	for name, attr := range body.Attributes {
		b.attributes[name] = newNode("local."+name, attr.Expr)
		b.attributes[name].nameAt = attr.NameRange
	}
	return b, f.list
}

// has reports whether an attribute is written, and not null.
func (b block) has(name string) bool {
	n, found := b.attributes[name]
	return found && !n.value.IsNull()
}

// inOrder are the attributes of a block in the order of the file.
func (b block) inOrder() []string {
	return slices.SortedFunc(maps.Keys(b.attributes), func(one, two string) int {
		return cmp.Compare(b.attributes[one].at.Start.Byte, b.attributes[two].at.Start.Byte)
	})
}

// structureAdvice is what hcl's own diagnostics about blocks leave unsaid: what
// to write instead.
func structureAdvice(diag *fault, body *hclsyntax.Body, schema *hcl.BodySchema) string {
	switch {
	case strings.HasPrefix(diag.Summary, "Missing name"):
		return " Write a name in quotes behind the type of the block."
	case strings.HasPrefix(diag.Summary, "Extraneous label"):
		return " Remove it."
	case strings.Contains(diag.Detail, "Did you mean"):
		return ""
	}
	_, name, _ := strings.Cut(diag.Detail, "\"")
	name, _, _ = strings.Cut(name, "\"")
	names := attributeNames(schema)
	if diag.Summary != "Unsupported argument" {
		names = blockTypes(schema)
	}
	meant := suggest(name, names)
	if meant == "" {
		return " Known here: " + choices(schema) + "."
	}
	advice := fmt.Sprintf(" Did you mean %q?", meant)
	if set, found := body.Attributes[meant]; found {
		advice += fmt.Sprintf(" That one is set already (%s). Remove one of the two.", line(set.NameRange))
	}
	return advice
}

func attributeNames(schema *hcl.BodySchema) []string {
	var names []string
	for _, attr := range schema.Attributes {
		names = append(names, attr.Name)
	}
	return names
}

func blockTypes(schema *hcl.BodySchema) []string {
	var names []string
	for _, inner := range schema.Blocks {
		names = append(names, inner.Type)
	}
	return names
}

// choices are the names that a schema has.
func choices(schema *hcl.BodySchema) string {
	names := attributeNames(schema)
	for _, typ := range blockTypes(schema) {
		names = append(names, typ+" { }")
	}
	return strings.Join(names, ", ")
}

// unlisted collects the labels of the blocks whose type is unknown. A provider
// in a misspelt block is one mistake, not one more for each reference to it.
func unlisted(body *hclsyntax.Body, schema *hcl.BodySchema) []string {
	var labels []string
	for _, b := range body.Blocks {
		if !slices.Contains(blockTypes(schema), b.Type) {
			labels = append(labels, b.Labels...)
		}
	}
	return labels
}

// misspelt reports whether an unknown name was probably meant to be this one,
// so that its absence is the same mistake.
func (b block) misspelt(name string) bool {
	return slices.ContainsFunc(b.strange, func(diag *fault) bool {
		_, meant, found := strings.Cut(diag.Detail, "Did you mean")
		return found && strings.Contains(meant, fmt.Sprintf("%q", name))
	})
}

// blocks returns the inner blocks of one type.
func (b block) blocks(typ string) []block {
	var list []block
	for _, inner := range b.inner {
		if inner.typ == typ {
			list = append(list, inner)
		}
	}
	return list
}

// single returns the inner block of a type that may occur once. The second and
// later ones are errors.
func (b block) single(f *faults, typ string) (block, bool) {
	list := b.blocks(typ)
	if len(list) == 0 {
		return block{}, false
	}
	for _, extra := range list[1:] {
		f.fail(extra.at, duplicateBlock, "%s stands in %s already. Move what is needed into that block and remove this one.", typ, line(list[0].at))
	}
	return list[0], true
}
