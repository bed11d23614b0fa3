package acceptance

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// The directory of a monitor, and the file of a setup that has its tag.
const (
	monitorDir = "/run/splitroute/monitor"
	keptFile   = "/run/splitroute/kept"
)

// watching is what a trial knows of the monitor.
type watching struct {
	monitor *rehearsal.Process // nil while none runs
	watches []plan.Watch
	tag     string // of the first setup
	ran     int    // how often this monitor has run setup
}

// settleTime is more than a monitor needs to have the routing changed.
const settleTime = 10 * time.Second

// startMonitor starts the monitor beside the setup script, as it is started on a router.
func (t *trial) startMonitor() (err error) {
	if t.setups%2 == 0 {
		if _, err := t.runSetup("setup before the monitor"); err != nil {
			return err
		}
	}
	if t.watching.tag, err = t.keptTag(); err != nil {
		return err
	}
	for _, p := range t.set.Providers {
		if p.Health.DNS.Name == "" {
			continue
		}
		if err := t.lab.Resolve(p.Name); err != nil {
			return err
		}
	}
	scripts := map[string]string{"setup.sh": t.Setup, "monitor.sh": t.Monitor}
	for _, name := range monitorTools {
		if !isHere(name) { // BusyBox may have it; see unstartable
			scripts["bin/"+name] = "#!/bin/sh\nexec busybox " + name + " \"$@\"\n"
		}
	}
	if err := t.lab.Place(scripts); err != nil {
		return err
	}
	if err := t.launch(); err != nil {
		return err
	}
	t.add(Check{Name: "monitor", Status: OK, Sent: "sh monitor.sh", Seen: fmt.Sprintf("it watches %s", strings.Join(t.watchNames(), ", "))})
	return nil
}

// launch starts a monitor, and waits until its first state is in force.
func (t *trial) launch() (err error) {
	path := "PATH=" + rehearsal.Path + ":" + rehearsal.ScriptDir + "/bin"
	s := rehearsal.Script{Shell: rehearsal.Sh, Env: []string{path}, Confined: true}
	if t.watching.monitor, err = t.lab.Launch("monitor.sh", s); err != nil {
		return err
	}
	begins := func() bool { return strings.Contains(t.watching.monitor.Said(), "watching ") }
	if !t.until(settleTime, func() bool { return begins() || t.watching.monitor.Wait(time.Millisecond) == nil }) || !begins() {
		return t.monitorFails("it does not begin to watch")
	}
	clear(t.out)
	t.watching.ran = 0
	return t.inForceNow()
}

// monitorFails adds a check that has failed, and ends the trial of the monitor.
func (t *trial) monitorFails(what string) error {
	c := Check{Name: "monitor fails", Sent: "sh monitor.sh", Status: Failed, Seen: what, Want: "it to watch"}
	c.Detail = slices.Collect(strings.Lines(strings.TrimSpace(t.watching.monitor.Said())))
	t.add(c)
	return errEnd
}

// end ends the monitor by a signal.
func (t *trial) end(signal syscall.Signal) error {
	err := t.watching.monitor.Signal(signal)
	t.watching.monitor = nil
	return err
}

// endMonitor stops the monitor as a service is stopped, and looks at what it leaves.
func (t *trial) endMonitor() error {
	if err := t.end(syscall.SIGTERM); err != nil {
		return err
	}
	if _, err := t.script("monitor.sh release", "monitor.sh", t.Monitor, "--setup", rehearsal.ScriptDir+"/setup.sh", "release"); err != nil {
		return err
	}
	tag, err := t.keptTag()
	if err == nil && (tag == t.watching.tag) != (t.setups%2 == 1) {
		t.setups++ // the monitor has run setup, too
	}
	return errors.Join(err, t.ask(t.fromSite("the monitor is stopped: ")))
}

// keptTag is the line of the setup in place that names its tag.
func (t *trial) keptTag() (tag string, err error) {
	err = t.lab.Do(func() error {
		text, err := os.ReadFile(keptFile)
		for line := range strings.Lines(string(text)) {
			if strings.HasPrefix(line, "tag ") {
				tag = line
			}
		}
		return err
	})
	return tag, err
}

// byHand has the monitor do something about a provider: it is "up" or "down".
func (t *trial) byHand(word string, i int) error {
	r, err := t.lab.Run(rehearsal.Script{Text: t.Monitor, Shell: rehearsal.Sh, Args: []string{word, t.name(i)}})
	if err == nil && r.Exit != 0 {
		err = fmt.Errorf("monitor.sh %s %s: exit code %d: %s", word, t.name(i), r.Exit, r.Stderr)
	}
	return err
}

// until waits until a condition holds, and reports whether it does.
func (t *trial) until(patience time.Duration, is func() bool) bool {
	for begin := time.Now(); !is(); time.Sleep(20 * time.Millisecond) {
		if time.Since(begin) > patience {
			return false
		}
	}
	return true
}

// found is the state of a watch by the last line of the monitor about it.
func (t *trial) found(watch string) (state, reason string) {
	state = "up"
	for line := range strings.Lines(t.watching.monitor.Said()) {
		rest, ours := strings.CutPrefix(line, "splitroute: "+watch+": ")
		if _, after, changes := strings.Cut(rest, " -> "); ours && changes {
			state, reason, _ = strings.Cut(strings.TrimSpace(after), ": ")
		}
	}
	return state, reason
}

