package rehearsal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// scriptFile is where the router finds the script.
const scriptFile = ownDir + "/script"

// Run runs a script on the router, in a process group of its own, and waits
// for it. That the script fails, or is killed as asked, is no error.
func (l *Lab) Run(s Script) (Result, error) {
	var result Result
	err := l.router.branch(func() (err error) {
		result, err = s.withDefaults().runHere()
		return err
	})
	return result, err
}

func (s Script) withDefaults() Script {
	if s.Shell == "" {
		s.Shell = Dash
	}
	if s.Timeout == 0 {
		s.Timeout = time.Minute
	}
	return s
}

// runHere runs in the calling thread's namespaces.
func (s Script) runHere() (Result, error) {
	if err := os.WriteFile(scriptFile, []byte(s.Text), 0o755); err != nil {
		return Result{}, err
	}
	shell, err := findCommand(string(s.Shell))
	if err != nil {
		return Result{}, err
	}
	if s.Confined {
		if err := confine(); err != nil {
			return Result{}, err
		}
	}
	path := Path
	if s.cover != nil {
		if shell, path, err = s.cover(shell); err != nil {
			return Result{}, err
		}
	}
	return s.start(shell, path)
}

// start runs the shell to its end.
func (s Script) start(shell, path string) (Result, error) {
	ctx, cancel := context.WithTimeout(context.Background(), s.Timeout)
	defer cancel()
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, shell)
	if s.Shell == BusyBox {
		cmd.Args = append(cmd.Args, "sh")
	}
	cmd.Args = append(append(cmd.Args, scriptFile), s.Args...)
	cmd.Env = append([]string{"PATH=" + path, "HOME=/", "LANG=C"}, s.Env...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = "/", &stdout, &stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if s.UID != 0 {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(s.UID), Gid: uint32(s.UID)}
	}
	cmd.Cancel = func() error { return unix.Kill(-cmd.Process.Pid, unix.SIGKILL) }
	cmd.WaitDelay = time.Second // for what the script has left in the background

	begin := time.Now()
	err := cmd.Run()
	took := time.Since(begin)
	if ctx.Err() != nil {
		return Result{}, fmt.Errorf("script killed after %v; it had printed %s%s: %w", s.Timeout, &stdout, &stderr, ctx.Err())
	}
	if err := ignoreExit(err); err != nil && !errors.Is(err, exec.ErrWaitDelay) {
		return Result{}, err
	}
	status := cmd.ProcessState.Sys().(syscall.WaitStatus)
	return Result{
		Exit:   exitCode(cmd.ProcessState),
		Killed: status.Signaled() && status.Signal() == syscall.SIGKILL,
		Stdout: stdout.String(), Stderr: stderr.String(), Took: took,
	}, groupGone(cmd.Process.Pid, status.Signaled())
}

// groupGone waits until the rest of a killed process group is gone as well.
func groupGone(group int, killed bool) error {
	if !killed {
		return nil
	}
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); {
		if errors.Is(unix.Kill(-group, 0), unix.ESRCH) {
			return nil
		}
		time.Sleep(200 * time.Microsecond)
	}
	return fmt.Errorf("process group %d does not end", group)
}
