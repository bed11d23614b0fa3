package main

import (
	"github.com/alecthomas/kong"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/report"
)

// planCmd is "gen-splitroute plan".
type planCmd struct {
	source
	JSON    bool   `help:"Write it as JSON, with the undoing of each command."`
	Against string `placeholder:"OLD.hcl" help:"List only what this configuration adds to the plan of another one, and what it removes."`
}

// Help is the description in "plan --help".
func (planCmd) Help() string {
	return "The commands are those of the setup script, in its order. $tag stands for the " +
		"routing protocol number that the script chooses when it runs."
}

// Validate implements kong's interface for what a command line must have.
func (c planCmd) Validate() error {
	switch {
	case c.JSON && c.Against != "":
		return usageError("--against is for people: compare what plan --json says of each, without it")
	case c.Against == "-" && c.File == "-":
		return usageError("both configurations can't be standard input")
	}
	return nil
}

// Run writes the plan.
func (c planCmd) Run(o outside, ctx *kong.Context) error {
	src, options, err := c.load(o, ctx)
	if err != nil {
		return err
	}
	p, diags := generator.Plan(c.File, src, options)
	if err := o.report(src, diags); err != nil {
		return err
	}
	if c.Against != "" {
		return c.compare(o, ctx, p)
	}
	text, err := c.print(p)
	if err != nil {
		return err
	}
	return o.write(text)
}

// compare writes what becomes of the setup of another configuration, which is read
// with the same variables.
func (c planCmd) compare(o outside, ctx *kong.Context, p plan.Plan) error {
	previous := c.source
	previous.File = c.Against
	src, options, err := previous.load(o, ctx)
	if err != nil {
		return err
	}
	before, diags := generator.Plan(previous.File, src, options)
	if err := o.report(src, diags); err != nil {
		return err
	}
	return o.write(report.Changes(before, p))
}

func (c planCmd) print(p plan.Plan) ([]byte, error) {
	if c.JSON {
		return report.JSON(p)
	}
	return report.Table(p), nil
}
