package expression

import (
	"maps"
	"slices"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// function is one that expressions can call.
type function struct {
	usage string // for messages
	least int    // arguments
	most  int    // likewise; anyNumber: no limit
	apply func(*args) (cty.Value, error)
}

const anyNumber = -1

// functions are all of them. Names and meanings are those that HCL's users
// know from Terraform. Most files call none, so they are put together late.
var functions func() map[string]function

// It is set here, because functions call back into the evaluator.
func init() {
	functions = sync.OnceValue(func() map[string]function {
		all := make(map[string]function)
		for _, group := range []map[string]function{textFunctions(), listFunctions(), numberFunctions(), cidrFunctions(), fileFunctions()} {
			maps.Copy(all, group)
		}
		return all
	})
}

// call evaluates the arguments and calls the function.
func (e *Evaluator) call(expr *hclsyntax.FunctionCallExpr) (cty.Value, bool) {
	f, known := e.lookup(expr)
	a, ok := e.arguments(expr)
	if !known || !ok {
		return cty.NilVal, false
	}
	if count := len(a.values); count < f.least || f.most != anyNumber && count > f.most {
		e.Fail(expr.Range(), WrongArguments, "%d given. Write %s.", count, f.usage)
		return cty.NilVal, false
	}
	if err := e.charge(cost(a.values)); err != nil {
		return e.failed(expr, err)
	}
	value, err := f.apply(a)
	switch {
	case a.err != nil:
		e.failWith(a.at, a.err)
		return cty.NilVal, false
	case err == nil && IsList(value):
		err = e.holds(value.LengthInt())
	case err == nil && value.Type() == cty.String && !value.IsNull():
		err = e.fits(len(value.AsString()))
	}
	return e.result(expr, value, err)
}

// lookup reports a function that isn't there.
func (e *Evaluator) lookup(expr *hclsyntax.FunctionCallExpr) (function, bool) {
	f, found := functions()[expr.Name]
	if !found {
		advice := " The README lists the ones there are. Write one of them, or the value itself."
		if meant := e.Suggest(expr.Name, slices.Sorted(maps.Keys(functions()))); meant != "" {
			advice = " Did you mean " + functions()[meant].usage + "?"
		}
		e.Fail(expr.NameRange, UnknownFunction, "There is no function %s.%s", Quote(expr.Name), advice)
	}
	return f, found
}

// arguments evaluates all of them, also behind one with a mistake.
func (e *Evaluator) arguments(expr *hclsyntax.FunctionCallExpr) (*args, bool) {
	a := &args{Evaluator: e}
	good := true
	for i, arg := range expr.Args {
		value, ok := e.Value(arg)
		if !ok {
			good = false
			continue
		}
		values := []cty.Value{value}
		if expr.ExpandFinal && i == len(expr.Args)-1 {
			var err error
			if values, err = asList(value); err != nil {
				e.failed(arg, err)
				good = false
			}
		}
		for _, value := range values {
			a.values = append(a.values, value)
			a.ranges = append(a.ranges, arg.Range())
		}
	}
	return a, good
}

// cost is what it takes to look at each argument once.
func cost(values []cty.Value) int {
	total := nodeCost
	for _, v := range values {
		switch {
		case v.IsNull():
		case v.Type() == cty.String:
			total += len(v.AsString())
		case v.Type().IsTupleType():
			total += v.LengthInt() * nodeCost
		case v.Type().IsObjectType():
			total += v.LengthInt() * attrCost
		}
	}
	return total
}

// args are the arguments of a call. Those of another type than a function asks
// for are remembered here and read as empty, so that functions needn't check.
type args struct {
	*Evaluator
	values []cty.Value
	ranges []hcl.Range
	err    error
	at     hcl.Range
}

// fail remembers the first mistake, which is about argument i.
func (a *args) fail(i int, err error) {
	if a.err == nil && err != nil {
		a.err, a.at = err, a.ranges[i]
	}
}

func argument[T any](a *args, i int, as func(cty.Value) (T, error)) T {
	value, err := as(a.values[i])
	a.fail(i, err)
	return value
}

func (a *args) text(i int) string                     { return argument(a, i, asText) }
func (a *args) whole(i int) int                       { return argument(a, i, asWhole) }
func (a *args) list(i int) []cty.Value                { return argument(a, i, asList) }
func (a *args) attributes(i int) map[string]cty.Value { return argument(a, i, asObject) }

// texts is a list of texts.
func (a *args) texts(i int) []string {
	var texts []string
	for _, v := range a.list(i) {
		text, err := asText(v)
		a.fail(i, err)
		texts = append(texts, text)
	}
	return texts
}

// textList makes a list of texts and pays for it.
func (a *args) textList(texts []string) (cty.Value, error) {
	if err := a.holds(len(texts)); err != nil {
		return cty.NilVal, err
	}
	values := make([]cty.Value, len(texts))
	for i, text := range texts {
		values[i] = cty.StringVal(text)
	}
	return a.Evaluator.list(values)
}
