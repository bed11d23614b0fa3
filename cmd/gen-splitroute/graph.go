package main

import (
	"github.com/alecthomas/kong"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// graphCmd is "gen-splitroute graph".
type graphCmd struct {
	source
	SVG bool `name:"svg" help:"Write a picture instead, which needs no Graphviz."`
	packetFlags
	machineFlags
}

// Help is the description in "graph --help".
func (graphCmd) Help() string {
	return "The local networks are on the left, the router with its rules in the order in which the kernel asks them in the " +
		"middle, the providers on the right. It is written in the language of Graphviz (dot -Tpng), or with --svg as a " +
		"picture. With --to, and the other flags of explain, it also shows the path of a packet."
}

// Validate implements kong's interface for what a command line must have.
func (c graphCmd) Validate() error {
	switch {
	case !c.To.IsValid() && c.packet() != rpdb.Packet{}:
		return usageError("say with --to where the packet goes, whose path is to be drawn")
	case !c.To.IsValid() && len(c.Without) > 0:
		return usageError("--without is about the path of a packet: say with --to where it goes")
	}
	return c.check()
}

// Run writes the graph.
func (c graphCmd) Run(o outside, ctx *kong.Context) error {
	src, options, err := c.load(o, ctx)
	if err != nil {
		return err
	}
	var packets []rpdb.Packet
	if c.To.IsValid() {
		packets = []rpdb.Packet{c.packet()}
	}
	g, diags, err := generator.Graph(c.File, src, options, c.circumstances(), packets...)
	if reported := o.report(src, diags); reported != nil {
		return reported
	}
	if err != nil {
		return usageError(err.Error())
	}
	if c.SVG {
		return o.write(g.SVG())
	}
	return o.write(g.DOT())
}
