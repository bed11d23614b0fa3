package expression

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/agext/levenshtein"
	"github.com/hashicorp/hcl/v2"
)

// Summaries of the diagnostics; the detail says the cause and what to write
// instead.
const (
	NotSupported     = "Expression not supported"
	UnknownReference = "Unknown reference"
	UnknownAttribute = "Unknown attribute"
	WrongType        = "Wrong type"
	OutOfRange       = "Number out of range"
	TooDeep          = "Nested too deeply"
	TooLarge         = "Result too large"
	TooMuchWork      = "Expressions too expensive"
	NullValue        = "Null value"
	NoSuchElement    = "No such element"
	DivisionByZero   = "Division by zero"
	DuplicateKey     = "Duplicate key"
	UnknownFunction  = "Unknown function"
	WrongArguments   = "Wrong number of arguments"
	InvalidArgument  = "Invalid argument"
)

// fault is a mistake without its place.
type fault struct{ summary, detail string }

func (f fault) Error() string { return f.summary + ": " + f.detail }

func faultf(summary, format string, args ...any) error {
	return fault{summary, fmt.Sprintf(format, args...)}
}

// Fail reports a mistake at a place.
func (e *Evaluator) Fail(at hcl.Range, summary, format string, args ...any) {
	e.Report(&hcl.Diagnostic{
		Severity: hcl.DiagError, Summary: summary, Detail: fmt.Sprintf(format, args...), Subject: &at,
	})
}

func (e *Evaluator) failWith(at hcl.Range, err error) {
	f := err.(fault) // nothing else is returned in this package
	e.Fail(at, f.summary, "%s", f.detail)
}

// Quote prints a text for a message: escaped, and not too much of it.
func Quote(s string) string {
	const most = 60
	if len(s) > most {
		return strconv.Quote(s[:most]) + "..."
	}
	return strconv.Quote(s)
}

// Suggest returns the name that was probably meant, or "", in whichever case.
// It stops after some names, since each one is compared with all that are known.
func (e *Evaluator) Suggest(name string, known []string) string {
	const most = 100
	e.suggested++
	if e.suggested > most || len(known) > 1000 || len(name) > 40 {
		return ""
	}
	best, least := "", 3 // the distance at which hcl suggests names, too
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
