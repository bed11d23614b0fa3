package discover_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// machineSpace is the namespace of a machine, peerSpace that of all that its
// interfaces are connected to.
const machineSpace, peerSpace = "splitroute-live", "splitroute-peers"

// commands print what a machine has.
const commands = "ip -j -d address; ip -j -d route show table all; ip -j -d rule; ip -j -d -6 rule"

// functions are those of the machines' scripts: link adds an interface, replay makes
// what ip printed.
const functions = `link() {
	ip link add "$1" type veth peer name "$1" netns ` + peerSpace + `
	ip link set "$1" up
	ip netns exec ` + peerSpace + ` ip link set "$1" up
}
replay() {
	commands=$(awk -f ../../testdata/live/replay.awk)
	eval "$commands"
}
`

// On each machine of testdata/live, the setup of the configuration that is made of
// it changes no path that a packet takes. LIVE_UPDATE=1 keeps what ip prints there.
func TestMachines(t *testing.T) {
	if err := rehearsal.Available(); err != nil {
		t.Skip(err)
	}
	for _, file := range append(glob(t, "*.sh"), glob(t, "published/*.sh")...) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".sh"), func(t *testing.T) {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			build(t, string(source))
			live := disguised(string(source), sh(t, commands))
			if os.Getenv("LIVE_UPDATE") != "" {
				if err := os.WriteFile(strings.TrimSuffix(file, ".sh")+".json", []byte(live), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			text := written(t, []byte(live))
			set, diags := generator.Read("live.hcl", text, config.Options{})
			if diags.HasErrors() {
				t.Fatalf("%v\n%s", diags, text)
			}
			if numeric := disguised(string(source), sh(t, strings.ReplaceAll(commands, "ip -j", "ip -N -j"))); !strings.Contains(string(text), "isp1") {
				same(t, "with numbers for names", text, written(t, []byte(numeric)))
			}
			unchanged(t, set, text, func() {
				text = append([]byte("# The machine has a setup of gen-splitroute in place, which init has skipped.\n"), text...)
				again := written(t, []byte(disguised(string(source), sh(t, commands))))
				same(t, "with the setup in place", lines(text), lines(again))
			})
		})
	}
}

// lines are those of a text, in any order.
func lines(text []byte) []byte {
	list := strings.Split(string(text), "\n")
	slices.Sort(list)
	return []byte(strings.Join(list, "\n"))
}

func same(t *testing.T, when string, want, got []byte) {
	t.Helper()
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s, another configuration is written (-before +then):\n%s", when, diff)
	}
}

// unchanged compares the paths of packets before the setup, after it, and without the rules
// that the setup replaces. It calls a function while the setup is in place.
func unchanged(t *testing.T, set site.Site, text []byte, meanwhile func()) {
	t.Helper()
	setup, teardown, err := generator.Scripts(set, script.Options{})
	if err != nil {
		t.Fatal(err)
	}
	questions, owners := questions(t, set), owners(t)
	before := paths(t, questions)
	said := sh(t, "sh -s 2>&1 <<'SCRIPT'\n"+string(setup)+"SCRIPT\n")
	after := paths(t, questions)
	meanwhile()
	withoutReplaced(t, text)
	for i, last := range paths(t, questions) {
		noRoute := before[i] == "unreachable" // as in "Network is unreachable": nothing worked
		if before[i] != after[i] && !noRoute && !repaired(questions[i], after[i], owners) {
			t.Errorf("ip route get %s: before: %s; after: %s", questions[i], before[i], after[i])
		}
		direct := !strings.Contains(last, "via ") && strings.Contains(last, "dev ") // main has a route to that network
		if after[i] != last && !direct && !repaired(questions[i], last, owners) {
			t.Errorf("ip route get %s: with the setup: %s; without the rules that it replaces: %s", questions[i], after[i], last)
		}
	}
	t.Logf("%d paths\n%s", len(questions), said)
	sh(t, "sh -s 2>&1 <<'SCRIPT'\n"+string(teardown)+"SCRIPT\n")
}

// repaired reports whether a packet from an address of this machine leaves by the
// interface that has it. Elsewhere a provider drops it.
func repaired(question, path string, owners map[string]string) bool {
	_, sender, found := strings.Cut(question, " from ")
	if !found {
		return false
	}
	dev := owners[strings.Fields(sender)[0]]
	return dev != "" && strings.Contains(path, "dev "+dev)
}

// replacedRules are the priorities in the note about rules that the configuration
// replaces.
var replacedRules = regexp.MustCompile(`- Rules that this configuration replaces: ([0-9, ]+)[.]`)

// withoutReplaced removes those rules, as the note asks for.
func withoutReplaced(t *testing.T, text []byte) {
	t.Helper()
	found := replacedRules.FindStringSubmatch(strings.ReplaceAll(string(text), "\n# ", " "))
	if found == nil {
		return
	}
	for priority := range strings.SplitSeq(found[1], ", ") {
		sh(t, "ip -4 rule del priority "+priority+" 2>/dev/null || :; ip -6 rule del priority "+priority+" 2>/dev/null || :")
	}
}

