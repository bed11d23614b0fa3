package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// node is a value that is computed when it is first needed, and kept.
type node struct {
	name   string // as references spell it
	at     hcl.Range
	nameAt hcl.Range      // of a local value's name
	expr   hcl.Expression // nil: nothing is written
	block  bool           // it is an attribute of a block: a reference to a whole block is a name there
	scope  *scope         // it is no value, but a block or the like, with these members
	// compute is how it is computed, nil: by expr.
	compute func(*evaluator) cty.Value
	// derive is the value for references where nothing or null is written.
	derive func(*evaluator) (cty.Value, *fault)

	state  nodeState
	value  value
	faults faults
	uses   []*variable // that it depends on, at most maxUses
	broken bool        // a value that it depends on is unknown
	cycle  cycle
}

type nodeState int

const (
	fresh nodeState = iota
	computing
	settled // known, or reported
)

// cycle records that a value was needed while it was being computed.
type cycle struct {
	found bool
	depth int // of the value in the evaluator's stack
	fault *fault
}

func newNode(name string, expr hcl.Expression) *node {
	return &node{name: name, at: expr.Range(), expr: expr, value: value{Value: cty.DynamicVal, at: expr.Range()}}
}

// constant is a node of a value that isn't written in the file.
func constant(name string, v cty.Value) *node {
	return &node{name: name, state: settled, value: value{Value: v}}
}

// evaluator computes the values of one configuration.
type evaluator struct {
	root     *scope
	plain    *hcl.EvalContext // without references
	progress *Progress
	stack    []*node
	retries  int
}

const (
	maxValues  = 10_000 // that depend on each other
	maxRetries = 100    // of values that a cycle left unknown
	maxUses    = 3      // variables that a message about a value names
)

// evaluate computes all values, and returns what is wrong with them.
func (e *evaluator) evaluate(nodes []*node) faults {
	var all faults
	for _, n := range nodes {
		e.resolve(n, n.at)
		all.add(n.faults)
	}
	return all
}

// resolve returns the value of a node; at is the place of the reference. A value with a
// mistake, which is reported, is unknown.
func (e *evaluator) resolve(n *node, at hcl.Range) cty.Value {
	switch n.state {
	case computing:
		e.noteCycle(n, at)
		return cty.DynamicVal
	case fresh:
		e.run(n, at)
	}
	if top := e.top(); top != nil {
		top.use(n.uses...)
		top.broken = top.broken || !n.value.IsKnown()
	}
	return n.value.Value
}

// refer is resolve for a reference: it returns the default of an attribute that isn't
// written. whole: the reference is to the whole block, where a default without a value is
// no mistake.
func (e *evaluator) refer(n *node, at hcl.Range, whole bool) cty.Value {
	v := e.resolve(n, at)
	if !v.IsNull() || n.derive == nil {
		return v
	}
	v, f := n.derive(e)
	switch {
	case f != nil && whole:
		return cty.NullVal(cty.String)
	case f != nil:
		e.top().faults.place(at, f, "")
	}
	return v
}

func (e *evaluator) top() *node {
	if len(e.stack) == 0 {
		return nil
	}
	return e.stack[len(e.stack)-1]
}

func (e *evaluator) run(n *node, at hcl.Range) {
	if len(e.stack) == maxValues {
		e.top().faults.fail(at, tooDeep, "This needs more than %d other values. Write some of them as they are.", maxValues)
		n.state = settled
		return
	}
	n.state = computing
	e.stack = append(e.stack, n)
	e.progress.current.Store(n)
	if n.compute != nil {
		n.value.Value = n.compute(e)
	} else if n.expr != nil {
		e.compute(n)
	}
	e.stack = e.stack[:len(e.stack)-1]
	e.settle(n)
	e.progress.current.Store(e.top())
}

// settle checks a value that was computed. One that depends on a value which is still
// being computed, and so is unknown, is computed again when it is next needed.
func (e *evaluator) settle(n *node) {
	n.state = settled
	switch w := weigh(n.value.Value); {
	case w.fault != nil:
		n.faults.place(n.at, w.fault, "")
		n.value = value{Value: cty.DynamicVal, at: n.at}
	case w.unknown:
		e.settleUnknown(n)
	}
}

