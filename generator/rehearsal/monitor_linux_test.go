package rehearsal_test

import (
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// watched is a router with two providers of both families, of which each has an
// address that answers probes.
const watched = `
health {
  targets  = ["198.18.7.1", "2001:db8:ffff::7"]
  interval = "200ms"
  failback = "1s"
}
` + cables

// watchedRouter is set up, and watched.
type watchedRouter struct {
	*rehearsal.Lab
	t       *testing.T
	c       configuration
	script  string
	monitor *rehearsal.Process
	how     rehearsal.Script
}

func watchedBy(t *testing.T, src string, how rehearsal.Script, first ...string) *watchedRouter {
	t.Helper()
	for _, command := range []string{"ping", "nft"} {
		if _, err := exec.LookPath(command); err != nil {
			t.Skip(err)
		}
	}
	c := configure(t, "watched.hcl", src)
	monitor, err := script.Monitor(c.plan)
	if err != nil {
		t.Fatal(err)
	}
	o := rehearsal.Options{Patience: 150 * time.Millisecond}
	if strings.Contains(src, `"auto"`) {
		o.Defaults = defaultBy(c.set, 100)
	}
	w := &watchedRouter{Lab: build(t, c.set, o), t: t, c: c, script: string(monitor), how: how}
	succeed(t, w.Lab, rehearsal.Script{Text: c.setup})
	if err := w.Place(map[string]string{
		"setup.sh": c.setup, "monitor.sh": string(monitor), "bin/ping": "#!/bin/sh\nexec busybox ping \"$@\"\n",
		"bin/nslookup": "#!/bin/sh\n[ \"$*\" = 'example.org 198.18.200.1' ] && [ ! -e /run/hooks/dead ]\n",
	}); err != nil {
		t.Fatal(err)
	}
	for _, text := range first {
		succeed(t, w.Lab, rehearsal.Script{Text: text})
	}
	w.start()
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(w.monitor.Said())
		}
	})
	return w
}

// launch starts the monitor.
func (w *watchedRouter) launch() {
	w.t.Helper()
	var err error
	if w.monitor, err = w.Launch("monitor.sh", w.how); err != nil {
		w.t.Fatal(err)
	}
}

// start starts the monitor, and waits until it has probes under way.
func (w *watchedRouter) start() {
	w.t.Helper()
	w.launch()
	w.says("watching isp1 isp2")
	time.Sleep(time.Second)
}

// says waits until the monitor has said something, and returns how long that took.
func (w *watchedRouter) says(text string) time.Duration {
	w.t.Helper()
	begin := time.Now()
	for !strings.Contains(w.monitor.Said(), text) {
		if time.Since(begin) > 20*time.Second {
			w.t.Fatalf("the monitor doesn't say %q, but:\n%s%s", text, w.monitor.Said(), w.running())
		}
		time.Sleep(5 * time.Millisecond)
	}
	return time.Since(begin)
}

// running is what each process on the router waits for.
func (w *watchedRouter) running() string {
	if w.monitor.Wait(time.Millisecond) == nil {
		return fmt.Sprintf("it has ended with exit code %d\n", w.monitor.Exit())
	}
	return run(w.t, w.Lab, rehearsal.Script{Text: processes}).Stdout
}

const processes = `cat /proc/loadavg
for p in /proc/[0-9]*; do
	[ "$(readlink "$p/ns/net")" != "$(readlink /proc/self/ns/net)" ] ||
		echo "${p#/proc/} in $(cat "$p/wchan"): $(tr '\0' ' ' <"$p/cmdline")"
done 2>/dev/null`

func (w *watchedRouter) filter(provider string, rules ...string) {
	w.t.Helper()
	if err := w.Filter(provider, rules...); err != nil {
		w.t.Fatal(err)
	}
}

