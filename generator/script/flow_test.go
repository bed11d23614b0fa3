package script_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// flow follows a script from its first line, through the functions that are
// called, and knows which variables have been assigned, whichever way it took.
type flow struct {
	functions map[string]*syntax.FuncDecl
	called    map[string]bool
	problems  []string
	now       string           // the function that it is in
	results   map[string]state // of a function with a state
	returns   []state          // where the function is left early
}

// state is what has been assigned. The nil state is that behind an exit.
type state map[string]bool

func (s state) with(names ...string) state {
	if s == nil {
		return nil
	}
	s = maps.Clone(s)
	for _, name := range names {
		s[name] = true
	}
	return s
}

// both is what has been assigned in either case.
func both(a, b state) state {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	all := state{}
	for name := range a {
		if b[name] {
			all[name] = true
		}
	}
	return all
}

// unassigned are the problems that a script has with variables.
func unassigned(file *syntax.File) []string { return newFlow(file).problems }

func newFlow(file *syntax.File) *flow {
	f := &flow{functions: map[string]*syntax.FuncDecl{}, called: map[string]bool{}, results: map[string]state{}, now: "the script"}
	f.stmts(file.Stmts, state{})
	slices.Sort(f.problems)
	f.problems = slices.Compact(f.problems)
	return f
}

func (f *flow) stmts(list []*syntax.Stmt, s state) state {
	for _, stmt := range list {
		s = f.stmt(stmt, s)
	}
	return s
}

func (f *flow) stmt(stmt *syntax.Stmt, s state) state {
	for _, redirect := range stmt.Redirs {
		f.word(redirect.Word, s)
		f.word(redirect.Hdoc, s)
	}
	after := f.command(stmt.Cmd, s)
	if stmt.Background {
		return s
	}
	return after
}

func (f *flow) command(command syntax.Command, s state) state {
	switch command := command.(type) {
	case nil:
	case *syntax.FuncDecl:
		f.functions[command.Name.Value] = command
	case *syntax.Block:
		return f.stmts(command.Stmts, s)
	case *syntax.Subshell:
		f.stmts(command.Stmts, s)
	case *syntax.CallExpr:
		return f.simple(command, s)
	case *syntax.DeclClause:
		return f.assigns(command.Args, s)
	case *syntax.BinaryCmd:
		return f.binary(command, s)
	case *syntax.IfClause:
		s = f.stmts(command.Cond, s)
		then := f.stmts(command.Then, s)
		switch {
		case command.Else != nil:
			return both(then, f.command(command.Else, s))
		case len(command.Cond) == 0: // an "else"
			return then
		}
		return both(then, s)
	case *syntax.WhileClause:
		s = f.stmts(command.Cond, s)
		f.stmts(command.Do, s)
	case *syntax.ForClause:
		return f.loop(command, s)
	case *syntax.CaseClause:
		return f.choice(command, s)
	default:
		f.problem("there is a %T, which this test doesn't know", command)
	}
	return s
}

// binary: what stands behind "&&" and "||" may not be done; what can't fail
// leads there.
func (f *flow) binary(command *syntax.BinaryCmd, s state) state {
	x := f.stmt(command.X, s)
	y := f.stmt(command.Y, x)
	call, isCall := command.X.Cmd.(*syntax.CallExpr)
	switch {
	case command.Op == syntax.Pipe:
		return s
	case command.Op == syntax.AndStmt && isCall && len(call.Args) == 0:
		return y
	}
	return both(x, y)
}

func (f *flow) loop(command *syntax.ForClause, s state) state {
	iter, ok := command.Loop.(*syntax.WordIter)
	if !ok {
		f.problem("there is a %T", command.Loop)
		return s
	}
	var items []string
	for _, item := range iter.Items {
		f.word(item, s)
		items = append(items, item.Lit())
	}
	body := f.stmts(command.Do, s.with(iter.Name.Value))
	if len(items) == 0 || slices.Contains(items, "") {
		return s // it may have no turn
	}
	if body[iter.Name.Value+"="] { // eval "$name=...": all of them
		s = s.with(items...)
	}
	return s.with(iter.Name.Value)
}

func (f *flow) choice(command *syntax.CaseClause, s state) state {
	f.word(command.Word, s)
	var after state
	for _, item := range command.Items {
		for _, pattern := range item.Patterns {
			f.word(pattern, s)
		}
		after = both(after, f.stmts(item.Stmts, s))
		if len(item.Patterns) == 1 && item.Patterns[0].Lit() == "*" {
			return after
		}
	}
	return both(after, s)
}

// assigns follows assignments, from left to right.
func (f *flow) assigns(list []*syntax.Assign, s state) state {
	for _, assign := range list {
		f.word(assign.Value, s)
		if assign.Value != nil {
			s = s.with(assign.Name.Value)
		}
	}
	return s
}

