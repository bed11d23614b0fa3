package config

import (
	"bytes"
	_ "embed"
	"sync/atomic"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
)

// Parse reads one configuration. The name is only used in diagnostics and
// origins; "-" stands for standard input. The Site is the zero value when there
// are errors; with warnings alone it is valid. Diagnostics are sorted by
// position.
func Parse(name string, src []byte, o Options) (site.Site, hcl.Diagnostics) {
	name = displayName(name)
	if o.Progress == nil {
		o.Progress = new(Progress)
	}
	o.Progress.reading.Store(true)
	defer o.Progress.done.Store(true)
	body, diags := parseBody(name, src)
	if body == nil {
		return site.Site{}, sorted(diags)
	}
	top, more := evaluated(name, body, o, diags.haveErrors())
	diags = append(diags, more...)
	doc, more := parseDocument(top)
	diags = append(diags, more...)
	if diags.haveErrors() {
		return site.Site{}, sorted(diags)
	}
	return doc.site(), sorted(append(diags, warnCovered(doc)...))
}

// evaluated is the file with the values of all attributes. partial: a part of it couldn't
// be parsed.
func evaluated(name string, body *hclsyntax.Body, o Options, partial bool) (block, faults) {
	e := &evaluator{plain: &hcl.EvalContext{Functions: functions(o.ReadFile)}, progress: o.Progress}
	// Values from outside can call all functions but file, which reads beside the configuration.
	outside := &hcl.EvalContext{Functions: functions(nil)}
	top, diags := outline("", block{at: body.MissingItemRange(), file: originFile(name), partial: partial}, body)
	all, last, more := readGiven(o.Vars, outside)
	diags = append(diags, more...)
	variables, more := variablesOf(top, last, !more.haveErrors())
	diags = append(diags, more...)
	e.root = newRoot(top, variables)
	diags = append(diags, checkGiven(all, e.root.members["var"].scope, originFile(name))...)
	var nodes []*node
	for _, v := range variables {
		nodes = append(nodes, v.node)
	}
	return top, append(diags, e.evaluate(append(nodes, top.nodes()...))...)
}

// nodes are the attributes of a block and of those in it.
func (b block) nodes() []*node {
	var nodes []*node
	for _, name := range b.inOrder() {
		nodes = append(nodes, b.attributes[name])
	}
	for _, inner := range b.inner {
		nodes = append(nodes, inner.nodes()...)
	}
	return nodes
}

// document holds the blocks of the file. A value with a mistake is reported, and its
// place is marked as wrong.
type document struct {
	settings  settings
	providers []*isp
	networks  []*lan
	rules     []*rule
	route     defaultRoute
}

// parseDocument reads the blocks of the file, then compares them with each other.
func parseDocument(top block) (_ document, f faults) {
	var doc document
	names := newProviderNames(top)
	var diags faults
	doc.settings, diags = parseSettings(top)
	f.add(diags)
	doc.networks, diags = parseNetworks(top)
	f.add(diags)
	doc.route, diags = parseDefaultRoute(top, names)
	f.add(diags)
	doc.providers, diags = parseProviders(top)
	f.add(diags)
	f.add(identify(doc.providers, doc.settings, doc.route))
	doc.rules, diags = parseRules(top, names)
	f.add(diags)
	f.add(checkVariables(top))
	f.add(checkLocals(top))
	for _, check := range []func(document) faults{
		checkIDs, checkMarks, checkAddresses, checkShared, checkGateways, checkBalance4, checkBalance6,
		checkOverlaps, checkRoutes, checkRules, checkSelectors, checkFragments, checkNeighbours, checkHealth,
	} {
		f.add(check(doc))
	}
	return doc, f
}

// site is the model of a document without mistakes.
func (doc document) site() site.Site {
	set := site.Site{File: doc.settings.file, Settings: doc.settings.Settings, DefaultRoute: doc.route.DefaultRoute}
	set.Settings.ConnectionMarks = doc.marksConnections()
	for i, p := range doc.providers {
		set.Providers = append(set.Providers, p.model(doc.replaced(i)))
	}
	for _, n := range doc.networks {
		set.Networks = append(set.Networks, n.Network)
	}
	for _, p := range doc.rules {
		set.Rules = append(set.Rules, p.Rule)
	}
	return set
}

// Options are what Parse reads in addition to the text. The zero value adds nothing.
type Options struct {
	// Vars are values of variables. Later ones win.
	Vars []Vars
	// ReadFile is what file() reads with. nil: there are no files. It should
	// read no more than MaxSize+1 bytes.
	ReadFile func(name string) ([]byte, error)
	// Progress follows which value is being computed; it may be nil.
	Progress *Progress
}

// Vars are values of variables from one place.
type Vars struct {
	// File is the name of a file, and Text its content. File is "" for the command
	// line, and Text is NAME=VALUE then.
	File, Text string
}

// Progress tells a watchdog how far Parse has come. An expression can need more time or
// memory than a machine has, and can't be interrupted: the watchdog ends the process and
// names the value that is being computed. The zero value is ready for use, by several
// goroutines.
type Progress struct {
	current       atomic.Pointer[node]
	reading, done atomic.Bool
}

// Computing is the value that is being computed and its line, such as
// "local.all (line 3)"; "" when none is.
func (p *Progress) Computing() string {
	if n := p.current.Load(); n != nil {
		return n.name + " (" + line(n.at) + ")"
	}
	return ""
}

// Reading reports whether the reading of a configuration has begun.
func (p *Progress) Reading() bool { return p.reading.Load() }

// Done reports whether a configuration has been read to its end.
func (p *Progress) Done() bool { return p.done.Load() }

// commandLine stands for the file name in diagnostics about Vars without a file.
const commandLine = "command line"

// flag stands before NAME=VALUE on the command line.
const flag = "--var "

// foreign is the Extra of a diagnostic that points into another text than the
// configuration.
type foreign struct{ src []byte }

// sourceOf is the text that a diagnostic points into.
func sourceOf(diag *fault, src []byte) []byte {
	if f, ok := diag.Extra.(foreign); ok {
		return f.src
	}
	return src
}

// abroad marks diagnostics as foreign.
func abroad(src []byte, diags faults) faults {
	for _, diag := range diags {
		diag.Extra = foreign{src}
	}
	return diags
}

// Format returns the canonical form of a configuration or of a file of
// variables: nil when there are errors. What the words mean doesn't matter.
func Format(name string, src []byte) ([]byte, hcl.Diagnostics) {
	name = displayName(name)
	// A format that guesses what a broken file means would make it worse.
	if _, diags := parseBody(name, src); diags.haveErrors() {
		return nil, sorted(diags)
	}
	text := bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	text = bytes.TrimRight(hclwrite.Format(text), " \t\n")
	if len(text) == 0 {
		return text, nil
	}
	return append(text, '\n'), nil
}

// Reference describes the language, in Markdown.
//
//go:embed reference.md
var Reference string
