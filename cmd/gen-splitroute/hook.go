package main

import (
	"github.com/alecthomas/kong"
	"github.com/hashicorp/hcl/v2"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
)

// hookCmd is "gen-splitroute hook".
type hookCmd struct {
	Kind string `arg:"" enum:"dhclient,dhcpcd,udhcpc,pppd,networkd-dispatcher,networkmanager,ifupdown,openwrt" help:"Program that changes addresses: dhclient, dhcpcd, udhcpc, pppd, networkd-dispatcher, networkmanager, ifupdown or openwrt."`
	source
	Setup string `default:"/etc/splitroute/setup.sh" placeholder:"PATH" help:"Where the setup script is: ${default} by default."`
}

// Help is the description in "hook --help".
func (hookCmd) Help() string {
	return "The hook runs the setup script in the background when the program has changed an interface of a provider " +
		"that has something \"auto\", with the address and the gateway that the program knows. Its first lines say where " +
		"to install it. Nothing else of a configuration is in it: print it again only when interfaces or names of providers change."
}

// Run writes the hook.
func (c hookCmd) Run(o outside, ctx *kong.Context) error {
	return c.script(o, ctx, func(name string, src []byte, read config.Options) ([]byte, hcl.Diagnostics, error) {
		return generator.Hook(name, src, read, c.Kind, c.Setup)
	})
}
