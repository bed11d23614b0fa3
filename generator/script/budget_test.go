package script_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"
)

// budgets are what keeps scripts readable. In "columns", a tab is one.
var budgets = []struct {
	what    string
	limit   int
	measure func(*testing.T) (n int, where string)
}{
	{"lines of the head of lartc's setup", 100, head("lartc.setup")},
	{"lines to the first route of lartc's setup", 45, firstRoute("lartc.setup")},
	{"lines of lartc's setup", 901, whole("lartc.setup")}, // wanted: 600
	{"lines of the head of home's setup", 150, head("home.setup")},
	{"lines of home's setup", 1307, whole("home.setup")}, // wanted: 720
	{"lines of the head of lartc's teardown", 60, head("lartc.teardown")},
	{"lines of lartc's teardown", 393, whole("lartc.teardown")}, // wanted: 250
	{"lines of the library without the monitor", 1408, library}, // wanted: 750
	{"columns of a line of the library", 100, longestLine},
	{"lines of a function of the library", 25, longestFunction},
}

// TestBudgets holds what is measured against its limits; with -v, it prints
// both.
func TestBudgets(t *testing.T) {
	for _, b := range budgets {
		n, where := b.measure(t)
		said := fmt.Sprintf("%-42s %4d of %4d %s", b.what, n, b.limit, where)
		t.Log(said)
		if n > b.limit {
			t.Error("over the limit: ", said)
		}
	}
}

func head(name string) func(*testing.T) (int, string) {
	return func(t *testing.T) (int, string) { return lines(find(t, name).head(t)), "" }
}

func whole(name string) func(*testing.T) (int, string) {
	return func(t *testing.T) (int, string) { return lines(find(t, name).text), "" }
}

func firstRoute(name string) func(*testing.T) (int, string) {
	return func(t *testing.T) (int, string) {
		before, after, found := strings.Cut(string(find(t, name).text), "\n\tip route ")
		if !found {
			t.Fatalf("%s has no routes", name)
		}
		command, _, _ := strings.Cut("ip route "+after, "\n")
		return strings.Count(before, "\n") + 2, command
	}
}

func library(t *testing.T) (n int, where string) {
	t.Helper()
	for _, file := range libraryFiles(t) {
		if !slices.Contains(monitors, strings.TrimSuffix(filepath.Base(file), ".sh")) {
			n += lines(read(t, file))
		}
	}
	return n, ""
}

// monitors are the modules that scripts have only where providers are watched.
var monitors = []string{"alive", "health", "judge", "monitor", "probe"}

func longestLine(t *testing.T) (n int, where string) {
	t.Helper()
	for _, file := range libraryFiles(t) {
		for i, line := range strings.Split(string(read(t, file)), "\n") {
			if length := utf8.RuneCountInString(line); length > n {
				n, where = length, fmt.Sprintf("%s:%d", file, i+1)
			}
		}
	}
	return n, where
}

// longestFunction is the one with the most lines, programs for awk included.
func longestFunction(t *testing.T) (n int, where string) {
	t.Helper()
	for _, file := range libraryFiles(t) {
		for _, stmt := range parse(t, file, read(t, file)).Stmts {
			f, ok := stmt.Cmd.(*syntax.FuncDecl)
			if !ok {
				continue
			}
			if length := int(f.End().Line()-f.Pos().Line()) + 1; length > n {
				n, where = length, fmt.Sprintf("%s:%d, %s", file, f.Pos().Line(), f.Name.Value)
			}
		}
	}
	return n, where
}

func find(t *testing.T, name string) artifact {
	t.Helper()
	for _, a := range artifacts(t) {
		if a.name == name {
			return a
		}
	}
	t.Fatalf("there is no %s", name)
	return artifact{}
}

func lines(text []byte) int { return bytes.Count(text, []byte("\n")) }
