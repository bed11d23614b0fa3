package main

import "github.com/gen-splitroute/gen-splitroute/generator"

// validateCmd is "gen-splitroute validate".
type validateCmd struct{ source }

// Help is what "validate --help" says besides.
func (validateCmd) Help() string {
	return "All mistakes are reported at once, each with its line and what to write instead. " +
		"The exit code is 0 when there are none and 1 when there are any."
}

// Run reports the mistakes.
func (c validateCmd) Run(o outside) error {
	src, err := o.read(c.File)
	if err != nil {
		return err
	}
	_, diags := generator.Plan(c.File, src)
	return o.report(src, diags)
}
