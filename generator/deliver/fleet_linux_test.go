package deliver_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// sites is one file for all routers.
const sites = `
variable "number" {}
variable "gateway" {
  default = "203.0.113.254"
}
variable "by-isp2" {
  default = ["192.0.2.77"]
}
provider "isp1" {
  interface = "wan0"
  ipv4 {
    address = "203.0.113.${var.number}/24"
    gateway = var.gateway
  }
}
provider "isp2" {
  interface = "wan1"
  ipv4 {
    address = "198.51.100.${var.number}/24"
    gateway = "198.51.100.254"
  }
}
rule "elsewhere" {
  to  = var.by-isp2
  via = provider.isp2
}
default_route {
  prefer = provider.isp1
  backup = [provider.isp2]
}
health {
  targets = ["192.0.2.53"]
}
`

// fleet is a controller with Ansible, and five routers with sshd, two wires away. The
// controller isn't on these wires: the routers answer it by a gateway.
type fleet struct {
	dir  string
	vars [6]string // of each router, by its number
}

// TestFleet has ansible-core roll out to routers, one of which loses its way back to
// the controller, and take down again. It takes minutes: REQUIRE_FLEET=1 asks for it.
func TestFleet(t *testing.T) {
	if os.Getenv("REQUIRE_FLEET") != "1" {
		t.Skip("takes minutes; REQUIRE_FLEET=1 asks for it")
	}
	if err := rehearsal.Available(); err != nil {
		t.Fatal(err)
	}
	f := newFleet(t)
	before := f.states(t)

	said := f.play(t, 0, "--check", "--diff", "-e", "splitroute_serial=5")
	contains(t, said, "+	ip route prepend default via 203.0.113.254 dev wan0", "The setup would run here")
	f.same(t, before, "--check", 1, 2, 3, 4, 5)

	said = f.play(t, 0, "-e", "splitroute_serial=5")
	f.deployed(t, said, 1, 2, 3, 4, 5)
	first := f.states(t)
	said = f.play(t, 0, "-e", "splitroute_serial=5")
	if changed := counted(said, "changed"); slices.ContainsFunc(changed, func(n string) bool { return n != "0" }) || len(changed) != 5 {
		t.Errorf("a second run changes something:\n%s", said)
	}
	f.same(t, first, "a second run", 1, 2, 3, 4, 5)
	f.services(t, 1, "splitroute-monitor restart\n")

	f.cut(t, first)
	f.mistakes(t)
	f.uncopied(t)
	f.byHand(t)

	f.services(t, 4, "splitroute-monitor restart\nsplitroute-monitor restart\n") // of the first script, and the changed one
	f.play(t, 0, "--tags", "teardown", "-e", "splitroute_serial=5")
	f.services(t, 4, "splitroute-monitor stop\n-a del splitroute-monitor\nsplitroute stop\n-a del splitroute\n")
	f.same(t, before, "the teardown", 1, 2, 3, 4, 5)
}

// cut gives all routers another rule, and the third a gateway where nobody is: it loses
// its way back to the controller. It has what it had again, those before it the new
// rule, and those behind it aren't touched, also where they are in one batch.
func (f *fleet) cut(t *testing.T, first [6]string) {
	t.Helper()
	for i := 1; i <= 5; i++ {
		f.vars[i] = "splitroute_var_by_isp2: [192.0.2.77, 192.0.2.78]\n"
	}
	f.vars[3] += "splitroute_var_gateway: 203.0.113.253\n"
	said := f.play(t, 2, "-e", `{"splitroute_serial": [1, 2]}`)
	contains(t, said, "r3 did not answer in time, and has gone back; the rollout stops here.", "returned: the previous state is back")
	f.same(t, first, "the cut", 3, 4, 5)
	for i := 1; i <= 2; i++ {
		contains(t, f.state(t, i), "to 192.0.2.78 lookup isp2")
		contains(t, f.on(t, i, "cat /etc/splitroute/setup.sh"), "to 192.0.2.78 lookup")
	}
	if text := f.on(t, 3, "cat /etc/splitroute/setup.sh"); strings.Contains(text, "203.0.113.253") {
		t.Error("the script that cuts the router off is left there for the next start")
	}
	f.vars[3] = f.vars[1]
	said = f.play(t, 0, "-e", "splitroute_serial=5")
	f.deployed(t, said, 1, 2, 3, 4, 5)
}

