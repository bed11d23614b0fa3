package rehearsal_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// toggles has setup take one provider after another out and put it back, as a monitor
// does that runs.
const toggles = `set -e
read -r stat </proc/$$/stat
set -- $1 ${stat##*) }
n=$1; shift
start=${20}
while [ "$n" -gt 0 ]; do
	n=$((n - 1))
	{
		echo "monitor $$ $start"
		case $((n % 4)) in
		1) printf 'out provider.isp1.ipv4\nout provider.isp1.ipv6\n' ;;
		2) printf 'out provider.isp2.ipv4\nout provider.isp2.ipv6\n' ;;
		3) printf 'out provider.isp1.ipv4\nout provider.isp2.ipv6\n' ;;
		esac
	} >/run/splitroute/health
	sh ` + rehearsal.ScriptDir + `/setup.sh health
done
rm /run/splitroute/health
`

// Whatever changes, connections stay with their providers and lose nothing, and what
// is there after it is what was there before. CHANGES=300 does more of it.
func TestMonitorChangesLoseNothing(t *testing.T) {
	changes := 40
	if n, err := strconv.Atoi(os.Getenv("CHANGES")); err == nil {
		changes = n
	}
	for name, rest := range map[string]string{"own table": balancing, "main": strings.Replace(balancing, "}", "table = \"main\"\n}", 1)} {
		t.Run(name, func(t *testing.T) {
			c := configure(t, "watched.hcl", watched+ruled+rest)
			lab := build(t, c.set, rehearsal.Options{Patience: 150 * time.Millisecond})
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			if err := lab.Place(map[string]string{"setup.sh": c.setup}); err != nil {
				t.Fatal(err)
			}
			before := settled(snapshot(t, lab))
			traffic, err := lab.Start(slices.Concat(flowsTo(1, 8), flowsTo(40, 2), flowsTo(42, 2), flowsTo(43, 3)), 2000)
			if err != nil {
				t.Fatal(err)
			}
			begin := time.Now()
			succeed(t, lab, rehearsal.Script{Text: toggles, Args: []string{fmt.Sprint(changes)}})
			took := time.Since(begin)
			sent := 0
			for _, r := range traffic.Stop() {
				if sent += r.Sent; r.Lost() > 0 || r.Changes() > 0 {
					t.Errorf("%v", r)
				}
			}
			t.Logf("%d changes, %v each; %d packets", changes, took/time.Duration(changes), sent)
			same(t, "after the changes", before, settled(snapshot(t, lab)))
			succeed(t, lab, rehearsal.Script{Text: c.teardown})
		})
	}
}

// A name server that fails takes a provider out though its targets answer, and hooks
// hear of that.
func TestMonitorNameServer(t *testing.T) {
	src := strings.Replace(watched+preferring, "  masquerade = true\n  ipv4 {\n    address = \"203.0.113.2/30\"\n    gateway = \"203.0.113.1\"",
		"  masquerade = true\n  health {\n    dns = { name = \"example.org\", server = \"198.18.200.1\" }\n  }\n"+
			"  ipv4 {\n    address = \"203.0.113.2/30\"\n    gateway = \"203.0.113.1\"\n    routes  = [\"198.18.200.0/24\"]", 1)
	w := watchedBy(t, src, rehearsal.Script{Env: []string{"PATH=" + rehearsal.ScriptDir + "/bin:/usr/sbin:/usr/bin:/sbin:/bin"}})
	succeed(t, w.Lab, rehearsal.Script{Text: "mkdir -p /etc/splitroute/notify.d /run/hooks"})
	if err := w.Place(map[string]string{
		"hook": "#!/bin/sh\necho \"$SPLITROUTE_PROVIDER $SPLITROUTE_FORMER $SPLITROUTE_STATE: $SPLITROUTE_REASON\" >>/run/hooks/heard\n",
	}); err != nil {
		t.Fatal(err)
	}
	succeed(t, w.Lab, rehearsal.Script{Text: "cp " + rehearsal.ScriptDir + "/hook /etc/splitroute/notify.d/; touch /run/hooks/dead"})
	w.says("isp1/ipv4: up -> down: its name server does not answer")
	heard := "isp1/ipv4 up down: its name server does not answer\n"
	time.Sleep(500 * time.Millisecond)
	if r := succeed(t, w.Lab, rehearsal.Script{Text: "cat /run/hooks/heard"}); !strings.Contains(r.Stdout, heard) {
		t.Errorf("the hook heard: %s", r.Stdout)
	}
	succeed(t, w.Lab, rehearsal.Script{Text: "rm /run/hooks/dead"})
	w.says("isp1/ipv4: rising -> up")
}

