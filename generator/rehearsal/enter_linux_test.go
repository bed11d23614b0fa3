package rehearsal

import (
	"bufio"
	"errors"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// playVar makes TestPlay what other tests start.
const playVar = "REHEARSAL_TEST_PLAY"

// TestPlay is no test: it is this program, entered, doing what playVar says.
func TestPlay(t *testing.T) {
	switch os.Getenv(playVar) {
	case "fail":
		t.Error("as told")
	case "hang":
		// A process that would outlive a mere parent.
		if err := exec.Command("setsid", "sleep", "4711").Start(); err != nil {
			t.Error(err)
		}
		println("ready")
		time.Sleep(time.Minute)
	case "users":
		users, err := os.ReadFile("/proc/self/uid_map")
		groups, err2 := os.ReadFile("/proc/self/gid_map")
		t.Log(strings.Fields(string(users)), strings.Fields(string(groups)), err, err2, os.Getuid(), os.Getgid())
	case "die":
		_ = syscall.Kill(os.Getpid(), syscall.SIGTERM)
		time.Sleep(time.Minute)
	}
}

// play starts this program again, which enters for itself.
func play(t *testing.T, what string) *exec.Cmd {
	t.Helper()
	if err := Available(); err != nil {
		t.Skip(err)
	}
	cmd := exec.Command("/proc/self/exe", "-test.run=^TestPlay$", "-test.v")
	cmd.Env = append(os.Environ(), playVar+"="+what)
	return cmd
}

func TestEnterPassesOn(t *testing.T) {
	for what, want := range map[string]int{"": 0, "fail": 1, "die": 128 + int(syscall.SIGTERM)} {
		out, err := play(t, what).Output()
		exit := 0
		if failed := (*exec.ExitError)(nil); errors.As(err, &failed) {
			exit = failed.ExitCode()
		}
		if exit != want || !strings.Contains(string(out), "=== RUN   TestPlay") {
			t.Errorf("%q: exit %d, want %d; output: %s", what, exit, want, out)
		}
	}
}

func TestEnterTime(t *testing.T) {
	begin := time.Now()
	if err := play(t, "").Run(); err != nil {
		t.Error(err)
	}
	t.Logf("a program that does nothing inside takes %v", time.Since(begin))
}

// processes are those whose command line has the word in it.
func processes(t *testing.T, word string) []string {
	t.Helper()
	procs, err := os.ReadDir("/proc")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, p := range procs {
		line, err := os.ReadFile("/proc/" + p.Name() + "/cmdline")
		if err == nil && strings.Contains(string(line), word) {
			found = append(found, p.Name()+" "+strings.ReplaceAll(string(line), "\x00", " "))
		}
	}
	return found
}

// awaitProcesses waits until there are as many as that.
func awaitProcesses(t *testing.T, word string, want int) {
	t.Helper()
	err := until("wrong number of processes", func() (bool, error) {
		return len(processes(t, word)) == want, nil
	})
	if err != nil {
		t.Errorf("%v: %q, want %d", err, processes(t, word), want)
	}
}

// Everything ends with the process that has entered, even if it is killed.
func TestEnterEnds(t *testing.T) {
	cmd := play(t, "hang")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(stderr)
	for lines.Scan() && lines.Text() != "ready" {
	}
	awaitProcesses(t, "4711", 1)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	awaitProcesses(t, "4711", 0)
	awaitProcesses(t, "=^TestPlay$", 0)
}

func TestEnterIsolates(t *testing.T) {
	if err := Available(); err != nil {
		t.Skip(err)
	}
	interfaces, err := net.Interfaces()
	if err != nil || len(interfaces) != 1 || interfaces[0].Flags&net.FlagUp == 0 {
		t.Errorf("interfaces are %v, %v, want lo, up", interfaces, err)
	}
	devices, err := os.ReadDir("/sys/class/net")
	if err != nil || len(devices) != 1 {
		t.Errorf("/sys has %v, %v, want lo", devices, err)
	}
	if os.Getppid() != 1 {
		t.Errorf("parent is %d, want 1", os.Getppid())
	}
	if again, exit, err := Enter(); !again || exit != 0 || err != nil {
		t.Errorf("entered twice: %v, %d, %v", again, exit, err)
	}
}

// An environment variable alone does not make a program believe that it is
// inside, where it would change the machine's own routing.
func TestEnterNotFooled(t *testing.T) {
	cmd := play(t, "")
	cmd.Env = append(cmd.Env, stageVar+"="+stageInside)
	if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "PASS") {
		t.Errorf("%v: %s", err, out)
	}
}

