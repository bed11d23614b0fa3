package main

import (
	"github.com/alecthomas/kong"

	"github.com/gen-splitroute/gen-splitroute/generator"
)

// setupCmd is "gen-splitroute setup", and what is done without a command.
type setupCmd struct {
	source
	Batch bool `help:"Hand all routes and rules to one ip -batch: faster with many providers."`
}

// Help is what "setup --help" says besides.
func (setupCmd) Help() string {
	return "The script is for a POSIX shell with iproute2. Run it as root, as often as you like: " +
		"it replaces what an earlier run set up, and changes nothing when anything is amiss."
}

// Run writes the script.
func (c setupCmd) Run(o outside, ctx *kong.Context) error {
	return c.script(o, ctx, c.Batch, generator.Setup)
}
