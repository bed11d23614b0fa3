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
	"mvdan.cc/sh/v3/syntax"
)

const libraryDir = "../../templates/lib"

// modules are those of the library that a script has, in this order.
func (a artifact) modules(t *testing.T) []string {
	t.Helper()
	switch {
	case a.teardown:
		if calls(a.head(t), "recall") {
			return []string{"core", "lists", "names", "recall", "tag", "teardown"}
		}
		return []string{"core", "names", "tag", "teardown"}
	case a.monitor:
		return []string{"core", "recall", "alive", "judge", "probe", "monitor"}
	}
	names := []string{"core", "names", "setup"}
	if calls(a.head(t), "read_uplink") || calls(a.head(t), "read_prefixes") {
		names = slices.Insert(names, 1, "lists")
	}
	if slices.ContainsFunc([]string{"behind", "unmanaged", "strangers"}, func(note string) bool { return calls(a.head(t), note) }) {
		names = append(names, "notices")
	}
	watched := slices.ContainsFunc(a.plan.Steps, func(s plan.Step) bool { return s.Among != nil })
	if calls(a.head(t), "nft") || a.confirm || watched {
		names = append(names, "nft")
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
	if watched {
		names = append(names, "tag", "recall", "alive", "health")
	}
	return names
}

// calls reports whether a line of a head begins with the name of a function.
func calls(head []byte, name string) bool { return bytes.Contains(head, []byte("\n\t"+name+" ")) }

// TestLibrary: what follows the head of a script are modules, byte for byte, each
// behind a line that names it, and the line that begins.
func TestLibrary(t *testing.T) {
	used := map[string]bool{}
	for _, a := range artifacts(t) {
		var want strings.Builder
		for _, name := range a.modules(t) {
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

// TestAsKept: as_kept replaces every function that the head's needs may call, so that a
// change of routing looks for nothing, and repeats no note.
func TestAsKept(t *testing.T) {
	file := parse(t, "health.sh", read(t, filepath.Join(libraryDir, "health.sh")))
	var replaced []string
	syntax.Walk(file, func(node syntax.Node) bool {
		outer, ok := node.(*syntax.FuncDecl)
		if !ok || outer.Name.Value != "as_kept" {
			return true
		}
		syntax.Walk(outer.Body, func(node syntax.Node) bool {
			if inner, ok := node.(*syntax.FuncDecl); ok && inner.Name.Value != "marks" {
				replaced = append(replaced, inner.Name.Value)
			}
			return true
		})
		return false
	})
	want := slices.Sorted(slices.Values(script.Kinds[0].Functions[0].Commands))
	if got := slices.Sorted(slices.Values(replaced)); !slices.Equal(got, want) {
		t.Errorf("as_kept replaces %q, and needs calls %q", got, want)
	}
}
