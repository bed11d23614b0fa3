package script_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/script/sh"
)

// setup is the setup script of a configuration.
func setup(t *testing.T, file string, o script.Options) []byte {
	t.Helper()
	src, err := os.ReadFile("../../testdata/valid/" + file)
	if err != nil {
		t.Fatal(err)
	}
	text, diags, err := generator.Setup(file, src, config.Options{}, o)
	if err != nil || diags.HasErrors() {
		t.Fatal(err, diags)
	}
	return text
}

// empty is the function as the generator writes it.
const empty = "by_hand() {\n\t:\n}\n"

// with is a script with another function by_hand.
func with(t *testing.T, text []byte, function string) []byte {
	t.Helper()
	if !bytes.Contains(text, []byte(empty)) {
		t.Fatal("the script has no empty by_hand")
	}
	return bytes.Replace(text, []byte(empty), []byte(function), 1)
}

// What shfmt leaves alone, comes back byte for byte.
func TestCarryRoundTrip(t *testing.T) {
	for name, function := range map[string]string{
		"empty":     empty,
		"one line":  "by_hand() { ip route prepend 192.0.2.0/24 dev if0 proto \"$tag\"; }\n",
		"commands":  "by_hand() {\n\tip route prepend 192.0.2.0/24 dev if0 proto \"$tag\"\n\tip rule add priority 25000 to 192.0.2.0/24 lookup 101 protocol \"$tag\"\n}\n",
		"comments":  "by_hand() {\n\t# first\n\tip rule add priority 1 nop protocol \"$tag\" # beside\n\n\t# last\n}\n",
		"joined":    "by_hand() {\n\tip route prepend default proto \"$tag\" \\\n\t\tnexthop via 192.0.2.1 dev if1 \\\n\t\tnexthop via 192.0.2.2 dev if2\n}\n",
		"loop":      "by_hand() {\n\tfor to in 192.0.2.0/24 198.51.100.0/24; do\n\t\tip rule add priority 25000 to \"$to\" lookup 101 protocol \"$tag\"\n\tdone\n}\n",
		"document":  "by_hand() {\n\twhile read -r to; do\n\t\tip rule add priority 25000 to \"$to\" lookup 101 protocol \"$tag\"\n\tdone <<'EOF'\n192.0.2.0/24\n  198.51.100.0/24\nEOF\n}\n",
		"quotes":    "by_hand() {\n\tat 'mine: the printer'\\''s'\n\tip rule add priority 25000 iif \"a b\" lookup 101 protocol \"$tag\"\n}\n",
		"template":  "by_hand() {\n\t# {{.Tags}} %s <&>\n\t:\n}\n",
		"other set": "by_hand() (\n\t:\n) 2>/dev/null\n",
	} {
		t.Run(name, func(t *testing.T) {
			old := with(t, setup(t, "home.hcl", script.Options{}), function)
			carried, err := script.Carry("old.sh", old)
			if err != nil || carried != function {
				t.Fatalf("%v\n%s", err, carried)
			}
			for _, o := range []script.Options{{ByHand: carried}, {ByHand: carried, Confirm: 60}} {
				without := o
				without.ByHand = ""
				text := setup(t, "lartc.hcl", o)
				if want := with(t, setup(t, "lartc.hcl", without), function); !bytes.Equal(text, want) {
					t.Errorf("more than by_hand is another:\n%s", text)
				}
				if again, err := script.Carry("new.sh", text); err != nil || again != function {
					t.Errorf("%v\n%s", err, again)
				}
			}
		})
	}
}

func TestCarryLaysOut(t *testing.T) {
	old := "x=1\n# about\nby_hand ( )\n{\n  ip   rule add priority 1 nop  protocol \"$tag\" ;   :\n\n\n  # end\n\n} # behind\nb() { evil; }\n"
	want := "by_hand() {\n\tip rule add priority 1 nop protocol \"$tag\"\n\t:\n\n\t# end\n\n}\n"
	if got, err := script.Carry("old.sh", []byte(old)); err != nil || got != want {
		t.Errorf("%v\n%q\n%q", err, got, want)
	}
}

func TestCarryRefuses(t *testing.T) {
	whole := string(setup(t, "lartc.hcl", script.Options{}))
	for name, test := range map[string]struct{ text, want, remedy string }{
		"empty":      {"", "old.sh:1:1: the file is empty", `"> old.sh"`},
		"no by_hand": {"#!/bin/sh\necho\n", "old.sh:1:1: the script has no function by_hand", `"> old.sh"`},
		"inside":     {"f() { by_hand() { :; }; }\n", "old.sh:1:1: the script has no function by_hand", `"> old.sh"`},
		"two":        {whole + "by_hand() { :; }\n", "the script has two functions by_hand", "keep one; the first is in line "},
		"cut":        {whole[:strings.Index(whole, "by_hand() {\n")+len("by_hand() {\n\t:\n")], "reached EOF without matching `{`", "cut short"},
		"no body":    {"by_hand() {\n\t# nothing\n}\n", "old.sh:1:11: `{` must be followed by a statement list", ""},
	} {
		_, err := script.Carry("old.sh", []byte(test.text))
		fault, ok := errors.AsType[sh.Fault](err)
		if !ok || !strings.Contains(err.Error(), test.want) || !strings.Contains(fault.Remedy, test.remedy) {
			t.Errorf("%s: %v; %s", name, err, fault.Remedy)
		}
	}
}
