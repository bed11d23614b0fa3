package rehearsal_test

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// order runs the monitor's script with words, as somebody at a terminal does.
func (w *watchedRouter) order(words ...string) rehearsal.Result {
	w.t.Helper()
	return run(w.t, w.Lab, rehearsal.Script{Text: "cd " + rehearsal.ScriptDir + " && exec sh monitor.sh " + strings.Join(words, " ")})
}

// Each fault of a line is taken for what it is, as far as there are targets to tell.
func TestMonitorFaults(t *testing.T) {
	two := strings.Replace(watched, `["198.18.7.1", "2001:db8:ffff::7"]`, `["198.18.7.1", "198.18.7.2", "2001:db8:ffff::7"]`, 1)
	lossy := strings.Replace(watched, "  failback", "  loss = 25\n  window = \"4s\"\n  suspect = 30\n  fall = 60\n  failback", 1)
	slow := strings.Replace(watched, "  failback", "  latency = \"400ms\"\n  window = \"4s\"\n  failback", 1)
	for name, test := range map[string]struct {
		src    string
		filter []string
		says   string // "" for nothing
	}{
		"silence":                             {watched, []string{"drop"}, "suspect -> down"},
		"both of two targets":                 {two, []string{"ip daddr { 198.18.7.1, 198.18.7.2 } drop"}, "isp1/ipv4: suspect -> down"},
		"loss of 60 % that is not looked for": {watched, []string{"icmp type echo-request numgen random mod 100 < 30 drop"}, ""},
		"loss of 60 %":                        {lossy, []string{"icmp type echo-request numgen random mod 100 < 60 drop"}, "-> down: over the window"},
		"a window without loss":               {lossy, nil, ""},
		"a window without latency":            {slow, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := watchedBy(t, test.src+preferring, rehearsal.Script{})
			w.filter("isp1", test.filter...)
			if test.says != "" {
				w.says(test.says)
				return
			}
			time.Sleep(6 * time.Second)
			if said := w.monitor.Said(); strings.Contains(said, "-> down") {
				t.Errorf("the monitor says:\n%s", said)
			}
		})
	}
}

// When all providers were down, the first one that answers again is used without
// waiting for failback; the next one waits.
func TestMonitorAllDown(t *testing.T) {
	w := watchedBy(t, strings.Replace(watched, `failback = "1s"`, `failback = "5m"`, 1)+preferring, rehearsal.Script{})
	for _, isp := range []string{"isp1", "isp2"} {
		w.filter(isp, "drop")
		w.says(isp + "/ipv4: suspect -> down")
		w.says(isp + "/ipv6: suspect -> down")
	}
	w.until("isp1") // all are kept
	w.filter("isp2")
	w.until("isp2")
	w.filter("isp1")
	w.says("isp1/ipv4: down -> rising")
	time.Sleep(4 * time.Second)
	if by := w.chosen("198.18.0.1"); by != "isp2" {
		t.Errorf("isp1 is back, and used before failback")
	}
}

// An interface that was down, and an address that changed, have setup run again:
// their routes don't come back by themselves.
func TestMonitorSeesLinks(t *testing.T) {
	w := watchedBy(t, watched+preferring, rehearsal.Script{})
	run(t, w.Lab, rehearsal.Script{Text: "ip link set dev if1 down"})
	w.says("links or addresses changed")
	w.until("isp2")
	run(t, w.Lab, rehearsal.Script{Text: "ip link set dev if1 up; ip -6 address add 2001:db8:1::2/64 dev if1 nodad"})
	w.until("isp1")
	carries(t, w.Lab, "the link is up again", flowsTo(1, 5), false, "isp1")
	for _, flap := range []string{
		"ip link set dev if1 down; ip link set dev if1 up; ip -6 address add 2001:db8:1::2/64 dev if1 nodad",
		"ip address del 203.0.113.2/30 dev if1; ip address add 203.0.113.2/30 dev if1",
	} { // back before the monitor looks
		time.Sleep(1500 * time.Millisecond)
		said := len(w.monitor.Said())
		run(t, w.Lab, rehearsal.Script{Text: flap})
		for begin := time.Now(); !strings.Contains(w.monitor.Said()[said:], "set up;"); time.Sleep(20 * time.Millisecond) {
			if time.Since(begin) > 20*time.Second {
				t.Fatalf("no setup after %s:\n%s", flap, w.monitor.Said())
			}
		}
		w.until("isp1")
		carries(t, w.Lab, flap, flowsTo(1, 5), false, "isp1")
	}
}