// simple follows a simple command.
func (f *flow) simple(call *syntax.CallExpr, s state) state {
	assigned := f.assigns(call.Assigns, s)
	if len(call.Args) == 0 {
		return assigned
	}
	for _, word := range call.Args {
		f.word(word, s)
	}
	name, args := call.Args[0].Lit(), call.Args[1:]
	for _, word := range args { // "trap give_up EXIT", "try remove ...": called later, perhaps
		if word.Lit() == "main" {
			continue // the table
		}
		if (name == "trap" || f.functions[name] != nil) && f.functions[word.Lit()] != nil {
			f.call(word.Lit(), assigned)
		}
	}
	switch name {
	case "exit":
		return nil
	case "return":
		f.returns = append(f.returns, s)
		return nil
	case "read":
		for _, word := range args {
			if name := word.Lit(); !strings.HasPrefix(name, "-") {
				s = s.with(name)
			}
		}
		return s
	case "unset":
		s = maps.Clone(s)
		for _, word := range args {
			delete(s, word.Lit())
		}
		return s
	case "eval":
		return f.eval(call, s)
	case "trap":
		f.trap(args, s)
	}
	if f.functions[name] != nil {
		return f.call(name, s)
	}
	return s
}

// call follows a function.
func (f *flow) call(name string, s state) state {
	f.called[name] = true
	key := fmt.Sprint(name, s)
	if after, known := f.results[key]; known {
		return after
	}
	f.results[key] = s // of a call of itself
	caller, returns := f.now, f.returns
	f.now, f.returns = name, nil
	after := f.stmt(f.functions[name].Body, s)
	for _, early := range f.returns {
		after = both(after, early)
	}
	f.now, f.returns = caller, returns
	f.results[key] = after
	return after
}

// trap follows what a text does that is run later.
func (f *flow) trap(args []*syntax.Word, s state) {
	if len(args) < 2 || len(args[0].Parts) != 1 {
		return
	}
	quoted, ok := args[0].Parts[0].(*syntax.SglQuoted)
	if !ok {
		return
	}
	file, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(strings.NewReader(quoted.Value), "")
	if err != nil {
		f.problem("trap: %v", err)
		return
	}
	f.stmts(file.Stmts, s)
}

// eval knows texts that assign values: NAME=... and $name=..., and several
// assignments of which some are to variables with a number, such as miss_$1.
func (f *flow) eval(call *syntax.CallExpr, s state) state {
	if len(call.Args) == 2 && len(call.Args[1].Parts) == 1 {
		if quoted, ok := call.Args[1].Parts[0].(*syntax.DblQuoted); ok && len(quoted.Parts) > 1 {
			if first, ok := quoted.Parts[0].(*syntax.ParamExp); ok {
				return s.with(first.Param.Value + "=")
			}
			if names := assigned(quoted.Parts); names != nil {
				return s.with(names...)
			}
		}
	}
	f.problem("this test doesn't know what eval does")
	return s
}

// assigned are the names in a text of assignments; those with a number come as
// NAME_#. It is nil where the text does anything else.
func assigned(parts []syntax.WordPart) []string {
	var text strings.Builder
	for _, part := range parts {
		if lit, ok := part.(*syntax.Lit); ok {
			text.WriteString(lit.Value)
		} else {
			text.WriteByte('#')
		}
	}
	words := regexp.MustCompile(`\$\(\(.*?\)\)+`).ReplaceAllString(strings.ReplaceAll(text.String(), "\\", ""), "")
	words = regexp.MustCompile(`"[^"]*"`).ReplaceAllString(words, "")
	var names []string
	for _, word := range strings.Fields(words) {
		name, _, found := strings.Cut(word, "=")
		if !found {
			return nil
		}
		names = append(names, name)
	}
	return names
}

// isName tells names from positional and special parameters.
var isName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// word looks at what a word expands.
func (f *flow) word(word *syntax.Word, s state) {
	if word == nil {
		return
	}
	syntax.Walk(word, func(node syntax.Node) bool {
		switch node := node.(type) {
		case *syntax.ParamExp:
			f.expands(node.Param.Value, s)
		case *syntax.CmdSubst:
			f.stmts(node.Stmts, s)
			return false
		case *syntax.ArithmExp:
			syntax.Walk(node.X, func(node syntax.Node) bool {
				if operand, ok := node.(*syntax.Word); ok {
					f.expands(operand.Lit(), s)
				}
				return true
			})
		}
		return true
	})
}

func (f *flow) expands(name string, s state) {
	if s != nil && isName.MatchString(name) && !s[name] && !documented.MatchString(name) {
		f.problem("%s may come from the environment", name)
	}
}

func (f *flow) problem(format string, args ...any) {
	f.problems = append(f.problems, f.now+": "+fmt.Sprintf(format, args...))
}
