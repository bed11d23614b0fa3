package main

import "github.com/gen-splitroute/gen-splitroute/generator/manual"

// completionCmd is "gen-splitroute completion".
type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Help is the description in "completion --help".
func (completionCmd) Help() string {
	return "It completes commands, flags, files, and the names of providers and interfaces that stand in the configuration " +
		"on the command line, or in ./splitroute.hcl. Its first lines say where to install it."
}

// Run writes the completion.
func (c completionCmd) Run(o outside) error {
	text, err := manual.Completion(c.Shell, described(model()))
	if err != nil {
		return err
	}
	return o.write(text)
}
