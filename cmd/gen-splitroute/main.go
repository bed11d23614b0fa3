// Command gen-splitroute writes the shell scripts that set up the routing of a
// machine with several internet providers and take it down again. It reads one
// file and writes to standard output; it never touches the system itself.
package main

import (
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"golang.org/x/term"
)

func main() { os.Exit(osMain()) }

// osMain runs the command line of this process. It is the only place that
// knows the operating system.
func osMain() int {
	// A run is short, and its memory given back at its end: collecting it on the
	// way takes half of the time that a large configuration takes.
	debug.SetGCPercent(800)
	// A closed pipe is then an error like any other, instead of a silent end.
	signal.Ignore(syscall.SIGPIPE)
	return run(os.Args[1:], outside{
		Stdin:   os.Stdin,
		Stdout:  os.Stdout,
		Stderr:  os.Stderr,
		Open:    func(name string) (io.ReadCloser, error) { return os.Open(name) },
		Replace: replaceFile,
		Color:   color(term.IsTerminal(int(os.Stderr.Fd())), os.Getenv),
	})
}

// color reports whether to print in colour (https://no-color.org).
func color(terminal bool, getenv func(string) string) bool {
	return terminal && getenv("NO_COLOR") == "" && getenv("TERM") != "dumb"
}
