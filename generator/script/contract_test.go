package script_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mvdan.cc/sh/v3/syntax"

	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// TestWholeOrNothing: the first statement of a script says that it is cut short,
// whatever ends it before the last one, which begins.
func TestWholeOrNothing(t *testing.T) {
	for _, a := range artifacts(t) {
		file := parse(t, a.name, a.text)
		first, _ := file.Stmts[0].Cmd.(*syntax.CallExpr)
		if first == nil || len(first.Args) != 3 || first.Args[0].Lit() != "trap" || first.Args[2].Lit() != "EXIT" {
			t.Errorf("%s begins with %s", a.name, source(a.text, file.Stmts[0]))
		} else if said := source(a.text, first.Args[1]); !strings.HasSuffix(said, "exit 1'") {
			t.Errorf("%s, cut short, does this: %s", a.name, said)
		}
		if last := source(a.text, file.Stmts[len(file.Stmts)-1]); last != script.Begin {
			t.Errorf("%s ends with %s", a.name, last)
		}
	}
}

// atOnce are the commands that the library has outside of functions.
var atOnce = []string{"export", "set", "trap", "umask", "unset"}

// hasIPv6 begins the only condition outside of functions.
const hasIPv6 = "[ -e /proc/net/if_inet6 ] || "

// TestLibraryDoesNothing: a file of the library has functions and assignments of
// values, and runs no command while a shell reads it.
func TestLibraryDoesNothing(t *testing.T) {
	for _, file := range libraryFiles(t) {
		text := read(t, file)
		if bytes.Contains(text, []byte("{{")) {
			t.Errorf("%s has an action of a template", file)
		}
		for _, stmt := range parse(t, file, text).Stmts {
			if !doesNothing(text, stmt) {
				t.Errorf("%s:%d does something at once: %s", file, stmt.Pos().Line(), source(text, stmt))
			}
		}
	}
}

func doesNothing(text []byte, stmt *syntax.Stmt) bool {
	runs := false
	if _, ok := stmt.Cmd.(*syntax.FuncDecl); !ok {
		syntax.Walk(stmt, func(node syntax.Node) bool {
			_, substitutes := node.(*syntax.CmdSubst)
			runs = runs || substitutes
			return true
		})
	}
	if runs || stmt.Background || len(stmt.Redirs) > 0 {
		return false
	}
	switch command := stmt.Cmd.(type) {
	case *syntax.FuncDecl:
		return true
	case *syntax.DeclClause:
		return slices.Contains(atOnce, command.Variant.Value)
	case *syntax.CallExpr:
		return len(command.Args) == 0 || slices.Contains(atOnce, command.Args[0].Lit())
	case *syntax.BinaryCmd:
		return strings.HasPrefix(source(text, stmt), hasIPv6) && doesNothing(text, command.Y)
	}
	return false
}

// source is the text of a part of a script.
func source(text []byte, node syntax.Node) string {
	return string(text[node.Pos().Offset():node.End().Offset()])
}

// documented are the variables of the environment that a script takes.
var documented = regexp.MustCompile(`^([a-z][a-z0-9_]*_ipv[46]_(address|gateway|prefixes)|PATH)$`)

// TestEnvironment: no variable of a script but those that are documented has a
// value that the environment gave it.
func TestEnvironment(t *testing.T) {
	said := map[string]bool{}
	for _, a := range artifacts(t) {
		if a.large {
			continue // nothing in them that isn't in others
		}
		for _, problem := range unassigned(parse(t, a.name, a.text)) {
			if !said[problem] {
				t.Errorf("%s: %s", a.name, problem)
			}
			said[problem] = true
		}
	}
}

// TestUsed: some script calls each function of the library.
func TestUsed(t *testing.T) {
	called := map[string]bool{}
	for _, a := range artifacts(t) {
		if a.large {
			continue
		}
		f := newFlow(parse(t, a.name, a.text))
		for name := range f.called {
			called[name] = true
		}
	}
	for _, file := range libraryFiles(t) {
		for _, stmt := range parse(t, file, read(t, file)).Stmts {
			if f, ok := stmt.Cmd.(*syntax.FuncDecl); ok && !called[f.Name.Value] {
				t.Errorf("%s:%d: nothing calls %s", file, f.Pos().Line(), f.Name.Value)
			}
		}
	}
}

// TestUnassigned tries the test of variables.
func TestUnassigned(t *testing.T) {
	for text, want := range map[string]string{
		`echo "$a"`:                                            "a",
		`a=1; echo "$a"`:                                       "",
		`[ -z 1 ] || a=1; echo "$a"`:                           "a",
		`b=1 && a=1; echo "$a"`:                                "",
		`if x; then a=1; fi; echo "$a"`:                        "a",
		`if x; then a=1; else a=2; fi; : $a`:                   "",
		`if x; then exit; else a=2; fi; : $a`:                  "",
		`case x in x) a=1 ;; esac; : $a`:                       "a",
		`case x in x) a=1 ;; *) exit ;; esac; : $a`:            "",
		`while read -r a; do b=$a; done; : $b`:                 "b",
		`while read -r a; do :; done; : $a`:                    "",
		`for a in 1 2; do b=$a; done; : $a`:                    "",
		`for a; do :; done; : $a`:                              "a",
		`f() { a=1; }; f; : $a`:                                "",
		`f() { [ x ] || return; a=1; }; f; : $a`:               "a",
		`f() { : $a; }; a=1; f; unset a; f`:                    "a",
		`f() { : $a; }; trap f EXIT; a=1`:                      "a",
		`f() { : $a; }; g() { "$@"; }; g f; a=1`:               "a",
		`(a=1); x=$(a=1); : $a`:                                "a",
		`x=$(a=1; : $a); y=$((a + 1))`:                         "a",
		`a=1 true; : $a`:                                       "a",
		`: "${a:-1}"`:                                          "a",
		`: "${isp_ipv4_address:-auto}" "$PATH"`:                "",
		"cat <<E\n$a\nE":                                       "a",
		"cat <<'E'\n$a\nE":                                     "",
		`for n in a b; do eval "$n=1"; done; : $a $b`:          "",
		`for n in a b; do eval "x=\$$n"; : "$x"; done; : "$b"`: "b",
	} {
		got := strings.Join(unassigned(parse(t, "", []byte(text))), ", ")
		if want != "" {
			want += " may come from the environment"
		}
		if got = regexp.MustCompile(`(^|, )[^:,]*: `).ReplaceAllString(got, "$1"); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
