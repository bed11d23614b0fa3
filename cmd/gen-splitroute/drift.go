package main

import (
	"github.com/alecthomas/kong"

	"github.com/gen-splitroute/gen-splitroute/generator/drift"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// driftCmd is "gen-splitroute drift".
type driftCmd struct {
	source
	Live   string `placeholder:"FILE" help:"Routes, rules and so on of the machine, as the command of --script prints them; - for standard input."`
	Script bool   `name:"script" help:"Print the command to run on the router, which prints what --live reads."`
	JSON   bool   `help:"Write the report as JSON."`
}

// Help is the description in "drift --help".
func (driftCmd) Help() string {
	return "Compares a machine's routes, rules, nft tables, sysctls and names of tables with the configuration: - is missing, + was added, ~ has changed, " +
		"each with the block that asks for it and its effect on traffic. " +
		"ssh router \"$(gen-splitroute drift --script)\" > live, then gen-splitroute drift --live live. " +
		"The exit code is 0 when nothing differs and 3 when something does."
}

// Validate implements kong's interface for what a command line must have.
func (c driftCmd) Validate() error {
	switch {
	case c.Script && (c.Live != "" || c.JSON):
		return usageError("--script prints a command and compares nothing: write it without --live and --json")
	case !c.Script && c.Live == "":
		return usageError("say with --live what the machine has; --script prints the command that says it")
	case c.Live == "-" && c.File == "-":
		return usageError("what the machine has and the configuration can't both be standard input")
	}
	return nil
}

// Run compares and writes the report.
func (c driftCmd) Run(o outside, ctx *kong.Context) error {
	if c.Script {
		return o.write([]byte(rpdb.Print + "\n"))
	}
	set, err := c.read(o, ctx)
	if err != nil {
		return err
	}
	live, err := o.readLive(c.Live)
	if err != nil {
		return err
	}
	report := drift.Compare(set, plan.New(set), live)
	out := report.Text()
	if c.JSON {
		if out, err = report.JSON(); err != nil {
			return err
		}
	}
	if err := o.write(out); err != nil || report.OK() {
		return err
	}
	return errDiffers
}
