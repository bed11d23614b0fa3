package generator_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"mvdan.cc/sh/v3/syntax"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

// parsed is a script as a shell reads it.
type parsed struct {
	source    string
	head      []*syntax.Stmt
	functions map[string]bool // of the library
	words     map[string]bool // that may stand in the head
	variables map[string]bool // that the head may expand
}

// checkScript compares a script with the plan that it was made of: its head has
// the plan's commands, each literally and in its order (a teardown in reverse),
// under a line that says whose it is and why. Besides them it has nothing but
// calls of the library about what the plan needs.
func checkScript(t *testing.T, p plan.Plan, text []byte, k kind) {
	t.Helper()
	s := parse(t, p, text)
	if diff := cmp.Diff(k.steps(p), s.steps(t)); diff != "" {
		t.Errorf("commands (-plan +script):\n%s", diff)
	}
	s.checkHead(t)
}

func parse(t *testing.T, p plan.Plan, text []byte) parsed {
	t.Helper()
	file, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(bytes.NewReader(text), "")
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	s := parsed{source: string(text), functions: map[string]bool{}, words: planWords(p), variables: variables(p)}
	end := strings.Index(s.source, "\n# ==== ")
	if end < 0 {
		t.Fatalf("no library:\n%s", text)
	}
	for _, stmt := range file.Stmts {
		if int(stmt.Pos().Offset()) < end {
			s.head = append(s.head, stmt)
		} else if f, ok := stmt.Cmd.(*syntax.FuncDecl); ok {
			s.functions[f.Name.Value] = true
		}
	}
	return s
}

// step is a command of a script, with what it reads.
type step struct {
	At      string // the line above it
	Command string
	Input   []string
}

// steps are the commands of the plan in the order in which a script of that
// kind has them.
func (k kind) steps(p plan.Plan) []step {
	var all []step
	for _, s := range p.Steps {
		words, input := s.Op.Do(), []string(nil)
		sysctl, isSysctl := s.Op.(iproute.Sysctl)
		tabular, isTabular := s.Op.(iproute.Tabular)
		switch {
		case k.undoing && isSysctl: // the library knows the former value
			words = iproute.Command{"give_back", sysctl.Key}
		case k.undoing:
			words = s.Op.Undo()
		case isTabular:
			input = tabular.Input()
		}
		words = slices.Clone(words)
		for i, word := range words {
			if iproute.IsVariable(word) {
				words[i] = `"` + word + `"`
			}
		}
		all = append(all, step{s.Block + ": " + s.Why, words.String(), input})
	}
	if k.undoing {
		slices.Reverse(all)
	}
	return all
}

// commands are the words with which the commands of a plan begin.
var commands = []string{"ip", "nft", "sysctl", "give_back"}

