package audit

import (
	"regexp"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/gen-splitroute/gen-splitroute/generator/script/sh"
)

// head is what a script says before the library.
type head struct {
	release     string
	releaseLine int
	variables   []variable
	frame       []item // other statements outside of functions
	functions   map[string]function
	again       []item // functions that are declared once more; the last one counts
	order       []string
}

// variable is an assignment.
type variable struct {
	name, value string // the value as it is written
	literal     bool   // whether there is nothing in it for the shell to find out
	line        int
}

// function is a function of a head.
type function struct {
	declaration *syntax.FuncDecl
	line, end   int
	items       []item
}

// item is a command, or a line of a document that a command reads.
type item struct {
	at, text string
	line     int
	stmt     *syntax.Stmt // nil for a line of a document
}

func (i item) noun() string {
	if i.stmt == nil {
		return "line"
	}
	return "command"
}

var releaseForm = regexp.MustCompile(`^ Written by gen-splitroute ([^ ,]+)`)

func readHead(f *sh.File, stmts []*syntax.Stmt) head {
	h := head{functions: map[string]function{}}
	for _, c := range comments(f) {
		if found := releaseForm.FindStringSubmatch(c.Text); found != nil {
			h.release, h.releaseLine = found[1], f.Line(c.Pos())
			break
		}
	}
	p := newPrinter(f)
	for _, stmt := range stmts {
		switch cmd := stmt.Cmd.(type) {
		case *syntax.FuncDecl:
			if plain(stmt) {
				h.addFunction(p.function(cmd))
				continue
			}
		case *syntax.CallExpr:
			if plain(stmt) && len(cmd.Args) == 0 {
				h.addVariables(p, cmd.Assigns)
				continue
			}
		}
		h.frame = append(h.frame, p.item("", stmt)...)
	}
	return h
}

func (h *head) addFunction(f function) {
	name := f.declaration.Name.Value
	if before, ok := h.functions[name]; ok {
		h.again = append(h.again, item{text: name, line: before.line})
	} else {
		h.order = append(h.order, name)
	}
	h.functions[name] = f
}

func (h *head) addVariables(p printer, assigns []*syntax.Assign) {
	for _, a := range assigns {
		v := variable{name: a.Name.Value, literal: true, line: p.Line(a.Pos())}
		if a.Value != nil {
			v.value, v.literal = p.text(a.Value), isLiteral(a.Value)
		}
		h.variables = append(h.variables, v)
	}
}

func isLiteral(word *syntax.Word) bool {
	for _, part := range word.Parts {
		switch part.(type) {
		case *syntax.Lit, *syntax.SglQuoted:
		default:
			return false
		}
	}
	return true
}

// value is that of a variable, without quotes; "" where the shell has to find it
// out.
func (h head) value(name string) string {
	value := ""
	for _, v := range h.variables {
		if v.name == name {
			value = v.value
		}
	}
	return strings.Trim(value, "'")
}

// printer prints parts of a script in one form, however they are laid out.
type printer struct {
	*sh.File
	print *syntax.Printer
}

func newPrinter(f *sh.File) printer { return printer{f, syntax.NewPrinter()} }

// plain reports whether a statement is a command and nothing else.
func plain(stmt *syntax.Stmt) bool { return foreground(stmt) && len(stmt.Redirs) == 0 }

// foreground is plain for a statement that may have redirections.
func foreground(stmt *syntax.Stmt) bool {
	return !stmt.Negated && !stmt.Background && !stmt.Coprocess && !stmt.Disown
}

func (p printer) function(f *syntax.FuncDecl) function {
	fn := function{declaration: f, line: p.Line(f.Pos()), end: p.Line(f.End())}
	if block, ok := f.Body.Cmd.(*syntax.Block); ok && plain(f.Body) {
		fn.items = p.items(block.Stmts)
		return fn
	}
	fn.items = p.item("", &syntax.Stmt{Cmd: f, Position: f.Pos()})
	return fn
}

// items are the commands of a function, each with what "at" says before it.
func (p printer) items(stmts []*syntax.Stmt) []item {
	var items []item
	var at *syntax.Stmt
	used := true // whether at stands before something
	for _, stmt := range stmts {
		switch {
		case isAt(stmt):
			if !used {
				items = append(items, p.item("", at)...)
			}
			at, used = stmt, false
		case isNothing(stmt):
		default:
			used = true
			items = append(items, p.item(p.reason(at), stmt)...)
		}
	}
	if !used {
		items = append(items, p.item("", at)...)
	}
	return items
}

func isAt(stmt *syntax.Stmt) bool {
	call, ok := stmt.Cmd.(*syntax.CallExpr)
	return ok && plain(stmt) && len(call.Assigns) == 0 && len(call.Args) == 2 && call.Args[0].Lit() == "at"
}

func isNothing(stmt *syntax.Stmt) bool {
	call, ok := stmt.Cmd.(*syntax.CallExpr)
	return ok && plain(stmt) && len(call.Assigns) == 0 && len(call.Args) == 1 && call.Args[0].Lit() == ":"
}

// reason is what "at" says, or the source of that where a shell has to find it
// out.
func (p printer) reason(at *syntax.Stmt) string {
	if at == nil {
		return ""
	}
	word := at.Cmd.(*syntax.CallExpr).Args[1]
	var text strings.Builder
	for _, part := range word.Parts {
		switch part := part.(type) {
		case *syntax.SglQuoted:
			text.WriteString(part.Value)
			continue
		case *syntax.Lit:
			if value := strings.ReplaceAll(part.Value, `\'`, "'"); !strings.Contains(value, `\`) {
				text.WriteString(value)
				continue
			}
		}
		return p.text(word)
	}
	return text.String()
}

// item is a statement; one that reads a document is an item for each line.
func (p printer) item(at string, stmt *syntax.Stmt) []item {
	line := p.Line(stmt.Pos())
	call, ok := stmt.Cmd.(*syntax.CallExpr)
	if !ok || !foreground(stmt) {
		return []item{{at, p.text(uncommented(stmt)), line, stmt}}
	}
	text := p.call(call)
	for _, r := range stmt.Redirs {
		text += " "
		if r.N != nil {
			text += r.N.Value
		}
		text += r.Op.String() + p.text(r.Word)
	}
	items := []item{{at, text, line, stmt}}
	for _, r := range stmt.Redirs {
		if r.Hdoc == nil {
			continue
		}
		first := p.Line(r.Hdoc.Pos())
		lines := strings.Split(p.Text(r.Hdoc), "\n")
		for i, line := range lines[:len(lines)-1] { // the last one ends it
			items = append(items, item{at, line, first + i, nil})
		}
	}
	return items
}

// call is a simple command in one line.
func (p printer) call(call *syntax.CallExpr) string {
	var words []string
	for _, a := range call.Assigns {
		words = append(words, p.text(a))
	}
	for _, w := range call.Args {
		words = append(words, p.text(w))
	}
	return strings.Join(words, " ")
}

// text is a node as the parser's own printer prints it. A script that was
// read can be printed.
func (p printer) text(node syntax.Node) string {
	var text strings.Builder
	_ = p.print.Print(&text, node)
	return text.String()
}

// uncommented is a statement without the comments before it.
func uncommented(stmt *syntax.Stmt) *syntax.Stmt {
	bare := *stmt
	bare.Comments = nil
	return &bare
}
