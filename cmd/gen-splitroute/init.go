package main

import "github.com/gen-splitroute/gen-splitroute/templates"

// initCmd is "gen-splitroute init".
type initCmd struct{}

// Help is the description in "init --help".
func (initCmd) Help() string {
	return "The configuration has two providers and one local network, and is valid as it is: " +
		"gen-splitroute init | gen-splitroute setup -"
}

// Run writes the configuration.
func (initCmd) Run(o outside) error { return o.write(templates.Starter) }
