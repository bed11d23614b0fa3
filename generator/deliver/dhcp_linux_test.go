package deliver_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/deliver"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// leased is a router with a provider that gives addresses by DHCP.
const leased = `
provider "fibre" {
  interface = "eth0"
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}
provider "dsl" {
  interface = "eth1"
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}
default_route {
  prefer = provider.fibre
  backup = [provider.dsl]
}
`

// client is a DHCP client.
type client struct {
	name, kind string
	place      string   // where its hook is
	prepare    string   // commands
	start      []string // until it is killed, in the foreground
	renew      string   // asks for the lease again, in which the server has another address
	release    string   // gives it back
}

// configures is a script of udhcpc, as examples/udhcp/simple.script in BusyBox.
const configures = `#!/bin/sh
case $1 in
deconfig)
	ip -4 address flush dev "$interface"
	ip link set "$interface" up
	;;
bound | renew)
	ip -4 address flush dev "$interface"
	ip address add "$ip/$mask" dev "$interface"
	ip route add default via "${router%% *}" dev "$interface" metric 50
	;;
esac
`

var clients = []client{
	{
		name: "busybox", kind: "udhcpc", place: "/etc/splitroute/udhcpc",
		start:   []string{"busybox", "udhcpc", "-f", "-i", "eth0", "-s", "/etc/splitroute/udhcpc", "-t", "3", "-T", "1", "-A", "1"},
		renew:   `kill -USR1 "$client"`,
		release: `kill -USR2 "$client"`,
	},
	{
		name: "dhclient", kind: "dhclient", place: "/etc/dhcp/dhclient-exit-hooks.d/splitroute",
		prepare: "mkdir -p /etc/dhcp/dhclient-enter-hooks.d; echo 'timeout 5; retry 1; initial-interval 1;' >/etc/dhcp/dhclient.conf",
		start:   []string{"dhclient", "-d", "-lf", "/run/leases", "-pf", "/run/dhclient.pid", "eth0"},
		renew:   "dhclient -1 -lf /run/leases -pf /run/again.pid eth0",
		release: "dhclient -r -lf /run/leases -pf /run/again.pid eth0",
	},
	{
		name: "dhcpcd", kind: "dhcpcd", place: "/etc/dhcpcd.exit-hook",
		prepare: "rm -f /etc/dhcpcd.conf; printf 'noarp\\nnohook hostname\\n' >/etc/dhcpcd.conf; mount -t tmpfs tmpfs /var/lib/dhcpcd",
		start:   []string{"dhcpcd", "-B", "-4", "-L", "eth0"},
		renew:   "dhcpcd -4 -n eth0",
		release: "dhcpcd -4 -k eth0",
	},
}

// A lease, another address at its renewal, and its loss: after each, the setup is
// the one for what the interface has.
func TestLease(t *testing.T) {
	if err := rehearsal.Available(); err != nil {
		t.Skip(err)
	}
	for _, c := range clients {
		t.Run(c.name, func(t *testing.T) {
			needs(t, c.name)
			if applets, err := exec.Command("busybox", "--list").Output(); err != nil || !strings.Contains(string(applets), "\nudhcpd\n") {
				t.Skip("needs the udhcpd of BusyBox: ", err)
			}
			machine(t, leased, c)
			serve(t, "203.0.113")
			pid := spawn(t, c.start...)
			until(t, "203.0.113.1", "eth0", "203.0.113.50")
			serve(t, "192.0.2")
			sh(t, fmt.Sprintf("client=%d; %s", pid, c.renew))
			until(t, "192.0.2.1", "eth0", "192.0.2.50")
			sh(t, fmt.Sprintf("client=%d; %s", pid, c.release))
			until(t, "198.51.100.1", "eth1", "198.51.100.2")
			eventually(t, "ip rule show priority 22001", func(said string) bool { return said == "" })
			sh(t, "sh /etc/splitroute/teardown.sh")
		})
	}
}

// advertised is a router with a provider that gives addresses of IPv6 by router
// advertisements.
const advertised = `
provider "fibre" {
  interface = "eth0"
  ipv6 {
    address = "auto"
    gateway = "auto"
  }
}
provider "dsl" {
  interface = "eth1"
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}
`

// A new address of IPv6 is tentative at first, and no other event follows when it no
// longer is: the setup waits for that.
func TestTentative(t *testing.T) {
	if err := rehearsal.Available(); err != nil {
		t.Skip(err)
	}
	machine(t, advertised, client{kind: "networkd-dispatcher", place: "/etc/splitroute/hook"})
	sh(t, `
sysctl -q -w net.ipv6.conf.eth0.dad_transmits=3
ip -6 address add 2001:db8:1::2/64 dev eth0
ip -6 route add default via fe80::1 dev eth0
ip -6 address show dev eth0 tentative | grep -q 2001:db8:1::2
IFACE=eth0 sh /etc/splitroute/hook`)
	eventually(t, "ip -6 rule show priority 22001", func(said string) bool { return strings.Contains(said, "from 2001:db8:1::2 lookup fibre") })
	sh(t, "sh /etc/splitroute/teardown.sh")
}

