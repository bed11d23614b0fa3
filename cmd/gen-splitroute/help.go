package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/alecthomas/kong"
)

// printHelp is kong's own help for a command. Without a command, kong's help would lack the
// flags of the default one: then it is the overview below.
func printHelp(options kong.HelpOptions, ctx *kong.Context) error {
	if ctx.Selected() != nil {
		return kong.DefaultHelpPrinter(options, ctx)
	}
	fmt.Fprintf(ctx.Stdout, overview, ctx.Model.Help)
	w := tabwriter.NewWriter(ctx.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "Commands:")
	for _, command := range ctx.Model.Children {
		fmt.Fprintf(w, "  %s\t%s\n", command.Name, command.Help)
	}
	fmt.Fprintln(w, "\nFlags:")
	for _, flag := range append(ctx.Model.Children[0].Flags, ctx.Model.Flags...) {
		fmt.Fprintf(w, "  %s\t%s\n", spelling(flag), flag.Help)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(ctx.Stdout, "\nRun \"%s <command> --help\" for more about a command.\n", program)
	return err
}

const overview = `Usage: gen-splitroute [setup] [FILE] [flags]
       gen-splitroute <command> [FILE] [flags]

%s
FILE describes the router: splitroute.hcl when omitted, - for standard input.

  gen-splitroute init > splitroute.hcl         a configuration to start from
  gen-splitroute > setup.sh                    sets the routing up
  gen-splitroute teardown > teardown.sh        takes it down again
  gen-splitroute monitor > monitor.sh          takes providers out while they don't answer
  gen-splitroute rehearse                      shows on a real kernel what they do

`

func spelling(flag *kong.Flag) string {
	if flag.Short != 0 {
		return fmt.Sprintf("-%c, --%s", flag.Short, flag.Name)
	}
	if flag.IsBool() {
		return "    --" + flag.Name
	}
	return "    --" + flag.Name + " " + flag.PlaceHolder
}
