package audit_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/audit"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/script/sh"
)

const valid = "../../testdata/valid"

// read reads a configuration, and what it is read with. Those with variables
// have a default for each but this one.
func read(t testing.TB, file string) ([]byte, config.Options) {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(valid, file))
	if err != nil {
		t.Fatal(err)
	}
	return src, config.Options{ReadFile: func(name string) ([]byte, error) { return os.ReadFile(filepath.Join(valid, name)) }}
}

func planOf(t testing.TB, file string) plan.Plan {
	t.Helper()
	src, options := read(t, file)
	p, diags := generator.Plan(file, src, options)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return p
}

// kinds are the scripts that a plan has, by the command line that writes them.
func kinds(t testing.TB, p plan.Plan) map[string][]byte {
	t.Helper()
	list := map[string][]byte{}
	for name, o := range map[string]script.Options{"setup": {}, "setup --confirm 60": {Confirm: 60}, "teardown": {}} {
		for _, k := range script.Kinds {
			if strings.HasPrefix(name, k.Name) {
				text, err := k.Write(p, o)
				if err != nil {
					t.Fatal(err)
				}
				list[name] = text
			}
		}
	}
	if len(list) != 3 {
		t.Fatalf("%d scripts", len(list))
	}
	return list
}

// auditOf compares a script with what a configuration yields.
func auditOf(t testing.TB, text []byte, file string) audit.Report {
	t.Helper()
	s, err := audit.Read("x.sh", text)
	if err != nil {
		t.Fatal(err)
	}
	src, options := read(t, file)
	r, diags, err := generator.Audit(s, file, src, options)
	if err != nil || diags.HasErrors() {
		t.Fatal(err, diags)
	}
	return r
}

func library(t testing.TB, text []byte) audit.Report {
	t.Helper()
	s, err := audit.Read("x.sh", text)
	if err != nil {
		t.Fatal(err)
	}
	return s.Library()
}

// TestClean: what this release writes, is clean, whatever the configuration.
func TestClean(t *testing.T) {
	files, err := filepath.Glob(valid + "/*.hcl")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		file = filepath.Base(file)
		p := planOf(t, file)
		sysctls := slices.DeleteFunc(slices.Clone(p.Steps), func(s plan.Step) bool { return s.Section != plan.Sysctls }) // one command sets several
		for name, text := range kinds(t, p) {
			for _, r := range []audit.Report{auditOf(t, text, file), library(t, text)} {
				if !r.OK() || len(r.ByHand) > 0 || r.Commands < len(p.Steps)-len(sysctls) || len(r.Modules) < 3 || !strings.HasPrefix(name, r.Kind) {
					t.Errorf("%s of %s:\n%s", name, file, r.Text())
				}
			}
		}
	}
}

// module is a module as it is in a script.
func module(m script.Module) string { return "\n" + m.FirstLine() + "\n" + string(m.Text) }

