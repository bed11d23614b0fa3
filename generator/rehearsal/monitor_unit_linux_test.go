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
// stopped. After a crash, routing stays as it was until it has started again.
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
	afterwards := settingOf(t, unit, "ExecStopPost")
	for _, end := range []struct {
		signal   syscall.Signal
		result   string // as in systemd.exec(5)
		released bool
	}{{syscall.SIGKILL, "signal", false}, {syscall.SIGTERM, "success", true}, {syscall.SIGKILL, "timeout", true}} {
		w.filter("isp1", "drop")
		w.says("isp1/ipv4: suspect -> down")
		w.says("isp1/ipv6: suspect -> down")
		w.until("isp2")
		if err := w.monitor.Signal(end.signal); err != nil {
			t.Fatal(err)
		}
		if end.signal == syscall.SIGTERM {
			w.probes(0)
		}
		succeed(t, w.Lab, rehearsal.Script{Text: commandOf(t, afterwards), Env: []string{"SERVICE_RESULT=" + end.result}})
		r := run(t, w.Lab, rehearsal.Script{Text: "ls /run/splitroute/health; nft list tables"})
		if end.released {
			w.balances()
		} else if w.chosen("198.18.0.1") != "isp2" || w.chosen("2001:db8:ffff::1") != "isp2" {
			t.Errorf("after %s, new connections go to another provider than before", end.result)
		}
		if strings.Contains(r.Stdout, "health") == end.released {
			t.Errorf("after %s there is: %s", end.result, r.Stdout)
		}
		w.start()
	}
	w.says("isp1/ipv4: suspect -> down")
	w.until("isp2")
}

// commandOf is the command that systemd runs, for a shell: systemd.service(5) reads "$$"
// as "$", and single quotes as a shell does.
func commandOf(t *testing.T, setting string) string {
	t.Helper()
	plain := strings.ReplaceAll(strings.TrimPrefix(setting, "-"), "$$", "")
	if strings.ContainsAny(plain, "$%\\") {
		t.Errorf("systemd would put something else in place of a part of %s", setting)
	}
	return strings.ReplaceAll(strings.TrimPrefix(setting, "-"), "$$", "$")
}
