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

// A flag takes values of the same kind in every command: completions know it by its
// name alone.
func TestFlagsMeanOneThing(t *testing.T) {
	placeholders := map[string]string{}
	for _, command := range model().Children {
		for _, flag := range command.Flags {
			if flag.Name == "script" { // drift prints one; a file may stand behind it, too
				continue
			}
			shown := ""
			if !flag.IsBool() {
				shown = flag.FormatPlaceHolder()
			}
			if before, found := placeholders[flag.Name]; found && before != shown {
				t.Errorf("--%s of %s takes %q, elsewhere %q", flag.Name, command.Name, shown, before)
			}
			placeholders[flag.Name] = shown
		}
	}
}
