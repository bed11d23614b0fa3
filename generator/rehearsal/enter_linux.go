package rehearsal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

// stageVar tells a copy of the program which part of Enter it is to play.
const stageVar = "SPLITROUTE_REHEARSAL_STAGE"

const (
	stageInit   = "init"   // process 1: furnishes the namespaces, reaps
	stageInside = "inside" // its child: the program proper
)

// entered is set in the program proper.
var entered bool

// Enter runs the program again, with the same arguments and standard streams,
// in fresh network, mount and process namespaces (for anybody but root in a
// user namespace as well, see user_namespaces(7)). The caller goes on when
// inside is true, and exits with exit when it is false and err is nil. An
// error means that the kernel refuses; nothing has been changed then.
//
// The namespaces end with this process, however it ends: the first process in
// there dies with its parent (PR_SET_PDEATHSIG), and the kernel kills all
// processes of a namespace whose first process is gone (pid_namespaces(7)).
func Enter() (inside bool, exit int, err error) {
	if inside, ended, exit := Called(); inside || ended {
		return inside, exit, nil
	}
	exit, err = Call(os.Stdin, os.Stdout)
	return false, exit, err
}

// Called is the first call of a program that uses Call: inside says that
// this is the program proper, called to do its work. When ended is true, the
// process had another part in it and exits with exit.
func Called() (inside, ended bool, exit int) {
	stage := os.Getenv(stageVar)
	if stage != "" {
		// Nobody that is started from here has a part in it.
		_ = os.Unsetenv(stageVar)
	}
	switch {
	case entered:
		return true, false, 0
	case stage == stageInit && os.Getpid() == 1:
		return false, true, initialProcess()
	case stage == stageInside && os.Getppid() == 1 && sameProgram():
		entered = true
	}
	return entered, false, 0
}

// sameProgram keeps a stray environment variable from passing for Enter.
func sameProgram() bool {
	parent, err1 := os.Readlink("/proc/1/exe")
	self, err2 := os.Readlink("/proc/self/exe")
	return err1 == nil && err2 == nil && parent == self
}

// Call is Enter for a program that goes on outside as well: the one inside has
// in and out for standard input and output, and exit is what it ended with.
func Call(in io.Reader, out io.Writer) (exit int, err error) {
	// The parent that Pdeathsig means is a thread.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()

	failure, w, err1 := os.Pipe()
	r, mapped, err2 := os.Pipe()
	if err := errors.Join(err1, err2); err != nil {
		return 1, err
	}
	defer failure.Close()
	cmd := &exec.Cmd{
		Path: "/proc/self/exe", Args: os.Args,
		Env:   append(os.Environ(), stageVar+"="+stageInit),
		Stdin: in, Stdout: out, Stderr: os.Stderr,
		ExtraFiles:  []*os.File{w, r}, // 3 and 4 of initialProcess
		SysProcAttr: namespaces(),
	}
	err = cmd.Start()
	w.Close()
	r.Close()
	if err == nil && os.Geteuid() != 0 {
		if err = mapUsers(cmd.Process.Pid); err != nil {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
		}
	}
	mapped.Close()
	if err != nil {
		return 1, thisAsker().refused(err)
	}
	message, _ := io.ReadAll(failure)
	err = cmd.Wait()
	if len(message) > 0 {
		return 1, thisAsker().refusedInside(string(message))
	}
	return exitCode(cmd.ProcessState), ignoreExit(err)
}

// namespaces asks for what Enter promises. In a user namespace, a program that nobody
// has mapped to root yet keeps these capabilities only as ambient ones
// (capabilities(7)).
func namespaces() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{
		Cloneflags: syscall.CLONE_NEWNET | syscall.CLONE_NEWNS | syscall.CLONE_NEWPID,
		Pdeathsig:  syscall.SIGKILL,
	}
	if os.Geteuid() != 0 {
		attr.Cloneflags |= syscall.CLONE_NEWUSER
		attr.AmbientCaps = []uintptr{unix.CAP_SYS_ADMIN, unix.CAP_NET_ADMIN}
	}
	return attr
}

// ignoreExit drops the error that only says that a program failed.
func ignoreExit(err error) error {
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return nil
	}
	return err
}

// exitCode is what a shell makes of the end of a process.
func exitCode(state *os.ProcessState) int {
	status := state.Sys().(syscall.WaitStatus)
	if status.Signaled() {
		return 128 + int(status.Signal())
	}
	return status.ExitStatus()
}

// initialProcess is process 1: as soon as its users are mapped, it furnishes the
// namespaces, and then reaps orphans until its one child ends.
func initialProcess() int {
	failure, mapped := os.NewFile(3, "failure"), os.NewFile(4, "mapped")
	_, _ = io.ReadAll(mapped)
	mapped.Close()
	if err := furnish(); err != nil {
		fmt.Fprint(failure, err)
		return 1
	}
	failure.Close()
	child, err := syscall.ForkExec("/proc/self/exe", os.Args, &syscall.ProcAttr{
		Env:   append(os.Environ(), stageVar+"="+stageInside),
		Files: []uintptr{0, 1, 2},
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "rehearsal:", err)
		return 1
	}
	return reap(child)
}

// reap waits for children until the one with the given number has ended.
func reap(child int) int {
	for {
		var status syscall.WaitStatus
		pid, err := syscall.Wait4(-1, &status, 0, nil)
		switch {
		case errors.Is(err, unix.EINTR), err == nil && pid != child:
			continue
		case err != nil:
			return 1
		case status.Signaled():
			return 128 + int(status.Signal())
		}
		return status.ExitStatus()
	}
}
