package rehearsal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// What is set, or missing, is named, with how to allow it, for whoever it is
// that is refused.
func TestRefused(t *testing.T) {
	const containers = "in a container, it needs the capability SYS_ADMIN and no seccomp or AppArmor profile that forbids namespaces or mounts: docker run --privileged"
	for _, test := range []struct {
		name           string
		settings       string // KEY=VALUE ...
		root           bool
		errno          syscall.Errno
		reason, remedy string
	}{
		{"Ubuntu 24.04", "kernel/apparmor_restrict_unprivileged_userns=1 user/max_user_namespaces=63000", false, unix.EACCES,
			" (kernel.apparmor_restrict_unprivileged_userns=1): permission denied", "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0, or run it as root"},
		{"Debian 10", "kernel/unprivileged_userns_clone=0", false, unix.EPERM,
			" (kernel.unprivileged_userns_clone=0): operation not permitted", "sysctl -w kernel.unprivileged_userns_clone=1, or run it as root"},
		{"RHEL 7", "user/max_user_namespaces=0", false, unix.ENOSPC,
			" (user.max_user_namespaces=0): no space left on device", "sysctl -w user.max_user_namespaces=10000, or run it as root"},
		{"several", "user/max_user_namespaces=0 kernel/unprivileged_userns_clone=0", false, unix.EPERM,
			" (user.max_user_namespaces=0, kernel.unprivileged_userns_clone=0): operation not permitted",
			"sysctl -w user.max_user_namespaces=10000 kernel.unprivileged_userns_clone=1, or run it as root"},
		{"root, without network namespaces", "user/max_net_namespaces=0 user/max_user_namespaces=0", true, unix.ENOSPC,
			" (user.max_net_namespaces=0): no space left on device", "sysctl -w user.max_net_namespaces=10000"},
		{"root, in a container on Ubuntu", "kernel/apparmor_restrict_unprivileged_userns=1", true, unix.EPERM,
			": operation not permitted", containers},
		{"somebody, in a container", "kernel/unprivileged_userns_clone=1", false, unix.EPERM,
			": operation not permitted", "run it as root; " + containers},
		{"too many", "user/max_net_namespaces=7", false, unix.ENOSPC,
			": no space left on device", "there are too many; raise the limits that sysctl user shows"},
		{"a kernel without", "", false, unix.EINVAL,
			": invalid argument", "it needs a kernel with CONFIG_NET_NS, CONFIG_PID_NS and, unless run as root, CONFIG_USER_NS"},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := asker{root: test.root, sys: settings(t, test.settings)}
			want := Refusal{"the kernel gives no new namespaces" + test.reason, test.remedy}
			if got := a.refused(&fs.PathError{Op: "fork/exec", Path: "/proc/self/exe", Err: test.errno}); got != want {
				t.Errorf("got  %q\nwant %q", got, want)
			}
			if test.errno != unix.EPERM && test.errno != unix.EACCES {
				return
			}
			forbidden, _, _ := strings.Cut(test.reason, ": ")
			want.Reason = "the kernel gives new namespaces, but no rights in them" + forbidden + ": mount on /: permission denied"
			if got := a.refusedInside("mount on /: permission denied"); got != want {
				t.Errorf("inside: got  %q\nwant %q", got, want)
			}
		})
	}
}

