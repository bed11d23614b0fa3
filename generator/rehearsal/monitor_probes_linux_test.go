package rehearsal_test

import (
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

// kills kills what the monitor has started, by itself.
func (w *watchedRouter) kills(words string) {
	w.t.Helper()
	succeed(w.t, w.Lab, rehearsal.Script{Text: killOne, Args: []string{words}})
}

// What a monitor has started may end by itself, or be killed: it is started again, at
// once where something would be taken for silent.
func TestMonitorStartsAgain(t *testing.T) {
	for name, how := range ways {
		t.Run(name, func(t *testing.T) {
			w := watchedBy(t, watched+preferring, how)
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
