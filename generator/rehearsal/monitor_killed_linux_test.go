package rehearsal_test

import (
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// Killed at any moment, in any state, a monitor leaves what worked working: a setup
// uses all providers again, another monitor takes over, and a teardown gives
// everything back, whether or not a monitor runs.
func TestMonitorKilled(t *testing.T) {
	w := watchedBy(t, watched+ruled+balancing, rehearsal.Script{})
	whole := w.withoutMonitor()
	succeed(t, w.Lab, rehearsal.Script{Text: w.c.teardown})
	if err := w.monitor.Wait(5 * time.Second); err != nil {
		t.Error(err)
	}
	before := settled(snapshot(t, w.Lab))
	rng, killed := rand.New(rand.NewPCG(1, 2)), 0
	t.Cleanup(func() { t.Logf("killed %d times", killed) })
	for round := range rounds() {
		w.how.Shell = shells[round%len(shells)]
		succeed(t, w.Lab, rehearsal.Script{Text: w.c.setup})
		w.start()
		if round%4 != 0 {
			w.filter("isp1", "drop")
		}
		time.Sleep(time.Duration(rng.IntN(4500)) * time.Millisecond)
		w.filter("isp1")
		if round%4 == 2 {
			time.Sleep(time.Duration(rng.IntN(2500)) * time.Millisecond)
		}
		if err := w.monitor.Signal(syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		killed++
		if round%3 != 0 {
			succeed(t, w.Lab, rehearsal.Script{Text: w.c.setup, Shell: shells[round%len(shells)]})
			same(t, "a setup after the kill", whole, w.withoutMonitor())
		}
		if round%3 == 1 {
			w.start()
			w.balances()
			if left := run(t, w.Lab, rehearsal.Script{Text: pings}); strings.TrimSpace(left.Stdout) != "5" {
				t.Errorf("a second monitor: %s pings", left.Stdout)
			}
			if err := w.monitor.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
		}
		succeed(t, w.Lab, rehearsal.Script{Text: w.c.teardown})
		same(t, "teardown", before, settled(snapshot(t, w.Lab)))
		if t.Failed() {
			t.Fatalf("round %d: %s", round, w.monitor.Said())
		}
	}
}

// rounds is how often the monitor is killed: KILLS, for a longer run.
func rounds() int {
	if n, err := strconv.Atoi(os.Getenv("KILLS")); err == nil {
		return n
	}
	return 6
}

// withoutMonitor is a snapshot without the files of a monitor, and without the tag.
func (w *watchedRouter) withoutMonitor() rehearsal.Snapshot {
	all := untagged(settled(snapshot(w.t, w.Lab)))
	for i := range all {
		all[i].Lines = slices.DeleteFunc(slices.Clone(all[i].Lines), func(line string) bool {
			return strings.Contains(line, "/run/splitroute/health") || strings.Contains(line, "/run/splitroute/monitor")
		})
	}
	return all
}

// pings is how many run in the namespace.
const pings = `for p in $(pgrep -x ping); do
	[ "$(readlink "/proc/$p/ns/net")" != "$(readlink /proc/self/ns/net)" ] || echo "$p"
done | wc -l`
