package rehearsal_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/render"
)

// confirmable is the setup of a configuration that waits so many seconds.
func confirmable(t *testing.T, c configuration, seconds int, batch bool) string {
	t.Helper()
	text, err := render.Setup(c.plan, render.Options{Confirm: seconds, Batch: batch})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// report waits for what a setup reports that nobody has confirmed, and takes it
// away: it is the one thing that a return adds.
func report(t *testing.T, lab *rehearsal.Lab) string {
	t.Helper()
	var text []byte
	soon(t, "no report", func() bool {
		_ = lab.Do(func() (err error) {
			text, err = os.ReadFile("/run/splitroute/returned")
			return err
		})
		return strings.HasSuffix(string(text), "\n") && waiting(t) == 0
	})
	r := run(t, lab, rehearsal.Script{Text: "rm /run/splitroute/returned; set -- /run/splitroute/*; [ -e \"$1\" ] || rm -r /run/splitroute"})
	if r.Exit != 0 {
		t.Fatal(r.Stderr)
	}
	return string(text)
}

// soon waits up to ten seconds for something.
func soon(t *testing.T, otherwise string, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !done(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal(otherwise)
		}
	}
}

// waiting is how many processes of scripts there are: those that wait.
func waiting(t *testing.T) int { return len(scripts(t)) }

func scripts(t *testing.T) []string {
	t.Helper()
	lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, name := range lines {
		line, err := os.ReadFile(name)
		if err == nil && strings.Contains(string(line), "/run/rehearsal/script") {
			found = append(found, filepath.Base(filepath.Dir(name)))
		}
	}
	return found
}

// Nobody confirms: every entry of the setup before is back, whatever kind of
// words it is listed in. No packet is lost.
func TestUnconfirmed(t *testing.T) {
	for i, name := range []string{"dual-stack", "auto", "rules"} {
		t.Run(name, func(t *testing.T) {
			shell, batch := shells[i%len(shells)], i%2 == 1
			c := fixture(t, name, render.Options{})
			lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
			text := confirmable(t, c, 1, batch)
			succeed(t, lab, rehearsal.Script{Text: c.quickSetup})
			before := snapshot(t, lab)
			traffic, err := lab.Start(boundFlows(c.set, c.set.Providers[0].Name, c.set.Providers[1].Name), packetRate)
			if err != nil {
				t.Fatal(err)
			}
			begin := time.Now()
			confirmWith(t, lab, rehearsal.Script{Text: text, Shell: shell}, 0)
			if rehearsal.Diff(before, snapshot(t, lab)) == "" {
				t.Error("nothing was set up")
			}
			returned(t, lab, before)
			lossless(t, traffic.Stop(), begin)
		})
	}
}

// confirmWith runs a script that waits, or the answer to one, as it would run on
// a router: it may also sleep, and log.
func confirmWith(t *testing.T, lab *rehearsal.Lab, s rehearsal.Script, exit int) rehearsal.Result {
	t.Helper()
	s.Tools = append([]string{"logger", "sleep"}, tools...)
	r, err := lab.Run(s)
	if err != nil || r.Exit != exit || len(r.Strangers) > 0 {
		t.Fatalf("%v, exit %d, want %d, unexpected commands %q: %s", err, r.Exit, exit, r.Strangers, r.Stderr)
	}
	return r
}

// returned wants a state to come back, and that to be reported.
func returned(t *testing.T, lab *rehearsal.Lab, before rehearsal.Snapshot) {
	t.Helper()
	if got := report(t, lab); !strings.HasPrefix(got, "returned: ") {
		t.Error(got)
	}
	same(t, "after the return", before, snapshot(t, lab))
}

// The answers: after the first one, nothing is waited for.
func TestAnswers(t *testing.T) {
	former, c := fixture(t, "balance-weights", render.Options{}), fixture(t, "backup", render.Options{})
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	booted := snapshot(t, lab)
	text := confirmable(t, c, 60, true)
	answer := func(exit int, says string, args ...string) {
		t.Helper()
		r := confirmWith(t, lab, rehearsal.Script{Text: text, Shell: rehearsal.BusyBox, Args: args, Traced: true}, exit)
		if !strings.Contains(r.Stderr, says) {
			t.Errorf("%q: %s", args, r.Stderr)
		}
	}
	answer(1, "nothing waits to be confirmed", "confirm")
	answer(1, "nothing waits to be confirmed", "revert")
	answer(1, "not with: undo", "undo")
	same(t, "an answer to nothing", booted, snapshot(t, lab))

	succeed(t, lab, rehearsal.Script{Text: c.quickSetup})
	plain := snapshot(t, lab)
	succeed(t, lab, rehearsal.Script{Text: former.quickTeardown})
	answer(0, "comes back in 60 seconds")
	pending := snapshot(t, lab)
	answer(1, "waits for an answer")
	same(t, "a second setup that has to be confirmed", pending, snapshot(t, lab))
	answer(0, "confirmed", "confirm")
	same(t, "confirmed", plain, snapshot(t, lab))
	soon(t, "something waits still", func() bool { return waiting(t) == 0 })

	answer(0, "comes back in 60 seconds")
	answer(0, "returned: ", "revert")
	returned(t, lab, plain)
}

