package audit

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

func contains(names []string, name string) bool { return name != "" && slices.Contains(names, name) }

// checkTags finds commands of ip without the tag, in all functions of the head.
func (s *Script) checkTags() []Finding {
	var findings []Finding
	p := newPrinter(s.file)
	for _, name := range s.head.order {
		for call := range calls(s.head.functions[name].declaration) {
			if path.Base(call.Args[0].Lit()) == "ip" && !s.tagged(call) {
				findings = append(findings, Finding{Kind: Untagged, Line: p.Line(call.Pos()), Part: name, Have: p.call(call), Text: "this command lacks the tag: " + `proto "$tag", or protocol "$tag" in a rule`})
			}
		}
	}
	return findings
}

// calls are the commands with a name that are in a part of a script.
func calls(node syntax.Node) func(yield func(*syntax.CallExpr) bool) {
	return func(yield func(*syntax.CallExpr) bool) {
		more := true
		syntax.Walk(node, func(node syntax.Node) bool {
			if call, ok := node.(*syntax.CallExpr); ok && more && len(call.Args) > 0 {
				more = yield(call)
			}
			return more
		})
	}
}

// tagForms are the ways to write the tag.
var tagForms = []string{`"$tag"`, `"${tag}"`, `$tag`, `${tag}`}

// tagged reports whether a command has proto and the variable tag behind it.
func (s *Script) tagged(call *syntax.CallExpr) bool {
	for i, word := range call.Args[:len(call.Args)-1] {
		if w := word.Lit(); (w == "proto" || w == "protocol") && contains(tagForms, s.file.Text(call.Args[i+1])) {
			return true
		}
	}
	return false
}

// reserved are variables that decide which tag a command gets.
var reserved = []string{"tag", "metric", "PATH", "IFS"}

// checkByHand finds what by_hand can't have. It may have loops and conditions;
// what these leave is a list of routes and rules.
func (s *Script) checkByHand() []Finding {
	byHand, ok := s.head.functions[script.ByHand]
	if !ok {
		return nil
	}
	var may []string
	for _, f := range s.Kind.Functions {
		if f.Name == script.ByHand {
			may = f.Commands
		}
	}
	var findings []Finding
	add := func(node syntax.Node, text string) {
		findings = append(findings, Finding{Kind: NotByHand, Line: s.file.Line(node.Pos()), Part: script.ByHand, Have: s.file.Text(node), Text: text})
	}
	syntax.Walk(byHand.declaration.Body, func(node syntax.Node) bool {
		switch node := node.(type) {
		case *syntax.CallExpr:
			if text := notByHand(node, may); text != "" {
				add(node, text)
			}
		case *syntax.FuncDecl:
			add(node, "by_hand can't declare functions")
		case *syntax.Redirect:
			if !harmless(node) {
				add(node, "by_hand can't write to files")
			}
		}
		return true
	})
	return findings
}

// notByHand says why by_hand can't have a command, "" where it can.
func notByHand(call *syntax.CallExpr, may []string) string {
	for _, a := range call.Assigns {
		if contains(reserved, a.Name.Value) {
			return fmt.Sprintf("by_hand can't set %s", a.Name.Value)
		}
	}
	if len(call.Args) == 0 || call.Args[0].Lit() == ":" {
		return ""
	}
	if !contains(may, call.Args[0].Lit()) {
		return "by_hand takes only ip route prepend and ip rule add priority"
	}
	var words []string
	for _, word := range call.Args[1:] {
		if w := word.Lit(); w != "-4" && w != "-6" {
			words = append(words, w)
		}
	}
	if line := strings.Join(words, " ") + " "; call.Args[0].Lit() == "ip" &&
		!strings.HasPrefix(line, "route prepend ") && !strings.HasPrefix(line, "rule add priority ") {
		return "by_hand takes only ip route prepend and ip rule add priority"
	}
	return ""
}

// harmless reports whether a redirection leaves all files as they are.
func harmless(r *syntax.Redirect) bool {
	switch r.Op {
	case syntax.RdrIn, syntax.Hdoc, syntax.DashHdoc:
		return true
	case syntax.DplIn, syntax.DplOut:
		return contains([]string{"1", "2"}, r.Word.Lit())
	}
	return r.Word.Lit() == "/dev/null"
}
