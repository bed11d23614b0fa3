package main

import (
	"errors"

	"github.com/alecthomas/kong"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/audit"
)

// auditCmd is "gen-splitroute audit".
type auditCmd struct {
	Script string `arg:"" help:"Setup, teardown or monitor script, - for standard input."`
	source
	Library bool `help:"Read no configuration; look at the script alone."`
	JSON    bool `help:"Write the report as JSON."`
}

// Help is the description in "audit --help".
func (auditCmd) Help() string {
	return "Reads the script, and never runs it. Compares each module of its library with this release's, and each command of " +
		"its head with those of the configuration, with the options that the head shows. It lists the lines in the function " +
		"by_hand, which count as no difference. The exit code is 0 when nothing differs, 3 when something does, and 1 when the " +
		"script or the configuration can't be read."
}

// errDiffers is the error of audit and drift when they found a difference.
var errDiffers = errors.New("something differs")

// Run audits and writes the report.
func (c auditCmd) Run(o outside, ctx *kong.Context) error {
	if c.Library && c.given(ctx) {
		return usageError("--library reads no configuration: write it without FILE, --var and --var-file")
	}
	if c.Script == "-" && c.File == "-" {
		return errOneInput
	}
	report, err := c.audit(o, ctx)
	if err != nil {
		return err
	}
	text := report.Text()
	if c.JSON {
		if text, err = report.JSON(); err != nil {
			return err
		}
	}
	if err := o.write(text); err != nil || report.OK() {
		return err
	}
	return errDiffers
}

func (c auditCmd) audit(o outside, ctx *kong.Context) (audit.Report, error) {
	text, err := o.readScript(c.Script)
	if err != nil {
		return audit.Report{}, err
	}
	script, err := audit.Read(named(c.Script), text)
	if err != nil {
		return audit.Report{}, err
	}
	if c.Library {
		return script.Library(), nil
	}
	src, options, err := c.load(o, ctx)
	if err != nil {
		return audit.Report{}, err
	}
	report, diags, err := generator.Audit(script, c.File, src, options)
	if reported := o.report(src, diags); reported != nil {
		return report, reported
	}
	return report, err
}
