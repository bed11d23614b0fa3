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
	"time"

	"golang.org/x/sys/unix"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// confirmable is the setup of a configuration that waits so many seconds.
func confirmable(t *testing.T, c configuration, seconds int) string {
	t.Helper()
	return setupOf(t, c.plan, script.Options{Confirm: seconds})
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
	succeed(t, lab, rehearsal.Script{Text: clearReport})
	return string(text)
}

const clearReport = `rm /run/splitroute/returned; set -- /run/splitroute/*; [ -e "$1" ] || rm -r /run/splitroute`

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
			shell := shells[i%len(shells)]
			c := fixture(t, name)
			lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
			text := confirmable(t, c, 1)
			soon(t, "another one waits still", func() bool { return waiting(t) == 0 })
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			before := snapshot(t, lab)
			traffic, err := lab.Start(boundFlows(c.set, c.set.Providers[0].Name, c.set.Providers[1].Name), packetRate)
			if err != nil {
				t.Fatal(err)
			}
			begin := time.Now()
			waiter := map[rehearsal.Shell]string{rehearsal.Dash: "dash", rehearsal.Bash: "bash", rehearsal.BusyBox: "busybox sh"}[shell]
			sh := "shift && exec setsid " + waiter + ` "$@"` // is that on this machine
			confirmTraced(t, lab, rehearsal.Traced{Script: rehearsal.Script{Text: text, Shell: shell}, Replace: map[string]string{"setsid": sh}}, 0)
			for _, process := range scripts(t) {
				line, err := os.ReadFile("/proc/" + process + "/cmdline")
				if who := strings.ReplaceAll(string(line), "\x00", " "); err == nil && who != "" && !strings.HasPrefix(who, waiter+" -- /run/rehearsal/script stand-by ") {
					t.Errorf("%q waits, want %s", who, waiter)
				}
			}
			if rehearsal.Diff(before, snapshot(t, lab)) == "" {
				t.Error("nothing was set up")
			}
			returned(t, lab, before)
			lossless(t, traffic.Stop(), begin)
		})
	}
}

// confirmWith runs a script that waits, or the answer to one.
func confirmWith(t *testing.T, lab *rehearsal.Lab, s rehearsal.Script, exit int) rehearsal.Result {
	t.Helper()
	r := run(t, lab, s)
	if r.Exit != exit {
		t.Fatalf("exit %d, want %d: %s", r.Exit, exit, r.Stderr)
	}
	return r
}

