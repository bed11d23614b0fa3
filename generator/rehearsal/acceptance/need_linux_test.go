package acceptance

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Where ip is too old, or a small one, a rehearsal says which one it needs.
func TestNeedsIP(t *testing.T) {
	if err := rehearsal.Available(); err != nil {
		t.Skip("needs namespaces of its own: ", err)
	}
	for _, test := range []struct{ says, want string }{
		{"echo 'ip utility, iproute2-ss190708'", "needs iproute2 5.4 or newer"},
		{"echo 'ip utility, iproute2-5.3.0'", "needs iproute2 5.4 or newer"},
		{"echo 'ip: invalid option -- V' >&2; exit 1", "ip prints no JSON here"},
		{"echo 'ip utility, iproute2-5.4.0'", ""},
		{"echo 'ip utility, iproute2-ss200127'", ""},
		{"echo 'ip utility, iproute2-6.15.0, libbpf 1.5.0'", ""},
	} {
		t.Run(test.says, func(t *testing.T) { testIP(t, test.says, test.want) })
	}
}

func testIP(t *testing.T, says, want string) {
	t.Helper()
	standIn(t, "ip", fmt.Sprintf("case $* in -V) %s; exit ;; esac", says))
	_, err := Test(caseOf(t, "ip.hcl", onlyOne, script.Options{}), func(string) {})
	refusal, refused := errors.AsType[rehearsal.Refusal](err)
	if refused != (want != "") || refused && !(strings.Contains(refusal.Reason, want) && strings.Contains(refusal.Remedy, "iproute2 5.4")) {
		t.Errorf("%v, %v", err, refusal)
	}
}

// A configuration that would take minutes, and more neighbours than Linux keeps, is
// refused.
func TestNeedsRoom(t *testing.T) {
	set := caseOf(t, "room.hcl", onlyOne, script.Options{}).Set
	set.Networks = make([]site.Network, maxMachines-1)
	if err := needRoom(set); err != nil {
		t.Error(err)
	}
	set.Networks = append(set.Networks, site.Network{})
	if err := needRoom(set); err == nil || !strings.Contains(err.Error(), "there are 501 providers and local networks") {
		t.Error(err)
	}
}

const onlyOne = `
provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}
default_route {
  prefer = provider.isp1
}
`

// standIn covers a command of this mount namespace, which is the test's own, by a
// script that does something before it does what the command does.
func standIn(t *testing.T, name, before string) {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		path, err = filepath.EvalSymlinks(path)
	}
	if err != nil {
		t.Skip(err)
	}
	text, err := os.ReadFile(path)
	dir := t.TempDir()
	real, script := filepath.Join(dir, "real"), filepath.Join(dir, name)
	err = errors.Join(err, os.WriteFile(real, text, 0o755), os.WriteFile(script, []byte("#!/bin/sh\n"+before+"\nexec "+real+" \"$@\"\n"), 0o755), os.Chmod(dir, 0o755))
	if err == nil {
		err = unix.Mount(script, path, "", unix.MS_BIND, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(path, 0); err != nil {
			t.Error(err)
		}
	})
}
