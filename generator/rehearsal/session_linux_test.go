package rehearsal_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// The end of a session kills all that runs on its terminal. The process that waits isn't among
// that, unless there is no setsid, or the script is no file that could be run again: then it
// withstands the signals that the end of a session sends.
func TestLostSession(t *testing.T) {
	if err := rehearsal.Available(); err != nil {
		t.Skip("needs namespaces of its own: ", err)
	}
	c := fixture(t, "lartc")
	bare := t.TempDir() // a machine without setsid
	for _, tool := range append([]string{"sh", "sleep"}, tools...) {
		path, err := exec.LookPath(tool)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(path, filepath.Join(bare, tool)); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		name, line string
		kill       bool
	}{
		{"dash", "dash $script", true},
		{"bash", "bash $script", true},
		{"busybox", "busybox sh $script", true},
		{"dash reads", "dash <$script", false},
		{"bash reads", "cat $script | bash -s", false},
		{"a name of standard input", "dash /dev/stdin <$script", false},
		{"without setsid", "env PATH=" + bare + " sh $script", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
			before := snapshot(t, lab)
			dir := filepath.Join(t.TempDir(), "run", "rehearsal")
			if err := os.MkdirAll(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			script := filepath.Join(dir, "script")
			if err := os.WriteFile(script, []byte(confirmable(t, c, 1)), 0o600); err != nil {
				t.Fatal(err)
			}
			var login *session
			err := lab.Do(func() (err error) {
				login, err = logIn("script=" + script + "; " + test.line + "; echo done; sleep 60")
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			login.await(t, "done")
			login.lose(t, test.kill)
			returned(t, lab, before)
		})
	}
}

// Under systemd, the process that waits has a scope of its own: the end of a service, or of a
// session, kills all that was started from it. The stand-in for systemd-run shows how it is
// called, not what systemd does.
func TestOwnScope(t *testing.T) {
	c := fixture(t, "lartc")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	before := snapshot(t, lab)
	err := lab.Do(func() error { return os.MkdirAll("/run/systemd/system", 0o755) }) // sd_booted(3)
	if err != nil {
		t.Fatal(err)
	}
	waits := confirmable(t, c, 60)
	for _, asked := range []string{"systemd-run --quiet --scope setsid sh", "setsid sh"} {
		systemd := map[string]string{"systemd-run": `[ "$1 $2" = "--quiet --scope" ] && shift 2 && exec "$@"`}
		if asked == "setsid sh" {
			systemd["systemd-run"] = "exit 1"
		}
		r, err := lab.Trace(rehearsal.Traced{
			Script: rehearsal.Script{Text: waits}, Replace: systemd,
			Tools: append([]string{"setsid", "sh", "systemd-run"}, tools...),
		})
		if err != nil || r.Exit != 0 {
			t.Fatalf("%v: %s", err, r.Stderr)
		}
		as := func(argv []string) bool { return strings.HasPrefix(strings.Join(argv, " "), asked) }
		if !slices.ContainsFunc(r.Commands, as) || waiting(t) == 0 {
			t.Errorf("want %q, got %q; %d wait", asked, r.Commands, waiting(t))
		}
		takeBack(t, lab, waits, before)
	}
}

// session is a shell on a terminal of its own.
type session struct {
	command  *exec.Cmd
	terminal *os.File
}

// logIn starts one in the calling thread's namespaces (ioctl_tty(2)).
func logIn(line string) (*session, error) {
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	if err := unix.IoctlSetPointerInt(int(terminal.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		return nil, err
	}
	fd, _, failed := unix.Syscall(unix.SYS_IOCTL, terminal.Fd(), unix.TIOCGPTPEER, unix.O_RDWR|unix.O_NOCTTY)
	if failed != 0 {
		return nil, failed
	}
	end := os.NewFile(fd, "terminal")
	defer end.Close()
	command := exec.Command("sh", "-c", line)
	command.Stdin, command.Stdout, command.Stderr = end, end, end
	command.SysProcAttr = &unix.SysProcAttr{Setsid: true, Setctty: true}
	return &session{command, terminal}, command.Start()
}

// await reads what the session shows until there is a text in it.
func (s *session) await(t *testing.T, text string) {
	t.Helper()
	var shown strings.Builder
	buf := make([]byte, 1024)
	for !strings.Contains(shown.String(), text) {
		n, err := s.terminal.Read(buf)
		if err != nil {
			t.Fatalf("%v: %s", err, &shown)
		}
		shown.Write(buf[:n])
	}
}

// lose hangs the terminal up and signals all processes of the session: what one
// may ignore or, to kill, what nobody can.
func (s *session) lose(t *testing.T, kill bool) {
	t.Helper()
	if err := s.terminal.Close(); err != nil {
		t.Error(err)
	}
	group := s.command.Process.Pid
	for _, signal := range []unix.Signal{unix.SIGHUP, unix.SIGINT, unix.SIGQUIT, unix.SIGTERM, unix.SIGCONT} {
		_ = unix.Kill(-group, signal)
	}
	if kill {
		_ = unix.Kill(-group, unix.SIGKILL)
		for _, process := range inSession(t, group) {
			_ = unix.Kill(process, unix.SIGKILL)
		}
	}
	_ = s.command.Wait()
}

// inSession are the processes of a session (proc_pid_stat(5)).
func inSession(t *testing.T, session int) []int {
	t.Helper()
	names, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	var found []int
	for _, name := range names {
		line, _ := os.ReadFile(name)
		_, rest, _ := strings.Cut(string(line), ") ")
		var state string
		var parent, group, its int
		if _, err := fmt.Sscan(rest, &state, &parent, &group, &its); err != nil || its != session {
			continue
		}
		process, err := strconv.Atoi(filepath.Base(filepath.Dir(name)))
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, process)
	}
	return found
}
