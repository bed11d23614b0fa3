package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
)

// withVariables is a configuration that takes its values from outside.
const withVariables = `variable "wan" {
}
variable "weight" {
  default = 1
}
variable "onlink" {
  default = false
}
variable "routes" {
  default = []
}
variable "site" {
  default = { name = "berlin" }
}
variable "maybe" {
  default = null
}
provider "isp1" {
  interface = var.wan
  weight    = var.weight
  table     = var.maybe
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
    onlink  = var.onlink
    routes  = var.routes
  }
}
network "lan" {
  interface = "lan-${var.site.name}"
  prefixes  = ["10.0.0.0/24"]
}
`

func TestVars(t *testing.T) {
	flags := func(texts ...string) []Vars {
		var vars []Vars
		for _, text := range texts {
			vars = append(vars, Vars{Text: text})
		}
		return vars
	}
	file := func(text string) []Vars { return []Vars{{File: "site.vars", Text: text}} }
	for name, test := range map[string]struct {
		vars []Vars
		want []string
	}{
		"all":               {flags("wan=if1", "weight=7", "onlink=true", `routes=["192.0.2.1/32"]`, `site={name="b"}`), nil},
		"from a file":       {file("wan = \"if1\"\nweight = 7\nmaybe = 300\nroutes = [\"192.0.2.1/32\"]\n"), nil},
		"expressions":       {file("wan = \"if${1 + 1}\"\nroutes = [for n in [1, 2] : \"192.0.2.${n}/32\"]\n"), nil},
		"later ones win":    {append(file("wan = \"a b\"\n"), flags("wan=a b", "wan=if1")...), nil},
		"equals signs":      {flags("wan=a=b"), []string{invalidInterface}},
		"none":              {nil, []string{missingValue}},
		"unknown":           {flags("wan=if1", "wam=if1"), []string{unknownVariable}},
		"unknown in a file": {append(flags("wan=if1"), file("wam = 1\nx = 2\n")...), []string{unknownVariable, unknownVariable}},
		"not a number":      {flags("wan=if1", "weight=1a"), []string{wrongType}},
		"no truth value":    {flags("wan=if1", "onlink=yes"), []string{wrongType}},
		"not a list":        {flags("wan=if1", "routes=192.0.2.1"), []string{"Invalid number literal"}},
		"a number":          {flags("wan=if1", "routes=192"), []string{wrongType}},
		"a text":            {append(flags("wan=if1"), file("weight = \"1\"\n")...), []string{wrongType}},
		"text needed":       {file("wan = 1\n"), []string{wrongType}},
		"null":              {append(flags("wan=if1"), file("weight = null\n")...), nil},
		"a reference":       {append(flags("wan=if1"), file("weight = var.wan\n")...), []string{"Variables not allowed"}},
		"a file":            {append(flags("wan=if1"), file("routes = [file(\"x\")]\n")...), []string{"Invalid function argument"}},
		"deep":              {flags("wan=if1", "routes="+strings.Repeat("[", 100_000)), []string{tooDeep}},
		"bad elements":      {flags("wan=if1", `routes=["x", "y"]`), []string{invalidPrefix, invalidPrefix}},
		"control character": {flags("wan=if\x1b1"), []string{controlCharacter}},
		"not UTF-8":         {flags("wan=if\xff"), []string{notUTF8}},
		"no name":           {flags("wan=if1", "=1", "x", "", "9=1"), []string{invalidVar, invalidVar, invalidVar, invalidVar}},
		"a block":           {append(flags("wan=if1"), file("locals {\n}\n")...), []string{invalidVar}},
		"broken":            {append(flags("wan=if1"), file("weight = \n")...), []string{"Invalid expression"}},
		"twice in a file":   {append(flags("wan=if1"), file("weight = 1\nweight = 2\n")...), []string{attributeRedefined}},
	} {
		t.Run(name, func(t *testing.T) {
			_, diags := Parse("vars.hcl", []byte(withVariables), Options{Vars: test.vars})
			var got []string
			for _, diag := range diags {
				got = append(got, diag.Summary)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s%s", diff, written(t, []byte(withVariables), diags, false))
			}
			checkPlain(t, string(written(t, []byte(withVariables), diags, false)))
		})
	}
}

