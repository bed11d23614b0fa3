package config

import (
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
)

// place is a range on the first line.
func place(start, end int) hcl.Range {
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
			diags := hcl.Diagnostics{newDiagnostic(place(test.start, test.end), "Summary", "Detail.")}
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
		newDiagnostic(place(1, 1), "Third", ""),
		newDiagnostic(place(0, 1), "Second", "What to do."),
		{Severity: hcl.DiagWarning, Summary: "First"},
	}
	const want = `warning: First

error: Second
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
	colored := strings.NewReplacer("error", "\x1b[1;31merror\x1b[0m", "warning", "\x1b[1;31mwarning\x1b[0m", "^", "\x1b[1;31m^\x1b[0m").Replace(want)
	compare(t, colored, string(written(t, src, diags, true)))
}
