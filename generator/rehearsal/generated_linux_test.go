package rehearsal_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// configuration is a file and everything that is made of it.
type configuration struct {
	name            string
	set             site.Site
	plan            plan.Plan
	setup, teardown string
}

// fixture reads a configuration of testdata/valid.
func fixture(t testing.TB, name string) configuration {
	t.Helper()
	return configure(t, name+".hcl", readFixture(t, name))
}

func readFixture(t testing.TB, name string) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("../../testdata/valid", name+".hcl"))
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

// readBeside reads what a fixture names relative to itself.
func readBeside(name string) ([]byte, error) {
	return os.ReadFile(filepath.Join("../../testdata/valid", name))
}

func configure(t testing.TB, name, src string) configuration {
	t.Helper()
	set, diags := config.Parse(name, []byte(src), config.Options{ReadFile: readBeside})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	c := configuration{name: name, set: rehearsal.Example(set), plan: plan.New(set)}
	c.setup = setupOf(t, c.plan, script.Options{})
	text, err := script.Teardown(c.plan)
	if err != nil {
		t.Fatal(err)
	}
	c.teardown = string(text)
	return c
}

func setupOf(t testing.TB, p plan.Plan, o script.Options) string {
	t.Helper()
	text, err := script.Setup(p, o)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// fixtures are the names of all configurations in testdata/valid.
func fixtures(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("../../testdata/valid/*.hcl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(filepath.Base(f), ".hcl")
	}
	return files
}

// strictly makes reverse path filtering strict on the interfaces of all
// providers, as many distributions do: scripts have to loosen it.
func strictly(set site.Site) map[string]string {
	values := map[string]string{}
	for _, p := range set.Providers {
		values["net/ipv4/conf/"+p.Interface+"/rp_filter"] = "1"
	}
	return values
}

func build(t testing.TB, set site.Site, o rehearsal.Options) *rehearsal.Lab {
	t.Helper()
	if err := rehearsal.Available(); err != nil {
		t.Skip("needs namespaces of its own: ", err)
	}
	if o.Sysctls == nil {
		o.Sysctls = strictly(set)
	}
	lab, err := rehearsal.Build(set, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := lab.Close(); err != nil {
			t.Error(err)
		}
	})
	return lab
}

// tools are all the commands that scripts use, besides the shell's own.
var tools = []string{
	"awk", "cat", "cp", "find", "flock", "grep", "ip", "ls", "mkdir", "mv", "nft", "rm", "rmdir", "sed", "sysctl", "wc",
}

func run(t testing.TB, lab *rehearsal.Lab, s rehearsal.Script) rehearsal.Result {
	t.Helper()
	result, err := lab.Run(s)
	if err != nil {
		t.Fatal(err)
	}
	skipWithoutRoot(t, result.Stderr)
	return result
}

// skipWithoutRoot skips a test that takes more than somebody who isn't root may have.
func skipWithoutRoot(t testing.TB, said string) {
	t.Helper()
	if rehearsal.NeedsRoot(said) {
		t.Skip("needs root: ", said)
	}
}

// trace is run for a script of which more is to be known, or that something goes
// wrong in.
func trace(t testing.TB, lab *rehearsal.Lab, s rehearsal.Traced) rehearsal.Trace {
	t.Helper()
	s.Tools = tools
	result, err := lab.Trace(s)
	if err != nil {
		t.Fatal(err)
	}
	skipWithoutRoot(t, result.Stderr)
	return result
}

// succeed runs a script that has to.
func succeed(t testing.TB, lab *rehearsal.Lab, s rehearsal.Script) rehearsal.Result {
	t.Helper()
	r := run(t, lab, s)
	if r.Exit != 0 {
		t.Fatalf("exit %d: %s%s", r.Exit, r.Stdout, r.Stderr)
	}
	return r
}

// succeedTraced is succeed for one that uses no other commands than the tools.
func succeedTraced(t testing.TB, lab *rehearsal.Lab, s rehearsal.Script) rehearsal.Trace {
	t.Helper()
	r := trace(t, lab, rehearsal.Traced{Script: s})
	if r.Exit != 0 || len(r.Strangers) > 0 {
		t.Fatalf("exit %d, unexpected commands %q: %s%s", r.Exit, r.Strangers, r.Stdout, r.Stderr)
	}
	return r
}

// answered has flows go on, and with them the servers that answer, until stop is
// called.
func answered(t *testing.T, lab *rehearsal.Lab, flows ...rehearsal.Flow) (stop func()) {
	t.Helper()
	traffic, err := lab.Start(flows, 100)
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		t.Helper()
		for _, r := range traffic.Stop() {
			if r.Lost() > 0 {
				t.Error(r)
			}
		}
	}
}

func snapshot(t testing.TB, lab *rehearsal.Lab) rehearsal.Snapshot {
	t.Helper()
	s, err := lab.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func same(t testing.TB, what string, before, now rehearsal.Snapshot) {
	t.Helper()
	if diff := rehearsal.Diff(before, now); diff != "" {
		t.Errorf("%s:\n%s", what, diff)
	}
}

var shells = []rehearsal.Shell{rehearsal.Dash, rehearsal.Bash, rehearsal.BusyBox}

// defaultBy is what a DHCP client leaves: main's default by the first provider.
func defaultBy(set site.Site, metrics ...int) []rehearsal.Default {
	var defaults []rehearsal.Default
	for i, m := range metrics {
		p := set.Providers[i%len(set.Providers)]
		defaults = append(defaults, rehearsal.Default{Provider: p.Name, Metric: m})
	}
	return defaults
}
