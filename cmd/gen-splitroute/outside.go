package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"runtime/debug"

	"github.com/hashicorp/hcl/v2"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal/acceptance"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/script/sh"
)

// outside is all that a command may touch.
type outside struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Open           func(name string) (io.ReadCloser, error)
	OpenFile       func(name string) (io.ReadCloser, error) // refuses anything but a regular file
	Create         func(name string, text []byte) error
	Replace        func(drafts []draft) error // of files that are there: of all or of none

	Exit func(code int)

	Rehearse func(c acceptance.Case, progress func(string)) (acceptance.Report, error)

	Terminal bool // whether Stderr is one
	Color    bool // whether Stderr takes colours
}

// read returns the text of a file; "-" is standard input. It stops once a file is too
// large; then config says so.
func (o outside) read(name string) ([]byte, error) { return o.readInput(name, config.MaxSize) }

// readScript is read for a script, which may be larger; sh says where it is too
// large.
func (o outside) readScript(name string) ([]byte, error) { return o.readInput(name, sh.MaxSize) }

// maxLive is the size of what a machine has, with a full table of the internet's routes.
const maxLive = 512 << 20

// liveText reads what commands have printed about a machine. Nobody may be watching how
// long the configuration takes meanwhile.
func (o outside) liveText(name string) ([]byte, error) {
	// What main sets is for configurations: this may be much larger.
	debug.SetMemoryLimit(math.MaxInt64)
	debug.SetGCPercent(100)
	text, err := o.readInput(name, maxLive)
	if err == nil && len(text) > maxLive {
		err = fmt.Errorf("%q is larger than %d MiB", named(name), maxLive>>20)
	}
	return text, err
}

// readLive reads what a machine has.
func (o outside) readLive(name string) (live rpdb.Live, err error) {
	text, err := o.liveText(name)
	if err != nil {
		return live, err
	}
	return rpdb.ReadLive(text)
}

// errOneInput is the error about a command line that has two things in standard input.
const errOneInput = usageError("the script and the configuration can't both be standard input")

// named is the name of an input in messages.
func named(name string) string {
	if name == "-" {
		return "stdin"
	}
	return name
}

func (o outside) readInput(name string, most int64) ([]byte, error) {
	if name == "-" {
		src, err := limited(o.Stdin, most)
		if err != nil {
			return nil, fmt.Errorf("cannot read standard input: %w", bare(err))
		}
		return src, nil
	}
	return contents(o.Open, name, most)
}

// readFile reads a configuration, which must be a regular file: it never waits for
// somebody to write into a pipe.
func (o outside) readFile(name string) ([]byte, error) {
	return contents(o.OpenFile, name, config.MaxSize)
}

func contents(open func(string) (io.ReadCloser, error), name string, most int64) ([]byte, error) {
	file, err := open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, missing{name}
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read %q: %w", name, bare(err))
	}
	defer file.Close()
	src, err := limited(file, most)
	if err != nil {
		return nil, fmt.Errorf("cannot read %q: %w", name, bare(err))
	}
	return src, nil
}

func limited(r io.Reader, most int64) ([]byte, error) {
	return io.ReadAll(io.LimitReader(r, most+1))
}

// bare takes the operation and the name off an error of package os.
func bare(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err
	}
	return err
}

// missing is the error about a file that isn't there.
type missing struct{ name string }

func (m missing) Error() string { return fmt.Sprintf("there is no file %q", m.name) }

// write puts out what a command made, whole.
func (o outside) write(artifact []byte) error {
	if _, err := o.Stdout.Write(artifact); err != nil {
		return fmt.Errorf("cannot write standard output: %w", bare(err))
	}
	return nil
}

// create writes a file.
func (o outside) create(name string, text []byte) error {
	if err := o.Create(name, text); err != nil {
		return fmt.Errorf("cannot write %q: %w", name, bare(err))
	}
	return nil
}

// progress prints on a terminal what the command is doing, in one line that the next call
// overwrites. "" ends it (ECMA-48, EL).
func (o outside) progress(what string) {
	switch {
	case !o.Terminal:
	case what == "":
		fmt.Fprint(o.Stderr, "\r\x1b[K")
	default:
		fmt.Fprintf(o.Stderr, "\r\x1b[K%s ...", what)
	}
}

// errReported is the error about mistakes that report has printed.
var errReported = errors.New("the configuration has errors")

// report prints diagnostics. Its error is errReported when one of them is more
// than a warning.
func (o outside) report(src []byte, diags hcl.Diagnostics) error {
	if len(diags) > 0 {
		// There is nowhere left to say that this fails.
		_ = config.WriteDiagnostics(o.Stderr, src, diags, o.Color)
	}
	if diags.HasErrors() {
		return errReported
	}
	return nil
}
