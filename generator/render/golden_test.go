package render_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sebdah/goldie/v2"
	"mvdan.cc/sh/v3/syntax"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/render"
	"github.com/gen-splitroute/gen-splitroute/templates"
)

const goldenDir = "../../golden/render"

// TestGolden renders every valid fixture and the starter, and compares with
// golden/render. GOLDIE_UPDATE=1 rewrites that folder, and then asserts
// nothing.
func TestGolden(t *testing.T) {
	golden := goldie.New(t, goldie.WithFixtureDir(goldenDir), goldie.WithNameSuffix(""),
		goldie.WithDiffEngine(goldie.ColoredDiff))
	var names []string
	for _, c := range configurations(t) {
		for name, text := range artifacts(t, c) {
			names = append(names, name)
			t.Run(name, func(t *testing.T) {
				golden.Assert(t, name, text)
				checkShell(t, name, text)
			})
		}
	}
	checkNoOrphans(t, names)
}

// configuration is a file and what there is to be of it in golden/render.
type configuration struct {
	file string
	src  []byte
	// beyond setup and teardown
	batch, confirm bool
	large          bool // nobody wants it but as a batch
}

func configurations(t *testing.T) []configuration {
	t.Helper()
	files, err := filepath.Glob("../../testdata/valid/*.hcl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	all := []configuration{{file: "starter.hcl", src: templates.Starter}}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		base := filepath.Base(file)
		all = append(all, configuration{
			file: base, src: src,
			batch:   base == "lartc.hcl" || base == "balance-weights.hcl" || base == "killswitch.hcl",
			confirm: base == "lartc.hcl" || base == "dual-stack.hcl",
			large:   base == "sixty.hcl",
		})
	}
	return all
}

// artifacts are all that is made of a configuration, by the names of their
// golden files.
func artifacts(t *testing.T, c configuration) map[string][]byte {
	t.Helper()
	p := planOf(t, c)
	name := strings.TrimSuffix(c.file, ".hcl")
	made := map[string][]byte{}
	if !c.large {
		made[name+".setup.sh"] = must(t)(render.Setup(p, render.Options{}))
		made[name+".teardown.sh"] = must(t)(render.Teardown(p, render.Options{}))
	}
	if c.batch || c.large {
		made[name+".setup-batch.sh"] = must(t)(render.Setup(p, render.Options{Batch: true}))
		made[name+".teardown-batch.sh"] = must(t)(render.Teardown(p, render.Options{Batch: true}))
	}
	if c.confirm {
		made[name+".setup-confirm.sh"] = must(t)(render.Setup(p, render.Options{Confirm: 60}))
		made[name+".setup-batch-confirm.sh"] = must(t)(render.Setup(p, render.Options{Batch: true, Confirm: 600}))
	}
	return made
}

func must(t *testing.T) func([]byte, error) []byte {
	t.Helper()
	return func(text []byte, err error) []byte {
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
}

// checkShell parses a script as POSIX and prints it again, which must change
// nothing.
func checkShell(t *testing.T, name string, script []byte) {
	t.Helper()
	parsed, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX), syntax.KeepComments(true)).Parse(bytes.NewReader(script), name)
	if err != nil {
		t.Fatal(err)
	}
	var printed bytes.Buffer
	if err := syntax.NewPrinter().Print(&printed, parsed); err != nil { // tabs by default
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(script), printed.String()); diff != "" {
		t.Errorf("shfmt would change this (-now +then):\n%s", diff)
	}
}

// checkNoOrphans finds golden files that nothing compares with.
func checkNoOrphans(t *testing.T, names []string) {
	t.Helper()
	entries, err := os.ReadDir(goldenDir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !slices.Contains(names, entry.Name()) {
			t.Errorf("%s is made of nothing any more: remove it", filepath.Join(goldenDir, entry.Name()))
		}
	}
}

// TestSameBytes: a script follows from the plan alone.
func TestSameBytes(t *testing.T) {
	for _, c := range configurations(t) {
		if diff := cmp.Diff(artifacts(t, c), artifacts(t, c)); diff != "" {
			t.Errorf("%s:\n%s", c.file, diff)
		}
	}
}

// readBeside reads what a fixture names relative to itself.
func readBeside(name string) ([]byte, error) {
	return os.ReadFile(filepath.Join("../../testdata/valid", name))
}

func planOf(t *testing.T, c configuration) plan.Plan {
	t.Helper()
	p, diags := generator.Plan(c.file, c.src, config.Options{ReadFile: readBeside})
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	return p
}
