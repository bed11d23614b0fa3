package expression

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// evaluate returns the value as a text for comparisons, or the summary of the
// first error.
func evaluate(t testing.TB, src string) string {
	t.Helper()
	expr, diags := hclsyntax.ParseExpression([]byte(src), "test.hcl", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	var reported hcl.Diagnostics
	e := &Evaluator{
		Report:   func(diag *hcl.Diagnostic) { reported = append(reported, diag) },
		ReadFile: readTestFile,
	}
	value, ok := e.Value(expr)
	if !ok && !reported.HasErrors() {
		t.Fatalf("%s: no value, and nothing said", src)
	}
	if reported.HasErrors() {
		return "error: " + reported[0].Summary
	}
	return show(value)
}

func readTestFile(name string) ([]byte, error) {
	files := map[string]string{
		"list": "a\nb\n", "binary": "a\x00", "latin1": "caf\xe9", "bom": "\ufeffx", "large": strings.Repeat("x", maxText+1),
	}
	text, found := files[name]
	if !found {
		return nil, errors.New("not there")
	}
	return []byte(text), nil
}

func show(v cty.Value) string {
	switch {
	case v.IsNull():
		return "null"
	case IsList(v):
		var parts []string
		for _, element := range Elements(v) {
			parts = append(parts, show(element))
		}
		return "[" + strings.Join(parts, " ") + "]"
	case v.Type().IsObjectType():
		var parts []string
		values := v.AsValueMap()
		for _, name := range sortedKeys(values) {
			parts = append(parts, name+"="+show(values[name]))
		}
		return "{" + strings.Join(parts, " ") + "}"
	}
	text, _ := new(Evaluator).printed(v)
	return text
}

var functionCases = map[string]string{
	`chomp("a\r\n\n")`: "a",
	`format("%s-%03d-%x-%.2f%%", "a", 7, 255, 1/3)`: "a-007-ff-0.33%",
	`format("%5s|%-5s|%q", 1, true, "x")`:           `    1|true |"x"`,
	`format("%t%o%b", true, 8, 5)`:                  "true10101",
	`format("%d", 1.5)`:                             "error: " + OutOfRange,
	`format("%d", "1")`:                             "error: " + WrongType,
	`format("%y", 1)`:                               "error: " + InvalidArgument,
	`format("%")`:                                   "error: " + InvalidArgument,
	`format("%1000000d", 1)`:                        "error: " + InvalidArgument,
	`format("%s")`:                                  "error: " + WrongArguments,
	`format("", 1)`:                                 "error: " + WrongArguments,
	`join("-", ["a", 1, true])`:                     "a-1-true",
	`join("-", [])`:                                 "",
	`lower("ÄB")`:                                   "äb",
	`upper("äb")`:                                   "ÄB",
	`replace("a.b.c", ".", "::")`:                   "a::b::c",
	`replace("a", "", "b")`:                         "error: " + InvalidArgument,
	`split(",", "a,b,")`:                            "[a b ]",
	`split(",", "")`:                                "[]",
	`startswith("abc", "ab")`:                       "true",
	`endswith("abc", "ab")`:                         "false",
	`tostring(1.5)`:                                 "1.5",
	`trimprefix("abab", "ab")`:                      "ab",
	`trimsuffix("abc", "x")`:                        "abc",
	`trimspace(" a\t\n")`:                           "a",

	`coalesce(null, "", "a")`:            "a",
	`coalesce(null)`:                     "error: " + InvalidArgument,
	`compact(["a", "", null, 0])`:        "[a 0]",
	`concat(["a"], [], [1])`:             "[a 1]",
	`concat([1], 2)`:                     "error: " + WrongType,
	`contains(["a", 1], 1)`:              "true",
	`contains(["a"], 1)`:                 "false",
	`distinct(["a", "b", "a", 1, "1"])`:  "[a b 1 1]",
	`element(["a", "b"], 3)`:             "b",
	`element(["a", "b"], -1)`:            "b",
	`element([], 0)`:                     "error: " + NoSuchElement,
	`flatten([1, [2, [3]], []])`:         "[1 2 3]",
	`keys({ b = 1, a = 2 })`:             "[a b]",
	`values({ b = 1, a = 2 })`:           "[2 1]",
	`length("äb")`:                       "2",
	`length([1, 2])`:                     "2",
	`length({})`:                         "0",
	`length(1)`:                          "error: " + WrongType,
	`lookup({ a = 1 }, "a", 2)`:          "1",
	`lookup({ a = 1 }, "b", 2)`:          "2",
	`merge({ a = 1 }, { a = 2, b = 3 })`: "{a=2 b=3}",
	`slice(["a", "b", "c"], 1, 3)`:       "[b c]",
	`slice(["a"], 1, 3)`:                 "error: " + NoSuchElement,
	`sort(["b", "a"])`:                   "[a b]",

	`ceil(1.2)`:           "2",
	`ceil(-1.2)`:          "-1",
	`floor(1.8)`:          "1",
	`floor(-1.2)`:         "-2",
	`floor(3)`:            "3",
	`max(1, 3, 2)`:        "3",
	`min([3, 1]...)`:      "1",
	`max("1")`:            "error: " + WrongType,
	`max()`:               "error: " + WrongArguments,
	`tonumber("10.50")`:   "10.5",
	`tonumber("1e10000")`: "error: " + InvalidArgument,
	`tonumber("")`:        "error: " + InvalidArgument,

	`file("list")`:                                    "a\nb\n",
	`file("bom")`:                                     "x",
	`length(split("\n", file("list")))`:               "3",
	`file("binary")`:                                  "error: " + InvalidArgument,
	`file("latin1")`:                                  "error: " + InvalidArgument,
	`file("large")`:                                   "error: " + TooLarge,
	`file("none")`:                                    "error: " + InvalidArgument,
	`file("")`:                                        "error: " + InvalidArgument,
	`nothing(1)`:                                      "error: " + UnknownFunction,
	`provider::x(1)`:                                  "error: " + UnknownFunction,
	`cidrhost("10.12.127.0/20", 16)`:                  "10.12.112.16",
	`cidrhost("10.12.127.0/20", 268)`:                 "10.12.113.12",
	`cidrhost("10.0.0.0/24", -1)`:                     "10.0.0.255",
	`cidrhost("10.0.0.0/24", 256)`:                    "error: " + OutOfRange,
	`cidrhost("10.0.0.0/24", -257)`:                   "error: " + OutOfRange,
	`cidrhost("10.0.0.0/24", 1.5)`:                    "error: " + OutOfRange,
	`cidrhost("fd00:fd12:3456:7890:00a2::/72", 34)`:   "fd00:fd12:3456:7890::22",
	`cidrhost("2001:db8::/32", 18446744073709551616)`: "2001:db8:0:1::",
	`cidrhost("::/0", -1)`:                            "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
	`cidrhost("10.0.0.1", 1)`:                         "error: " + InvalidArgument,
	`cidrnetmask("172.16.0.0/12")`:                    "255.240.0.0",
	`cidrnetmask("0.0.0.0/0")`:                        "0.0.0.0",
	`cidrnetmask("2001:db8::/32")`:                    "error: " + InvalidArgument,
	`cidrsubnet("172.16.0.0/12", 4, 2)`:               "172.18.0.0/16",
	`cidrsubnet("10.1.2.0/24", 4, 15)`:                "10.1.2.240/28",
	`cidrsubnet("10.1.2.0/24", 0, 0)`:                 "10.1.2.0/24",
	`cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)`: "fd00:fd12:3456:7800:a200::/72",
	`cidrsubnet("::/0", 128, 5)`:                      "::5/128",
	`cidrsubnet("10.1.2.0/24", 4, 16)`:                "error: " + OutOfRange,
	`cidrsubnet("10.1.2.0/24", 9, 0)`:                 "error: " + OutOfRange,
	`cidrsubnet("10.1.2.0/24", -1, 0)`:                "error: " + OutOfRange,
	`cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)`:          "[10.1.0.0/20 10.1.16.0/20 10.1.32.0/24 10.1.48.0/20]",
	`cidrsubnets("fd00::/48", 16, 16)`:                "[fd00::/64 fd00:0:0:1::/64]",
	`cidrsubnets("10.0.0.0/8", 1, 1, 1)`:              "error: " + OutOfRange,
}

func TestFunctions(t *testing.T) {
	for src, want := range functionCases {
		if got := evaluate(t, src); got != want {
			t.Errorf("%s: got %q, want %q", src, got, want)
		}
	}
}

// TestEveryFunction: each one is in the table above, and none takes values of
// any type without a word.
func TestEveryFunction(t *testing.T) {
	for name, f := range functions() {
		if !strings.HasPrefix(f.usage, name+"(") || f.least < 1 {
			t.Errorf("%s: usage %q, at least %d arguments", name, f.usage, f.least)
		}
		for _, arg := range []string{`null`, `true`, `-1`, `1e99`, `"x"`, `[]`, `[null]`, `[[]]`, `{}`, `{ a = null }`} {
			for count := range 4 {
				evaluate(t, name+"("+strings.Repeat(arg+",", count)+")")
			}
		}
	}
}

// TestReadme: it lists all functions.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for name := range functions() {
		if !strings.Contains(string(readme), "`"+name+"`") {
			t.Errorf("the README doesn't mention %s", name)
		}
	}
}
