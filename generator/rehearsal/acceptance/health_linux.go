package acceptance

import (
	"fmt"
	"math"
	"net/netip"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// maxNoticed is how long is waited at most until a provider is found down, or is used
// again.
const maxNoticed = 45 * time.Second

// maxWatched is how many providers fall silent, one by one.
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

// slowest is how long it takes at most until all of a provider is found down.
func (t *course) slowest(i int) time.Duration {
	var longest time.Duration
	for _, w := range t.watches(i) {
		longest = max(longest, noticed(w))
	}
	return longest
}

// lineFault is what can be wrong behind a provider's end of the line.
type lineFault struct {
	name    string
	rules   []string                    // of nft, for what comes in at the provider's end
	silent  bool                        // nothing at all is answered from far away
	reason  string                      // that the monitor gives; "" for any
	answers func(plan.WatchTarget) bool // those that answer probes
	dns     bool                        // the name servers of the provider fail, too
}

func isGateway(w plan.WatchTarget) bool { return !w.Address.IsValid() }

// nothing is the worst fault.
var nothing = lineFault{
	name: "nothing is answered", rules: []string{"drop"}, silent: true,
	answers: func(plan.WatchTarget) bool { return false },
}

// isDown reports whether a watch has to be found down.
func (f lineFault) isDown(w plan.Watch) bool {
	n := 0
	for _, target := range w.Targets {
		if f.answers(target) {
			n++
		}
	}
	return n < w.Health.Quorum || f.dns && w.Health.DNS.Name != ""
}

// faultsOf are the faults that can be told apart from silence, with the targets of a
// provider.
func (t *course) faultsOf(i int) []lineFault {
	var list []lineFault
	all := func(plan.WatchTarget) bool { return true }
	behind, unreachable := t.behindGateway(i)
	if t.isProbed(i, isGateway) == 0 || t.isProbed(i, all) > t.isProbed(i, isGateway) {
		list = append(list,
			lineFault{name: "silence behind the gateway", rules: behind, silent: true, answers: isGateway},
			lineFault{name: "unreachable behind the gateway", rules: unreachable, silent: true, answers: isGateway})
	}
	if one := t.oneOfTwo(i); one.IsValid() {
		list = append(list, lineFault{
			name: "one target dead", rules: []string{daddr(one) + " meta l4proto { icmp, icmpv6 } drop"},
			answers: func(w plan.WatchTarget) bool { return isGateway(w) || w.Address.Known != one },
		})
	}
	if t.set.Providers[i].Health.DNS.Name != "" {
		list = append(list, lineFault{
			name: "name server dead", rules: []string{"udp dport 53 drop", "tcp dport 53 drop"},
			reason: "name server", answers: all, dns: true,
		})
	}
	return list
}

func daddr(a netip.Addr) string {
	if a.Is6() {
		return "ip6 daddr " + a.String()
	}
	return "ip daddr " + a.String()
}

// behindGateway are rules of nft for what is not for a provider's gateway.
func (t *course) behindGateway(i int) (silence, unreachable []string) {
	for _, ipv6 := range families {
		side := t.set.Providers[i].Side(ipv6)
		match := map[bool]string{false: "meta nfproto ipv4", true: "meta nfproto ipv6"}[ipv6]
		if side.Gateway.IsValid() {
			match = strings.Replace(daddr(side.Gateway), "daddr", "daddr !=", 1)
		}
		if side.Declared {
			silence = append(silence, match+" drop")
			unreachable = append(unreachable, match+" reject with icmpx type no-route")
		}
	}
	return silence, unreachable
}

// isProbed is how many targets of a provider are of a kind.
func (t *course) isProbed(i int, kind func(plan.WatchTarget) bool) int {
	n := 0
	for _, w := range t.watches(i) {
		for _, target := range w.Targets {
			if kind(target) {
				n++
			}
		}
	}
	return n
}

// oneOfTwo is a target of a watch that has others.
func (t *course) oneOfTwo(i int) netip.Addr {
	for _, w := range t.watches(i) {
		k := slices.IndexFunc(w.Targets, func(target plan.WatchTarget) bool { return !isGateway(target) })
		if k >= 0 && len(w.Targets) > 1 {
			return w.Targets[k].Address.Known
		}
	}
	return netip.Addr{}
}

// begin puts a fault in place, and waits until the monitor has found what it should.
func (t *course) begin(f lineFault, name string, providers ...int) error {
	began := time.Now()
	for _, i := range providers {
		if err := t.lab.Filter(t.name(i), f.rules...); err != nil {
			return err
		}
		if f.silent {
			t.silent[i] = true
		}
	}
	for _, i := range providers {
		for _, w := range t.watches(i) {
			t.judgeFound(f, w, name, began)
		}
	}
	return t.inForceNow()
}

// judgeFound checks what the monitor finds of a fault.
func (t *course) judgeFound(f lineFault, w plan.Watch, name string, began time.Time) {
	c := Check{Name: name + ": " + w.Name, Sent: f.name, Status: OK}
	isDown := func() bool {
		state, reason := t.found(w.Name)
		return state == "down" && strings.Contains(reason, f.reason)
	}
	patience := 2*noticed(w) + 5*time.Second
	if f.dns {
		patience += 20 * time.Second // it is asked each five seconds, and three answers count
	}
	switch {
	case !f.isDown(w):
		if t.until(noticed(w)-time.Since(began), isDown) {
			c.Status, c.Want = Failed, "it not to be found down"
		}
	case !t.until(patience, isDown):
		c.Status, c.Want = Failed, "it to be found down"
		fallthrough
	default:
		for _, uplink := range w.Uplinks {
			t.out[uplink] = true
		}
	}
	state, reason := t.found(w.Name)
	c.Took = time.Since(began)
	c.Seen = fmt.Sprintf("not found down for %.1f s", c.Took.Seconds())
	if state == "down" {
		c.Seen = fmt.Sprintf("found down after %.1f s: %s", c.Took.Seconds(), reason)
	}
	t.add(c)
}

// mend takes the fault of a provider away, and has it used again.
func (t *course) mend(i int) error {
	if err := t.lab.Filter(t.name(i)); err != nil {
		return err
	}
	delete(t.silent, i)
	return t.allUp()
}

// suffer has a provider suffer from a fault, and looks where packets go.
func (t *course) suffer(i int, f lineFault) error {
	name := f.name + " at " + t.name(i)
	if err := t.begin(f, name, i); err != nil {
		return err
	}
	t.round++
	if err := t.ask(t.fromSite(name + ": ")); err != nil {
		return err
	}
	return t.mend(i)
}

// silence has a provider answer nothing, and comes back: what is new goes elsewhere,
// connections are told, nobody else notices, and a setup meanwhile changes nothing.
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
		t.tell(i, "connections when "+name, conns)
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

// comesBack has a silent provider answer again. It is used again by itself, where that
// is waited for.
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

// losses has the line lose probes at random, fewer than it takes to be found down.
func (t *course) losses(i int) error {
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

// mayLose reports whether so much loss makes a provider down less than once in 100,000
// rehearsals.
func (t *course) mayLose(i, percent int) bool {
	return !slices.ContainsFunc(t.watches(i), func(w plan.Watch) bool {
		probes := float64(noticed(w)/site.Retry) * float64(len(w.Targets))
		return w.Health.Loss != 0 || probes*math.Pow(float64(percent)/100, float64(w.Health.Fall)) > 1e-5
	})
}

// stallTime is what a phone call survives.
const stallTime = 1200 * time.Millisecond

// stall has a line swallow everything for a moment: no connection ends.
func (t *course) stall(i int) error {
	name := t.name(i) + " stalls for 1.2 s"
	for _, w := range t.watches(i) {
		if w.Health.Loss != 0 || site.After(w.Health.Fall) < stallTime+site.Retry {
			return nil // it is found down then
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
	t.goOn("connections after "+name, conns)
	if err := t.allUp(); err != nil {
		return err
	}
	return t.ask(t.fromSite("after " + name + ": "))
}

// flapTime is how long a line that flaps answers, and doesn't.
const flapTime = 5 * time.Second

// flap has a line come and go: it is used again later and later.
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

// allSilent has all watched providers answer nothing: where nobody is left, all are used.
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

// kills ends the monitor in each state, as nobody can catch it: routing stays as it was,
// a setup uses all providers, and another monitor takes over.
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

// untilAll waits until all of a provider is in a state, or behind it, and does something.
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

// forget leaves only what is so in the sets of the course.
func (t *course) forget() {
	for uplink, out := range t.out {
		if !out {
			delete(t.out, uplink)
		}
	}
}

// linkDown takes an interface down and away, and gives it back: the monitor has the
// routes put in again, which don't come back by themselves.
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
