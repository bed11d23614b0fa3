package discover_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// On the router of each recipe, its providers and local networks are found again,
// and the setup that is written runs.
func TestRecipes(t *testing.T) {
	if err := rehearsal.Available(); err != nil {
		t.Skip(err)
	}
	files, err := filepath.Glob("../../testdata/recipes/*.hcl")
	if err != nil || len(files) == 0 {
		t.Fatal(err, "no recipes")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			recipe, diags := generator.Read(file, src, config.Options{})
			if diags.HasErrors() {
				t.Fatal(diags)
			}
			lab := labOf(t, recipe)
			text := written(t, []byte(on(t, lab, commands)))
			found, diags := generator.Read("live.hcl", text, config.Options{})
			if diags.HasErrors() {
				t.Fatal(diags)
			}
			compare(t, recipe, found, string(text))
			setup, teardown, err := generator.Scripts(found, script.Options{})
			if err != nil {
				t.Fatal(err)
			}
			on(t, lab, string(setup))
			on(t, lab, string(teardown))
		})
	}
}

// labOf is a router on which main has a default route by each provider.
func labOf(t *testing.T, recipe site.Site) *rehearsal.Lab {
	t.Helper()
	var defaults []rehearsal.Default
	for i, p := range recipe.Providers {
		defaults = append(defaults, rehearsal.Default{Provider: p.Name, Metric: 100 + i})
	}
	lab, err := rehearsal.Build(rehearsal.Example(recipe), rehearsal.Options{Defaults: defaults})
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

// on runs commands on the router, which must not fail.
func on(t *testing.T, lab *rehearsal.Lab, text string) string {
	t.Helper()
	r, err := lab.Run(rehearsal.Script{Text: text})
	if err != nil || r.Exit != 0 {
		t.Fatalf("%v, exit %d: %s%s", err, r.Exit, r.Stdout, r.Stderr)
	}
	return r.Stdout
}

// compare wants what the recipe has.
func compare(t *testing.T, recipe, found site.Site, text string) {
	t.Helper()
	for _, p := range recipe.Providers {
		if !slices.ContainsFunc(found.Providers, func(q site.Provider) bool {
			return q.Interface == p.Interface && q.IPv4.Declared == p.IPv4.Declared && q.IPv6.Declared == p.IPv6.Declared
		}) {
			t.Errorf("the provider on %s is missing:\n%s", p.Interface, text)
		}
	}
	for _, n := range recipe.Networks {
		i := slices.IndexFunc(found.Networks, func(m site.Network) bool { return m.Interface == n.Interface })
		if i < 0 || len(found.Networks[i].Prefixes) != len(n.Prefixes) {
			t.Errorf("the network on %s is missing, or prefixes of it:\n%s", n.Interface, text)
		}
	}
}
