// Package config reads a configuration: HCL text in, a valid provider.Set or
// located diagnostics out.
//
// It is the border of the generator. Addresses become netip values here, and
// names and interfaces are checked against allow-lists, so nothing behind this
// package ever holds a text that a shell could read as more than one word.
//
// A file takes five steps:
//
//   - guard.go refuses what would hurt the HCL parser itself,
//   - parse.go parses, a large file in pieces (pieces.go), and opens the blocks
//     (block.go, field.go),
//   - variable.go, given.go, local.go and scope.go make known what expressions
//     can refer to, and node.go has each value evaluated once, by package
//     expression, when it is first asked for,
//   - one file per block (provider.go, uplink.go, network.go, rule.go,
//     default_route.go, settings.go) reads the attributes, each by a small parse
//     function that names the source of its rule (name.go, address.go,
//     prefixes.go, number.go, selector.go); reference.go reads those that name a
//     provider,
//   - taken.go, mark.go, owners.go and overlap.go compare the blocks with each
//     other, covered.go rules with earlier ones, and neighbour.go all with what
//     other programs use.
//
// All mistakes of a file that can be parsed are reported together, one
// diagnostic for each (fault.go, warning.go; write.go and json.go print them). A
// value that was wrong is left out of later comparisons, so that one mistake
// does not look like two. What is no mistake, but will hardly work as it is
// meant, is a warning: it stands among the others and changes nothing else.
package config
