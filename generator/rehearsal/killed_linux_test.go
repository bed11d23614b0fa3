package rehearsal_test

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/provider"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/render"
)

// interruption is a script that something happens to, and what came before it.
type interruption struct {
	name    string
	earlier []configuration // set up before
	now     configuration   // is being set up, or taken down
	down    bool
}

func (i interruption) script() string {
	if i.down {
		return i.now.teardown
	}
	return i.now.setup
}

func interruptions(t testing.TB) []interruption {
	c := threeConfigurations(t)
	batch := c[0]
	batch.setup, batch.teardown = batch.quickSetup, batch.quickTeardown
	return []interruption{
		{name: "first", now: c[0]},
		{name: "first in main", now: c[1]},
		{name: "first batch", now: batch},
		{name: "again", earlier: c[:1], now: c[0]},
		{name: "again in main", earlier: c[1:2], now: c[1]},
		{name: "other", earlier: c[:1], now: c[1]},
		{name: "other back", earlier: c[:2], now: c[0]},
		{name: "plain", earlier: c[1:2], now: c[2]},
		{name: "priorities up", earlier: c[2:], now: batch},
		{name: "teardown", earlier: c[:1], now: c[0], down: true},
		{name: "teardown in main", earlier: c[:2], now: c[1], down: true},
		{name: "teardown batch", earlier: c[:1], now: batch, down: true},
	}
}

// stays reports whether a provider is set up before and after.
func (i interruption) stays(name string) bool {
	has := func(c configuration) bool {
		return slices.ContainsFunc(c.set.Providers, func(p provider.Provider) bool { return p.Name == name })
	}
	return len(i.earlier) > 0 && !i.down && has(i.earlier[len(i.earlier)-1]) && has(i.now)
}

// flows are those that work on the machine before any setup, and those of the
// providers that stay.
func flows(c configuration, stays func(name string) bool) []rehearsal.Flow {
	var list []rehearsal.Flow
	for i, p := range c.set.Providers {
		if i > 0 && !stays(p.Name) {
			continue
		}
		us := rehearsal.Router(p.IPv4.Address.Addr())
		list = append(list,
			rehearsal.Flow{From: rehearsal.Internet(p.Name, somewhere), To: us},
			rehearsal.Flow{From: us, To: rehearsal.Internet("", somewhere)})
	}
	list = append(list,
		rehearsal.Flow{From: rehearsal.Router(netip.Addr{}), To: rehearsal.Internet("", somewhere)},
		rehearsal.Flow{From: rehearsal.Host("lan"), To: rehearsal.Router(c.set.Providers[0].IPv4.Address.Addr())})
	return list
}

func work(t *testing.T, lab *rehearsal.Lab, flows []rehearsal.Flow) {
	t.Helper()
	reports, err := lab.Exchanges(flows)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reports {
		if r.Answered != 1 {
			t.Errorf("%v", r)
		}
	}
}

// Killed just before or just after any of its commands, a script leaves what
// worked working; a rerun completes it, and a teardown gives everything back.
func TestKilledAnywhere(t *testing.T) {
	points := 0
	for _, i := range interruptions(t) {
		t.Run(i.name, func(t *testing.T) {
			base := threeConfigurations(t)[0]
			lab := build(t, base.set, rehearsal.Options{Defaults: defaultBy(base.set, 100)})
			before := snapshot(t, lab)
			set := func() {
				for _, c := range i.earlier {
					succeed(t, lab, rehearsal.Script{Text: c.quickSetup})
				}
			}
			set()
			whole := succeed(t, lab, rehearsal.Script{Text: i.script(), Traced: true})
			after := untagged(snapshot(t, lab))
			succeed(t, lab, rehearsal.Script{Text: i.now.teardown})
			for at := 1; at <= len(whole.Commands); at++ {
				for k, kind := range []rehearsal.FaultKind{rehearsal.KillBefore, rehearsal.KillAfter} {
					set()
					r := run(t, lab, rehearsal.Script{
						Text: i.script(), Shell: shells[(at+k)%len(shells)],
						Fault: rehearsal.Fault{At: at, Kind: kind},
					})
					points++
					what := fmt.Sprintf("killed at %d (%s)", at, strings.Join(whole.Commands[at-1], " "))
					if !r.Killed {
						t.Fatalf("%s: it was not", what)
					}
					work(t, lab, flows(base, i.stays))
					if at%3 == 0 { // and killed again
						run(t, lab, rehearsal.Script{Text: i.script(), Fault: rehearsal.Fault{At: len(whole.Commands) - at, Kind: kind}})
						work(t, lab, flows(base, i.stays))
					}
					if at%2 == k { // at once, or after a rerun
						succeed(t, lab, rehearsal.Script{Text: i.script()})
						same(t, what+", rerun", after, untagged(snapshot(t, lab)))
					}
					succeed(t, lab, rehearsal.Script{Text: i.now.quickTeardown})
					same(t, what+", teardown", before, snapshot(t, lab))
					if t.Failed() {
						t.Fatal(what)
					}
				}
			}
		})
	}
	t.Logf("%d points", points)
}

// tagged are the places where a snapshot shows which tag is in use, the metrics
// of IPv6 among them.
var tagged = regexp.MustCompile(`("protocol": ?"?|proto )20[12](".*"metric":[12]0)?`)

// tagMetric is the metric of the tag in such a place.
var tagMetric = regexp.MustCompile(`"metric":[12]0$`)

