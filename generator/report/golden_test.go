package report_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/report"
)

const goldenDir = "../../golden/report"

// inGolden are the configurations whose plans are in golden/report.
var inGolden = []string{"auto.hcl", "health.hcl", "killswitch.hcl", "lartc.hcl"}

// TestGolden compares plans with golden/report. GOLDIE_UPDATE=1 rewrites that
// folder, and then asserts nothing.
func TestGolden(t *testing.T) {
	golden := goldie.New(t, goldie.WithFixtureDir(goldenDir), goldie.WithNameSuffix(""),
		goldie.WithDiffEngine(goldie.ColoredDiff))
	var names []string
	for _, file := range inGolden {
		p := planOf(t, file)
		name := strings.TrimSuffix(file, ".hcl") + ".plan"
		names = append(names, name+".txt", name+".json")
		golden.Assert(t, name+".txt", report.Table(p))
		golden.Assert(t, name+".json", jsonOf(t, p))
	}
	checkNoOrphans(t, append(names, inGoldenPage))
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

// configurations are the names of all valid ones.
func configurations(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../testdata/valid/*.hcl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no configurations: %v", err)
	}
	for i, file := range files {
		files[i] = filepath.Base(file)
	}
	return files
}

func planOf(t *testing.T, file string) plan.Plan {
	t.Helper()
	src, err := os.ReadFile(beside(file))
	if err != nil {
		t.Fatal(err)
	}
	p, diags := generator.Plan(file, src, config.Options{ReadFile: func(name string) ([]byte, error) {
		return os.ReadFile(beside(name))
	}})
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	return p
}

// beside is the path of a configuration, or of a file that one names.
func beside(name string) string { return filepath.Join("../../testdata/valid", name) }

func jsonOf(t *testing.T, p plan.Plan) []byte {
	t.Helper()
	text, err := report.JSON(p)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