// mistakes: with one for one router, and with one router away, none is touched.
func (f *fleet) mistakes(t *testing.T) {
	t.Helper()
	state := f.states(t)
	vars := f.vars
	for i := range f.vars {
		f.vars[i] = "splitroute_var_by_isp2: [192.0.2.79]\n"
	}
	f.vars[5] = "splitroute_var_by_isp2: [192.0.2.999]\n"
	contains(t, f.play(t, 2), `192.0.2.999`)
	f.vars[5] = "ansible_port: 23\n"
	contains(t, f.play(t, 2), "unreachable=1")
	f.same(t, state, "a mistake", 1, 2, 3, 4, 5)
	f.vars = vars
}

// uncopied: when scripts can't be copied to a router, which has confirmed its setup by then,
// the rollout says so, and stops.
func (f *fleet) uncopied(t *testing.T) {
	t.Helper()
	f.vars[1] = "splitroute_var_by_isp2: [192.0.2.81]\n"
	f.on(t, 1, "cd /etc/splitroute && rm -f teardown.sh && mkdir teardown.sh")
	said := f.play(t, 2, "--limit", "r1")
	contains(t, said, "r1 has the new setup, confirmed, but this failed: Copy the scripts; the rollout stops here.")
	contains(t, f.state(t, 1), "to 192.0.2.81 lookup isp2")
	f.on(t, 1, "rmdir /etc/splitroute/teardown.sh")
	f.deployed(t, f.play(t, 0, "--limit", "r1"), 1)
}

// byHand: commands in by_hand stay, and an edit that would be lost stops the rollout.
func (f *fleet) byHand(t *testing.T) {
	t.Helper()
	const edit = `cd /etc/splitroute && sed '/^by_hand/,/^}/s/^	:$/	ip rule add priority 25000 to 192.0.2.200 lookup 101 protocol "$tag"/' setup.sh >new && mv new setup.sh && sh setup.sh`
	f.on(t, 2, edit)
	f.vars[2] = "splitroute_var_by_isp2: [192.0.2.80]\n"
	contains(t, f.play(t, 0, "--limit", "r2"), "by hand, and kept: ip rule add priority 25000")
	contains(t, f.state(t, 2), "to 192.0.2.200 lookup isp1", "to 192.0.2.80 lookup isp2")
	f.on(t, 2, `sed -i 's/^die() {/&\n	:/' /etc/splitroute/setup.sh`)
	contains(t, f.play(t, 2, "--limit", "r2", "--check"), "was edited on this router")
}

func newFleet(t *testing.T) *fleet {
	t.Helper()
	f := &fleet{dir: t.TempDir()}
	if out, err := exec.Command("go", "build", "-o", f.dir+"/gen-splitroute", "../../cmd/gen-splitroute").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	f.write(t, "sites.hcl", sites)
	text := sh(t, "cd "+f.dir+" && ./gen-splitroute playbook --confirm 45 sites.hcl")
	f.write(t, "splitroute.yml", text)
	t.Cleanup(func() {
		sh(t, "for i in 1 2 3 4 5; do ip netns delete splitroute-r$i; done; ip link delete wan0; ip link delete wan1; rm -rf /run/fleet")
	})
	sh(t, `
ssh-keygen -q -t ed25519 -N '' -f "`+f.dir+`/key"
chmod 755 "`+filepath.Dir(f.dir)+`" "`+f.dir+`"
ip address add 192.0.2.10/32 dev lo
for wan in 'wan0 203.0.113' 'wan1 198.51.100'; do
	set -- $wan
	ip link add "$1" type bridge
	ip link set "$1" up
	ip address add "$2.254/24" dev "$1"
	ip route change "$2.0/24" dev "$1" src 192.0.2.10
done`)
	for i := 1; i <= 5; i++ {
		f.start(t, i)
	}
	return f
}

