package rehearsal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// switches are settings that forbid new namespaces: some are the kernel's own
// (namespaces(7)), the others are of Debian and of Ubuntu (since 23.10). Switches
// for user namespaces don't matter to root, who needs none.
var switches = []struct {
	key, forbids, allow string
	users               bool
}{
	{"user/max_user_namespaces", "0", "user.max_user_namespaces=10000", true},
	{"user/max_net_namespaces", "0", "user.max_net_namespaces=10000", false},
	{"user/max_mnt_namespaces", "0", "user.max_mnt_namespaces=10000", false},
	{"user/max_pid_namespaces", "0", "user.max_pid_namespaces=10000", false},
	{"kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1", true},
	{"kernel/apparmor_restrict_unprivileged_userns", "1", "kernel.apparmor_restrict_unprivileged_userns=0", true},
}

// asker is who asks for namespaces: whether that is root, and where there are
// the settings of the kernel.
type asker struct {
	root bool
	sys  string
}

func thisAsker() asker { return asker{root: os.Geteuid() == 0, sys: "/proc/sys"} }

// containers is what it takes in one: Docker, for instance, gives a container
// neither the capability nor system calls for namespaces, nor has AppArmor let it
// mount anything.
const containers = "in a container, it needs the capability SYS_ADMIN and no seccomp or AppArmor profile that forbids namespaces or mounts: docker run --privileged"

// refused explains why there are no new namespaces.
func (a asker) refused(err error) error {
	cause := err
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		cause = path.Err // which program was to be started says nothing
	}
	forbidden, remedy := a.forbidden()
	r := Refusal{Reason: fmt.Sprintf("the kernel gives no new namespaces%s: %v", forbidden, cause)}
	switch {
	case remedy != "":
		r.Remedy = remedy
	case errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EUSERS):
		r.Remedy = "there are too many; raise the limits that sysctl user shows"
	case errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS):
		r.Remedy = "it needs a kernel with CONFIG_NET_NS, CONFIG_PID_NS and, unless run as root, CONFIG_USER_NS"
	case a.root:
		r.Remedy = containers
	default:
		r.Remedy = "run it as root; " + containers
	}
	return r
}

// forbidden says which settings forbid namespaces, and how to allow them; "" and
// "" when none does.
func (a asker) forbidden() (which, remedy string) {
	var found, allow []string
	for _, s := range switches {
		value, err := os.ReadFile(filepath.Join(a.sys, s.key))
		if err == nil && strings.TrimSpace(string(value)) == s.forbids && !(s.users && a.root) {
			found = append(found, strings.ReplaceAll(s.key, "/", ".")+"="+s.forbids)
			allow = append(allow, s.allow)
		}
	}
	if len(found) == 0 {
		return "", ""
	}
	remedy = "sysctl -w " + strings.Join(allow, " ")
	if !a.root {
		remedy += ", or run it as root"
	}
	return " (" + strings.Join(found, ", ") + ")", remedy
}

// refusedInside explains why new namespaces cannot be furnished: there are some,
// but they give no rights (Ubuntu's AppArmor), or /proc is covered (containers).
func (a asker) refusedInside(message string) error {
	forbidden, remedy := a.forbidden()
	r := Refusal{Reason: fmt.Sprintf("the kernel gives new namespaces, but no rights in them%s: %s", forbidden, message), Remedy: remedy}
	switch {
	case remedy != "":
	case a.root:
		r.Remedy = containers
	default:
		r.Remedy = "run it as root; " + containers
	}
	return r
}

// lacking explains an error of Build's where that is possible.
func lacking(err error) error {
	if err == nil {
		return nil
	}
	whole := err.Error()
	text, _, _ := strings.Cut(whole, "\n") // the input of ip is below
	unknown := strings.Contains(text, "Unknown device type") || strings.Contains(text, "Operation not supported")
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return Refusal{text, "install iproute2"}
	case unknown && strings.Contains(whole, "type veth"):
		return Refusal{"the kernel has no virtual Ethernet (veth): " + text, "modprobe veth, or a kernel with CONFIG_VETH"}
	case unknown && strings.Contains(whole, "type bridge"):
		return Refusal{"the kernel has no bridges: " + text, "modprobe bridge, or a kernel with CONFIG_BRIDGE"}
	}
	return err
}