// chosen is the provider that new connections of the router go to, "" for several.
func (w *watchedRouter) chosen(far string) string {
	w.t.Helper()
	way, err := w.Lookup(far)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, p := range w.c.set.Providers {
		if p.Interface == way.Interface {
			return p.Name
		}
	}
	return way.Interface
}

// until waits for new connections to go to a provider, and returns how long that took.
func (w *watchedRouter) until(provider string) time.Duration {
	w.t.Helper()
	begin := time.Now()
	for w.chosen("198.18.0.1") != provider || w.chosen("2001:db8:ffff::1") != provider {
		if time.Since(begin) > 20*time.Second {
			w.t.Fatalf("new connections don't go to %s:\n%s", provider, w.monitor.Said())
		}
		time.Sleep(5 * time.Millisecond)
	}
	return time.Since(begin)
}

// balances waits until both providers are in the default routes of both families.
func (w *watchedRouter) balances() {
	w.t.Helper()
	for begin := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		r := run(w.t, w.Lab, rehearsal.Script{Text: "ip route show default table 1000; ip -6 route show default table 1000"})
		if strings.Count(r.Stdout, "nexthop") == 4 {
			return
		}
		if time.Since(begin) > 20*time.Second {
			w.t.Fatalf("not all are used:\n%s%s", r.Stdout, w.monitor.Said())
		}
	}
}

const preferring = "default_route {\n prefer = provider.isp1\n backup = [provider.isp2]\n}\n"

// ways are the shells and the pings that a monitor runs with.
var ways = map[string]rehearsal.Script{
	"dash":           {Shell: rehearsal.Dash},
	"busybox":        {Shell: rehearsal.BusyBox},
	"BusyBox's ping": {Shell: rehearsal.BusyBox, Env: []string{"PATH=" + rehearsal.ScriptDir + "/bin:/usr/sbin:/usr/bin:/sbin:/bin"}},
}

// A silent gateway is noticed before people do, and its provider comes back when it
// answers again.
func TestMonitorSilentGateway(t *testing.T) {
	for name, how := range ways {
		t.Run(name, func(t *testing.T) {
			w := watchedBy(t, watched+preferring, how)
			var took, back []time.Duration
			for range 3 {
				w.filter("isp1", "drop")
				took = append(took, w.until("isp2"))
				w.filter("isp1")
				back = append(back, w.until("isp1"))
			}
			slices.Sort(took)
			t.Logf("new connections were right after %v, and back after %v", took, back)
			if took[1] > time.Second {
				t.Errorf("new connections were right after %v", took)
			}
			if err := w.monitor.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
		})
	}
}

const balancing = "default_route {\n balance = [provider.isp1, provider.isp2]\n}\n"

// While a provider is suspect, its connections stay, and so do those of the other
// one: nothing is lost but what the silence itself swallows.
func TestMonitorStall(t *testing.T) {
	for name, rest := range map[string]string{"own table": balancing, "main": strings.Replace(balancing, "}", "table = \"main\"\n}", 1)} {
		t.Run(name, func(t *testing.T) {
			w := watchedBy(t, watched+rest, rehearsal.Script{})
			flows := slices.Concat(flowsTo(1, 30), flowsTo(2, 30))
			traffic, err := w.Lab.Start(flows, 2000)
			if err != nil {
				t.Fatal(err)
			}
			for range 3 {
				w.filter("isp1", "drop")
				time.Sleep(1200 * time.Millisecond)
				w.filter("isp1")
				time.Sleep(1500 * time.Millisecond)
			}
			survivors := 0
			for _, r := range traffic.Stop() {
				switch r.Provider() {
				case "isp1":
				case "isp2":
					survivors++
					if r.Lost() > 0 {
						t.Errorf("%v", r)
					}
				default:
					t.Errorf("moved: %v", r)
				}
			}
			said := w.monitor.Said()
			if n := strings.Count(said, "up -> suspect"); n < 3 || survivors < 10 || strings.Contains(said, "-> down") {
				t.Errorf("%d stalls noticed, %d flows by the other provider; the monitor said:\n%s", n, survivors, said)
			}
		})
	}
}

