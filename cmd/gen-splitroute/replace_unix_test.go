//go:build unix

package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// What root formats stays its owner's.
func TestReplaceKeepsOwner(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.hcl")
	if err := os.WriteFile(name, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(name, 12345, 54321); err != nil {
		t.Skip("needs root: ", err)
	}
	if err := replaceFiles([]draft{{name, []byte("old"), []byte("new")}}); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if stat := info.Sys().(*syscall.Stat_t); stat.Uid != 12345 || stat.Gid != 54321 || info.Mode() != 0o640 {
		t.Errorf("%d:%d, %v", stat.Uid, stat.Gid, info.Mode())
	}
}