// What somebody asks for by hand holds until it is taken back, and is said.
func TestMonitorByHand(t *testing.T) {
	w := watchedBy(t, watched+preferring, rehearsal.Script{})
	for _, test := range []struct {
		words  []string
		exit   int
		stderr string
	}{
		{[]string{"down", "isp1"}, 0, ""},
		{[]string{"down", "isp3"}, 1, "there is no provider isp3"},
		{[]string{}, 1, "a monitor runs already, as process "},
		{[]string{"on"}, 1, "run it alone, with status, down NAME, up NAME or release, not with: on"},
	} {
		r := w.order(test.words...)
		if r.Exit != test.exit || !strings.Contains(r.Stderr, test.stderr) {
			t.Errorf("%v: exit %d: %s", test.words, r.Exit, r.Stderr)
		}
	}
	w.until("isp2")
	time.Sleep(1500 * time.Millisecond)
	r := w.order("status", "--json")
	if r.Exit != 3 || !strings.Contains(r.Stdout, `{"provider": "isp1/ipv4", "state": "down", "seconds": `) ||
		strings.Count(r.Stdout, `"in_use": true`) != 2 {
		t.Errorf("status: exit %d: %s%s", r.Exit, r.Stdout, r.Stderr)
	}
	if r := w.order("up", "isp1"); r.Exit != 0 {
		t.Errorf("up: %s", r.Stderr)
	}
	w.until("isp1")
	w.order("down", "isp1")
	w.until("isp2")
	w.order("release")
	w.until("isp1")
	time.Sleep(1200 * time.Millisecond)
	if r := w.order("status"); r.Exit != 0 || !strings.HasPrefix(r.Stdout, "provider ") || strings.Count(r.Stdout, "\n") != 5 {
		t.Errorf("status: exit %d: %s%s", r.Exit, r.Stdout, r.Stderr)
	}
	w.order("down", "isp1")
	w.until("isp2")
	if err := w.monitor.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	for _, words := range [][]string{{"status"}, {"down", "isp1"}, {"up", "isp1"}} {
		if r := w.order(words...); r.Exit != 1 || !strings.Contains(r.Stderr, "no monitor runs; start it: sh monitor.sh") {
			t.Errorf("%v without a monitor: exit %d: %s", words, r.Exit, r.Stderr)
		}
	}
	if r := w.order("release"); r.Exit != 0 {
		t.Errorf("release: %s", r.Stderr)
	}
	w.until("isp1")
}

// A monitor that can't do its work says why, and ends.
func TestMonitorRefuses(t *testing.T) {
	w := watchedBy(t, watched+preferring, rehearsal.Script{})
	if err := w.monitor.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	empty := rehearsal.Script{Text: w.script, Env: []string{"PATH=" + rehearsal.ScriptDir + "/none"}}
	if r := run(t, w.Lab, empty); r.Exit != 1 || !strings.Contains(r.Stderr, "there is no ping; install iputils-ping, or BusyBox with ping") {
		t.Errorf("without ping: exit %d: %s", r.Exit, r.Stderr)
	}
	if err := w.Place(map[string]string{"bare/ping": "#!/bin/sh\necho 'ping: socket: Operation not permitted' >&2\nexit 2\n"}); err != nil {
		t.Fatal(err)
	}
	bare := rehearsal.Script{Text: w.script, Env: []string{"PATH=" + rehearsal.ScriptDir + "/bare:/usr/sbin:/usr/bin:/sbin:/bin"}}
	if r := run(t, w.Lab, bare); r.Exit != 1 || !strings.Contains(r.Stderr, "this fails: ping -c 1 -i 0.2 -s 16 127.0.0.1; it says: ping: socket: Operation not permitted") {
		t.Errorf("a ping that may do nothing: exit %d: %s", r.Exit, r.Stderr)
	}
	if r := w.order("--setup", "/nowhere.sh"); r.Exit != 1 || !strings.Contains(r.Stderr, "there is no setup script /nowhere.sh; name it: ") {
		t.Errorf("exit %d: %s", r.Exit, r.Stderr)
	}
	plain := setupOf(t, configure(t, "plain.hcl", cables+ruled+balancing).plan, script.Options{})
	if err := w.Place(map[string]string{"plain.sh": plain}); err != nil {
		t.Fatal(err)
	}
	if r := w.order("--setup", "plain.sh"); r.Exit != 1 || !strings.Contains(r.Stderr, "plain.sh is not the setup of this monitor; write both from one configuration") {
		t.Errorf("exit %d: %s", r.Exit, r.Stderr)
	}
	if r := succeedWith(t, w, "sh plain.sh && sh monitor.sh & sleep 2; sh monitor.sh status; kill $!; wait"); !strings.Contains(r.Stderr, "the setup in place is another one; run this script first") {
		t.Errorf("another setup is in place: %s%s", r.Stdout, r.Stderr)
	}
	succeed(t, w.Lab, rehearsal.Script{Text: w.c.teardown})
	if r := w.order(); r.Exit != 1 || !strings.Contains(r.Stderr, "nothing is set up; run: sh ./setup.sh") {
		t.Errorf("exit %d: %s", r.Exit, r.Stderr)
	}
	if r := succeedWith(t, w, "sh setup.sh health"); r.Exit != 1 || !strings.Contains(r.Stderr, "nothing is set up; run this script first") {
		t.Errorf("exit %d: %s", r.Exit, r.Stderr)
	}
}

// succeedWith runs a line in the folder of the scripts.
func succeedWith(t *testing.T, w *watchedRouter, line string) rehearsal.Result {
	t.Helper()
	return run(t, w.Lab, rehearsal.Script{Text: "cd " + rehearsal.ScriptDir + "\n" + line + "\n"})
}
