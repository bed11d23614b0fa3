package config

import (
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
)

// rangeFrom is a range on the first line.
func rangeFrom(start, end int) hcl.Range {
	pos := func(offset int) hcl.Pos { return hcl.Pos{Line: 1, Column: offset + 1, Byte: offset} }
	return hcl.Range{Filename: "a.hcl", Start: pos(start), End: pos(end)}
}

func TestWriteDiagnostics(t *testing.T) {
	long := strings.Repeat("x", 500)
	for _, test := range []struct {
		name, src  string
		start, end int
		want       string
	}{
		{"plain", "a = bc\n", 4, 6, "    1 | a = bc\n            ^^\n"},
		{"tab and line end of DOS", "\ta = b\r\n", 5, 6, "    1 |  a = b\n             ^\n"},
		{"control characters", "a \x1b[2J = b\n", 2, 3, "    1 | a \ufffd[2J = b\n          ^\n"},
		{"nothing marked", "", 0, 0, "    1 | \n        ^\n"},
		{"several lines", "a = [\n1]\n", 4, 8, "    1 | a = [\n            ^\n"},
		{"several bytes", "é = ü\n", 5, 7, "    1 | é = ü\n            ^\n"},
		{"long line", long, 250, 252, "    1 | ..." + long[:60] + long[:100] + "...\n" + strings.Repeat(" ", 71) + "^^\n"},
		{"long value", long, 0, 500, "    1 | " + long[:100] + "...\n        " + strings.Repeat("^", 100) + "\n"},
		{"outside the file", "a", 7, 9, "    1 | a\n         ^\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			diags := hcl.Diagnostics{newDiagnostic(rangeFrom(test.start, test.end), "Summary", "Detail.")}
			got := string(written(t, []byte(test.src), diags, false))
			_, got, _ = strings.Cut(strings.TrimSuffix(got, "  Detail.\n"), "\n  on a.hcl line 1, column ")
			_, got, _ = strings.Cut(got, "\n")
			compare(t, test.want, got)
		})
	}
}

func TestWriteDiagnosticsInOrder(t *testing.T) {
	src := []byte("a\n")
	diags := hcl.Diagnostics{
		newDiagnostic(rangeFrom(1, 1), "Third", ""),
		newWarning(rangeFrom(0, 1), "Second", "What to do."),
		{Severity: hcl.DiagError, Summary: "First"},
	}
	const want = `error: First

warning: Second
  on a.hcl line 1, column 1
    1 | a
        ^
  What to do.

error: Third
  on a.hcl line 1, column 2
    1 | a
         ^
`
	compare(t, want, string(written(t, src, diags, false)))
	const red, yellow, plain = "\x1b[1;31m", "\x1b[1;33m", "\x1b[0m"
	warning, third, _ := strings.Cut(want, "\n\nerror: T")
	colored := strings.NewReplacer("error", red+"error"+plain, "warning", yellow+"warning"+plain, "^", yellow+"^"+plain).Replace(warning) +
		strings.NewReplacer("error", red+"error"+plain, "^", red+"^"+plain).Replace("\n\nerror: T"+third)
	compare(t, colored, string(written(t, src, diags, true)))
}

// TestWarn: a warning has its place in the order, and is no error.
func TestWarn(t *testing.T) {
	var f faults
	f.warn(rangeFrom(4, 5), "Odd", "%d is odd. Write 2.", 1)
	if got := f[0]; f.haveErrors() || got.Summary != "Odd" || got.Detail != "1 is odd. Write 2." || *got.Subject != rangeFrom(4, 5) {
		t.Errorf("%+v", got)
	}
	f.fail(rangeFrom(0, 1), "Wrong", "Write another name.")
	if got := sorted(f); !f.haveErrors() || got[0].Summary != "Wrong" || got[1].Severity != hcl.DiagWarning {
		t.Error(got)
	}
}
