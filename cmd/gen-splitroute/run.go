package main

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// The exit codes.
const (
	success = 0
	failure = 1 // the configuration has errors, or reading or writing failed
	usage   = 2 // the command line is wrong
	differs = 3 // fmt --check found something to change, or audit or drift a difference
	noRoute = 3 // explain found no route
	unsound = 4 // a check of rehearse, or of report --rehearse, failed
)

// commandLine is all that can be said on the command line.
type commandLine struct {
	Version versionFlag `help:"Print the version."`

	Setup      setupCmd      `cmd:"" default:"withargs" help:"Write the script that sets the routing up (the default command)."`
	Teardown   teardownCmd   `cmd:"" help:"Write the script that takes it down again."`
	Monitor    monitorCmd    `cmd:"" help:"Write the script that watches the providers."`
	Validate   validateCmd   `cmd:"" help:"Check a configuration and write nothing."`
	Plan       planCmd       `cmd:"" help:"List every command, the block that asks for it, and why."`
	Explain    explainCmd    `cmd:"" help:"Say where a packet would go, and why."`
	Graph      graphCmd      `cmd:"" help:"Draw the networks, the rules in their order and the providers."`
	Report     reportCmd     `cmd:"" help:"Write one page for a review: picture, traffic, commands, findings."`
	Rehearse   rehearseCmd   `cmd:"" help:"Run both scripts on a real kernel, in throwaway namespaces, and report."`
	Audit      auditCmd      `cmd:"" help:"Compare a script with this release and a configuration."`
	Drift      driftCmd      `cmd:"" help:"Compare a machine with a configuration."`
	Fmt        fmtCmd        `cmd:"" help:"Put configurations into canonical form."`
	Init       initCmd       `cmd:"" help:"Write a configuration to start from."`
	Hook       hookCmd       `cmd:"" help:"Write a hook that runs the setup script when an address has changed."`
	Unit       unitCmd       `cmd:"" help:"Write systemd units or an init script that run the scripts at boot."`
	Completion completionCmd `cmd:"" help:"Write completions for a shell."`
	Man        manCmd        `cmd:"" help:"Write a manual page."`
}

// description is what the program does.
const description = "Writes shell scripts for routers with several internet providers."

// asWritten keeps a word of the command line as it is: kong takes it through JSON,
// which has only UTF-8, and a file may have any name.
func asWritten(ctx *kong.DecodeContext, target reflect.Value) error {
	token, err := ctx.Scan.PopValue(ctx.Value.Name)
	if err != nil {
		return err
	}
	target.SetString(token.String())
	return nil
}

// run carries out a command line and returns the exit code.
func run(args []string, o outside) int {
	args = flagsFor(args)
	// What kong prints is an artifact like any other. It wants to exit after
	// that; we let it go on and stop when it is back.
	var printed bytes.Buffer
	exited := false
	parser := kong.Must(&commandLine{},
		kong.Name(program),
		kong.Description(description),
		kong.Help(printHelp),
		kong.Writers(&printed, o.Stderr),
		kong.KindMapper(reflect.String, kong.MapperFunc(asWritten)),
		kong.Exit(func(int) { exited = true }),
	)
	ctx, err := parser.Parse(args)
	switch {
	case exited:
		return o.end(o.write(printed.Bytes()), args)
	case err != nil:
		message, _, _ := strings.Cut(err.Error(), `, did you mean "-h"`) // of any one letter
		o.complain(message, usageHint(args))
		return usage
	}
	return o.end(ctx.Run(o), args)
}

// flagsFor takes "help" and "version" as other programs do.
func flagsFor(args []string) []string {
	switch {
	case len(args) == 1 && args[0] == "version":
		return []string{"--version"}
	case len(args) > 0 && args[0] == "help":
		return append(slices.Clone(args[1:]), "--help")
	}
	return args
}

// end says what went wrong, if anything, and returns the exit code.
func (o outside) end(err error, args []string) int {
	switch {
	case err == nil:
		return success
	case errors.Is(err, errUnformatted), errors.Is(err, errDiffers):
		return differs
	case errors.Is(err, errNoRoute):
		return noRoute
	case errors.As(err, new(usageError)):
		o.complain(err.Error(), usageHint(args))
		return usage
	case errors.Is(err, errRehearsal):
		return unsound
	case !errors.Is(err, errReported):
		o.complain(err.Error(), hint(err, args))
	}
	return failure
}

// complain prints a message for people, with a hint unless that is "".
func (o outside) complain(message, hint string) {
	fmt.Fprintf(o.Stderr, "%s: %s\n", program, message)
	if hint != "" {
		fmt.Fprintf(o.Stderr, "hint: %s\n", hint)
	}
}
