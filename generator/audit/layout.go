package audit

import (
	"bytes"

	"mvdan.cc/sh/v3/syntax"

	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/script/sh"
)

// start is the beginning of a script.
var start = syntax.NewPos(0, 1, 1)

// layout is a script cut into its parts.
type layout struct {
	stmts   []*syntax.Stmt // of the head
	headEnd int            // the line behind it, or the last one
	modules []module
	main    *syntax.Stmt   // the call that begins, nil for none
	behind  []*syntax.Stmt // it
}

// module is a module as it is in a script.
type module struct {
	name, digest string // as its first line says
	line         int    // of that
	text         []byte // as a file of the library has it
	begin        int    // where that begins
	stmts        []*syntax.Stmt
}

// layoutOf cuts a script. A module begins behind a comment; in a document or in
// a function that would be none.
func layoutOf(f *sh.File) layout {
	l := layout{headEnd: f.LastLine()}
	l.main, l.behind = mainOf(f)
	end := len(f.Source)
	if l.main != nil {
		end = int(l.main.Pos().Offset())
	}
	var begins []int // the offsets of texts
	for _, c := range comments(f) {
		name, digest, ok := script.ParseFirstLine("#" + c.Text)
		if offset := int(c.Pos().Offset()); ok && offset < end {
			l.modules = append(l.modules, module{name: name, digest: digest, line: f.Line(c.Pos())})
			begins = append(begins, offset)
		}
	}
	if len(begins) > 0 {
		l.headEnd = l.modules[0].line
	} else if l.main != nil {
		l.headEnd = f.Line(l.main.Pos())
	}
	begins = append(begins, end)
	l.stmts = between(f, 0, begins[0])
	for i := range l.modules {
		m := &l.modules[i]
		_, text, _ := bytes.Cut(f.Source[begins[i]:begins[i+1]], []byte("\n"))
		m.begin = begins[i+1] - len(text)
		m.text = append(bytes.TrimRight(text, "\n"), '\n')
		m.stmts = between(f, begins[i], begins[i+1])
	}
	return l
}

// mainOf is the last call of main outside functions, and the statements after it.
func mainOf(f *sh.File) (*syntax.Stmt, []*syntax.Stmt) {
	for i := len(f.Stmts) - 1; i >= 0; i-- {
		if callsMain(f.Stmts[i]) {
			return f.Stmts[i], f.Stmts[i+1:]
		}
	}
	return nil, nil
}

// callsMain reports whether a statement is a call of main, in braces or not.
func callsMain(stmt *syntax.Stmt) bool {
	switch cmd := stmt.Cmd.(type) {
	case *syntax.CallExpr:
		return len(cmd.Args) > 0 && cmd.Args[0].Lit() == "main"
	case *syntax.Block:
		return len(cmd.Stmts) > 0 && callsMain(cmd.Stmts[0])
	}
	return false
}

// comments are those outside of everything else, in their order.
func comments(f *sh.File) []syntax.Comment {
	var list []syntax.Comment
	for _, stmt := range f.Stmts {
		list = append(list, stmt.Comments...)
	}
	return append(list, f.Last...)
}

func between(f *sh.File, begin, end int) []*syntax.Stmt {
	var list []*syntax.Stmt
	for _, stmt := range f.Stmts {
		if offset := int(stmt.Pos().Offset()); begin <= offset && offset < end {
			list = append(list, stmt)
		}
	}
	return list
}
