// Command gen-splitroute writes the shell scripts that set up the routing of a
// machine with several internet providers and take it down again. It reads one
// file and writes to standard output; it never touches the system itself, and
// rehearses in namespaces of its own.
package main

import (
	"errors"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"golang.org/x/term"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal/acceptance"
)

func main() { os.Exit(osMain()) }

// osMain runs the command line of this process. It is the only place that
// knows the operating system.
func osMain() int {
	if served, exit := acceptance.Serve(); served {
		return exit
	}
	// A run is short, and its memory given back at its end: collecting it on the
	// way takes half of the time that a large configuration takes.
	debug.SetGCPercent(800)
	debug.SetMemoryLimit(maxMemory / 2) // above this the collector runs, so that watch sees live memory
	// A closed pipe is then an error like any other, instead of a silent end.
	signal.Ignore(syscall.SIGPIPE)
	terminal := term.IsTerminal(int(os.Stderr.Fd()))
	return run(os.Args[1:], outside{
		Stdin:    os.Stdin,
		Stdout:   os.Stdout,
		Stderr:   os.Stderr,
		Open:     func(name string) (io.ReadCloser, error) { return os.Open(name) },
		OpenFile: openRegular,
		Create:   func(name string, text []byte) error { return os.WriteFile(name, text, 0o666) },
		Replace:  replaceFiles,
		Exit:     os.Exit,

		Rehearse: acceptance.Rehearse,
		Terminal: terminal,
		Color:    color(terminal, os.Getenv),
	})
}

// openRegular opens a regular file.
func openRegular(name string) (io.ReadCloser, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no regular file")
	}
	return os.Open(name)
}

// color reports whether to print in colour (https://no-color.org).
func color(terminal bool, getenv func(string) string) bool {
	return terminal && getenv("NO_COLOR") == "" && getenv("TERM") != "dumb"
}
