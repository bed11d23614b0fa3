package main

import (
	"path/filepath"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/deliver"
)

// playbookCmd is "gen-splitroute playbook".
type playbookCmd struct {
	File    string  `arg:"" optional:"" default:"splitroute.hcl" help:"Configuration, relative to the folder of the playbook; splitroute.hcl by default."`
	Setup   string  `default:"/etc/splitroute/setup.sh" placeholder:"PATH" help:"Where the setup script belongs on a router, with teardown.sh and monitor.sh beside it: ${default} by default."`
	Hosts   string  `default:"routers" placeholder:"PATTERN" help:"The hosts or groups of the inventory that are the routers: ${default} by default."`
	Confirm seconds `default:"120" placeholder:"SECONDS" help:"In how many seconds a router must answer again, before it goes back by itself: ${default} by default."`
}

// Help is the description in "playbook --help".
func (playbookCmd) Help() string {
	return "The playbook is for ansible-core 2.14 or newer, and has the controller make the scripts of every router from one " +
		"configuration. A variable NAME of the configuration gets the value of the host variable splitroute_var_NAME. " +
		"Its first lines say how to run it. The routers need Python, and what the scripts need."
}

// Run writes the playbook.
func (c playbookCmd) Run(o outside) error {
	if c.File == "-" {
		return usageError("a playbook reads the configuration again: name a file instead of -")
	}
	src, err := o.read(c.File)
	if err != nil {
		return err
	}
	text, diags, err := generator.Playbook(src, deliver.Playbook{
		File: filepath.ToSlash(c.File), Setup: c.Setup, Hosts: c.Hosts, Confirm: int(c.Confirm),
	})
	if reported := o.report(src, diags); reported != nil {
		return reported
	}
	if err != nil {
		return err
	}
	return o.write(text)
}
