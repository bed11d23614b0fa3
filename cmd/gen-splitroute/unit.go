package main

import (
	"github.com/alecthomas/kong"
	"github.com/hashicorp/hcl/v2"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/deliver"
)

// unitCmd is "gen-splitroute unit".
type unitCmd struct {
	source
	Setup   string `default:"/etc/splitroute/setup.sh" placeholder:"PATH" help:"Where the setup script is, with teardown.sh and monitor.sh beside it: ${default} by default."`
	Monitor bool   `help:"Write the unit of the monitor, for providers with health."`
	Package bool   `help:"Write it for a package: it reads no configuration, and runs the scripts that are there."`
	OpenWrt bool   `name:"openwrt" help:"Write an init script of procd, for both."`
	OpenRC  bool   `name:"openrc" help:"Write an init script of OpenRC."`
}

// Help is the description in "unit --help".
func (unitCmd) Help() string {
	return "Without flags it is the unit splitroute.service of systemd. It runs the setup script at boot and on " +
		"systemctl reload, which loses no packet, and the teardown script on systemctl stop. After a " +
		"stop, hooks do nothing until somebody starts it again."
}

// Run writes the unit.
func (c unitCmd) Run(o outside, ctx *kong.Context) error {
	if c.OpenWrt && c.OpenRC {
		return usageError("--openwrt and --openrc are for different systems: write one of them")
	}
	if c.Monitor && c.OpenWrt {
		return usageError("the init script of --openwrt runs the monitor, too: write it without --monitor")
	}
	unit := deliver.Unit{Setup: c.Setup, Monitor: c.Monitor, OpenWrt: c.OpenWrt, OpenRC: c.OpenRC}
	if c.Package {
		return c.forPackage(o, ctx, unit)
	}
	return c.script(o, ctx, func(name string, src []byte, read config.Options) ([]byte, hcl.Diagnostics, error) {
		return generator.Unit(name, src, read, unit)
	})
}

// forPackage writes a unit for any configuration.
func (c unitCmd) forPackage(o outside, ctx *kong.Context, unit deliver.Unit) error {
	if c.given(ctx) {
		return usageError("--package reads no configuration: write it without FILE, --var and --var-file")
	}
	text, err := unit.Text()
	if err != nil {
		return err
	}
	return o.write(text)
}