// foundDown is what a monitor has setup put into force: this shell is the monitor, and
// finds an uplink down.
const foundDown = `set -e
read -r stat </proc/$$/stat
uplink=$1 pid=$$
set -- ${stat##*) }
echo "monitor $pid ${20}
out $uplink" >/run/splitroute/health
sh ` + rehearsal.ScriptDir + `/setup.sh health
`

// What setup has read stays in force when a provider is found down: its addresses,
// prefixes and translation aren't looked up again.
func TestMonitorKeepsWhatWasRead(t *testing.T) {
	watch := "health { targets = [\"192.0.2.200\", \"192.0.2.201\"] }\n"
	for _, name := range []string{"health", "leased", "auto"} {
		t.Run(name, func(t *testing.T) {
			src := readFixture(t, name)
			if !strings.Contains(src, "\nhealth {") {
				src = watch + src
			}
			c := configure(t, name+".hcl", src)
			provider := c.set.Providers[0].Name
			lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
			before := snapshot(t, lab)
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			if err := lab.Place(map[string]string{"setup.sh": c.setup}); err != nil {
				t.Fatal(err)
			}
			others := rehearsal.Script{Text: "sed '/^ip /d; /^#/d' /run/splitroute/20[12]"}
			kept := succeed(t, lab, others).Stdout
			for _, shell := range shells {
				succeed(t, lab, rehearsal.Script{Text: foundDown, Shell: shell, Args: []string{"provider." + provider + ".ipv4"}})
				if now := succeed(t, lab, others).Stdout; now != kept {
					t.Errorf("%s: the commands that are kept were:\n%s\nand are:\n%s", shell, kept, now)
				}
			}
			succeed(t, lab, rehearsal.Script{Text: c.teardown})
			same(t, "teardown", before, snapshot(t, lab))
		})
	}
}

// outOf writes what a monitor finds when these providers don't answer.
func outOf(providers ...string) string {
	text := "cat >/run/splitroute/health <<END\nmonitor 1 1\n"
	for _, p := range providers {
		text += "out provider." + p + ".ipv4\nout provider." + p + ".ipv6\n"
	}
	return text + "END\n"
}

// A change that is killed just before or just after any of its commands is completed by
// the next one, also when that is killed, too.
func TestMonitorChangeKilledAnywhere(t *testing.T) {
	steps := [][2]string{{"isp1", ""}, {"", "isp2"}, {"isp2", "isp1"}}
	for table, steps := range map[string][][2]string{"own": steps, "main": steps[:1]} {
		t.Run(table, func(t *testing.T) {
			rest := balancing
			if table == "main" {
				rest = strings.Replace(balancing, "}", "table = \"main\"\n}", 1)
			}
			c := configure(t, "watched.hcl", watched+ruled+rest)
			lab := build(t, c.set, rehearsal.Options{Patience: 150 * time.Millisecond})
			change := rehearsal.Script{Text: c.setup, Args: []string{"health"}}
			killed := func(at int, kind rehearsal.FaultKind) rehearsal.Trace {
				return trace(t, lab, rehearsal.Traced{Script: change, Fault: rehearsal.Fault{At: at, Kind: kind}})
			}
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			for _, step := range steps {
				from, to := outOf(strings.Fields(step[0])...), outOf(strings.Fields(step[1])...)
				set := func(text string) { succeed(t, lab, rehearsal.Script{Text: text}); succeed(t, lab, change) }
				set(to)
				want := settled(untagged(snapshot(t, lab)))
				set(from)
				succeed(t, lab, rehearsal.Script{Text: to})
				commands := succeedTraced(t, lab, change).Commands
				for at := range len(commands) {
					for _, kind := range []rehearsal.FaultKind{rehearsal.KillBefore, rehearsal.KillAfter} {
						if sameAsBefore(commands, at+1, kind) {
							continue
						}
						set(from)
						succeed(t, lab, rehearsal.Script{Text: to})
						killed(at+1, kind)
						if at%2 == 0 {
							killed(at+1, kind)
						}
						if commands[at][0] == "mv" && kind == rehearsal.KillBefore { // its new file is there
							succeed(t, lab, rehearsal.Script{Text: c.setup})
							if left := run(t, lab, rehearsal.Script{Text: "find /run/splitroute -name '*.new'"}).Stdout; left != "" {
								t.Errorf("a setup after a change that was killed at %q leaves %s", commands[at], left)
							}
							continue
						}
						succeed(t, lab, change)
						same(t, fmt.Sprintf("from %q to %q, killed at %q", step[0], step[1], commands[at]), want, settled(untagged(snapshot(t, lab))))
						if t.Failed() {
							return
						}
					}
				}
			}
		})
	}
}
