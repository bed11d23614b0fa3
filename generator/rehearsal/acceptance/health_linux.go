package acceptance

import (
	"fmt"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// maxNoticed is how long the course waits at most until the monitor finds a provider
// down, or uses it again.
const maxNoticed = 45 * time.Second

// maxWatched is how many providers fall silent at most, one by one.
const maxWatched = 4

// monitorStages are about the monitor: each watched provider falls silent, and the
// first of them has all other faults.
func (t *course) monitorStages() []stage {
	if t.Monitor == "" {
		return nil
	}
	var stages []stage
	add := func(about string, do func() error) { stages = append(stages, stage{"monitor", about, do}) }
	if why := t.unstartable(); why != "" {
		add("monitor", func() error {
			t.add(Check{Name: "monitor", Status: Skipped, Seen: why})
			return nil
		})
		return stages
	}
	add("start of the monitor", t.startMonitor)
	list := t.watched()
	for n, i := range list[:min(len(list), maxWatched)] {
		add("silence of "+t.name(i), func() error { return t.silence(i, n == 0) })
	}
	if first := list[0]; t.slowest(first) <= maxNoticed {
		for _, f := range t.faultsOf(first) {
			add(f.name, func() error { return t.suffer(first, f) })
		}
		add("loss", func() error { return t.losses(first) })
		add("stall", func() error { return t.stall(first) })
		add("flapping", func() error { return t.flap(first) })
		add("all silent", t.allSilent)
		add("monitor killed", func() error { return t.kills(first) })
	}
	add("link down, watched", func() error { return t.linkDown(list[0]) })
	add("other addresses, watched", func() error { return t.leasesOf(1, ", watched") })
	add("monitor stopped", t.endMonitor)
	return stages
}

// slowest is how long the monitor takes at most to find all watches of a provider down.
func (t *course) slowest(i int) time.Duration {
	var longest time.Duration
	for _, w := range t.watches(i) {
		longest = max(longest, noticed(w))
	}
	return longest
}

// silence has a provider answer nothing, and answer again. Meanwhile new connections leave
// by another provider, those of the silent one are ended, traffic of others goes on, and a
// setup changes nothing.
func (t *course) silence(i int, waits bool) error {
	name, iface := t.name(i)+" is silent", t.set.Providers[i].Interface
	if t.slowest(i) > maxNoticed {
		t.add(Check{Name: name, Status: Skipped, Seen: fmt.Sprintf("that it is down is found after up to %v", t.slowest(i))})
		return nil
	}
	conns, err := t.connect(i)
	if err != nil {
		return err
	}
	defer conns.close()
	err = t.undisturbed("the others while "+name, name, t.underway(iface), func() error {
		if err := t.begin(nothing, name, i); err != nil {
			return err
		}
		if err := t.whileDown(name+": ", []string{iface}, t.addressesOf(iface, name+": ")...); err != nil {
			return err
		}
		t.judgeEnded(i, "connections when "+name, conns)
		if _, err := t.runSetup("setup while " + name); err != nil {
			return err
		}
		return t.ask(t.fromSite("after a setup while " + name + ": "))
	})
	if err != nil {
		return err
	}
	return t.comesBack(i, waits)
}

// comesBack has a silent provider answer again. If waits, it waits until the monitor uses
// the provider again; otherwise it sets the provider up by hand.
func (t *course) comesBack(i int, waits bool) error {
	name, begin := t.name(i)+" answers again", time.Now()
	health := t.set.Providers[i].Health
	soonest := max(health.Failback, site.After(health.Rise))
	if waits && soonest <= maxNoticed {
		if err := t.lab.Filter(t.name(i)); err != nil {
			return err
		}
		delete(t.silent, i)
		for _, w := range t.watches(i) {
			c := Check{Name: name + ": " + w.Name, Status: OK, Sent: "failback after " + site.Short(health.Failback)}
			if !t.until(2*soonest+5*time.Second, func() bool { state, _ := t.found(w.Name); return state == "up" }) {
				c.Status, c.Want = Failed, "it to be up"
			}
			state, _ := t.found(w.Name)
			c.Took = time.Since(begin)
			c.Seen = fmt.Sprintf("%s after %.1f s", state, c.Took.Seconds())
			t.add(c)
		}
		clear(t.out)
		if err := t.inForceNow(); err != nil {
			return err
		}
	} else if err := t.mend(i); err != nil {
		return err
	}
	return t.ask(slices.Concat(t.back([]int{i}, name+": "), t.fromSite(name+": ")))
}

// stallTime is a pause that a phone call survives.
const stallTime = 1200 * time.Millisecond

// stall has a line swallow everything for a moment: no connection ends.
func (t *course) stall(i int) error {
	name := t.name(i) + " stalls for 1.2 s"
	for _, w := range t.watches(i) {
		if w.Health.Loss != 0 || site.After(w.Health.Fall) < stallTime+site.Retry {
			return nil // such a watch is found down sooner
		}
	}
	conns, err := t.connect(i)
	if err != nil {
		return err
	}
	defer conns.close()
	if err := t.lab.Filter(t.name(i), "drop"); err != nil {
		return err
	}
	time.Sleep(stallTime)
	if err := t.lab.Filter(t.name(i)); err != nil {
		return err
	}
	c := Check{Name: name, Sent: "nothing is answered for 1.2 s", Status: OK, Seen: "no provider is found down"}
	time.Sleep(2 * time.Second)
	if strings.Contains(t.watching.monitor.Said()[conns.said:], "-> down") {
		c.Status, c.Seen, c.Want = Failed, "a provider is found down", "none to be found down"
	}
	t.add(c)
	t.judgeOpen("connections after "+name, conns)
	if err := t.allUp(); err != nil {
		return err
	}
	return t.ask(t.fromSite("after " + name + ": "))
}

// flapTime is how long a flapping line is silent, and how long it answers.
const flapTime = 5 * time.Second

// flap has a line come and go: the monitor doesn't use it again each time that it answers.
func (t *course) flap(i int) error {
	name := t.name(i) + " comes and goes each 5 s"
	if t.slowest(i) >= flapTime {
		return nil // it isn't noticed
	}
	said := len(t.watching.monitor.Said())
	for _, rules := range [][]string{{"drop"}, nil, {"drop"}} {
		if err := t.lab.Filter(t.name(i), rules...); err != nil {
			return err
		}
		time.Sleep(flapTime)
	}
	if err := t.lab.Filter(t.name(i)); err != nil {
		return err
	}
	watches, most := t.watches(i), 0
	if t.set.Providers[i].Health.Failback < flapTime {
		most = len(watches)
	}
	flapped := t.watching.monitor.Said()[said:]
	down, up := 0, 0
	for _, w := range watches {
		down += strings.Count(flapped, w.Name+": suspect -> down")
		up += strings.Count(flapped, w.Name+": rising -> up")
	}
	c := Check{Name: name, Sent: "5 s of silence, two times", Status: OK, Seen: fmt.Sprintf("%d times down, and used again %d times", down, up)}
	if down == 0 || up > most {
		c.Status, c.Want = Failed, fmt.Sprintf("it to be down, and used again %d times at most", most)
	}
	t.add(c)
	return t.allUp()
}

// allSilent has all watched providers answer nothing: when none is left, all are used.
func (t *course) allSilent() error {
	list := t.watched()
	if len(list) < 2 {
		return nil
	}
	if slices.ContainsFunc(list, func(i int) bool { return t.slowest(i) > maxNoticed }) {
		return nil
	}
	if err := t.begin(nothing, "all are silent", list...); err != nil {
		return err
	}
	var ifaces []string
	for _, i := range list {
		if iface := t.set.Providers[i].Interface; !slices.Contains(ifaces, iface) {
			ifaces = append(ifaces, iface)
		}
	}
	if err := t.whileDown("all are silent: ", ifaces); err != nil {
		return err
	}
	for _, i := range list {
		if err := t.lab.Filter(t.name(i)); err != nil {
			return err
		}
	}
	clear(t.silent)
	if err := t.allUp(); err != nil {
		return err
	}
	return t.ask(t.fromSite("all answer again: "))
}

// kills sends the monitor SIGKILL in each state of a provider: routing stays as it was, a
// setup uses all providers, and another monitor takes over.
func (t *course) kills(i int) error {
	rules := map[string][]string{"suspect": {"drop"}, "down": {"drop"}}
	for _, state := range []string{"up", "suspect", "down", "rising"} {
		name := fmt.Sprintf("the monitor is killed while %s is %s", t.name(i), state)
		if state != "rising" {
			if err := t.lab.Filter(t.name(i), rules[state]...); err != nil {
				return err
			}
		} else if err := t.untilAll(i, "down", func() error { return t.lab.Filter(t.name(i)) }); err != nil {
			return err
		}
		t.silent[i] = rules[state] != nil
		if err := t.untilAll(i, state, t.inForceNow); err != nil {
			return err
		}
		for _, w := range t.watches(i) {
			for _, uplink := range w.Uplinks {
				t.out[uplink] = state != "up"
			}
		}
		if err := t.killed(name); err != nil {
			return err
		}
	}
	return t.mend(i)
}

// killed kills the monitor, and starts another one.
func (t *course) killed(name string) error {
	t.forget()
	if err := t.end(syscall.SIGKILL); err != nil {
		return err
	}
	if err := t.ask(t.fromSite(name + ": ")); err != nil {
		return err
	}
	if _, err := t.runSetup("setup when " + name); err != nil {
		return err
	}
	clear(t.out)
	if err := t.ask(t.fromSite("after a setup when " + name + ": ")); err != nil {
		return err
	}
	return t.launch()
}

// untilAll waits until all watches of a provider are in a state, or past it, and calls do.
func (t *course) untilAll(i int, state string, do func() error) error {
	order := []string{"up", "suspect", "down", "rising"}
	for _, w := range t.watches(i) {
		reached := func() bool {
			found, _ := t.found(w.Name)
			return slices.Index(order, found) >= slices.Index(order, state)
		}
		if !t.until(2*maxNoticed, reached) {
			found, _ := t.found(w.Name)
			t.add(Check{Name: w.Name + " is to be " + state, Status: Failed, Seen: found, Want: state})
		}
	}
	return do()
}

// forget removes uplinks that are in use from the set of those that aren't.
func (t *course) forget() {
	for uplink, out := range t.out {
		if !out {
			delete(t.out, uplink)
		}
	}
}

// linkDown takes an interface down and away, and gives it back: its routes don't come back
// by themselves, so the monitor runs setup.
func (t *course) linkDown(i int) error {
	iface := t.set.Providers[i].Interface
	name := "the interface of " + t.names(t.behind(iface)) + " is down, watched"
	t.down[iface] = true
	if err := t.lab.Down(iface); err != nil {
		return err
	}
	if _, err := t.monitorRunsSetup("setup when " + name); err != nil {
		return err
	}
	t.round++
	if err := t.ask(t.fromSite(name + ": ")); err != nil {
		return err
	}
	if err := t.lab.Detach(iface); err != nil {
		return err
	}
	if err := t.lab.Attach(iface); err != nil {
		return err
	}
	delete(t.down, iface)
	name = "the interface of " + t.names(t.behind(iface)) + " is back, watched"
	if _, err := t.monitorRunsSetup("setup when " + name); err != nil {
		return err
	}
	return t.ask(slices.Concat(t.back(t.behind(iface), name+": "), t.fromSite(name+": ")))
}