func ours(t *testing.T, name string) script.Module {
	t.Helper()
	m, err := script.Library(name)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestModules(t *testing.T) {
	names, setup := ours(t, "names"), ours(t, "setup")
	other := script.Module{Name: "names", Text: []byte("# of another release\nset_names() { :; }\n")}
	unknown := script.Module{Name: "mine", Text: []byte("# mine\nmine() { :; }\n")}
	edited := strings.Replace(module(unknown), "() { :", "() { reboot", 1)
	for name, test := range map[string]struct {
		edit   edit
		states string // of modules
		want   []string
		text   string // of the first finding
	}{
		"missing":        {edit{module(names), ""}, "intact intact", []string{"library names |"}, "module names is missing: this setup needs it"},
		"another":        {edit{module(names), module(other)}, "intact other release intact", []string{"library names | " + other.FirstLine()}, "module names is intact, and of another release"},
		"another edited": {edit{module(names), module(other) + "reboot\n"}, "intact edited intact", []string{"library names | " + other.FirstLine()}, "module names is edited, and of another release"},
		"unknown":        {edit{module(names), module(names) + module(unknown)}, "intact intact unknown intact", []string{"library mine | " + unknown.FirstLine()}, "module mine is unknown to this release"},
		"unknown edited": {edit{module(names), module(names) + edited}, "intact intact unknown intact", []string{"library mine | " + unknown.FirstLine()},
			"module mine is unknown to this release, and edited: its text doesn't match the digest in its first line"},
		"twice":        {edit{module(names), module(names) + module(names)}, "intact intact intact intact", []string{"library names | " + names.FirstLine()}, "module names is there twice; the first is in line 288"},
		"not needed":   {edit{module(names), module(names) + module(ours(t, "teardown"))}, "intact intact intact intact", []string{"library teardown |"}, "module teardown belongs to another script: this setup doesn't need it"},
		"wrong order":  {edit{module(names), module(setup) + module(names)}, "intact intact intact intact", []string{"library names |", "library setup |"}, "module names comes too late: the order is [core names setup]"},
		"no last line": {edit{string(setup.Text), strings.TrimSuffix(string(setup.Text), "}\n") + "\treboot\n}\n"}, "intact intact edited", []string{"library setup | reboot"}, "module setup is edited; this is the first of its lines that differ"},
		"without end":  {edit{string(names.Text), string(names.Text[:bytes.Index(names.Text, []byte("\nput_names"))+1])}, "intact edited intact", []string{"library names |"}, "module names is edited; this is the first of its lines that differ"},
	} {
		t.Run(name, func(t *testing.T) {
			text := kinds(t, planOf(t, "lartc.hcl"))["setup"]
			if bytes.Count(text, []byte(test.edit.old)) != 1 {
				t.Fatalf("the script has %d of\n%s", bytes.Count(text, []byte(test.edit.old)), test.edit.old)
			}
			text = bytes.Replace(text, []byte(test.edit.old), []byte(test.edit.new), 1)
			r := library(t, text)
			var states []string
			for _, m := range r.Modules {
				states = append(states, string(m.State))
			}
			if got := strings.Join(states, " "); got != test.states {
				t.Errorf("modules are %s, want %s", got, test.states)
			}
			check(t, "alone", r, text, test.want)
			if len(r.Findings) > 0 && r.Findings[0].Text != test.text && !strings.Contains(test.text, "288") {
				t.Errorf("%s\nwant %s", r.Findings[0].Text, test.text)
			}
		})
	}
}

// TestCut: wherever a script is cut, that is found or said, and cut between two
// lines it is never clean.
func TestCut(t *testing.T) {
	for name, text := range kinds(t, planOf(t, "home.hcl")) {
		for n, cut := range bytes.SplitAfter(text, []byte("\n")) {
			_ = cut
			part := bytes.Join(bytes.SplitAfter(text, []byte("\n"))[:n], nil)
			if n%7 != 0 && n > 60 || bytes.HasSuffix(part, []byte("\n"+begins)) {
				continue // that is enough of them
			}
			s, err := audit.Read("x.sh", part)
			if _, ok := errors.AsType[sh.Fault](err); ok {
				continue
			}
			if err != nil || s.Library().OK() {
				t.Fatalf("%s cut behind line %d is clean: %v", name, n, err)
			}
		}
	}
}

func TestNotOurs(t *testing.T) {
	whole := kinds(t, planOf(t, "lartc.hcl"))["setup"]
	for name, test := range map[string]struct{ text, want string }{
		"empty":  {"", "x.sh:1:1: the file is empty"},
		"words":  {"hello\n", "x.sh:1:1: this is no script of gen-splitroute"},
		"head":   {string(whole[:bytes.Index(whole, []byte("trap"))]), "x.sh:1:1: this is no script of gen-splitroute"},
		"others": {others, "x.sh:1:1: this is no script of gen-splitroute"},
		"CRLF":   {strings.ReplaceAll(string(whole), "\n", "\r\n"), "x.sh:1:10: the line ends with a carriage return"},
		"cut":    {string(whole[:bytes.Index(whole, []byte("sysctl -q"))]), "x.sh:31:11: reached EOF without matching"},
		"binary": {"\x7fELF\x02\x01\x01\x00", "x.sh:1:8: there is a NUL byte"},
		"mark":   {"\xef\xbb\xbf" + string(whole), "x.sh:1:1: the file begins with a byte order mark"},
	} {
		_, err := audit.Read("x.sh", []byte(test.text))
		if fault, ok := errors.AsType[sh.Fault](err); !ok || !strings.HasPrefix(fault.Error(), test.want) {
			t.Errorf("%s: %v\nwant %s", name, err, test.want)
		}
	}
}

// others is like a script that another program compiles: functions of common
// names, and commands at their end.
const others = `#!/bin/sh
initialize() { g_family=4; PRODUCT=Shorewall; }
commands() { run_ip rule add from 203.0.113.2 table 1; }
setup_routing_and_traffic_shaping() {
	[ -z "$g_noroutes" ] && undo_routing
	qt ip -4 route flush table 1
}
define_firewall() { setup_routing_and_traffic_shaping; }
initialize
case "$1" in
start) define_firewall ;;
*) echo usage >&2 && exit 2 ;;
esac
`

// TestHuge: a script of another 100,000 rules is compared, and in good time.
func TestHuge(t *testing.T) {
	var rules strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&rules, "\tip rule add priority 22500 from 10.%d.%d.%d lookup 101 protocol \"$tag\"\n", i>>16, i>>8&255, i&255)
	}
	text := kinds(t, planOf(t, "lartc.hcl"))["setup"]
	text = bytes.Replace(text, []byte("\t"+source1+"\n"), []byte("\t"+source1+"\n"+rules.String()), 1)
	r := auditOf(t, text, "lartc.hcl")
	if len(r.Findings) != 100_000 || r.Findings[99_999].Kind != audit.Added {
		t.Errorf("%d findings", len(r.Findings))
	}
}

// TestText: what a script has can't play tricks on a terminal.
func TestText(t *testing.T) {
	text := kinds(t, planOf(t, "lartc.hcl"))["setup"]
	text = bytes.Replace(text, []byte(source1), []byte("echo '\x1b[2Kx\u202ey'"), 1)
	r := auditOf(t, text, "lartc.hcl")
	if got := string(r.Text()); !strings.Contains(got, `+ echo '\x1b[2Kx\u202ey'`) || strings.ContainsAny(got, "\x1b\u202e") {
		t.Errorf("%s", got)
	}
	out, err := r.JSON()
	var back audit.Report
	if err != nil || json.Unmarshal(out, &back) != nil || len(back.Findings) != len(r.Findings) || back.Findings[0] != r.Findings[0] {
		t.Errorf("%v\n%s", err, out)
	}
}
