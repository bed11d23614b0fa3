package config

import (
	"net/netip"

	"github.com/gen-splitroute/gen-splitroute/generator/provider"
	"github.com/hashicorp/hcl/v2"
)

// prefixes is a list of prefixes with their places.
type prefixes = field[[]field[netip.Prefix]]

// readPrefixes reads a list of prefixes and refuses one that is there twice.
func readPrefixes(b block, name string, parse func(string) (netip.Prefix, error)) prefixes {
	list := readList(b, name, asText, parse)
	seen := make(map[netip.Prefix]hcl.Range)
	unique := list.value[:0]
	for _, item := range list.value {
		if first, found := seen[item.value]; found {
			b.fail(item.at, duplicateItem, "%s is in this list already (%s). Remove one of the two.", item.value, line(first))
			continue
		}
		seen[item.value] = item.at
		unique = append(unique, item)
	}
	list.value = unique
	return list
}

func (r *reader) modelPrefixes(list prefixes) []provider.Prefix {
	if len(list.value) == 0 {
		return nil
	}
	model := make([]provider.Prefix, 0, len(list.value))
	for _, item := range list.value {
		model = append(model, provider.Prefix{Prefix: item.value, Origin: r.origin(item.at)})
	}
	return model
}
