package drift_test

import (
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// answering stands for ping, and for gateways and targets that always answer.
const answering = `#!/bin/sh
last=''
while [ "$1" != -s ]; do
	[ "$1" != -c ] || last=$2
	shift
done
n=0
while sleep 0.2; do
	n=$((n + 1))
	echo "$(($2 + 8)) bytes from there: icmp_seq=$n ttl=64 time=1.0 ms"
	[ "$n" != "$last" ] || exit 0
done
`

// watched sets a configuration up, and starts its monitor.
func watched(t *testing.T, set site.Site) (*rehearsal.Lab, *rehearsal.Process) {
	t.Helper()
	if _, err := exec.LookPath("nft"); err != nil {
		t.Skip(err)
	}
	lab := machine(t, set)
	p := plan.New(set)
	scripts := map[string]string{"bin/ping": answering, "bin/nslookup": "#!/bin/sh\n"} // which answers all
	for name, write := range map[string]func() ([]byte, error){
		"setup.sh":   func() ([]byte, error) { return script.Setup(p, script.Options{}) },
		"monitor.sh": func() ([]byte, error) { return script.Monitor(p) },
	} {
		text, err := write()
		if err != nil {
			t.Fatal(err)
		}
		scripts[name] = string(text)
	}
	if err := lab.Place(scripts); err != nil {
		t.Fatal(err)
	}
	monitor, err := lab.Launch("monitor.sh", rehearsal.Script{Env: []string{"PATH=" + rehearsal.ScriptDir + "/bin:" + rehearsal.Path}})
	if err != nil {
		t.Fatal(err)
	}
	until(t, lab, "sh "+rehearsal.ScriptDir+"/monitor.sh status")
	return lab, monitor
}

// until waits until a command succeeds.
func until(t *testing.T, lab *rehearsal.Lab, command string) {
	t.Helper()
	for range 200 {
		r, err := lab.Run(rehearsal.Script{Text: command})
		if err != nil {
			t.Fatal(err)
		}
		if r.Exit == 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("this never succeeds: %s", command)
}

// healthKinds are changes of a machine whose monitor finds isp1 down, and parts of the
// report about each.
var healthKinds = []struct {
	commands string
	want     []string
}{
	{"ip route del default table 1000", []string{
		"0 added, 0 changed", "- ip route prepend default via 203.0.113.5 dev if2 src 203.0.113.6 metric 1 table 1000 proto 201\n",
		"    lan 10.0.0.0/24 to the internet: no route instead of isp-2\n",
	}},
	{"ip route prepend default via 203.0.113.1 dev if1 src 203.0.113.2 table 1000 proto 201", []string{
		"0 missing, 1 added", "+ ip route add default via 203.0.113.1 dev if1 src 203.0.113.2 table 1000 proto 201\n",
		"    the monitor finds provider.isp1.ipv4, provider.isp1.ipv6 down or suspect\n", "    lan 10.0.0.0/24 to the internet: isp1 instead of isp-2\n",
	}},
	{"nft delete table inet splitroute_health", []string{"1 missing, 0 added", "- nft table inet splitroute_health\n    health-rules.hcl:2, health: connections of providers that are down are refused\n"}},
	{"nft flush chain inet splitroute_health forward", []string{
		"4 missing, 0 added", "- nft splitroute_health: chain forward: ct direction original meta mark & 0x3f00 == 0x100 meta l4proto 17 reject with icmpv6 port-unreachable\n",
	}},
	{"nft add rule inet splitroute_health output udp dport 53 accept", []string{"0 missing, 1 added", "+ nft splitroute_health: chain output: "}},
}

// isp1Down is the note while the monitor finds isp1 down.
const isp1Down = "note: the monitor finds provider.isp1.ipv4, provider.isp1.ipv6 down or suspect: no default route leads there while another provider is left\n"

// testHealthKinds has each difference made, said and taken back, while isp1 is down.
func testHealthKinds(t *testing.T, lab *rehearsal.Lab, said func() string) {
	t.Helper()
	for _, kind := range healthKinds {
		if text := said(); !strings.Contains(text, "the machine has what is planned\n") || !strings.Contains(text, isp1Down) {
			t.Fatalf("before %s: %s", kind.commands, text)
		}
		keep := "ip route show default table 1000 >/run/before; nft list table inet splitroute_health >/run/health.nft"
		run(t, lab, keep+"\n"+kind.commands)
		text := said()
		for _, want := range append(kind.want, isp1Down) {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no\n%sin\n%s", kind.commands, want, text)
			}
		}
		run(t, lab, "ip route flush exact default table 1000; sed 's/^/route add table 1000 /' /run/before | ip -batch -\n"+
			"nft delete table inet splitroute_health 2>/dev/null; nft -f /run/health.nft")
	}
}

// TestHealth: what the setup script does while the monitor finds a provider down is no
// difference, and all else is one.
func TestHealth(t *testing.T) {
	set := setOf(t, "health-rules.hcl")
	lab, monitor := watched(t, set)
	said := func() string { return string(compare(t, set, run(t, lab, rpdb.Print)).Text()) }
	if text := said(); !strings.Contains(text, "the machine has what is planned\n") || strings.Contains(text, "note:") {
		t.Fatalf("all are up: %s", text)
	}
	tell := func(word, provider string) {
		run(t, lab, "sh "+rehearsal.ScriptDir+"/monitor.sh "+word+" "+provider)
	}
	refused := "nft list table inet splitroute_health"
	tell("down", "isp1")
	until(t, lab, refused)
	testHealthKinds(t, lab, said)
	tell("down", "isp-2") // none is left, so all stay
	until(t, lab, "! "+refused)
	if text := said(); !strings.Contains(text, "the machine has what is planned\n") {
		t.Errorf("all are down: %s", text)
	}
	tell("up", "isp-2")
	until(t, lab, refused)
	run(t, lab, "ip link set if2 down") // the default keeps isp1, since no other one is left
	replaced := func(by, former string) {
		all := "{ ip rule; ip -6 rule; ip route show table all; ip -6 route show table all; }"
		until(t, lab, all+" | grep 32765.*"+by+" && ! "+all+" | grep 'proto "+former+"'")
	}
	replaced("202", "201")
	until(t, lab, "! "+refused) // its connections have no other way out
	if text := said(); strings.Contains(text, "\n+ ") || strings.Contains(text, "dev if1") || !strings.Contains(text, "note: nothing of provider.isp-2.ipv4 is there") {
		t.Errorf("isp-2 is absent: %s", text)
	}
	run(t, lab, "ip link set if2 up")
	replaced("201", "202")
	until(t, lab, refused)
	if err := monitor.Signal(9); err != nil {
		t.Fatal(err)
	}
	text := said()
	for _, want := range []string{
		"    a monitor that no longer runs found provider.isp1.ipv4 down or suspect\n", "+ nft table inet splitroute_health\n",
		"note: no monitor runs: providers that don't answer are used, too\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the monitor has ended: no\n%sin\n%s", want, text)
		}
	}
}

