package config

import (
	"github.com/gen-splitroute/gen-splitroute/generator/provider"
	"github.com/hashicorp/hcl/v2"
)

var defaultRouteSchema = &hcl.BodySchema{Attributes: attributes("prefer", "balance", "backup", "table")}

// defaultRoute is the default_route block as far as it could be read.
type defaultRoute struct {
	declared bool
	at       hcl.Range
	prefer   field[int] // position in document.providers
	balance  references
	backup   references
	table    field[string]
}

// references is a list of providers by their positions.
type references = field[[]field[int]]

func (r *reader) readDefaultRoute(top block, names providerNames) defaultRoute {
	found := top.single("default_route")
	if found == nil {
		return defaultRoute{at: top.header}
	}
	b := r.open(found.Body, found.DefRange, defaultRouteSchema)
	d := defaultRoute{
		declared: true,
		at:       b.header,
		prefer:   field[int]{at: b.header},
		balance:  readReferences(b, "balance", names),
		backup:   readReferences(b, "backup", names),
		table:    read(b, "table", asText, parseDefaultTable),
	}
	if attr, ok := b.content.Attributes["prefer"]; ok {
		d.prefer = r.readReference(attr.Expr, names)
	}
	r.checkDefaultRoute(b, d)
	return d
}

// readReferences reads a list of providers and refuses one that is there
// twice.
func readReferences(b block, name string, names providerNames) references {
	list := listOf(b, name)
	refs := references{at: list.at, state: list.state}
	for _, expr := range list.value {
		ref := b.readReference(expr, names)
		if ref.state == absent {
			b.fail(ref.at, wrongType, "A list can't hold null. Remove this element.")
		}
		if !ref.ok() {
			refs.state = wrong
			continue
		}
		refs.value = append(refs.value, ref)
	}
	return refs
}

// parseDefaultTable: our own table has no name of its own choice, so that
// "main" is the only thing to say.
func parseDefaultTable(raw string) (string, error) {
	if raw != "main" {
		return "", faultf(invalidChoice, "%s is not a table for the default route. Write \"main\", or leave table out for a table of its own.", quote(raw))
	}
	return raw, nil
}

func (r *reader) checkDefaultRoute(b block, d defaultRoute) {
	switch {
	case d.prefer.written() && d.balance.written():
		r.fail(d.balance.at, conflictingValue, "There is prefer (%s), and only one of the two can hold. Remove one; what is left of a balance can be backup.", line(d.prefer.at))
	case d.balance.ok() && len(d.balance.value) == 0:
		r.fail(d.balance.at, emptyList, "There is nothing to balance. Write the providers, or remove default_route.")
	case !d.prefer.written() && !d.balance.written() && !b.misspelt("prefer") && !b.misspelt("balance"):
		r.fail(d.at, missingArgument, "prefer or balance is needed here. Write for example prefer = provider.isp1.")
	}
	r.checkRepeated(d)
}

// checkRepeated refuses a provider that is named twice: the kernel takes one
// next hop or route of each kind only.
func (r *reader) checkRepeated(d defaultRoute) {
	first := make(map[int]hcl.Range)
	check := func(ref field[int], advice string) {
		if earlier, ok := first[ref.value]; ok {
			r.fail(ref.at, repeated, "This provider is in %s already. %s", line(earlier), advice)
			return
		}
		first[ref.value] = ref.at
	}
	if d.prefer.ok() {
		check(d.prefer, "")
	}
	if !d.prefer.written() {
		for _, ref := range d.balance.value {
			check(ref, "Remove it here; give it a higher weight if it is to get more.")
		}
	}
	for _, ref := range d.backup.value {
		check(ref, "Remove it here: a backup is used only when the others can't be.")
	}
}

func (r *reader) modelDefaultRoute(d defaultRoute) provider.DefaultRoute {
	if !d.declared {
		return provider.DefaultRoute{}
	}
	first := references{at: d.balance.at, value: d.balance.value}
	if d.prefer.ok() {
		first = references{at: d.prefer.at, value: []field[int]{d.prefer}}
	}
	return provider.DefaultRoute{
		Declared:        true,
		Providers:       positions(first),
		Backups:         positions(d.backup),
		MainTable:       d.table.or("") == "main",
		Origin:          r.origin(d.at),
		ProvidersOrigin: r.origin(first.at),
		BackupsOrigin:   r.origin(d.backup.at),
	}
}

func positions(refs references) []int {
	var list []int
	for _, ref := range refs.value {
		list = append(list, ref.value)
	}
	return list
}
