package main

import (
	"bytes"

	"github.com/alecthomas/kong"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
)

// validateCmd is "gen-splitroute validate".
type validateCmd struct {
	source
	JSON   bool `help:"Write the result as JSON, with the fields of terraform validate -json."`
	Strict bool `help:"Exit with 1 for warnings, too."`
}

// Help is the description in "validate --help".
func (validateCmd) Help() string {
	return "Reports all mistakes at once, each with its line and what to write instead; shows 200 and counts the rest. " +
		"The exit code is 0 when there are none and 1 when there are any. " +
		"Warnings are reported like mistakes; they change the exit code with --strict."
}

// Run reports the mistakes.
func (c validateCmd) Run(o outside, ctx *kong.Context) error {
	src, options, err := c.load(o, ctx)
	if err != nil {
		return err
	}
	diags := generator.Validate(c.File, src, options)
	failed := diags.HasErrors() || c.Strict && len(diags) > 0
	if !c.JSON {
		if err := o.report(src, diags); err != nil || !failed {
			return err
		}
		return errReported
	}
	var text bytes.Buffer
	if err := config.WriteJSON(&text, src, diags); err != nil {
		return err
	}
	if err := o.write(text.Bytes()); err != nil {
		return err
	}
	if failed {
		return errReported
	}
	return nil
}
