package rehearsal

import (
	"fmt"
	"strings"
)

// Snapshot is the state that a teardown gives back, as lines of text.
type Snapshot []Section

// Section is a part of a Snapshot.
type Section struct {
	Name  string // as "ip -4 route show table all"
	Lines []string
}

// Diff says what changed from a to b, a line for each difference; nothing when
// nothing did. Sections are those of Lab.Snapshot, in that order.
func Diff(a, b Snapshot) string {
	var out strings.Builder
	for i := range max(len(a), len(b)) {
		name, from, to := "", []string(nil), []string(nil)
		if i < len(a) {
			name, from = a[i].Name, a[i].Lines
		}
		if i < len(b) {
			name, to = b[i].Name, b[i].Lines
		}
		if lines := diffLines(from, to); len(lines) > 0 {
			fmt.Fprintf(&out, "%s:\n  %s\n", name, strings.Join(lines, "\n  "))
		}
	}
	return out.String()
}

// diffLines lists the lines that only one text has. It also compares their order.
func diffLines(a, b []string) []string {
	surplus := map[string]int{}
	for _, line := range b {
		surplus[line]++
	}
	var lines []string
	for _, line := range a {
		if surplus[line]--; surplus[line] < 0 {
			lines = append(lines, "- "+line)
		}
	}
	for _, line := range b {
		if surplus[line] > 0 {
			surplus[line]--
			lines = append(lines, "+ "+line)
		}
	}
	if len(lines) > 0 {
		return lines
	}
	for i := range a {
		if a[i] != b[i] {
			return []string{"the same in another order, from here on: " + a[i]}
		}
	}
	return nil
}
