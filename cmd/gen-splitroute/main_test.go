package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal/acceptance"
	"github.com/gen-splitroute/gen-splitroute/templates"
)

func TestColor(t *testing.T) {
	tests := []struct {
		terminal bool
		env      map[string]string
		want     bool
	}{
		{true, nil, true},
		{true, map[string]string{"TERM": "xterm"}, true},
		{true, map[string]string{"TERM": "dumb"}, false},
		{true, map[string]string{"NO_COLOR": "1"}, false},
		{true, map[string]string{"NO_COLOR": ""}, true},
		{false, nil, false},
	}
	for _, test := range tests {
		getenv := func(key string) string { return test.env[key] }
		if got := color(test.terminal, getenv); got != test.want {
			t.Errorf("color(%v, %v) = %v", test.terminal, test.env, got)
		}
	}
}

// Without a command, the command is setup. A hint names it only if it was written.
func TestDefaultCommand(t *testing.T) {
	for _, args := range []string{"", "-", "router.hcl", "missing.hcl", "--confirm 60 router.hcl", "--var site=1 -", "--no-such-flag", "a b"} {
		var results [2]string
		for i, line := range []string{args, "setup " + args} {
			var stdout, stderr bytes.Buffer
			code := run(strings.Fields(line), outside{
				Stdin: bytes.NewReader(templates.Starter), Stdout: &stdout, Stderr: &stderr,
				Open: func(name string) (io.ReadCloser, error) {
					if name != defaultFile && name != "router.hcl" {
						return nil, fs.ErrNotExist
					}
					return io.NopCloser(bytes.NewReader(templates.Starter)), nil
				},
			})
			results[i] = fmt.Sprintf("%d\n%s\n%s", code, stdout.String(), strings.Replace(stderr.String(), "see gen-splitroute setup --help", "see gen-splitroute --help", 1))
		}
		if results[0] != results[1] {
			t.Errorf("%q:\n%s\nand with setup before it:\n%s", args, results[0], results[1])
		}
	}
}

// counter is an endless file that counts what is read of it.
type counter struct{ read int }

func (c *counter) Read(p []byte) (int, error) {
	c.read += len(p)
	return len(p), nil
}

func TestEndlessInput(t *testing.T) {
	in := &counter{}
	var stdout, stderr bytes.Buffer
	code := run([]string{"-"}, outside{Stdin: in, Stdout: &stdout, Stderr: &stderr})
	if code != failure || stdout.Len() > 0 || in.read > 16<<20 {
		t.Errorf("exit code %d, %d bytes written, %d bytes read", code, stdout.Len(), in.read)
	}
}

// broken fails like a disk that is full or a connection that is gone.
type broken struct{}

func (broken) Read([]byte) (int, error)  { return 0, errors.New("it broke") }
func (broken) Write([]byte) (int, error) { return 0, errors.New("it broke") }

func TestBrokenInput(t *testing.T) {
	open := func(string) (io.ReadCloser, error) { return io.NopCloser(broken{}), nil }
	for file, want := range map[string]string{
		"-":   "gen-splitroute: cannot read standard input: it broke\n",
		"x.y": "gen-splitroute: cannot read \"x.y\": it broke\n",
	} {
		var stdout, stderr bytes.Buffer
		code := run([]string{file}, outside{Stdin: broken{}, Stdout: &stdout, Stderr: &stderr, Open: open})
		if code != failure || stdout.Len() > 0 || stderr.String() != want {
			t.Errorf("%s: exit code %d, stdout %q, stderr %q", file, code, &stdout, &stderr)
		}
	}
}

// TestBrokenOutput: every command that writes says so when it can't.
func TestBrokenOutput(t *testing.T) {
	var starter bytes.Buffer
	if code := run([]string{"init"}, outside{Stdout: &starter}); code != success {
		t.Fatal("init failed")
	}
	for _, args := range []string{"setup -", "teardown -", "plan -", "plan --json -", "explain --to 192.0.2.1 -", "explain --json --to 192.0.2.1 -", "graph -", "graph --svg -", "report -", "drift --script", "init", "--help", "--version"} {
		var stderr bytes.Buffer
		code := run(strings.Fields(args), outside{Stdin: bytes.NewReader(starter.Bytes()), Stdout: broken{}, Stderr: &stderr})
		if want := "gen-splitroute: cannot write standard output: it broke\n"; code != failure || stderr.String() != want {
			t.Errorf("%s: exit code %d, stderr %q", args, code, &stderr)
		}
	}
}

