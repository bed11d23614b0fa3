package rehearsal

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"golang.org/x/sys/unix"
)

// routerView gives the calling thread the router's view of the file system:
// its own interfaces in /sys, an empty /run, an /etc/iproute2 to write to.
func routerView() error {
	if err := unix.Unshare(unix.CLONE_NEWNS); err != nil {
		return fmt.Errorf("unshare mounts: %w", err)
	}
	if err := privateMounts(); err != nil {
		return err
	}
	if err := mount("sysfs", "/sys", "sysfs", 0, ""); err != nil {
		return err
	}
	if err := freshRun(trueEtc); err != nil {
		return err
	}
	return freshEtc()
}

// killInhabitants ends the processes that a script has left in a namespace.
func killInhabitants(s *space) error {
	var home unix.Stat_t
	if err := unix.Stat(s.path(), &home); err != nil {
		return err
	}
	procs, err := os.ReadDir("/proc")
	if err != nil {
		return err
	}
	var errs []error
	for _, proc := range procs {
		pid, err := strconv.Atoi(proc.Name())
		if err != nil || pid == os.Getpid() {
			continue
		}
		var stat unix.Stat_t
		if unix.Stat(filepath.Join("/proc", proc.Name(), "ns/net"), &stat) != nil || stat.Ino != home.Ino {
			continue
		}
		if err := unix.Kill(pid, unix.SIGKILL); err != nil && !errors.Is(err, unix.ESRCH) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
