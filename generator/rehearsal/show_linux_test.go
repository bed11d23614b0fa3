package rehearsal_test

import (
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// show prints the very commands that a run carries out, to anybody, and changes
// nothing; so does a teardown's.
func TestShow(t *testing.T) {
	needUsers(t)
	for i, name := range []string{"lartc", "dual-stack", "home", "killswitch"} {
		c := fixture(t, name)
		lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
		before := snapshot(t, lab)
		show := rehearsal.Script{Text: c.setup, Args: []string{"show"}, UID: 65534, Shell: shells[i%len(shells)]}
		shown := succeed(t, lab, show).Stdout
		same(t, "show", before, snapshot(t, lab))
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		if kept := shellOut(t, lab, "cat /run/splitroute/201"); kept != shown {
			t.Errorf("%s: shown:\n%s\ncarried out:\n%s", name, shown, kept)
		}
		before = snapshot(t, lab)
		show.Text = c.teardown
		if shown := succeed(t, lab, show).Stdout; !strings.Contains(shown, "\nip -4 rule del priority ") {
			t.Errorf("%s: teardown shows %s", name, shown)
		}
		same(t, "show", before, snapshot(t, lab))
		succeed(t, lab, rehearsal.Script{Text: c.teardown})
		if err := lab.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// What can't be read is shown as a question mark, with the problem, and the exit
// tells.
func TestShowOfProblems(t *testing.T) {
	c := needed(t, "home")
	lab := build(t, c.set, rehearsal.Options{})
	shellOut(t, lab, "ip route flush default")
	for _, shell := range shells {
		r := run(t, lab, rehearsal.Script{Text: c.setup, Args: []string{"show"}, Shell: shell})
		if r.Exit != 1 || !strings.Contains(r.Stderr, "provider.fibre.ipv4: no default route") || !strings.Contains(r.Stdout, "default via ? dev eth0 ") {
			t.Errorf("%s: exit %d: %s%s", shell, r.Exit, r.Stdout, r.Stderr)
		}
	}
}

// A provider that is taken out by hand is out until the next run: nothing is sent
// by it but what belongs to it.
func TestWithout(t *testing.T) {
	for i, name := range []string{"lartc", "dual-stack", "balance-weights"} {
		c := fixture(t, name)
		lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
		before := snapshot(t, lab)
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		whole := untagged(snapshot(t, lab))
		out := c.set.Providers[i%2].Name
		for _, shell := range shells {
			succeed(t, lab, rehearsal.Script{Text: c.setup, Args: []string{"without", out}, Shell: shell})
			for k := range 40 {
				reports, err := lab.Exchanges([]rehearsal.Flow{{From: rehearsal.Router(netip.Addr{}), To: rehearsal.Internet("", faraway(k))}})
				if err != nil || len(reports) != 1 || reports[0].Answered != 1 || reports[0].Provider() == out {
					t.Fatalf("%s without %s: %v %v", name, out, reports, err)
				}
			}
			succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
			same(t, "with it again", keptInAnyOrder(whole), keptInAnyOrder(untagged(snapshot(t, lab))))
		}
		r := run(t, lab, rehearsal.Script{Text: c.setup, Args: []string{"without", "nobody"}})
		if r.Exit != 1 || !strings.Contains(r.Stderr, "there is no provider nobody") {
			t.Errorf("exit %d: %s", r.Exit, r.Stderr)
		}
		succeed(t, lab, rehearsal.Script{Text: c.setup, Args: []string{"without", out}})
		if r := succeed(t, lab, rehearsal.Script{Text: c.teardown}); strings.Contains(r.Stderr, "also found") {
			t.Errorf("not undone one by one: %s", r.Stderr)
		}
		same(t, "teardown", before, snapshot(t, lab))
		if err := lab.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// keptInAnyOrder sorts the lines of what runs keep.
func keptInAnyOrder(s rehearsal.Snapshot) rehearsal.Snapshot {
	s = slices.Clone(s)
	for i, section := range s {
		if section.Name == "/run/splitroute" {
			s[i].Lines = slices.Sorted(slices.Values(section.Lines))
		}
	}
	return s
}

// Lines by hand that ip prints in another form than it takes are replaced,
// returned to, and taken down like all others.
func TestOddLinesByHand(t *testing.T) {
	c := configure(t, "both.hcl", inFamilies(true, true, "", "prefer = provider.isp1"))
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	before := snapshot(t, lab)
	lines := `ip route prepend blackhole 192.0.2.64/28 table 101 proto "$tag"
ip route prepend throw 192.0.2.80/28 table 101 proto "$tag"
ip route prepend unreachable 192.0.2.96/28 table 101 proto "$tag"
ip route prepend prohibit 192.0.2.112/28 proto "$tag"
ip route prepend 192.0.2.128/28 dev if1 rto_min 40ms table 101 proto "$tag"
ip -6 route prepend 2001:db8:77::/48 dev if1 expires 900 table 101 metric "$metric" proto "$tag"
ip -6 route prepend blackhole 2001:db8:78::/48 table 101 metric "$metric" proto "$tag"
ip rule add priority 24901 iif nosuchif0 lookup 101 protocol "$tag"
ip rule add priority 24902 ipproto 253 lookup 101 protocol "$tag"
ip rule add priority 24903 goto 24999 protocol "$tag"
ip -6 rule add priority 24902 ipproto 253 lookup 101 protocol "$tag"
`
	edited, waits := byHand(c.setup, lines), byHand(confirmable(t, c, 60), lines)
	succeed(t, lab, rehearsal.Script{Text: edited})
	whole := untagged(snapshot(t, lab))
	for _, shell := range shells {
		succeed(t, lab, rehearsal.Script{Text: edited, Shell: shell})
		now := snapshot(t, lab)
		same(t, "again", stableExpiry(whole), stableExpiry(untagged(now)))
		confirmWith(t, lab, rehearsal.Script{Text: waits, Shell: shell}, 0)
		confirmWith(t, lab, rehearsal.Script{Text: waits, Shell: shell, Args: []string{"revert"}}, 0)
		succeed(t, lab, rehearsal.Script{Text: clearReport})
		same(t, "after the return", stableExpiry(now), stableExpiry(snapshot(t, lab)))
	}
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
	same(t, "teardown", before, snapshot(t, lab))
}

// stableExpiry takes away the seconds that a route has left.
func stableExpiry(s rehearsal.Snapshot) rehearsal.Snapshot {
	s = slices.Clone(s)
	for i, section := range s {
		lines := slices.Clone(section.Lines)
		for k, line := range lines {
			if begin, rest, found := strings.Cut(line, `"expires":`); found {
				_, end, _ := strings.Cut(rest, ",")
				lines[k] = begin + end
			}
		}
		s[i] = rehearsal.Section{Name: section.Name, Lines: lines}
	}
	return s
}

// Before iproute2 5.14 a line of a batch has no more than 99 words.
func TestFewWordsInABatch(t *testing.T) {
	c := some(t, 15, "", forms["own"])
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	before := snapshot(t, lab)
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	whole := untagged(snapshot(t, lab))
	old := map[string]string{"ip": `case $* in
	*-batch*) awk 'NF > 99 { bad = 1 } { print } END { exit bad }' >/run/lines || { echo 'Too many arguments to command' >&2; exit 1; }
		exec ip "$@" </run/lines ;;
	esac; exec ip "$@"`}
	for _, shell := range shells {
		r := trace(t, lab, rehearsal.Traced{Script: rehearsal.Script{Text: c.setup, Shell: shell}, Replace: old})
		if r.Exit != 0 {
			t.Fatalf("%s: exit %d: %s", shell, r.Exit, r.Stderr)
		}
		same(t, string(shell), whole, untagged(snapshot(t, lab)))
	}
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
	same(t, "teardown", before, snapshot(t, lab))
}

// A setup that has to be confirmed lets go of whoever runs it by a pipe, in each
// shell, and without setsid.
func TestLetsGo(t *testing.T) {
	c := fixture(t, "lartc")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	script := filepath.Join(t.TempDir(), "setup.sh")
	write(t, script, confirmable(t, c, 60))
	for _, shell := range []string{"dash", "bash", "busybox sh", "mksh", "yash"} {
		if _, err := exec.LookPath(strings.Fields(shell)[0]); err != nil {
			t.Logf("skipped: there is no %s", shell)
			continue
		}
		for _, line := range []string{shell + " %[1]s 2>&1 | cat", "cat %[1]s | " + shell + " -s 2>&1 | cat"} {
			begin := time.Now()
			succeed(t, lab, rehearsal.Script{Text: fmt.Sprintf(line, script), Timeout: 20 * time.Second})
			if took := time.Since(begin); took > 15*time.Second {
				t.Errorf("%s: it took %v", line, took)
			}
			confirmWith(t, lab, rehearsal.Script{Text: confirmable(t, c, 60), Args: []string{"confirm"}}, 0)
		}
	}
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A hook may run a script without a standard input.
func TestClosedInput(t *testing.T) {
	c := fixture(t, "nat")
	lab := build(t, c.set, rehearsal.Options{})
	before := snapshot(t, lab)
	dir := t.TempDir()
	write(t, filepath.Join(dir, "setup.sh"), c.setup)
	write(t, filepath.Join(dir, "teardown.sh"), c.teardown)
	for _, shell := range []string{"dash", "bash", "busybox sh"} {
		for _, line := range []string{"setup.sh", "setup.sh", "teardown.sh"} {
			succeed(t, lab, rehearsal.Script{Text: shell + " " + filepath.Join(dir, line) + " <&-", Timeout: 20 * time.Second})
		}
		same(t, shell, before, snapshot(t, lab))
	}
}
