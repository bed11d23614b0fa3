package acceptance

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/audit"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

// differences names the commands that only the script has, and the ones that only the
// configuration yields: packets don't show everything that a command does.
func (c Case) differences(file, text string) []Check {
	check := Check{Name: file + " and " + c.Set.File, Status: Noted}
	script, err := audit.Read(file, []byte(text))
	if err != nil {
		check.Seen = "not compared: " + err.Error()
		return []Check{check}
	}
	want, err := script.Kind.Write(plan.New(c.Set), script.Options())
	if err != nil || string(want) == text {
		return nil
	}
	report, err := script.Compare(c.Set.File, want)
	if err != nil {
		return nil // what is written now can be read
	}
	// The last line is the count.
	lines := slices.Collect(strings.Lines(strings.TrimSpace(string(report.Text()))))
	if n := slices.Index(lines, "what to do:\n"); n >= 0 {
		check.Detail = lines[:n]
	} else {
		check.Detail = lines[:len(lines)-1]
	}
	check.Seen = fmt.Sprintf("differences: %d, commands by hand: %d", len(report.Findings), len(report.ByHand))
	return []Check{check}
}
