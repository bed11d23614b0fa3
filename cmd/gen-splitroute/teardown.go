package main

import (
	"github.com/alecthomas/kong"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/render"
)

// teardownCmd is "gen-splitroute teardown".
type teardownCmd struct {
	source
	Batch bool `help:"Hand all routes and rules to one ip -batch: faster with many providers."`
}

// Help is what "teardown --help" says besides.
func (teardownCmd) Help() string {
	return "The script undoes each command of the setup script, the last one first, and then " +
		"takes away whatever else carries the tags of the configuration."
}

// Run writes the script.
func (c teardownCmd) Run(o outside, ctx *kong.Context) error {
	return c.script(o, ctx, render.Options{Batch: c.Batch}, generator.Teardown)
}