// Whoever sets something else up, or takes everything down, has decided.
func TestDecidedOtherwise(t *testing.T) {
	former, c := fixture(t, "balance-weights", render.Options{}), fixture(t, "lartc", render.Options{})
	waits := confirmable(t, c, 1, false)
	lab := build(t, former.set, rehearsal.Options{Defaults: defaultBy(former.set, 100)})
	booted := snapshot(t, lab)
	for _, test := range []struct{ first, second string }{
		{former.quickSetup, c.quickSetup},
		{former.quickSetup, former.quickTeardown},
	} {
		succeed(t, lab, rehearsal.Script{Text: test.first})
		confirmWith(t, lab, rehearsal.Script{Text: waits}, 0)
		succeed(t, lab, rehearsal.Script{Text: test.second})
		decided := snapshot(t, lab)
		soon(t, "something waits still", func() bool { return waiting(t) == 0 })
		same(t, "what was decided", decided, snapshot(t, lab))
	}
	succeed(t, lab, rehearsal.Script{Text: former.quickTeardown})
	same(t, "teardown", booted, snapshot(t, lab))
}

// What cannot be put back keeps nothing else from it, and is reported.
func TestIncompleteReturn(t *testing.T) {
	c := fixture(t, "backup", render.Options{})
	lab := build(t, c.set, rehearsal.Options{})
	succeed(t, lab, rehearsal.Script{Text: c.quickSetup})
	confirmWith(t, lab, rehearsal.Script{Text: confirmable(t, c, 1, true)}, 0)
	if err := lab.Down(c.set.Providers[1].Interface); err != nil {
		t.Fatal(err)
	}
	if got := report(t, lab); !strings.HasPrefix(got, "failed: ") {
		t.Error(got)
	}
	first := sides(c.set)[0]
	exchange(t, lab, first.Name, rehearsal.Flow{From: rehearsal.Internet(first.Name, somewhere), To: rehearsal.Router(first.address())})
}

// When who waits is killed, nothing comes back, and the answers say so.
func TestWaitingKilled(t *testing.T) {
	c := fixture(t, "lartc", render.Options{})
	lab := build(t, c.set, rehearsal.Options{})
	booted := snapshot(t, lab)
	waits := confirmable(t, c, 60, false)
	confirmWith(t, lab, rehearsal.Script{Text: waits}, 0)
	for _, process := range scripts(t) {
		kill(t, process)
	}
	soon(t, "it is not killed", func() bool { return waiting(t) == 0 })
	revert := rehearsal.Script{Text: strings.ReplaceAll(waits, "seconds=30", "seconds=1"), Args: []string{"revert"}}
	if r := confirmWith(t, lab, revert, 1); !strings.Contains(r.Stderr, "nobody takes it back") {
		t.Error(r.Stderr)
	}
	confirmWith(t, lab, rehearsal.Script{Text: waits, Args: []string{"confirm"}}, 0)
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
	same(t, "teardown", booted, snapshot(t, lab))
}

func kill(t *testing.T, process string) {
	t.Helper()
	if out, err := exec.Command("kill", "-9", process).CombinedOutput(); err != nil {
		t.Error(err, string(out))
	}
}

// The terminal goes, and all that runs on it gets every signal that comes with
// that; what waits doesn't care.
func TestLostSession(t *testing.T) {
	c := fixture(t, "lartc", render.Options{})
	for _, shell := range []string{"dash", "bash", "busybox sh"} {
		t.Run(shell, func(t *testing.T) {
			lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
			before := snapshot(t, lab)
			script := filepath.Join(t.TempDir(), "run", "rehearsal", "script")
			if err := os.MkdirAll(filepath.Dir(script), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(script, []byte(confirmable(t, c, 1, false)), 0o600); err != nil {
				t.Fatal(err)
			}
			var login *session
			err := lab.Do(func() (err error) {
				login, err = logIn(shell + " " + script + "; echo done; sleep 60")
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			login.await(t, "done")
			login.lose(t)
			returned(t, lab, before)
		})
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

// lose hangs the terminal up and signals all processes of the session.
func (s *session) lose(t *testing.T) {
	t.Helper()
	if err := s.terminal.Close(); err != nil {
		t.Error(err)
	}
	for _, signal := range []unix.Signal{unix.SIGHUP, unix.SIGINT, unix.SIGQUIT, unix.SIGTERM, unix.SIGCONT} {
		_ = unix.Kill(-s.command.Process.Pid, signal)
	}
	_ = s.command.Wait()
}
