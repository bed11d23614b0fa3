package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
)

// hostile are inputs that exhaust the stack, the memory or the patience of a
// parser without guards, or a terminal, and the summary of one of the errors.
var hostile = []struct {
	name string
	src  func() string
	want string
}{
	{"10 MB", func() string { return strings.Repeat("# a line of text\n", 10<<20/17) }, tooLarge},
	{"invalid UTF-8", func() string { return "# caf\xe9\n" }, notUTF8},
	{"UTF-16", func() string { return "\xff\xfea\x00" }, notUTF8},
	{"NUL", func() string { return "provider \"a\x00b\" {\n}\n" }, controlCharacter},
	{"escape", func() string { return "# \x1b[2J\n" }, controlCharacter},
	{"C1 control", func() string { return "# \u009b2J\n" }, controlCharacter},
	{"delete", func() string { return "# \x7f\n" }, controlCharacter},
	{"byte order mark", func() string { return "\ufeffsettings {\n}\n" }, byteOrderMark},

	{"parentheses", times("a = ", "(", 100_000), tooDeep},
	{"brackets", times("a = ", "[", 100_000), tooDeep},
	{"braces", times("a = ", "{a=", 100_000), tooDeep},
	{"mismatched", times("a = ", "(]", 100_000), tooDeep},
	{"blocks", times("", "a {\n", 100_000), tooDeep},
	{"templates", times("a = ", `"${`, 100_000), tooDeep},
	{"closed parentheses", func() string {
		return "a = " + strings.Repeat("(", 100_000) + "1" + strings.Repeat(")", 100_000) + "\n"
	}, tooDeep},
	{"calls", times("a = ", "f(", 100_000), tooDeep},
	{"indexes", times("a = ", "b[", 100_000), tooDeep},

	{"not", times("a = ", "!", 100_000), tooManyOperators},
	{"minus", times("a = ", "-", 100_000), tooManyOperators},
	{"plus", times("a = 1", "+1", 100_000), tooManyOperators},
	{"conditions", times("a = ", "b?c:", 100_000), tooManyOperators},
	{"splats", times("a = b", "[*]", 100_000), tooManyOperators},
	{"namespaces", times("a = ", "b::", 100_000), tooManyOperators},

	{"exponent", func() string { return "a = 1e10000000\n" }, numberTooLong},
	{"negative exponent", func() string { return "a = 1e-10000000\n" }, numberTooLong},
	{"digits", times("a = ", "9", 100_000), numberTooLong},
	{"heredoc", func() string { return "a = <<-END\n" + strings.Repeat(" x\n", 100_000) + "END\n" }, heredocTooLong},
	{"signs in a heredoc", func() string { return "a = <<END\n" + strings.Repeat("$ ", 100_000) + "\nEND\n" }, heredocTooLong},
	{"directives", func() string {
		return "a = \"" + strings.Repeat("%{if true}", 100_000) + strings.Repeat("%{endif}", 100_000) + "\"\n"
	}, tooManyOperators},

	{"unknown functions", func() string {
		return "locals {\n  a = [" + strings.Repeat("nothing(), ", 10_000) + "]\n}\n"
	}, "Call to unknown function"},
	{"index chain", times("a = b", "[c]", 100_000), tooManyOperators},
	{"call chain", times("a = f()", "[0].b", 100_000), tooManyOperators},
	{"attribute chain", times("a = b", ".c", 100_000), "Unsupported argument"},
	{"long string", func() string { return "settings {\n  hash_policy = \"" + strings.Repeat("x", 2_000_000) + "\"\n}\n" }, missingBlock},
	{"long name", func() string { return "provider \"" + strings.Repeat("x", 2_000_000) + "\" {\n}\n" }, missingArgument},
	{"unknown blocks", times("", "a {}\n", 50_000), "Unsupported block type"},
	{"unknown attributes", func() string {
		var out strings.Builder
		for i := range 50_000 {
			fmt.Fprintf(&out, "a%d = 1\n", i)
		}
		return out.String()
	}, "Unsupported argument"},
	{"one attribute again and again", times("", "a = 1\n", 50_000), "Unsupported argument"},
	{"garbage", times("", "} ", 100_000), "Argument or block definition required"},
	{"garbage lines", times("", "?\n", 900), "Argument or block definition required"},
	{"networks", times("", "network \"a\" {}\n", 20_000), missingArgument},
	{"references", func() string {
		return string(manyProviders(100)) + "default_route {\n  balance = [" + strings.Repeat("provider.isp,", 100_000) + "]\n}\n"
	}, duplicateBlock},
	{"quotes", times("a = ", `"" `, 100_000), "Missing newline after argument"},
	{"a quote on each line", times("", "a = \"\n", 50_000), unclosedText},
	{"comments without an end", times("", "/*\n", 300_000), unclosedComment},
	{"comments without an end in a value", times("a = [", "/* ", 300_000), unclosedComment},
	{"dollars", times("a = \"", "$ ", 300_000), tooManySigns},
	{"percent signs", times("a = \"", "%x", 300_000), tooManySigns},
	{"escaped signs", times("a = \"", "$${", 200_000), tooManySigns},
	{"texts with dollars", times("", "a = \""+strings.Repeat("$ ", maxSigns)+"\"\n", 1000), attributeRedefined},
	{"wild dollars", times("", "$", 200_000), "Invalid character"},
	{"carriage returns", times("", "a = 1\r", 100_000), controlCharacter},
	{"NULs", times("", "\x00", 300_000), controlCharacter},
}

