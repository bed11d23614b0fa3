package generator_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/render"
	"github.com/gen-splitroute/gen-splitroute/templates"
)

// FuzzPipeline: whatever the configuration and its file are called and hold,
// there are either errors and no script, or scripts for a POSIX shell that do
// what is planned and nothing that isn't in the plan or in a template.
func FuzzPipeline(f *testing.F) {
	for _, file := range fixtures(f) {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(filepath.Base(file), src)
	}
	f.Add("-", templates.Starter)
	f.Add("$(reboot)\n`reboot`'\"", templates.Starter)
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		p, diags := generator.Plan(name, src)
		for _, kind := range kinds {
			text, _, err := kind.write(name, src, render.Options{Batch: kind.batch})
			if err != nil {
				t.Fatal(err)
			}
			if diags.HasErrors() {
				if text != nil {
					t.Fatal("a script in spite of errors")
				}
				continue
			}
			checkScript(t, p, text, kind)
		}
	})
}

// kind is one of the four scripts that are made of a plan.
type kind struct {
	write   generate
	batch   bool
	undoing bool
}

var kinds = []kind{
	{write: generator.Setup},
	{write: generator.Setup, batch: true},
	{write: generator.Teardown, undoing: true},
	{write: generator.Teardown, undoing: true, batch: true},
}

func fixtures(f *testing.F) []string {
	f.Helper()
	files, err := filepath.Glob("../testdata/*valid/*.hcl")
	if err != nil || len(files) == 0 {
		f.Fatalf("no fixtures: %v", err)
	}
	return files
}

// steps are the commands of the plan in the order in which a script of that
// kind runs them.
func (k kind) steps(p plan.Plan) []iproute.Command {
	var all []iproute.Command
	for i := range p.Steps {
		if k.undoing {
			all = append(all, p.Steps[len(p.Steps)-1-i].Op.Undo())
		} else {
			all = append(all, p.Steps[i].Op.Do())
		}
	}
	return all
}