// TestLongChain: values that follow from each other far down.
func TestLongChain(t *testing.T) {
	chain := func(n int) []byte {
		var out bytes.Buffer
		out.WriteString("locals {\n")
		for i := range n {
			fmt.Fprintf(&out, "  a%d = local.a%d\n", i, i+1)
		}
		fmt.Fprintf(&out, "  a%d = \"if1\"\n}\n", n)
		out.Write(manyProviders(2))
		return out.Bytes()
	}
	if _, diags := Parse("chain.hcl", chain(3000), Options{}); diags.HasErrors() {
		t.Error(diags)
	}
	_, diags := Parse("chain.hcl", chain(100_000), Options{})
	if len(diags) == 0 || diags[0].Summary != tooDeep {
		t.Errorf("%d diagnostics: %v", len(diags), diags[:min(1, len(diags))])
	}
}

// TestDoubling: a text that doubles with each local value.
func TestDoubling(t *testing.T) {
	for name, form := range map[string]string{
		"text": "  a%[1]d = \"${local.a%[2]d}${local.a%[2]d}\"\n",
		"list": "  a%[1]d = [local.a%[2]d, local.a%[2]d]\n",
	} {
		var out bytes.Buffer
		out.WriteString("locals {\n  a0 = \"x\"\n")
		for i := range 64 {
			fmt.Fprintf(&out, form, i+1, i)
		}
		out.WriteString("  flat = flatten(local.a64)\n  same = local.a64 == local.a64\n}\n")
		_, diags := Parse("double.hcl", append(out.Bytes(), manyProviders(1)...), Options{})
		if !diags.HasErrors() || !strings.Contains("Result too large, Expressions too expensive", diags[0].Summary) {
			t.Errorf("%s: %v", name, diags)
		}
	}
}

// TestNesting: a list that is nested once more with each local value.
func TestNesting(t *testing.T) {
	var out bytes.Buffer
	out.WriteString("locals {\n  a0 = 1\n")
	for i := range 50_000 {
		fmt.Fprintf(&out, "  a%d = [local.a%d]\n", i+1, i)
	}
	out.WriteString("}\n")
	_, diags := Parse("nested.hcl", append(out.Bytes(), manyProviders(1)...), Options{})
	if len(diags) != 1 || diags[0].Summary != tooDeep {
		t.Errorf("%d diagnostics: %v", len(diags), diags[:min(1, len(diags))])
	}
}

// listed is a configuration whose prefixes are in a file.
func listed(n int) ([]byte, Options) {
	var list bytes.Buffer
	list.WriteString("# a list\n\n")
	for i := range n {
		fmt.Fprintf(&list, "172.%d.%d.%d/30 # number %d\n", 16+i>>14, i>>6&255, i<<2&255, i)
	}
	src := append([]byte("network \"lan\" {\n  interface = \"if0\"\n  prefixes  = split(\"\\n\", file(\"list.txt\"))\n}\n"), manyProviders(2)...)
	return src, Options{ReadFile: func(string) ([]byte, error) { return list.Bytes(), nil }}
}

func TestListFromFile(t *testing.T) {
	src, options := listed(10_000)
	set, diags := Parse("listed.hcl", src, options)
	if diags.HasErrors() || len(set.Networks[0].Prefixes) != 10_000 {
		t.Fatal(diags)
	}
	if got := set.Networks[0].Prefixes[9_999].Origin.Line; got != 3 {
		t.Errorf("from line %d", got)
	}
	options.ReadFile = func(string) ([]byte, error) { return bytes.Repeat([]byte("10.0.0.1/8\n"), 10_000), nil }
	if _, diags = Parse("listed.hcl", src, options); len(diags) != maxRefused {
		t.Errorf("%d diagnostics, want %d", len(diags), maxRefused)
	}
	options.ReadFile = func(string) ([]byte, error) { return nil, errors.New("it is gone") }
	if _, diags = Parse("listed.hcl", src, options); len(diags) != 1 || !strings.Contains(diags[0].Detail, "it is gone") {
		t.Error(diags)
	}
}

func BenchmarkParseListed10000(b *testing.B) {
	src, options := listed(10_000)
	for b.Loop() {
		if _, diags := Parse("bench.hcl", src, options); diags.HasErrors() {
			b.Fatal(diags)
		}
	}
}

