package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// block is the content of one block, still to be read.
type block struct {
	*reader
	header   hcl.Range // where to point when something is missing
	content  *hcl.BodyContent
	unknown  hcl.Diagnostics // what the schema doesn't have, already reported
	unlisted []string        // labels of blocks that the schema doesn't have
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

// open matches a body with its schema and reports what doesn't belong there.
func (r *reader) open(body hcl.Body, header hcl.Range, schema *hcl.BodySchema) block {
	content, diags := body.Content(schema)
	for _, diag := range diags {
		diag.Detail += r.advice(diag, body, schema)
	}
	r.diags = append(r.diags, diags...)
	return block{r, header, content, diags, unlisted(body, schema)}
}

// advice is what hcl's own diagnostics about blocks leave unsaid: what to
// write instead.
func (r *reader) advice(diag *hcl.Diagnostic, body hcl.Body, schema *hcl.BodySchema) string {
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
	meant := r.evaluator.Suggest(name, namesLike(diag, schema))
	if meant == "" {
		return " Known here: " + choices(schema) + "."
	}
	advice := fmt.Sprintf(" Did you mean %q?", meant)
	if set, found := body.(*hclsyntax.Body).Attributes[meant]; found {
		advice += fmt.Sprintf(" That one is set already (%s). Remove one of the two.", line(set.NameRange))
	}
	return advice
}

// namesLike are the names that could stand where a diagnostic points at: of
// arguments, or of blocks.
func namesLike(diag *hcl.Diagnostic, schema *hcl.BodySchema) []string {
	var names []string
	if diag.Summary == "Unsupported argument" {
		for _, attr := range schema.Attributes {
			names = append(names, attr.Name)
		}
		return names
	}
	for _, block := range schema.Blocks {
		names = append(names, block.Type)
	}
	return names
}

// choices are the names that a schema has.
func choices(schema *hcl.BodySchema) string {
	var names []string
	for _, attr := range schema.Attributes {
		names = append(names, attr.Name)
	}
	for _, block := range schema.Blocks {
		names = append(names, block.Type+" { }")
	}
	return strings.Join(names, ", ")
}

// unlisted collects the labels of the blocks whose type is unknown. A provider
// in a misspelt block is one mistake, not one more for each reference to it.
func unlisted(body hcl.Body, schema *hcl.BodySchema) []string {
	var labels []string
	for _, b := range body.(*hclsyntax.Body).Blocks {
		if !slices.ContainsFunc(schema.Blocks, func(known hcl.BlockHeaderSchema) bool { return known.Type == b.Type }) {
			labels = append(labels, b.Labels...)
		}
	}
	return labels
}

// misspelt reports whether an unknown name was probably meant to be this one,
// so that its absence is the same mistake.
func (b block) misspelt(name string) bool {
	for _, diag := range b.unknown {
		_, meant, found := strings.Cut(diag.Detail, "Did you mean")
		if found && strings.Contains(meant, fmt.Sprintf("%q", name)) {
			return true
		}
	}
	return false
}

// blocks returns the inner blocks of one type.
func (b block) blocks(typ string) []*hcl.Block {
	var list []*hcl.Block
	for _, inner := range b.content.Blocks {
		if inner.Type == typ {
			list = append(list, inner)
		}
	}
	return list
}

// single returns the inner block of a type that may occur once, or nil. The
// second and later ones are errors.
func (b block) single(typ string) *hcl.Block {
	list := b.blocks(typ)
	if len(list) == 0 {
		return nil
	}
	for _, extra := range list[1:] {
		b.fail(extra.DefRange, duplicateBlock,
			"%s stands in %s already. Move what is needed into that block and remove this one.",
			typ, line(list[0].DefRange))
	}
	return list[0]
}
