package acceptance

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Case is a configuration and its scripts, to be tested.
type Case struct {
	Set             site.Site
	Setup, Teardown string // the scripts
	Monitor         string // its script; "" if no provider is watched
}

// message is what the copy of the program prints: the stage that begins, or, in the end,
// the report.
type message struct {
	Progress string             `json:",omitempty"`
	Report   *Report            `json:",omitempty"`
	Refusal  *rehearsal.Refusal `json:",omitempty"`
	Error    string             `json:",omitempty"`
}

// Rehearse has a copy of this program test the case in namespaces of its own,
// and calls progress at each stage. A check that fails is no error.
func Rehearse(c Case, progress func(string)) (Report, error) {
	order, err := json.Marshal(c)
	if err != nil {
		return Report{}, err
	}
	in, out := io.Pipe()
	called := make(chan error, 1)
	go func() {
		exit, err := rehearsal.Call(bytes.NewReader(order), out)
		if err == nil && exit != 0 {
			err = fmt.Errorf("the rehearsal was ended from outside, with exit code %d", exit)
		}
		called <- errors.Join(err, out.Close())
	}()
	report, err := listen(in, progress)
	return report, errors.Join(<-called, err)
}

// listen reads messages up to the one that is the last.
func listen(in io.Reader, progress func(string)) (Report, error) {
	messages := json.NewDecoder(in)
	defer func() { _, _ = io.Copy(io.Discard, in) }()
	for {
		var m message
		err := messages.Decode(&m)
		switch {
		case errors.Is(err, io.EOF):
			return Report{}, nil // Call knows why
		case err != nil:
			return Report{}, err
		case m.Refusal != nil:
			return Report{}, *m.Refusal
		case m.Error != "":
			return Report{}, errors.New(m.Error)
		case m.Report != nil:
			return *m.Report, nil
		}
		progress(m.Progress)
	}
}

// Serve is what a program that uses Rehearse calls first of all. Where the
// process is the copy that Rehearse made, it does what it is there for, and
// the caller exits with exit.
func Serve() (served bool, exit int) {
	inside, ended, exit := rehearsal.Called()
	if inside {
		return true, serve(os.Stdin, os.Stdout)
	}
	return ended, exit
}

// serve tests the case that it reads. The exit code is 0 if it could write a report, even
// of failed checks.
func serve(in io.Reader, out io.Writer) int {
	answers := json.NewEncoder(out)
	var c Case
	err := json.NewDecoder(in).Decode(&c)
	var report Report
	if err == nil {
		report, err = Test(c, func(stage string) { _ = answers.Encode(message{Progress: stage}) })
	}
	last := message{Report: &report}
	if refusal, ok := errors.AsType[rehearsal.Refusal](err); ok {
		last = message{Refusal: &refusal}
	} else if err != nil {
		last = message{Error: err.Error()}
	}
	if answers.Encode(last) != nil {
		return 1
	}
	return 0
}
