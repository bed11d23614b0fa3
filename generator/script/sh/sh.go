// Package sh reads shell scripts, and never runs them.
package sh

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sort"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// MaxSize is the most bytes that a script can have.
const MaxSize = 32 << 20

const (
	maxFrames = 4000 // of the parser's stack: some hundred levels of nesting
	maxDepth  = 1000 // of what it makes
)

// Fault says where a script can't be read, and why.
type Fault struct {
	Name         string
	Line, Column int
	Text         string
	Remedy       string // what to do, "" for nothing to add
}

// Error is the fault in one line.
func (f Fault) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", f.Name, f.Line, f.Column, f.Text)
}

// File is a script that was read.
type File struct {
	*syntax.File
	Source []byte
	lines  []int // where each begins
}

// Parse reads a script of a POSIX shell. Its error is a Fault.
func Parse(name string, text []byte) (*File, error) {
	f := &File{Source: text, lines: []int{0}}
	for i, c := range text {
		if c == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
	if len(text) == 0 {
		return nil, f.fault(name, 0, "the file is empty", Emptied(name))
	}
	if offset, wrong, remedy := unreadable(text); wrong != "" {
		return nil, f.fault(name, offset, wrong, remedy)
	}
	parser := syntax.NewParser(syntax.Variant(syntax.LangPOSIX), syntax.KeepComments(true))
	var err error
	if f.File, err = parser.Parse(&shallow{rest: text}, name); err != nil {
		return nil, f.parseFault(name, err)
	}
	if offset, deep := f.deepest(); deep {
		return nil, f.fault(name, offset, tooDeep, "")
	}
	if pos, wrong := f.noFunction(); wrong != "" {
		return nil, f.Fault(pos, wrong, "")
	}
	return f, nil
}

// noFunction finds a function that the parser takes for one, and a shell doesn't.
func (f *File) noFunction() (pos syntax.Pos, wrong string) {
	syntax.Walk(f.File, func(node syntax.Node) bool {
		function, ok := node.(*syntax.FuncDecl)
		switch {
		case !ok:
		case function.Name == nil:
			pos, wrong = function.Pos(), "a function needs a name"
		case !compound(function.Body.Cmd):
			pos, wrong = function.Body.Pos(), "the body of a function must stand in braces"
		}
		return wrong == ""
	})
	return pos, wrong
}

func compound(body syntax.Command) bool {
	switch body.(type) {
	case *syntax.Block, *syntax.Subshell, *syntax.IfClause, *syntax.WhileClause, *syntax.ForClause, *syntax.CaseClause:
		return true
	}
	return false
}

// Emptied says why a file may have nothing in it.
func Emptied(name string) string {
	return fmt.Sprintf("a shell empties the file in \"> %s\" before the program runs; write to another file", name)
}

const tooDeep = "this is nested too deeply"

// unreadable says what a shell would stumble over, and the parser wouldn't.
func unreadable(text []byte) (offset int, wrong, remedy string) {
	switch {
	case len(text) > MaxSize:
		return 0, fmt.Sprintf("the file is larger than %d MiB", MaxSize>>20), ""
	case bytes.HasPrefix(text, []byte("\xef\xbb\xbf")):
		return 0, "the file begins with a byte order mark, which a shell takes for part of a word", "save it as UTF-8 without one"
	case bytes.HasPrefix(text, []byte("\xff\xfe")), bytes.HasPrefix(text, []byte("\xfe\xff")):
		return 0, "the file is UTF-16, which no shell reads", "save it as UTF-8; > of an older PowerShell writes UTF-16"
	}
	if i := bytes.IndexByte(text, 0); i >= 0 {
		return i, "there is a NUL byte: this is no text", ""
	}
	if i := bytes.Index(text, []byte("\r\n")); i >= 0 {
		return i, "the line ends with a carriage return, which a shell takes for part of a word", "write line ends of Unix: tr -d '\\r' < old.sh > new.sh"
	}
	return 0, "", ""
}

// parseFault is an error of the parser.
func (f *File) parseFault(name string, err error) Fault {
	switch err := err.(type) {
	case syntax.ParseError:
		remedy := ""
		if strings.Contains(err.Text, "reached EOF") || strings.Contains(err.Text, "unclosed") {
			remedy = "the file may be cut short"
		}
		return f.fault(name, int(err.Pos.Offset()), err.Text, remedy)
	case syntax.LangError:
		text := strings.TrimPrefix(err.Error(), err.Filename+":"+err.Pos.String()+": ")
		return f.fault(name, int(err.Pos.Offset()), text, "")
	}
	return f.fault(name, 0, err.Error(), "")
}

func (f *File) fault(name string, offset int, text, remedy string) Fault {
	line := f.line(offset)
	return Fault{name, line, offset - f.lines[line-1] + 1, text, remedy}
}

// Fault is what is wrong with a script that was read.
func (f *File) Fault(pos syntax.Pos, text, remedy string) Fault {
	return f.fault(f.Name, int(pos.Offset()), text, remedy)
}

// line is the number of the line that an offset is in. Positions of the parser
// have none in long files.
func (f *File) line(offset int) int {
	return sort.SearchInts(f.lines, offset+1)
}

// Line is the number of the line that a position is in.
func (f *File) Line(pos syntax.Pos) int { return f.line(int(pos.Offset())) }

// LastLine is the number of the last line.
func (f *File) LastLine() int { return f.line(len(f.Source) - 1) }

// Text is the source of a part of the script.
func (f *File) Text(node syntax.Node) string {
	return string(f.Source[node.Pos().Offset():node.End().Offset()])
}

// Functions are the functions of a name that the script declares outside of
// everything else.
func (f *File) Functions(name string) []*syntax.FuncDecl {
	var found []*syntax.FuncDecl
	for _, stmt := range f.Stmts {
		if function, ok := stmt.Cmd.(*syntax.FuncDecl); ok && function.Name.Value == name {
			found = append(found, function)
		}
	}
	return found
}

// deepest is where the script is nested too deeply. All that walks through it
// later has a stack of its own for each level; a chain of && is one, too.
func (f *File) deepest() (offset int, deep bool) {
	var levels []syntax.Node
	syntax.Walk(f.File, func(node syntax.Node) bool {
		switch {
		case deep:
			return false
		case node == nil:
			levels = levels[:len(levels)-1]
			return true
		}
		levels = append(levels, node)
		if len(levels) > maxDepth {
			// The position of an inner node is found without walking further than
			// this one's first words.
			offset, deep = int(first(levels).Offset()), true
			return false
		}
		return true
	})
	return offset, deep
}

// first is the position of the innermost node that begins with a token of its own.
func first(levels []syntax.Node) syntax.Pos {
	for _, node := range slices.Backward(levels) {
		switch node := node.(type) {
		case *syntax.Stmt:
			return node.Position
		case *syntax.Subshell:
			return node.Lparen
		case *syntax.Block:
			return node.Lbrace
		}
	}
	return syntax.Pos{}
}

// shallow hands text to the parser as long as that is nested a little. A stack
// that is used up would end the program.
type shallow struct{ rest []byte }

func (s *shallow) Read(p []byte) (int, error) {
	if len(s.rest) == 0 {
		return 0, io.EOF
	}
	var frame [1]uintptr
	if runtime.Callers(maxFrames, frame[:]) > 0 {
		return 0, nested{}
	}
	n := copy(p[:min(len(p), 1024)], s.rest)
	s.rest = s.rest[n:]
	return n, nil
}

// nested is the error about what is nested too deeply.
type nested struct{}

func (nested) Error() string { return tooDeep }
