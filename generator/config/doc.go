// Package config reads a configuration: HCL text in, a valid site.Site or
// located diagnostics out. reference.md describes the language.
//
// It is the border of the generator. Addresses become netip values here, and
// names and interfaces are checked against allow-lists, so nothing behind this
// package ever holds a text that a shell could read as more than one word.
//
// A file takes five steps:
//
//   - guard.go refuses text that would break the HCL parser itself; syntax.go parses, and
//     finds more mistakes than hcl, which stops at the first,
//   - block.go matches the blocks with their schemas,
//   - node.go has hcl evaluate each attribute, once, when it is first needed;
//     scope.go and context.go resolve references, variable.go reads values from
//     outside, and the functions files have what expressions can call,
//   - one file for each type of block (provider.go, uplink.go, network.go, rule.go,
//     default_route.go, settings.go, health.go) reads the values into the model, by a
//     small parse function for each attribute that names the source of its rule (name.go,
//     address.go, number.go, selector.go); field.go keeps the place of each attribute,
//   - the check functions that parse.go lists compare the blocks with each other.
//
// Steps after the third are functions of a block or a document, which give a model and
// diagnostics, in no order that matters, except that identify numbers the providers
// before the checks. All mistakes of a file are reported together, one diagnostic for
// each (fault.go; write.go prints them). Later comparisons skip a value that was wrong,
// so that one mistake does not look like two.
package config
