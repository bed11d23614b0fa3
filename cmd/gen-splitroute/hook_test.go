package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"github.com/gen-splitroute/gen-splitroute/generator/deliver"
)

// The command line takes the kinds of hooks that there are, and names each.
func TestHookKinds(t *testing.T) {
	i := slices.IndexFunc(model().Children, func(n *kong.Node) bool { return n.Name == "hook" })
	kind := model().Children[i].Positional[0]
	if got, want := kind.Enum, strings.Join(deliver.Kinds(), ","); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for _, name := range deliver.Kinds() {
		if !strings.Contains(kind.Help, name) {
			t.Errorf("%q doesn't name %s", kind.Help, name)
		}
	}
}
