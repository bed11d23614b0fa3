package audit

import (
	"bytes"
	"fmt"
	"slices"

	"mvdan.cc/sh/v3/syntax"

	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// checkModules checks each module, and looks for missing ones.
func (s *Script) checkModules(r *Report) []Finding {
	var findings []Finding
	for _, m := range s.modules {
		state, f := m.check()
		r.Modules = append(r.Modules, Module{m.name, m.line, script.Module{Text: m.text}.Digest(), state})
		if f.Text != "" {
			findings = append(findings, f)
		}
		if state == Intact {
			findings = append(findings, s.behindModule(m)...)
		}
	}
	return append(findings, s.checkUse()...)
}

// check tells the state of a module, and the finding about it.
func (m module) check() (State, Finding) {
	f := Finding{Kind: OfLibrary, Line: m.line, Part: m.name}
	ours, err := script.Library(m.name)
	digest := script.Module{Text: m.text}.Digest()
	switch edited := digest != m.digest; {
	case err != nil && edited:
		f.Text = fmt.Sprintf("module %s is unknown to this release, and edited: its text doesn't match the digest in its first line", m.name)
		return Unknown, f
	case err != nil:
		f.Text = fmt.Sprintf("module %s is unknown to this release", m.name)
		return Unknown, f
	case digest == ours.Digest() && edited:
		f.Text = fmt.Sprintf("module %s is this release's, but the digest in its first line is edited", m.name)
		return Edited, f
	case digest == ours.Digest(), m.digest == ours.Digest() && bytes.HasPrefix(m.text, ours.Text):
		return Intact, Finding{}
	case !edited:
		f.Text = fmt.Sprintf("module %s is intact, and of another release", m.name)
		return Other, f
	case m.digest != ours.Digest():
		f.Text = fmt.Sprintf("module %s is edited, and of another release", m.name)
		return Edited, f
	}
	return Edited, m.edited(ours)
}

// edited says where a module differs from this release's.
func (m module) edited(ours script.Module) Finding {
	want, have := lines(ours.Text), lines(m.text)
	gap := differences(want, have)[0] // it isn't the same
	f := Finding{Kind: OfLibrary, Line: m.line + 1 + gap.b, Part: m.name, Text: fmt.Sprintf("module %s is edited; this is the first of its lines that differ", m.name)}
	if gap.a < gap.aEnd {
		f.Want = want[gap.a]
	}
	if gap.b < gap.bEnd {
		f.Have = have[gap.b]
	}
	return f
}

func lines(text []byte) []string {
	var list []string
	for line := range bytes.Lines(text) {
		list = append(list, string(bytes.TrimSuffix(line, []byte("\n"))))
	}
	return list
}

// behindModule finds statements between the end of an intact module and what
// comes next.
func (s *Script) behindModule(m module) []Finding {
	ours, err := script.Library(m.name)
	if err != nil {
		return nil
	}
	var findings []Finding
	for _, stmt := range m.stmts {
		if int(stmt.Pos().Offset()) >= m.begin+len(ours.Text) {
			findings = append(findings, s.misplaced(stmt, "this statement is not part of the library"))
		}
	}
	return findings
}

func (s *Script) misplaced(stmt *syntax.Stmt, text string) Finding {
	i := newPrinter(s.file).item("", stmt)[0]
	if function, ok := stmt.Cmd.(*syntax.FuncDecl); ok {
		i.text = function.Name.Value + "() { ... }"
	}
	return Finding{Kind: Misplaced, Line: i.line, Part: topLevel, Have: i.text, Text: text}
}

const topLevel = "top level"

// checkUse finds modules that the script needs and hasn't, has and doesn't need,
// has twice, or has in another order.
func (s *Script) checkUse() []Finding {
	var findings []Finding
	needed := s.needed()
	seen := map[string]int{} // in which line
	behind := -1
	for _, m := range s.modules {
		f := Finding{Kind: OfLibrary, Line: m.line, Part: m.name}
		place := slices.Index(needed, m.name)
		_, err := script.Library(m.name)
		switch {
		case seen[m.name] > 0:
			f.Text = fmt.Sprintf("module %s is there twice; the first is in line %d", m.name, seen[m.name])
		case err == nil && place < 0:
			f.Text = fmt.Sprintf("module %s belongs to another script: this %s doesn't need it", m.name, s.Kind.Name)
		case err == nil && place < behind:
			f.Text = fmt.Sprintf("module %s comes too late: the order is %v", m.name, needed)
		}
		if f.Text != "" {
			findings = append(findings, f)
		}
		seen[m.name], behind = m.line, max(behind, place)
	}
	for _, name := range needed {
		if seen[name] == 0 {
			findings = append(findings, Finding{Kind: OfLibrary, Line: s.libraryEnd(), Part: name, Text: fmt.Sprintf("module %s is missing: this %s needs it", name, s.Kind.Name)})
		}
	}
	return findings
}

// needed are the modules that the head needs.
func (s *Script) needed() []string {
	calls := map[string]bool{}
	for _, stmt := range s.stmts {
		syntax.Walk(stmt, func(node syntax.Node) bool {
			if call, ok := node.(*syntax.CallExpr); ok && len(call.Args) > 0 {
				calls[call.Args[0].Lit()] = true
			}
			return true
		})
	}
	var names []string
	for _, u := range s.Kind.Modules {
		if u.Needed(func(name string) bool { return calls[name] || s.head.value(name) != "" }) {
			names = append(names, u.Module)
		}
	}
	return names
}

// libraryEnd is the line where another module would come.
func (s *Script) libraryEnd() int {
	if s.main != nil {
		return s.file.Line(s.main.Pos())
	}
	return s.file.LastLine()
}

func (s *Script) checkRelease() []Finding {
	switch s.head.release {
	case script.Release:
		return nil
	case "":
		return []Finding{{Kind: OfRelease, Line: 1, Part: topLevel, Text: "the head names no release; this is " + script.Release}}
	}
	return []Finding{{Kind: OfRelease, Line: s.head.releaseLine, Part: topLevel, Text: fmt.Sprintf("the head is of release %s; this is %s", s.head.release, script.Release)}}
}