// What the unit runs at its start, at a reload and at its stop sets the routing up and
// takes it down, and hooks leave it so until it is started again.
func TestUnitRuns(t *testing.T) {
	if err := rehearsal.Available(); err != nil {
		t.Skip(err)
	}
	needs(t, "flock")
	machine(t, leased, client{kind: "ifupdown", place: "/etc/splitroute/hook"})
	unit := unitText(t, deliver.Unit{})
	runs := func(key string) {
		for line := range strings.Lines(unit) {
			if command, found := strings.CutPrefix(line, key+"="); found {
				sh(t, strings.TrimPrefix(command, "-"))
			}
		}
	}
	const hook = "IFACE=eth0 PHASE=post-up sh /etc/splitroute/hook"
	isUp := func() bool { return strings.Contains(sh(t, "ip rule show"), "lookup splitroute") }
	for range 2 {
		runs("ExecStartPre")
		runs("ExecStart")
		runs("ExecReload")
		if !isUp() {
			t.Error("the routing isn't set up")
		}
		sh(t, hook)
		runs("ExecStop")
		sh(t, hook)
		sh(t, "flock /run/splitroute-hook/lock true") // whatever hook is at work
		if isUp() {
			t.Error("the routing isn't taken down")
		}
	}
}

// machine is a router with a configuration and the hook of a client, on two wires.
func machine(t *testing.T, configuration string, c client) {
	t.Helper()
	t.Cleanup(func() {
		sh(t, "ip link delete eth0; ip link delete eth1; ip netns delete splitroute-dhcp; rm -rf /run/splitroute-hook /etc/udhcpc /etc/splitroute")
	})
	sh(t, `
for name in resolv.conf dhcp udhcpc splitroute dhcpcd.exit-hook; do rm -rf "/etc/$name"; done # links to those outside
: >/etc/resolv.conf
mkdir -p /etc/splitroute /etc/udhcpc /etc/dhcp/dhclient-exit-hooks.d
ip netns add splitroute-dhcp
for link in eth0 eth1; do
	ip link add "$link" type veth peer name "$link" netns splitroute-dhcp
	ip link set "$link" up
	ip netns exec splitroute-dhcp ip link set "$link" up
done
ip address add 198.51.100.2/30 dev eth1
`+c.prepare)
	hook, diags, err := generator.Hook("router.hcl", []byte(configuration), config.Options{}, c.kind, deliver.DefaultSetup)
	if err != nil || diags.HasErrors() {
		t.Fatal(diags, err)
	}
	set, diags := generator.Read("router.hcl", []byte(configuration), config.Options{})
	setup, teardown, err := generator.Scripts(set, script.Options{})
	if err != nil || diags.HasErrors() {
		t.Fatal(diags, err)
	}
	for name, text := range map[string]string{
		c.place: string(hook), "/etc/udhcpc/default.script": configures,
		deliver.DefaultSetup: string(setup), "/etc/splitroute/teardown.sh": string(teardown),
	} {
		if err := os.WriteFile(name, []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
}

// serve has a server give addresses of a network from now on.
func serve(t *testing.T, network string) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "udhcpd.conf")
	text := strings.ReplaceAll(`start NET.50
end NET.50
interface eth0
max_leases 1
min_lease 30
lease_file /run/NET.leases
pidfile /run/udhcpd.pid
option subnet 255.255.255.0
option router NET.1
option lease 120
`, "NET", network)
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	sh(t, fmt.Sprintf(`
[ ! -f /run/udhcpd.pid ] || kill "$(cat /run/udhcpd.pid)" || : # it ended with the test before
ip netns exec splitroute-dhcp ip address flush dev eth0
ip netns exec splitroute-dhcp ip address add %[1]s.1/24 dev eth0
: >/run/%[1]s.leases`, network))
	spawn(t, "ip", "netns", "exec", "splitroute-dhcp", "busybox", "udhcpd", "-f", name)
}

// spawn runs a program until the test ends.
func spawn(t *testing.T, args ...string) (pid int) {
	t.Helper()
	command := exec.Command(args[0], args[1:]...)
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill() // it may have ended
		_ = command.Wait()
	})
	return command.Process.Pid
}

// until waits until packets leave via a gateway, by an interface, from an address.
func until(t *testing.T, gateway, link, address string) {
	t.Helper()
	want := fmt.Sprintf("via %s dev %s table splitroute src %s ", gateway, link, address)
	eventually(t, "ip route get 198.18.0.1 2>&1 || :", func(said string) bool { return strings.Contains(said, want) })
}

// eventually waits until what a command prints is right.
func eventually(t *testing.T, command string, right func(string) bool) {
	t.Helper()
	var got string
	for range 300 {
		if got = sh(t, command); right(got) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	said, _ := os.ReadFile("/run/splitroute-hook/log") // there may be none
	t.Fatalf("%s: %s\nthe setup said: %s\n%s", command, got, said, sh(t, "ip address; ip route; ip rule"))
}

// sh runs commands of a shell, which must not fail, and returns what they print.
func sh(t *testing.T, text string) string {
	t.Helper()
	out, err := exec.Command("sh", "-ec", text).Output()
	if err != nil {
		exit, _ := errors.AsType[*exec.ExitError](err)
		t.Fatalf("%s: %v\n%s%s", text, err, out, exit.Stderr)
	}
	return string(out)
}