// again ends the monitor and starts another one.
func (w *watchedRouter) again() *rehearsal.Process {
	w.t.Helper()
	if err := w.monitor.Signal(syscall.SIGTERM); err != nil {
		w.t.Fatal(err)
	}
	w.start()
	return w.monitor
}

// A setup that a hook runs while a provider is down honours what the monitor found,
// and no new flow is lost; when the monitor is gone, it uses all of them.
func TestMonitorSetupWhileDown(t *testing.T) {
	w := watchedBy(t, watched+balancing, rehearsal.Script{})
	w.filter("isp1", "drop")
	w.says("isp1/ipv4: suspect -> down")
	w.says("isp1/ipv6: suspect -> down")
	w.until("isp2")
	for round := range 3 {
		succeed(t, w.Lab, rehearsal.Script{Text: w.c.setup})
		carries(t, w.Lab, "after a setup while one is down", flowsTo(20+round, 20), false, "isp2")
	}
	w.filter("isp1")
	w.balances()
	carries(t, w.Lab, "up again", flowsTo(30, 40), true, "isp1")
	w.filter("isp1", "drop")
	w.monitor = w.again()
	w.says("isp1/ipv4: up -> suspect")
	w.until("isp2")
	if err := w.monitor.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	w.filter("isp1")
	carries(t, w.Lab, "the monitor is gone", flowsTo(40, 20), false, "isp2")
	succeed(t, w.Lab, rehearsal.Script{Text: w.c.setup})
	carries(t, w.Lab, "a setup without the monitor", flowsTo(50, 40), true, "isp1")
}

// rules of each kind, of which one is a kill switch.
const ruled = `
rule "first" {
  to  = ["198.18.40.0/24", "2001:db8:ffff:40::/64"]
  via = [provider.isp1, provider.isp2]
  otherwise = "unreachable"
}
rule "only" {
  to  = ["198.18.41.0/24", "2001:db8:ffff:41::/64"]
  via = provider.isp1
  otherwise = "unreachable"
}
rule "rather" {
  to  = ["198.18.42.0/24", "2001:db8:ffff:42::/64"]
  via = provider.isp1
}
rule "balanced" {
  to      = ["198.18.43.0/24", "2001:db8:ffff:43::/64"]
  balance = [provider.isp1, provider.isp2]
}
`

// The lists of rules follow what the monitor finds, and a kill switch never leaks.
func TestMonitorRules(t *testing.T) {
	for _, table := range []string{"", " table = \"main\"\n"} {
		w := watchedBy(t, watched+ruled+"default_route {\n prefer = provider.isp2\n"+table+"}\n", rehearsal.Script{})
		ask := func(what string, wants map[string]string) {
			t.Helper()
			for network, want := range wants {
				for _, far := range []string{"198.18." + network + ".1", "2001:db8:ffff:" + network + "::1"} {
					if got := w.chosen(far); got != want {
						t.Errorf("%s: to %s by %s, want %s", what, far, got, want)
					}
				}
			}
		}
		ask("all up", map[string]string{"40": "isp1", "41": "isp1", "42": "isp1"})
		w.filter("isp1", "drop")
		w.says("isp1/ipv4: suspect -> down")
		w.says("isp1/ipv6: suspect -> down")
		time.Sleep(300 * time.Millisecond)
		ask("isp1 down", map[string]string{"40": "isp2", "41": "isp1", "42": "isp2", "43": "isp2"})
		w.filter("isp2", "drop")
		w.says("isp2/ipv4: suspect -> down")
		w.says("isp2/ipv6: suspect -> down")
		time.Sleep(300 * time.Millisecond)
		ask("both down", map[string]string{"40": "isp1", "41": "isp1", "42": "isp2"})
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
