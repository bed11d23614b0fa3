package rehearsal

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// ScriptDir is where Place puts scripts on the router.
const ScriptDir = ownDir + "/scripts"

// Place puts scripts beside one another on the router, by their names.
func (l *Lab) Place(scripts map[string]string) error {
	return l.router.do(func() error {
		for name, text := range scripts {
			path := filepath.Join(ScriptDir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
				return err
			}
		}
		return nil
	})
}

// Process is a script that runs on until somebody ends it.
type Process struct {
	cmd   *exec.Cmd
	ended chan struct{}
	said  struct {
		sync.Mutex
		bytes.Buffer
	}
}

// Write takes what the script says.
func (p *Process) Write(text []byte) (int, error) {
	p.said.Lock()
	defer p.said.Unlock()
	return p.said.Write(text)
}

// Said is what it has said on standard output and standard error.
func (p *Process) Said() string {
	p.said.Lock()
	defer p.said.Unlock()
	return p.said.String()
}

// Launch starts a script that Place has put on the router, and doesn't wait for it.
func (l *Lab) Launch(name string, s Script) (*Process, error) {
	p := &Process{ended: make(chan struct{})}
	s = s.withDefaults()
	shell, err := findCommand(string(s.Shell))
	if err != nil {
		return nil, err
	}
	p.cmd = exec.Command(shell)
	if s.Shell == BusyBox {
		p.cmd.Args = append(p.cmd.Args, "sh")
	}
	p.cmd.Args = append(append(p.cmd.Args, filepath.Join(ScriptDir, name)), s.Args...)
	p.cmd.Env = append([]string{"PATH=" + Path, "HOME=/", "LANG=C"}, s.Env...)
	p.cmd.Dir, p.cmd.Stdout, p.cmd.Stderr = "/", p, p
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	p.cmd.WaitDelay = time.Second // for what it has left in the background
	if err := l.launch(p.cmd, s.Confined); err != nil {
		return nil, err
	}
	go func() {
		_ = p.cmd.Wait() // it is killed, as a rule
		close(p.ended)
	}()
	return p, nil
}

// launch starts a process on the router, in mounts of its own where it is confined.
func (l *Lab) launch(cmd *exec.Cmd, confined bool) error {
	if !confined {
		return l.router.do(cmd.Start)
	}
	return l.router.branch(func() error {
		if err := confine(); err != nil {
			return err
		}
		return cmd.Start()
	})
}

// Signal sends a signal to the shell alone, and waits until it has ended where that
// is what the signal is for.
func (p *Process) Signal(signal syscall.Signal) error {
	if err := unix.Kill(p.cmd.Process.Pid, signal); err != nil {
		return err
	}
	if signal == unix.SIGSTOP || signal == unix.SIGCONT {
		return nil
	}
	return p.Wait(10 * time.Second)
}

// SignalAll is Signal for the shell and all that it has started.
func (p *Process) SignalAll(signal syscall.Signal) error {
	if err := unix.Kill(-p.cmd.Process.Pid, signal); err != nil {
		return err
	}
	return p.Wait(10 * time.Second)
}

// Wait waits until it has ended.
func (p *Process) Wait(patience time.Duration) error {
	select {
	case <-p.ended:
		return nil
	case <-time.After(patience):
		return fmt.Errorf("the script runs on; it has said: %s", p.Said())
	}
}

// Exit is its exit code, once it has ended.
func (p *Process) Exit() int { return exitCode(p.cmd.ProcessState) }
