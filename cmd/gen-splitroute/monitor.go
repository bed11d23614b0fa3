package main

import (
	"github.com/alecthomas/kong"

	"github.com/gen-splitroute/gen-splitroute/generator"
)

// monitorCmd is "gen-splitroute monitor".
type monitorCmd struct {
	source
}

// Help is the description in "monitor --help".
func (monitorCmd) Help() string {
	return "The script watches the providers that the health blocks of the configuration name, with ping. " +
		"It runs the setup script beside it, setup.sh, which takes providers that don't answer out of the default " +
		"route and of lists in rules, and puts them back. It runs in the foreground."
}

// Run writes the script.
func (c monitorCmd) Run(o outside, ctx *kong.Context) error {
	return c.script(o, ctx, generator.Monitor)
}
