package rehearsal

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// writable is where a confined script can write: what it keeps, the names of tables,
// temporary files of shells, and the sysctls of the network namespace.
var writable = []string{"/run", "/etc", "/tmp", sysctlDir}

const sysctlDir = "/proc/sys/net"

// devices are those of a confined script (hier(7)): there are no disks.
var devices = []string{"null", "zero", "full", "random", "urandom", "tty"}

// confine makes the file system of the calling thread's mount namespace read-only, but
// for writable. /run and /etc are the router's own already.
func confine() error {
	if err := freshDev(); err != nil {
		return err
	}
	if err := mount("tmpfs", "/tmp", "tmpfs", unix.MS_NODEV, "mode=1777"); err != nil {
		return err
	}
	if err := mount(sysctlDir, sysctlDir, "", unix.MS_BIND, ""); err != nil {
		return err
	}
	mounts, err := mountPoints()
	if err != nil {
		return err
	}
	for _, m := range mounts {
		if slices.Contains(writable, m.path) || m.flags&unix.MS_RDONLY != 0 {
			continue
		}
		err := unix.Mount("", m.path, "", unix.MS_REMOUNT|unix.MS_BIND|unix.MS_RDONLY|m.flags, "")
		if err != nil && !errors.Is(err, unix.ENOENT) && !errors.Is(err, unix.EINVAL) { // covered by another one
			return fmt.Errorf("make %s read-only: %w", m.path, err)
		}
	}
	return nil
}

// freshDev covers /dev by one that has nothing but devices.
func freshDev() error {
	before, err := os.Open("/dev")
	if err != nil {
		return err
	}
	defer before.Close()
	if err := mount("tmpfs", "/dev", "tmpfs", 0, "mode=0755"); err != nil {
		return err
	}
	for _, name := range devices {
		source := fmt.Sprintf("/proc/thread-self/fd/%d/%s", before.Fd(), name)
		if _, err := os.Stat(source); err != nil {
			continue
		}
		target := filepath.Join("/dev", name)
		if err := os.WriteFile(target, nil, 0o600); err != nil {
			return err
		}
		if err := mount(source, target, "", unix.MS_BIND, ""); err != nil {
			return err
		}
	}
	return os.Symlink("/proc/self/fd", "/dev/fd")
}

// mountPoint is a mount and its flags.
type mountPoint struct {
	path  string
	flags uintptr
}

// lockedFlags are the flags of a mount that a user namespace can't clear
// (mount_namespaces(7)), so a remount has to repeat them.
var lockedFlags = map[string]uintptr{
	"ro": unix.MS_RDONLY, "nosuid": unix.MS_NOSUID, "nodev": unix.MS_NODEV, "noexec": unix.MS_NOEXEC,
	"noatime": unix.MS_NOATIME, "nodiratime": unix.MS_NODIRATIME, "relatime": unix.MS_RELATIME,
}

// mountPoints reads them (proc_pid_mountinfo(5)): the fifth field of a line is the path,
// the sixth has the flags.
func mountPoints() ([]mountPoint, error) {
	text, err := os.ReadFile("/proc/thread-self/mountinfo")
	if err != nil {
		return nil, err
	}
	var list []mountPoint
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		if len(fields) < 6 {
			continue
		}
		m := mountPoint{path: unescape.Replace(fields[4])}
		for flag := range strings.SplitSeq(fields[5], ",") {
			m.flags |= lockedFlags[flag]
		}
		list = append(list, m)
	}
	return list, nil
}

// unescape turns octal numbers of mountinfo into what they stand for.
var unescape = strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`)
