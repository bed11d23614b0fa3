package acceptance

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

// maxNoticed is how long the trial waits at most until the monitor finds a provider
// down, or uses it again.
const maxNoticed = 45 * time.Second

// maxWatched is how many providers fall silent at most, one by one.
const maxWatched = 4

// monitorStages are about the monitor: each watched provider falls silent, and the
// first of them has all other faults.
func (t *trial) monitorStages() []stage {
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
func (t *trial) slowest(i int) time.Duration {
	var longest time.Duration
	for _, w := range t.watches(i) {
		longest = max(longest, noticed(w))
	}
	return longest
}

// lineFault is a fault behind a provider's end of the line.
type lineFault struct {
	name    string
	rules   []string                    // of nft, for packets that come in at the provider's end
	silent  bool                        // nothing at all is answered from far away
	reason  string                      // that the monitor gives; "" for any
	answers func(plan.WatchTarget) bool // whether a target answers probes
	dns     bool                        // the name servers of the provider fail, too
}

func isGateway(w plan.WatchTarget) bool { return !w.Address.IsValid() }

// nothing is the worst fault.
var nothing = lineFault{
	name: "nothing is answered", rules: []string{"drop"}, silent: true,
	answers: func(plan.WatchTarget) bool { return false },
}

// isDown reports whether the monitor has to find a watch down.
func (f lineFault) isDown(w plan.Watch) bool {
	n := 0
	for _, target := range w.Targets {
		if f.answers(target) {
			n++
		}
	}
	return n < w.Health.Quorum || f.dns && w.Health.DNS.Name != ""
}

// faultsOf are the faults that differ from silence for the targets of a provider.
func (t *trial) faultsOf(i int) []lineFault {
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

// behindGateway are rules of nft for packets to hosts behind a provider's gateway: they are
// dropped, or answered as unreachable.
func (t *trial) behindGateway(i int) (silence, unreachable []string) {
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
func (t *trial) isProbed(i int, kind func(plan.WatchTarget) bool) int {
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
func (t *trial) oneOfTwo(i int) netip.Addr {
	for _, w := range t.watches(i) {
		k := slices.IndexFunc(w.Targets, func(target plan.WatchTarget) bool { return !isGateway(target) })
		if k >= 0 && len(w.Targets) > 1 {
			return w.Targets[k].Address.Known
		}
	}
	return netip.Addr{}
}

// begin puts a fault in place, and waits until the monitor has found what it has to find.
func (t *trial) begin(f lineFault, name string, providers ...int) error {
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
func (t *trial) judgeFound(f lineFault, w plan.Watch, name string, began time.Time) {
	c := Check{Name: name + ": " + w.Name, Sent: f.name, Status: OK}
	isDown := func() bool {
		state, reason := t.found(w.Name)
		return state == "down" && strings.Contains(reason, f.reason)
	}
	patience := 2*noticed(w) + 5*time.Second
	if f.dns {
		patience += 20 * time.Second // a name server is asked every five seconds, and three answers count
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
func (t *trial) mend(i int) error {
	if err := t.lab.Filter(t.name(i)); err != nil {
		return err
	}
	delete(t.silent, i)
	return t.allUp()
}

// suffer has a provider suffer from a fault, and looks where packets go.
func (t *trial) suffer(i int, f lineFault) error {
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
