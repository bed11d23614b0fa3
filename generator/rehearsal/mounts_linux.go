package rehearsal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"
)

// Places in the views of the file system that this package makes.
const (
	netnsDir = "/run/netns"         // as ip-netns(8) has it
	ownDir   = "/run/rehearsal"     // everything of ours
	trueEtc  = "/run/rehearsal/etc" // /etc as it was
)

// furnish turns fresh namespaces into a machine of our own: nothing that is
// mounted or written from here on is seen outside.
func furnish() error {
	if err := privateMounts(); err != nil {
		return err
	}
	if err := mount("proc", "/proc", "proc", 0, ""); err != nil {
		return err
	}
	if err := mount("sysfs", "/sys", "sysfs", 0, ""); err != nil {
		return err
	}
	if err := freshRun("/etc"); err != nil {
		return err
	}
	if err := os.Mkdir(netnsDir, 0o755); err != nil {
		return err
	}
	if err := freshEtc(); err != nil {
		return err
	}
	return loopbackUp()
}

// privateMounts keeps mounts from spreading into these namespaces and out of them
// (mount_namespaces(7)).
func privateMounts() error {
	return mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, "")
}

// freshRun covers /run by an empty one in which etc is found at trueEtc.
func freshRun(etc string) error {
	dir, err := os.Open(etc)
	if err != nil {
		return err
	}
	defer dir.Close()
	if err := mount("tmpfs", "/run", "tmpfs", 0, "mode=0755"); err != nil {
		return err
	}
	if err := os.MkdirAll(trueEtc, 0o755); err != nil {
		return err
	}
	source := fmt.Sprintf("/proc/thread-self/fd/%d", dir.Fd())
	return mount(source, trueEtc, "", unix.MS_BIND|unix.MS_REC, "")
}

// freshEtc covers /etc by a directory of links to the true one, with the
// exception of iproute2, which is a copy: scripts write there, and may find
// that the directory does not exist, which a mount point could not be made to.
// The router must not see a setup of the machine that runs this, or its hooks.
func freshEtc() error {
	entries, err := os.ReadDir(trueEtc)
	if err != nil {
		return err
	}
	if err := mount("tmpfs", "/etc", "tmpfs", 0, "mode=0755"); err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == filepath.Base(iproute2Dir) || e.Name() == hooksOf {
			continue
		}
		if err := os.Symlink(filepath.Join(trueEtc, e.Name()), filepath.Join("/etc", e.Name())); err != nil {
			return err
		}
	}
	return copyNames()
}

// hooksOf is the directory of /etc that has the hooks of a monitor.
const hooksOf = "splitroute"

// copyTree copies files, directories and links with their modes and owners.
func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.Name() == stagedNames {
			return skip(e)
		}
		info, err := os.Lstat(path)
		if err != nil {
			return err
		}
		target := to + path[len(from):]
		if err := copyEntry(path, target, info); err != nil {
			return err
		}
		return copyOwner(target, info)
	})
}

// skip leaves an entry out of a walk.
func skip(e fs.DirEntry) error {
	if e.IsDir() {
		return fs.SkipDir
	}
	return nil
}

func copyEntry(path, target string, info fs.FileInfo) error {
	switch {
	case info.IsDir():
		return errors.Join(os.Mkdir(target, 0o700), os.Chmod(target, info.Mode().Perm()))
	case info.Mode()&fs.ModeSymlink != 0:
		link, err := os.Readlink(path)
		return errors.Join(err, os.Symlink(link, target))
	case info.Mode().IsRegular():
		data, err := os.ReadFile(path)
		return errors.Join(err, os.WriteFile(target, data, 0o600), os.Chmod(target, info.Mode().Perm()))
	default:
		return nil // nothing that iproute2 reads
	}
}

// copyOwner gives a copy its owner where the user namespace knows it.
func copyOwner(target string, info fs.FileInfo) error {
	stat := info.Sys().(*syscall.Stat_t)
	err := os.Lchown(target, int(stat.Uid), int(stat.Gid))
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.EPERM) {
		return nil
	}
	return err
}

// mount is mount(2) with an error that says what was tried.
func mount(source, target, kind string, flags uintptr, data string) error {
	if err := unix.Mount(source, target, kind, flags, data); err != nil {
		return fmt.Errorf("mount %s on %s: %w", kind, target, err)
	}
	return nil
}

// loopbackUp is "ip link set dev lo up" for the calling thread's namespace
// (netdevice(7)).
func loopbackUp() error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	req, err := unix.NewIfreq("lo")
	if err != nil {
		return err
	}
	req.SetUint16(unix.IFF_UP)
	if err := unix.IoctlIfreq(fd, unix.SIOCSIFFLAGS, req); err != nil {
		return fmt.Errorf("lo up: %w", err)
	}
	return nil
}
