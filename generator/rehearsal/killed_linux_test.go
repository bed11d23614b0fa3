package rehearsal_test

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// interruption is a script that something happens to, and what came before it.
type interruption struct {
	name    string
	machine configuration   // what the laboratory is made of
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

// interruptions have each way of changing in them once: in one family or in
// two, in main or beside it.
func interruptions(t testing.TB) []interruption {
	c, f := threeConfigurations(t), familiesOf(t)
	auto, home := fixture(t, "auto"), fixture(t, "home")
	three := []interruption{
		{name: "again", earlier: c[:1], now: c[0]},
		{name: "other", earlier: c[:1], now: c[1]},
		{name: "other back", earlier: c[:2], now: c[0]},
		{name: "plain", earlier: c[1:2], now: c[2]},
		{name: "priorities up", earlier: c[2:], now: c[0]},
		{name: "teardown in main", earlier: c[:2], now: c[1], down: true},
	}
	two := []interruption{
		{name: "first in main", now: f.inMain},
		{name: "both", earlier: []configuration{f.inMain}, now: f.both},
		{name: "both to four", earlier: []configuration{f.inMain, f.both}, now: f.four},
		{name: "four to both", earlier: []configuration{f.four}, now: f.both},
		{name: "both to six", earlier: []configuration{f.both}, now: f.six},
		{name: "six to both in main", earlier: []configuration{f.six}, now: f.inMain},
		{name: "teardown of both", earlier: []configuration{f.both}, now: f.both, down: true},
		{name: "teardown batch", earlier: []configuration{f.inMain}, now: f.inMain, down: true},
	}
	four := []interruption{{name: "home", earlier: []configuration{home}, now: home}}
	reading := []interruption{
		{name: "auto", earlier: []configuration{auto}, now: auto},
		{name: "teardown of auto", earlier: []configuration{auto}, now: auto, down: true},
	}
	for _, group := range []struct {
		machine configuration
		list    []interruption
	}{{c[0], three}, {f.both, two}, {home, four}, {auto, reading}} {
		for i := range group.list {
			group.list[i].machine = group.machine
		}
	}
	return slices.Concat(three, two, four, reading)
}

// stays reports whether a provider is set up in a family before and after.
func (i interruption) stays(s side) bool {
	has := func(c configuration) bool {
		return slices.ContainsFunc(sides(c.set), func(other side) bool { return other.Name == s.Name && other.is6() == s.is6() })
	}
	return len(i.earlier) > 0 && !i.down && has(i.earlier[len(i.earlier)-1]) && has(i.now)
}

// flows are those that work on the machine before any setup, and those of the
// providers that stay.
func (i interruption) flows() []rehearsal.Flow {
	var list []rehearsal.Flow
	first := map[bool]bool{}
	for _, s := range sides(i.machine.set) {
		us, far := rehearsal.Router(s.address()), rehearsal.Internet("", s.somewhere)
		if !first[s.is6()] { // main's default is by it
			list = append(list,
				rehearsal.Flow{From: rehearsal.Router(netip.Addr{}), To: far},
				rehearsal.Flow{From: rehearsal.Host(i.machine.set.Networks[0].Name), To: us})
		} else if !i.stays(s) {
			continue
		}
		first[s.is6()] = true
		list = append(list,
			rehearsal.Flow{From: rehearsal.Internet(s.Name, s.somewhere), To: us},
			rehearsal.Flow{From: us, To: far})
	}
	return list
}

// looks reports whether a command only looks at the machine, or at text.
func looks(command []string) bool {
	switch command[0] {
	case "awk", "cat", "find", "flock", "grep", "ls", "sed", "wc":
		return true
	case "ip":
		return slices.Contains(command, "-o")
	case "nft":
		return command[1] == "list" || command[1] == "--version" || command[1] == "--check"
	}
	return false
}

// sameAsBefore reports whether a script killed at a command leaves what one
// killed elsewhere has left: nothing is different round a command that only looks,
// and what comes before one that changes something is what came after the one
// before; but the shell itself has written the file that mv puts in place.
func sameAsBefore(commands [][]string, at int, kind rehearsal.FaultKind) bool {
	if kind == rehearsal.KillAfter {
		return looks(commands[at-1])
	}
	return at > 1 && commands[at-1][0] != "mv"
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
			lab := build(t, i.machine.set, rehearsal.Options{Defaults: defaultBy(i.machine.set, 100)})
			before := snapshot(t, lab)
			set := func() {
				for _, c := range i.earlier {
					succeed(t, lab, rehearsal.Script{Text: c.setup})
				}
			}
			set()
			whole := succeedTraced(t, lab, rehearsal.Script{Text: i.script()})
			after := untagged(snapshot(t, lab))
			succeed(t, lab, rehearsal.Script{Text: i.now.teardown})
			for at := 1; at <= len(whole.Commands); at++ {
				for k, kind := range []rehearsal.FaultKind{rehearsal.KillBefore, rehearsal.KillAfter} {
					if sameAsBefore(whole.Commands, at, kind) {
						continue
					}
					set()
					r := trace(t, lab, rehearsal.Traced{
						Script: rehearsal.Script{Text: i.script(), Shell: shells[(at+k)%len(shells)]},
						Fault:  rehearsal.Fault{At: at, Kind: kind},
					})
					points++
					what := fmt.Sprintf("killed at %d (%s)", at, strings.Join(whole.Commands[at-1], " "))
					if !r.Killed {
						t.Fatalf("%s: it was not", what)
					}
					work(t, lab, i.flows())
					if at%3 == 0 { // and killed again
						trace(t, lab, rehearsal.Traced{
							Script: rehearsal.Script{Text: i.script()},
							Fault:  rehearsal.Fault{At: len(whole.Commands) - at, Kind: kind},
						})
						work(t, lab, i.flows())
					}
					if at%2 == k { // at once, or after a rerun
						succeed(t, lab, rehearsal.Script{Text: i.script()})
						same(t, what+", rerun", after, untagged(snapshot(t, lab)))
					}
					succeed(t, lab, rehearsal.Script{Text: i.now.teardown})
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
// of IPv6 among them: in what ip lists, and in the commands that a run keeps in a
// file with the name of the tag.
var tagged = regexp.MustCompile(`("protocol": ?"?|proto |protocol |"tag |/run/splitroute/)20[12](".*"metric":[12])?|metric [12]`)

// tagMetric is the metric of the tag in such a place.
var tagMetric = regexp.MustCompile(`(metric"?:? ?)[12]$`)

// untagged makes snapshots comparable that differ in the tag alone.
func untagged(s rehearsal.Snapshot) rehearsal.Snapshot {
	var plain rehearsal.Snapshot
	for _, section := range s {
		lines := make([]string, len(section.Lines))
		for i, line := range section.Lines {
			lines[i] = tagged.ReplaceAllStringFunc(line, func(place string) string {
				place = tagMetric.ReplaceAllString(place, "${1}x")
				return strings.NewReplacer("201", "20x", "202", "20x").Replace(place)
			})
		}
		plain = append(plain, rehearsal.Section{Name: section.Name, Lines: lines})
	}
	return plain
}

// halfGone is what setup says when it couldn't remove all of the former setup:
// there is one command for each family.
const halfGone = "this setup is in place, but entries of the previous one remain"

// looking are the interruptions in which commands that only look fail, too: they
// are the same everywhere.
var looking = []string{"again", "both", "six to both in main", "auto"}

// When any of its commands fails, setup says which, exits with 1 and leaves
// the machine as it found it, or, when the former setup is gone in one family,
// with the new one, and a rerun finishes that.
func TestAnyCommandFails(t *testing.T) {
	points := 0
	for _, i := range interruptions(t) {
		if i.down {
			continue
		}
		t.Run(i.name, func(t *testing.T) {
			lab := build(t, i.machine.set, rehearsal.Options{Defaults: defaultBy(i.machine.set, 100)})
			set := func() {
				for _, c := range i.earlier {
					succeed(t, lab, rehearsal.Script{Text: c.setup})
				}
			}
			set()
			commands := succeedTraced(t, lab, rehearsal.Script{Text: i.now.setup}).Commands
			whole := untagged(snapshot(t, lab))
			succeed(t, lab, rehearsal.Script{Text: i.now.teardown})
			set()
			before := snapshot(t, lab)
			for at := 2; ; at++ { // the first one asks for the lock, which may be taken
				if at <= len(commands) && looks(commands[at-1]) && !slices.Contains(looking, i.name) {
					continue
				}
				r := trace(t, lab, rehearsal.Traced{
					Script: rehearsal.Script{Text: i.script(), Shell: shells[at%len(shells)]},
					Fault:  rehearsal.Fault{At: at, Kind: rehearsal.Fail},
				})
				if len(r.Commands) < at {
					if r.Exit != 0 {
						t.Errorf("nothing failed, but exit %d: %s", r.Exit, r.Stderr)
					}
					break
				}
				points++
				failed := strings.Join(r.Commands[at-1], " ")
				if r.Exit == 0 && lineByLine(r.Commands[at-1]) {
					same(t, failed+" failed, line by line", keptInAnyOrder(whole), keptInAnyOrder(untagged(snapshot(t, lab))))
					succeed(t, lab, rehearsal.Script{Text: i.now.teardown})
					set()
					before = snapshot(t, lab)
					continue
				}
				if r.Exit != 1 {
					t.Fatalf("%s failed, and the exit is %d: %s", failed, r.Exit, r.Stderr)
				}
				names(t, r.Commands[at-1], r.Stderr)
				if strings.Contains(r.Stderr, halfGone) {
					work(t, lab, i.flows())
					succeed(t, lab, rehearsal.Script{Text: i.script()})
					same(t, failed+" failed, rerun", keptInAnyOrder(whole), keptInAnyOrder(untagged(snapshot(t, lab))))
					set()
					same(t, failed+" failed, set up as before", keptInAnyOrder(untagged(before)), keptInAnyOrder(untagged(snapshot(t, lab))))
					before = snapshot(t, lab)
				}
				same(t, failed+" failed", before, snapshot(t, lab))
				if t.Failed() {
					t.Fatal(failed)
				}
			}
		})
	}
	t.Logf("%d points", points)
}

// lineByLine reports whether a setup has another way when a command fails: lines
// that it carries out one after the other, or entries that a sweep finds.
func lineByLine(command []string) bool {
	return command[0] == "ip" && slices.Contains(command, "-batch") && !slices.Contains(command, "-o")
}

// names wants a message to say what failed, or what went wrong with it: the tools
// that fail say nothing themselves here.
func names(t *testing.T, command []string, message string) {
	t.Helper()
	if !strings.Contains(message, "nothing was changed") && !strings.Contains(message, "everything is as it was before") && !strings.Contains(message, halfGone) {
		t.Errorf("%s failed, and this says nothing of what became of it: %s", strings.Join(command, " "), message)
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
		broken := strings.ReplaceAll(c[1].setup, "route flush proto $1", "route flush proto nonsense")
		r := run(t, lab, rehearsal.Script{Text: broken, Shell: shell})
		if r.Exit != 1 || !strings.Contains(r.Stderr, halfGone) {
			t.Errorf("%s: exit %d: %s", shell, r.Exit, r.Stderr)
		}
		answersByItsProvider(t, lab, c[1].set)
		succeed(t, lab, rehearsal.Script{Text: c[1].setup, Shell: shell})
		same(t, string(shell), whole, untagged(snapshot(t, lab)))
	}
	succeed(t, lab, rehearsal.Script{Text: c[1].teardown})
	same(t, "teardown", before, snapshot(t, lab))
}

// Without a lock nothing is done. When ip cannot even list what is there, what was
// done can't be taken back, and the script doesn't say that it was.
func TestNothingWorksAnyMore(t *testing.T) {
	c := fixture(t, "dual-stack")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	before := snapshot(t, lab)
	ip := `[ ! -e /run/broken ] || exit 1; case $* in "-4 -batch -") : >/run/broken; exit 1 ;; esac; exec ip "$@"`
	for _, shell := range shells {
		r := trace(t, lab, rehearsal.Traced{Script: rehearsal.Script{Text: c.setup, Shell: shell}, Replace: map[string]string{"flock": "exit 1"}})
		if r.Exit != 1 || !strings.Contains(r.Stderr, "this failed: flock 9") {
			t.Errorf("%s: exit %d: %s", shell, r.Exit, r.Stderr)
		}
		same(t, "no lock", before, snapshot(t, lab))
		r = trace(t, lab, rehearsal.Traced{Script: rehearsal.Script{Text: c.setup, Shell: shell}, Replace: map[string]string{"ip": ip}})
		if r.Exit != 1 || !strings.Contains(r.Stderr, "the rollback failed in part") {
			t.Errorf("%s: exit %d: %s", shell, r.Exit, r.Stderr)
		}
		succeed(t, lab, rehearsal.Script{Text: "rm /run/broken"})
		succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
		answersByItsProvider(t, lab, c.set)
		succeed(t, lab, rehearsal.Script{Text: c.teardown, Shell: shell})
		same(t, "teardown", before, snapshot(t, lab))
	}
}

// Runs that are started at the same time wait for one another, and the last one
// counts.
func TestManyAtOnce(t *testing.T) {
	c, f := threeConfigurations(t), familiesOf(t)
	lab := build(t, f.both.set, rehearsal.Options{Defaults: defaultBy(f.both.set, 100)})
	before := snapshot(t, lab)
	var text strings.Builder
	for i, script := range []string{c[1].setup, f.both.setup, f.six.teardown, f.inMain.setup, f.four.setup, f.both.setup} {
		fmt.Fprintf(&text, "cat >/run/script%d <<'END OF SCRIPT'\n%sEND OF SCRIPT\n", i, script)
	}
	text.WriteString("for i in 0 1 2 3 4 5; do sh /run/script$i & all=\"${all:-} $!\"; done\nfor i in $all; do wait $i || echo failed; done\nrm /run/script?\n")
	r := succeed(t, lab, rehearsal.Script{Text: text.String()})
	if r.Stdout != "" || strings.Count(r.Stderr, "waiting for another run to end") < 3 {
		t.Errorf("%s%s", r.Stdout, r.Stderr)
	}
	succeed(t, lab, rehearsal.Script{Text: f.both.setup})
	answersByItsProvider(t, lab, f.both.set)
	succeed(t, lab, rehearsal.Script{Text: f.both.teardown})
	same(t, "teardown", before, snapshot(t, lab))
}
