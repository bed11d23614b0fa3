package config

import (
	"cmp"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// indexLocals makes the values of all locals blocks known.
func (r *reader) indexLocals(top block) []*node {
	var nodes []*node
	first := make(map[string]hcl.Range)
	for _, found := range top.blocks("locals") {
		body := found.Body.(*hclsyntax.Body)
		for _, inner := range body.Blocks {
			r.fail(inner.DefRange(), "Unsupported block type", "A block locals { } has no blocks in it. Write name = value.")
		}
		for _, attr := range inOrder(body) {
			if earlier, ok := first[attr.Name]; ok {
				r.fail(attr.NameRange, duplicateName, "There is a local value %s already (%s). Write another name.", quote(attr.Name), line(earlier))
				continue
			}
			first[attr.Name] = attr.NameRange
			n := r.named("local."+attr.Name, attr.Expr)
			nodes = append(nodes, n)
			r.space("local").put(attr.Name, func(at hcl.Range) (cty.Value, bool) { return r.resolve(n, at) })
		}
	}
	return nodes
}

// inOrder are the attributes of a body in the order of the file.
func inOrder(body *hclsyntax.Body) []*hclsyntax.Attribute {
	return slices.SortedFunc(maps.Values(body.Attributes), func(a, b *hclsyntax.Attribute) int {
		return cmp.Compare(a.NameRange.Start.Byte, b.NameRange.Start.Byte)
	})
}

// checkLocals evaluates also those that nothing refers to: their mistakes are
// mistakes, too.
func (r *reader) checkLocals(nodes []*node) {
	for _, n := range nodes {
		r.resolve(n, n.at)
	}
}
