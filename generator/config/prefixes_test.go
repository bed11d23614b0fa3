package config

import (
	"slices"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// fromFile is a configuration that has lists of prefixes where they belong, the
// text "LIST" for one, and is valid where that is [].
const fromFile = `network "lan" {
  interface = "if0"
  prefixes  = concat(["10.0.0.0/24"], LAN)
}
provider "isp1" {
  interface = "if1"
  ipv4 {
    address  = "203.0.113.2/30"
    prefixes = PREFIXES
    routes   = ROUTES
  }
}
provider "isp2" {
  interface = "if2"
  ipv4 {
    address = "198.51.100.2/30"
    routes  = OTHERS
  }
}
rule "r" {
  from = concat(["10.0.0.0/24"], FROM)
  to   = concat(["9.9.9.0/24"], TO)
  via  = provider.isp1
}
`

// TestRepeatedLines: a line of a file may be there twice, in any list, and what
// is wrong with many lines is said once, since all have the same place.
func TestRepeatedLines(t *testing.T) {
	file := func(lines string) Options {
		return Options{ReadFile: func(string) ([]byte, error) { return []byte(strings.Repeat(lines, 20)), nil }}
	}
	for _, test := range []struct {
		lists []string // that are read from the file
		lines string
		want  int
	}{
		{nil, "", 0},
		{[]string{"LAN"}, "172.16.0.0/24\n172.17.0.0/24\n", 0},
		{[]string{"PREFIXES"}, "172.16.0.0/24\n172.17.0.0/24\n", 0},
		{[]string{"ROUTES"}, "172.16.0.0/24\n172.17.0.0/24\n", 0},
		{[]string{"FROM"}, "172.16.0.0/24\n172.17.0.0/24\n", 0},
		{[]string{"TO"}, "172.16.0.0/24\n172.17.0.0/24\n", 0},
		{[]string{"ROUTES", "OTHERS"}, "172.16.0.0/24\n172.17.0.0/24\n172.18.0.0/24\n", 1},
		{[]string{"PREFIXES", "FROM"}, "172.16.0.0/24\n172.17.0.0/24\n172.18.0.0/24\n", 1},
	} {
		src := fromFile
		for _, list := range test.lists {
			src = strings.ReplaceAll(src, list, `split("\n", file("list.txt"))`)
		}
		src = strings.NewReplacer("LAN", "[]", "PREFIXES", "[]", "ROUTES", "[]", "OTHERS", "[]", "FROM", "[]", "TO", "[]").Replace(src)
		_, diags := Parse("a.hcl", []byte(src), file(test.lines))
		if len(diags) != test.want {
			t.Errorf("%s: %d diagnostics, want %d: %v", test.lists, len(diags), test.want, diags)
		}
	}
}

// TestBareAddress: one address counts as the prefix that holds nothing else,
// wherever prefixes are listed, in files, too.
func TestBareAddress(t *testing.T) {
	for raw, want := range map[string]string{
		"10.20.0.11": "10.20.0.11/32", "2001:db8::1": "2001:db8::1/128", "10.20.0.0/24": "10.20.0.0/24",
		"fe80::1": "", "127.0.0.1": "", "::ffff:10.0.0.1": "", "2001:db8::1%eth0": "", "10.20.0": "", "": "",
	} {
		got, f := parseAnyPrefix(raw)
		if f == nil != (want != "") || f == nil && got.String() != want {
			t.Errorf("%q: %v, %v, want %q", raw, got, f, want)
		}
	}
	src := strings.NewReplacer("LAN", "[\"10.0.0.0/24\"]", "PREFIXES", "[\"192.0.2.1\"]", "ROUTES", `split("\n", file("list.txt"))`, "OTHERS", "[]", "FROM", "[\"10.0.0.7\", \"10.1.0.0/16\"]", "TO", `split("\n", file("list.txt"))`).Replace(fromFile)
	set, diags := Parse("a.hcl", []byte(src), Options{ReadFile: func(string) ([]byte, error) { return []byte("198.51.100.9 # one\n172.16.0.0/24\n"), nil }})
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	p := set.Providers[0].IPv4
	for _, list := range [][]site.Prefix{p.Prefixes, p.Routes, set.Rules[0].From, set.Rules[0].To} {
		if !slices.ContainsFunc(list, func(p site.Prefix) bool { return p.IsSingleIP() }) {
			t.Errorf("%v", list)
		}
	}
}
