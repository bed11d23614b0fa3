package script_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sebdah/goldie/v2"
	"mvdan.cc/sh/v3/syntax"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/templates"
)

const goldenDir = "../../golden/script"

// TestGolden compares the heads of all scripts, and one whole script, with
// golden/script. GOLDIE_UPDATE=1 rewrites that folder, and then asserts nothing.
func TestGolden(t *testing.T) {
	golden := goldie.New(t, goldie.WithFixtureDir(goldenDir), goldie.WithNameSuffix(""),
		goldie.WithDiffEngine(goldie.ColoredDiff))
	var names []string
	for _, a := range artifacts(t) {
		switch {
		case a.name == "lartc.setup":
			names = append(names, a.name+".sh")
			golden.Assert(t, a.name+".sh", a.text)
		case !a.large:
			names = append(names, a.name+".head.sh")
			golden.Assert(t, a.name+".head.sh", a.head(t))
		}
	}
	checkNoOrphans(t, names)
}

// checkNoOrphans finds golden files that nothing is compared with.
func checkNoOrphans(t *testing.T, names []string) {
	t.Helper()
	entries, err := os.ReadDir(goldenDir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !slices.Contains(names, entry.Name()) {
			t.Errorf("no test makes %s any more: remove it", filepath.Join(goldenDir, entry.Name()))
		}
	}
}

// TestShell: a shell of POSIX reads each script, and shfmt would print it in the
// same way.
func TestShell(t *testing.T) {
	for _, a := range artifacts(t) {
		var printed bytes.Buffer
		if err := syntax.NewPrinter().Print(&printed, parse(t, a.name, a.text)); err != nil { // tabs by default
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(a.text), printed.String()); diff != "" {
			t.Errorf("%s: shfmt would change this (-now +then):\n%s", a.name, diff)
		}
	}
}

// TestSameBytes: made again, a script is the same, also when the configuration
// has a comment more.
func TestSameBytes(t *testing.T) {
	before := artifacts(t)
	for _, c := range configurations(t) {
		c.src = append([]byte("# one line more\n"), c.src...)
		for _, a := range c.artifacts(t) {
			if diff := cmp.Diff(string(before[0].text), string(a.text)); diff != "" {
				t.Errorf("%s (-without a comment +with one):\n%s", a.name, diff)
			}
			before = before[1:]
		}
	}
}

// configuration is a file from which scripts are made.
type configuration struct {
	name    string // without its ending
	src     []byte
	confirm bool // also with --confirm
	large   bool // nobody would read its golden files
}

// configurations are the valid ones, and the one to start from.
func configurations(t *testing.T) []configuration {
	t.Helper()
	files, err := filepath.Glob("../../testdata/valid/*.hcl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no configurations: %v", err)
	}
	all := []configuration{{name: "starter", src: templates.Starter}}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".hcl")
		all = append(all, configuration{
			name: name, src: read(t, file),
			confirm: name == "lartc" || name == "dual-stack",
			large:   name == "sixty" || name == "policy-10000",
		})
	}
	return all
}

// artifact is a script.
type artifact struct {
	name              string // CONFIGURATION.setup, CONFIGURATION.teardown, ...
	text              []byte
	plan              plan.Plan
	confirm, teardown bool
	monitor           bool
	large             bool
}

// head is the part of the script that says what is done.
func (a artifact) head(t *testing.T) []byte {
	t.Helper()
	head, _, found := bytes.Cut(a.text, []byte("\n# ==== "))
	if !found {
		t.Fatalf("%s has no library", a.name)
	}
	return head
}

// artifacts are all scripts of all configurations, made once.
func artifacts(t *testing.T) []artifact {
	t.Helper()
	once.Do(func() {
		for _, c := range configurations(t) {
			made = append(made, c.artifacts(t)...)
		}
	})
	return made
}

var (
	once sync.Once
	made []artifact
)

func (c configuration) artifacts(t *testing.T) []artifact {
	t.Helper()
	p := c.plan(t)
	all := []artifact{
		{name: c.name + ".setup", text: must(t)(script.Setup(p, script.Options{}))},
		{name: c.name + ".teardown", text: must(t)(script.Teardown(p)), teardown: true},
	}
	if c.confirm {
		text := must(t)(script.Setup(p, script.Options{Confirm: 60}))
		all = append(all, artifact{name: c.name + ".setup-confirm", text: text, confirm: true})
	}
	if len(p.Watches) > 0 {
		all = append(all, artifact{name: c.name + ".monitor", text: must(t)(script.Monitor(p)), monitor: true})
	}
	for i := range all {
		all[i].plan, all[i].large = p, c.large
	}
	return all
}

func (c configuration) plan(t *testing.T) plan.Plan {
	t.Helper()
	beside := func(name string) ([]byte, error) { return os.ReadFile(filepath.Join("../../testdata/valid", name)) }
	p, diags := generator.Plan(c.name+".hcl", c.src, config.Options{ReadFile: beside})
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	return p
}

// parse reads a text as a shell of POSIX does.
func parse(t *testing.T, name string, text []byte) *syntax.File {
	t.Helper()
	file, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX), syntax.KeepComments(true)).Parse(bytes.NewReader(text), name)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func must(t *testing.T) func([]byte, error) []byte {
	t.Helper()
	return func(text []byte, err error) []byte {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
