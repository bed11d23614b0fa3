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
}

// scripts are parsed when the first one is made: not every command makes any.
var scripts = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Option("missingkey=error").ParseFS(templates.FS, "*.tmpl"))
})

// Setup is the script that carries the plan out.
func Setup(p plan.Plan, o Options) ([]byte, error) { return execute("setup", setupView(p, o)) }

// Teardown is the script that undoes it.
func Teardown(p plan.Plan, o Options) ([]byte, error) { return execute("teardown", teardownView(p, o)) }

func execute(name string, v view) ([]byte, error) {
	var script bytes.Buffer
	err := scripts().ExecuteTemplate(&script, name, v)
	return script.Bytes(), err
}
