package acceptance

import (
	"fmt"
	"slices"
	"syscall"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// kills sends the monitor SIGKILL in each state of a provider: routing stays as it was, a
// setup uses all providers, and another monitor takes over.
func (t *trial) kills(i int) error {
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
		if err := t.killed(name); err != nil {
			return err
		}
	}
	return t.mend(i)
}

// unlocked waits for the setup that a killed monitor has started to end.
const unlocked = "exec 9>>/proc/sys/net/ipv4/route/flush && flock 9"

// killed kills the monitor, and starts another one. Routing stays as that monitor has
// last found it, whatever it has found of other providers, too.
func (t *trial) killed(name string) error {
	if err := t.watching.monitor.Signal(syscall.SIGKILL); err != nil {
		return err
	}
	t.outAsFound()
	t.watching.monitor = nil
	if _, err := t.lab.Run(rehearsal.Script{Text: unlocked}); err != nil {
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
func (t *trial) untilAll(i int, state string, do func() error) error {
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

// outAsFound has those providers out that the monitor has last found not to be up.
func (t *trial) outAsFound() {
	clear(t.out)
	for _, i := range t.watched() {
		for _, w := range t.watches(i) {
			if state, _ := t.found(w.Name); state == "up" {
				continue
			}
			for _, uplink := range w.Uplinks {
				t.out[uplink] = true
			}
		}
	}
}

// linkDown takes an interface down and away, and gives it back: its routes don't come back
// by themselves, so the monitor runs setup.
func (t *trial) linkDown(i int) error {
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
