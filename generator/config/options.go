package config

import (
	"sync/atomic"
)

// Options are what a configuration is read with. The zero Options have
// nothing from outside.
type Options struct {
	// Vars are values of variables. Later ones win.
	Vars []Vars
	// ReadFile is what file() reads with. nil: there are no files. It should
	// read no more than MaxSize+1 bytes.
	ReadFile func(name string) ([]byte, error)
	// Progress is told which value is being computed; nil: nobody asks.
	Progress *Progress
}

// Vars are values of variables from one place.
type Vars struct {
	// File is the name of a file, and Text what is in it. "" is the command
	// line, and Text then NAME=VALUE.
	File, Text string
}

// Progress says how far the reading of a configuration is. An expression can
// ask for more than a machine has, and can't be interrupted: whoever waits for
// Parse may look here, end the process and name the culprit. The zero Progress
// is ready for use, by several goroutines.
type Progress struct {
	current       atomic.Pointer[node]
	reading, done atomic.Bool
}

// Computing is the value that is being computed and its line, such as
// "local.all (line 3)"; "" when none is.
func (p *Progress) Computing() string {
	if n := p.current.Load(); n != nil {
		return n.name + " (" + line(n.at) + ")"
	}
	return ""
}

// Reading reports whether the reading of a configuration has begun.
func (p *Progress) Reading() bool { return p.reading.Load() }

// Done reports whether a configuration has been read to its end.
func (p *Progress) Done() bool { return p.done.Load() }

// commandLine is the name of the place that Vars without a file have.
const commandLine = "command line"

// flag stands before NAME=VALUE on the command line.
const flag = "--var "

// foreign is the text that a diagnostic points into when that is not the
// configuration: what its Extra is then.
type foreign struct{ src []byte }

// sourceOf is the text that a diagnostic points into.
func sourceOf(diag *fault, src []byte) []byte {
	if f, ok := diag.Extra.(foreign); ok {
		return f.src
	}
	return src
}

// abroad marks diagnostics as those of another text.
func abroad(src []byte, diags faults) faults {
	for _, diag := range diags {
		diag.Extra = foreign{src}
	}
	return diags
}
