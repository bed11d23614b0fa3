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
	partial    bool   // it is a file of which a part couldn't be parsed

	strange  []string // names of attributes and blocks that it can't have
	unlisted []string // labels of such blocks
}

// schema lists the attributes and blocks that a type of block can have.
type schema struct{ attributes, blocks []string }

// schemas are those of all types of blocks; "" is the file.
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
	return schema{strings.Fields(attributes), strings.Fields(blocks)}
}

// outline matches a body with its schema and reports what doesn't belong there.
// path is how references spell the block.
func outline(path string, b block, body *hclsyntax.Body) (_ block, f faults) {
	if b.typ == "locals" {
		return outlineLocals(b, body)
	}
	schema := schemas[b.typ]
	b.attributes, b.places = make(map[string]*node, len(body.Attributes)), make(map[string]*place)
	for name, attr := range body.Attributes {
		if !slices.Contains(schema.attributes, name) {
			b.strange = append(b.strange, name)
			f.fail(attr.NameRange, "Unsupported argument", "An argument named %q is not expected here.%s", name, schema.instead(b.typ, name, false, body))
			continue
		}
		b.attributes[name] = newNode(path+name, attr.Expr)
		b.attributes[name].block = b.typ != "variable"
	}
	for _, in := range body.Blocks {
		if !slices.Contains(schema.blocks, in.Type) {
			b.strange, b.unlisted = append(b.strange, in.Type), append(b.unlisted, in.Labels...)
			f.fail(in.TypeRange, "Unsupported block type", "Blocks of type %q are not expected here.%s", in.Type, schema.instead(b.typ, in.Type, true, body))
			continue
		}
		inner := block{typ: in.Type, at: in.DefRange(), file: b.file}
		innerPath := path + in.Type + "."
		if isNamed := slices.Contains(named, in.Type); !checkLabels(&f, in, isNamed) {
			continue
		} else if isNamed {
			inner.name, inner.nameAt = in.Labels[0], in.LabelRanges[0]
			innerPath += inner.name + "."
		}
		inner, more := outline(innerPath, inner, in.Body)
		b.inner = append(b.inner, inner)
		f.add(more)
	}
	return b, f
}

// checkLabels refuses a block whose header lacks a name, or has too many.
func checkLabels(f *faults, in *hclsyntax.Block, isNamed bool) bool {
	switch labels := len(in.Labels); {
	case isNamed && labels == 0:
		f.fail(in.OpenBraceRange, "Missing name for "+in.Type, "Blocks of type %s have a name. Write one in quotes before this brace.", in.Type)
	case isNamed && labels > 1:
		f.fail(in.LabelRanges[1], "Extraneous label for "+in.Type, "Blocks of type %s have one name. Remove this one.", in.Type)
	case !isNamed && labels > 0:
		f.fail(in.LabelRanges[0], "Extraneous label for "+in.Type, "Blocks of type %s have no name. Remove it.", in.Type)
	default:
		return true
	}
	return false
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

// instead says what to write instead of the unknown name of a block or an attribute in a
// block of type typ.
func (s schema) instead(typ, name string, isBlock bool, body *hclsyntax.Body) string {
	names, others, kind := s.attributes, s.blocks, " Did you mean to define a block of type %q?"
	if isBlock {
		names, others, kind = s.blocks, s.attributes, " Did you mean to define argument %q? If so, use the equals sign to assign it a value."
	}
	habit, meant := cmp.Or(habits[name], habits[typ+" "+name]), suggest(name, names)
	set, isSet := body.Attributes[meant]
	switch {
	case slices.Contains(others, name):
		return fmt.Sprintf(kind, name)
	case habit != "":
		return " " + habit
	case meant != "" && isSet:
		return fmt.Sprintf(" Did you mean %q? That one is set already (%s). Remove one of the two.", meant, line(set.NameRange))
	case meant != "":
		return fmt.Sprintf(" Did you mean %q?", meant)
	}
	known := slices.Clone(s.attributes)
	for _, typ := range s.blocks {
		known = append(known, typ+" { }")
	}
	return " Known here: " + strings.Join(known, ", ") + "."
}

const (
	repeated  = "Nothing repeats a block here. Write one block for each; [for x in list : x] makes a list."
	elsewhere = "Nothing is looked up elsewhere. Write the value itself, or a variable for it."
)

// habits are words that Terraform knows, and what to write here instead: in any place, in a
// block of one type ("TYPE WORD"), or in references ("WORD.").
var habits = map[string]string{
	"count": repeated, "dynamic": repeated, "each": repeated, "for_each": repeated,
	"data": elsewhere, "module": elsewhere, "resource": elsewhere,
	"path.":         "Write the path without it: files are read from the directory of the configuration.",
	"variable type": "Remove it: a variable has the type of its default, and is a text without one.",
}

// misspelt reports whether an unknown name may be this one, misspelt, or an unknown block has
// this label, as in dynamic "ipv4": then the absence of this name is the same mistake.
func (b block) misspelt(name string) bool {
	return slices.Contains(b.unlisted, name) || suggest(name, b.strange) != ""
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
		f.fail(extra.at, duplicateBlock, "There is a block %s already (%s). Move what is needed into it and remove this one.", typ, line(list[0].at))
	}
	return list[0], true
}
