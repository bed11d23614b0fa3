package rehearsal

import (
	"net/netip"
	"os"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// Flows go on with as many file descriptors as there are, however many flows
// there are and wherever they lead, and leave none behind.
func TestFewFiles(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{Defaults: []Default{{"isp1", 100}}})
	setup(t, lab, splitAccess)
	before := openFiles(t)
	traffic, err := lab.Start(mixedFlows(4), 100)
	if err != nil {
		t.Fatal(err)
	}
	limitFiles(t, 128)
	for i, r := range exchanges(t, lab, portsApart(200)) {
		if r.Answered != 1 {
			t.Errorf("flow %d: %v", i, r)
		}
	}
	for _, r := range traffic.Stop() {
		if r.Lost() > 0 {
			t.Error(r)
		}
	}
	for deadline := time.Now().Add(time.Second); openFiles(t) > before && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	if now := openFiles(t); now > before {
		t.Errorf("%d files are open, after %d", now, before)
	}
}

// portsApart are n flows that have no server in common.
func portsApart(n int) []Flow {
	flows := make([]Flow, n)
	for i := range flows {
		to := Internet("", netip.AddrFrom4([4]byte{198, 18, 2, byte(i)}))
		to.Port = 1000 + uint16(i)
		from := Router([]netip.Addr{address1, address2}[i%2])
		from.Protocol = []int{UDP, TCP}[i/2%2]
		flows[i] = Flow{from, to}
	}
	return flows
}

func exchanges(t *testing.T, lab *Lab, flows []Flow) []Report {
	t.Helper()
	reports, err := lab.Exchanges(flows)
	if err != nil || len(reports) != len(flows) {
		t.Fatal(len(reports), err)
	}
	return reports
}

// limitFiles is "ulimit -n".
func limitFiles(t *testing.T, n uint64) {
	t.Helper()
	var before unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &before); err != nil {
		t.Fatal(err)
	}
	set := func(limit unix.Rlimit) {
		if err := unix.Setrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
			t.Fatal(err)
		}
	}
	set(unix.Rlimit{Cur: n, Max: before.Max})
	t.Cleanup(func() { set(before) })
}

func openFiles(t *testing.T) int {
	t.Helper()
	open, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(open)
}
