package config

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// functions are those that expressions can call, under the names and with the
// meaning that they have in Terraform; where that differs from cty's standard
// library, they are in listFunctions and textFunctions. read is what file reads
// with, nil: it can't.
func functions(read func(string) ([]byte, error)) map[string]function.Function {
	all := map[string]function.Function{
		"abs": stdlib.AbsoluteFunc, "ceil": stdlib.CeilFunc, "floor": stdlib.FloorFunc, "log": stdlib.LogFunc,
		"max": stdlib.MaxFunc, "min": stdlib.MinFunc, "parseint": stdlib.ParseIntFunc, "pow": stdlib.PowFunc, "signum": stdlib.SignumFunc,

		"chomp": stdlib.ChompFunc, "format": stdlib.FormatFunc, "formatlist": stdlib.FormatListFunc, "indent": stdlib.IndentFunc,
		"join": stdlib.JoinFunc, "lower": stdlib.LowerFunc, "regex": stdlib.RegexFunc, "regexall": stdlib.RegexAllFunc,
		"split": stdlib.SplitFunc, "strrev": stdlib.ReverseFunc, "substr": stdlib.SubstrFunc, "title": stdlib.TitleFunc,
		"trim": stdlib.TrimFunc, "trimprefix": stdlib.TrimPrefixFunc, "trimspace": stdlib.TrimSpaceFunc,
		"trimsuffix": stdlib.TrimSuffixFunc, "upper": stdlib.UpperFunc,
		"startswith":  compareTexts(strings.HasPrefix),
		"endswith":    compareTexts(strings.HasSuffix),
		"strcontains": compareTexts(strings.Contains),
		"replace":     replaceFunc,

		"chunklist": stdlib.ChunklistFunc, "coalescelist": stdlib.CoalesceListFunc, "compact": stdlib.CompactFunc,
		"concat": stdlib.ConcatFunc, "contains": stdlib.ContainsFunc, "element": stdlib.ElementFunc, "flatten": stdlib.FlattenFunc,
		"keys": stdlib.KeysFunc, "merge": stdlib.MergeFunc, "range": stdlib.RangeFunc, "reverse": stdlib.ReverseListFunc,
		"setintersection": stdlib.SetIntersectionFunc, "setproduct": stdlib.SetProductFunc, "setsubtract": stdlib.SetSubtractFunc,
		"setunion": stdlib.SetUnionFunc, "slice": stdlib.SliceFunc, "sort": stdlib.SortFunc, "values": stdlib.ValuesFunc,
		"zipmap":  stdlib.ZipmapFunc,
		"alltrue": truthFunc(true), "anytrue": truthFunc(false), "coalesce": coalesceFunc, "distinct": distinctFunc,
		"index": indexFunc, "length": lengthFunc, "lookup": lookupFunc, "matchkeys": matchKeysFunc, "one": oneFunc,
		"sum": sumFunc, "transpose": transposeFunc,

		"tobool": stdlib.MakeToFunc(cty.Bool), "tonumber": stdlib.MakeToFunc(cty.Number), "tostring": stdlib.MakeToFunc(cty.String),
		"tolist": stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)), "toset": stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)),
		"tomap": stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)),

		"csvdecode": stdlib.CSVDecodeFunc, "jsondecode": stdlib.JSONDecodeFunc, "jsonencode": stdlib.JSONEncodeFunc,

		"cidrhost": cidrHostFunc, "cidrnetmask": cidrNetmaskFunc, "cidrsubnet": cidrSubnetFunc, "cidrsubnets": cidrSubnetsFunc,

		"file": fileFunc(read),
	}
	for name, f := range all {
		all[name] = guarded(f, name)
	}
	all["can"], all["try"] = tryfunc.CanFunc, tryfunc.TryFunc
	return all
}

