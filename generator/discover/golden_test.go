package discover_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/sebdah/goldie/v2"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/discover"
)

// written is the configuration of a machine, in canonical form.
func written(t *testing.T, live []byte) []byte {
	t.Helper()
	text, err := discover.Configuration(live)
	if err != nil {
		t.Fatal(err)
	}
	text, diags := config.Format("live.hcl", text)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return text
}

// machines is the folder of machines; its folder published has those of published reports.
const machines = "../../testdata/live/"

// glob returns the files of machines that match a pattern.
func glob(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(machines + pattern)
	if err != nil || len(files) == 0 {
		t.Fatal(err, "no machines")
	}
	return files
}

// Each machine of testdata/live gets a configuration that is valid: the one in
// golden/discover. GOLDIE_UPDATE=1 rewrites those.
func TestGolden(t *testing.T) {
	golden := goldie.New(t, goldie.WithFixtureDir("../../golden/discover"), goldie.WithNameSuffix(""))
	files := append(glob(t, "*.json"), glob(t, "published/*.json")...)
	texts, err := filepath.Glob("../../golden/discover/*.hcl")
	if published, err2 := filepath.Glob("../../golden/discover/published/*.hcl"); err != nil || err2 != nil || len(texts)+len(published) != len(files) {
		t.Errorf("%d configurations of %d machines: %v, %v", len(texts)+len(published), len(files), err, err2)
	}
	for _, file := range files {
		name := strings.TrimPrefix(strings.TrimSuffix(filepath.ToSlash(file), ".json"), machines)
		t.Run(name, func(t *testing.T) {
			live, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text := written(t, live)
			golden.Assert(t, name+".hcl", text)
			diags := generator.Validate(name+".hcl", text, config.Options{})
			if slices.ContainsFunc(diags, func(d *hcl.Diagnostic) bool { return d.Severity == hcl.DiagError }) {
				t.Error(diags)
			}
			for _, d := range diags {
				t.Log(d)
			}
		})
	}
}
