package generator_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/graph"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// Each recipe is in canonical form, and nothing is to be said against it. Its setup
// has the head in golden/recipes, beside its picture. GOLDIE_UPDATE=1 rewrites those.
func TestRecipes(t *testing.T) {
	golden := goldie.New(t, goldie.WithFixtureDir("../golden/recipes"), goldie.WithNameSuffix(""))
	files, err := filepath.Glob("../testdata/recipes/*.hcl")
	if err != nil || len(files) == 0 {
		t.Fatal(err, "no recipes")
	}
	for _, file := range files {
		name := filepath.Base(file)
		src := []byte(read(t, file))
		if text, diags := config.Format(name, src); len(diags) > 0 || !bytes.Equal(text, src) {
			t.Errorf("%s is not in canonical form: %v", name, diags)
		}
		if diags := generator.Validate(name, src, config.Options{}); len(diags) > 0 {
			t.Errorf("%s: %v", name, diags)
		}
		setup, _, err := generator.Setup(name, src, config.Options{}, script.Options{})
		head, _, found := bytes.Cut(setup, []byte("\n# ==== "))
		if err != nil || !found {
			t.Fatalf("%s: %v, no library", name, err)
		}
		golden.Assert(t, strings.TrimSuffix(name, ".hcl")+".head.sh", head)
		set, _ := generator.Read(name, src, config.Options{})
		golden.Assert(t, strings.TrimSuffix(name, ".hcl")+".svg", graph.New(set, plan.New(set)).SVG())
	}
	made, err := os.ReadDir("../golden/recipes")
	if err != nil || len(made) != 2*len(files) {
		t.Errorf("%d heads and pictures of %d recipes: %v", len(made), len(files), err)
	}
}
