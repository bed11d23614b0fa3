package generator_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"mvdan.cc/sh/v3/syntax"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/templates"
)

type generate func(name string, src []byte, c config.Options, o script.Options) ([]byte, hcl.Diagnostics, error)

// script is a script as a shell reads it.
type script struct {
	source string
	file   *syntax.File
	layout string // the templates, with the plan's numbers and names in them
	words  map[string]bool
	// variables are those that may stand in commands and in what they read.
	variables map[string]bool
}

// checkScript compares a script with the plan that it was made of.
func checkScript(t *testing.T, p plan.Plan, text []byte, k kind) {
	t.Helper()
	file, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(bytes.NewReader(text), "")
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	s := script{string(text), file, layout(p), planWords(p), variables(p)}
	want := k.steps(p)
	var batch []string
	if k.batch {
		last := k.afterBatch(p)
		want, batch = splitBatch(want[:len(want)-last])
		want = append(want, k.steps(p)[len(p.Steps)-last:]...)
	}
	if diff := cmp.Diff(steps(want), s.steps()); diff != "" {
		t.Errorf("commands (-plan +script):\n%s", diff)
	}
	if diff := cmp.Diff(k.input(p), s.input(t)); diff != "" {
		t.Errorf("input of nft (-plan +script):\n%s", diff)
	}
	if diff := cmp.Diff(batch, s.batch(t)); diff != "" {
		t.Errorf("lines for ip -batch (-plan +script):\n%s", diff)
	}
	s.checkWords(t)
}

// splitBatch takes the commands out that are lines for ip -batch.
func splitBatch(all []command) (rest []command, lines []string) {
	var lines6 []string
	for _, c := range all {
		switch line, ipv6, ok := c.BatchLine(); {
		case ipv6:
			lines6 = append(lines6, c.only+line)
		case ok:
			lines = append(lines, c.only+line)
		default:
			rest = append(rest, c)
		}
	}
	return rest, append(lines, lines6...)
}

// steps prints commands like those that script.steps finds.
func steps(all []command) []string {
	var lines []string
	for _, c := range all {
		words := slices.Clone(c.Command)
		if key, ok := strings.CutSuffix(words[len(words)-1], "="+iproute.Former); ok {
			lines = append(lines, key) // put_back knows the rest
			continue
		}
		for i, word := range words {
			if iproute.IsVariable(word) {
				words[i] = `"` + word + `"`
			}
		}
		lines = append(lines, c.only+words.String())
	}
	return lines
}

// wrappers are the functions through which a script runs the commands of the
// plan.
var wrappers = []string{"run", "tune", "load", "undo", "put_back"}

// steps are the commands that a script runs through a wrapper, without it.
// Those that stand in a template, such as the sweeping at the end, are left
// out.
func (s script) steps() []string {
	var lines []string
	only := map[syntax.Node]string{}
	syntax.Walk(s.file, func(node syntax.Node) bool {
		if conditional, ok := node.(*syntax.IfClause); ok && len(conditional.Cond) > 0 { // an else has none
			if off := offForm.FindStringSubmatch(s.text(conditional.Cond[0])); off != nil {
				only[conditional.Then[0].Cmd] = "${" + off[1] + "}"
			}
		}
		call, ok := node.(*syntax.CallExpr)
		if !ok || len(call.Args) < 2 || !slices.Contains(wrappers, call.Args[0].Lit()) {
			return true
		}
		if !strings.Contains(s.layout, s.text(call)) {
			lines = append(lines, only[call]+strings.TrimPrefix(s.text(call), call.Args[0].Lit()+" "))
		}
		return true
	})
	return lines
}

// offForm is a condition for what a step needs.
var offForm = regexp.MustCompile(`^\[ -z "\$([a-z0-9_]+_off)" \]`)

// input is what load's command reads, line by line.
func (s script) input(t *testing.T) []string {
	t.Helper()
	var lines []string
	syntax.Walk(s.file, func(node syntax.Node) bool {
		stmt, ok := node.(*syntax.Stmt)
		if !ok || !strings.HasPrefix(s.text(stmt), "load ") {
			return true
		}
		for _, redirect := range stmt.Redirs {
			if _, quoted := redirect.Word.Parts[0].(*syntax.SglQuoted); !quoted {
				s.checkExpansions(t, redirect.Hdoc)
			}
			text := strings.TrimSuffix(strings.TrimSuffix(s.text(redirect.Hdoc), "EOF"), "\n")
			lines = append(lines, strings.Split(text, "\n")...)
		}
		return false
	})
	return lines
}

// batch are the lines that go to ip -batch, but for comments.
func (s script) batch(t *testing.T) []string {
	t.Helper()
	var lines []string
	syntax.Walk(s.file, func(node syntax.Node) bool {
		function, ok := node.(*syntax.FuncDecl)
		if !ok || !strings.HasPrefix(function.Name.Value, "entries") {
			return true
		}
		syntax.Walk(function, func(node syntax.Node) bool {
			if redirect, ok := node.(*syntax.Redirect); ok && redirect.Hdoc != nil { // an empty document is none
				s.checkExpansions(t, redirect.Hdoc)
				lines = append(lines, uncommented(strings.TrimSuffix(s.text(redirect.Hdoc), s.text(redirect.Word)))...)
			}
			return true
		})
		return false
	})
	return lines
}

// checkExpansions finds what a shell would expand in a here-document besides
// variables of the plan; comments are no comments there.
func (s script) checkExpansions(t *testing.T, document *syntax.Word) {
	t.Helper()
	for _, part := range document.Parts {
		text := s.text(part)
		if expansion, ok := part.(*syntax.ParamExp); ok && s.variables[expansion.Param.Value] {
			continue
		}
		if strings.ContainsAny(text, "$`\\") {
			t.Errorf("the shell expands %q", text)
		}
	}
}

