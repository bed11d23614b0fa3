package rehearsal_test

import (
	"fmt"
	"net"
	"net/netip"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// connections opens TCP connections until so many leave by a provider.
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

// While a provider is down, its TCP connections are ended, and those of the other one go on.
// While both are down, none is ended.
func TestMonitorEndsConnections(t *testing.T) {
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
				t.Errorf("%v: a connection of the provider that is down isn't ended", from)
			}
		}
		t.Logf("%v: ended after %v", from, time.Since(begin))
		if took := time.Since(begin); took > 6*time.Second {
			t.Errorf("%v: ended after %v", from, took)
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

// withoutConntrack has all commands of the machine except conntrack.
const withoutConntrack = `mkdir /run/commands
for command in /usr/sbin/* /usr/bin/* /sbin/* /bin/*; do
	[ "${command##*/}" = conntrack ] || ln -sf "$command" /run/commands/
done`

// Without conntrack, the same holds for providers with an "auto" address: the kernel chooses
// it for each packet.
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
