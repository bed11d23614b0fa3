package config

import (
	"fmt"
	"sort"

	"github.com/gen-splitroute/gen-splitroute/generator/expression"
	"github.com/hashicorp/hcl/v2"
)

// Summaries of the diagnostics. Each stays the same whatever the values are;
// the detail names the values, the cause and what to write instead.
const (
	// The text of the file.
	tooLarge          = "File too large"
	notUTF8           = "Invalid UTF-8"
	controlCharacter  = "Control character"
	byteOrderMark     = "Byte order mark"
	tooDeep           = "Nested too deeply"
	tooManyOperators  = "Too many operators"
	numberTooLong     = "Number too long"
	heredoc           = "Heredoc not supported"
	templateDirective = "Template directive not supported"
	tooManySigns      = "Too many special characters"
	unclosedComment   = "Comment without an end"
	unclosedText      = "Text without an end"

	// Blocks and attributes.
	attributeRedefined = "Attribute redefined" // hcl's own
	missingArgument    = "Missing argument"
	missingBlock       = "Missing block"
	duplicateBlock     = "Duplicate block"
	duplicateName      = "Duplicate name"
	wrongType          = expression.WrongType
	conflictingValue   = "Conflicting arguments"
	emptyList          = "Empty list"
	duplicateItem      = "Duplicate list item"

	// Variables and references.
	missingValue     = "Missing value"
	invalidVar       = "Invalid value for a variable"
	unknownVariable  = "Unknown variable"
	unknownLocal     = "Unknown local value"
	unknownNetwork   = "Unknown network"
	unknownReference = expression.UnknownReference
	referenceCycle   = "Reference cycle"

	// Names and numbers.
	invalidName      = "Invalid name"
	reservedName     = "Reserved name"
	invalidInterface = "Invalid interface name"
	outOfRange       = "Number out of range"
	reservedTable    = "Reserved table number"
	reservedProtocol = "Reserved protocol number"
	invalidProtocols = "Invalid protocols"
	invalidMask      = "Invalid mark mask"
	maskTooSmall     = "Mark mask too small"
	invalidChoice    = "Invalid value"
	duplicateID      = "Duplicate id"
	duplicateTable   = "Duplicate table"
	tooManyProviders = "Too many providers"
	tooManyRules     = "Too many rules"
	coveredRule      = "Rule after a wider one"
	fragments        = "Fragments have no ports"
	usedByOthers     = "Number used by another program" // a warning

	// Addresses.
	invalidAddress  = "Invalid address"
	notIPv4         = "Not an IPv4 address"
	notIPv6         = "Not an IPv6 address"
	notBalanced     = "Provider can't be balanced"
	notAHost        = "Not a usable host address"
	invalidPrefix   = "Invalid prefix"
	hostBitsSet     = "Prefix has host bits"
	duplicateIP     = "Duplicate address"
	invalidGateway  = "Invalid gateway"
	gatewayOutside  = "Gateway outside its network"
	overlap         = "Overlapping prefixes"
	conflictingPath = "Conflicting route"
	notToldApart    = "Providers can't be told apart"

	// References to providers.
	notAReference   = "Not a provider reference"
	unknownProvider = "Unknown provider"
	repeated        = "Provider listed twice"
)

// fault is a mistake without its place: parse functions return it as an error,
// and the reader adds the place.
type fault struct{ summary, detail string }

func (f fault) Error() string { return f.summary + ": " + f.detail }

func faultf(summary, format string, args ...any) error {
	return fault{summary, fmt.Sprintf(format, args...)}
}

// fail records a mistake at a place.
func (r *reader) fail(at hcl.Range, summary, format string, args ...any) {
	r.diags = append(r.diags, newDiagnostic(at, summary, fmt.Sprintf(format, args...)))
}

// failWith records what a parse function returned.
func (r *reader) failWith(at hcl.Range, err error) {
	r.failValue(at, err, "")
}

// failValue is failWith with where the value comes from.
func (r *reader) failValue(at hcl.Range, err error, background string) {
	f := err.(fault) // parse functions return nothing else
	r.diags = append(r.diags, newDiagnostic(at, f.summary, f.detail+background))
}

// warn records what is legal, and yet hardly what is wanted, at a place. The
// detail says the consequence and what to write instead. What was refused is
// not warned about as well.
func (r *reader) warn(at hcl.Range, summary, format string, args ...any) {
	r.diags = append(r.diags, newWarning(at, summary, fmt.Sprintf(format, args...)))
}

func newWarning(at hcl.Range, summary, detail string) *hcl.Diagnostic {
	diag := newDiagnostic(at, summary, detail)
	diag.Severity = hcl.DiagWarning
	return diag
}

func newDiagnostic(at hcl.Range, summary, detail string) *hcl.Diagnostic {
	return &hcl.Diagnostic{Severity: hcl.DiagError, Summary: summary, Detail: detail, Subject: &at}
}

// line says where something else was written, for details.
func line(at hcl.Range) string { return fmt.Sprintf("line %d", at.Start.Line) }

// quote prints a text of the file for a message.
func quote(s string) string { return expression.Quote(s) }

// sorted returns the diagnostics by position. Those without one come first;
// the texts decide among those of one position, so that the order never
// depends on that of a map.
func sorted(diags hcl.Diagnostics) hcl.Diagnostics {
	diags = append(hcl.Diagnostics(nil), diags...)
	sort.SliceStable(diags, func(i, j int) bool {
		a, b := diags[i], diags[j]
		if x, y := foreignFile(a), foreignFile(b); x != y {
			return x < y
		}
		if x, y := offset(a), offset(b); x != y {
			return x < y
		}
		if a.Summary != b.Summary {
			return a.Summary < b.Summary
		}
		return a.Detail < b.Detail
	})
	return diags
}

// foreignFile is the file that a diagnostic points into, "" being the configuration.
func foreignFile(diag *hcl.Diagnostic) string {
	if _, ok := diag.Extra.(foreign); ok {
		return diag.Subject.Filename
	}
	return ""
}

func offset(diag *hcl.Diagnostic) int {
	if diag.Subject == nil {
		return -1
	}
	return diag.Subject.Start.Byte
}
