package config

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// block is a block of the file, with the values of its attributes before parse functions
// check them.
type block struct {
	typ        string
	name       string    // its label
	at         hcl.Range // its header: where to point when something is missing
	nameAt     hcl.Range
	attributes map[string]*node
	places     map[string]*place // of the attributes that were read
	inner      []block
	file       string // for origins

	strange  faults   // about attributes and blocks that it can't have
	unlisted []string // the labels of such blocks
}

// schema lists the attributes and blocks that a type of block can have.
type schema struct {
	attributes, blocks []string
	body               *hcl.BodySchema // the same, as hcl has it
}

// schemas are those of all types of blocks; "" is the file. For hcl all attributes are
// optional: require reports one that is absent, with an example.
var schemas = map[string]schema{
	"":              newSchema("", "provider network rule default_route settings health variable locals"),
	"provider":      newSchema("interface id table weight masquerade optional metered", "ipv4 ipv6 health"),
	"ipv4":          newSchema(sideAttributes, ""),
	"ipv6":          newSchema(sideAttributes, ""),
	"network":       newSchema("interface gateway prefixes", ""),
	"rule":          newSchema("via balance otherwise "+strings.Join(selector.Attributes(), " "), ""),
	"default_route": newSchema("prefer balance backup table", ""),
	"settings":      newSchema("rt_tables table_base priority_base mark_mask protocols hash_policy connection_marks manage_sysctls", ""),
	"health":        newSchema("targets interval quorum timeout suspect fall rise loss latency window failback dns on_down", ""),
	"variable":      newSchema("default description", ""),
}

const sideAttributes = "address gateway network onlink prefixes routes masquerade masquerade_except"

// named are the types of blocks that have a name behind them.
var named = strings.Fields("provider network rule variable")

func newSchema(attributes, blocks string) schema {
	s := schema{strings.Fields(attributes), strings.Fields(blocks), &hcl.BodySchema{}}
	for _, name := range s.attributes {
		s.body.Attributes = append(s.body.Attributes, hcl.AttributeSchema{Name: name})
	}
	for _, typ := range s.blocks {
		header := hcl.BlockHeaderSchema{Type: typ}
		if slices.Contains(named, typ) {
			header.LabelNames = []string{"name"}
		}
		s.body.Blocks = append(s.body.Blocks, header)
	}
	return s
}

// outline matches a body with its schema and reports what doesn't belong there.
// path is how references spell the block.
func outline(path string, b block, body *hclsyntax.Body) (block, faults) {
	if b.typ == "locals" {
		return outlineLocals(b, body)
	}
	schema := schemas[b.typ]
	content, found := body.Content(schema.body)
	diags := faults(found)
	for _, diag := range diags {
		diag.Detail += structureAdvice(diag, body, schema)
	}
	b.strange, b.unlisted = diags, unlisted(body, schema)
	b.attributes, b.places = make(map[string]*node, len(content.Attributes)), make(map[string]*place)
	for name, attr := range content.Attributes {
		b.attributes[name] = newNode(path+name, attr.Expr)
		b.attributes[name].block = b.typ != "variable"
	}
	for _, in := range content.Blocks {
		inner := block{typ: in.Type, at: in.DefRange, file: b.file}
		innerPath := path + in.Type + "."
		if len(in.Labels) > 0 {
			inner.name, inner.nameAt = in.Labels[0], in.LabelRanges[0]
			innerPath += inner.name + "."
		}
		inner, more := outline(innerPath, inner, in.Body.(*hclsyntax.Body))
		b.inner = append(b.inner, inner)
		diags = append(diags, more...)
	}
	return b, diags
}

func outlineLocals(b block, body *hclsyntax.Body) (_ block, f faults) {
	for _, inner := range body.Blocks {
		f.fail(inner.DefRange(), "Unsupported block type", "A block locals { } has no blocks in it. Write name = value.")
	}
	b.attributes = make(map[string]*node, len(body.Attributes))
	for name, attr := range body.Attributes {
		b.attributes[name] = newNode("local."+name, attr.Expr)
		b.attributes[name].nameAt = attr.NameRange
	}
	return b, f
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

// structureAdvice says what to write instead, which hcl's diagnostics about blocks don't.
func structureAdvice(diag *fault, body *hclsyntax.Body, schema schema) string {
	switch {
	case strings.HasPrefix(diag.Summary, "Missing name"):
		return " Write a name in quotes behind the type of the block."
	case strings.HasPrefix(diag.Summary, "Extraneous label"):
		return " Remove it."
	case strings.Contains(diag.Detail, "Did you mean"):
		return ""
	}
	name := strangeName(diag)
	if advice, found := habits[name]; found {
		return " " + advice
	}
	names := schema.attributes
	if diag.Summary != "Unsupported argument" {
		names = schema.blocks
	}
	meant := suggest(name, names)
	if meant == "" {
		known := slices.Clone(schema.attributes)
		for _, typ := range schema.blocks {
			known = append(known, typ+" { }")
		}
		return " Known here: " + strings.Join(known, ", ") + "."
	}
	advice := fmt.Sprintf(" Did you mean %q?", meant)
	if set, found := body.Attributes[meant]; found {
		advice += fmt.Sprintf(" That one is set already (%s). Remove one of the two.", line(set.NameRange))
	}
	return advice
}

const repeated = "Nothing repeats a block here. Write one block for each; [for x in list : x] makes a list."

// habits are words that Terraform knows, and what to write here instead.
var habits = map[string]string{
	"count": repeated, "dynamic": repeated, "each": repeated, "for_each": repeated,
	"path": "Write the path without it: files are read from the directory of the configuration.",
	"type": "Remove it: a variable has the type of its default, and is a text without one.",
}

// unlisted collects the labels of the blocks whose type is unknown. A provider
// in a misspelt block is one mistake, not one more for each reference to it.
func unlisted(body *hclsyntax.Body, schema schema) []string {
	var labels []string
	for _, b := range body.Blocks {
		if !slices.Contains(schema.blocks, b.Type) {
			labels = append(labels, b.Labels...)
		}
	}
	return labels
}

// strangeName is the name that a diagnostic about the structure quotes first.
func strangeName(diag *fault) string {
	_, name, _ := strings.Cut(diag.Detail, "\"")
	name, _, _ = strings.Cut(name, "\"")
	return name
}

// misspelt reports whether an unknown name may have been meant to be this one,
// so that its absence is the same mistake; also that of the label of an unknown block, as
// in dynamic "ipv4".
func (b block) misspelt(name string) bool {
	return slices.Contains(b.unlisted, name) || slices.ContainsFunc(b.strange, func(diag *fault) bool {
		return suggest(strangeName(diag), []string{name}) != ""
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
		return block{at: b.at, file: b.file}, false
	}
	for _, extra := range list[1:] {
		f.fail(extra.at, duplicateBlock, "%s stands in %s already. Move what is needed into that block and remove this one.", typ, line(list[0].at))
	}
	return list[0], true
}