// confirmTraced is confirmWith on a router with the tools alone, and those that
// let it sleep, and log.
func confirmTraced(t *testing.T, lab *rehearsal.Lab, s rehearsal.Traced, exit int) rehearsal.Trace {
	t.Helper()
	s.Tools = append([]string{"logger", "setsid", "sh", "sleep"}, tools...)
	r, err := lab.Trace(s)
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

// takeBack has a setup that waits give back what was before, now.
func takeBack(t *testing.T, lab *rehearsal.Lab, text string, before rehearsal.Snapshot) {
	t.Helper()
	confirmWith(t, lab, rehearsal.Script{Text: text, Args: []string{"revert"}}, 0)
	succeed(t, lab, rehearsal.Script{Text: clearReport})
	same(t, "after the return", before, snapshot(t, lab))
}

// The answers: after the first one, nothing is waited for.
func TestAnswers(t *testing.T) {
	former, c := fixture(t, "balance-weights"), fixture(t, "backup")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	booted := snapshot(t, lab)
	text := confirmable(t, c, 60)
	answer := func(exit int, says string, args ...string) {
		t.Helper()
		r := confirmTraced(t, lab, rehearsal.Traced{Script: rehearsal.Script{Text: text, Shell: rehearsal.BusyBox, Args: args}}, exit)
		if !strings.Contains(r.Stderr, says) {
			t.Errorf("%q: %s", args, r.Stderr)
		}
	}
	answer(1, "nothing waits to be confirmed", "confirm")
	answer(1, "nothing waits to be confirmed", "revert")
	answer(1, "not with: undo", "undo")
	same(t, "an answer to nothing", booted, snapshot(t, lab))

	succeed(t, lab, rehearsal.Script{Text: c.setup})
	plain := snapshot(t, lab)
	succeed(t, lab, rehearsal.Script{Text: former.teardown})
	answer(0, "it is rolled back in 60 seconds")
	pending := snapshot(t, lab)
	answer(1, "is not confirmed yet")
	same(t, "a second setup that has to be confirmed", pending, snapshot(t, lab))
	answer(0, "confirmed", "confirm")
	same(t, "confirmed", plain, snapshot(t, lab))
	soon(t, "something waits still", func() bool { return waiting(t) == 0 })

	answer(0, "it is rolled back in 60 seconds")
	answer(0, "returned: ", "revert")
	returned(t, lab, plain)
}

// Whoever sets something else up, or takes everything down, has decided.
func TestDecidedOtherwise(t *testing.T) {
	former, c := fixture(t, "balance-weights"), fixture(t, "lartc")
	waits := confirmable(t, c, 1)
	lab := build(t, former.set, rehearsal.Options{Defaults: defaultBy(former.set, 100)})
	booted := snapshot(t, lab)
	for _, test := range []struct{ first, second string }{
		{former.setup, c.setup},
		{former.setup, former.teardown},
	} {
		succeed(t, lab, rehearsal.Script{Text: test.first})
		confirmWith(t, lab, rehearsal.Script{Text: waits}, 0)
		succeed(t, lab, rehearsal.Script{Text: test.second})
		// What was before is thrown away by who waits, and by nobody else.
		succeed(t, lab, rehearsal.Script{Text: "rm -f /run/splitroute/before"})
		decided := snapshot(t, lab)
		soon(t, "something waits still", func() bool { return waiting(t) == 0 })
		same(t, "what was decided", decided, snapshot(t, lab))
	}
	succeed(t, lab, rehearsal.Script{Text: former.teardown})
	same(t, "teardown", booted, snapshot(t, lab))
}

// What cannot be put back keeps nothing else from it, and is reported.
func TestIncompleteReturn(t *testing.T) {
	c := fixture(t, "backup")
	lab := build(t, c.set, rehearsal.Options{})
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	confirmWith(t, lab, rehearsal.Script{Text: confirmable(t, c, 1)}, 0)
	if err := lab.Down(c.set.Providers[1].Interface); err != nil {
		t.Fatal(err)
	}
	if got := report(t, lab); !strings.HasPrefix(got, "failed: ") {
		t.Error(got)
	}
	first := sides(c.set)[0]
	exchange(t, lab, first.Name, rehearsal.Flow{From: rehearsal.Internet(first.Name, somewhere), To: rehearsal.Router(first.address())})
}

// A run that hangs, with what keeps others from running at the same time, is
// waited for, but not for ever.
func TestHangs(t *testing.T) {
	c := fixture(t, "lartc")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	before := snapshot(t, lab)
	text := strings.Replace(confirmable(t, c, 1), "tries=30", "tries=2", 1)
	confirmWith(t, lab, rehearsal.Script{Text: text}, 0)
	hangs := exec.Command("sh", "-c", "exec 9>>/proc/sys/net/ipv4/route/flush && flock 0 <&9 && sleep 60")
	hangs.SysProcAttr = &unix.SysProcAttr{Setpgid: true}
	if err := lab.Do(hangs.Start); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = unix.Kill(-hangs.Process.Pid, unix.SIGKILL)
		_ = hangs.Wait()
	}()
	returned(t, lab, before)
}

