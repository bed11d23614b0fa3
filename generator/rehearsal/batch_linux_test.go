package rehearsal_test

import (
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/render"
)

// many is a configuration with n providers; connections are not marked, as in
// the document.
func many(n int, defaultRoute string) string {
	var src, names strings.Builder
	src.WriteString("settings {\n\tconnection_marks = false\n}\n")
	for i := range n {
		fmt.Fprintf(&src, `
provider "isp%[1]d" {
	interface = "up%[1]d"
	ipv4 {
		address = "198.51.%[2]d.%[3]d/30"
		gateway = "198.51.%[2]d.%[4]d"
	}
}
`, i+1, 100+i/60, i%60*4+2, i%60*4+1)
		fmt.Fprintf(&names, "provider.isp%d, ", i+1)
	}
	fmt.Fprintf(&src, "network \"lan\" {\n\tinterface = \"if0\"\n\tprefixes = [\"10.0.0.0/24\"]\n}\n")
	fmt.Fprintf(&src, "default_route {\n\tbalance = [%s]\n\t%s\n}\n", names.String(), defaultRoute)
	return src.String()
}

// Sixty providers, with all that there is: the plain script and the batch end
// in the same state.
func TestSixtyProvidersSetUp(t *testing.T) {
	c := configure(t, "sixty.hcl", many(60, ""), render.Options{})
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	before := snapshot(t, lab)
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	answersByItsProvider(t, lab, c.set)
	plain := untagged(snapshot(t, lab))
	r := succeed(t, lab, rehearsal.Script{Text: c.quickSetup, Traced: true})
	same(t, "the batch", plain, untagged(snapshot(t, lab)))
	if n := slices.DeleteFunc(r.Commands, func(c []string) bool { return c[0] != "ip" }); len(n) > 5 {
		t.Errorf("%d ip processes: %q", len(n), n)
	}
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
	same(t, "teardown", before, snapshot(t, lab))
}

// BenchmarkBatch compares a first setup of 60 providers, as a batch, with a
// bare "ip -batch" that is fed the same lines. "main" is the document's form,
// in which each provider's table has the networks of all others.
func BenchmarkBatch(b *testing.B) {
	for name, defaultRoute := range map[string]string{"main": `table = "main"`, "own": ""} {
		b.Run(name, func(b *testing.B) {
			c := configure(b, "sixty.hcl", many(60, defaultRoute), render.Options{Batch: true})
			lab := build(b, c.set, rehearsal.Options{Sysctls: map[string]string{}})
			lines := bareLines(c)
			var ours, bare []time.Duration
			for b.Loop() {
				bare = append(bare, feed(b, lab, lines))
				succeed(b, lab, rehearsal.Script{Text: "ip rule flush protocol 201; ip route flush proto 201 table all"})
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

func feed(b *testing.B, lab *rehearsal.Lab, lines string) time.Duration {
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

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}
