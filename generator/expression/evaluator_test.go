package expression

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

var expressionCases = map[string]string{
	`"a${1 + 2}b${true}"`:                   "a3btrue",
	`"${[1]}"`:                              "[1]",
	`"a${[1]}"`:                             "error: " + WrongType,
	`"a${null}"`:                            "error: " + NullValue,
	`7 % 3 + 2 * 5 - 4 / 2`:                 "9",
	`-7 % 3`:                                "-1",
	`1 / 4`:                                 "0.25",
	`1 % 0`:                                 "error: " + DivisionByZero,
	`1e99 * 1e99`:                           "error: " + OutOfRange,
	`1e-99 * 1e-99`:                         "error: " + OutOfRange,
	`1 == 1 && "a" != "b" && [1] == [1]`:    "true",
	`{ a = 1 } == { a = 2 }`:                "false",
	`null == null`:                          "true",
	`1 == "1"`:                              "error: " + WrongType,
	`1 < 2 && 2 >= 2 && !(3 <= 2) && 2 > 1`: "true",
	`false && 1 / 0 == 1`:                   "false",
	`true || 1 / 0 == 1`:                    "true",
	`true && 1`:                             "error: " + WrongType,
	`true ? 1 : 1 / 0`:                      "1",
	`true ? 1 : nothing()`:                  "error: " + UnknownFunction,
	`1 ? 2 : 3`:                             "error: " + WrongType,
	`[1, 2, 3][1]`:                          "2",
	`[1][-1]`:                               "error: " + NoSuchElement,
	`[1][0.5]`:                              "error: " + OutOfRange,
	`{ a = { "b c" = 1 } }.a["b c"]`:        "1",
	`{ (upper("a")) = 1 }`:                  "{A=1}",
	`{ a = 1 }.b`:                           "error: " + UnknownAttribute,
	`{ a = 1, a = 2 }`:                      "error: " + DuplicateKey,
	`"text".length`:                         "error: " + UnknownAttribute,
	`[for x in ["a", "b"] : upper(x)]`:      "[A B]",
	`[for i, x in ["a", "b"] : "${i}${x}"]`: "[0a 1b]",
	`[for k, v in { b = 1, a = 2 } : "${k}${v}"]`:     "[a2 b1]",
	`{ for x in ["a", "b"] : x => 1 if x != "a" }`:    "{b=1}",
	`{ for x in ["a", "a"] : x => 1 }`:                "error: " + DuplicateKey,
	`{ for x in ["a"] : x => 1... }`:                  "error: " + NotSupported,
	`[for x in [[1, 2], [3]] : [for y in x : y + 1]]`: "[[2 3] [4]]",
	`[for x in 1 : x]`:                                "error: " + WrongType,
	`[for x in [1] : x if 1]`:                         "error: " + WrongType,
	`[{ a = 1 }][*].a`:                                "error: " + NotSupported,
	`a.b`:                                             "error: " + NotSupported,
	`!true`:                                           "false",
	`-(1)`:                                            "-1",
}

func TestExpressions(t *testing.T) {
	for src, want := range expressionCases {
		if got := evaluate(t, src); got != want {
			t.Errorf("%s: got %q, want %q", src, got, want)
		}
	}
}

// TestExplosions: short expressions with large results end soon.
func TestExplosions(t *testing.T) {
	nested := func(head, tail string, depth int) string {
		return strings.Repeat(head, depth) + "1" + strings.Repeat(tail, depth)
	}
	tens := "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]"
	large := `join("", [` + strings.Repeat(`"0123456789abcdef",`, 10_000) + `])`
	for src, want := range map[string]string{
		nested("[for x in "+tens+" : ", "]", 20):                                                       TooMuchWork,
		nested("replace(replace(\"aaaaaaaaaa\", \"a\", tostring(", ")), \"1\", \"aaaaaaaaaaaa\")", 12): TooLarge,
		"format(\"" + strings.Repeat("%900d", 5000) + "\", [" + strings.Repeat("1,", 5000) + "]...)":   TooLarge,
		`replace(` + large + `, "a", ` + large + `)`:                                                   TooLarge,
		`[for x in ` + tens + ` : [for y in ` + tens + ` : [for z in ` + tens + ` : ` + large + `]]]`:  TooMuchWork,
		`join(` + large + `, split("0", ` + large + `))`:                                               TooLarge,
		`concat(` + strings.Repeat(`split("0", `+large+`),`, 20) + `)`:                                 TooLarge,
		`cidrhost("::/0", 1e99)`: OutOfRange,
	} {
		if got := evaluate(t, src); got != "error: "+want {
			t.Errorf("%.60s: got %.60q, want %q", src, got, want)
		}
	}
}

// BenchmarkList10000 splits a file of 10,000 lines and looks at each.
func BenchmarkList10000(b *testing.B) {
	var list strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&list, "10.%d.%d.0/24\n", i>>8, i&255)
	}
	expr, diags := hclsyntax.ParseExpression([]byte(`distinct([for x in split("\n", file("list")) : trimspace(x) if x != ""])`), "b.hcl", hcl.InitialPos)
	if diags.HasErrors() {
		b.Fatal(diags)
	}
	for b.Loop() {
		e := &Evaluator{
			Report:   func(diag *hcl.Diagnostic) { b.Fatal(diag) },
			ReadFile: func(string) ([]byte, error) { return []byte(list.String()), nil },
		}
		if v, ok := e.Value(expr); !ok || v.LengthInt() != 10_000 {
			b.Fatal("not 10,000 elements")
		}
	}
}