// build makes a machine.
func build(t *testing.T, source string) {
	t.Helper()
	outside := func(text string) {
		if out, err := exec.Command("sh", "-ec", text).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v %s", text, err, out)
		}
	}
	outside("ip netns add " + machineSpace + "; ip netns add " + peerSpace + "; cp -r /etc/iproute2 /run/iproute2")
	t.Cleanup(func() {
		outside("ip netns delete " + machineSpace + "; ip netns delete " + peerSpace + "; rm -rf /etc/iproute2; mv /run/iproute2 /etc/iproute2")
	})
	sh(t, functions+"ip link set lo up; sysctl -q -w net.ipv4.ip_forward=1; sysctl -q -w net.ipv6.conf.all.forwarding=1\n"+source)
}

// disguised gives the interfaces that a comment names another kind in what ip printed:
// not every kernel has those kinds.
func disguised(source, live string) string {
	kinds := map[string]string{
		"ppp":       `"link_type":"ppp"`,
		"wireguard": `"link_type":"none","linkinfo":{"info_kind":"wireguard"}`,
		"tun":       `"link_type":"none","linkinfo":{"info_kind":"tun"}`,
	}
	for line := range strings.Lines(source) {
		kind, names, found := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "# "), ": ")
		if !found || kinds[kind] == "" {
			continue
		}
		for name := range strings.FieldsSeq(names) {
			object := regexp.MustCompile(`("ifname":"` + name + `",.*?)"link_type":"(?:ether|\[1\])"(.*?)"linkinfo":\{"info_kind":"veth"\},?`)
			live = object.ReplaceAllString(live, "${1}"+kinds[kind]+"$2")
		}
	}
	return live
}

// questions are packets of this machine and of hosts in local networks, in the words
// of "ip route get".
func questions(t *testing.T, set site.Site) []string {
	t.Helper()
	targets := map[string]bool{"198.18.0.1": true, "2001:db8:ffff::1": true}
	for _, route := range strings.Fields(sh(t, "ip -4 route show table all | awk '$1 ~ /^[0-9]+[.]/ {print $1}'; ip -6 route show table main | awk '/^2/ {print $1}'")) {
		address, _, _ := strings.Cut(route, "/")
		targets[address] = true
	}
	senders := []string{""}
	for _, n := range set.Networks {
		for _, p := range n.Prefixes {
			host := p.Masked().Addr().Next().Next().Next()
			senders = append(senders, fmt.Sprintf("from %s iif %s", host, n.Interface))
			targets[host.String()] = true
		}
	}
	for address := range owners(t) {
		senders = append(senders, "from "+address)
	}
	kinds := []string{"", " ipproto udp dport 53"} // programs often have rules for DNS
	for mark := range strings.FieldsSeq(sh(t, "ip rule | grep -o 'fwmark 0x[0-9a-f]*' | sed 's/fwmark/mark/' | tr ' ' '=' | sort -u")) {
		kinds = append(kinds, " "+strings.Replace(mark, "=", " ", 1))
	}
	var list []string
	for target := range targets {
		near := isNear(set, paths(t, []string{target})[0])
		for _, sender := range senders {
			if sender != "" && strings.Contains(sender, ":") != strings.Contains(target, ":") {
				continue
			}
			for i, kind := range kinds {
				if i > 1 && near {
					continue // a marked packet to another provider's network leaves by the provider of its mark
				}
				list = append(list, target+" "+sender+kind)
			}
		}
	}
	return list
}

// isNear reports whether an address is in the network of a provider.
func isNear(set site.Site, path string) bool {
	return !strings.Contains(path, "via ") && slices.ContainsFunc(set.Providers, func(p site.Provider) bool {
		return strings.Contains(path+" ", "dev "+p.Interface+" ")
	})
}

// owners are the interfaces of this machine's addresses.
func owners(t *testing.T) map[string]string {
	t.Helper()
	list := map[string]string{}
	for line := range strings.Lines(sh(t, "ip -o address show scope global | awk '{ sub(\"/.*\", \"\", $4); print $4, $2 }'")) {
		address, dev, _ := strings.Cut(strings.TrimSpace(line), " ")
		list[address] = dev
	}
	return list
}

// told matches the words of ip's answer that name a path. The source address counts
// only for packets that this machine sends: it chooses that.
var (
	told      = regexp.MustCompile(`\b(via|dev) [^ ]+|unreachable|prohibited|^local|Invalid|No route`)
	toldOfOwn = regexp.MustCompile(told.String() + `|\bsrc [^ ]+`)
)

// paths asks the kernel for the path of each packet.
func paths(t *testing.T, questions []string) []string {
	t.Helper()
	answers := strings.Split(sh(t, "while read -r q; do ip -o route get $q 2>&1 || :; echo END; done <<'QUESTIONS'\n"+strings.Join(questions, "\n")+"\nQUESTIONS\n"), "END\n")
	var list []string
	for i, q := range questions {
		pattern := toldOfOwn
		if strings.Contains(q, " iif ") {
			pattern = told
		}
		list = append(list, strings.Join(pattern.FindAllString(answers[i], -1), " "))
	}
	return list
}

// sh runs commands on the machine, which must not fail.
func sh(t *testing.T, text string) string {
	t.Helper()
	command := exec.Command("ip", "netns", "exec", machineSpace, "sh", "-e")
	command.Stdin = bytes.NewBufferString(text)
	out, err := command.Output()
	if err != nil {
		exit, _ := errors.AsType[*exec.ExitError](err)
		t.Fatalf("%v\n%s%s", err, out, exit.Stderr)
	}
	return string(out)
}
