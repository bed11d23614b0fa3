package rehearsal

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"golang.org/x/sys/unix"
)

// space is a network namespace with a name that ip-netns(8) knows and a thread
// that lives in it. A thread's namespaces, and everything that is opened or
// started from it, are its own (setns(2), unshare(2)), so a space is entered
// by having its thread do something.
type space struct {
	name  string
	calls chan func()
	ended chan struct{}
	end   sync.Once
}

// errClosed is what a closed laboratory says.
var errClosed = errors.New("the lab is closed")

// newSpace makes a namespace. Its thread stays until close.
func newSpace(name string) (*space, error) {
	s := &space{name: name, calls: make(chan func()), ended: make(chan struct{})}
	ready := make(chan error)
	go onThread(func() {
		err := s.begin()
		ready <- err
		if err == nil {
			s.serve()
		}
	})
	if err := <-ready; err != nil {
		return nil, err
	}
	return s, nil
}

// serve is the life of the space's thread.
func (s *space) serve() {
	for {
		select {
		case call := <-s.calls:
			call()
		case <-s.ended:
			return
		}
	}
}

// begin runs on the space's thread.
func (s *space) begin() error {
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		return fmt.Errorf("unshare network: %w", err)
	}
	if err := loopbackUp(); err != nil {
		return err
	}
	f, err := os.OpenFile(s.path(), os.O_CREATE|os.O_EXCL, 0)
	if err != nil {
		return fmt.Errorf("a lab that is not closed? %w", err)
	}
	f.Close()
	if err := mount("/proc/thread-self/ns/net", s.path(), "", unix.MS_BIND, ""); err != nil {
		return errors.Join(err, os.Remove(s.path()))
	}
	return nil
}

func (s *space) path() string { return filepath.Join(netnsDir, s.name) }

// do calls f on the space's thread. f must not call do.
func (s *space) do(f func() error) error {
	result := make(chan error, 1)
	select {
	case s.calls <- func() { result <- f() }:
		return <-result
	case <-s.ended:
		return errClosed
	}
}

// close ends the thread and takes the name away. The kernel removes the
// namespace when its last process and socket are gone.
func (s *space) close() (err error) {
	s.end.Do(func() {
		close(s.ended)
		if err = unix.Unmount(s.path(), unix.MNT_DETACH); err != nil {
			err = fmt.Errorf("unmount %s: %w", s.path(), err)
			return
		}
		err = os.Remove(s.path())
	})
	return err
}

// branch calls f on a new thread that starts from the space's namespaces and
// has a mount namespace of its own: what f mounts is gone when it returns.
func (s *space) branch(f func() error) error {
	var net, mnt, root *os.File
	err := s.do(func() error {
		var errs [3]error
		net, errs[0] = os.Open("/proc/thread-self/ns/net")
		mnt, errs[1] = os.Open("/proc/thread-self/ns/mnt")
		root, errs[2] = os.Open("/")
		return errors.Join(errs[:]...)
	})
	if err != nil {
		return err
	}
	defer net.Close()
	defer mnt.Close()
	defer root.Close()
	result := make(chan error)
	go onThread(func() {
		if err := join(net, mnt, root); err != nil {
			result <- err
			return
		}
		result <- f()
	})
	return <-result
}

// join moves the calling thread into two namespaces and then gives it a copy
// of the mount namespace. setns(2) leaves a chroot(2), so the thread enters its root again.
func join(net, mnt, root *os.File) error {
	// A thread that shares its working directory cannot change mounts.
	if err := unix.Unshare(unix.CLONE_FS); err != nil {
		return fmt.Errorf("unshare: %w", err)
	}
	if err := unix.Setns(int(net.Fd()), unix.CLONE_NEWNET); err != nil {
		return fmt.Errorf("setns network: %w", err)
	}
	if err := unix.Setns(int(mnt.Fd()), unix.CLONE_NEWNS); err != nil {
		return fmt.Errorf("setns mounts: %w", err)
	}
	if err := errors.Join(unix.Fchdir(int(root.Fd())), unix.Chroot(".")); err != nil {
		return fmt.Errorf("chroot: %w", err)
	}
	if err := unix.Unshare(unix.CLONE_NEWNS); err != nil {
		return fmt.Errorf("unshare mounts: %w", err)
	}
	return nil
}

// onThread runs f on a thread that ends with it. The process's first thread
// cannot end, so it is left alone.
func onThread(f func()) {
	runtime.LockOSThread() // and never unlocked: that ends the thread
	if unix.Gettid() != os.Getpid() {
		f()
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		onThread(f)
	}()
	<-done
	runtime.UnlockOSThread()
}

// sysctl writes a value, given in the kernel's notation: net/ipv4/ip_forward.
func (s *space) sysctl(key, value string) error {
	return s.do(func() error { return writeSysctl(key, value) })
}

func writeSysctl(key, value string) error {
	f, err := os.OpenFile(filepath.Join("/proc/sys", key), os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.WriteString(value)
	return err
}
