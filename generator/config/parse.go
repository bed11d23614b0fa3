package config

import (
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/expression"
	"github.com/gen-splitroute/gen-splitroute/generator/provider"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Parse reads one configuration. The name is only used in diagnostics and
// origins; "-" stands for standard input. The Set is the zero one when there
// are errors; with warnings alone it is valid. Diagnostics are sorted by
// position.
func Parse(name string, src []byte, o Options) (provider.Set, hcl.Diagnostics) {
	name = displayName(name)
	body, diags := parseBody(name, src)
	if body == nil {
		return provider.Set{}, sorted(diags)
	}
	r := newReader(name, diags, o)
	set := r.set(r.document(body, o.Vars))
	if r.diags.HasErrors() {
		return provider.Set{}, sorted(r.diags)
	}
	return set, sorted(r.diags)
}

// parseBody guards and parses a file. The body is nil when there is nothing to
// go on with, and whole without diagnostics.
func parseBody(name string, src []byte) (*hclsyntax.Body, hcl.Diagnostics) {
	if diags := guardText(name, src); len(diags) > 0 {
		return nil, diags
	}
	if body, ok := parsePieces(name, src, pieceSize); ok {
		return body, nil
	}
	if diags := atFirst(name, src); len(diags) > 0 {
		return nil, diags
	}
	var first hcl.Diagnostics
	if sound(name, src) {
		file, diags := hclsyntax.ParseConfig(src, name, hcl.InitialPos)
		if readable(diags) {
			return file.Body.(*hclsyntax.Body), diags
		}
		first = diags
	}
	body, diags := salvaged(name, src)
	if !diags.HasErrors() {
		return nil, first
	}
	return body, diags
}

// readable reports whether the parser understood the file well enough to go
// on: a second definition of an attribute is its one error that leaves
// nothing out but the second definition. What to do about that is added.
func readable(diags hcl.Diagnostics) bool {
	for _, diag := range diags {
		if diag.Severity == hcl.DiagError && diag.Summary != attributeRedefined {
			return false
		}
		diag.Detail += " Remove one of the two."
	}
	return true
}

// reader is what every step shares.
type reader struct {
	file  string          // as in provider.Origin
	diags hcl.Diagnostics // the mistakes and warnings so far

	evaluator *expression.Evaluator
	spaces    []*namespace             // what references begin with
	nodes     map[hcl.Expression]*node // see nodeOf
	stack     []*node                  // the values that are being computed
	reported  map[string]bool          // see reportOnce
}

func newReader(name string, diags hcl.Diagnostics, o Options) *reader {
	r := &reader{
		file:     originFile(name),
		diags:    diags,
		nodes:    make(map[hcl.Expression]*node),
		reported: make(map[string]bool),
	}
	r.evaluator = r.newEvaluator(o.ReadFile)
	return r
}

// document is the file as far as it could be read. What was wrong is marked in
// the fields and already reported.
type document struct {
	settings  settings
	providers []isp
	networks  []lan
	rules     []rule
	route     defaultRoute
	names     providerNames
}

var fileSchema = &hcl.BodySchema{
	Blocks: []hcl.BlockHeaderSchema{
		{Type: "provider", LabelNames: []string{"name"}},
		{Type: "network", LabelNames: []string{"name"}},
		{Type: "rule", LabelNames: []string{"name"}},
		{Type: "default_route"},
		{Type: "settings"},
		{Type: "variable", LabelNames: []string{"name"}},
		{Type: "locals"},
	},
}

// document reads the blocks of the file, then compares them with each other.
func (r *reader) document(body hcl.Body, vars []Vars) document {
	top := r.open(body, body.MissingItemRange(), fileSchema)
	r.index(top)
	locals := r.indexLocals(top)
	all, given := r.readGiven(vars)
	r.readVariables(top, given)
	r.checkGiven(all)
	doc := document{}
	doc.providers, doc.names = r.readProviders(top)
	doc.networks = r.readNetworks(top)
	doc.rules = r.readRules(top, doc.names)
	doc.settings = r.readSettings(top)
	doc.route = r.readDefaultRoute(top, doc.names)
	r.checkLocals(locals)
	r.identify(&doc)
	r.checkAddresses(doc.providers)
	r.checkShared(doc.providers)
	r.checkGateways(doc.providers)
	r.checkBalance4(doc)
	r.checkBalance6(doc)
	r.checkOverlaps(doc)
	r.checkRoutes(doc)
	r.checkRules(doc)
	r.checkFragments(doc)
	r.warnCovered(doc)
	r.checkNeighbours(doc)
	return doc
}

// set builds the model. It is only meaningful without errors.
func (r *reader) set(doc document) provider.Set {
	set := provider.Set{
		File:         r.file,
		Settings:     r.modelSettings(doc.settings, doc.marksConnections()),
		DefaultRoute: r.modelDefaultRoute(doc.route),
	}
	for _, p := range doc.providers {
		set.Providers = append(set.Providers, r.modelProvider(p))
	}
	for _, n := range doc.networks {
		set.Networks = append(set.Networks, r.modelNetwork(n))
	}
	set.Rules = slices.Grow(set.Rules, len(doc.rules))
	for i := range doc.rules {
		p := &doc.rules[i]
		p.model.Mark = p.mark
		set.Rules = append(set.Rules, p.model)
	}
	return set
}

// origin is where a value was written, for the model.
func (r *reader) origin(at hcl.Range) provider.Origin {
	return provider.Origin{File: r.file, Line: at.Start.Line}
}
