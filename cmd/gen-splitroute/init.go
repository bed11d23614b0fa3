package main

import (
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/discover"
	"github.com/gen-splitroute/gen-splitroute/templates"
)

// initCmd is "gen-splitroute init".
type initCmd struct {
	Live string `placeholder:"FILE" help:"Describe the machine that printed this file: ip -j -d address; ip -j -d route show table all; ip -j -d rule; ip -j -d -6 rule."`
}

// Help is the description in "init --help".
func (initCmd) Help() string {
	return "The configuration has two providers and one local network, and is valid as it is: " +
		"gen-splitroute init | gen-splitroute setup -. With --live it describes a machine, and a comment says why " +
		"each guess was made; its setup changes nothing that works there."
}

// Run writes the configuration.
func (c initCmd) Run(o outside) error {
	if c.Live == "" {
		return o.write(templates.Starter)
	}
	live, err := o.liveText(c.Live)
	if err != nil {
		return err
	}
	text, err := discover.Configuration(live)
	if err != nil {
		return err
	}
	text, diags := config.Format(defaultFile, text)
	if err := o.report(text, diags); err != nil {
		return err
	}
	return o.write(text)
}
