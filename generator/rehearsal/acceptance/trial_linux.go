package acceptance

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// patience is how long a test waits for an answer. All machines run on this one, so
// answers come soon.
const patience = 300 * time.Millisecond

// trial is a test of a case, and its results so far.
type trial struct {
	Case
	finder
	lab  *rehearsal.Lab
	live *rpdb.Live // what the machine had before the first setup
	// What "explain" knows, for each set of interfaces that are down.
	states map[string]*rpdb.State
	stage  string

	checks []Check
	said   map[string]string // what each script has last said on standard error
	guests []guest
	// Addresses of hosts that a route leads to, outside local networks.
	reached map[netip.Addr]bool
	setups  int // how often setup has run, and stayed
	round   int // how often the same things have been asked
	// Whether setup has to be confirmed.
	confirms bool
	pulled   bool // interfaces that are down have lost their carriers alone
	watching watching
	silent   map[int]bool // providers that answer nothing
	// The state before the first setup, and after it.
	before, once rehearsal.Snapshot
}

// errEnd ends a trial after a failure that makes the other checks useless.
var errEnd = errors.New("the trial ends here")

// Test does in this process what Rehearse does in a copy of it.
func Test(c Case, progress func(stage string)) (Report, error) {
	begin := time.Now()
	progress("building the laboratory")
	if err := cmp.Or(needIP(), needUsers(c.Set), needRoom(c.Set), needOnLink(c.Set)); err != nil {
		return Report{}, err
	}
	if err := needInternet(rehearsal.Example(c.Set)); err != nil {
		return Report{}, err
	}
	lab, err := rehearsal.Build(c.Set, options(c.Set))
	if err != nil {
		return Report{}, err
	}
	t := newTrial(c, lab)
	err = t.run(progress)
	if errors.Is(err, errEnd) {
		err = nil
	}
	err = errors.Join(err, lab.Close())
	return Report{File: c.Set.File, Checks: t.checks, Took: time.Since(begin)}, err
}

// options describe the router as scripts find it: main has a default route, of
// a DHCP client's, and answers have to come in where they would leave by, as
// many distributions want it.
func options(set site.Site) rehearsal.Options {
	o := rehearsal.Options{
		Patience: patience,
		Defaults: []rehearsal.Default{{Provider: set.Providers[0].Name, Metric: 100}},
		Sysctls:  map[string]string{},
	}
	for _, p := range set.Providers {
		if set.Settings.ManageSysctls {
			o.Sysctls["net/ipv4/conf/"+p.Interface+"/rp_filter"] = "1"
		}
	}
	return o
}

func newTrial(c Case, lab *rehearsal.Lab) *trial {
	t := &trial{Case: c, lab: lab, states: map[string]*rpdb.State{}, said: map[string]string{}, reached: map[netip.Addr]bool{}}
	t.set = rehearsal.Example(c.Set)
	t.down, t.out, t.silent = map[string]bool{}, map[string]bool{}, map[int]bool{}
	t.far, t.used = newFaraway(t.set), map[packet]bool{}
	t.hosts, t.routers = map[string][]netip.Addr{}, map[string][]netip.Addr{}
	for _, n := range t.set.Networks {
		t.hosts[n.Name], t.routers[n.Name] = lab.HostAddresses(n.Name), lab.RouterAddresses(n.Name)
	}
	return t
}

func (t *trial) run(progress func(stage string)) error {
	if err := t.needNft(); err != nil {
		return err
	}
	for _, s := range t.stages() {
		progress(s.about)
		if err := t.pass(s); err != nil {
			return err
		}
	}
	return nil
}

// stage is a part of the trial.
type stage struct {
	name, about string
	do          func() error
}

func (t *trial) stages() []stage {
	stages := []stage{
		{"setup", "setup", t.firstSetup},
		{"answers", "answers", t.answers},
		{"networks", "local networks", t.networks},
		{"forwards", "port forwards", t.forwards},
		{"prefixes", "prefixes", t.prefixes},
		{"bound", "bound sockets", t.bound},
		{"routes", "routes", t.routes},
		{"rules", "rules", t.rules},
		{"balance", "balance", t.balance},
		{"rerun", "setup again", t.rerun},
		{"return", "setup taken back", t.takenBack},
		{"lease", "other addresses", t.leases},
	}
	for _, iface := range t.uplinkInterfaces() {
		stages = append(stages, stage{"cable", "cable of " + iface, func() error { return t.withoutCable(iface) }})
		stages = append(stages, stage{"down", "without " + iface, func() error { return t.without(iface) }})
	}
	stages = append(stages, stage{"two", "without two cables", t.twoDown})
	stages = append(stages, t.monitorStages()...)
	return append(stages, stage{"teardown", "teardown", t.teardown})
}

