package config

import (
	"net/netip"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
	"github.com/hashicorp/hcl/v2"
)

// prefixes is a list of prefixes with their places.
type prefixes = field[[]field[netip.Prefix]]

// readPrefixes reads a list of prefixes. One that is there twice is refused if
// somebody wrote it twice; the lists of others, as files have them, repeat
// themselves.
func readPrefixes(f *faults, b block, name string, parse func(string) (netip.Prefix, *fault)) prefixes {
	list := readList(f, b, name, asText, parse)
	seen := make(map[netip.Prefix]hcl.Range)
	unique := list.value[:0]
	for _, item := range list.value {
		first, found := seen[item.value]
		switch {
		case !found:
			seen[item.value] = item.at
			unique = append(unique, item)
		case first != item.at: // elements that an expression made have one place
			what := "\"auto\""
			if item.value.IsValid() {
				what = item.value.String()
			}
			f.fail(item.at, "Duplicate list item", "%s is in this list already (%s). Remove one of the two.", what, line(first))
		}
	}
	list.value = unique
	return list
}

// places are those at which something has been reported. The elements of a list
// that an expression made have one place, and what is wrong with it is said once.
type places map[hcl.Range]bool

// isNew reports whether nothing has been reported at a place, and something is now.
func (p places) isNew(at hcl.Range) bool {
	isNew := !p[at]
	p[at] = true
	return isNew
}

func (m modeller) prefixes(list prefixes) []site.Prefix {
	if len(list.value) == 0 {
		return nil
	}
	model := make([]site.Prefix, 0, len(list.value))
	for _, item := range list.value {
		model = append(model, site.Prefix{Prefix: item.value, Origin: m.origin(item.at)})
	}
	return model
}