// untagged makes snapshots comparable that differ in the tag alone.
func untagged(s rehearsal.Snapshot) rehearsal.Snapshot {
	var plain rehearsal.Snapshot
	for _, section := range s {
		lines := make([]string, len(section.Lines))
		for i, line := range section.Lines {
			lines[i] = tagged.ReplaceAllStringFunc(line, func(place string) string {
				place = tagMetric.ReplaceAllString(place, `"metric":x0`)
				return strings.NewReplacer("201", "20x", "202", "20x").Replace(place)
			})
		}
		plain = append(plain, rehearsal.Section{Name: section.Name, Lines: lines})
	}
	return plain
}

// When any of its commands fails, setup says which, exits with 1 and leaves
// the machine as it found it.
func TestAnyCommandFails(t *testing.T) {
	points := 0
	for _, i := range interruptions(t) {
		if i.down {
			continue
		}
		t.Run(i.name, func(t *testing.T) {
			base := threeConfigurations(t)[0]
			lab := build(t, base.set, rehearsal.Options{Defaults: defaultBy(base.set, 100)})
			for _, c := range i.earlier {
				succeed(t, lab, rehearsal.Script{Text: c.setup})
			}
			before := snapshot(t, lab)
			for at := 1; ; at++ {
				r := run(t, lab, rehearsal.Script{
					Text: i.script(), Shell: shells[at%len(shells)],
					Fault: rehearsal.Fault{At: at, Kind: rehearsal.Fail},
				})
				if len(r.Commands) < at {
					if r.Exit != 0 {
						t.Errorf("nothing failed, but exit %d: %s", r.Exit, r.Stderr)
					}
					break
				}
				points++
				failed := strings.Join(r.Commands[at-1], " ")
				if r.Exit != 1 {
					t.Fatalf("%s failed, and the exit is %d: %s", failed, r.Exit, r.Stderr)
				}
				names(t, i.now, r.Commands[at-1], r.Stderr)
				same(t, failed+" failed", before, snapshot(t, lab))
				if t.Failed() {
					t.Fatal(failed)
				}
			}
		})
	}
	t.Logf("%d points", points)
}

// names wants a message to name what failed: a command of the plan with the
// line it comes from, any other with the file.
func names(t *testing.T, c configuration, command []string, message string) {
	t.Helper()
	line := strings.Join(command, " ")
	where := regexp.QuoteMeta(c.name) + "(:[0-9]+)?: "
	for _, s := range c.plan.Steps {
		for _, tag := range []string{"201", "202"} {
			if strings.ReplaceAll(s.Op.Do().String(), "$tag", tag) == line {
				where = regexp.QuoteMeta(s.Origin.String()) + ": .*" + regexp.QuoteMeta(line)
			}
		}
	}
	if !regexp.MustCompile(where).MatchString(message) {
		t.Errorf("%s failed, and this doesn't say so (%s): %s", line, where, message)
	}
}

// When the removal of the former setup fails in the middle, the new one, which
// is complete by then, stays; a rerun finishes the work.
func TestRemovalFails(t *testing.T) {
	c := threeConfigurations(t)
	lab := build(t, c[0].set, rehearsal.Options{Defaults: defaultBy(c[0].set, 100)})
	before := snapshot(t, lab)
	succeed(t, lab, rehearsal.Script{Text: c[1].setup})
	whole := untagged(snapshot(t, lab))
	for _, shell := range shells {
		succeed(t, lab, rehearsal.Script{Text: c[0].setup})
		broken := strings.Replace(c[1].setup, "route flush proto $1", "route flush proto nonsense", 1)
		r := run(t, lab, rehearsal.Script{Text: broken, Shell: shell})
		if r.Exit != 1 || !strings.Contains(r.Stderr, "what this script sets up is in place") {
			t.Errorf("%s: exit %d: %s", shell, r.Exit, r.Stderr)
		}
		answersByItsProvider(t, lab, c[1].set)
		succeed(t, lab, rehearsal.Script{Text: c[1].setup, Shell: shell})
		same(t, string(shell), whole, untagged(snapshot(t, lab)))
	}
	succeed(t, lab, rehearsal.Script{Text: c[1].teardown})
	same(t, "teardown", before, snapshot(t, lab))
}

// Two providers that exchange their tables would get each other's packets on
// the way, so setup refuses that.
func TestExchangedTables(t *testing.T) {
	const head = "provider \"isp%d\" {\n interface = \"if%d\"\n ipv4 {\n address = \"%s.2/30\"\n gateway = \"%s.1\"\n}\n}\n"
	one := fmt.Sprintf(head, 1, 1, "203.0.113", "203.0.113")
	two := fmt.Sprintf(head, 2, 2, "198.51.100", "198.51.100")
	first := configure(t, "first.hcl", one+two, render.Options{})
	second := configure(t, "second.hcl", two+one, render.Options{})
	only := configure(t, "only.hcl", two, render.Options{})
	lab := build(t, first.set, rehearsal.Options{})
	succeed(t, lab, rehearsal.Script{Text: first.setup})
	before := snapshot(t, lab)
	r := run(t, lab, rehearsal.Script{Text: second.setup})
	want := "table 101 belongs to 203.0.113.2 in the setup that is in place"
	if r.Exit != 1 || !strings.Contains(r.Stderr, want) || !strings.Contains(r.Stderr, "second.hcl:8") {
		t.Errorf("exit %d: %s, want: %s", r.Exit, r.Stderr, want)
	}
	same(t, "refused", before, snapshot(t, lab))
	// The table of a provider that is no more may be had.
	succeed(t, lab, rehearsal.Script{Text: only.setup})
	answersByItsProvider(t, lab, only.set)
}