func (t *trial) pass(s stage) error {
	t.stage = s.name
	return s.do()
}

// add takes a check down.
func (t *trial) add(checks ...Check) {
	for _, c := range checks {
		c.Stage = t.stage
		t.checks = append(t.checks, c)
	}
}

// script runs one of the scripts, checks that it succeeds, and reports whether
// it did.
func (t *trial) script(name, file, text string, words ...string) (bool, error) {
	r, err := t.lab.Run(rehearsal.Script{Text: text, Shell: rehearsal.Sh, Args: words, Confined: true})
	c := Check{Name: name, Sent: strings.Join(append([]string{"sh", file}, words...), " "), Status: OK, Took: r.Took}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		c.Status, c.Seen = Failed, err.Error()
	case err != nil:
		return false, err
	default:
		c.Seen = fmt.Sprintf("exit code %d after %.2f s", r.Exit, r.Took.Seconds())
	}
	if r.Exit != 0 {
		c.Status, c.Want = Failed, "exit code 0"
	}
	if r.Exit != 0 || t.said[file] != untagged(r.Stderr) { // what it says each time, once
		c.Detail = slices.Collect(strings.Lines(strings.TrimSpace(r.Stderr)))
	}
	t.said[file] = untagged(r.Stderr)
	t.add(c)
	return c.Status == OK, nil
}

// untagged is what a script says, whichever of the two tags it has used.
func untagged(text string) string { return tags.ReplaceAllString(text, "protocol N") }

var tags = regexp.MustCompile(`protocol \d+`)

// runSetup is script for the setup script, which stays.
func (t *trial) runSetup(name string) (bool, error) {
	t.setups++
	works, err := t.script(name, "setup.sh", t.Setup)
	if err != nil || !works {
		return works, err
	}
	return t.confirm(name)
}

// compare checks that a state is what it should be.
func (t *trial) compare(name, sent string, want rehearsal.Snapshot) error {
	now, err := t.lab.Snapshot()
	if err != nil {
		return err
	}
	c := Check{Name: name, Sent: sent, Status: OK, Seen: "routes, rules, nft, sysctls and files are the same"}
	if t.round > 0 {
		want, now = settled(want), settled(now)
	}
	if t.watching.tag != "" {
		want, now = withoutMonitor(want), withoutMonitor(now)
	}
	if diff := rehearsal.Diff(want, now); diff != "" {
		c.Status, c.Seen = Failed, "the state is another"
		c.Detail = slices.Collect(strings.Lines(strings.TrimSpace(diff)))
	}
	t.add(c)
	return nil
}

// settled is a snapshot in which it doesn't matter in which order interfaces
// came, and came up: the kernel then lists them, and their link-local networks,
// at the end.
func settled(s rehearsal.Snapshot) rehearsal.Snapshot {
	s = slices.Clone(s)
	for i, section := range s {
		if strings.HasSuffix(section.Name, "address show") || section.Name == "ip -6 route show table all" {
			s[i].Lines = slices.Sorted(slices.Values(section.Lines))
		}
	}
	return s
}

// ask sends the packets of all questions and judges what was seen.
func (t *trial) ask(questions []question) error {
	var parts []question
	for _, q := range questions {
		parts = append(parts, q.parts()...)
	}
	begin := time.Now()
	outcomes, err := t.send(parts)
	if err != nil {
		return err
	}
	for _, q := range questions {
		n := 1 + len(q.also)
		c := t.judge(q, outcomes[:n])
		c.Took = time.Since(begin) / time.Duration(len(questions))
		t.add(c)
		outcomes = outcomes[n:]
	}
	return nil
}

// send sends as many packets at once as can be: two from one port of one
// machine cannot.
func (t *trial) send(questions []question) ([]outcome, error) {
	outcomes := make([]outcome, len(questions))
	for rest := all(len(questions)); len(rest) > 0; {
		var flows []rehearsal.Flow
		var now, later []int
		taken := map[socket]bool{}
		for _, i := range rest {
			flow := questions[i].flow
			port := portOf(flow)
			if port.number != 0 && taken[port] {
				later = append(later, i)
				continue
			}
			taken[port] = true
			now, flows = append(now, i), append(flows, flow)
		}
		reports, err := t.lab.Exchanges(flows)
		if err != nil {
			return nil, err
		}
		for k, r := range reports {
			outcomes[now[k]] = seen(r)
		}
		rest = later
	}
	return outcomes, nil
}

// socket is what two flows cannot have at once.
type socket struct {
	machine, name string
	ipv6          bool
	protocol      int
	number        uint16 // zero: any
}

// portOf is what a flow is sent from.
func portOf(f rehearsal.Flow) socket {
	return socket{string(f.From.Machine), f.From.Name, f.To.Addr.Is6(), f.From.Protocol, f.From.Port}
}
