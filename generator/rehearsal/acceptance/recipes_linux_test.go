package acceptance

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// Packets go on a router of each recipe where it says that they do.
func TestRecipes(t *testing.T) {
	files, err := filepath.Glob("../../../testdata/recipes/*.hcl")
	if err != nil || len(files) == 0 {
		t.Fatal(err, "no recipes")
	}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			if name == "vpn.hcl" {
				needUsersHere(t)
			}
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if r := rehearse(t, caseOf(t, name, string(src), script.Options{})); !r.OK() {
				t.Errorf("%s", r.Text())
			}
		})
	}
}
