package deliver_test

import (
	"bytes"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"mvdan.cc/sh/v3/syntax"
)

// lint runs the linters that are there on a shell file.
func lint(t *testing.T, name, text string) {
	t.Helper()
	file, err := syntax.NewParser(syntax.KeepComments(true), syntax.Variant(syntax.LangPOSIX)).Parse(strings.NewReader(text), name)
	if err != nil {
		t.Fatal(err)
	}
	var printed bytes.Buffer
	if err := syntax.NewPrinter().Print(&printed, file); err != nil || printed.String() != text {
		t.Errorf("%s: shfmt would change it: %v\n%s", name, err, printed.String())
	}
	for number, line := range strings.Split(text, "\n") {
		if len(line) > 100 {
			t.Errorf("%s:%d has %d columns", name, number+1, len(line))
		}
	}
	if _, err := exec.LookPath("shellcheck"); err != nil {
		return
	}
	command := exec.Command("shellcheck", "-s", "sh", "-S", "style", "-")
	command.Stdin = strings.NewReader(text)
	if out, err := command.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%s: %s", name, out)
	}
}

// needs skips a test where a program isn't there.
func needs(t *testing.T, program string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil || runtime.GOOS == "windows" {
		t.Skip("needs ", program)
	}
}

// contains fails where a part is missing in a text.
func contains(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in\n%s", part, text)
		}
	}
}
