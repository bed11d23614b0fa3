package main

import (
	"github.com/alecthomas/kong"

	"github.com/gen-splitroute/gen-splitroute/generator"
)

// teardownCmd is "gen-splitroute teardown".
type teardownCmd struct {
	source
}

// Help is the description in "teardown --help".
func (teardownCmd) Help() string {
	return "The script undoes each command of the setup script, the last one first, and then " +
		"removes all other entries with the tags of the configuration."
}

// Run writes the script.
func (c teardownCmd) Run(o outside, ctx *kong.Context) error {
	return c.script(o, ctx, generator.Teardown)
}
