package config

import (
	"github.com/gen-splitroute/gen-splitroute/generator/site"
	"github.com/hashicorp/hcl/v2"
)

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

// refuseRepeated refuses providers that have been named at a place before.
func refuseRepeated(f *faults, refs references, first map[int]hcl.Range, advice string) {
	for _, ref := range refs.value {
		if earlier, found := first[ref.value]; found {
			f.fail(ref.at, listedTwice, "This provider is in %s already. %s", line(earlier), advice)
			continue
		}
		first[ref.value] = ref.at
	}
}

func parseDefaultRoute(top block, names providerNames) (_ defaultRoute, f faults) {
	b, found := top.single(&f, "default_route")
	if !found {
		return defaultRoute{at: top.at}, nil
	}
	d := defaultRoute{
		declared: true,
		at:       b.at,
		prefer:   read(&f, b, "prefer", names.as, asIs[int]),
		balance:  readList(&f, b, "balance", names.as, asIs[int]),
		backup:   readList(&f, b, "backup", names.as, asIs[int]),
		table:    read(&f, b, "table", asText, parseDefaultTable),
	}
	d.check(&f)
	d.checkRepeated(&f)
	return d, f
}

// parseDefaultTable: our own table has no name of its own choice, so that
// "main" is the only thing to say.
var parseDefaultTable = oneOf(map[string]string{"main": "main"},
	"%s is not a table for the default route. Write \"main\", or leave table out for a table of its own.")

func (d defaultRoute) check(f *faults) {
	switch {
	case d.prefer.written() && d.balance.written():
		f.fail(d.balance.at, conflictingValue, "There is prefer (%s), and only one of the two can hold. Remove one; what is left of a balance can be backup.", line(d.prefer.at))
	case d.balance.ok() && len(d.balance.value) == 0:
		f.fail(d.balance.at, emptyList, "There is nothing to balance. Write the providers, or remove default_route.")
	case !d.prefer.written() && !d.balance.written():
		f.fail(d.at, missingArgument, "prefer or balance is needed here. Write for example prefer = provider.isp1.")
	}
}

// checkRepeated refuses a provider that is named twice: the kernel takes one
// next hop or route of each kind only.
func (d defaultRoute) checkRepeated(f *faults) {
	first := make(map[int]hcl.Range)
	if d.prefer.ok() {
		first[d.prefer.value] = d.prefer.at
	}
	if !d.prefer.written() {
		refuseRepeated(f, d.balance, first, "Remove it here; give it a higher weight if it is to get more.")
	}
	refuseRepeated(f, d.backup, first, "Remove it here: a backup is used only when the others can't be.")
}

func (m modeller) defaultRoute(d defaultRoute) site.DefaultRoute {
	if !d.declared {
		return site.DefaultRoute{}
	}
	first := references{at: d.balance.at, value: d.balance.value}
	if d.prefer.ok() {
		first = references{at: d.prefer.at, value: []field[int]{d.prefer}}
	}
	return site.DefaultRoute{
		Declared:        true,
		Providers:       positions(first),
		Backups:         positions(d.backup),
		MainTable:       d.table.or("") == "main",
		Origin:          m.origin(d.at),
		ProvidersOrigin: m.origin(first.at),
		BackupsOrigin:   m.origin(d.backup.at),
	}
}

func positions(refs references) []int {
	var list []int
	for _, ref := range refs.value {
		list = append(list, ref.value)
	}
	return list
}
