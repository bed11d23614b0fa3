package rehearsal

import (
	"os"
	"strings"
	"testing"
	"time"
)

func snap(t *testing.T, lab *Lab) Snapshot {
	t.Helper()
	s, err := lab.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Nothing but what a script does may make a difference.
func TestSnapshotStable(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{Defaults: []Default{{"isp1", 100}, {"isp2", 200}}})
	before := snap(t, lab)
	exchange(t, lab, Flow{Host("lan"), Router(address1)})
	begin := time.Now()
	if diff := Diff(before, snap(t, lab)); diff != "" {
		t.Error(diff)
	}
	t.Logf("took %v", time.Since(begin))
	time.Sleep(time.Second)
	if diff := Diff(before, snap(t, lab)); diff != "" {
		t.Error(diff)
	}
	setup(t, lab, splitAccess+`
ip rule del from 203.0.113.2 table 101 priority 1001
ip rule del from 198.51.100.2 table 102 priority 1002
ip route flush table 101
ip route flush table 102`)
	if diff := Diff(before, snap(t, lab)); diff != "" {
		t.Error(diff)
	}
}

func TestSnapshotSees(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{Defaults: []Default{{"isp1", 0}}})
	for _, test := range []struct{ do, undo, want string }{
		{"ip route add 192.0.2.0/24 dev if1 table 101", "ip route flush table 101", `"dst":"192.0.2.0/24"`},
		{"ip addr add 192.0.2.1/24 dev if1", "ip addr del 192.0.2.1/24 dev if1", `"local":"192.0.2.1"`},
		{"ip -6 addr add 2001:db8::1/64 dev if1 nodad", "ip -6 addr del 2001:db8::1/64 dev if1", `"local":"2001:db8::1"`},
		{"ip -6 route add 2001:db8::/32 dev if1 proto 201", "ip -6 route flush proto 201", `"dst":"2001:db8::/32"`},
		{"ip rule add priority 7 table 101", "ip rule del priority 7", `"priority":7`},
		{"ip -6 rule add priority 7 table 101", "ip -6 rule del priority 7", `"priority":7`},
		{"ip nexthop add id 5 dev if1", "ip nexthop del id 5", `"id":5`},
		{"nft add table inet splitroute", "nft delete table inet splitroute", "+ table inet splitroute"},
		{"sysctl -qw net.ipv4.conf.if1.rp_filter=2", "sysctl -qw net.ipv4.conf.if1.rp_filter=0", "+ net/ipv4/conf/if1/rp_filter = 2"},
		{"sysctl -qw net.ipv6.conf.if1.accept_ra=2", "sysctl -qw net.ipv6.conf.if1.accept_ra=1", "+ net/ipv6/conf/if1/accept_ra = 2"},
		{"echo '101 isp1' >/etc/iproute2/rt_tables.d/x.conf", "rm /etc/iproute2/rt_tables.d/x.conf", `x.conf: "101 isp1\n"`},
		{"chmod 600 /etc/iproute2/rt_tables", "chmod 644 /etc/iproute2/rt_tables", "rt_tables -rw-------"},
		{"mkdir /run/splitroute", "rmdir /run/splitroute", "+ /run/splitroute drwx"},
	} {
		before := snap(t, lab)
		setup(t, lab, test.do)
		if diff := Diff(before, snap(t, lab)); !strings.Contains(diff, test.want) {
			t.Errorf("%s: the difference is %q, want %s in it", test.do, diff, test.want)
		}
		setup(t, lab, test.undo)
		if diff := Diff(before, snap(t, lab)); diff != "" {
			t.Errorf("%s: %s", test.undo, diff)
		}
	}
}

// What the router's scripts write is nobody else's.
func TestFilesArePrivate(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{})
	setup(t, lab, "rm -r /etc/iproute2; mkdir /run/splitroute; ls /sys/class/net | grep -q if1")
	if _, err := os.Stat(iproute2Dir); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(stateDir); err == nil {
		t.Errorf("%s is seen outside", stateDir)
	}
	err := lab.Do(func() error {
		_, err := os.Stat(iproute2Dir)
		return err
	})
	if !os.IsNotExist(err) {
		t.Errorf("%s: %v, want it away", iproute2Dir, err)
	}
}

func TestDiff(t *testing.T) {
	a := Snapshot{{"x", []string{"1", "2", "2"}}, {"y", []string{"1", "2"}}, {"z", []string{"1"}}}
	b := Snapshot{{"x", []string{"1", "2", "3"}}, {"y", []string{"2", "1"}}, {"z", []string{"1"}}}
	want := "x:\n  - 2\n  + 3\ny:\n  the same in another order, from here on: 1\n"
	if got := Diff(a, b); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
