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

// moment is when a monitor is killed: at a random time, up to within, after the last of its
// steps. A step is a fault ("drop", "answer") or an order, and what the monitor then says.
type moment struct {
	name   string
	steps  [][2]string
	within time.Duration
}

// moments are all states, and the changes from one to the next.
var moments = []moment{
	{"starting", nil, 400 * time.Millisecond},
	{"up", [][2]string{{"", "watching"}}, 1500 * time.Millisecond},
	{"becoming suspect", [][2]string{{"drop", "up -> suspect"}}, 250 * time.Millisecond},
	{"suspect", [][2]string{{"drop", "up -> suspect"}}, 1500 * time.Millisecond},
	{"going down", [][2]string{{"drop", "suspect -> down"}}, 250 * time.Millisecond},
	{"down", [][2]string{{"drop", "suspect -> down"}}, 1500 * time.Millisecond},
	{"rising", [][2]string{{"drop", "suspect -> down"}, {"answer", "down -> rising"}}, time.Second},
	{"coming back", [][2]string{{"drop", "suspect -> down"}, {"answer", "rising -> up"}}, 250 * time.Millisecond},
	{"down by hand", [][2]string{{"down isp1", "by hand"}}, time.Second},
}

// Killed at any moment, in any state, by itself or with all that it has started, a
// monitor leaves the routing as it was last; another monitor or a setup takes over,
// and a teardown gives everything back. KILLS sets the number of kills, SEED the random
// choices.
func TestMonitorKilled(t *testing.T) {
	src := strings.Replace(watched, "  failback", "  fall = 8\n  rise = 5\n  failback", 1)
	w := watchedBy(t, src+ruled+balancing, rehearsal.Script{})
	whole := w.withoutMonitor()
	succeed(t, w.Lab, rehearsal.Script{Text: w.c.teardown})
	if err := w.monitor.Wait(5 * time.Second); err != nil {
		t.Error(err)
	}
	before := settled(snapshot(t, w.Lab))
	kills, seed := number("KILLS", len(moments)), number("SEED", 1)
	rng, killed := rand.New(rand.NewPCG(uint64(seed), 2)), 0
	t.Cleanup(func() { t.Logf("killed %d times, from SEED=%d", killed, seed) })
	succeed(t, w.Lab, rehearsal.Script{Text: w.c.setup})
	for round := range kills {
		at, alone := moments[round%len(moments)], (round+round/len(moments))%2 == 0
		w.how.Shell = shells[rng.IntN(len(shells))]
		w.bring(at, time.Duration(rng.Int64N(int64(at.within))))
		was := w.leads()
		w.kill(alone)
		killed++
		w.stayed(was, alone)
		w.takenOver(rng.IntN(4), whole, before)
		if t.Failed() {
			t.Fatalf("round %d, %s, alone: %v: %s", round, at.name, alone, w.monitor.Said())
		}
	}
}

// bring starts a monitor, and brings it to a moment.
func (w *watchedRouter) bring(at moment, after time.Duration) {
	w.t.Helper()
	w.launch()
	for _, step := range at.steps {
		switch step[0] {
		case "":
		case "drop":
			w.filter("isp1", "drop")
		case "answer":
			w.filter("isp1")
		default:
			w.says("watching")
			w.order(step[0])
		}
		w.says(step[1])
	}
	time.Sleep(after)
}

// kill kills the monitor, alone or with all that it has started, and waits until a change
// that goes on without it is done.
func (w *watchedRouter) kill(alone bool) {
	w.t.Helper()
	kill := w.monitor.SignalAll
	if alone {
		kill = w.monitor.Signal
	}
	if err := kill(syscall.SIGKILL); err != nil {
		w.t.Fatal(err)
	}
	w.filter("isp1")
	succeed(w.t, w.Lab, rehearsal.Script{Text: noneInForce})
}

// leads are the providers by which the default and a kill switch lead, in both families.
func (w *watchedRouter) leads() [4]string {
	var by [4]string
	for i, far := range []string{"198.18.0.1", "2001:db8:ffff::1", "198.18.41.1", "2001:db8:ffff:41::1"} {
		by[i] = w.chosen(far)
	}
	return by
}

// stayed wants the routing to be as the monitor had it last, and the kill switch to
// hold. A change that is under way ends by itself, unless it was killed, too.
func (w *watchedRouter) stayed(was [4]string, alone bool) {
	w.t.Helper()
	found := run(w.t, w.Lab, rehearsal.Script{Text: "cat /run/splitroute/health"}).Stdout
	by := w.leads()
	if by[2] != "isp1" || by[3] != "isp1" {
		w.t.Errorf("the kill switch leads by %q", by[2:])
	}
	for i, family := range []string{"ipv4", "ipv6"} {
		out := strings.Contains(found, "out provider.isp1."+family)
		if by[i] != "isp1" && by[i] != "isp2" || by[i] == "isp1" && alone && out && was[i] != "isp1" {
			w.t.Errorf("%s leads by %q, and before by %q; the monitor found:\n%s", family, by[i], was[i], found)
		}
	}
}

// takenOver has others go on after a kill: a setup, another monitor, a teardown; or
// leaves it to the next round's monitor.
func (w *watchedRouter) takenOver(how int, whole, before rehearsal.Snapshot) {
	w.t.Helper()
	switch how {
	case 0:
		succeed(w.t, w.Lab, rehearsal.Script{Text: w.c.setup, Shell: w.how.Shell})
		same(w.t, "a setup after the kill", whole, w.withoutMonitor())
	case 1:
		w.launch()
		w.says("watching")
		w.probes(5)
		same(w.t, "a second monitor", whole, w.withoutMonitor())
		if err := w.monitor.Signal(syscall.SIGTERM); err != nil {
			w.t.Fatal(err)
		}
	case 2:
		succeed(w.t, w.Lab, rehearsal.Script{Text: w.c.teardown})
		same(w.t, "teardown", before, settled(snapshot(w.t, w.Lab)))
		succeed(w.t, w.Lab, rehearsal.Script{Text: w.c.setup})
	}
}

// probes waits until so many pings run: a new monitor has ended those of a killed one.
func (w *watchedRouter) probes(want int) {
	w.t.Helper()
	for begin := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		n := strings.TrimSpace(run(w.t, w.Lab, rehearsal.Script{Text: pings}).Stdout)
		if n == strconv.Itoa(want) {
			return
		}
		if time.Since(begin) > 10*time.Second {
			w.t.Fatalf("%s pings run, want %d", n, want)
		}
	}
}

// number is a number that the environment may give.
func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
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
