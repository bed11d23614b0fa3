package config

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/agext/levenshtein"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Summaries of diagnostics that are used in several places. A summary stays the
// same whatever the values are; the detail names the values, the cause and what
// to write instead.
const (
	tooLarge         = "File too large"
	notUTF8          = "Invalid UTF-8"
	controlCharacter = "Control character"
	byteOrderMark    = "Byte order mark"
	tooDeep          = "Nested too deeply"
	tooManyOperators = "Too many operators"
	tooManySigns     = "Too many special characters"
	heredocTooLong   = "Heredoc too long"
	numberTooLong    = "Number too long"
	unclosedComment  = "Comment without an end"
	unclosedText     = "Text without an end"

	attributeRedefined = "Attribute redefined" // hcl's own
	missingArgument    = "Missing argument"
	missingBlock       = "Missing block"
	duplicateBlock     = "Duplicate block"
	duplicateName      = "Duplicate name"
	wrongType          = "Wrong type"
	conflictingValue   = "Conflicting arguments"
	emptyList          = "Empty list"

	missingValue     = "Missing value"
	invalidVar       = "Invalid value for a variable"
	unknownVariable  = "Unknown variable"
	unknownReference = "Unknown reference"
	referenceCycle   = "Reference cycle"
	nullValue        = "Null value"

	invalidName      = "Invalid name"
	invalidInterface = "Invalid interface name"
	outOfRange       = "Number out of range"
	reservedTable    = "Reserved table number"
	invalidMask      = "Invalid mark mask"
	maskTooSmall     = "Mark mask too small"
	invalidChoice    = "Invalid value"
	invalidDuration  = "Invalid duration"
	duplicateID      = "Duplicate id"
	fragments        = "Fragments have no ports"
	usedByOthers     = "Number used by another program"

	invalidAddress = "Invalid address"
	notBalanced    = "Provider can't be balanced"
	listedTwice    = "Provider listed twice"
	notAHost       = "Not a usable host address"
	invalidPrefix  = "Invalid prefix"
	hostBitsSet    = "Prefix has host bits"
	invalidGateway = "Invalid gateway"
	gatewayOutside = "Gateway outside its network"
)

// fault is an error in a value. Parse functions return one without a place, nil for a
// correct value; their callers add the place.
type fault = hcl.Diagnostic

func faultf(summary, format string, args ...any) *fault {
	return &fault{Severity: hcl.DiagError, Summary: summary, Detail: fmt.Sprintf(format, args...)}
}

func newDiagnostic(at hcl.Range, summary, detail string) *fault {
	return &fault{Severity: hcl.DiagError, Summary: summary, Detail: detail, Subject: &at}
}

func newWarning(at hcl.Range, summary, detail string) *fault {
	return &fault{Severity: hcl.DiagWarning, Summary: summary, Detail: detail, Subject: &at}
}

// plainError is a fault as an error without a place.
func plainError(f *fault) error {
	if f == nil {
		return nil
	}
	return errors.New(f.Summary + ": " + strings.TrimSuffix(f.Detail, "."))
}

// faults are what one function finds.
type faults []*fault

// fail adds a mistake.
func (f *faults) fail(at hcl.Range, summary, format string, args ...any) {
	*f = append(*f, newDiagnostic(at, summary, fmt.Sprintf(format, args...)))
}

// warn adds a warning: legal, but probably a mistake. The detail says the
// consequence and what to write instead.
func (f *faults) warn(at hcl.Range, summary, format string, args ...any) {
	*f = append(*f, newWarning(at, summary, fmt.Sprintf(format, args...)))
}

// place adds what a parse function returned; note is where the value comes from.
func (f *faults) place(at hcl.Range, one *fault, note string) {
	f.fail(at, one.Summary, "%s", one.Detail+note)
}

func (f faults) haveErrors() bool { return hcl.Diagnostics(f).HasErrors() }

func (f *faults) add(more []*fault) { *f = append(*f, more...) }

// line says where something else was written, for details.
func line(at hcl.Range) string { return fmt.Sprintf("line %d", at.Start.Line) }

// quote prints a text of the file for a message: escaped, and not too much of it.
func quote(s string) string {
	const most = 60
	if len(s) > most {
		return strconv.Quote(s[:most]) + "..."
	}
	return strconv.Quote(s)
}

// suggest returns the name that was probably meant, or "", in whichever case.
func suggest(name string, known []string) string {
	best, least := "", 3 // the distance at which hcl suggests names, too
	if len(known) > 1000 || len(name) > 40 {
		return ""
	}
	for _, candidate := range known {
		if len(candidate) > 40 {
			continue
		}
		if distance := levenshtein.Distance(strings.ToLower(name), strings.ToLower(candidate), nil); distance < least {
			best, least = candidate, distance
		}
	}
	return best
}

