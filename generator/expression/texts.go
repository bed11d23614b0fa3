package expression

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"sync"

	"github.com/zclconf/go-cty/cty"
)

func textFunctions() map[string]function {
	return map[string]function{
		"chomp":      {"chomp(text)", 1, 1, edit(chomp)},
		"format":     {"format(\"%s-%02d\", value, ...)", 1, anyNumber, format},
		"join":       {"join(separator, list)", 2, 2, join},
		"lower":      {"lower(text)", 1, 1, edit(strings.ToLower)},
		"replace":    {"replace(text, old, new)", 3, 3, replace},
		"split":      {"split(separator, text)", 2, 2, split},
		"startswith": {"startswith(text, prefix)", 2, 2, test(strings.HasPrefix)},
		"endswith":   {"endswith(text, suffix)", 2, 2, test(strings.HasSuffix)},
		"tostring":   {"tostring(value)", 1, 1, toString},
		"trimprefix": {"trimprefix(text, prefix)", 2, 2, cut(strings.TrimPrefix)},
		"trimspace":  {"trimspace(text)", 1, 1, edit(strings.TrimSpace)},
		"trimsuffix": {"trimsuffix(text, suffix)", 2, 2, cut(strings.TrimSuffix)},
		"upper":      {"upper(text)", 1, 1, edit(strings.ToUpper)},
	}
}

// edit makes a function of one that changes a text.
func edit(change func(string) string) func(*args) (cty.Value, error) {
	return func(a *args) (cty.Value, error) { return a.Evaluator.text(change(a.text(0))) }
}

func cut(change func(text, part string) string) func(*args) (cty.Value, error) {
	return func(a *args) (cty.Value, error) { return a.Evaluator.text(change(a.text(0), a.text(1))) }
}

func test(holds func(text, part string) bool) func(*args) (cty.Value, error) {
	return func(a *args) (cty.Value, error) { return cty.BoolVal(holds(a.text(0), a.text(1))), nil }
}

// chomp removes line ends at the end.
func chomp(text string) string { return strings.TrimRight(text, "\r\n") }

func toString(a *args) (cty.Value, error) {
	text, err := a.printed(a.values[0])
	a.fail(0, err)
	return a.Evaluator.text(text)
}

func join(a *args) (cty.Value, error) {
	separator := a.text(0)
	var parts []string
	size := 0
	for _, v := range a.list(1) {
		part, err := a.printed(v)
		a.fail(1, err)
		parts = append(parts, part)
		size += len(separator) + len(part)
	}
	if err := a.fits(size - len(separator)); err != nil {
		return cty.NilVal, err
	}
	return a.Evaluator.text(strings.Join(parts, separator))
}

// split gives [""] for "", as it does elsewhere.
func split(a *args) (cty.Value, error) {
	separator, text := a.text(0), a.text(1)
	if separator == "" {
		a.fail(0, faultf(InvalidArgument, "The separator is empty. Write one, such as \",\" or \"\\n\"."))
		return cty.NilVal, nil
	}
	if err := a.holds(strings.Count(text, separator) + 1); err != nil {
		return cty.NilVal, err
	}
	return a.textList(strings.Split(text, separator))
}

// replace knows no regular expressions: a text between slashes is one like
// any other.
func replace(a *args) (cty.Value, error) {
	text, before, after := a.text(0), a.text(1), a.text(2)
	if before == "" {
		a.fail(1, faultf(InvalidArgument, "There is nothing to look for. Write the text that is to be replaced."))
		return cty.NilVal, nil
	}
	// At most 4 MiB each, so this can't overflow.
	if err := a.fits(len(text) + strings.Count(text, before)*(len(after)-len(before))); err != nil {
		return cty.NilVal, err
	}
	return a.Evaluator.text(strings.ReplaceAll(text, before, after))
}

// verbForm is a verb of format, without widths that would fill the memory.
var verbForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^%[-+ 0#]*[0-9]{0,3}(\.[0-9]{1,3})?[a-zA-Z%]`) })

// format prints values as printf(3) does: %s and %v any, %q one in quotes, %d,
// %x, %X, %b and %o whole numbers, %f and %g numbers, %t truth values.
func format(a *args) (cty.Value, error) {
	rest := a.text(0)
	var out strings.Builder
	next := 1
	for a.err == nil {
		text, verb, found := strings.Cut(rest, "%")
		out.WriteString(text)
		if err := a.fits(out.Len()); err != nil {
			return cty.NilVal, err
		}
		if !found {
			break
		}
		verb = verbForm().FindString("%" + verb)
		rest = rest[len(text)+len(verb):]
		switch {
		case verb == "":
			a.fail(0, faultf(InvalidArgument, "There is a %% without a verb behind it. Write one, such as %%s or %%d, or %%%% for a percent sign."))
		case verb == "%%":
			out.WriteByte('%')
		case next == len(a.values):
			a.fail(0, faultf(WrongArguments, "There is no value for verb %d. Write as many values as there are verbs.", next))
		default:
			a.fail(next, a.charge(100*nodeCost))
			out.WriteString(a.formatOne(verb, next))
			next++
		}
	}
	if a.err == nil && next < len(a.values) {
		a.fail(next, faultf(WrongArguments, "There is no verb for this value. Write as many verbs as there are values, or remove it."))
	}
	return a.Evaluator.text(out.String())
}

// formatOne prints value i.
func (a *args) formatOne(verb string, i int) string {
	switch verb[len(verb)-1] {
	case 's', 'v':
		text, err := a.printed(a.values[i])
		a.fail(i, err)
		return fmt.Sprintf(verb[:len(verb)-1]+"s", text)
	case 'q':
		text, err := a.printed(a.values[i])
		a.fail(i, err)
		return fmt.Sprintf(verb, text)
	case 'd', 'x', 'X', 'b', 'o':
		n := argument(a, i, asBigInt)
		return fmt.Sprintf(verb, n)
	case 'f', 'g':
		f, err := asNumber(a.values[i])
		if err != nil {
			a.fail(i, err)
			return ""
		}
		return fmt.Sprintf(verb, f)
	case 't':
		return fmt.Sprintf(verb, argument(a, i, asBool))
	}
	a.fail(0, faultf(InvalidArgument, "There is no verb %s. Write %%s for texts, %%d for whole numbers, %%f for others or %%t for true and false.", Quote(verb)))
	return ""
}

func asBigInt(v cty.Value) (*big.Int, error) {
	f, err := asNumber(v)
	if err != nil {
		return new(big.Int), err
	}
	n, accuracy := f.Int(nil)
	if accuracy != big.Exact {
		return new(big.Int), faultf(OutOfRange, "A whole number is needed here. Write one, or floor(...) around it.")
	}
	return n, nil
}
