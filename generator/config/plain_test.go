package config

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// configurations are all that there are to test with, by their names.
func configurations(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, folder := range []string{"valid", "invalid"} {
		names, err := filepath.Glob(filepath.Join("../../testdata", folder, "*.hcl"))
		if err != nil || len(names) == 0 {
			t.Fatal(names, err)
		}
		for _, name := range names {
			if all[name], err = os.ReadFile(name); err != nil {
				t.Fatal(err)
			}
		}
	}
	return all
}

// TestPlain: what is plain is nothing that a guard refuses, and is read in
// pieces as it is as a whole.
func TestPlain(t *testing.T) {
	count := 0
	all := configurations(t)
	for _, h := range hostile {
		if src := h.src(); len(src) < 300_000 {
			all[h.name] = []byte(src)
		}
	}
	for name, src := range all {
		if samePieces(t, name, src) {
			count++
		}
	}
	if count < 20 {
		t.Errorf("only %d are plain", count)
	}
}

// samePieces reports whether a file is plain.
func samePieces(t *testing.T, name string, src []byte) bool {
	t.Helper()
	ends, ok := plain(src)
	if !ok || guardSize(name, src) != nil {
		return false
	}
	if diag := guardTokens(name, src); diag != nil {
		t.Errorf("%s is plain, and %v", name, diag)
	}
	pieces, ok := parsePieces(name, src, ends, len(src)/20)
	file, diags := hclsyntax.ParseConfig(src, name, hcl.InitialPos)
	switch {
	case ok && len(diags) > 0:
		t.Errorf("%s has no mistake in pieces, and as a whole %v", name, diags)
	case ok:
		if diff := cmp.Diff(outline(file.Body.(*hclsyntax.Body)), outline(pieces)); diff != "" {
			t.Errorf("%s (-whole +pieces):\n%s", name, diff)
		}
	}
	return true
}

// outline is a body with the places of all that is in it.
func outline(body *hclsyntax.Body) []string {
	lines := []string{body.SrcRange.String(), body.EndRange.String(), body.MissingItemRange().String()}
	diags := hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
		if b, ok := node.(*hclsyntax.Block); ok {
			lines = append(lines, b.Type+" "+strings.Join(b.Labels, " ")+b.DefRange().String())
		}
		if _, ok := node.(hclsyntax.Attributes); !ok { // has the place of any
			lines = append(lines, node.Range().String())
		}
		return nil
	})
	if diags != nil {
		lines = append(lines, diags.Error())
	}
	slices.Sort(lines) // attributes are in no order
	return lines
}

func TestNotPlain(t *testing.T) {
	for _, text := range []string{
		"a = -1\n", "a = 1 + 1\n", "a = 1e5\n", "a = 1.5\n", "a = 1234567890\n", "a = b ? c : d\n", "a = \"${b}\"\n", "a = \"\\n\"\n",
		"a = [1\n", "a = 1]\n", "a = (1]\n", "a = b[0]\n" + "c = [0][0]\n", "a = [0] [0]\n", "a = f().b\n", "a = b::c()\n", "a = <<END\nEND\n",
		"a = { b => c }\n", "a = b == c\n", "a = \"b\n", "a = \"\u00e9\"\n", "/* a */", "a = !b\n", "a = ...\n",
	} {
		if _, ok := plain([]byte(text)); ok {
			t.Errorf("%q is plain", text)
		}
	}
}