// start starts a router: its wires, its /etc and /run, and sshd.
func (f *fleet) start(t *testing.T, i int) {
	t.Helper()
	f.write(t, fmt.Sprintf("sshd.%d", i), fmt.Sprintf(`HostKey %s/key
AuthorizedKeysFile %[1]s/key.pub
PidFile none
StrictModes no
UsePAM no
PermitRootLogin yes
Subsystem sftp internal-sftp
`, f.dir))
	sh(t, fmt.Sprintf(`
i=%d
ip netns add splitroute-r$i
for wan in 'wan0 203.0.113' 'wan1 198.51.100'; do
	set -- $wan
	ip link add "r$i.$1" type veth peer name "$1" netns splitroute-r$i
	ip link set "r$i.$1" up master "$1"
	ip -n splitroute-r$i link set "$1" up addrgenmode none
	ip -n splitroute-r$i address add "$2.$i/24" dev "$1"
done
ip -n splitroute-r$i link set lo up
ip -n splitroute-r$i route add default via 203.0.113.254`, i))
	spawn(t, "ip", "netns", "exec", fmt.Sprintf("splitroute-r%d", i), "sh", "-ec", fmt.Sprintf(`
own=/run/fleet/%d
mkdir -p $own
mount -t tmpfs tmpfs $own
mkdir -p $own/run/rehearsal/etc $own/run/sshd $own/etc
cp -a /etc/. $own/etc
rm -rf $own/etc/splitroute
mkdir $own/etc/splitroute $own/run/root $own/bin
for name in rc-service rc-update; do # stand-ins for those of OpenRC
	printf '#!/bin/sh\necho "$*" >>/run/services\n' >$own/bin/$name
	chmod 755 $own/bin/$name
done
mount --bind $own/bin /usr/local/bin
rm $own/etc/passwd # not this machine's home, and what its shell does first
printf 'root:x:0:0::/run/root:/bin/sh\nsshd:x:65534:65534::/run/sshd:/bin/false\n' >$own/etc/passwd
mount --rbind /run/rehearsal/etc $own/run/rehearsal/etc
mount --bind $own/etc /etc
mount --rbind $own/run /run
echo $$ >%s/pid.%[1]d
exec /usr/sbin/sshd -D -e -f %[2]s/sshd.%[1]d`, i, f.dir))
	eventually(t, fmt.Sprintf("cat %s/pid.%d 2>/dev/null || :", f.dir, i), func(said string) bool { return said != "" })
}

