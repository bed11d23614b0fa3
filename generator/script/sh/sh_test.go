package sh_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/script/sh"
)

func TestFaults(t *testing.T) {
	for name, test := range map[string]struct {
		text, want, remedy string
	}{
		"empty":           {"", "x.sh:1:1: the file is empty", `a shell empties the file in "> x.sh" before the program runs`},
		"open function":   {"#!/bin/sh\nf() {\n\tip route\n", "x.sh:2:5: reached EOF without matching `{` with `}`", "cut short"},
		"open quote":      {"a\nat 'x\n", "x.sh:2:4: reached EOF without closing quote `'`", "cut short"},
		"open document":   {"a\n cat <<EOF\nx\n", "x.sh:2:6: unclosed here-document `EOF`", "cut short"},
		"one brace more":  {"f() {\n\ta\n}\n}\n", "x.sh:4:1: `}` can only be used to close a block", ""},
		"not POSIX":       {"a\nb=(1 2)\n", "x.sh:2:3: arrays are a bash/mksh/zsh feature; tried parsing as posix", ""},
		"no braces":       {"a\nf() b\n", "x.sh:2:5: the body of a function must stand in braces", ""},
		"no name":         {"a\n()*\n", "x.sh:2:1: a function needs a name", ""},
		"line ends":       {"#!/bin/sh\r\na\r\n", "x.sh:1:10: the line ends with a carriage return", "tr -d"},
		"one line end":    {"#!/bin/sh\na\nip route\r\n", "x.sh:3:9: the line ends with a carriage return", "tr -d"},
		"mark":            {"\xef\xbb\xbf#!/bin/sh\n", "x.sh:1:1: the file begins with a byte order mark", "UTF-8 without"},
		"UTF-16":          {"\xff\xfe#\x00!\x00", "x.sh:1:1: the file is UTF-16", "PowerShell"},
		"binary":          {"\x7fELF\nx\x00\x01", "x.sh:2:2: there is a NUL byte", ""},
		"huge":            {strings.Repeat("#", sh.MaxSize+1), "x.sh:1:1: the file is larger than 32 MiB", ""},
		"many subshells":  {strings.Repeat("(", 8<<20), tooDeep, ""},
		"many functions":  {strings.Repeat("f() { ", 1<<20), tooDeep, ""},
		"many expansions": {strings.Repeat(`"${a:-`, 1<<20), tooDeep, ""},
		"many pipes":      {strings.Repeat("a|", 1<<20) + "a", tooDeep, ""},
		"long chain":      {strings.Repeat("a&&", 1<<20) + "a", tooDeep, ""},
		"long sum":        {"$((1" + strings.Repeat("+1", 1<<20) + "))", tooDeep, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := sh.Parse("x.sh", []byte(test.text))
			fault, ok := errors.AsType[sh.Fault](err)
			if !ok {
				t.Fatalf("the error is %v", err)
			}
			if test.want == tooDeep {
				if !strings.HasSuffix(err.Error(), tooDeep) || fault.Line != 1 {
					t.Errorf("%v", err)
				}
			} else if !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("%v\nwant %s", err, test.want)
			}
			if !strings.Contains(fault.Remedy, test.remedy) || test.remedy == "" && fault.Remedy != "" {
				t.Errorf("the remedy is %q", fault.Remedy)
			}
		})
	}
}

const tooDeep = "this is nested too deeply"

// The parser's own positions have 18 bits for the line.
func TestLongFile(t *testing.T) {
	text := bytes.Repeat([]byte("a\n"), 300_000)
	f, err := sh.Parse("x.sh", append(text, "b\n"...))
	if err != nil {
		t.Fatal(err)
	}
	last := f.Stmts[len(f.Stmts)-1]
	if line := f.Line(last.Pos()); line != 300_001 || f.Text(last) != "b" || f.LastLine() != 300_001 {
		t.Errorf("line %d of %d: %s", line, f.LastLine(), f.Text(last))
	}
	_, err = sh.Parse("x.sh", append(text, "  )\n"...))
	if want := "x.sh:300001:3: "; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestFunctions(t *testing.T) {
	f, err := sh.Parse("x.sh", []byte("a() { b() { :; }; }\nc\nb() { d; }\nb() { e; }\n"))
	if err != nil {
		t.Fatal(err)
	}
	found := f.Functions("b")
	if len(found) != 2 || f.Text(found[0]) != "b() { d; }" || f.Line(found[1].Pos()) != 4 {
		t.Errorf("%d", len(found))
	}
}
