package config

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// TestOneEach: each mistake is reported, once, and nothing that only follows
// from it; where a line opens a bracket and has a mistake, it is the last one. The texts are arguments of a block that is otherwise right, and what is
// wanted are the lines of the mistakes in them.
func TestOneEach(t *testing.T) {
	for name, test := range map[string]struct{ src, want string }{
		"heredocs":              {"interface = <<A\nif 1\nA\nid = <<A\n1\nA\n", "1 4"},
		"directives":            {"interface = \"%{if x}a%{else}b%{endif}\"\nweight = \"%{for a in b}%{endfor}\"\n", "1 2"},
		"numbers":               {"id = 1e999\nweight = 1e999\n", "1 2 interface"},
		"numbers in a line":     {"interface = \"if1\"\nprotocols = [1e999, 1e998]\n", "2 2"},
		"control characters":    {"interface = \"if1\" # \x01\nid = 1 # \x02\n", "1 2"},
		"twice, both wrong":     {"interface = = 1\ninterface = = 2\nid = = 1\n", "1 2 2 3"},
		"syntax":                {"interface = = \"if1\"\nid = 1 2\nweight = )\n", "1 2 3"},
		"before what it says":   {"interface = = \"if1\"\nid = 1000\n", "1 2"},
		"behind what it says":   {"interface = \"if 1\"\nid = 1 1\n", "1 2"},
		"a comment behind":      {"interface = 1 + # what?\nid = 0\n", "1 2"},
		"invisible characters":  {"\u00a0 interface = \u200b\"if1\"\nid = 0\n", "1 1 2"},
		"a quote is missing":    {"interface = \"if1\nid = 0\nmasquerade = 7\n", "1 2 3"},
		"quotes are missing":    {"interface = \"if1\nid = \"0\nmasquerade = 7\n", "1 2 3"},
		"a quote in a list":     {"interface = \"if1\"\nid = [\n\"a,\n\"b\",\n]\nweight = 0\n", "2 3 6"},
		"a quote in a line":     {"interface = join(\"\", [\"a, \"b\"])\nweight = 0\n", "1"},
		"a bracket is missing":  {"interface = [\"if1\"\nweight = 0\n", "2"},
		"braces in a bracket":   {"interface = { a = [1 }\nweight = 0\n", "1"},
		"a bracket too many":    {"interface = \"if1\"]\nweight = 0\n", "1"},
		"a comment has no end":  {"interface = 1e999\n\nid = 1 /*\n", "1 3"},
		"a comment in a text":   {"interface = \"/*\"\n", "1"},
		"a comment in a line":   {"interface = \"if1\" # /* \nid = 0\n", "2"},
		"a comment goes on":     {"interface = = 1 /* a\n ] */\nid = 0\n", "1"},
		"a comment ends":        {"/* a\n ] */ interface = = 1\nid = 0\n", "2"},
		"a heredoc goes on":     {"interface = = <<A\n]\nA\nid = 0\n", "1"},
		"an argument in a line": {"ipv6 { address = = 1 }\nid = 0\n", "1 2 interface"},
		"twice, once wrong":     {"interface = = 1\ninterface = \"if1\"\n", "1 2"},
	} {
		t.Run(name, func(t *testing.T) {
			src := "provider \"isp\" {\nipv4 {\naddress = \"203.0.113.2/30\"\n}\n" + test.src + "}\n"
			_, diags := Parse("each.hcl", []byte(src), Options{})
			if diff := cmp.Diff(test.want, mistakes(diags, 4)); diff != "" {
				t.Errorf("(-want +got):\n%s%s", diff, written(t, []byte(src), diags, false))
			}
		})
	}
}

// TestAnotherLanguage: nothing is missing in a file that isn't HCL.
func TestAnotherLanguage(t *testing.T) {
	for _, src := range []string{"{\"provider\": {\"isp1\": {\"interface\": \"if1\"}}}\n", "provider:\n  isp1:\n    interface: if1\n", "<?xml version=\"1.0\"?>\n"} {
		_, diags := Parse("other.hcl", []byte(src), Options{})
		for _, diag := range diags {
			if diag.Summary == missingBlock {
				t.Errorf("%s: %s", src, diag.Detail)
			}
		}
	}
}