func (f *fleet) write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(f.dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// play runs the playbook, which ends with an exit code, and returns what it says.
func (f *fleet) play(t *testing.T, exit int, args ...string) string {
	t.Helper()
	inventory := "routers:\n  vars:\n    ansible_user: root\n    ansible_python_interpreter: /usr/bin/python3\n  hosts:\n"
	for i := 1; i <= 5; i++ {
		inventory += fmt.Sprintf("    r%d:\n      ansible_host: 203.0.113.%[1]d\n      splitroute_var_number: %[1]d\n", i)
		for line := range strings.Lines(f.vars[i]) {
			inventory += "      " + line
		}
	}
	f.write(t, "inventory.yml", inventory)
	command := exec.Command("ansible-playbook", append([]string{"-i", "inventory.yml", "splitroute.yml"}, args...)...)
	command.Dir = f.dir
	command.Env = append(os.Environ(), "PATH="+f.dir+":"+os.Getenv("PATH"), "HOME="+f.dir, "LC_ALL=C.UTF-8", "ANSIBLE_NOCOLOR=1",
		"ANSIBLE_HOST_KEY_CHECKING=0", "ANSIBLE_PRIVATE_KEY_FILE="+f.dir+"/key", "ANSIBLE_PIPELINING=1",
		"ANSIBLE_SSH_CONTROL_PATH_DIR=/run/fleet/cp", "ANSIBLE_REMOTE_TMP=/run/ansible", "ANSIBLE_ASYNC_DIR=/run/ansible-async")
	out, err := command.CombinedOutput()
	if command.ProcessState.ExitCode() != exit {
		t.Fatalf("%q: %v, want exit code %d\n%s", args, err, exit, out)
	}
	return string(out)
}

// services fails unless these were the last changes of services on a router, and few came before.
func (f *fleet) services(t *testing.T, i int, want string) {
	t.Helper()
	if got := f.on(t, i, "grep -v status /run/services || :"); !strings.HasSuffix(got, want) || strings.Count(got, "\n") > 2*strings.Count(want, "\n") {
		t.Errorf("router %d: %q, want %q", i, got, want)
	}
}

// on runs commands on a router.
func (f *fleet) on(t *testing.T, i int, text string) string {
	t.Helper()
	return sh(t, fmt.Sprintf("exec nsenter -t \"$(cat %s/pid.%d)\" -n -m sh -ec '%s'", f.dir, i, strings.ReplaceAll(text, "'", `'\''`)))
}

// state is all that a setup may change on a router, without its tag.
func (f *fleet) state(t *testing.T, i int) string {
	t.Helper()
	text := f.on(t, i, `ip rule; ip route show table all; ip -6 rule; ip -6 route show table all; nft list ruleset
sysctl -a --pattern 'rp_filter|linkdown|hash|src_valid|ip_forward' 2>/dev/null
find /etc/iproute2 -type f -exec sha256sum {} + | sort; ls /etc/splitroute; ls -d /run/splitroute* 2>/dev/null || :`)
	return regexp.MustCompile(`proto(col)? 20[12]`).ReplaceAllString(text, "tagged")
}

func (f *fleet) states(t *testing.T) (states [6]string) {
	t.Helper()
	for i := 1; i <= 5; i++ {
		states[i] = f.state(t, i)
	}
	return states
}

// same fails where a router has another state than it had.
func (f *fleet) same(t *testing.T, want [6]string, what string, routers ...int) {
	t.Helper()
	for _, i := range routers {
		if got := f.state(t, i); got != want[i] {
			t.Errorf("%s changed router %d to\n%s\nfrom\n%s", what, i, got, want[i])
		}
	}
}

// deployed fails where a router hasn't its setup, confirmed, and its scripts.
func (f *fleet) deployed(t *testing.T, said string, routers ...int) {
	t.Helper()
	for _, i := range routers {
		state := f.state(t, i)
		contains(t, state, "from 255.255.255.255 nop", fmt.Sprintf("from 203.0.113.%d lookup isp1", i), "\nmonitor.sh\nsetup.sh\nteardown.sh\n/run/splitroute\n")
		if there := f.on(t, i, "ls -d /run/splitroute/waiting 2>/dev/null || :"); there != "" {
			t.Errorf("router %d is not confirmed:\n%s", i, said)
		}
		if text := f.on(t, i, "cat /etc/splitroute/setup.sh"); strings.Contains(text, "sh setup.sh confirm") {
			t.Errorf("router %d goes back after its next start", i)
		}
	}
}

// counted are the numbers of a word in the recap.
func counted(said, word string) []string {
	var numbers []string
	_, recap, _ := strings.Cut(said, "PLAY RECAP")
	for _, match := range regexp.MustCompile(word+`=(\d+)`).FindAllStringSubmatch(recap, -1) {
		numbers = append(numbers, match[1])
	}
	return numbers
}
