package rehearsal_test

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// lockHeld has the routing locked, as another run of a script does, until /run/unlocked
// is there.
const lockHeld = `exec 9>>/proc/sys/net/ipv4/route/flush
flock 9
echo locked
while [ ! -e /run/unlocked ]; do sleep 0.05; done`

// noneInForce waits until no setup puts anything into force that a monitor has found.
const noneInForce = `while [ -n "${found=1}" ]; do
	found=''
	for p in $(pgrep -f '/setup.sh health'); do
		[ "$(readlink "/proc/$p/ns/net")" != "$(readlink /proc/self/ns/net)" ] || found=1
	done
done`

// A monitor is killed while the setup that it has started waits for its turn: that
// setup goes on by itself, and doesn't use the providers again that are down.
func TestMonitorKilledBeforeItsSetupRuns(t *testing.T) {
	w := watchedBy(t, watched+preferring, rehearsal.Script{})
	w.filter("isp1", "drop")
	w.until("isp2")
	if err := w.Place(map[string]string{"hold.sh": lockHeld}); err != nil {
		t.Fatal(err)
	}
	holder, err := w.Launch("hold.sh", rehearsal.Script{})
	if err != nil {
		t.Fatal(err)
	}
	w.says("isp1/ipv6: suspect -> down")
	w.says("waiting for another run to end")
	if err := w.monitor.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	succeed(t, w.Lab, rehearsal.Script{Text: "touch /run/unlocked"})
	if err := holder.Wait(5 * time.Second); err != nil {
		t.Fatal(err)
	}
	succeed(t, w.Lab, rehearsal.Script{Text: noneInForce})
	for _, far := range []string{"198.18.0.1", "2001:db8:ffff::1"} {
		if by := w.chosen(far); by != "isp2" {
			t.Errorf("to %s by %s, want isp2 as before the kill; the monitor said:\n%s", far, by, w.monitor.Said())
		}
	}
}

// slowIP stands for ip on a slow router, where a setup takes as long as many probes. Events
// are listened for at once: the test doesn't wait until they are.
const slowIP = `#!/bin/sh
case $* in *' monitor '*) ;; *) sleep 1 ;; esac
PATH=/usr/sbin:/usr/bin:/sbin:/bin exec ip "$@"
`

// While a setup takes its time, ticks wait to be read. Those that are older than a ping
// don't count against it: a provider whose link is back isn't taken for silent.
func TestMonitorSlowSetup(t *testing.T) {
	slow := rehearsal.Script{Env: []string{"PATH=" + rehearsal.ScriptDir + "/slow:/usr/sbin:/usr/bin:/sbin:/bin"}}
	place := "mkdir -p " + rehearsal.ScriptDir + "/slow && cat >" + rehearsal.ScriptDir + "/slow/ip <<'END' && chmod +x " + rehearsal.ScriptDir + "/slow/ip\n" + slowIP + "END\n"
	src := strings.Replace(watched, `interval = "200ms"`, `interval = "2s"`, 1)
	w := watchedBy(t, src+preferring, slow, place)
	if err := w.Down("if2"); err != nil {
		t.Fatal(err)
	}
	w.says("set up; routes and rules carry protocol 202")
	if err := w.Up("if2"); err != nil {
		t.Fatal(err)
	}
	w.says("set up; routes and rules carry protocol 201")
	succeed(t, w.Lab, rehearsal.Script{Text: w.script, Args: []string{"down", "isp1"}}) // it stands behind the ticks
	w.says("isp1/ipv6: up -> down: by hand")
	if said := w.monitor.Said(); strings.Contains(said, "isp2/ipv4: up -> ") || strings.Contains(said, "isp2/ipv6: up -> ") {
		t.Errorf("isp2 answers all the time, and the monitor said:\n%s", said)
	}
}
