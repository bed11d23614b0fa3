package config

import (
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
	"github.com/hashicorp/hcl/v2"
)

// defaultRoute is the default_route block.
type defaultRoute struct {
	site.DefaultRoute
	block
	prefers bool // Providers is the one of prefer
}

func parseDefaultRoute(top block, names providerNames) (_ defaultRoute, f faults) {
	b, found := top.single(&f, "default_route")
	if !found {
		return defaultRoute{block: b}, nil
	}
	d := defaultRoute{block: b, DefaultRoute: site.DefaultRoute{
		Declared:  true,
		Providers: readList(&f, b, "balance", names.as, asIs[int]),
		Backups:   readList(&f, b, "backup", names.as, asIs[int]),
		MainTable: read(&f, b, "table", "", asText, parseDefaultTable) == "main",
		Origin:    b.origin(b.at),
	}}
	one := read(&f, b, "prefer", 0, names.as, asIs[int])
	d.check(&f)
	prefer := b.place("prefer")
	first, written := make(map[int]hcl.Range), b.place("balance")
	if d.prefers = prefer.ok(); d.prefers {
		first[one], written, d.Providers = prefer.at, prefer, []int{one}
	}
	// The kernel takes one next hop or route of each kind only.
	if !prefer.written() {
		refuseRepeated(&f, d.Providers, written, first, listedTwice, "This provider is in %s already. Remove it here; give it a higher weight if it is to get more.")
	}
	refuseRepeated(&f, d.Backups, b.place("backup"), first, listedTwice, "This provider is in %s already. Remove it here: a backup is used only when the others can't be.")
	d.ProvidersOrigin, d.BackupsOrigin = b.origin(written.at), b.origin(b.place("backup").at)
	return d, f
}

// parseDefaultTable takes "main" alone: the number of our own table follows from table_base.
var parseDefaultTable = oneOf(map[string]string{"main": "main"},
	"%s is not a table for the default route. Write \"main\", or remove table, and the default route gets a table of its own.")

func (d defaultRoute) check(f *faults) {
	prefer, balance := d.place("prefer"), d.place("balance")
	switch {
	case prefer.written() && balance.written():
		f.fail(balance.at, conflictingValue, "prefer is set, too (%s), and only one of the two can be. Remove one; other providers can be backup.", line(prefer.at))
	case balance.written():
		refuseEmpty(f, balance, len(d.Providers), "There is nothing to balance. Write the providers, or remove default_route.")
	case !prefer.written():
		f.fail(d.at, missingArgument, "prefer or balance is needed here. Write for example prefer = provider.isp1.")
	}
}

// providerNames are the names that references can use.
type providerNames struct {
	position map[string]int // in document.providers; -1: of a block whose type is misspelt
	ordered  []string       // in file order, for suggestions
}

// newProviderNames takes the names of all provider blocks. A reference to one with
// mistakes is no further mistake.
func newProviderNames(top block) providerNames {
	names := providerNames{position: make(map[string]int)}
	for i, b := range top.blocks("provider") {
		if _, found := names.position[b.name]; !found {
			names.position[b.name] = i
			names.ordered = append(names.ordered, b.name)
		}
	}
	return names
}

// as returns the position of the provider that a value is: a reference, or all
// of its attributes.
func (names providerNames) as(v value) (int, *fault) {
	name, named := strings.CutPrefix(v.path, "provider.")
	if !named && v.Type().IsObjectType() && v.Type().HasAttribute("name") && v.Type().HasAttribute("ipv4") {
		name = textOf(v.GetAttr("name"))
	}
	position, found := names.position[name]
	if !found {
		return 0, faultf("Not a provider reference", "Name a provider as provider.NAME, without quotes, such as provider.%s.", names.example())
	}
	return position, nil
}

// example is a provider that exists, if any.
func (names providerNames) example() string {
	if i := slices.IndexFunc(names.ordered, isName); i >= 0 {
		return names.ordered[i]
	}
	return "isp1"
}
