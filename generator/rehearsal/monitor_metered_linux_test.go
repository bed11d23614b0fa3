package rehearsal_test

import (
	"fmt"
	"net/netip"
	"os"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// counter counts what an interface sends and gets, except neighbour discovery.
const counter = `table inet counted {
	chain in { type filter hook prerouting priority raw; iifname "if2" icmpv6 type != { nd-neighbor-solicit, nd-neighbor-advert } counter; iifname "if2" meta nfproto ipv4 counter; }
	chain out { type filter hook postrouting priority 300; oifname "if2" icmpv6 type != { nd-neighbor-solicit, nd-neighbor-advert } counter; oifname "if2" meta nfproto ipv4 counter; }
}`

var countedIn = regexp.MustCompile(`counter packets (\d+) bytes (\d+)`)

// counted returns how many packets of IP, and bytes of them, counter has counted.
func (w *watchedRouter) counted() (packets, bytes int) {
	w.t.Helper()
	for _, match := range countedIn.FindAllStringSubmatch(succeed(w.t, w.Lab, rehearsal.Script{Text: "nft list table inet counted"}).Stdout, -1) {
		n, _ := strconv.Atoi(match[1])
		size, _ := strconv.Atoi(match[2])
		packets, bytes = packets+n, bytes+size
	}
	return packets, bytes
}

// idleTime is how long the test counts on an idle line; IDLE=10m measures megabytes a day.
func idleTime() time.Duration {
	if d, err := time.ParseDuration(os.Getenv("IDLE")); err == nil {
		return d
	}
	return 2 * time.Second
}

// refuses waits until connections are refused, or no longer.
func (w *watchedRouter) refuses(want bool) {
	w.t.Helper()
	table := rehearsal.Script{Text: "nft list tables | grep splitroute_health"}
	for begin := time.Now(); (run(w.t, w.Lab, table).Exit == 0) != want; time.Sleep(50 * time.Millisecond) {
		if time.Since(begin) > 15*time.Second { // both families, one after the other
			w.t.Fatalf("connections are refused: %v", !want)
		}
	}
}

// The monitor probes a metered line every 30 seconds while nothing uses it. After failback, it
// ends connections that still leave by it, but none that came in by it, or by a provider whose
// targets are dead.
func TestMonitorMetered(t *testing.T) {
	src := strings.Replace(watched+preferring, `provider "isp2" {`, "provider \"isp2\" {\n  metered = true", 1)
	w := watchedBy(t, src, rehearsal.Script{})
	succeed(t, w.Lab, rehearsal.Script{Text: "nft '" + counter + "'"})
	time.Sleep(idleTime())
	n, bytes := w.counted()
	perDay := float64(bytes) / idleTime().Seconds() * 86400 / 1e6
	t.Logf("idle for %v: %d packets, %d bytes; at that rate %.2f MB in a day, for a target of each family", idleTime(), n, bytes, perDay)
	if most := 4 * int(1+idleTime()/(30*time.Second)); n > most || bytes > most*70 {
		t.Errorf("%d packets with %d bytes, want %d with 70 each at most", n, bytes, most)
	}
	if idleTime() > 2*time.Minute && perDay > 0.7 {
		t.Errorf("%.2f MB in a day", perDay)
	}
	succeed(t, w.Lab, rehearsal.Script{Text: "nft delete table inet counted"})

	// The monitor waits for five seconds here in place of ten minutes.
	monitor := strings.NewReplacer("-ge 3000 ]", "-ge 25 ]", "-lt 3025 ]", "-lt 50 ]").Replace(w.script)
	if err := w.Place(map[string]string{"monitor.sh": monitor}); err != nil {
		t.Fatal(err)
	}
	w.monitor = w.again()
	host := w.HostAddress("lan")
	succeed(t, w.Lab, rehearsal.Script{Text: fmt.Sprintf("nft 'table ip somebodys { chain forward { type nat hook prerouting priority dstnat; "+
		"iifname { \"if1\", \"if2\" } tcp dport 5007 dnat to %v; }; }'", host)})
	var inbound []rehearsal.Flow
	for i, p := range w.c.set.Providers {
		from := rehearsal.Internet(p.Name, netip.AddrFrom4([4]byte{198, 18, 70, byte(i + 1)}))
		from.Protocol = rehearsal.TCP
		to := rehearsal.Host("lan")
		to.Addr, to.Port = p.IPv4.Address.Addr(), 5007
		inbound = append(inbound, rehearsal.Flow{From: from, To: to})
	}
	traffic, err := w.Lab.Start(inbound, 100)
	if err != nil {
		t.Fatal(err)
	}
	w.filter("isp1", "ip daddr 198.18.7.1 drop", "ip6 daddr 2001:db8:ffff::7 drop")
	w.says("isp1/ipv4: suspect -> down")
	w.says("isp1/ipv6: suspect -> down")
	w.until("isp2")
	conns := append(w.connections(rehearsal.Host("lan"), "isp2", 3), w.connections(rehearsal.Router(netip.Addr{}), "isp2", 3)...)
	w.filter("isp1")
	w.until("isp1")
	for _, conn := range conns {
		if alive, err := rehearsal.Alive(conn, time.Second); !alive {
			t.Errorf("right after failback, a connection has ended: %v", err)
		}
	}
	w.says("connections that still use a metered provider are refused for some seconds")
	w.refuses(true)
	for _, conn := range conns {
		if alive, err := rehearsal.Alive(conn, time.Second); alive || err == nil {
			t.Errorf("a connection by the metered provider isn't ended: %v", err)
		}
	}
	w.refuses(false)
	for _, r := range traffic.Stop() {
		if r.Lost() > 0 || r.Changes() > 0 || r.Sent < 100 {
			t.Errorf("what came in: %v", r)
		}
	}
}

// stopped has the monitor stand still, while its probes go on.
func (w *watchedRouter) stopped(d time.Duration) {
	w.t.Helper()
	if err := w.monitor.Signal(syscall.SIGSTOP); err != nil {
		w.t.Fatal(err)
	}
	time.Sleep(d)
	if err := w.monitor.Signal(syscall.SIGCONT); err != nil {
		w.t.Fatal(err)
	}
}

// With a probe each second, a silent gateway is found in time; a busy machine, a monitor
// that stands still, and answers that take long all at once, are no outage.
func TestMonitorSteady(t *testing.T) {
	w := watchedBy(t, strings.Replace(watched, `"200ms"`, `"1s"`, 1)+preferring, rehearsal.Script{})
	w.filter("isp1", "drop")
	took := w.until("isp2")
	t.Logf("interval = \"1s\": new connections were right after %v", took)
	if took > 5*time.Second {
		t.Errorf("new connections were right after %v", took)
	}
	w.filter("isp1")
	w.until("isp1")
	said := len(w.monitor.Said())
	w.stopped(3 * time.Second)
	succeed(t, w.Lab, rehearsal.Script{Text: "for n in 1 2 3 4 5 6; do (while :; do :; done) & all=\"$all $!\"; done; sleep 4; kill $all"})
	if err := w.DelayEchoes("isp1", 600*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	time.Sleep(5 * time.Second)
	t.Log(w.monitor.Said()[said:])
	if strings.Contains(w.monitor.Said()[said:], "-> down") {
		t.Errorf("the monitor says: %s", w.monitor.Said()[said:])
	}
	w.until("isp1")
	if r := w.order("status"); !strings.Contains(r.Stdout, "isp1/ipv4            up ") {
		t.Errorf("the status is: %s", r.Stdout)
	}
}
