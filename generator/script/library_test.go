package script_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

const libraryDir = "../../templates/lib"

// modules are those of the library that a script has, in this order.
func (a artifact) modules() []string {
	switch {
	case a.teardown:
		return []string{"core", "names", "recall", "teardown"}
	case a.monitor:
		return []string{"core", "recall", "alive", "judge", "probe", "monitor"}
	}
	names := []string{"core", "names", "setup", "notices"}
	if slices.ContainsFunc(a.plan.Needs, func(n plan.Need) bool { return len(n.Behind) > 0 }) {
		names = append(names, "inner")
	}
	if slices.ContainsFunc(a.plan.Needs, func(n plan.Need) bool { return n.AutoAddress || n.AutoGateway }) {
		names = append(names, "auto")
	}
	if slices.ContainsFunc(a.plan.Needs, func(n plan.Need) bool { return n.Delegated }) {
		names = append(names, "delegated")
	}
	if a.confirm {
		names = append(names, "confirm")
	}
	if slices.ContainsFunc(a.plan.Steps, func(s plan.Step) bool { return s.Among != nil }) {
		names = append(names, "recall", "alive", "health")
	}
	return names
}

// TestLibrary: what follows the head of a script are modules, byte for byte, each
// behind a line that names it, and the line that begins.
func TestLibrary(t *testing.T) {
	used := map[string]bool{}
	for _, a := range artifacts(t) {
		var want strings.Builder
		for _, name := range a.modules() {
			used[name] = true
			text := read(t, filepath.Join(libraryDir, name+".sh"))
			fmt.Fprintf(&want, "\n# ==== %s, sha256 %.16x ====\n%s", name, sha256.Sum256(text), text)
		}
		want.WriteString("\n" + script.Begin + "\n")
		got := bytes.TrimPrefix(a.text, a.head(t))
		if string(got) != want.String() {
			t.Errorf("%s: this is not the library:\n%s", a.name, got)
		}
	}
	for _, file := range libraryFiles(t) {
		if name := strings.TrimSuffix(filepath.Base(file), ".sh"); !used[name] {
			t.Errorf("no script has %s", file)
		}
	}
}

func libraryFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(libraryDir + "/*.sh")
	if err != nil || len(files) == 0 {
		t.Fatalf("no library: %v", err)
	}
	return files
}
