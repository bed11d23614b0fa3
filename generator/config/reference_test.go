package config

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// blocksOf is a configuration, block by block; the attributes of the one that an
// example is for are left out where the example has them.
var blocksOf = []struct{ typ, head, foot string }{
	{"network", "network \"lan\" {\n  interface = \"br-lan\"\n  prefixes = [\"10.0.0.0/24\"]\n", "}\n"},
	{"settings", "settings {\n", "}\n"},
	{"provider", "provider \"isp1\" {\n  interface = \"eth0\"\n", "  ipv4 {\n    address = \"198.51.100.2/30\"\n    gateway = \"198.51.100.1\"\n  }\n  health {\n    targets = [\"192.0.2.1\", \"gateway\"]\n  }\n}\n"},
	{"health", "provider \"isp3\" {\n  interface = \"eth2\"\n  ipv4 {\n    address = \"203.0.113.6/30\"\n    gateway = \"203.0.113.5\"\n    routes  = [\"198.51.100.9\"]\n  }\n  health {\n    targets = [\"192.0.2.1\", \"gateway\"]\n", "  }\n}\n"},
	{"ipv4", "provider \"isp2\" {\n  interface = \"eth1\"\n  ipv4 {\n    address = \"203.0.113.2/30\"\n    gateway = \"203.0.113.1\"\n", "  }\n}\n"},
	{"default_route", "default_route {\n  prefer = provider.isp1\n", "}\n"},
	{"rule", "rule \"r\" {\n  via = provider.isp2\n  to = [\"192.0.2.0/24\"]\n", "}\n"},
	{"variable", "variable \"v\" {\n  default = 1\n", "}\n"},
}

// around is a configuration with an example in a block of a type.
func around(typ, example string) string {
	var src strings.Builder
	for _, b := range blocksOf {
		if b.typ != typ {
			src.WriteString(b.head + b.foot)
			continue
		}
		for line := range strings.Lines(b.head) {
			name, _, isAttribute := strings.Cut(strings.TrimSpace(line), " = ")
			prefers := name == "prefer" && strings.Contains(example, "balance")
			prefers = prefers || name == "via" && strings.Contains(example, "balance")
			if !isAttribute || !prefers && !regexp.MustCompile(`(?m)^`+name+` *=`).MatchString(example) {
				src.WriteString(line)
			}
		}
		src.WriteString(example + b.foot)
	}
	return src.String()
}

// TestReference: each attribute of the language has an entry that says what it
// means and what holds without it, with an example that is valid.
func TestReference(t *testing.T) {
	text := readReference(t)
	for typ, schema := range schemas {
		title := typ
		if typ == "ipv4" || typ == "ipv6" {
			title = "ipv4 and ipv6"
		}
		section, found := textBetween("\n## "+title+"\n", "\n## ", text)
		if !found && typ != "" {
			t.Errorf("there is no section %s", title)
		}
		for _, name := range schema.attributes {
			entry, found := textBetween("\n### "+name+"\n", "\n##", section+"\n##")
			meaning, example, hasExample := strings.Cut(entry, "```hcl\n")
			example, _, closed := strings.Cut(example, "```")
			switch {
			case !found:
				t.Errorf("%s has no entry %s", title, name)
			case len(strings.Fields(meaning)) < 4 || !strings.Contains(meaning, "Default:") && !strings.Contains(meaning, "Required."):
				t.Errorf("%s %s: it doesn't say what it means and what holds without it:\n%s", title, name, meaning)
			case !hasExample || !closed || !regexp.MustCompile(`(?m)^`+name+` +=`).MatchString(example):
				t.Errorf("%s %s has no example", title, name)
			case typ != "ipv6":
				checkExample(t, around(typ, example))
			}
		}
	}
}

// TestNamesOfAttributes: what is asked of a block by name is an attribute that some
// type of block has.
func TestNamesOfAttributes(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range regexp.MustCompile(`(?:place\(|needs\(&?f, |, b, |\.block, )"([^"]*)"`).FindAllStringSubmatch(string(text), -1) {
			asked++
			has := func(s schema) bool { return slices.Contains(s.attributes, match[1]) }
			if !slices.ContainsFunc(slices.Collect(maps.Values(schemas)), has) {
				t.Errorf("%s: no block has %s", file, match[1])
			}
		}
	}
	if asked < 100 {
		t.Errorf("found only %d", asked)
	}
}

func checkExample(t *testing.T, src string) {
	t.Helper()
	o := Options{ReadFile: func(string) ([]byte, error) { return []byte("192.0.2.0/24\n"), nil }}
	if _, diags := Parse("reference.hcl", []byte(src), o); len(diags) > 0 {
		t.Errorf("%s\n%s", src, written(t, []byte(src), diags, false))
	}
}

// textBetween is what stands behind a text and before the next one of another.
func textBetween(start, end, text string) (string, bool) {
	_, rest, found := strings.Cut(text, start)
	rest, _, _ = strings.Cut(rest, end)
	return rest, found
}

// TestReferenceFunctions: it lists all functions, and no others.
func TestReferenceFunctions(t *testing.T) {
	section, _ := textBetween("\n## Functions\n", "\n## ", readReference(t))
	listed := make(map[string]bool)
	for _, match := range regexp.MustCompile("`([a-z]+)`").FindAllStringSubmatch(section, -1) {
		listed[match[1]] = true
		if _, found := functions(nil)[match[1]]; !found {
			t.Errorf("there is no function %s", match[1])
		}
	}
	for name := range functions(nil) {
		if !listed[name] {
			t.Errorf("%s is not listed", name)
		}
	}
}

func readReference(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("reference.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
