package deliver_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// twoDelegate is a router whose providers both delegate prefixes: only their clients know
// which is whose.
const twoDelegate = `
provider "fibre" {
  interface = "eth0"
  ipv6 {
    address  = "2001:db8:1::2/64"
    gateway  = "2001:db8:1::1"
    prefixes = ["auto"]
  }
}
provider "dsl" {
  interface = "eth1"
  ipv6 {
    address  = "2001:db8:2::2/64"
    gateway  = "2001:db8:2::1"
    prefixes = ["auto"]
  }
}
default_route {
  prefer = provider.fibre
  backup = [provider.dsl]
}
`

var clients6 = []client{
	{
		name: "dhclient", kind: "dhclient", place: "/etc/dhcp/dhclient-exit-hooks.d/splitroute",
		prepare: "mkdir -p /etc/dhcp/dhclient-enter-hooks.d; : >/etc/dhcp/dhclient.conf",
		start:   []string{"dhclient", "-6", "-P", "-d", "-lf", "/run/leases6", "-pf", "/run/dhclient6.pid", "eth0"},
		release: "dhclient -6 -P -r -lf /run/leases6 -pf /run/dhclient6.pid eth0",
	},
	{
		name: "dhcpcd", kind: "dhcpcd", place: "/etc/dhcpcd.exit-hook",
		prepare: "rm -f /etc/dhcpcd.conf; printf 'noipv6rs\\nnohook hostname\\ninterface eth0\\nia_pd 1/::/56 -\\nia_pd 2/::/56 -\\n' >/etc/dhcpcd.conf; mount -t tmpfs tmpfs /var/lib/dhcpcd",
		start:   []string{"dhcpcd", "-B", "-6", "eth0"},
		release: "dhcpcd -6 -k eth0",
	},
}

// A real client's prefixes are led back by the provider that delegates them, and stay
// while nothing is said.
func TestDelegated(t *testing.T) {
	if err := rehearsal.Available(); err != nil {
		t.Skip(err)
	}
	for _, c := range clients6 {
		t.Run(c.name, func(t *testing.T) {
			needs(t, c.name)
			needs(t, "dhcpd")
			machine(t, twoDelegate, c)
			sh(t, `
for i in 1 2; do
	ip address add "2001:db8:$i::2/64" dev "eth$((i - 1))" nodad
	ip -n splitroute-dhcp address add "2001:db8:$i::1/64" dev "eth$((i - 1))" nodad
done
while ip -6 address show tentative | grep -q . || ip -n splitroute-dhcp -6 address show tentative | grep -q .; do sleep 0.1; done`)
			delegate(t)
			spawn(t, c.start...)
			isLed := func(said string) bool {
				return strings.Contains(said, "from 2001:db8:100:") && strings.Contains(said, "/56 lookup fibre")
			}
			eventually(t, "ip -6 rule", isLed)
			sh(t, c.release)
			sh(t, "flock /run/splitroute-hook/lock true; sh /etc/splitroute/setup.sh")
			if said := sh(t, "ip -6 rule"); !isLed(said) {
				t.Errorf("nothing is said, and the prefixes don't stay:\n%s", said)
			}
			sh(t, "sh /etc/splitroute/teardown.sh")
		})
	}
}

// delegate has a server delegate prefixes of 2001:db8:100::/48.
func delegate(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	conf, leases := filepath.Join(dir, "dhcpd6.conf"), filepath.Join(dir, "leases")
	text := "default-lease-time 600;\nsubnet6 2001:db8:1::/64 {\n  prefix6 2001:db8:100:100:: 2001:db8:100:ff00:: /56;\n}\n"
	for name, text := range map[string]string{conf: text, leases: ""} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	spawn(t, "ip", "netns", "exec", "splitroute-dhcp", "dhcpd", "-6", "-d", "-user", "root", "-group", "root", "-cf", conf, "-lf", leases, "-pf", filepath.Join(dir, "pid"), "eth0")
}