// guarded refuses a call whose result would be too large, before it is made. It converts
// tuples of texts to lists itself: cty takes quadratic time for that.
func guarded(f function.Function, name string) function.Function {
	spec := &function.Spec{Params: f.Params(), VarParam: f.VarParam(), Type: function.StaticReturnType(cty.DynamicPseudoType)}
	types := make([]cty.Type, len(spec.Params))
	for i := range spec.Params {
		types[i] = anyCollection(&spec.Params[i])
	}
	others := cty.DynamicPseudoType
	if spec.VarParam != nil {
		others = anyCollection(spec.VarParam)
	}
	spec.Impl = func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		args = slices.Clone(args)
		for i, arg := range args {
			want := others
			if i < len(types) {
				want = types[i]
			}
			if want != cty.DynamicPseudoType || name == "tolist" || name == "toset" {
				arg = listOfTexts(arg)
			}
			var err error
			if args[i], err = convert.Convert(arg, want); err != nil {
				return cty.NilVal, function.NewArgError(i, err)
			}
		}
		if err := checkSize(name, args); err != nil {
			return cty.NilVal, err
		}
		result, err := f.Call(args)
		if err == nil {
			err = plainError(weigh(result).fault)
		}
		return result, withoutStack(err)
	}
	return function.New(spec)
}

// withoutStack replaces the error for a panic that cty has caught, such as one for null: the
// error has a stack trace.
func withoutStack(err error) error {
	if _, ok := errors.AsType[function.PanicError](err); ok {
		return errors.New("it takes no null in a list, or can't take these values together. Write values of one type")
	}
	return err
}

// anyCollection has hcl leave lists and sets as they are, and returns the type
// that is wanted.
func anyCollection(p *function.Parameter) cty.Type {
	want := p.Type
	if want.IsListType() || want.IsSetType() {
		p.Type = cty.DynamicPseudoType
		return want
	}
	return cty.DynamicPseudoType
}

var errTooLarge = errors.New("the result would have more than 64 MB. Write shorter lists and texts")

// checkSize refuses arguments whose result would be too large.
func checkSize(name string, args []cty.Value) error {
	total := 0
	for _, arg := range args {
		w := weigh(arg)
		if w.left < 0 {
			return errTooLarge
		}
		total += maxWeight - w.left
	}
	if multiplies, found := sizes[name]; found {
		total += multiplies(args)
	}
	if name == "jsondecode" && args[0].IsKnown() && !json.Valid([]byte(textOf(args[0]))) { // cty overflows the stack where that ends at 10,000 levels
		return function.NewArgErrorf(0, "this is not JSON, or nested too deeply. Write JSON as jsonencode does")
	}
	if total > maxWeight {
		return errTooLarge
	}
	return nil
}

// sizes are about how many bytes the results of functions have that make more
// than they are given. Arguments may be of any type or null here.
var sizes = map[string]func([]cty.Value) int{
	"format":     formatSize,
	"formatlist": formatSize,
	"indent": func(args []cty.Value) int {
		return product(wholeOf(args[0]), strings.Count(textOf(args[1]), "\n"))
	},
	"join": func(args []cty.Value) int {
		size := 0
		for _, list := range args[1:] {
			size += product(len(textOf(args[0])), lengthOf(list))
		}
		return size
	},
	"regexall": func(args []cty.Value) int { return product(64, len(textOf(args[1]))) },
	// Each character may become the new text, in which "$1" stands for a part of the old one.
	"replace": func(args []cty.Value) int { return product(len(textOf(args[0]))+1, len(textOf(args[2]))) },
	"setproduct": func(args []cty.Value) int {
		size := 64 * len(args)
		for _, set := range args {
			size = product(size, lengthOf(set))
		}
		return size
	},
	"split": func(args []cty.Value) int {
		return product(64, strings.Count(textOf(args[1]), textOf(args[0])))
	},
}

// product is that of two sizes, at most more than any value can have.
func product(a, b int) int {
	if a > 0 && b > maxWeight/a {
		return maxWeight + 1
	}
	return a * b
}

// wholeOf is a number, at most more than any value can have bytes.
func wholeOf(v cty.Value) int {
	if !isKnown(v, cty.Number) {
		return 0
	}
	n, _ := v.AsBigFloat().Float64()
	return int(math.Max(0, math.Min(n, maxWeight+1)))
}

func lengthOf(v cty.Value) int {
	if !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
		return 0
	}
	return v.LengthInt()
}
