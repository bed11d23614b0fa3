package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// compute returns the value of an expression as a text for comparisons, or the
// summary of the first error.
func compute(t testing.TB, src string) string {
	t.Helper()
	expr, diags := hclsyntax.ParseExpression([]byte(src), "test.hcl", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	n := newNode("test", expr)
	e := &evaluator{plain: &hcl.EvalContext{Functions: functions(readTestFile)}, progress: new(Progress), root: newRoot(block{}, nil)}
	e.resolve(n, n.at)
	if n.faults.haveErrors() {
		return "error: " + n.faults[0].Summary
	}
	return show(n.value.Value)
}

func readTestFile(name string) ([]byte, error) {
	files := map[string]string{
		"list": "a\nb\n", "binary": "a\x00", "latin1": "caf\xe9", "bom": "\ufeffx", "large": strings.Repeat("x", MaxSize+1),
		"deep": strings.Repeat("[", 1<<20), "long": strings.Repeat("0123456789abcdef\n", MaxSize/17),
	}
	text, found := files[name]
	if !found {
		return nil, errors.New("not there")
	}
	return []byte(text), nil
}

func show(v cty.Value) string {
	var parts []string
	switch {
	case v.IsNull():
		return "null"
	case isList(v):
		for it := v.ElementIterator(); it.Next(); {
			_, item := it.Element()
			parts = append(parts, show(item))
		}
		return "[" + strings.Join(parts, " ") + "]"
	case isObject(v):
		for it := v.ElementIterator(); it.Next(); {
			key, item := it.Element()
			parts = append(parts, key.AsString()+"="+show(item))
		}
		return "{" + strings.Join(parts, " ") + "}"
	case v.Type() == cty.Number:
		return v.AsBigFloat().Text('f', -1)
	case v.Type() == cty.Bool:
		return fmt.Sprint(v.True())
	}
	return v.AsString()
}

const (
	badArgument = "error: Invalid function argument"
	failedCall  = "error: Error in function call"
	unknownName = "error: Call to unknown function"
	tooFew      = "error: Not enough function arguments"
)

var functionCases = map[string]string{
	`chomp("a\r\n\n")`: "a",
	`format("%s-%03d-%x-%.2f%%", "a", 7, 255, 1/3)`: "a-007-ff-0.33%",
	`format("%5s|%-5s|%q", 1, true, "x")`:           `    1|true |"x"`,
	`format("%t%o%b", true, 8, 5)`:                  "true10101",
	`format("%d", 1.5)`:                             failedCall,
	`format("%d", "1")`:                             "1",
	`format("%y", 1)`:                               failedCall,
	`format("%")`:                                   failedCall,
	`format("%2000000000d", 1)`:                     failedCall,
	`format("%s")`:                                  failedCall,
	`format("", 1)`:                                 badArgument,
	`join("-", ["a", 1, true])`:                     "a-1-true",
	`join("-", [])`:                                 "",
	`lower("ÄB")`:                                   "äb",
	`upper("äb")`:                                   "ÄB",
	`replace("a.b.c", ".", "::")`:                   "a::b::c",
	`replace("ab", "", "-")`:                        "-a-b-",
	`split(",", "a,b,")`:                            "[a b ]",
	`split(",", "")`:                                "[]",
	`split("", "ab")`:                               "[a b]",
	`startswith("abc", "ab")`:                       "true",
	`endswith("abc", "ab")`:                         "false",
	`tostring(1.5)`:                                 "1.5",
	`trimprefix("abab", "ab")`:                      "ab",
	`trimsuffix("abc", "x")`:                        "abc",
	`trimspace(" a\t\n")`:                           "a",

	`coalesce(null, "", "a")`:            "a",
	`coalesce(null)`:                     failedCall,
	`compact(["a", "", null, 0])`:        "[a 0]",
	`concat(["a"], [], [1])`:             "[a 1]",
	`concat([1], 2)`:                     badArgument,
	`contains(["a", 1], 1)`:              "true",
	`contains(["a"], 1)`:                 "false",
	`distinct(["a", "b", "a", 1, "1"])`:  "[a b 1]",
	`element(["a", "b"], 3)`:             "b",
	`element(["a", "b"], -1)`:            "b",
	`element([], 0)`:                     failedCall,
	`flatten([1, [2, [3]], []])`:         "[1 2 3]",
	`keys({ b = 1, a = 2 })`:             "[a b]",
	`values({ b = 1, a = 2 })`:           "[2 1]",
	`length("äb")`:                       "2",
	`length([1, 2])`:                     "2",
	`length({})`:                         "0",
	`length(1)`:                          badArgument,
	`lookup({ a = 1 }, "a", 2)`:          "1",
	`lookup({ a = 1 }, "b", 2)`:          "2",
	`merge({ a = 1 }, { a = 2, b = 3 })`: "{a=2 b=3}",
	`slice(["a", "b", "c"], 1, 3)`:       "[b c]",
	`slice(["a"], 1, 3)`:                 badArgument,
	`sort(["b", "a"])`:                   "[a b]",

	`ceil(1.2)`:           "2",
	`ceil(-1.2)`:          "-1",
	`floor(1.8)`:          "1",
	`floor(-1.2)`:         "-2",
	`floor(3)`:            "3",
	`max(1, 3, 2)`:        "3",
	`min([3, 1]...)`:      "1",
	`max("1")`:            "1",
	`max()`:               failedCall,
	`tonumber("10.50")`:   "10.5",
	`tonumber("1e10000")`: failedCall,
	`tonumber("")`:        badArgument,

	`file("list")`:                                    "a\nb\n",
	`file("bom")`:                                     "x",
	`length(split("\n", file("list")))`:               "3",
	`file("binary")`:                                  badArgument,
	`file("latin1")`:                                  badArgument,
	`file("large")`:                                   badArgument,
	`file("none")`:                                    badArgument,
	`file("")`:                                        badArgument,
	`nothing(1)`:                                      unknownName,
	`provider::x(1)`:                                  unknownName,
	`cidrhost("10.12.127.0/20", 16)`:                  "10.12.112.16",
	`cidrhost("10.12.127.0/20", 268)`:                 "10.12.113.12",
	`cidrhost("10.0.0.0/24", -1)`:                     "10.0.0.255",
	`cidrhost("10.0.0.0/24", 256)`:                    badArgument,
	`cidrhost("10.0.0.0/24", -257)`:                   badArgument,
	`cidrhost("10.0.0.0/24", 1.5)`:                    badArgument,
	`cidrhost("fd00:fd12:3456:7890:00a2::/72", 34)`:   "fd00:fd12:3456:7890::22",
	`cidrhost("2001:db8::/32", 18446744073709551616)`: "2001:db8:0:1::",
	`cidrhost("::/0", -1)`:                            "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
	`cidrhost("10.0.0.1", 1)`:                         badArgument,
	`cidrnetmask("172.16.0.0/12")`:                    "255.240.0.0",
	`cidrnetmask("0.0.0.0/0")`:                        "0.0.0.0",
	`cidrnetmask("2001:db8::/32")`:                    badArgument,
	`cidrsubnet("172.16.0.0/12", 4, 2)`:               "172.18.0.0/16",
	`cidrsubnet("10.1.2.0/24", 4, 15)`:                "10.1.2.240/28",
	`cidrsubnet("10.1.2.0/24", 0, 0)`:                 "10.1.2.0/24",
	`cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)`: "fd00:fd12:3456:7800:a200::/72",
	`cidrsubnet("::/0", 128, 5)`:                      "::5/128",
	`cidrsubnet("10.1.2.0/24", 4, 16)`:                badArgument,
	`cidrsubnet("10.1.2.0/24", 9, 0)`:                 badArgument,
	`cidrsubnet("10.1.2.0/24", -1, 0)`:                badArgument,
	`cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)`:          "[10.1.0.0/20 10.1.16.0/20 10.1.32.0/24 10.1.48.0/20]",
	`cidrsubnets("fd00::/48", 16, 16)`:                "[fd00::/64 fd00:0:0:1::/64]",
	`cidrsubnets("10.0.0.0/8", 1, 1, 1)`:              badArgument,

	`abs(-2)`: "2", `log(8, 2)`: "3", `parseint("ff", 16)`: "255", `pow(2, 8)`: "256", `signum(-9)`: "-1",
	`indent(2, "a\nb")`: "a\n  b", `strrev("abc")`: "cba", `substr("hello", 1, 3)`: "ell", `title("a b")`: "A B", `trim("!a!", "!")`: "a",
	`regex("[a-z]+", "12ab34")`: "ab", `regex("(\\d+)-(\\d+)", "1-2")`: "[1 2]", `regex("a", "b")`: failedCall,
	`regexall("[a-z]", "1a2b")`: "[a b]", `replace("a1b22", "/[0-9]+/", "-")`: "a-b-", `replace("ab", "/(a)(b)/", "$2$1")`: "ba", `replace("a", "/(/", "")`: badArgument,
	`replace("/a/", "/", "")`: "a", `strcontains("abc", "b")`: "true", `formatlist("%s-%d", ["a", "b"], [1, 2])`: "[a-1 b-2]",
	`alltrue([true, "true"])`: "true", `alltrue([])`: "true", `alltrue([true, null])`: "false", `anytrue([])`: "false", `anytrue([false, true])`: "true",
	`chunklist(["a", "b", "c"], 2)`: "[[a b] [c]]", `coalescelist([], ["a"])`: "[a]", `coalesce(1, "a")`: "1", `coalesce("", "b")`: "b", `coalesce([], {})`: failedCall,
	`index(["a", "b"], "b")`: "1", `index(["a"], "b")`: badArgument, `index("a", "b")`: badArgument, `length("e\u0301")`: "1",
	`lookup({ a = 1 }, "b")`: badArgument, `lookup(tomap({ a = 1 }), "b", "2")`: "2", `lookup([], "a", 1)`: badArgument, `lookup({}, "a", null)`: "null",
	`matchkeys(["i1", "i2", "i3"], ["a", "b", "a"], ["a"])`: "[i1 i3]", `matchkeys(["a"], [], [])`: badArgument,
	`one([])`: "null", `one(["a"])`: "a", `one(["a", "b"])`: badArgument, `range(3)`: "[0 1 2]", `range(1, 8, 2)`: "[1 3 5 7]", `range(2000)`: failedCall,
	`reverse([1, 2])`: "[2 1]", `setintersection(["a", "b"], ["b"])`: "[b]", `setproduct(["a", "b"], [1])`: "[[a 1] [b 1]]",
	`setsubtract(["a", "b"], ["b"])`: "[a]", `setunion(["a"], ["b", "a"])`: "[a b]", `sum([1, 2.5, "3"])`: "6.5", `sum([])`: badArgument, `sum([null])`: badArgument,
	`transpose({ a = ["1", "2"], b = ["2"] })`: "{1=[a] 2=[a b]}", `zipmap(["a", "b"], [1, 2])`: "{a=1 b=2}",
	`can(1 / "a")`: "false", `try({}.a, "x")`: "x", `tobool("true")`: "true", `tobool("yes")`: badArgument, `tolist(["a", 1])`: "[a 1]", `tomap({ a = 1 })`: "{a=1}",
	`toset(["b", "a", "b"])`: "[a b]", `tostring(null)`: "null", `csvdecode("a,b\n1,2")`: "[{a=1 b=2}]", `jsondecode("{\"a\": [1]}").a[0]`: "1", `jsonencode([1])`: "[1]",
	`jsondecode(file("deep"))`:  badArgument,
	`cidrsubnets("10.0.0.0/8")`: "[]",
}

func TestFunctions(t *testing.T) {
	for src, want := range functionCases {
		if got := compute(t, src); got != want {
			t.Errorf("%s: got %q, want %q", src, got, want)
		}
	}
}

// TestEveryFunction: each one is in the table above, and takes any arguments
// without a panic, of which cty makes an error.
func TestEveryFunction(t *testing.T) {
	values := []string{`null`, `true`, `-1`, `1e99`, `1 / 0`, `"x"`, `[]`, `[null]`, `[[]]`, `{}`, `{ a = null }`, `toset(["a"])`, `tomap({ a = null })`}
	all := functions(nil)
	for name := range all {
		inTable := func(src string) bool { return strings.Contains(src, name+"(") }
		if !slices.ContainsFunc(slices.Collect(maps.Keys(functionCases)), inTable) {
			t.Errorf("%s is not in the table", name)
		}
		for _, arg := range values {
			for count := range 4 {
				checkNoPanic(t, all, name+"("+strings.Repeat(arg+",", count)+")")
			}
			for _, other := range values {
				checkNoPanic(t, all, name+"("+arg+", "+other+")")
			}
		}
	}
}

func checkNoPanic(t *testing.T, all map[string]function.Function, src string) {
	t.Helper()
	expr, _ := hclsyntax.ParseExpression([]byte(src), "test.hcl", hcl.InitialPos)
	_, diags := expr.Value(&hcl.EvalContext{Functions: all})
	if diags.HasErrors() && strings.Contains(diags.Error(), "panic") {
		t.Errorf("%s: %v", src, diags)
	}
}

// TestTooLarge: what would have more than 64 MB is refused before it is made.
func TestTooLarge(t *testing.T) {
	const long = `file("long")` // 4 MiB
	for _, src := range []string{
		`format("%2000000000s", "")`, `format("%.2000000000f", 1)`, `format("%99999999999999999999s", "")`,
		`format(join("", [for i in range(100) : "%[1]s"]), ` + long + `)`,
		`formatlist("%s%s", ` + long + `, range(1000))`, `formatlist("%1000000s", range(1000))`,
		`indent(1000000000, "a\nb")`, `indent(1e99, "a\nb")`, `indent(1000, ` + long + `)`,
		`join(` + long + `, range(1000))`, `replace(` + long + `, "0", "` + strings.Repeat("x", 1000) + `")`,
		`replace(` + long + `, "/./", "0123456789abcdef")`, `replace(` + long + `, "/(.*)/", "` + strings.Repeat("$0", 20) + `")`,
		`replace(` + long + `, "", "0123456789abcdef")`,
		`setproduct(range(1000), range(1000), range(1000))`, `concat([for i in range(100) : [` + long + `]]...)`,
		`flatten([for i in range(100) : ` + long + `])`, `split("", ` + long + `)`, `regexall("", ` + long + `)`,
		`jsonencode([for i in range(100) : ` + long + `])`, `merge({}, { for i in range(100) : i => ` + long + ` })`,
	} {
		if got := compute(t, src); got != failedCall {
			t.Errorf("%.80s: got %.80q", src, got)
		}
	}
}

// expressionCases are what hcl does with expressions, and what is refused.
var expressionCases = map[string]string{
	`"a${1 + 2}b${true}"`:            "a3btrue",
	`7 % 3 + 2 * 5 - 4 / 2`:          "9",
	`1 / 0`:                          "error: " + outOfRange,
	`1e99 * 1e99`:                    "error: " + outOfRange,
	`"1" + 1`:                        "2",
	`1 == "1"`:                       "false",
	`true || 1 / "a" == 1`:           "true",
	`true ? 1 : 1 / "a"`:             "1",
	`[1][-1]`:                        "error: Invalid index",
	`{ a = { "b c" = 1 } }.a["b c"]`: "1",
	`[for k, v in { b = 1, a = 2 } : "${k}${v}"]`: "[a2 b1]",
	`{ for x in ["a", "a", "b"] : x => 1... }`:    "{a=[1 1] b=[1]}",
	`[{ a = 1 }, { a = 2 }][*].a`:                 "[1 2]",
	`[{ a = 1 }].*.a`:                             "[1]",
	"<<-EOT\n  a\n    b\n  EOT\n":                 "a\n  b\n",
	`"%{ for x in ["a", "b"] }${x},%{ endfor }"`:  "a,b,",
	`"%{ if false }a%{ else }b%{ endif }"`:        "b",
	`a.b`:                                         "error: " + unknownReference,
}

func TestExpressions(t *testing.T) {
	for src, want := range expressionCases {
		if got := compute(t, src); got != want {
			t.Errorf("%s: got %q, want %q", src, got, want)
		}
	}
}

// BenchmarkSort1000 makes a list, leaves out what is twice in it, and sorts it.
func BenchmarkSort1000(b *testing.B) {
	for b.Loop() {
		if got := compute(b, `length(sort(distinct([for x in range(1000) : "a${x}"])))`); got != "1000" {
			b.Fatal(got)
		}
	}
}
