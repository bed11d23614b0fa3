package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// A rehearsal that is killed leaves nothing: no process, and so no namespace,
// and no mount outside.
func TestRehearsalKilled(t *testing.T) {
	if ok, err := condition("namespaces"); err != nil || !ok {
		t.Skip("the kernel gives no new namespaces")
	}
	for _, tool := range []string{"ip", "nft"} {
		if ok, err := condition("tool:" + tool); err != nil {
			t.Fatal(err)
		} else if !ok {
			t.Skip("there is no ", tool)
		}
	}
	mounts := mustRead(t, "/proc/self/mounts")
	for _, delay := range []time.Duration{0, 100 * time.Millisecond, 500 * time.Millisecond} {
		command := exec.Command(os.Args[0], "rehearse", "../../testdata/valid/nat.hcl")
		command.Args[0] = program // see testscript.Main
		command.Env = append(os.Environ(), "MARK_OF_TEST=rehearsal-killed")
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		await(t, "no process is in namespaces of its own", func() bool { return len(inside(t)) > 0 })
		time.Sleep(delay)
		if err := command.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = command.Wait()
		await(t, "processes are left", func() bool { return len(inside(t)) == 0 })
	}
	if after := mustRead(t, "/proc/self/mounts"); after != mounts {
		t.Errorf("mounts before:\n%s\nafter:\n%s", mounts, after)
	}
	if spaces, _ := filepath.Glob("/run/netns/splitroute-*"); len(spaces) > 0 {
		t.Errorf("left: %q", spaces)
	}
}

// inside are the processes of this test that have another network namespace
// than it: those are what keeps namespaces and their mounts.
func inside(t *testing.T) []string {
	t.Helper()
	ours, err := os.Readlink("/proc/self/ns/net")
	if err != nil {
		t.Fatal(err)
	}
	processes, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(processes, func(process string) bool {
		space, err1 := os.Readlink(process + "/ns/net")
		environment, err2 := os.ReadFile(process + "/environ")
		return err1 != nil || err2 != nil || space == ours || !strings.Contains(string(environment), "MARK_OF_TEST=rehearsal-killed")
	})
}

func await(t *testing.T, what string, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !done(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s: %q", what, inside(t))
		}
	}
}

func mustRead(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