// inForceNow waits until the findings of the monitor are in force: it writes its status
// after each change, and once a second.
func (t *trial) inForceNow() error {
	begin, status := time.Now(), filepath.Join(monitorDir, "status")
	written := t.until(settleTime, func() (is bool) {
		_ = t.lab.Do(func() error {
			info, err := os.Stat(status)
			is = err == nil && info.ModTime().After(begin)
			return nil
		})
		return is
	})
	if !written {
		return t.monitorFails("it writes no status")
	}
	return nil
}

// monitorRunsSetup waits until the monitor has run setup after links or addresses have
// changed, and reports whether it did.
func (t *trial) monitorRunsSetup(name string) (bool, error) {
	runs, last := 0, time.Now()
	t.until(settleTime, func() bool {
		if n := strings.Count(t.watching.monitor.Said(), "links or addresses changed") - t.watching.ran; n > runs {
			runs, last = n, time.Now()
		}
		return runs > 0 && time.Since(last) > 2*time.Second // it waits for a second until all has changed
	})
	t.watching.ran += runs
	c := Check{Name: name, Sent: "no command: the monitor notices", Status: OK, Seen: fmt.Sprintf("it has run setup, %d times", runs)}
	if runs == 0 {
		c.Status, c.Seen, c.Want = Failed, "it has not run setup", "it to run setup"
	}
	t.add(c)
	if runs == 0 {
		return false, nil
	}
	if works, err := t.confirm(name); err != nil || !works {
		return works, err
	}
	return true, t.allUp()
}

// allUp tells the monitor by hand that all providers are up.
func (t *trial) allUp() error {
	for _, i := range t.watched() {
		if err := t.byHand("up", i); err != nil {
			return err
		}
	}
	clear(t.out)
	return t.inForceNow()
}

// watched are the providers that the monitor watches, those of the default route first,
// and of these the ones that aren't metered.
func (t *trial) watched() []int {
	d := t.set.DefaultRoute
	var list, metered []int
	for _, i := range slices.Concat(d.Providers, d.Backups, all(len(t.set.Providers))) {
		switch p := t.set.Providers[i]; {
		case slices.Contains(list, i), slices.Contains(metered, i), len(t.watches(i)) == 0:
		case p.Metered:
			metered = append(metered, i)
		default:
			list = append(list, i)
		}
	}
	return append(list, metered...)
}

// watches are those of a provider: one, or one for each family.
func (t *trial) watches(i int) []plan.Watch {
	if t.watching.watches == nil {
		t.watching.watches = plan.New(t.set).Watches
	}
	return slices.DeleteFunc(slices.Clone(t.watching.watches), func(w plan.Watch) bool {
		name, _, _ := strings.Cut(w.Name, "/")
		return name != t.name(i)
	})
}

func (t *trial) watchNames() []string {
	var names []string
	for _, i := range t.watched() {
		for _, w := range t.watches(i) {
			names = append(names, w.Name)
		}
	}
	return names
}

// noticed is how long the monitor takes at most to find a watch down.
func noticed(w plan.Watch) time.Duration {
	interval, timeout := w.Health.Interval, w.Health.Timeout
	if w.Metered {
		interval = max(interval, site.Idle)
	}
	if timeout == 0 {
		timeout = 3 * site.Retry // round trips are short here
	}
	return interval + timeout + site.After(w.Health.Fall) + site.Retry
}

// monitorTools are the commands that a monitor may need.
var monitorTools = []string{"ping", "nslookup"}

// unstartable says why no monitor can run on this machine; "" if one can.
func (t *trial) unstartable() string {
	asksNames := slices.ContainsFunc(t.set.Providers, func(p site.Provider) bool { return p.Health.DNS.Name != "" })
	for _, name := range append(monitorTools[:1:1], "nft") {
		if !isHere(name) && !inBusyBox(name) {
			return "this machine has no " + name
		}
	}
	if asksNames && !isHere("nslookup") && !inBusyBox("nslookup") {
		return "this machine has no nslookup"
	}
	return ""
}

// isHere reports whether a command is on the PATH of scripts.
func isHere(name string) bool {
	return slices.ContainsFunc(filepath.SplitList(rehearsal.Path), func(dir string) bool {
		_, err := exec.LookPath(filepath.Join(dir, name))
		return err == nil
	})
}

// inBusyBox reports whether BusyBox has a command.
func inBusyBox(name string) bool {
	out, err := exec.Command("busybox", "--list").Output()
	return err == nil && slices.Contains(strings.Fields(string(out)), name)
}

// withoutMonitor is a snapshot without the files of a monitor. A setup that runs while an
// interface is away puts the sysctls of that one last in what it keeps.
func withoutMonitor(s rehearsal.Snapshot) rehearsal.Snapshot {
	s = slices.Clone(s)
	for i, section := range s {
		var lines, kept []string
		for _, line := range section.Lines {
			switch {
			case strings.HasPrefix(line, keptFile+": "):
				kept = append(kept, line)
			case !strings.HasPrefix(line, monitorDir):
				lines = append(lines, line)
			}
		}
		slices.Sort(kept)
		s[i].Lines = append(lines, kept...)
	}
	return s
}
