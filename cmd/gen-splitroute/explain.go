package main

import (
	"cmp"
	"errors"
	"fmt"
	"net/netip"

	"github.com/alecthomas/kong"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/report"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/selector"
)

// explainCmd is "gen-splitroute explain".
type explainCmd struct {
	source
	To         netip.Addr   `placeholder:"ADDR" help:"Where the packet goes."`
	From       netip.Addr   `placeholder:"ADDR" help:"Its source; without one, this machine sends it and the kernel chooses."`
	Interface  string       `placeholder:"INTERFACE" help:"By which interface it arrives; follows from --from for a host in a local network."`
	Protocol   protocol     `placeholder:"NAME" help:"tcp, udp, icmp and so on, or a number."`
	Sport      uint16       `placeholder:"PORT" help:"Its source port."`
	Dport      uint16       `placeholder:"PORT" help:"Its destination port."`
	Mark       uint32       `placeholder:"N" help:"The mark that it has before nft sees it, such as 0x100."`
	UID        uint32       `name:"uid" placeholder:"N" help:"The user whose process here sends it."`
	DSCP       dscp         `name:"dscp" placeholder:"CLASS" help:"Its class: a number, or a name such as ef, af41, cs1."`
	MAC        selector.MAC `name:"mac" placeholder:"ADDR" help:"The hardware address of the host or router in a local network that sent it."`
	Bound      string       `placeholder:"NAME" help:"The interface that its socket here is bound to."`
	Connection string       `placeholder:"PROVIDER" help:"It belongs to a connection that began by this provider."`
	Without    []string     `sep:"none" placeholder:"PROVIDER" help:"The interface of this provider has gone down."`
	Health     []string     `sep:"none" placeholder:"PROVIDER=STATE" help:"What the monitor finds: up, suspect, down or rising."`
	Assume     []assumption `sep:"none" placeholder:"PROVIDER=ADDR/LEN,GATEWAY" help:"What the script would read for a provider."`
	Live       string       `placeholder:"FILE" help:"Routes and rules that the machine has: ip -j -d route show table all; ip -j -d rule; ip -j -d -6 rule."`
	Matrix     bool         `help:"Who goes where: every sender and destination of the configuration, in one table."`
	JSON       bool         `help:"Write it as JSON."`
}

// Help is the description in "explain --help".
func (explainCmd) Help() string {
	return "Answers from the plan alone, on any machine, before anything is applied: each rule with why it did or " +
		"didn't hold, and where the packet goes. The exit code is 0 when it gets somewhere and 3 when it doesn't."
}

// errNoRoute is the error of explain about a packet that goes nowhere.
var errNoRoute = errors.New("the packet goes nowhere")

// Validate implements kong's interface for what a command line must have.
func (c explainCmd) Validate() error {
	switch {
	case c.Matrix && c.packet() != rpdb.Packet{}:
		return usageError("--matrix has senders and destinations of its own: leave out --to, --from and whatever else is about one packet")
	case !c.Matrix && !c.To.IsValid():
		return usageError("say with --to where the packet goes, or --matrix for all that there are")
	}
	return cmp.Or(checkZone("--to", c.To), checkZone("--from", c.From))
}

// checkZone refuses an interface that stands behind an address: rules and routes
// are asked about addresses alone.
func checkZone(flag string, a netip.Addr) error {
	if a.Zone() == "" {
		return nil
	}
	return usageError(fmt.Sprintf("%[1]s %[2]s names an interface, and addresses are looked up without one: write %[1]s %[3]s", flag, a, a.WithZone("")))
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
	src, options, err := c.load(o, ctx)
	if err != nil {
		return nil, err
	}
	about := generator.Circumstances{Without: c.Without, Health: c.Health}
	for _, a := range c.Assume {
		about.Assume = append(about.Assume, rpdb.Assumption(a))
	}
	if c.Live != "" {
		text, err := o.readLive(c.Live)
		if err != nil {
			return nil, err
		}
		live, err := rpdb.ReadLive(text)
		if err != nil {
			return nil, err
		}
		about.Live = &live
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

func (c explainCmd) packet() rpdb.Packet {
	return rpdb.Packet{
		To: c.To.Unmap(), From: c.From.Unmap(), Interface: c.Interface,
		Protocol: int(c.Protocol), SourcePort: c.Sport, DestinationPort: c.Dport,
		Mark: c.Mark, UID: c.UID, DSCP: uint8(c.DSCP), MAC: c.MAC, Bound: c.Bound, Connection: c.Connection,
	}
}

// assumption is PROVIDER=ADDRESS/LENGTH,GATEWAY.
type assumption rpdb.Assumption

// UnmarshalText implements encoding.TextUnmarshaler.
func (a *assumption) UnmarshalText(text []byte) error {
	parsed, err := rpdb.ParseAssumption(string(text))
	*a = assumption(parsed)
	return err
}

// protocol is a protocol's number or name.
type protocol int

// UnmarshalText implements encoding.TextUnmarshaler.
func (p *protocol) UnmarshalText(text []byte) error {
	n, err := config.Protocol(string(text))
	*p = protocol(n)
	return err
}

// dscp is a class's number or name.
type dscp uint8

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *dscp) UnmarshalText(text []byte) error {
	n, err := config.DSCP(string(text))
	*d = dscp(n)
	return err
}
