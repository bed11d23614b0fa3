package rehearsal_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// sixty is the fixture with sixty providers, with more in its settings and in its
// default route.
func sixty(t testing.TB, settings, defaultRoute string, o script.Options) configuration {
	t.Helper()
	src := strings.NewReplacer("settings {", "settings {\n"+settings, "default_route {", "default_route {\n"+defaultRoute).Replace(readFixture(t, "sixty"))
	if strings.Contains(settings, "connection_marks = false") {
		src = strings.ReplaceAll(src, "masquerade = true", "masquerade = false")
	}
	return configure(t, "sixty.hcl", src, o)
}

// routesAlone has routes and rules alone, as the document does.
const routesAlone = "connection_marks = false\nrt_tables = \"none\""

// forms are the two places of a default: the document's, with which each
// provider's table has the networks of all others, and a table of our own.
var forms = map[string]string{"main": `table = "main"`, "own": ""}

// Sixty providers get their shares; the plain script and the batch end in the
// same state.
func TestSixtyProvidersSetUp(t *testing.T) {
	c := sixty(t, "", forms["own"], script.Options{})
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	before := snapshot(t, lab)
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	answersByItsProvider(t, lab, c.set)
	reachesLocalNetworks(t, lab, c.set)
	spreads(t, lab, c.set)
	plain := untagged(snapshot(t, lab))
	r := succeedTraced(t, lab, rehearsal.Script{Text: c.quickSetup})
	same(t, "the batch", plain, untagged(snapshot(t, lab)))
	if n := slices.DeleteFunc(r.Commands, func(c []string) bool { return c[0] != "ip" }); len(n) > 5 {
		t.Errorf("%d ip processes: %q", len(n), n)
	}
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
	same(t, "teardown", before, snapshot(t, lab))
}

// A batch is the lines that BenchmarkBatch feeds to a bare "ip -batch", and does
// the same: in the document's form, each provider's table leads to all others.
func TestBareBatch(t *testing.T) {
	for name, defaultRoute := range forms {
		t.Run(name, func(t *testing.T) {
			c := sixty(t, routesAlone, defaultRoute, script.Options{})
			lines := bareLines(c)
			if entries := batchEntries(t, c.quickSetup); entries != lines {
				t.Errorf("the setup has %d lines, and they are not the %d of the plan:\n%.2000s", strings.Count(entries, "\n"), strings.Count(lines, "\n"), entries)
			}
			lab := build(t, c.set, rehearsal.Options{})
			feed(t, lab, lines)
			fed := routing(t, lab)
			unfeed(t, lab)
			succeed(t, lab, rehearsal.Script{Text: c.quickSetup})
			same(t, "setup, and before a bare batch", fed, routing(t, lab))
			if c.set.DefaultRoute.MainTable {
				reachesSiblings(t, lab, c.set)
				spreads(t, lab, c.set)
			}
		})
	}
}

// batchEntries are the lines of a setup that go to ip -batch.
func batchEntries(t *testing.T, setup string) string {
	t.Helper()
	_, entries, _ := strings.Cut(setup, "entries4() {\n\t\"$@\" <<EOF\n")
	entries, _, ok := strings.Cut(entries, "EOF\n")
	if !ok {
		t.Fatal("the setup has no entries4")
	}
	var lines strings.Builder
	for line := range strings.Lines(entries) {
		if !strings.HasPrefix(line, "#") {
			lines.WriteString(strings.ReplaceAll(line, "$tag", "201"))
		}
	}
	return lines.String()
}

// routing is what a snapshot says of routes and rules.
func routing(t *testing.T, lab *rehearsal.Lab) rehearsal.Snapshot {
	t.Helper()
	return slices.DeleteFunc(snapshot(t, lab), func(s rehearsal.Section) bool { return !strings.HasPrefix(s.Name, "ip ") })
}

// With IPv6 alone, and packets that nft tells for rules, no route or rule of IPv4 is
// in the batch: the rest of it has to be carried out all the same.
func TestBatchOfIPv6(t *testing.T) {
	c := configure(t, "six.hcl", inFamilies(false, true, "", "prefer = provider.isp3")+`
rule "voice" {
	dscp = "ef"
	via  = provider.isp1
}
`, script.Options{})
	lab := build(t, c.set, rehearsal.Options{})
	before := snapshot(t, lab)
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	plain := untagged(snapshot(t, lab))
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
	for _, shell := range shells {
		for range 2 {
			succeed(t, lab, rehearsal.Script{Text: c.quickSetup, Shell: shell})
			same(t, "the batch", plain, untagged(snapshot(t, lab)))
		}
		succeed(t, lab, rehearsal.Script{Text: c.quickTeardown, Shell: shell})
		same(t, "teardown", before, snapshot(t, lab))
	}
}

// BenchmarkBatch compares a first setup of 60 providers, as a batch, with a
// bare "ip -batch" that is fed the same lines.
func BenchmarkBatch(b *testing.B) {
	for name, defaultRoute := range forms {
		b.Run(name, func(b *testing.B) {
			c := sixty(b, "connection_marks = false", defaultRoute, script.Options{Batch: true})
			lab := build(b, c.set, rehearsal.Options{Sysctls: map[string]string{}})
			lines := bareLines(c)
			var ours, bare []time.Duration
			for b.Loop() {
				bare = append(bare, feed(b, lab, lines))
				unfeed(b, lab)
				ours = append(ours, succeed(b, lab, rehearsal.Script{Text: c.setup}).Took)
				succeed(b, lab, rehearsal.Script{Text: c.teardown})
			}
			b.ReportMetric(median(bare).Seconds()*1e3, "ms-bare")
			b.ReportMetric(median(ours).Seconds()*1e3, "ms-setup")
			b.ReportMetric(median(ours).Seconds()/median(bare).Seconds(), "times-bare")
			b.ReportMetric(float64(strings.Count(lines, "\n")), "lines")
			b.ReportMetric(0, "ns/op") // of no interest: four scripts
		})
	}
}

func bareLines(c configuration) string {
	var lines strings.Builder
	for _, s := range c.plan.Steps {
		if line, _, ok := s.Op.Do().BatchLine(); ok {
			lines.WriteString(strings.ReplaceAll(line, "$tag", "201") + "\n")
		}
	}
	return lines.String()
}

func feed(b testing.TB, lab *rehearsal.Lab, lines string) time.Duration {
	b.Helper()
	var took time.Duration
	err := lab.Do(func() error {
		ip := exec.Command("ip", "-batch", "-")
		ip.Stdin = strings.NewReader(lines)
		begin := time.Now()
		defer func() { took = time.Since(begin) }()
		return ip.Run()
	})
	if err != nil {
		b.Fatal(err)
	}
	return took
}

// unfeed takes away what feed has put there.
func unfeed(b testing.TB, lab *rehearsal.Lab) {
	b.Helper()
	succeed(b, lab, rehearsal.Script{Text: "ip rule flush protocol 201; ip route flush proto 201 table all"})
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}