// sorted returns the diagnostics by position, each once: a mistake in the health block of
// all providers is found for each of them. Diagnostics without a position come first; at
// one position, the texts decide.
func sorted(diags []*fault) []*fault {
	order := func(a, b *fault) int {
		return cmp.Or(cmp.Compare(foreignFile(a), foreignFile(b)), cmp.Compare(offset(a), offset(b)),
			cmp.Compare(a.Summary, b.Summary), cmp.Compare(a.Detail, b.Detail))
	}
	diags = slices.SortedStableFunc(slices.Values(diags), order)
	return slices.CompactFunc(diags, func(a, b *fault) bool { return order(a, b) == 0 })
}

// foreignFile is the file that a diagnostic points into, "" being the configuration.
func foreignFile(diag *fault) string {
	if _, ok := diag.Extra.(foreign); ok {
		return diag.Subject.Filename
	}
	return ""
}

func offset(diag *fault) int {
	if diag.Subject == nil {
		return -1
	}
	return diag.Subject.Start.Byte
}

// remedies say what to write instead, which hcl's own diagnostics about expressions don't.
var remedies = map[string]string{
	"Attempt to get attribute from null value": " Write a value, or choose one with a condition, such as x == null ? \"a\" : x.name.",
	"Attempt to index null value":              " Write a value, or choose one with a condition, such as x == null ? \"a\" : x[0].",
	"Call to unknown function":                 " Write a function that \"gen-splitroute man splitroute.hcl\" lists, or the value itself.",
	"Inconsistent conditional result types":    " Write values of one type on both sides of the colon.",
	"Incorrect condition type":                 " Write a comparison, such as x == \"a\".",
	"Null condition":                           " Write a comparison, such as x == \"a\".",
	"Invalid expanding argument value":         " Write a list before the three dots.",
	"Invalid index":                            " Write a position or a key that it has; the first position is 0.",
	"Invalid operand":                          " Write a value of that type.",
	"Invalid template interpolation value":     " Write a text or a number, or join(\", \", list) for a list.",
	"Iteration over non-iterable value":        " Write a list or an object behind in.",
	"Iteration over null value":                " Write a list or an object behind in.",
	"Not enough function arguments":            " Write it, too.",
	"Too many function arguments":              " Remove it.",
	"Unsupported attribute":                    " Write one that it has.",
	"Variables not allowed":                    " Write the value itself; texts need quotes.",
}

var functionNames = sync.OnceValue(func() []string { return slices.Sorted(maps.Keys(functions(nil))) })

// advise adds what to write instead to a message of hcl that doesn't say it.
func advise(diag *fault, remedy string) {
	diag.Detail = strings.ReplaceAll(diag.Detail, "\n\n", " ")
	if !strings.Contains(diag.Detail, "Did you mean") && !strings.Contains(diag.Detail, "Write ") {
		diag.Detail += remedy
	}
}

// explain adds what to write instead to what hcl says about an expression.
func explain(diags faults) faults {
	for _, diag := range diags {
		if unknown, ok := diag.Extra.(hclsyntax.FunctionCallUnknownDiagExtra); ok {
			diag.Detail = "There is no function " + quote(unknown.CalledFunctionNamespace()+unknown.CalledFunctionName()) + "."
			if meant := suggest(unknown.CalledFunctionName(), functionNames()); meant != "" {
				diag.Detail += " Did you mean " + quote(meant) + "?" // hcl's own choice of several is random
			}
		}
		advise(diag, cmp.Or(namesThere(diag), remedies[diag.Summary], " Write another value."))
		diag.Expression, diag.EvalContext, diag.Extra = nil, nil, nil
	}
	return diags
}

// namesThere suggests a name of the object that lacks the one in a reference.
func namesThere(diag *fault) string {
	expr, ok := diag.Expression.(*hclsyntax.ScopeTraversalExpr)
	for i := 1; ok && i < len(expr.Traversal); i++ {
		if expr.Traversal[i].SourceRange() != *diag.Subject {
			continue
		}
		object, _ := expr.Traversal[:i].TraverseAbs(diag.EvalContext)
		if isObject(object) && object.IsKnown() && !object.IsNull() && object.LengthInt() > 0 {
			names := slices.Sorted(maps.Keys(object.AsValueMap()))
			name, _ := stepName(expr.Traversal[i])
			return " Write one that it has, such as " + quote(cmp.Or(suggest(name, names), names[0])) + "."
		}
	}
	return ""
}
