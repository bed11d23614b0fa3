package rehearsal

import (
	"errors"
	"os"
	"testing"

	"golang.org/x/sys/unix"
)

// A thread that joins other namespaces stays in a chroot, as that of a build system.
func TestJoinInChroot(t *testing.T) {
	if err := Available(); err != nil {
		t.Skip(err)
	}
	dir := t.TempDir()
	result := make(chan error)
	go onThread(func() { result <- joinIn(dir) })
	if err := <-result; err != nil {
		t.Error(err)
	}
}

// joinIn enters a chroot with a file "here", joins the namespaces that the thread has
// already, and looks for that file.
func joinIn(dir string) error {
	if err := errors.Join(unix.Unshare(unix.CLONE_FS|unix.CLONE_NEWNS), privateMounts()); err != nil {
		return err
	}
	if err := errors.Join(mount("/", dir, "", unix.MS_BIND|unix.MS_REC, ""), mount("tmpfs", dir+"/run", "tmpfs", 0, "")); err != nil {
		return err
	}
	if err := errors.Join(os.WriteFile(dir+"/run/here", nil, 0o600), unix.Chroot(dir), unix.Chdir("/")); err != nil {
		return err
	}
	var files [3]*os.File
	for i, name := range []string{"/proc/thread-self/ns/net", "/proc/thread-self/ns/mnt", "/"} {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		files[i] = f
	}
	if err := join(files[0], files[1], files[2]); err != nil {
		return err
	}
	_, err := os.Stat("/run/here")
	return err
}
