package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the scripts run this very program.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){program: main})
}

// TestScript runs testdata/script. TESTSCRIPT_UPDATE=1 rewrites what the
// scripts compare with.
func TestScript(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join(root, "testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("TESTSCRIPT_UPDATE") != "",
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "glob": glob, "large": large},
		Condition:           condition,
		Setup: func(env *testscript.Env) error {
			env.Setenv("ROOT", root)
			return nil
		},
	})
}

// exits runs a program that must end with an exit code: exits 2 program arg...
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM [ARG...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("%s exited with %d, want %d", args[1], got, want)
	}
}

// glob looks for files: glob PATTERN, where some must match, or ! glob PATTERN.
func glob(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: [!] glob PATTERN")
	}
	files, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if found := len(files) > 0; found == neg {
		ts.Fatalf("found %q", files)
	}
}

// large writes a file of some MiB: large FILE MIB.
func large(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: large FILE MIB")
	}
	size, err := strconv.Atoi(args[1])
	ts.Check(err)
	text := make([]byte, size<<20)
	for i := range text {
		text[i] = '#'
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), text, 0o600))
}

// condition adds [pty], there are pseudo-terminals, [full], there is a device
// that is always full, [namespaces], the kernel gives new ones, and [tool:NAME], there
// is such a command, which REQUIRE_NETNS=1 makes an error where there is none.
func condition(name string) (bool, error) {
	if tool, ok := strings.CutPrefix(name, "tool:"); ok {
		_, err := exec.LookPath(tool)
		if err != nil && os.Getenv("REQUIRE_NETNS") == "1" {
			return false, fmt.Errorf("REQUIRE_NETNS=1, but there is no %s", tool)
		}
		return err == nil, nil
	}
	if name == "namespaces" {
		return os.Getenv("REQUIRE_NETNS") == "1" || exec.Command("unshare", "-Urmnp", "true").Run() == nil, nil
	}
	devices := map[string]string{"pty": "/dev/ptmx", "full": "/dev/full"}
	device, ok := devices[name]
	if !ok {
		return false, errors.New("unknown condition " + name)
	}
	file, err := os.OpenFile(device, os.O_RDWR, 0)
	if err != nil {
		return false, nil
	}
	return true, file.Close()
}
