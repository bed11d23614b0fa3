package config

import "strings"

// providerNames are the names that references can use.
type providerNames struct {
	file     string
	position map[string]int // in document.providers; -1: of a block whose type is misspelt
	ordered  []string       // in file order, for suggestions
}

// newProviderNames takes the names of all provider blocks, also of those with
// mistakes: a reference to one is no mistake of its own.
func newProviderNames(file string, top block) providerNames {
	names := providerNames{file: file, position: make(map[string]int)}
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
	for _, name := range names.ordered {
		if isName(name) {
			return name
		}
	}
	return "isp1"
}
