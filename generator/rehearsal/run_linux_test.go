package rehearsal

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// threeCommands has one of them in a command substitution.
const threeCommands = `PATH=$PATH:/usr/sbin:/sbin
ip route add 192.0.2.1/32 dev lo proto 201
here=$(ip route show proto 201) || exit 9
ip route add 192.0.2.2/32 dev lo proto 201 || exit 7
echo "$here"
`

var shells = []Shell{Dash, Bash, BusyBox}

// hostRoutes are those that threeCommands has left.
func hostRoutes(t *testing.T, lab *Lab) string {
	t.Helper()
	r := run(t, lab, Script{Text: "ip route show proto 201; ip route flush proto 201"})
	return strings.TrimSpace(r.Stdout)
}

func TestTrace(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{})
	for _, shell := range shells {
		r := trace(t, lab, Traced{Script: Script{Text: threeCommands, Shell: shell}})
		if r.Exit != 0 || len(r.Commands) != 3 || len(r.Strangers) > 0 || !strings.Contains(r.Stdout, "192.0.2.1") {
			t.Errorf("%s: %+v", shell, r)
		}
		want := strings.Fields("ip route add 192.0.2.2/32 dev lo proto 201")
		if len(r.Commands) == 3 && !slices.Equal(r.Commands[2], want) {
			t.Errorf("%s: %q, want %q", shell, r.Commands[2], want)
		}
		if got := hostRoutes(t, lab); strings.Count(got, "192.0.2") != 2 {
			t.Errorf("%s: routes are %s", shell, got)
		}
	}
}

func TestKill(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{})
	for _, shell := range shells {
		for _, test := range []struct {
			fault  Fault
			routes int
		}{
			{Fault{At: 1, Kind: KillBefore}, 0},
			{Fault{At: 1, Kind: KillAfter}, 1},
			{Fault{At: 2, Kind: KillBefore}, 1},
			{Fault{At: 2, Kind: KillAfter}, 1},
			{Fault{At: 3, Kind: KillBefore}, 1},
			{Fault{At: 3, Kind: KillAfter}, 2},
		} {
			r := trace(t, lab, Traced{Script: Script{Text: threeCommands, Shell: shell}, Fault: test.fault})
			if !r.Killed || r.Exit != 137 || len(r.Commands) != test.fault.At || r.Stdout != "" {
				t.Errorf("%s, %+v: %+v", shell, test.fault, r)
			}
			if got := hostRoutes(t, lab); strings.Count(got, "192.0.2") != test.routes {
				t.Errorf("%s, %+v: routes are %s", shell, test.fault, got)
			}
		}
	}
}

func TestFail(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{})
	for _, shell := range shells {
		r := trace(t, lab, Traced{
			Script: Script{Text: threeCommands, Shell: shell},
			Fault:  Fault{At: 3, Kind: Fail, Exit: 2, Message: "it's broken"},
		})
		if r.Exit != 7 || r.Killed || r.Stderr != "it's broken\n" || len(r.Commands) != 3 {
			t.Errorf("%s: %+v", shell, r)
		}
		if got := hostRoutes(t, lab); strings.Count(got, "192.0.2") != 1 {
			t.Errorf("%s: routes are %s", shell, got)
		}
	}
}

func TestStrangers(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{})
	for _, shell := range shells {
		r := trace(t, lab, Traced{Script: Script{Text: "PATH=$PATH:/usr/bin:/bin\nawk 1 2>/dev/null\n/usr/bin/env true || :\nip link >/dev/null", Shell: shell}})
		if r.Exit != 0 || !slices.Equal(r.Strangers, []string{"awk", "env"}) || len(r.Commands) != 3 {
			t.Errorf("%s: %+v", shell, r)
		}
	}
}

func TestReplace(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{})
	text := "PATH=$PATH:/usr/sbin:/sbin\ncommand -v ip >/dev/null || exit 3\nip -V 2>&1; id -u"
	for _, shell := range shells {
		r := trace(t, lab, Traced{Script: Script{Text: text, Shell: shell}, Replace: map[string]string{"ip": ""}})
		if r.Exit != 3 {
			t.Errorf("%s: ip was not missing: %+v", shell, r)
		}
		r = trace(t, lab, Traced{
			Script:  Script{Text: text, Shell: shell},
			Replace: map[string]string{"ip": `busybox ip "$@"`, "id": "echo 4711"},
		})
		if !strings.Contains(r.Stdout, "usage") && !strings.Contains(strings.ToLower(r.Stdout), "busybox") || !strings.HasSuffix(r.Stdout, "4711\n") {
			t.Errorf("%s: %+v", shell, r)
		}
	}
}

// needUsers skips a test where root is the only user.
func needUsers(t *testing.T) {
	t.Helper()
	users, err := os.ReadFile("/proc/self/uid_map")
	if err != nil || len(strings.Fields(string(users))) == 3 && strings.Fields(string(users))[2] == "1" {
		t.Skipf("no other user here: %s, %v", users, err)
	}
}

func TestSomebodyElse(t *testing.T) {
	needUsers(t)
	lab := newLab(t, twoProviders(), Options{})
	for _, shell := range shells {
		r := trace(t, lab, Traced{Script: Script{Text: "id -u; ip link set dev lo down", Shell: shell, UID: 65534}})
		if r.Stdout != "65534\n" || r.Exit == 0 || len(r.Commands) != 2 {
			t.Errorf("%s: %+v", shell, r)
		}
	}
}

// What a test does to the router's file system, its scripts meet.
func TestReadOnly(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{})
	err := lab.Do(func() error {
		return unix.Mount("", "/etc", "", unix.MS_REMOUNT|unix.MS_RDONLY, "")
	})
	if err != nil {
		t.Fatal(err)
	}
	r := run(t, lab, Script{Text: "touch /etc/iproute2/rt_tables"})
	if r.Exit == 0 || !strings.Contains(r.Stderr, "Read-only") {
		t.Errorf("%+v, want it refused", r)
	}
}

func TestTimeout(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{})
	begin := time.Now()
	_, err := lab.Run(Script{Text: "echo so far; sleep 60", Timeout: 50 * time.Millisecond})
	if err == nil || !strings.Contains(err.Error(), "so far") || time.Since(begin) > 5*time.Second {
		t.Errorf("error is %v after %v, want what it had printed", err, time.Since(begin))
	}
}

// A script's background processes end with the laboratory.
func TestBackground(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{})
	setup(t, lab, "setsid sleep 4712 >/dev/null 2>&1 &")
	awaitProcesses(t, "4712", 1)
	if err := lab.Close(); err != nil {
		t.Fatal(err)
	}
	awaitProcesses(t, "4712", 0)
	if _, err := lab.Run(Script{Text: ":"}); !errors.Is(err, errClosed) {
		t.Errorf("error is %v, want %v", err, errClosed)
	}
	if _, err := lab.Snapshot(); !errors.Is(err, errClosed) {
		t.Errorf("error is %v, want %v", err, errClosed)
	}
}
