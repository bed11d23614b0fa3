// Package render lays a plan out as scripts for a POSIX shell. What is in a
// script follows from the plan alone: the same plan gives the same bytes.
package render

import (
	"bytes"
	"sync"
	"text/template"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/templates"
)

// Options are the choices that don't change what a script does.
type Options struct {
	// Batch hands all routes and rules to one "ip -batch" instead of running
	// ip once for each.
	Batch bool
	// Confirm is the number of seconds after which a setup takes itself back,
	// unless it is confirmed; 0: it stays.
	Confirm int
}

// Each script is parsed when it is first made: not every command makes both.
var (
	setup    = parsed("setup", "preflight", "reads", "changes", "confirm", "parts")
	teardown = parsed("teardown", "confirm", "parts")
)

// parsed is a template with others that it names.
func parsed(name string, others ...string) func() *template.Template {
	return sync.OnceValue(func() *template.Template {
		all := template.New("").Option("missingkey=error")
		for _, file := range append(others, name) {
			template.Must(all.ParseFS(templates.FS, file+".tmpl"))
		}
		return all.Lookup(name)
	})
}

// Setup is the script that carries the plan out.
func Setup(p plan.Plan, o Options) ([]byte, error) { return execute(setup(), setupView(p, o)) }

// Teardown is the script that undoes it.
func Teardown(p plan.Plan, o Options) ([]byte, error) { return execute(teardown(), teardownView(p, o)) }

func execute(t *template.Template, v view) ([]byte, error) {
	var script bytes.Buffer
	err := t.Execute(&script, v)
	return script.Bytes(), err
}
