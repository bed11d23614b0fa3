package main

import (
	"errors"

	"github.com/alecthomas/kong"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/report"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// explainCmd is "gen-splitroute explain".
type explainCmd struct {
	source
	packetFlags
	machineFlags
	Live   string `placeholder:"FILE" help:"Routes and rules of the machine, as the command of drift --script prints them: ip -j -d route show table all; ip -j -d rule; ip -j -d -6 rule."`
	Matrix bool   `help:"Who goes where: every sender and destination of the configuration, in one table."`
	JSON   bool   `help:"Write it as JSON."`
}

// Help is the description in "explain --help".
func (explainCmd) Help() string {
	return "Answers from the configuration alone, on any machine: each rule with the reason why it did or " +
		"didn't hold, and where the packet goes. The exit code is 0 when it gets somewhere and 3 when it doesn't."
}

// errNoRoute is the error of explain about a packet that goes nowhere.
var errNoRoute = errors.New("the packet goes nowhere")

// Validate implements kong's interface for what a command line must have.
func (c explainCmd) Validate() error {
	switch {
	case c.Matrix && c.packet() != rpdb.Packet{}:
		return usageError("--matrix has senders and destinations of its own: write it without --to, --from and other flags about one packet")
	case !c.Matrix && !c.To.IsValid():
		return usageError("say with --to where the packet goes, or --matrix for all that there are")
	}
	return c.check()
}

// Run writes the explanation.
func (c explainCmd) Run(o outside, ctx *kong.Context) error {
	state, err := c.state(o, ctx)
	if err != nil {
		return err
	}
	if c.Matrix {
		return c.review(o, state)
	}
	p, err := state.Complete(c.packet())
	if err != nil {
		return usageError(err.Error())
	}
	trace := state.Explain(p)
	text := report.Trace(state, trace)
	if c.JSON {
		if text, err = report.TraceJSON(state, trace); err != nil {
			return err
		}
	}
	if err := o.write(text); err != nil || trace.Arrives() {
		return err
	}
	return errNoRoute
}

// review writes who goes where.
func (c explainCmd) review(o outside, state *rpdb.State) error {
	matrices, err := state.Matrices()
	if err != nil {
		return usageError(err.Error())
	}
	if !c.JSON {
		return o.write(report.MatrixTable(matrices))
	}
	text, err := report.MatrixJSON(matrices)
	if err != nil {
		return err
	}
	return o.write(text)
}

// state is the machine that is asked about.
func (c explainCmd) state(o outside, ctx *kong.Context) (*rpdb.State, error) {
	about := c.circumstances()
	if c.Live != "" {
		live, err := o.readLive(c.Live)
		if err != nil {
			return nil, err
		}
		about.Live = &live
	}
	src, options, err := c.load(o, ctx)
	if err != nil {
		return nil, err
	}
	state, diags, err := generator.State(c.File, src, options, about)
	if reported := o.report(src, diags); reported != nil {
		return nil, reported
	}
	if err != nil {
		return nil, usageError(err.Error())
	}
	return state, nil
}
