package main

import (
	"path/filepath"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/hashicorp/hcl/v2"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
)

// defaultFile is the configuration when none is named.
const defaultFile = "splitroute.hcl"

// source is the configuration that a command works on.
type source struct {
	File    string       `arg:"" optional:"" default:"splitroute.hcl" help:"Configuration, - for standard input; splitroute.hcl by default."`
	Var     []assignment `sep:"none" placeholder:"NAME=VALUE" help:"Give a variable a value; of several for one, the last counts."`
	VarFile []string     `sep:"none" placeholder:"FILE" help:"Read values of variables from a file of lines NAME = VALUE."`
}

// assignment is NAME=VALUE.
type assignment string

// UnmarshalText implements encoding.TextUnmarshaler.
func (a *assignment) UnmarshalText(text []byte) error {
	name, _, found := strings.Cut(string(text), "=")
	if !found || name == "" {
		return usageError("write it as --var NAME=VALUE")
	}
	*a = assignment(text)
	return nil
}

// usageError is a mistake in the command line.
type usageError string

func (e usageError) Error() string { return string(e) }

// options are what the configuration is read with.
func (s source) options(o outside, ctx *kong.Context) (config.Options, error) {
	options := config.Options{ReadFile: func(name string) ([]byte, error) {
		return o.readFile(s.beside(name))
	}}
	vars, files := s.Var, s.VarFile
	for _, flag := range ctx.Path { // in the order of the command line
		switch {
		case flag.Flag == nil:
		case flag.Flag.Name == "var":
			options.Vars = append(options.Vars, config.Vars{Text: string(vars[0])})
			vars = vars[1:]
		case flag.Flag.Name == "var-file":
			text, err := o.read(files[0])
			if err != nil {
				return options, err
			}
			options.Vars = append(options.Vars, config.Vars{File: files[0], Text: string(text)})
			files = files[1:]
		}
	}
	return options, nil
}

// beside is a path that is written relative to the configuration, or to the
// working directory when that is standard input.
func (s source) beside(name string) string {
	name = filepath.FromSlash(name)
	if filepath.IsAbs(name) || s.File == "-" {
		return name
	}
	return filepath.Join(filepath.Dir(s.File), name)
}

// load reads the configuration and what it is read with.
func (s source) load(o outside, ctx *kong.Context) ([]byte, config.Options, error) {
	src, err := o.read(s.File)
	if err != nil {
		return nil, config.Options{}, err
	}
	options, err := s.options(o, ctx)
	if err == nil {
		options.Progress = new(config.Progress)
		go o.watch(options.Progress)
	}
	return src, options, err
}

// given reports whether the command line says anything about a configuration.
func (s source) given(ctx *kong.Context) bool {
	for _, p := range ctx.Path {
		if p.Positional != nil && p.Positional.Name == "file" {
			return true
		}
	}
	return len(s.Var)+len(s.VarFile) > 0
}

// script writes a script that is made from the configuration.
func (s source) script(o outside, ctx *kong.Context, generate generate) error {
	src, options, err := s.load(o, ctx)
	if err != nil {
		return err
	}
	text, diags, err := generate(s.File, src, options)
	if reported := o.report(src, diags); reported != nil {
		return reported
	}
	if err != nil {
		return err
	}
	return o.write(text)
}

// generate makes a script of a configuration.
type generate func(name string, src []byte, c config.Options) ([]byte, hcl.Diagnostics, error)
