package main

import (
	"fmt"

	"github.com/alecthomas/kong"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/manual"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/templates"
)

// manCmd is "gen-splitroute man".
type manCmd struct {
	Page string `arg:"" optional:"" enum:"gen-splitroute,splitroute.hcl,splitroute.scripts" default:"gen-splitroute" help:"gen-splitroute, about the commands, splitroute.hcl, about the language, or splitroute.scripts, about the scripts."`
}

// Help is the description in "man --help".
func (manCmd) Help() string {
	return "To read the page: gen-splitroute man | man -l -. To install the pages, write them to gen-splitroute.1, " +
		"splitroute.hcl.5 and splitroute.scripts.7, in man1, man5 and man7 of a folder such as /usr/local/share/man."
}

// Run writes the page.
func (c manCmd) Run(o outside) error {
	for _, r := range references {
		if r.Name == c.Page {
			return o.write(r.Page(script.Release))
		}
	}
	return o.write(manual.CommandPage(described(model()), texts))
}

// references are the pages that are made of a reference.
var references = []manual.Reference{
	{Name: "splitroute.hcl", About: "configuration of gen-splitroute", Section: 5, Text: config.Reference,
		SeeAlso: []string{"gen-splitroute(1)", "splitroute.scripts(7)"}},
	{Name: "splitroute.scripts", About: "scripts that gen-splitroute writes", Section: 7, Text: templates.Reference,
		SeeAlso: []string{"gen-splitroute(1)", "splitroute.hcl(5)", "ip-route(8)", "ip-rule(8)", "nft(8)"}},
}

// texts are what the page says in addition to the help.
var texts = manual.Texts{
	Exits: [][2]string{
		{fmt.Sprint(success), "Success."},
		{fmt.Sprint(failure), "The configuration has errors, or reading or writing failed. Standard output stays empty."},
		{fmt.Sprint(usage), "The command line is wrong."},
		{fmt.Sprint(differs), "`fmt --check`, `audit` or `drift` found a difference, or the packet of `explain` goes nowhere."},
		{fmt.Sprint(unsound), "A check of `rehearse` or `report --rehearse` failed."},
	},
	Files: [][2]string{
		{defaultFile, "The configuration when none is named."},
		{"/etc/splitroute/setup.sh, teardown.sh, monitor.sh", "Where hooks and units look for the scripts."},
		{"/run/splitroute", "The state of a setup, until teardown."},
		{"/run/splitroute-hook", "The state of hooks: `log`, the output of the last run, and `stopped`, while they do nothing."},
	},
	Examples: [][2]string{
		{program + " init > splitroute.hcl", "A configuration to start from:"},
		{program + " > setup.sh\n" + program + " teardown > teardown.sh", "Both scripts of `./splitroute.hcl`:"},
		{program + " explain --from 10.0.0.5 --to 192.0.2.1", "Where a packet of a host in a local network would go:"},
		{program + " rehearse router.hcl", "What both scripts do on a real kernel:"},
	},
}

// described turns kong's model of the command line into one for package manual.
func described(app *kong.Application) manual.Program {
	p := manual.Program{Name: program, Release: script.Release, Help: app.Help, Flags: flagsOf(app.Flags)}
	for _, n := range app.Children {
		p.Commands = append(p.Commands, manual.Command{
			Name: n.Name, Help: n.Help, Detail: n.Detail, Arguments: argumentsOf(n.Positional), Flags: flagsOf(n.Flags),
		})
	}
	return p
}

func flagsOf(list []*kong.Flag) []manual.Flag {
	var flags []manual.Flag
	for _, f := range list {
		described := manual.Flag{Name: f.Name, Help: f.Help, Short: f.Short}
		if !f.IsBool() {
			described.Placeholder = f.FormatPlaceHolder()
		}
		flags = append(flags, described)
	}
	return flags
}

func argumentsOf(list []*kong.Positional) []manual.Argument {
	var arguments []manual.Argument
	for _, a := range list {
		described := manual.Argument{Name: a.Name, Help: a.Help, Optional: !a.Required, Repeated: a.IsCumulative()}
		if a.Enum != "" {
			described.Values = a.EnumSlice()
		}
		arguments = append(arguments, described)
	}
	return arguments
}
