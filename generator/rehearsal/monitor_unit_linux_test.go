package rehearsal_test

import (
	"strings"
	"syscall"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/deliver"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// settingOf is the value of a setting of a unit.
func settingOf(t *testing.T, unit, name string) string {
	t.Helper()
	for line := range strings.Lines(unit) {
		if value, found := strings.CutPrefix(line, name+"="); found {
			return strings.TrimSpace(value)
		}
	}
	t.Fatalf("the unit has no %s:\n%s", name, unit)
	return ""
}

// What the unit of the monitor runs starts it, and has all providers used when it is
// stopped, whether by systemctl or by a crash, after which it starts again.
func TestMonitorUnit(t *testing.T) {
	w := watchedBy(t, watched+balancing, rehearsal.Script{})
	text, err := deliver.Unit{Setup: rehearsal.ScriptDir + "/setup.sh", Monitor: true, Watched: true, File: "watched.hcl"}.Text()
	if err != nil {
		t.Fatal(err)
	}
	unit := string(text)
	if start := settingOf(t, unit, "ExecStart"); start != "/bin/sh "+rehearsal.ScriptDir+"/monitor.sh" { // as watchedBy does
		t.Errorf("ExecStart is %s", start)
	}
	for name, want := range map[string]string{
		"Restart": "always", "KillMode": "mixed", "After": "splitroute.service", "PartOf": "splitroute.service", "StartLimitIntervalSec": "0",
	} {
		if got := settingOf(t, unit, name); got != want {
			t.Errorf("%s is %s", name, got)
		}
	}
	afterwards := strings.TrimPrefix(settingOf(t, unit, "ExecStopPost"), "-")
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL} {
		w.filter("isp1", "drop")
		w.says("isp1/ipv4: suspect -> down")
		w.says("isp1/ipv6: suspect -> down")
		w.until("isp2")
		if err := w.monitor.Signal(signal); err != nil {
			t.Fatal(err)
		}
		left := run(t, w.Lab, rehearsal.Script{Text: pings})
		if signal == syscall.SIGTERM && strings.TrimSpace(left.Stdout) != "0" {
			t.Errorf("%s pings are left", left.Stdout)
		}
		succeed(t, w.Lab, rehearsal.Script{Text: afterwards})
		w.balances()
		if r := run(t, w.Lab, rehearsal.Script{Text: "ls /run/splitroute/health; nft list tables"}); strings.Contains(r.Stdout, "health") {
			t.Errorf("after %v there is still: %s", signal, r.Stdout)
		}
		w.start()
	}
	w.says("isp1/ipv4: suspect -> down")
	w.until("isp2")
}