// A setup that is killed when it has begun to wait comes back all the same; when
// it is killed just before somebody does, it can be taken back.
func TestSetupKilledWaiting(t *testing.T) {
	c := fixture(t, "dual-stack")
	former := configure(t, "former.hcl", strings.Replace(readFixture(t, "dual-stack"), "weight    = 3", "weight = 2", 1))
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	succeed(t, lab, rehearsal.Script{Text: former.setup})
	before := snapshot(t, lab)
	s := rehearsal.Traced{Script: rehearsal.Script{Text: confirmable(t, c, 1)}, Tools: append([]string{"setsid", "sh", "sleep"}, tools...)}
	whole, err := lab.Trace(s)
	if err != nil {
		t.Fatal(err)
	}
	takeBack(t, lab, s.Text, before)
	starts := 1 + slices.IndexFunc(whole.Commands, func(argv []string) bool { return argv[0] == "setsid" })
	for _, fault := range []rehearsal.Fault{
		{At: starts, Kind: rehearsal.KillBefore},
		{At: starts, Kind: rehearsal.KillAfter},
		{At: starts + 1, Kind: rehearsal.KillAfter}, // IPv4 of the former setup is gone, and IPv6 is not
	} {
		s.Fault = fault
		r, err := lab.Trace(s)
		if err != nil || !r.Killed {
			t.Fatalf("%v, exit %d: %s", err, r.Exit, r.Stderr)
		}
		if fault.Kind == rehearsal.KillBefore {
			takeBack(t, lab, s.Text, before)
			continue
		}
		returned(t, lab, before)
	}
}

// When who waits is killed, or ended as the machine is (SIGTERM, which must not
// be waited for), there is still the word that brings back what was before:
// nothing, and an earlier setup of another configuration.
func TestWaitingKilled(t *testing.T) {
	c := fixture(t, "dual-stack")
	other := strings.NewReplacer(`"l4"`, `"l3"`+"\n"+`rt_tables = "/etc/iproute2/rt_tables"`, "weight    = 3", "weight = 2")
	former := configure(t, "former.hcl", other.Replace(readFixture(t, "dual-stack")))
	waits := confirmable(t, c, 60)
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	for i, test := range []struct{ first, signal string }{{"", "-TERM"}, {former.setup, "-KILL"}, {former.setup, "-TERM"}} {
		shell := shells[i]
		succeed(t, lab, rehearsal.Script{Text: test.first})
		before := snapshot(t, lab)
		confirmWith(t, lab, rehearsal.Script{Text: waits, Shell: shell}, 0)
		for _, process := range scripts(t) {
			kill(t, test.signal, process)
		}
		soon(t, "it is not killed", func() bool { return waiting(t) == 0 })
		r := confirmWith(t, lab, rehearsal.Script{Text: waits, Shell: shell, Args: []string{"revert"}}, 0)
		if !strings.Contains(r.Stderr, "returned: ") {
			t.Error(r.Stderr)
		}
		returned(t, lab, before)
	}
}

// A return that is killed, between whichever two commands, can be done once
// more; and so can one that finds the remains of another setup that was killed.
func TestReturnKilled(t *testing.T) {
	c := fixture(t, "dual-stack")
	former := configure(t, "former.hcl", strings.Replace(readFixture(t, "dual-stack"), "weight    = 3", "weight = 2", 1))
	waits := confirmable(t, c, 60)
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	succeed(t, lab, rehearsal.Script{Text: former.setup})
	before := snapshot(t, lab)
	for at := 3; at <= 12; at += 3 {
		killed := rehearsal.Traced{
			Script: rehearsal.Script{Text: waits, Args: []string{"revert"}},
			Fault:  rehearsal.Fault{At: at, Kind: rehearsal.KillAfter},
		}
		if at == 3 { // that is too early to have changed anything
			killed.Script, killed.Fault.At = rehearsal.Script{Text: former.setup}, 18
		}
		confirmWith(t, lab, rehearsal.Script{Text: waits}, 0)
		if r := trace(t, lab, killed); !r.Killed {
			t.Fatalf("%d: exit %d: %s", at, r.Exit, r.Stderr)
		}
		takeBack(t, lab, waits, before)
	}
}

func kill(t *testing.T, signal, process string) {
	t.Helper()
	if out, err := exec.Command("kill", signal, process).CombinedOutput(); err != nil {
		t.Error(err, string(out))
	}
}

// The terminal goes, and all that runs on it is killed; what waits isn't there.
// Where the script is no file that could be run again, or there is no setsid, it
// is, and withstands what the end of a session sends.
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

// Where systemd is in charge, who waits has a scope of its own: the end of a
// service, or of a session, kills all that was started from it. What stands in
// for systemd-run shows how it is asked, not what systemd does.
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