// Where the kernel refuses, tests that need it skip, or all fail if required.
func TestEnterRefused(t *testing.T) {
	for required, want := range map[string]int{"": 0, "1": 1} {
		cmd := play(t, "")
		program, err := os.Readlink("/proc/self/exe")
		if err != nil {
			t.Fatal(err)
		}
		// A user namespace that may not have network namespaces in it
		// (namespaces(7), /proc/sys/user).
		cmd.Path = "/bin/sh"
		cmd.Args = []string{
			"sh", "-c", `echo 0 >/proc/sys/user/max_net_namespaces && exec "$0" "$@"`,
			program, "-test.run=^TestPlay$|^TestNoRoute$", "-test.v",
		}
		cmd.Env = append(cmd.Env, requireVar+"="+required)
		cmd.SysProcAttr = &syscall.SysProcAttr{
			Cloneflags:  syscall.CLONE_NEWUSER,
			UidMappings: []syscall.SysProcIDMap{{Size: 1}},
			GidMappings: []syscall.SysProcIDMap{{Size: 1}},
		}
		out, err := cmd.CombinedOutput()
		if cmd.ProcessState == nil {
			t.Skip(err)
		}
		if got := cmd.ProcessState.ExitCode(); got != want {
			t.Errorf("%s=%q: exit %d, want %d; output: %s", requireVar, required, got, want, out)
		}
		if skipped := strings.Contains(string(out), "--- SKIP: TestNoRoute"); skipped != (want == 0) || !strings.Contains(string(out), "namespaces") {
			t.Errorf("%s=%q: output: %s", requireVar, required, out)
		}
	}
}

// Inside, a caller who is not root has the other users that the system gives them
// (subuid(5)), or else root alone.
func TestEnterUsers(t *testing.T) {
	if err := Available(); err != nil || !mapsMany() {
		t.Skip("there is nobody else to be: ", err)
	}
	if _, err := exec.LookPath("newuidmap"); err != nil {
		t.Skip(err)
	}
	for _, test := range []struct{ given, want string }{
		{"", "[0 65534 1] [0 65534 1] <nil> <nil> 0 0"},
		{"root:300000:65536\n", "[0 65534 1] [0 65534 1] <nil> <nil> 0 0"},
		{"nobody:100000:1000\n65534:200000:3000\n", "[0 65534 1 1 100000 1000 1001 200000 3000] [0 65534 1 1 100000 1000 1001 200000 3000] <nil> <nil> 0 0"},
	} {
		for _, file := range []string{"/etc/subuid", "/etc/subgid"} {
			give(t, file, test.given)
		}
		cmd := play(t, "users")
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		out, err := cmd.CombinedOutput()
		if said := strings.Join(strings.Fields(string(out)), " "); err != nil || !strings.Contains(said, test.want) {
			t.Errorf("%q: %v, want %s: %s", test.given, err, test.want, out)
		}
	}
}

// give writes a file of /etc, which is a link to the machine's here, until the test ends.
func give(t *testing.T, file, text string) {
	t.Helper()
	link, _ := os.Readlink(file)
	_ = os.Remove(file)
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = os.Remove(file)
		if link != "" {
			_ = os.Symlink(link, file)
		}
	})
}
