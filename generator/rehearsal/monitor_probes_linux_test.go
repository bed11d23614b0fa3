package rehearsal_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// killOne kills a process on the router whose command line has these words, and fails
// where there is none.
const killOne = `set -e
for p in $(pgrep -f -- "^(busybox )?(ip|ping) .*$1"); do
	[ "$(readlink "/proc/$p/ns/net")" = "$(readlink /proc/self/ns/net)" ] || continue
	kill -9 "$p"
	exit
done
exit 1`

// kills kills a process that the monitor has started, and not the monitor.
func (w *watchedRouter) kills(words string) {
	w.t.Helper()
	succeed(w.t, w.Lab, rehearsal.Script{Text: killOne, Args: []string{words}})
}

// pingWays are the ways to run a monitor that differ in the ping.
var pingWays = []string{"dash", "BusyBox's ping"}

// Processes that a monitor has started may end by themselves, or be killed: it starts them
// again, and a ping soon enough that its target isn't taken for silent.
func TestMonitorStartsAgain(t *testing.T) {
	for _, name := range pingWays {
		t.Run(name, func(t *testing.T) {
			w := watchedBy(t, watched+preferring, ways[name])
			for range 4 {
				w.kills("-s 17 198.18.7.1")
				time.Sleep(1400 * time.Millisecond) // sooner or later within the five seconds between two looks
			}
			if said := w.monitor.Said(); strings.Contains(said, "suspect") {
				t.Errorf("a probe was killed, and its target answers:\n%s", said)
			}
			w.kills("127.0.0.1")
			w.filter("isp1", "drop")
			w.until("isp2")
			w.kills("monitor link")
			succeed(t, w.Lab, rehearsal.Script{Text: "ip link set dev if1 down"})
			w.says("links or addresses changed")
		})
	}
}

// A ping ends by itself after some time, and the next one follows at once.
func TestMonitorProbesEnd(t *testing.T) {
	for _, name := range pingWays {
		t.Run(name, func(t *testing.T) {
			w := watchedBy(t, watched+preferring, ways[name])
			monitor := strings.Replace(w.script, "$((3000 / $2 + 1))", "$((8 / $2 + 1))", 1)
			if monitor == w.script {
				t.Fatal("the script has no such place")
			}
			if err := w.Place(map[string]string{"monitor.sh": monitor}); err != nil {
				t.Fatal(err)
			}
			w.monitor = w.again()
			time.Sleep(6 * time.Second)
			if said := w.monitor.Said(); strings.Contains(said, "suspect") {
				t.Errorf("all targets answer:\n%s", said)
			}
		})
	}
}

// While there is no room under /run, a monitor says so, and goes on when there is.
func TestMonitorNoRoom(t *testing.T) {
	w := watchedBy(t, watched+preferring, rehearsal.Script{})
	fill := "mount -o remount,size=\"$(du -sk /run | cut -f 1)k\" /run && { cat /dev/zero >/run/full || :; }"
	users, err := os.ReadFile("/proc/self/uid_map")
	if err != nil {
		t.Fatal(err)
	}
	switch r := run(t, w.Lab, rehearsal.Script{Text: fill}); {
	case r.Exit != 0 && strings.Contains(string(users), "4294967295"):
		t.Fatal(r.Stderr)
	case r.Exit != 0: // in a user namespace, the kernel refuses
		t.Skip(r.Stderr)
	}
	w.filter("isp1", "drop")
	w.says("cannot write /run/splitroute/")
	w.says("isp1/ipv4: suspect -> down")
	succeed(t, w.Lab, rehearsal.Script{Text: "rm /run/full; mount -o remount,size=50% /run"})
	w.until("isp2")
	if n := strings.Count(w.monitor.Said(), "cannot write"); n > 5 { // not at each second
		t.Errorf("it was said %d times:\n%s", n, w.monitor.Said())
	}
}
