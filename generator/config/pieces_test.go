package config

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// TestPieces: what is read in pieces is what is read as a whole.
func TestPieces(t *testing.T) {
	count := 0
	all := map[string][]byte{}
	for _, kind := range []string{"valid", "invalid"} {
		for _, name := range fixtures(t, kind) {
			all[name] = readFixture(t, name)
		}
	}
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
	if count < 30 {
		t.Errorf("only %d are read in pieces", count)
	}
}

// samePieces reports whether a file can be read in pieces. What is called harmless
// has to be.
func samePieces(t *testing.T, name string, src []byte) bool {
	t.Helper()
	if guardText(name, src) != nil {
		return false
	}
	tokens, _ := lex(name, src) // strays do no harm
	refused := inspect(tokens, nil).diags
	if refused != nil && harmless(src) {
		t.Errorf("%s is harmless, and %v", name, refused)
	}
	pieces, ok := parsePieces(name, src, len(src)/20+1)
	if !ok {
		return false
	}
	if refused != nil {
		t.Fatalf("%s is read in pieces, and as a whole %v", name, refused)
	}
	file, diags := hclsyntax.ParseConfig(src, name, hcl.InitialPos)
	if len(diags) > 0 {
		t.Fatalf("%s has no mistake in pieces, and as a whole %v", name, diags)
	}
	if diff := cmp.Diff(outline(file.Body.(*hclsyntax.Body)), outline(pieces)); diff != "" {
		t.Errorf("%s (-whole +pieces):\n%s", name, diff)
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

// A cut in the middle of something is noticed, whatever is there.
func TestNotInPieces(t *testing.T) {
	for _, text := range []string{
		"/*\na {}\n*/\nb {}\n", "a {\nb = 1\n}\n", "a {\n b = [\nc,\nd]\n}\n", "a {\n b = <<END\nc {}\nEND\n}\n",
		"a {\n b = \"${\nc}\"\n}\n", "a {\n b = {\nc = 1\n}\n}\n", "a = 1\nb = 2\n", "a {}\nb = 1\nb = 2\n", "a {} b {}\nc {}\n",
		"a {}\nb {\n c = [" + strings.Repeat("!", maxOperators+1) + "true]\n}\n",
	} {
		if body, ok := parsePieces("pieces.hcl", []byte(text), 1); ok {
			t.Errorf("%q is read in pieces: %v", text, outline(body))
		}
	}
}

// What is barely beyond a limit is refused, and so is not harmless.
func TestHarmless(t *testing.T) {
	for _, value := range []string{
		strings.Repeat(`"${`, maxDepth/2+1), strings.Repeat("[", maxDepth+1), strings.Repeat("!", maxOperators+1),
		strings.Repeat("1", maxDigits+1), "\"" + strings.Repeat("$ ", maxSigns+1) + "\"", "/*", "1e100", "1E-100", "<<END\nEND\n", `"%{if}"`,
	} {
		src := []byte("a = " + value + "\n")
		if inspect(lex("harmless.hcl", src)).diags == nil || harmless(src) {
			t.Errorf("%.40s is not refused, or called harmless", src)
		}
	}
}

// Operators of one block are not added to those of another.
func TestOperatorsOfBlocks(t *testing.T) {
	block := "a {\n b = " + strings.Repeat("!", maxOperators-1) + "true\n}\n"
	if diags := inspect(lex("blocks.hcl", []byte(block+block))).diags; diags != nil {
		t.Error(diags)
	}
}