// steps are the commands of a plan that the head has. It has no two lines "at"
// without one between them.
func (s parsed) steps(t *testing.T) []step {
	t.Helper()
	var all []step
	at, used := "", true
	syntax.Walk(&syntax.File{Stmts: s.head}, func(node syntax.Node) bool {
		stmt, ok := node.(*syntax.Stmt)
		if !ok {
			return true
		}
		call, ok := stmt.Cmd.(*syntax.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		switch name := call.Args[0].Lit(); {
		case name == "at":
			if !used {
				t.Errorf("there is no command below %q", at)
			}
			at, used = s.value(call.Args[1]), false
		case slices.Contains(commands, name):
			for _, line := range each(s.line(call)) {
				all = append(all, step{at, line, s.input(t, stmt)})
			}
			used = true
		}
		return true
	})
	return all
}

// each is a command for each of the sysctls that one sets or gives back.
func each(line string) []string {
	for _, begin := range []string{"sysctl -q -w ", "give_back "} {
		words, ok := strings.CutPrefix(line, begin)
		if !ok {
			continue
		}
		var all []string
		for _, word := range strings.Fields(words) {
			all = append(all, begin+word)
		}
		return all
	}
	return []string{line}
}

// line prints a command in one line, without single quotes.
func (s parsed) line(call *syntax.CallExpr) string {
	var words []string
	for _, word := range call.Args {
		words = append(words, s.value(word))
	}
	return strings.Join(words, " ")
}

// input are the lines of a here-document.
func (s parsed) input(t *testing.T, stmt *syntax.Stmt) []string {
	t.Helper()
	var lines []string
	for _, redirect := range stmt.Redirs {
		document := s.text(redirect.Hdoc)
		if _, quoted := redirect.Word.Parts[0].(*syntax.SglQuoted); !quoted {
			s.checkExpansions(t, redirect.Hdoc)
		} else if strings.Contains(document, "$") {
			t.Errorf("nothing is expanded in %s", document)
		}
		text := strings.TrimSuffix(strings.TrimSuffix(document, "EOF"), "\n")
		lines = append(lines, strings.Split(text, "\n")...)
	}
	return lines
}

// checkExpansions finds what a shell would expand in a here-document besides
// variables of the plan; comments are no comments there.
func (s parsed) checkExpansions(t *testing.T, document *syntax.Word) {
	t.Helper()
	for _, part := range document.Parts {
		if expansion, ok := part.(*syntax.ParamExp); ok && s.variables[expansion.Param.Value] {
			continue
		}
		if text := s.text(part); strings.ContainsAny(text, "$`\\") {
			t.Errorf("the shell expands %q", text)
		}
	}
}

// checkHead finds what a head can't have from a plan: something that is done
// before all of the script was read, commands that aren't functions of the
// library, and words.
func (s parsed) checkHead(t *testing.T) {
	t.Helper()
	for i, stmt := range s.head {
		switch command := stmt.Cmd.(type) {
		case *syntax.FuncDecl:
			for _, inner := range command.Body.Cmd.(*syntax.Block).Stmts {
				s.checkCommand(t, inner)
			}
		case *syntax.CallExpr:
			if i > 1 && len(command.Args) > 0 { // behind the trap and set -eu
				t.Errorf("this is done before all was read: %s", s.text(stmt))
			}
			for _, assign := range command.Assigns {
				if !literal(assign.Value) {
					t.Errorf("the head expands %s", s.text(assign))
				}
			}
		default:
			t.Errorf("the head has %s", s.text(stmt))
		}
	}
}

// literal reports whether a shell expands nothing in a word.
func literal(word *syntax.Word) bool {
	for _, part := range word.Parts {
		switch part.(type) {
		case *syntax.Lit, *syntax.SglQuoted:
		default:
			return false
		}
	}
	return true
}

// checkCommand checks one in a function of the head. Those of the plan are
// compared with it in another place.
func (s parsed) checkCommand(t *testing.T, stmt *syntax.Stmt) {
	t.Helper()
	call, ok := stmt.Cmd.(*syntax.CallExpr)
	if !ok || stmt.Background || stmt.Negated {
		t.Fatalf("this is no simple command: %s", s.text(stmt))
	}
	for _, assign := range call.Assigns {
		if !s.variables[assign.Name.Value] || !s.words[s.text(assign.Value)] {
			t.Errorf("where does %s come from?", s.text(assign))
		}
	}
	if len(call.Args) == 0 {
		return
	}
	name := call.Args[0].Lit()
	if !s.functions[name] && name != ":" {
		t.Errorf("the library has no function for %s", s.text(call))
	}
	if name == "at" || slices.Contains(commands, name) {
		return
	}
	for _, word := range call.Args[1:] {
		if !s.words[s.value(word)] {
			t.Errorf("where does %s come from?", s.text(word))
		}
	}
}

// value is the source of a word without single quotes.
func (s parsed) value(word *syntax.Word) string {
	var text strings.Builder
	for _, part := range word.Parts {
		switch part := part.(type) {
		case *syntax.SglQuoted:
			text.WriteString(part.Value)
		case *syntax.Lit: // outside of double quotes, \' is the only one that we write
			text.WriteString(strings.ReplaceAll(part.Value, `\'`, "'"))
		default:
			text.WriteString(s.text(part))
		}
	}
	return text.String()
}

// text is the source of a part of the script.
func (s parsed) text(node syntax.Node) string {
	return s.source[node.Pos().Offset():node.End().Offset()]
}

// whats are what the library finds out about an uplink.
var whats = []string{"address", "addresses", "network", "length", "gateway", "prefixes", "nat", "off", "on"}

// variables are those that may stand in commands and in what they read.
func variables(p plan.Plan) map[string]bool {
	names := map[string]bool{"tag": true, "metric": true, iproute.IPsecOff: true}
	for _, n := range p.Needs {
		for _, what := range whats {
			names[n.Variable+"_"+what] = n.Variable != ""
		}
		names[n.Variable+"_up"] = n.Variable != ""
	}
	return names
}

// planWords are the words that a head can have from a plan in other commands
// than those of its steps.
func planWords(p plan.Plan) map[string]bool {
	words := map[string]bool{}
	for _, word := range []string{"", "auto", "optional", "required", "balanced", "first", "masquerade", "main", "environment", "default", "unmarked", "marks", "-4", "-6", "ipv4", "ipv6", "all", "loopback", "lo", plan.OrDefault} {
		words[word] = true
	}
	for _, what := range whats {
		words["$"+what] = true
	}
	for _, n := range p.Needs {
		words[n.Block], words[n.Dev] = true, true
		words[n.Address.String()], words[n.Gateway.String()] = true, true
		for _, prefix := range slices.Concat(n.Behind, n.PassOver, n.Others) {
			words[prefix.String()] = true
		}
		words[`"${`+n.Variable+`_prefixes:-}"`] = true
		for _, what := range []string{"address", "gateway"} {
			words[`"${`+n.Variable+"_"+what+`:-auto}"`] = true
		}
	}
	return words
}