// FuzzExpressions puts any expression where values belong, with any values
// from outside.
func FuzzExpressions(f *testing.F) {
	for _, expr := range []string{
		`var.a`, `"${var.a}/30"`, `local.l[0]`, `[for x in var.list : "${x}!" if x != ""]`, `{ for k, v in { a = 1 } : k => v }`,
		`provider.isp1.ipv4.network`, `cidrsubnets("10.0.0.0/8", 4, 8)[1]`, `format("%03d-%s", 1 / 3, var.a)`, `local.x`, `provider[var.a]`,
		`true ? [1, 2][1] : null`, `join(",", split("a", file("f")))`, `-1 % 2 * 1e99`, `merge({ a = 1 }, { b = 2 }).b`, `replace(var.a, "a", "aa")`,
		`cidrhost(provider.isp1.ipv4.address, var.n)`, `flatten([[1], local.l])...`, `network.lan.prefixes[0] == null && !false`,
	} {
		f.Add(expr, "if0", "a = \"b\"\n", "10.0.0.0/8\n# x\n")
	}
	f.Fuzz(func(t *testing.T, expr, value, file, content string) {
		src := []byte(fmt.Sprintf(`variable "a" {
  default = "isp1"
}
variable "n" {
  default = 1
}
variable "list" {
  default = ["192.0.2.0/24"]
}
locals {
  l = ["x", var.a]
  x = %[1]s
}
network "lan" {
  interface = local.x
  prefixes  = %[1]s
}
provider "isp1" {
  interface = "if0"
  ipv4 {
    address = %[1]s
    gateway = cidrhost(provider.isp1.ipv4.network, 1)
    routes  = [%[1]s]
  }
}
default_route {
  prefer = %[1]s
}
`, expr))
		set, diags := Parse("fuzz.hcl", src, Options{
			Vars:     []Vars{{Text: "a=" + value}, {File: "f.vars", Text: file}, {Text: "list=" + value}, {Text: "n=" + value}},
			ReadFile: func(string) ([]byte, error) { return []byte(content), nil },
		})
		var own hcl.Diagnostics
		for _, diag := range diags {
			if _, abroad := diag.Extra.(foreign); !abroad {
				own = append(own, diag)
			}
		}
		if own.HasErrors() || !diags.HasErrors() {
			checkResult(t, src, set, own)
		}
		checkPlain(t, string(written(t, src, diags, false)))
		if err := WriteJSON(&bytes.Buffer{}, src, diags); err != nil {
			t.Error(err)
		}
	})
}

// FuzzFormat: what is formatted means the same, and formatting it again
// changes nothing.
func FuzzFormat(f *testing.F) {
	for _, file := range fixtures(f, "valid") {
		f.Add(readFixture(f, file))
	}
	f.Add([]byte("a=1\r\n  b  = [ 1,\r\n2]"))
	f.Fuzz(func(t *testing.T, src []byte) {
		once, diags := Format("a.hcl", src)
		if diags.HasErrors() {
			return
		}
		twice, diags := Format("a.hcl", once)
		if diags.HasErrors() || !bytes.Equal(once, twice) {
			t.Errorf("once:\n%s\ntwice:\n%s\n%v", once, twice, diags)
		}
	})
}

func TestWriteJSON(t *testing.T) {
	src := []byte("a = \"" + strings.Repeat("é", 500) + "\"\n")
	diags := hcl.Diagnostics{
		newDiagnostic(hcl.Range{Filename: "a\x1b", Start: hcl.Pos{Line: 1, Column: 5, Byte: 4}, End: hcl.Pos{Line: 1, Column: 9, Byte: 1000}}, "S", "D"),
		{Severity: hcl.DiagWarning, Summary: "W"},
	}
	var out bytes.Buffer
	if err := WriteJSON(&out, src, diags); err != nil {
		t.Fatal(err)
	}
	var got jsonResult
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Valid || got.ErrorCount != 1 || got.WarningCount != 1 || got.Diagnostics[0].Range != nil {
		t.Errorf("%+v", got)
	}
	if s := got.Diagnostics[1].Snippet; !strings.HasPrefix(s.Code[s.Start:s.End], "\"éé") || len(s.Code) > 300 {
		t.Errorf("%+v", s)
	}
}
