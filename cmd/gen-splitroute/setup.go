package main

import (
	"fmt"
	"strconv"

	"github.com/alecthomas/kong"
	"github.com/hashicorp/hcl/v2"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// setupCmd is "gen-splitroute setup", also without the word setup.
type setupCmd struct {
	source
	Confirm seconds `placeholder:"SECONDS" help:"Have the script bring the previous state back unless somebody confirms it within so many seconds."`
	Carry   string  `placeholder:"SCRIPT" help:"Copy the function by_hand, with your own commands, from this older setup script."`
}

// Help is the description in "setup --help".
func (setupCmd) Help() string {
	return "The script is for a POSIX shell with iproute2. Run it as root, as often as you like: " +
		"it replaces what an earlier run set up. If it finds a problem, it changes nothing."
}

// seconds is how long to wait.
type seconds int

// maxSeconds is a day.
const maxSeconds = 24 * 60 * 60

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *seconds) UnmarshalText(text []byte) error {
	n, err := strconv.Atoi(string(text))
	if err != nil || n < 1 || n > maxSeconds {
		return usageError(fmt.Sprintf("write a number of seconds, 1 to %d", maxSeconds))
	}
	*s = seconds(n)
	return nil
}

// Run writes the script.
func (c setupCmd) Run(o outside, ctx *kong.Context) error {
	options := script.Options{Confirm: int(c.Confirm)}
	if c.Carry != "" {
		if c.Carry == "-" && c.File == "-" {
			return errOneInput
		}
		old, err := o.readScript(c.Carry)
		if err != nil {
			return err
		}
		if options.ByHand, err = script.Carry(named(c.Carry), old); err != nil {
			return err
		}
	}
	return c.script(o, ctx, func(name string, src []byte, read config.Options) ([]byte, hcl.Diagnostics, error) {
		return generator.Setup(name, src, read, options)
	})
}