// TestCorrections: each message about the syntax of an expression says what to write.
func TestCorrections(t *testing.T) {
	for _, expr := range []string{
		"[for x y : x]", "[for x in [1] x]", "[for 1 in [1] : x]", "[for x, 1 in [1] : x]", "[for x in [1] : x...]", "{for x in [1] : x}",
		"[for k, v in {} : k => v]", "[for x in [1] : x if x if x]", "\"${a b}\"", "\"%{if true}a\"", "\"%{for x y}a%{endfor}\"",
		"\"%{else}\"", "\"%{endif}\"", "\"%{endfor}\"", "\"%{if true}a%{else}b%{else}c%{endif}\"", "\"%{for}\"", "\"%{if true b}\"", "\"%{ }\"",
		"\"%{foo}\"", "\"\\q\"", "\"\\u12\"", "\"\\U0011ffff\"", "'a'", "a[1", "a[*", "a.0.1", "a[", "a.", "{a}", "{a b}", "{a = 1 b = 2}", "{a = 1", "{(a = 1}",
		"[1 2]", "[1,", "f(1 2)", "f(1", "f::", "f::g", "f(1...,2)", "(1", "(1 2)", "a ? b", "1 ^ 2", "1 & 2", "a, b", "a b", "0x10", "<<END\nabc",
	} {
		src := []byte("locals {\n  a = " + expr + "\n}\n")
		_, diags := Parse("syntax.hcl", src, Options{})
		if !diags.HasErrors() {
			t.Errorf("%s: no error", expr)
		}
		for _, diag := range diags {
			if !advises(diag) || strings.Contains(diag.Detail, "\n") {
				t.Errorf("%s: no advice, or several paragraphs: %q", expr, diag.Detail)
			}
		}
	}
}

// TestOneSlip: each word that is misspelt once, and each sign that is missing or stands
// twice, is one mistake, and its message says what to write.
func TestOneSlip(t *testing.T) {
	for _, name := range []string{"home", "rules", "health", "killswitch", "dual-stack"} {
		file := "../../testdata/valid/" + name + ".hcl"
		src := readFixture(t, file)
		tokens, _ := hclsyntax.LexConfig(src, file, hcl.InitialPos)
		for _, token := range tokens {
			word := string(token.Bytes)
			wrong := []string{"", word + word}
			switch token.Type {
			case hclsyntax.TokenIdent:
				wrong = []string{word[:len(word)-1] + "q", strings.ToUpper(word)}
			case hclsyntax.TokenQuotedLit, hclsyntax.TokenNumberLit, hclsyntax.TokenComment, hclsyntax.TokenNewline, hclsyntax.TokenEOF:
				continue
			}
			for _, slip := range wrong {
				text := slices.Concat(src[:token.Range.Start.Byte], []byte(slip), src[token.Range.End.Byte:])
				_, diags := Parse(file, text, beside(file))
				errors := slices.DeleteFunc(diags, func(diag *hcl.Diagnostic) bool { return diag.Severity == hcl.DiagWarning })
				if len(errors) != 1 && word != "provider" || slices.ContainsFunc(errors, func(diag *hcl.Diagnostic) bool { return !advises(diag) }) {
					t.Errorf("%s, line %d: %q for %q: %s", name, token.Range.Start.Line, slip, word, written(t, text, errors, false))
				}
			}
		}
	}
}

// mistakes are the lines of mistakes behind some lines, and then the name of an
// argument that is missing.
func mistakes(diags hcl.Diagnostics, before int) string {
	var list, missing []string
	for _, diag := range diags {
		if diag.Summary == missingArgument {
			missing = append(missing, strings.Fields(diag.Detail)[0])
			continue
		}
		list = append(list, fmt.Sprint(diag.Subject.Start.Line-before))
	}
	return strings.Join(append(list, missing...), " ")
}
