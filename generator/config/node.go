package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/expression"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// node is a value that references can ask for. It is computed once.
type node struct {
	name    string // as references spell it, once one has
	at      hcl.Range
	compute func() (cty.Value, bool)
	state   nodeState
	value   cty.Value
	uses    []*variable // that it follows from, a few of them
}

type nodeState int

const (
	unknown nodeState = iota
	computing
	failed // and reported
	known
)

// maxUses is how many variables a message about a value names.
const maxUses = 3

// newEvaluator returns what evaluates the expressions of a configuration.
func (r *reader) newEvaluator(readFile func(string) ([]byte, error)) *expression.Evaluator {
	return &expression.Evaluator{Root: r.root, ReadFile: readFile, Report: r.reportOnce}
}

// reportOnce leaves out what was reported before: an element of a list can be
// evaluated by itself and as part of the list.
func (r *reader) reportOnce(diag *hcl.Diagnostic) {
	key := fmt.Sprint(diag.Subject.Start.Byte, diag.Subject.End.Byte, diag.Summary, diag.Detail)
	if r.reported[key] {
		return
	}
	r.reported[key] = true
	r.diags = append(r.diags, diag)
}

// valueOf evaluates the expression of an attribute or an element.
func (r *reader) valueOf(expr hcl.Expression) (cty.Value, bool) {
	switch expr := expr.(type) {
	case *hclsyntax.LiteralValueExpr, element:
		return r.evaluator.Value(expr)
	case *hclsyntax.TemplateExpr:
		if expr.IsStringLiteral() {
			return r.evaluator.Value(expr)
		}
	}
	return r.resolve(r.nodeOf(expr), expr.Range())
}

// nodeOf returns the node of an expression. One that could not be read is reported.
func (r *reader) nodeOf(expr hcl.Expression) *node {
	n, found := r.nodes[expr]
	if !found {
		n = &node{at: expr.Range(), compute: func() (cty.Value, bool) { return r.evaluator.Value(expr) }}
		if _, unread := expr.(*hclsyntax.ExprSyntaxError); unread {
			n.state = failed
		}
		r.nodes[expr] = n
	}
	return n
}

// named is nodeOf for an expression that a reference asks for.
func (r *reader) named(name string, expr hcl.Expression) *node {
	n := r.nodeOf(expr)
	n.name = name
	return n
}

// resolve computes the value of a node. at is where it is asked for.
func (r *reader) resolve(n *node, at hcl.Range) (cty.Value, bool) {
	switch n.state {
	case computing:
		r.failCycle(n, at)
		return cty.NilVal, false
	case unknown:
		n.state = computing
		r.stack = append(r.stack, n)
		value, ok := n.compute()
		r.stack = r.stack[:len(r.stack)-1]
		if n.state = failed; ok {
			n.state, n.value = known, value
		}
	}
	for _, v := range n.uses {
		r.use(v)
	}
	return n.value, n.state == known
}

// use notes that the value which is being computed follows from a variable.
func (r *reader) use(v *variable) {
	if len(r.stack) == 0 {
		return
	}
	top := r.stack[len(r.stack)-1]
	if len(top.uses) < maxUses && !slices.Contains(top.uses, v) {
		top.uses = append(top.uses, v)
	}
}

// failCycle reports that a value needs itself.
func (r *reader) failCycle(n *node, at hcl.Range) {
	const most = 20
	cycle := r.stack[slices.Index(r.stack, n):]
	var names []string
	for i, member := range cycle {
		if i == most {
			names = append(names, fmt.Sprintf("%d more", len(cycle)-most))
			break
		}
		if member.name != "" { // else it is part of the one before
			names = append(names, fmt.Sprintf("%s (%s)", member.name, line(member.at)))
		}
	}
	r.fail(at, referenceCycle, "Each of these values follows from the next one: %s, and then %s again. Write one of them without a reference.",
		strings.Join(names, ", "), n.name)
}

// element is an element of a list that an expression made.
type element struct {
	hcl.Expression
	list     hcl.Expression
	position int // from 1
}

// elementsOf are the elements of such a list. Those of a list that a file was
// split into are its lines: blank ones and comments are left out.
func elementsOf(list hcl.Expression, values []cty.Value) []hcl.Expression {
	var exprs []hcl.Expression
	for i, value := range values {
		if !value.IsNull() && value.Type() == cty.String {
			text, _, _ := strings.Cut(value.AsString(), "#")
			text, _, _ = strings.Cut(text, ";")
			if text = strings.TrimSpace(text); text == "" {
				continue
			}
			value = cty.StringVal(text)
		}
		exprs = append(exprs, element{hcl.StaticExpr(value, list.Range()), list, i + 1})
	}
	return exprs
}

// background says where a value that was refused comes from, when the place of
// the attribute doesn't show that.
func (r *reader) background(expr hcl.Expression) string {
	note := ""
	if e, ok := expr.(element); ok {
		note = fmt.Sprintf(" It is element %d of the list.", e.position)
		expr = e.list
	}
	n, found := r.nodes[expr]
	if !found || len(n.uses) == 0 {
		return note
	}
	var from []string
	for _, v := range n.uses {
		from = append(from, fmt.Sprintf("var.%s (%s)", v.name, v.from()))
	}
	return note + " The value follows from " + strings.Join(from, ", ") + "."
}
