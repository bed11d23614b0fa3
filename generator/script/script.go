// Package script lays a plan out as scripts for a POSIX shell. A script is a
// head, which says what is done, one literal command a line, and modules of the
// library (templates/lib), which say how, and which are the same bytes in every
// script. The same plan gives the same bytes.
package script

import (
	"bytes"
	"text/template"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/templates"
)

// Release is the release of the library, which the head of a script names.
const Release = "0.1.0"

// Begin is the last line of a script. A shell that has read but a part of it
// does nothing.
const Begin = `{ main "$@"; }`

// Options are the choices that the configuration doesn't make.
type Options struct {
	// Confirm is the number of seconds after which a setup takes itself back,
	// unless it is confirmed; 0: it stays.
	Confirm int
	// ByHand is the function for commands of one's own, as Carry finds it; "":
	// an empty one.
	ByHand string
}

var heads = template.Must(template.New("").Option("missingkey=error").
	Funcs(template.FuncMap{"part": func(name string, groups []group) part { return part{name, groups} }}).
	ParseFS(templates.FS, "*.tmpl"))

// part is a function of a head.
type part struct {
	Name   string
	Groups []group
}

// Setup is the script that carries the plan out.
func Setup(p plan.Plan, o Options) ([]byte, error) {
	h := setupHead(p, o)
	return write("setup.tmpl", h, h.modules(setupModules))
}

// Teardown is the script that undoes it.
func Teardown(p plan.Plan) ([]byte, error) {
	h := teardownHead(p)
	return write("teardown.tmpl", h, h.modules(teardownModules))
}

// Monitor is the script that watches the providers.
func Monitor(p plan.Plan) ([]byte, error) {
	h := monitorHead(p)
	return write("monitor.tmpl", h, h.modules(monitorModules))
}

// write writes a head, the modules, and the line that begins.
func write(name string, h head, modules []string) ([]byte, error) {
	var script bytes.Buffer
	if err := heads.ExecuteTemplate(&script, name, h); err != nil {
		return nil, err
	}
	for _, name := range modules {
		m, err := Library(name)
		if err != nil {
			return nil, err
		}
		script.WriteString("\n" + m.FirstLine() + "\n")
		script.Write(m.Text)
	}
	script.WriteString("\n" + Begin + "\n")
	return script.Bytes(), nil
}
