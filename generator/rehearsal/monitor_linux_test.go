package rehearsal_test

import (
	"fmt"
	"math/rand/v2"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
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

// start starts the monitor, and waits until it has probes under way.
func (w *watchedRouter) start() {
	w.t.Helper()
	var err error
	if w.monitor, err = w.Launch("monitor.sh", w.how); err != nil {
		w.t.Fatal(err)
	}
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

// connections are TCP connections of a host and of the router that go by a provider.
func (w *watchedRouter) connections(from rehearsal.Endpoint, provider string, want int) []net.Conn {
	w.t.Helper()
	var list []net.Conn
	for i := range 20 * want {
		if len(list) == want {
			break
		}
		to := netip.AddrFrom4([4]byte{198, 18, 9, byte(i)})
		conn, err := w.Connect(from, to)
		if err != nil {
			w.t.Fatal(err)
		}
		w.t.Cleanup(func() { _ = conn.Close() })
		if w.marked(to) == provider {
			list = append(list, conn)
		}
	}
	if len(list) < want {
		w.t.Fatalf("%d connections go by %s", len(list), provider)
	}
	return list
}

// marked is the provider that a connection to somewhere is marked for.
func (w *watchedRouter) marked(to netip.Addr) string {
	w.t.Helper()
	r := run(w.t, w.Lab, rehearsal.Script{Text: "conntrack -L -p tcp -d " + to.String() + " 2>/dev/null"})
	for _, p := range w.c.set.Providers {
		if strings.Contains(r.Stdout, fmt.Sprintf("mark=%d ", plan.MarkOf(w.c.set.Settings, p))) {
			return p.Name
		}
	}
	w.t.Fatalf("no mark: %s", r.Stdout)
	return ""
}

// The TCP connections of a provider that is down are told, those of the other one
// are left alone, and none of the two where both are down.
func TestMonitorDownIsTold(t *testing.T) {
	if _, err := exec.LookPath("conntrack"); err != nil {
		t.Skip(err)
	}
	w := watchedBy(t, watched+balancing, rehearsal.Script{})
	for _, from := range []rehearsal.Endpoint{rehearsal.Host("lan"), rehearsal.Router(netip.Addr{})} {
		lost, kept := w.connections(from, "isp1", 5), w.connections(from, "isp2", 5)
		w.filter("isp1", "drop")
		begin := time.Now()
		w.says("isp1/ipv4: suspect -> down")
		for _, conn := range lost {
			if alive, err := rehearsal.Alive(conn, 4*time.Second); alive || err == nil {
				t.Errorf("%v: a connection of the provider that is down isn't told", from)
			}
		}
		t.Logf("%v: told after %v", from, time.Since(begin))
		if took := time.Since(begin); took > 6*time.Second {
			t.Errorf("%v: told after %v", from, took)
		}
		for _, conn := range kept {
			if alive, err := rehearsal.Alive(conn, time.Second); !alive {
				t.Errorf("%v: a connection of the other provider has ended: %v", from, err)
			}
		}
		w.filter("isp1")
		w.says("isp1/ipv4: rising -> up")
		w.monitor = w.again()
	}
	kept := w.connections(rehearsal.Host("lan"), "isp1", 2)
	w.filter("isp1", "drop")
	w.filter("isp2", "drop")
	w.says("isp1/ipv4: suspect -> down")
	w.says("isp2/ipv4: suspect -> down")
	r := succeed(t, w.Lab, rehearsal.Script{Text: "ip route show default table 1000; nft list tables"})
	if !strings.Contains(r.Stdout, "if1") || !strings.Contains(r.Stdout, "if2") || strings.Contains(r.Stdout, "splitroute_health") {
		t.Errorf("nobody is left, and yet not all are kept:\n%s", r.Stdout)
	}
	w.filter("isp1")
	for _, conn := range kept {
		if alive, err := rehearsal.Alive(conn, 3*time.Second); err != nil && !alive {
			t.Errorf("where nobody is left, a connection has ended: %v", err)
		}
	}
}

// What hosts send in UDP by a provider that is down takes the other one, where
// conntrack is there. A socket of the router keeps its address, and is refused.
func TestMonitorDatagramsMove(t *testing.T) {
	if _, err := exec.LookPath("conntrack"); err != nil {
		t.Skip(err)
	}
	w := watchedBy(t, watched+balancing, rehearsal.Script{})
	fromRouter := func(f rehearsal.Flow) bool { return f.From.Machine == rehearsal.AtRouter }
	traffic, err := w.Lab.Start(slices.DeleteFunc(flowsTo(1, 20), fromRouter), 600)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second)
	w.filter("isp1", "drop")
	w.says("isp1/ipv4: suspect -> down")
	w.says("isp1/ipv6: suspect -> down")
	time.Sleep(time.Second)
	moved := 0
	for _, r := range traffic.Stop() {
		if len(r.Legs) == 2 && r.Legs[0].Provider == "isp1" {
			moved++
		}
		if last := r.Legs[len(r.Legs)-1]; last.Provider != "isp2" {
			t.Errorf("%v", r)
		}
	}
	t.Logf("%d moved", moved)
	if moved < 10 {
		t.Errorf("%d moved", moved)
	}
}

// withoutConntrack has all commands of the machine but that one.
const withoutConntrack = `mkdir /run/commands
for command in /usr/sbin/* /usr/bin/* /sbin/* /bin/*; do
	[ "${command##*/}" = conntrack ] || ln -sf "$command" /run/commands/
done`

// Where conntrack isn't there, that is so for providers whose address is read, for which
// the kernel chooses the address.
func TestMonitorDatagramsMoveByThemselves(t *testing.T) {
	src := strings.NewReplacer(`address = "203.0.113.2/30"`, `address = "auto"`, `gateway = "203.0.113.1"`, `gateway = "auto"`).Replace(watched + balancing)
	w := watchedBy(t, src, rehearsal.Script{Env: []string{"PATH=/run/commands"}}, withoutConntrack)
	var flows []rehearsal.Flow
	for _, f := range flowsTo(1, 20) {
		if f.From.Machine == rehearsal.AtHost && f.To.Addr.Is4() {
			flows = append(flows, f)
		}
	}
	traffic, err := w.Lab.Start(flows, 400)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second)
	w.filter("isp1", "drop")
	w.says("isp1/ipv4: suspect -> down")
	time.Sleep(1500 * time.Millisecond)
	moved := 0
	for _, r := range traffic.Stop() {
		if r.Legs[0].Provider == "isp1" {
			moved++
		}
		if last := r.Legs[len(r.Legs)-1]; last.Provider != "isp2" || last.Source.String() != "198.51.100.2" {
			t.Errorf("%v", r)
		}
	}
	t.Logf("%d moved", moved)
	if moved < 4 {
		t.Errorf("%d moved", moved)
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
