package expression

import (
	"math/big"
	"regexp"
	"sync"

	"github.com/zclconf/go-cty/cty"
)

func numberFunctions() map[string]function {
	return map[string]function{
		"ceil":     {"ceil(number)", 1, 1, ceil},
		"floor":    {"floor(number)", 1, 1, floor},
		"max":      {"max(number, ...)", 1, anyNumber, extreme(1)},
		"min":      {"min(number, ...)", 1, anyNumber, extreme(-1)},
		"tonumber": {"tonumber(text)", 1, 1, toNumber},
	}
}

// extreme is max for 1 and min for -1.
func extreme(sign int) func(*args) (cty.Value, error) {
	return func(a *args) (cty.Value, error) {
		var best *big.Float
		for i := range a.values {
			f := argument(a, i, asNumber)
			if a.err == nil && (best == nil || f.Cmp(best) == sign) {
				best = f
			}
		}
		if best == nil {
			return cty.NilVal, nil
		}
		return cty.NumberVal(best), nil
	}
}

func floor(a *args) (cty.Value, error) { return a.round(-1) }
func ceil(a *args) (cty.Value, error)  { return a.round(1) }

// round goes to the next whole number, downwards for -1 and upwards for 1.
func (a *args) round(direction int) (cty.Value, error) {
	f := argument(a, 0, asNumber)
	if a.err != nil {
		return cty.NilVal, nil
	}
	n, _ := f.Int(nil) // toward 0
	if !f.IsInt() && f.Sign() == direction {
		n.Add(n, big.NewInt(int64(direction)))
	}
	return number(new(big.Float).SetPrec(precision).SetInt(n))
}

// numberForm leaves out exponents, which can make a number of any size.
var numberForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^-?[0-9]{1,40}(\.[0-9]{1,40})?$`) })

func toNumber(a *args) (cty.Value, error) {
	if v := a.values[0]; !v.IsNull() && v.Type() == cty.Number {
		return v, nil
	}
	text := a.text(0)
	f, ok := ParseNumber(text)
	if !ok {
		a.fail(0, faultf(InvalidArgument, "%s is not a number. Write digits, such as \"10\".", Quote(text)))
		return cty.NilVal, nil
	}
	return f, nil
}

// ParseNumber reads a number in plain digits.
func ParseNumber(text string) (cty.Value, bool) {
	if !numberForm().MatchString(text) {
		return cty.NilVal, false
	}
	f, _, err := big.ParseFloat(text, 10, precision, big.ToNearestEven)
	if err != nil {
		return cty.NilVal, false
	}
	return cty.NumberVal(f), true
}
