// Package audit compares a script with what this release writes: the modules of
// the library byte for byte, the head command by command. It reads the script's
// syntax, and never runs it.
package audit

import (
	"slices"
	"strconv"

	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/script/sh"
)

// Script is a script of the generator that was read.
type Script struct {
	Kind script.Kind
	file *sh.File
	layout
	head head
}

// Read reads a script. Its error is a sh.Fault where that can't be read, or is
// no script of the generator.
func Read(name string, text []byte) (*Script, error) {
	file, err := sh.Parse(name, text)
	if err != nil {
		return nil, err
	}
	s := &Script{file: file, layout: layoutOf(file)}
	s.head = readHead(file, s.stmts)
	kind, known := kindOf(s)
	if !known {
		return nil, file.Fault(start, "this is no script of gen-splitroute, or its head is gone: "+
			"it has neither the functions nor the modules of one", "audit reads what setup, teardown and monitor write")
	}
	s.Kind = kind
	return s, nil
}

// kindOf is the kind that most of a script's functions and modules belong to.
func kindOf(s *Script) (best script.Kind, known bool) {
	most := 0
	for _, k := range script.Kinds {
		score := 0
		for _, f := range k.Functions {
			score += len(s.file.Functions(f.Name))
		}
		if s.head.release == "" && len(s.modules) == 0 && score < len(k.Functions) {
			continue // a user's own function may have such a name
		}
		for _, m := range s.modules {
			if m.name == k.Name {
				score += len(k.Functions)
			}
		}
		if score > most {
			best, most = k, score
		}
	}
	return best, most > 0
}

// Options returns the options that the script was written with, read from its head.
func (s *Script) Options() script.Options {
	var o script.Options
	if n, err := strconv.Atoi(s.head.value("confirm")); err == nil && n > 0 {
		o.Confirm = n
	}
	return o
}

// Compare compares the script with one that a configuration yields; file is the
// name of the configuration.
func (s *Script) Compare(file string, text []byte) (Report, error) {
	want, err := Read("what "+file+" yields", text)
	if err != nil {
		return Report{}, err
	}
	r := s.report(file)
	r.add(s.compare(want)...)
	r.finish(s.file.LastLine())
	return r, nil
}

// Library looks at the script alone: whether its head is one that some
// configuration may yield.
func (s *Script) Library() Report {
	r := s.report("")
	r.add(s.checkHead()...)
	r.finish(s.file.LastLine())
	return r
}

// report has what needs no configuration.
func (s *Script) report(file string) Report {
	r := Report{
		Script: s.file.Name, Kind: s.Kind.Name, Against: file, Confirm: s.Options().Confirm,
		Release: s.head.release, This: script.Release,
		Modules: []Module{}, Findings: []Finding{}, ByHand: []Line{},
	}
	for name, f := range s.head.functions {
		if name != script.ByHand {
			r.Commands += commands(f.items)
			continue
		}
		for _, i := range f.items {
			r.ByHand = append(r.ByHand, Line{i.line, i.text})
		}
	}
	r.add(s.checkRelease()...)
	r.add(s.checkModules(&r)...)
	r.add(s.checkFrame()...)
	r.add(s.checkFunctions()...)
	r.add(s.checkTags()...)
	r.add(s.checkByHand()...)
	return r
}

// commands counts those, without the lines that they read.
func commands(items []item) int {
	n := 0
	for _, i := range items {
		if i.stmt != nil {
			n++
		}
	}
	return n
}

func (r *Report) add(findings ...Finding) { r.Findings = append(r.Findings, findings...) }

// finish puts findings into the order of the script. Commands that are missing at its end
// get the number of its last line.
func (r *Report) finish(last int) {
	for i := range r.Findings {
		r.Findings[i].Line = min(r.Findings[i].Line, last)
	}
	slices.SortStableFunc(r.Findings, func(a, b Finding) int { return a.Line - b.Line })
	for i := range r.Findings {
		r.Findings[i].Remedy = r.remedy(r.Findings[i])
	}
}