func uncommented(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			lines = append(lines, strings.TrimSuffix(line, "\n"))
		}
	}
	return lines
}

// checkWords finds words of commands and values of variables that stem neither
// from the plan nor from a template.
func (s script) checkWords(t *testing.T) {
	t.Helper()
	check := func(word *syntax.Word) {
		if word != nil && !s.words[s.value(word)] && !strings.Contains(s.layout, s.text(word)) {
			t.Fatalf("where does %q come from?", s.text(word))
		}
	}
	syntax.Walk(s.file, func(node syntax.Node) bool {
		if call, ok := node.(*syntax.CallExpr); ok {
			for _, word := range call.Args {
				check(word)
			}
			for _, assign := range call.Assigns {
				check(assign.Value)
			}
		}
		return true
	})
}

// value is the source of a word without single quotes round it.
func (s script) value(word *syntax.Word) string {
	if len(word.Parts) == 1 {
		if quoted, ok := word.Parts[0].(*syntax.SglQuoted); ok {
			return quoted.Value
		}
	}
	return s.text(word)
}

// text is the source of a part of the script.
func (s script) text(node syntax.Node) string {
	return s.source[node.Pos().Offset():node.End().Offset()]
}

// layout is the text of all templates with the values in it that a plan has
// but once.
func layout(p plan.Plan) string {
	var all strings.Builder
	names, err := fs.Glob(templates.FS, "*.tmpl")
	for _, name := range names {
		var text []byte
		text, err = templates.FS.ReadFile(name)
		all.Write(text)
	}
	if err != nil || len(names) == 0 {
		panic(fmt.Sprint("templates: ", err)) // they are embedded
	}
	return strings.NewReplacer("{{.File}}", p.File, "{{.Origin}}", p.Origin.String(), "{{.RTTables}}", p.Tables.File,
		"{{.A}}", fmt.Sprint(p.Tags[0]), "{{.B}}", fmt.Sprint(p.Tags[1]), "{{.Sign}}", "from 255.255.255.255 nop", "{{.Confirm}}", "60",
		"{{.BehindMain}}", fmt.Sprint(p.BehindMain), "{{.Priorities}}", "9000", "{{.FirstPriority}}", fmt.Sprint(p.FirstPriority), "{{.LastPriority}}", fmt.Sprint(p.LastPriority),
	).Replace(all.String())
}

// variables are those that hold what a script reads when it runs.
func variables(p plan.Plan) map[string]bool {
	names := map[string]bool{"tag": true, "metric": true, "ipv6_off": true}
	for _, n := range p.Needs {
		for _, what := range n.Read {
			names[n.Variable+"_"+what] = true
		}
	}
	for _, a := range p.Any {
		names[a.Variable+"_off"] = true
	}
	return names
}

// metrics are those of the defaults of IPv6 in main, with either tag.
func metrics(p plan.Plan) string {
	list := ""
	for _, s := range p.Steps {
		if r, ok := s.Op.(iproute.Route); ok && r.IPv6 && r.Table == iproute.MainTable && !r.Dst.IsValid() {
			rank := strings.TrimPrefix(fmt.Sprint(r.Metric), "0")
			list += " 10" + rank + " 20" + rank + " "
		}
	}
	return list
}

// planWords are the words that a script can have from a plan.
func planWords(p plan.Plan) map[string]bool {
	words := map[string]bool{p.File: true, p.Tables.File: true, "": true}
	planned := ""
	for _, n := range p.Uplinks() {
		if len(n.Read) == 0 {
			planned += " " + n.Address.Addr().String() + " "
		}
		words[n.Address.Addr().String()], words[n.Provider], words[fmt.Sprint(n.Priority)] = true, true, true
		for _, what := range n.Read {
			name := n.Variable + "_" + what
			words[`"${`+name+`:-auto}"`], words[`"$`+name+`"`] = true, true
			// A value, and what becomes of it.
			words["$"+what], words[`"$`+n.Variable+`_off"`], words[`"$`+n.Variable+`_network_off"`] = true, true, true
		}
	}
	words[planned] = true
	for _, a := range p.Any {
		words[`"$`+a.Variable+`_off"`] = true
		list := ""
		for _, of := range a.Of {
			list += "$" + of + "_on"
		}
		words[`"`+list+`"`] = true
	}
	var names, keys strings.Builder
	nft, loaded := "", ""
	for _, n := range p.Needs {
		words[n.Origin.String()], words[n.Dev], words[n.Address.String()], words[n.Gateway.String()] = true, true, true, true
	}
	words[fmt.Sprintf("%#x", p.MarkMask)], words[metrics(p)] = true, true
	for _, n := range p.Tables.Names {
		words[n.Origin.String()], words[n.Name], words[fmt.Sprint(n.Number)] = true, true, true
		fmt.Fprintf(&names, "%d\t%s\n", n.Number, n.Name)
	}
	for _, s := range p.Steps {
		words[s.Origin.String()] = true
		for _, word := range slices.Concat(s.Op.Do(), s.Op.Undo()) {
			words[word] = true
			words[`"`+word+`"`] = iproute.IsVariable(word)
		}
		switch op := s.Op.(type) {
		case iproute.Sysctl:
			words[op.Key], words[op.Strict] = true, true
			keys.WriteString(op.Key + " ")
		case iproute.Tabular:
			loaded += " " + op.Table() + " "
			nft = "nft "
		}
	}
	words["\"$first\n"+names.String()+"\""], words[" "+keys.String()+nft] = true, true
	words[loaded] = true
	return words
}
