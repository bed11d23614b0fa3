package generator_test

import (
	"bytes"
	"os"
	"slices"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// TestHealthIsNotInSetup: who watches the providers changes nothing in the scripts.
func TestHealthIsNotInSetup(t *testing.T) {
	src, err := os.ReadFile("../testdata/valid/health.hcl")
	if err != nil {
		t.Fatal(err)
	}
	watched, diags := generator.Read("health.hcl", src, config.Options{})
	if len(diags) > 0 || !watched.Providers[0].Health.Watched || !watched.Providers[1].Metered {
		t.Fatal(diags, watched.Providers)
	}
	unwatched := watched
	unwatched.Providers = slices.Clone(watched.Providers)
	for i := range unwatched.Providers {
		unwatched.Providers[i].Health, unwatched.Providers[i].Metered = site.Health{}, false
	}
	for i, set := range []site.Site{watched, unwatched} {
		setup, teardown, err := generator.Scripts(set, script.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if text := slices.Concat(setup, teardown); i == 0 {
			src = text
		} else if !bytes.Equal(src, text) {
			t.Error("the scripts are others")
		}
	}
}
