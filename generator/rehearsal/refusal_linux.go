package rehearsal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"strings"

	"golang.org/x/sys/unix"
)

// switches are what keeps people from user namespaces: the first is the
// kernel's own (namespaces(7)), the others are of Debian and of Ubuntu.
var switches = []struct{ key, forbids, allow string }{
	{"user/max_user_namespaces", "0", "user.max_user_namespaces=10000"},
	{"user/max_net_namespaces", "0", "user.max_net_namespaces=10000"},
	{"kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"},
	{"kernel/apparmor_restrict_unprivileged_userns", "1", "kernel.apparmor_restrict_unprivileged_userns=0"},
}

// refused explains why there are no new namespaces.
func refused(err error) error {
	cause := err
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		cause = path.Err // which program was to be started says nothing
	}
	r := Refusal{Reason: fmt.Sprintf("the kernel gives no new namespaces: %v", cause)}
	switch key := forbiddingSwitch(); {
	case key != "":
		r.Remedy = "sysctl -w " + key + ", or run it as root"
	case errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS):
		r.Remedy = "it needs a kernel with CONFIG_NET_NS, CONFIG_PID_NS and, unless run as root, CONFIG_USER_NS"
	case os.Geteuid() == 0:
		r.Remedy = "in a container, it needs the capability SYS_ADMIN and a seccomp profile that allows unshare"
	default:
		r.Remedy = "run it as root; in a container, it needs a seccomp profile that allows unshare"
	}
	return r
}

// forbiddingSwitch is the setting that would allow namespaces, or "".
func forbiddingSwitch() string {
	for _, s := range switches {
		value, err := os.ReadFile("/proc/sys/" + s.key)
		if err == nil && strings.TrimSpace(string(value)) == s.forbids {
			return s.allow
		}
	}
	return ""
}

// refusedInside explains why new namespaces cannot be furnished: there are some,
// but they give no rights (Ubuntu's AppArmor), or /proc is covered (containers).
func refusedInside(message string) error {
	r := Refusal{
		Reason: "the kernel gives new namespaces, but no rights in them: " + message,
		Remedy: "run it as root; in a container, it needs to be privileged",
	}
	if key := forbiddingSwitch(); key != "" {
		r.Remedy = "sysctl -w " + key + ", or run it as root"
	}
	return r
}

// lacking explains an error of Build's where that is possible.
func lacking(err error) error {
	if err == nil {
		return nil
	}
	text, _, _ := strings.Cut(err.Error(), "\n")
	input := err.Error()
	unknown := strings.Contains(text, "Unknown device type") || strings.Contains(text, "Operation not supported")
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return Refusal{text, "install iproute2, nftables and a shell"}
	case unknown && strings.Contains(input, "type veth"):
		return Refusal{"the kernel has no virtual Ethernet (veth): " + text, "modprobe veth, or a kernel with CONFIG_VETH"}
	case unknown && strings.Contains(input, "type bridge"):
		return Refusal{"the kernel has no bridges: " + text, "modprobe bridge, or a kernel with CONFIG_BRIDGE"}
	}
	return err
}
