package config

import (
	"strings"
	"testing"
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
