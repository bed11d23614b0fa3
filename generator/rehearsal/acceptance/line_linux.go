package acceptance

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// silence has a provider answer nothing, and answer again. Meanwhile new connections leave
// by another provider, those of the silent one are ended, traffic of others goes on, and a
// setup changes nothing.
func (t *trial) silence(i int, waits bool) error {
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
func (t *trial) comesBack(i int, waits bool) error {
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

// losses has the line lose probes at random, fewer than it takes to be found down.
func (t *trial) losses(i int) error {
	for _, percent := range []int{10, 30} {
		name := fmt.Sprintf("%s loses %d %%", t.name(i), percent)
		if !t.mayLose(i, percent) {
			continue
		}
		rule := fmt.Sprintf("meta l4proto { icmp, icmpv6 } numgen random mod 100 < %d drop", percent)
		lossy := lineFault{name: fmt.Sprintf("%d %% of all probes are lost", percent), rules: []string{rule}, answers: func(plan.WatchTarget) bool { return true }}
		if err := t.begin(lossy, name, i); err != nil {
			return err
		}
		if err := t.mend(i); err != nil {
			return err
		}
		if err := t.ask(t.fromSite("after " + name + ": ")); err != nil {
			return err
		}
	}
	return nil
}

// mayLose reports whether a line may lose so many of its probes: less than one rehearsal in
// 100,000 then finds the provider down by chance.
func (t *trial) mayLose(i, percent int) bool {
	return !slices.ContainsFunc(t.watches(i), func(w plan.Watch) bool {
		probes := float64(noticed(w)/site.Retry) * float64(len(w.Targets))
		return w.Health.Loss != 0 || probes*math.Pow(float64(percent)/100, float64(w.Health.Fall)) > 1e-5
	})
}

// stallTime is a pause that a phone call survives.
const stallTime = 1200 * time.Millisecond

// stall has a line swallow everything for a moment: no connection ends.
func (t *trial) stall(i int) error {
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
func (t *trial) flap(i int) error {
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
func (t *trial) allSilent() error {
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
