package main

import (
	"fmt"

	"github.com/alecthomas/kong"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal/acceptance"
	"github.com/gen-splitroute/gen-splitroute/generator/report"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// reportCmd is "gen-splitroute report".
type reportCmd struct {
	source
	Rehearse bool   `help:"Also rehearse the scripts, and list the results."`
	Against  string `placeholder:"OLD.hcl" help:"Also show the changes from this other configuration."`
}

// Help is the description in "report --help".
func (reportCmd) Help() string {
	return "The page is HTML that needs nothing else, for a change ticket: a picture, who goes where, what happens when each " +
		"provider is down, every command with its reason and how it is undone, findings, and the digests of the scripts. " +
		"The exit code is 0, or 4 when a check of the rehearsal failed."
}

// Validate implements kong's interface for what a command line must have.
func (c reportCmd) Validate() error {
	if c.Against == "-" && c.File == "-" {
		return usageError("both configurations can't be standard input")
	}
	return nil
}

// Run writes the page.
func (c reportCmd) Run(o outside, ctx *kong.Context) error {
	subject, err := c.subject(o, ctx)
	if err != nil {
		return err
	}
	failed, err := c.rehearse(o, &subject)
	if err != nil {
		return err
	}
	text, err := report.Page(subject)
	if err != nil {
		return err
	}
	if err := o.write(text); err != nil {
		return err
	}
	return failed
}

// subject reads the configurations and makes the scripts.
func (c reportCmd) subject(o outside, ctx *kong.Context) (report.Subject, error) {
	set, err := c.read(o, ctx)
	if err != nil {
		return report.Subject{}, err
	}
	s := report.Subject{Set: set, Plan: plan.New(set), Release: script.Release}
	if s.Scripts, err = scripts(s.Plan); err != nil || c.Against == "" {
		return s, err
	}
	previous := c.source
	previous.File = c.Against
	if set, err = previous.read(o, ctx); err == nil {
		s.Previous = &report.Previous{Set: set, Plan: plan.New(set)}
	}
	return s, err
}

// scripts are the scripts that the commands with these names print.
func scripts(p plan.Plan) ([]report.Script, error) {
	setup, err := script.Setup(p, script.Options{})
	if err != nil {
		return nil, err
	}
	teardown, err := script.Teardown(p)
	if err != nil {
		return nil, err
	}
	all := []report.Script{{Name: "setup", Text: setup}, {Name: "teardown", Text: teardown}}
	if len(p.Watches) == 0 {
		return all, nil
	}
	monitor, err := script.Monitor(p)
	return append(all, report.Script{Name: "monitor", Text: monitor}), err
}

// read reads the configuration.
func (s source) read(o outside, ctx *kong.Context) (site.Site, error) {
	src, options, err := s.load(o, ctx)
	if err != nil {
		return site.Site{}, err
	}
	set, diags := generator.Read(s.File, src, options)
	return set, o.report(src, diags)
}

// rehearse adds a rehearsal where one is asked for. failed is errRehearsal when a
// check failed.
func (c reportCmd) rehearse(o outside, s *report.Subject) (failed, err error) {
	if !c.Rehearse {
		return nil, nil
	}
	monitor, err := generator.Watcher(s.Set)
	if err != nil {
		return nil, err
	}
	rehearsed, err := o.Rehearse(acceptance.Case{
		Set: s.Set, Setup: string(s.Scripts[0].Text), Teardown: string(s.Scripts[1].Text), Monitor: string(monitor),
	}, o.progress)
	o.progress("")
	if err != nil {
		return nil, fmt.Errorf("cannot rehearse: %w", err)
	}
	s.Rehearsal = &report.Rehearsal{}
	for _, check := range rehearsed.Checks {
		s.Rehearsal.Checks = append(s.Rehearsal.Checks, report.Check{
			Stage: check.Stage, Name: check.Name, Status: string(check.Status), Sent: check.Sent, Seen: check.Seen, Want: check.Want,
		})
	}
	if !rehearsed.OK() {
		failed = errRehearsal
	}
	return failed, nil
}