// healthSites are other places of a choice: main, a balance, and addresses that are read.
func healthSites(t *testing.T) map[string]site.Site {
	t.Helper()
	rules := source(t, "health-rules.hcl")
	end := strings.Index(rules, "default_route {")
	return map[string]site.Site{
		"auto":    setOf(t, "health.hcl"),
		"main":    parsed(t, rules[:end]+"default_route {\n prefer = provider.isp1\n backup = [provider.isp-2]\n table = \"main\"\n}\n"),
		"balance": parsed(t, rules[:end]+"default_route {\n balance = [provider.isp1, provider.isp-2]\n}\n"),
		"balance in main": parsed(t, rules[:end]+
			"default_route {\n balance = [provider.isp1, provider.isp-2]\n table = \"main\"\n}\n"),
	}
}

// TestHealthElsewhere: nor is it one there, while any of the providers is down, or all.
func TestHealthElsewhere(t *testing.T) {
	for name, set := range healthSites(t) {
		t.Run(name, func(t *testing.T) {
			lab, _ := watched(t, set)
			tell := func(word, provider, want string) {
				run(t, lab, "sh "+rehearsal.ScriptDir+"/monitor.sh "+word+" "+provider)
				var text string
				for range 100 {
					text = string(compare(t, set, run(t, lab, rpdb.Print)).Text())
					if strings.Contains(text, "the machine has what is planned\n") && strings.Contains(text, want) {
						return
					}
					time.Sleep(50 * time.Millisecond)
				}
				t.Errorf("%s %s: %s", word, provider, text)
			}
			for _, p := range set.Providers {
				tell("down", p.Name, "provider."+p.Name+".ipv4")
				tell("up", p.Name, "")
			}
			for _, p := range set.Providers {
				tell("down", p.Name, "provider."+p.Name+".ipv4")
			}
		})
	}
}
