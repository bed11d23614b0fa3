package rehearsal

import (
	"os"
	"strings"
	"testing"
)

// A confined script can write where scripts have to, and nowhere else.
func TestConfined(t *testing.T) {
	lab := newLab(t, twoProviders(), Options{})
	outside, err := os.MkdirTemp("/var/tmp", "splitroute-confined-")
	if err != nil {
		t.Skip("there is nothing to write to: ", err)
	}
	defer os.RemoveAll(outside)
	const text = `may() { if (eval "$2") 2>/dev/null; then echo "$1 yes"; else echo "$1 no"; fi; }
may run 'mkdir -p /run/splitroute && echo x >/run/splitroute/x'
may names 'mkdir -p /etc/iproute2/rt_tables.d && echo "101 isp1" >/etc/iproute2/rt_tables.d/splitroute.conf'
may tmp 'echo x >/tmp/x'
may null 'echo x >/dev/null'
may sysctl 'echo 2 >/proc/sys/net/ipv4/conf/if1/rp_filter'
may ip 'ip rule add priority 5 from 192.0.2.1 lookup 101'
may fd 'echo x >/dev/fd/1'
may outside 'echo x >OUTSIDE/x'
may root 'echo x >/splitroute-confined'
may etc 'echo x >>/etc/passwd'
may sys 'echo x >/sys/class/net/if1/ifalias'
may kernel 'cat /proc/sys/kernel/pid_max >/proc/sys/kernel/pid_max'
may sysrq 'echo >/proc/sysrq-trigger'
may disks 'ls /dev | grep -qv -e null -e zero -e full -e random -e tty -e fd'
`
	r, err := lab.Run(Script{Text: strings.ReplaceAll(text, "OUTSIDE", outside), Shell: Sh, Confined: true})
	if err != nil {
		t.Fatal(err)
	}
	want := "run yes\nnames yes\ntmp yes\nnull yes\nsysctl yes\nip yes\nx\nfd yes\noutside no\nroot no\netc no\nsys no\nkernel no\nsysrq no\ndisks no\n"
	if r.Stdout != want {
		t.Errorf("got %s%s", r.Stdout, r.Stderr)
	}
	if left, err := os.ReadDir(outside); err != nil || len(left) > 0 {
		t.Errorf("left outside: %v, %v", left, err)
	}
	kept, err := lab.Run(Script{Text: "cat /run/splitroute/x /etc/iproute2/rt_tables.d/splitroute.conf /proc/sys/net/ipv4/conf/if1/rp_filter", Shell: Sh})
	if err != nil || kept.Stdout != "x\n101 isp1\n2\n" {
		t.Errorf("what it has kept: %q, %v", kept.Stdout, err)
	}
}
