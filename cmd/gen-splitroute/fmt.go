package main

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
)

// fmtCmd is "gen-splitroute fmt".
type fmtCmd struct {
	Files []string `arg:"" optional:"" name:"file" help:"Files, - for standard input; splitroute.hcl by default."`
	Check bool     `help:"Write nothing; list the files that would change, and exit with 3 if there are any."`
	Diff  bool     `help:"Write nothing; print what would change."`
}

// Help is the description in "fmt --help".
func (fmtCmd) Help() string {
	return "Changes files in place. They keep their mode and, if that is allowed, their owner. If one has mistakes " +
		"or can't be written, it changes none. Standard input goes to standard output. " +
		"It also formats files of variables."
}

// errUnformatted is the error of fmt --check.
var errUnformatted = errors.New("not in canonical form")

// draft is a file and its canonical form.
type draft struct {
	name          string
	before, after []byte
}

// Run formats the files.
func (c fmtCmd) Run(o outside) error {
	if len(c.Files) == 0 {
		c.Files = []string{defaultFile}
	}
	drafts, err := c.format(o)
	if err != nil {
		return err
	}
	if c.Check || c.Diff {
		return c.compare(o, drafts)
	}
	return c.write(o, drafts)
}

// write changes the files, and then writes what came from standard input: on an
// error standard output stays empty.
func (fmtCmd) write(o outside, drafts []draft) error {
	var changed []draft
	var out bytes.Buffer
	for _, d := range drafts {
		switch {
		case d.name == "-":
			out.Write(d.after)
		case !bytes.Equal(d.before, d.after):
			changed = append(changed, d)
		}
	}
	if err := o.Replace(changed); err != nil || out.Len() == 0 {
		return err
	}
	return o.write(out.Bytes())
}

// format reads all files. Mistakes in one don't hide those in the next.
func (c fmtCmd) format(o outside) ([]draft, error) {
	var drafts []draft
	var failed error
	for _, name := range c.Files {
		src, err := o.read(name)
		if err != nil {
			return nil, err
		}
		text, diags := config.Format(name, src)
		if err := o.report(src, diags); err != nil {
			failed = err
		}
		drafts = append(drafts, draft{name: name, before: src, after: text})
	}
	return drafts, failed
}

// compare prints what would change.
func (c fmtCmd) compare(o outside, drafts []draft) error {
	var out bytes.Buffer
	var changed error
	for _, d := range drafts {
		if bytes.Equal(d.before, d.after) {
			continue
		}
		changed = errUnformatted
		if c.Diff {
			out.Write(diff.Diff(d.name, d.before, d.name+" (formatted)", d.after))
		} else {
			fmt.Fprintln(&out, d.name)
		}
	}
	if err := o.write(out.Bytes()); err != nil || !c.Check {
		return err
	}
	return changed
}
