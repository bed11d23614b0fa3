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
	JSON bool `help:"Write it as JSON, with the undoing of each command."`
}

// Help is what "plan --help" says besides.
func (planCmd) Help() string {
	return "The commands are those of the setup script, in its order. $tag stands for the " +
		"routing protocol number that the script chooses when it runs."
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
	text, err := c.print(p)
	if err != nil {
		return err
	}
	return o.write(text)
}

func (c planCmd) print(p plan.Plan) ([]byte, error) {
	if c.JSON {
		return report.JSON(p)
	}
	return report.Table(p), nil
}
