package main

import (
	"github.com/hashicorp/hcl/v2"

	"github.com/gen-splitroute/gen-splitroute/generator/render"
)

// defaultFile is the configuration when none is named.
const defaultFile = "splitroute.hcl"

// source is the configuration that a command works on.
type source struct {
	File string `arg:"" optional:"" default:"splitroute.hcl" help:"Configuration, - for standard input; splitroute.hcl by default."`
}

// script writes a script that is made from the configuration.
func (s source) script(o outside, batch bool, generate generate) error {
	src, err := o.read(s.File)
	if err != nil {
		return err
	}
	text, diags, err := generate(s.File, src, render.Options{Batch: batch})
	if reported := o.report(src, diags); reported != nil {
		return reported
	}
	if err != nil {
		return err
	}
	return o.write(text)
}

// generate is generator.Setup or generator.Teardown.
type generate func(name string, src []byte, o render.Options) ([]byte, hcl.Diagnostics, error)