// What comes of a rehearsal decides about the exit code, and where the report
// cannot be written, about nothing.
func TestRehearse(t *testing.T) {
	passed := acceptance.Report{File: "x.hcl", Checks: []acceptance.Check{{Name: "setup", Status: acceptance.OK, Seen: "done"}}}
	failed := acceptance.Report{File: "x.hcl", Checks: []acceptance.Check{{Name: "setup", Status: acceptance.Failed, Seen: "it failed"}}}
	for _, test := range []struct {
		args           string
		report         acceptance.Report
		refused        error
		code           int
		stdout, stderr string
	}{
		{"rehearse -", passed, nil, success, "ok      setup: done\nx.hcl: 1 check, 0 failed, in 0.0 s\n", ""},
		{"rehearse -", failed, nil, unsound, "failed  setup: it failed\nx.hcl: 1 check, 1 failed, in 0.0 s\n", ""},
		{"rehearse --junit full -", passed, nil, failure, "", "gen-splitroute: cannot write \"full\": it broke\n"},
		{"rehearse -", passed, rehearsal.Refusal{Reason: "no veth", Remedy: "get it"}, failure, "", "gen-splitroute: cannot rehearse: no veth\nhint: get it\n"},
	} {
		var stdout, stderr bytes.Buffer
		code := run(strings.Fields(test.args), outside{
			Stdin: bytes.NewReader(templates.Starter), Stdout: &stdout, Stderr: &stderr,
			Create: func(string, []byte) error { return errors.New("it broke") },
			Rehearse: func(c acceptance.Case, progress func(string)) (acceptance.Report, error) {
				progress("seen on terminals alone")
				if c.Setup == "" || c.Teardown == "" || len(c.Set.Providers) == 0 {
					t.Errorf("nothing to rehearse: %+v", c)
				}
				return test.report, test.refused
			},
		})
		if code != test.code || stdout.String() != test.stdout || stderr.String() != test.stderr {
			t.Errorf("%s: exit code %d, stdout %q, stderr %q", test.args, code, &stdout, &stderr)
		}
	}
}

// TestReportRehearse: a page has what a rehearsal found, which decides about the exit
// code.
func TestReportRehearse(t *testing.T) {
	for status, want := range map[acceptance.Status]int{acceptance.OK: success, acceptance.Failed: unsound} {
		var stdout, stderr bytes.Buffer
		code := run([]string{"report", "--rehearse", "-"}, outside{
			Stdin: bytes.NewReader(templates.Starter), Stdout: &stdout, Stderr: &stderr,
			Rehearse: func(c acceptance.Case, _ func(string)) (acceptance.Report, error) {
				if c.Setup == "" || c.Teardown == "" {
					t.Error("no scripts to rehearse")
				}
				return acceptance.Report{Checks: []acceptance.Check{{Stage: "answers", Name: "isp1", Status: status, Seen: "<none>"}}}, nil
			},
		})
		row := fmt.Sprintf(">answers: isp1</th><td%s>%s</td><td></td><td>&lt;none&gt;</td>", map[acceptance.Status]string{acceptance.Failed: ` class="failed"`}[status], status)
		if code != want || stderr.Len() > 0 || !strings.Contains(stdout.String(), row) {
			t.Errorf("%s: exit code %d, stderr %q, or no row %s", status, code, &stderr, row)
		}
	}
	var stdout, stderr bytes.Buffer
	code := run([]string{"report", "--rehearse", "-"}, outside{
		Stdin: bytes.NewReader(templates.Starter), Stdout: &stdout, Stderr: &stderr,
		Rehearse: func(acceptance.Case, func(string)) (acceptance.Report, error) {
			return acceptance.Report{}, rehearsal.Refusal{Reason: "no veth", Remedy: "get it"}
		},
	})
	if want := "gen-splitroute: cannot rehearse: no veth\nhint: get it\n"; code != failure || stdout.Len() > 0 || stderr.String() != want {
		t.Errorf("exit code %d, stdout %.60q, stderr %q", code, &stdout, &stderr)
	}
}

func TestSuggest(t *testing.T) {
	for word, want := range map[string]string{
		"tearodwn": "did you mean gen-splitroute teardown?",
		"set-up":   "did you mean gen-splitroute setup?",
		"destroy":  "gen-splitroute teardown > teardown.sh, then run sh teardown.sh as root",
		"setup":    "",
		"router":   "",
		"./plam":   "",
		"plan.hcl": "",
		"":         "",
	} {
		if got := suggest(word); got != want {
			t.Errorf("suggest(%q) = %q, want %q", word, got, want)
		}
	}
}
