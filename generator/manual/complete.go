package manual

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"github.com/gen-splitroute/gen-splitroute/templates"
)

// Shells are the shells with completions.
func Shells() []string { return []string{"bash", "zsh", "fish"} }

var completions = template.Must(template.New("").Option("missingkey=error").Funcs(template.FuncMap{
	"fish":  func(text string) string { return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(text) + "'" },
	"zsh":   zsh.Replace,
	"short": sentence,
	"join":  strings.Join,
}).ParseFS(templates.Complete, "complete/*.tmpl"))

// zsh keeps what has a meaning in a specification of _arguments.
var zsh = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, ":", `\:`, "'", `'\''`)

// Completion is what a shell reads to complete the words of the program.
func Completion(shell string, p Program) ([]byte, error) {
	if !slices.Contains(Shells(), shell) {
		return nil, fmt.Errorf("there is no completion for %q: write one of %s", shell, strings.Join(Shells(), ", "))
	}
	var text bytes.Buffer
	err := completions.ExecuteTemplate(&text, shell+".tmpl", newView(p))
	return text.Bytes(), err
}

// view is a program as the templates read it.
type view struct {
	Name, Release string
	Names         []string // of commands
	Commands      []commandView
	Valued        []valued
}

// commandView is a command with what can stand behind it.
type commandView struct {
	Name, Help string
	Default    bool
	Flags      []flagView
	Arguments  []argumentView
}

type flagView struct {
	Name, Help, Placeholder, Takes string
	Short                          string
}

type argumentView struct {
	Name, Takes string
	Values      []string
	Repeated    bool
}

// valued are the flags that take values of a kind.
type valued struct {
	Takes string
	Flags []string // as they are written
}

func newView(p Program) view {
	v := view{Name: p.Name, Release: p.Release, Names: p.names()}
	for i, c := range p.Commands {
		shown := commandView{Name: c.Name, Help: c.Help, Default: i == 0}
		for _, f := range p.all(c) {
			shown.Flags = append(shown.Flags, newFlagView(f))
			v.value(f)
		}
		for _, a := range c.Arguments {
			shown.Arguments = append(shown.Arguments, argumentView{a.Name, a.takes(), a.Values, a.Repeated})
		}
		v.Commands = append(v.Commands, shown)
	}
	slices.SortFunc(v.Valued, func(a, b valued) int { return cmp.Compare(a.Takes, b.Takes) })
	return v
}

func newFlagView(f Flag) flagView {
	shown := flagView{Name: f.Name, Help: f.Help, Placeholder: f.Placeholder, Takes: f.takes()}
	if f.Short != 0 {
		shown.Short = string(f.Short)
	}
	return shown
}

// value adds a flag to those of its kind.
func (v *view) value(f Flag) {
	if f.takes() == none {
		return
	}
	i := slices.IndexFunc(v.Valued, func(group valued) bool { return group.Takes == f.takes() })
	if i < 0 {
		i = len(v.Valued)
		v.Valued = append(v.Valued, valued{Takes: f.takes()})
	}
	if name := "--" + f.Name; !slices.Contains(v.Valued[i].Flags, name) {
		v.Valued[i].Flags = append(v.Valued[i].Flags, name)
	}
}
