package rehearsal_test

import (
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// sixty is the fixture with sixty providers, with more in its settings and in its
// default route.
func sixty(t testing.TB, settings, defaultRoute string) configuration {
	t.Helper()
	src := strings.NewReplacer("settings {", "settings {\n"+settings, "default_route {", "default_route {\n"+defaultRoute).Replace(readFixture(t, "sixty"))
	if strings.Contains(settings, "connection_marks = false") {
		src = strings.ReplaceAll(src, "masquerade = true", "masquerade = false")
	}
	return configure(t, "sixty.hcl", src)
}

// routesAlone has routes and rules alone, as the document does.
const routesAlone = "connection_marks = false\nrt_tables = \"none\""

// forms are the two places of a default: the document's, with which each
// provider's table has the networks of all others, and a table of our own.
var forms = map[string]string{"main": `table = "main"`, "own": ""}

// Sixty providers get their shares, and a rerun needs no more processes than
// that of two.
func TestSixtyProvidersSetUp(t *testing.T) {
	c := sixty(t, "", forms["own"])
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	before := snapshot(t, lab)
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	answersByItsProvider(t, lab, c.set)
	reachesLocalNetworks(t, lab, c.set)
	spreads(t, lab, c.set)
	first := untagged(snapshot(t, lab))
	r := succeedTraced(t, lab, rehearsal.Script{Text: c.setup})
	same(t, "a second run", first, untagged(snapshot(t, lab)))
	if n := len(r.Commands); n > 35 {
		t.Errorf("%d processes: %q", n, r.Commands)
	}
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
	same(t, "teardown", before, snapshot(t, lab))
}

// A setup does what a bare "ip -batch" does that is fed the lines of the plan: in
// the document's form, each provider's table leads to all others.
func TestBareBatch(t *testing.T) {
	for name, defaultRoute := range forms {
		t.Run(name, func(t *testing.T) {
			c := sixty(t, routesAlone, defaultRoute)
			lab := build(t, c.set, rehearsal.Options{})
			lines := bareLines(t, lab, c)
			feed(t, lab, lines)
			fed := routing(t, lab)
			unfeed(t, lab)
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			same(t, "setup, and before a bare batch", fed, routing(t, lab))
			if c.set.DefaultRoute.MainTable {
				reachesSiblings(t, lab, c.set)
				spreads(t, lab, c.set)
			}
		})
	}
}

// routing is what a snapshot says of routes and rules.
func routing(t *testing.T, lab *rehearsal.Lab) rehearsal.Snapshot {
	t.Helper()
	return slices.DeleteFunc(snapshot(t, lab), func(s rehearsal.Section) bool { return !strings.HasPrefix(s.Name, "ip ") })
}

// With IPv6 alone, and packets that nft marks for rules, IPv4 has nothing but the
// marker rule.
func TestIPv6Alone(t *testing.T) {
	c := configure(t, "six.hcl", inFamilies(false, true, "", "prefer = provider.isp3")+`
rule "voice" {
	dscp = "ef"
	via  = provider.isp1
}
`)
	lab := build(t, c.set, rehearsal.Options{})
	before := snapshot(t, lab)
	for _, shell := range shells {
		succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
		first := untagged(snapshot(t, lab))
		succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
		same(t, "a second run", first, untagged(snapshot(t, lab)))
		succeed(t, lab, rehearsal.Script{Text: c.teardown, Shell: shell})
		same(t, "teardown", before, snapshot(t, lab))
	}
}

// BenchmarkApply compares the first setup and a rerun of 2, 20 and 60 providers
// with a bare "ip -batch" that is fed the same lines.
func BenchmarkApply(b *testing.B) {
	for _, n := range []int{2, 20, 60} {
		for name, defaultRoute := range forms {
			b.Run(fmt.Sprintf("%d/%s", n, name), func(b *testing.B) { benchmarkApply(b, some(b, n, "", defaultRoute)) })
			b.Run(fmt.Sprintf("%d/%s/routes alone", n, name), func(b *testing.B) { benchmarkApply(b, some(b, n, routesAlone, defaultRoute)) })
		}
	}
}

func benchmarkApply(b *testing.B, c configuration) {
	lab := build(b, c.set, rehearsal.Options{Sysctls: map[string]string{}})
	lines := bareLines(b, lab, c)
	var first, again, bare []time.Duration
	for b.Loop() {
		bare = append(bare, feed(b, lab, lines))
		unfeed(b, lab)
		first = append(first, succeed(b, lab, rehearsal.Script{Text: c.setup}).Took)
		again = append(again, succeed(b, lab, rehearsal.Script{Text: c.setup}).Took)
		succeed(b, lab, rehearsal.Script{Text: c.teardown})
	}
	b.ReportMetric(median(bare).Seconds()*1e3, "ms-bare")
	b.ReportMetric(median(first).Seconds()*1e3, "ms-first")
	b.ReportMetric(median(again).Seconds()*1e3, "ms-again")
	b.ReportMetric(float64(strings.Count(lines, "\n")), "lines")
	b.ReportMetric(0, "ns/op") // of no interest: five scripts
}

// some has the first n of the sixty providers.
func some(t testing.TB, n int, settings, defaultRoute string) configuration {
	t.Helper()
	src := readFixture(t, "sixty")
	rest := src[strings.Index(src, "default_route {"):]
	blocks := strings.SplitAfterN(src[:len(src)-len(rest)], "\nprovider ", n+2)
	src = strings.TrimSuffix(strings.Join(blocks[:n+1], ""), "\nprovider ")
	src = strings.Replace(src, "settings {", "settings {\n"+settings, 1)
	if settings == routesAlone {
		src = strings.ReplaceAll(src, "masquerade = true", "masquerade = false")
	}
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("provider.line%d", i+1)
	}
	return configure(t, "some.hcl", fmt.Sprintf("%s\ndefault_route {\n%s\nbalance = [%s]\n}\n",
		src, defaultRoute, strings.Join(names, ", ")))
}

// bareLines are the lines that a first setup has ip carry out, as it shows them.
func bareLines(t testing.TB, lab *rehearsal.Lab, c configuration) string {
	t.Helper()
	var lines strings.Builder
	for line := range strings.Lines(succeed(t, lab, rehearsal.Script{Text: c.setup, Args: []string{"show"}}).Stdout) {
		if line, ok := strings.CutPrefix(line, "ip -4 "); ok {
			lines.WriteString(line)
		}
	}
	return lines.String()
}

func feed(b testing.TB, lab *rehearsal.Lab, lines string) time.Duration {
	b.Helper()
	var took time.Duration
	err := lab.Do(func() error {
		ip := exec.Command("ip", "-4", "-batch", "-")
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
