package audit

import (
	"fmt"
	"regexp"
	"slices"

	"mvdan.cc/sh/v3/syntax"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// blank is a script of this kind with nothing in it. Its statements outside of
// functions, and the names of its variables, are those of every script.
func (s *Script) blank() *Script {
	text, err := s.Kind.Write(plan.Plan{}, script.Options{})
	if err == nil {
		var blank *Script
		if blank, err = Read(s.Kind.Name, text); err == nil {
			return blank
		}
	}
	panic(err) // the templates and the library are embedded
}

// begins is the call that is the last line of every script.
const begins = script.Begin

// checkFrame looks at the statements outside of functions.
func (s *Script) checkFrame() []Finding {
	want := s.blank().head.frame
	findings := s.checkFirst(want[0])
	end := s.headEnd
	if len(s.head.order) > 0 {
		end = s.head.functions[s.head.order[0]].line
	}
	for _, f := range compareItems(topLevel, want, s.head.frame, end) {
		switch f.Kind {
		case Removed:
			f.Kind, f.Text = Missing, "a statement of the head is missing"
		case Added:
			f.Kind, f.Text = Misplaced, "this statement doesn't belong here"
		case Moved:
			if len(findings) > 0 {
				continue
			}
		}
		findings = append(findings, f)
	}
	return append(findings, s.checkMain()...)
}

// checkFirst looks whether the trap is the first statement. Where it isn't there
// at all, it is missing.
func (s *Script) checkFirst(trap item) []Finding {
	if len(s.file.Stmts) == 0 {
		return nil
	}
	first := s.file.Stmts[0]
	for _, i := range s.head.frame {
		if i.text == trap.text && i.stmt != first {
			return []Finding{{Kind: FirstTrap, Line: i.line, Part: topLevel, Have: i.text, Text: fmt.Sprintf("the trap must be the first statement; line %d comes before it", s.file.Line(first.Pos()))}}
		}
	}
	return nil
}

// checkMain looks whether the last statement is the call that begins.
func (s *Script) checkMain() []Finding {
	if s.main == nil {
		return []Finding{{Kind: LastIsMain, Line: s.file.LastLine(), Part: topLevel, Want: begins, Text: "the last line is missing: the script does nothing, and may be cut short"}}
	}
	var findings []Finding
	if i := newPrinter(s.file).item("", s.main)[0]; i.text != begins {
		findings = append(findings, Finding{Kind: LastIsMain, Line: i.line, Part: topLevel, Want: begins, Have: i.text, Text: "the call of main is changed"})
	}
	for _, stmt := range s.behind {
		findings = append(findings, s.misplaced(stmt, "nothing may come after the call of main"))
	}
	return findings
}

// checkFunctions looks whether the head has its functions, once each, and no
// others.
func (s *Script) checkFunctions() []Finding {
	var findings []Finding
	known := map[string]bool{}
	for _, f := range s.Kind.Functions {
		known[f.Name] = true
		if _, ok := s.head.functions[f.Name]; !ok {
			findings = append(findings, Finding{Kind: Missing, Line: s.headEnd, Part: f.Name, Text: fmt.Sprintf("function %s is missing: the library calls it", f.Name)})
		}
	}
	for _, name := range s.head.order {
		if !known[name] {
			findings = append(findings, Finding{Kind: Misplaced, Line: s.head.functions[name].line, Part: topLevel, Have: name + "() { ... }", Text: fmt.Sprintf("function %s is not a function of the head", name)})
		}
	}
	for _, i := range s.head.again {
		findings = append(findings, Finding{Kind: Misplaced, Line: i.line, Part: topLevel, Have: i.text + "() { ... }", Text: fmt.Sprintf("function %s is declared again in line %d, which counts", i.text, s.head.functions[i.text].line)})
	}
	return findings
}

// checkHead looks at a head without a configuration: which variables and
// commands it has.
func (s *Script) checkHead() []Finding {
	findings := s.checkNames()
	for _, f := range s.Kind.Functions {
		if f.Name != script.ByHand {
			findings = append(findings, s.checkCommands(f)...)
		}
	}
	return findings
}

// checkNames looks whether the head sets its variables, to words that are
// written out.
func (s *Script) checkNames() []Finding {
	var findings []Finding
	known, set := map[string]bool{}, map[string]bool{}
	for _, v := range s.blank().head.variables {
		known[v.name] = true
	}
	for _, v := range s.head.variables {
		f := Finding{Kind: Misplaced, Line: v.line, Part: variables, Have: assignment(v)}
		switch {
		case !known[v.name]:
			f.Text = v.name + " is not a variable of the head"
		case set[v.name]:
			f.Text = v.name + " is set twice"
		case !v.literal:
			f.Text = v.name + " isn't a literal word"
		}
		if f.Text != "" {
			findings = append(findings, f)
		}
		set[v.name] = true
	}
	for _, v := range s.blank().head.variables {
		if !set[v.name] {
			findings = append(findings, Finding{Kind: Missing, Line: s.variablesEnd(), Part: variables, Text: v.name + " isn't set"})
		}
	}
	return findings
}

// checkCommands looks whether a function has only commands that some
// configuration yields.
func (s *Script) checkCommands(f script.Function) []Finding {
	var findings []Finding
	for _, i := range s.head.functions[f.Name].items {
		if i.stmt != nil && !usual(i.stmt, f) {
			findings = append(findings, Finding{Kind: Misplaced, Line: i.line, Part: f.Name, At: i.at, Have: i.text, Text: fmt.Sprintf("no configuration yields such a command in %s", f.Name)})
		}
	}
	return findings
}

// usual reports whether a statement is one that the generator writes into a
// function: it runs a command of that, and nothing else.
func usual(stmt *syntax.Stmt, f script.Function) bool {
	call, ok := stmt.Cmd.(*syntax.CallExpr)
	if !ok || !foreground(stmt) || runs(stmt) {
		return false
	}
	for _, r := range stmt.Redirs {
		if r.Op != syntax.Hdoc {
			return false
		}
	}
	if len(call.Args) == 0 {
		return f.Keeps && !slices.ContainsFunc(call.Assigns, func(a *syntax.Assign) bool { return !ofUplink.MatchString(a.Name.Value) })
	}
	return len(call.Assigns) == 0 && contains(f.Commands, call.Args[0].Lit())
}

// ofUplink is the name of a variable about an uplink.
var ofUplink = regexp.MustCompile(`_ipv[46]_[a-z]+$`)

// runs reports whether a shell has to run something to find a word out.
func runs(stmt *syntax.Stmt) bool {
	found := false
	syntax.Walk(stmt, func(node syntax.Node) bool {
		if _, ok := node.(*syntax.CmdSubst); ok {
			found = true
		}
		return !found
	})
	return found
}