// TestEncoding: a wrong encoding, or wrong line ends, are one mistake for the whole file.
func TestEncoding(t *testing.T) {
	utf16 := strings.Join(append(strings.Split("provider \"isp1\" {\n}\n", ""), ""), "\x00")
	for name, src := range map[string]string{"UTF-16": utf16, "NUL": strings.Repeat("\x00", 100), "returns": strings.Repeat("a = 1\r", 100)} {
		_, diags := Parse("a.hcl", []byte(src), Options{})
		if len(diags) != 1 || !strings.Contains(diags[0].Detail, "Save ") {
			t.Errorf("%s: %s", name, written(t, []byte(src), diags, false))
		}
	}
}

func times(head, part string, count int) func() string {
	return func() string { return head + strings.Repeat(part, count) }
}

func TestHostile(t *testing.T) {
	for _, test := range hostile {
		t.Run(test.name, func(t *testing.T) {
			// It is some seconds at most where hcl would need hours.
			hangs := time.AfterFunc(time.Minute, func() { panic(test.name + " is still being read after a minute") })
			defer hangs.Stop()
			src := []byte(test.src())
			set, diags := Parse("hostile.hcl", src, Options{})
			if got := summaries(diags); !diags.HasErrors() || !slices.Contains(got, test.want) {
				t.Errorf("got %q, want %q", got[:min(len(got), 10)], test.want)
			}
			checkResult(t, src, set, diags)
			if last := len(diags) - 1; !advises(diags[last]) {
				t.Errorf("no advice in %q", diags[last].Detail)
			}
		})
	}
}

func summaries(diags hcl.Diagnostics) []string {
	var list []string
	for _, diag := range diags {
		list = append(list, diag.Summary)
	}
	return list
}

// TestManyErrors: nothing grows faster than the number of errors, and what is
// written doesn't grow with it.
func TestManyErrors(t *testing.T) {
	const count = 20_000
	for name, part := range map[string]string{
		"on lines of their own": "  \"10.0.0.1/8\",\n",
		"on one line":           "\"10.0.0.1/8\",",
	} {
		t.Run(name, func(t *testing.T) {
			src := []byte("network \"lan\" {\n  interface = \"if0\"\n  prefixes = [\n" + strings.Repeat(part, count) + "]\n}\n" + string(manyProviders(1)))
			_, diags := Parse("many.hcl", src, Options{})
			if len(diags) != count {
				t.Fatalf("%d diagnostics, want %d", len(diags), count)
			}
			out := written(t, src, diags, true)
			if got := bytes.Count(out, []byte(hostBitsSet)); got != maxShown {
				t.Errorf("%d blocks, want %d", got, maxShown)
			}
			if !bytes.HasSuffix(out, []byte("\n19800 more mistakes and warnings are not shown\n")) {
				t.Errorf("the end is %q", out[len(out)-100:])
			}
		})
	}
}

// No mistake is left out because of warnings, and the counts are those of all.
func TestShown(t *testing.T) {
	src := []byte(strings.Repeat("a\n", 1000))
	var diags hcl.Diagnostics
	for i := range 1000 {
		diag := newWarning(rangeAt("a.hcl", src, 2*i, 1), "S", "D")
		if i%10 == 9 {
			diag.Severity = hcl.DiagError
		}
		diags = append(diags, diag)
	}
	out := string(written(t, src, diags, false))
	if errors, warnings := strings.Count(out, "error: "), strings.Count(out, "warning: "); errors != 100 || warnings != 100 {
		t.Errorf("%d errors and %d warnings, want 100 of each", errors, warnings)
	}
	var result jsonResult
	var text bytes.Buffer
	if err := WriteJSON(&text, src, diags); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text.Bytes(), &result); err != nil {
		t.Fatal(err)
	}
	if result.ErrorCount != 100 || result.WarningCount != 900 || len(result.Diagnostics) != maxShown {
		t.Errorf("%d errors, %d warnings, %d written", result.ErrorCount, result.WarningCount, len(result.Diagnostics))
	}
}

// TestPosition: the place of what the guards find.
func TestPosition(t *testing.T) {
	_, diags := Parse("a.hcl", []byte("# é\n# é \x00"), Options{})
	want := hcl.Range{Filename: "a.hcl", Start: hcl.Pos{Line: 2, Column: 5, Byte: 10}, End: hcl.Pos{Line: 2, Column: 6, Byte: 11}}
	if got := *diags[0].Subject; got != want {
		t.Errorf("got %#v, want %#v", got, want)
	}
}

// manyPrefixes is a configuration with one long list.
func manyPrefixes(n int) []byte {
	var out bytes.Buffer
	out.WriteString("network \"lan\" {\n  interface = \"if0\"\n  prefixes = [\n")
	for i := range n {
		fmt.Fprintf(&out, "    \"172.%d.%d.%d/30\",\n", 16+i>>14, i>>6&255, i<<2&255)
	}
	out.WriteString("  ]\n}\n")
	out.Write(manyProviders(2))
	return out.Bytes()
}

func benchmark(b *testing.B, src []byte) {
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, diags := Parse("bench.hcl", src, Options{}); diags.HasErrors() {
			b.Fatal(diags)
		}
	}
}

func BenchmarkParseProviders60(b *testing.B)   { benchmark(b, manyProviders(60)) }
func BenchmarkParsePrefixes10000(b *testing.B) { benchmark(b, manyPrefixes(10_000)) }
func BenchmarkParsePrefixes40000(b *testing.B) { benchmark(b, manyPrefixes(40_000)) }

func BenchmarkWriteDiagnostics20000(b *testing.B) {
	src := []byte("network \"lan\" {\n  prefixes = [" + strings.Repeat("\"10.0.0.1/8\",", 20_000) + "]\n}\n")
	_, diags := Parse("bench.hcl", src, Options{})
	for b.Loop() {
		var out bytes.Buffer
		if err := WriteDiagnostics(&out, src, diags, false); err != nil {
			b.Fatal(err)
		}
	}
}