// settleUnknown is settle for a value with an unknown part.
func (e *evaluator) settleUnknown(n *node) {
	n.value.Value = cty.DynamicVal
	depth := len(e.stack)
	switch {
	case n.cycle.found && n.cycle.depth < depth && e.retries < maxRetries:
		e.retries++
		e.top().follow(n.cycle)
		n.reset()
	case n.cycle.found:
		n.faults.add(faults{n.cycle.fault})
	case !n.broken && !n.faults.haveErrors():
		n.faults.fail(n.at, nullValue, "This has no value, since a part of it is null. Write one, or choose it with a condition, such as x == null ? \"a\" : x.")
	}
}

// reset forgets what was computed.
func (n *node) reset() {
	n.state, n.faults, n.uses, n.broken, n.cycle = fresh, faults{}, nil, false, cycle{}
	n.value = value{Value: cty.DynamicVal, at: n.at}
}

// noteCycle notes that the value on top of the stack needs n, which is further down.
func (e *evaluator) noteCycle(n *node, at hcl.Range) {
	const most = 20
	depth := slices.Index(e.stack, n)
	members := e.stack[depth:]
	var names []string
	for _, member := range members[:min(len(members), most)] {
		names = append(names, fmt.Sprintf("%s (%s)", member.name, line(member.at)))
	}
	if len(members) > most {
		names = append(names, fmt.Sprintf("%d more", len(members)-most))
	}
	e.top().follow(cycle{true, depth, newDiagnostic(at, referenceCycle, fmt.Sprintf(
		"Each of these values follows from the next one: %s, and then %s again. Write one of them without a reference.", strings.Join(names, ", "), n.name))})
}

// follow keeps the cycle that begins furthest down the stack.
func (n *node) follow(c cycle) {
	n.broken = true
	if !n.cycle.found || c.depth < n.cycle.depth {
		n.cycle = c
	}
}

// use notes variables that the value depends on.
func (n *node) use(list ...*variable) {
	for _, v := range list {
		if len(n.uses) < maxUses && !slices.Contains(n.uses, v) {
			n.uses = append(n.uses, v)
		}
	}
}

// compute evaluates an expression. The elements of a list that is written as
// one are evaluated by themselves, so that each keeps its place.
func (e *evaluator) compute(n *node) {
	list, isList := unwrap(n.expr).(*hclsyntax.TupleConsExpr)
	if !isList {
		n.value = e.value(n, n.expr)
	} else {
		values := make([]cty.Value, 0, len(list.Exprs))
		for _, expr := range list.Exprs {
			item := e.value(n, expr)
			n.value.items = append(n.value.items, item)
			values = append(values, item.Value)
		}
		n.value.Value, n.value.written = cty.TupleVal(values), true
	}
	if len(n.uses) > 0 {
		n.value.note = n.background()
		for i := range n.value.items {
			n.value.items[i].note = n.value.note
		}
	}
}

// value evaluates an expression for a node.
func (e *evaluator) value(n *node, expr hcl.Expression) value {
	v := value{at: expr.Range(), literal: isLiteral(expr)}
	context := e.plain
	switch expr := unwrap(expr).(type) {
	case *hclsyntax.ExprSyntaxError: // is reported
		n.broken = true
		v.Value = cty.DynamicVal
		return v
	case *hclsyntax.ObjectConsExpr, *hclsyntax.TupleConsExpr:
		v.written = true
	case *hclsyntax.ScopeTraversalExpr:
		v.path = blockNamed(expr)
		if n.block && v.path != "" {
			v.Value = e.named(expr.Traversal)
			return v
		}
	}
	if !v.literal {
		context = e.context(expr.Variables())
	}
	var diags faults
	v.Value, diags = valueOf(expr, context)
	n.faults.add(explain(diags))
	return v
}

// background names the variables that a value depends on.
func (n *node) background() string {
	var from []string
	for _, v := range n.uses {
		from = append(from, fmt.Sprintf("var.%s (%s)", v.name, v.from()))
	}
	return " The value follows from " + strings.Join(from, ", ") + "."
}
