package templates_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// shells are those that scripts run under, and gawk in place of mawk, as it is
// where somebody has installed it.
var shells = []struct {
	name    string
	command []string
	awk     string // "" for the usual one
	must    bool   // with REQUIRE_NETNS=1
}{
	{"dash", []string{"dash"}, "", true},
	{"bash", []string{"bash"}, "", true},
	{"busybox", []string{"busybox", "sh"}, "", true},
	{"mksh", []string{"mksh"}, "", false},
	{"yash", []string{"yash"}, "", false},
	{"gawk", []string{"dash"}, "gawk", true},
}

// usualAwk is mawk, or awk where there is no mawk: once gawk is installed, awk
// is gawk.
func usualAwk() string {
	if _, err := exec.LookPath("mawk"); err != nil {
		return "awk"
	}
	return "mawk"
}

// standIns are the commands that there is a stand-in for.
var standIns = []string{"ip", "nft", "sysctl", "flock"}

// tools are what the library may use besides, and what cases use. Under BusyBox
// they are BusyBox's.
var tools = []string{
	"awk", "cat", "cp", "find", "ls", "mkdir", "mv", "printf", "rm", "rmdir", "sed", "sleep", "wc",
	"chmod", "grep", "ln", "mkfifo", "sort",
}

// shell is a shell that this machine has.
type shell struct {
	name    string
	command []string // with its path
	tools   string   // the directory with the other commands that it finds
}

// without returns the directory of its tools, or makes another one when some of
// them are to be missing.
func (s shell) without(t *testing.T, missing []string, dir string) string {
	t.Helper()
	left := slices.DeleteFunc(slices.Clone(tools), func(name string) bool { return slices.Contains(missing, name) })
	if len(left) == len(tools) {
		return s.tools
	}
	mkdir(t, dir)
	for _, name := range left {
		if err := os.Symlink(filepath.Join(s.tools, name), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// findShells returns the shells that this machine has, or the first one with
// -short. With REQUIRE_NETNS=1 it must have those that routers have.
func findShells(t *testing.T) []shell {
	t.Helper()
	var found []shell
	for i, s := range shells {
		if i > 0 && testing.Short() {
			break
		}
		path, err := exec.LookPath(s.command[0])
		awk := s.awk
		if awk == "" {
			awk = usualAwk()
		} else if err == nil {
			_, err = exec.LookPath(awk)
		}
		switch {
		case err != nil && s.must && os.Getenv("REQUIRE_NETNS") == "1":
			t.Errorf("REQUIRE_NETNS=1, but there is no %s: %v", s.name, err)
			continue
		case err != nil:
			t.Run(s.name, func(t *testing.T) { t.Skipf("there is no %s", s.name) })
			continue
		}
		dir := t.TempDir()
		for _, tool := range tools {
			target := path
			if s.name != "busybox" {
				command := tool
				if tool == "awk" {
					command = awk
				}
				if target, err = exec.LookPath(command); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.Symlink(target, filepath.Join(dir, tool)); err != nil {
				t.Fatal(err)
			}
		}
		found = append(found, shell{s.name, append([]string{path}, s.command[1:]...), dir})
	}
	return found
}
