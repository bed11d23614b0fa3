package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// When one file can't be written, no other is changed either, and nothing is
// left beside them, however late that shows: one can't be looked at, and one
// can't be put in its place.
func TestReplaceNone(t *testing.T) {
	for _, last := range []string{"gone/b.hcl", "directory"} {
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, "directory"), 0o700); err != nil {
			t.Fatal(err)
		}
		first, last := filepath.Join(dir, "a.hcl"), filepath.Join(dir, last)
		if err := os.WriteFile(first, []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
		err := replaceFiles([]draft{{first, []byte("old"), []byte("new")}, {last, []byte("old"), []byte("new")}})
		if want := fmt.Sprintf("cannot write %q: ", last); err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), ".tmp") {
			t.Errorf("%v, want %s", err, want)
		}
		checkDir(t, dir, map[string]string{"a.hcl": "old", "directory": ""})
	}
}

// All files get their new texts, and nothing is left beside them.
func TestReplaceAll(t *testing.T) {
	dir := t.TempDir()
	var drafts []draft
	for _, name := range []string{"a.hcl", "b.hcl"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("old"), 0o640); err != nil {
			t.Fatal(err)
		}
		drafts = append(drafts, draft{path, []byte("old"), []byte("new " + name)})
	}
	if err := replaceFiles(drafts); err != nil {
		t.Fatal(err)
	}
	checkDir(t, dir, map[string]string{"a.hcl": "new a.hcl", "b.hcl": "new b.hcl"})
}

// checkDir compares a directory with the texts of its files, "" for a directory.
func checkDir(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != len(want) {
		t.Errorf("%d files, want %d: %v, %v", len(entries), len(want), entries, err)
	}
	for name, text := range want {
		if got, err := os.ReadFile(filepath.Join(dir, name)); text != "" && (err != nil || string(got) != text) {
			t.Errorf("%s: %q, want %q: %v", name, got, text, err)
		}
	}
}