// settings makes what stands in for /proc/sys.
func settings(t *testing.T, pairs string) string {
	t.Helper()
	dir := t.TempDir()
	for pair := range strings.FieldsSeq(pairs) {
		key, value, _ := strings.Cut(pair, "=")
		path := filepath.Join(dir, key)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(value+"\n"), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// What the laboratory is built of may be missing from the kernel. What ip says
// then is its own word: of a kind of device that no kernel has.
func TestLacking(t *testing.T) {
	if err := Available(); err != nil {
		t.Skip(err)
	}
	unknown := ipBatch([]string{"link add name a type nosuchkind"})
	if unknown == nil {
		t.Fatal("there is such a kind")
	}
	older := errors.New("ip -batch -: exit status 1: RTNETLINK answers: Operation not supported\nthe input was:\nlink add name a type nosuchkind")
	for kind, want := range map[string]Refusal{
		"veth":   {"the kernel has no virtual Ethernet (veth): ", "modprobe veth, or a kernel with CONFIG_VETH"},
		"bridge": {"the kernel has no bridges: ", "modprobe bridge, or a kernel with CONFIG_BRIDGE"},
	} {
		for _, err := range []error{unknown, older} {
			text := strings.ReplaceAll(err.Error(), "nosuchkind", kind)
			got, ok := errors.AsType[Refusal](lacking(errors.New(text)))
			if !ok || !strings.HasPrefix(got.Reason, want.Reason) || got.Remedy != want.Remedy {
				t.Errorf("%s: %+v of %s", kind, got, text)
			}
		}
	}
	_, err := findCommand("no-such-command")
	if got := lacking(err); got != error(Refusal{"no no-such-command on this machine: " + exec.ErrNotFound.Error(), "install iproute2"}) {
		t.Error(got)
	}
	if other := errors.New("type veth: No such device"); lacking(other) != other || lacking(nil) != nil {
		t.Error("an error of another kind is explained")
	}
}

// The kernel refuses somebody who is not root, as a setting or a container's
// seccomp profile has it.
func TestRefusedByKernel(t *testing.T) {
	if err := Available(); err != nil || !mapsMany() {
		t.Skip("there is nobody else to be: ", err)
	}
	for _, test := range []struct {
		name, first string
		filtered    bool
		want        string
	}{
		{"setting", "echo 0 >/proc/sys/user/max_user_namespaces && ", false,
			"the kernel gives no new namespaces (user.max_user_namespaces=0): no space left on device"},
		{"seccomp", "", true, "the kernel gives no new namespaces: operation not permitted"},
	} {
		t.Run(test.name, func(t *testing.T) {
			cmd := play(t, "")
			program, err := os.Readlink("/proc/self/exe")
			if err != nil {
				t.Fatal(err)
			}
			cmd.Path = "/bin/sh"
			cmd.Args = []string{
				"sh", "-c", test.first + `exec setpriv --reuid 65534 --regid 65534 --clear-groups "$0" "$@"`,
				program, "-test.run=^TestPlay$",
			}
			cmd.Env = append(cmd.Env, requireVar+"=1")
			cmd.SysProcAttr = &syscall.SysProcAttr{
				Cloneflags:  syscall.CLONE_NEWUSER,
				UidMappings: []syscall.SysProcIDMap{{Size: 65536}},
				GidMappings: []syscall.SysProcIDMap{{Size: 65536}}, GidMappingsEnableSetgroups: true,
			}
			var out []byte
			done := make(chan struct{})
			go func() {
				defer close(done)
				runtime.LockOSThread() // and never unlocked: the filter ends with the thread
				if test.filtered {
					cmd.SysProcAttr = nil
					err = forbidNamespaces()
				}
				if err == nil {
					out, _ = cmd.CombinedOutput()
				}
			}()
			<-done
			if err != nil {
				t.Skip("no filter: ", err)
			}
			if !strings.Contains(string(out), test.want) || cmd.ProcessState.ExitCode() != 1 {
				t.Errorf("exit %d, want %q: %s", cmd.ProcessState.ExitCode(), test.want, out)
			}
		})
	}
}

// mapsMany reports whether there are other users here than root.
func mapsMany() bool {
	known, err := os.ReadFile("/proc/self/uid_map")
	var inside, outside, count int64
	_, _ = fmt.Sscan(string(known), &inside, &outside, &count)
	return err == nil && count > 65534
}

// forbidNamespaces refuses the calling thread, and what it starts, clone with
// CLONE_NEWUSER, as Docker's seccomp profile does (seccomp(2)). Its first
// argument are the flags, but on s390.
func forbidNamespaces() error {
	const number, flags = 0, 16 // offsets in struct seccomp_data, where its end is little
	filter := []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: number},
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: unix.SYS_CLONE, Jf: 3},
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: flags},
		{Code: unix.BPF_JMP | unix.BPF_JSET | unix.BPF_K, K: unix.CLONE_NEWUSER, Jf: 1},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	return unix.Prctl(unix.PR_SET_SECCOMP, unix.SECCOMP_MODE_FILTER, uintptr(unsafe.Pointer(&program)), 0, 0)
}
