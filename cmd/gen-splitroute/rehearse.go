package main

import (
	"errors"
	"fmt"

	"github.com/alecthomas/kong"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal/acceptance"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/script/sh"
)

// rehearseCmd is "gen-splitroute rehearse".
type rehearseCmd struct {
	source
	Script   string  `placeholder:"FILE" help:"Run this setup script, such as one edited by hand, instead of a new one."`
	Teardown string  `placeholder:"FILE" help:"The same for the teardown script."`
	Confirm  seconds `placeholder:"SECONDS" help:"Rehearse the setup script that --confirm writes, and that it is rolled back."`
	JSON     bool    `xor:"form" help:"Write the report as JSON."`
	JUnit    string  `name:"junit" placeholder:"FILE" help:"Write it as JUnit XML to a file as well."`
}

// Help is the description in "rehearse --help".
func (rehearseCmd) Help() string {
	return "Both scripts are run on the kernel of this machine, in network namespaces of their own, " +
		"with a router, its providers and its local networks in them, and packets between those. " +
		"Where providers have health, the monitor runs, too, and their lines fail in all ways. " +
		"Nothing outside is touched. It needs Linux, iproute2, nft where the setup does, and root or " +
		"user namespaces. The exit code is 0 when everything is right and 4 when a check failed."
}

// errRehearsal is the error of a rehearsal that was not as it should be.
var errRehearsal = errors.New("a check failed")

// Run rehearses and writes the report.
func (c rehearseCmd) Run(o outside, ctx *kong.Context) error {
	rehearsed, err := c.load(o, ctx)
	if err != nil {
		return err
	}
	report, err := o.Rehearse(rehearsed, o.progress)
	o.progress("")
	if err != nil {
		return fmt.Errorf("cannot rehearse: %w", err)
	}
	if err := c.print(o, report); err != nil {
		return err
	}
	if !report.OK() {
		return errRehearsal
	}
	return nil
}

// load reads the configuration and makes, or reads, its scripts.
func (c rehearseCmd) load(o outside, ctx *kong.Context) (rehearsed acceptance.Case, err error) {
	src, options, err := c.source.load(o, ctx)
	if err != nil {
		return rehearsed, err
	}
	set, diags := generator.Read(c.File, src, options)
	if err := o.report(src, diags); err != nil {
		return rehearsed, err
	}
	rehearsed.Set = set
	setup, teardown, err := generator.Scripts(set, script.Options{Confirm: int(c.Confirm)})
	if err != nil {
		return rehearsed, err
	}
	if rehearsed.Setup, err = o.instead(setup, c.Script); err != nil {
		return rehearsed, err
	}
	if rehearsed.Teardown, err = o.instead(teardown, c.Teardown); err != nil {
		return rehearsed, err
	}
	monitor, err := generator.Watcher(set)
	rehearsed.Monitor = string(monitor)
	return rehearsed, err
}

// instead is the text of a file, or text where none is named. What a shell
// couldn't read isn't run.
func (o outside) instead(text []byte, name string) (string, error) {
	if name == "" {
		return string(text), nil
	}
	text, err := o.readScript(name)
	if err == nil {
		_, err = sh.Parse(named(name), text)
	}
	return string(text), err
}

func (c rehearseCmd) print(o outside, report acceptance.Report) error {
	text, err := report.Text(), error(nil)
	if c.JSON {
		if text, err = report.JSON(); err != nil {
			return err
		}
	}
	if c.JUnit != "" {
		junit, err := report.JUnit()
		if err != nil {
			return err
		}
		if err := o.create(c.JUnit, junit); err != nil {
			return err
		}
	}
	return o.write(text)
}
