package generator_test

import (
	"os"

	"regexp"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// The pages beside the code that they describe.
const readme, scripts, language = "../README.md", "../templates/reference.md", "config/reference.md"

// TestReadme keeps the examples of the pages what the program really does with them.
func TestReadme(t *testing.T) {
	reference := read(t, scripts)
	script := setupOf(t, "lartc.hcl")
	for name, page := range map[string]string{"testdata/valid/lartc.hcl": scripts, "testdata/valid/vpn.hcl": language} {
		if got, want := block(t, read(t, page), name), read(t, "../"+name); got != want {
			t.Errorf("the configuration is not %s:\n%s", name, got)
		}
	}
	if got, want := block(t, reference, "setup.sh of lartc.hcl"), changes(t, script); got != want {
		t.Errorf("this part of the script has changed; it is now:\n%s", want)
	}
	if rule := block(t, read(t, language), "from testdata/valid/killswitch.hcl"); !strings.Contains(read(t, "../testdata/valid/killswitch.hcl"), rule) {
		t.Errorf("testdata/valid/killswitch.hcl has no such rule:\n%s", rule)
	}
	_, table, _ := strings.Cut(reference, "<!-- commands of lartc.hcl -->\n")
	table, _, _ = strings.Cut(table, "\n\n")
	rows := regexp.MustCompile("(?m)^\\| `.*\\| `(.*)` \\|$").FindAllStringSubmatch(table, -1)
	if len(rows) != 9 {
		t.Errorf("%d commands beside the document's, want 9", len(rows))
	}
	lines := inOneLine(script)
	for _, row := range rows {
		if !strings.Contains(lines, row[1]+"\n") {
			t.Errorf("the script has no line %q", row[1])
		}
	}
}

// TestReadmeBlocks: a health block, and a rule about a tunnel, have nothing wrong in a
// configuration with their providers.
func TestReadmeBlocks(t *testing.T) {
	around := "provider \"fibre\" {\n  interface = \"eth0\"\n  ipv4 {\n    address = \"203.0.113.2/30\"\n    gateway = \"203.0.113.1\"\n  }\n}\n" +
		"provider \"lte\" {\n  interface = \"wwan0\"\n  ipv4 {\n    address = \"auto\"\n    gateway = \"auto\"\n  }\n}\n" +
		"default_route {\n  prefer = provider.fibre\n  backup = [provider.lte]\n}\n"
	src := around + block(t, read(t, readme), "a health block") + block(t, read(t, language), "tunnel that fails over")
	if diags := generator.Validate("blocks.hcl", []byte(src), config.Options{}); len(diags) > 0 {
		t.Error(diags)
	}
}

// setupOf is the setup script of a fixture.
func setupOf(t *testing.T, name string) string {
	t.Helper()
	text, diags, err := generator.Setup(name, []byte(read(t, "../testdata/valid/"+name)), beside, script.Options{})
	if err != nil || diags.HasErrors() {
		t.Fatal(diags, err)
	}
	return string(text)
}

// changes is the part of a setup script that says what is changed.
func changes(t *testing.T, script string) string {
	t.Helper()
	i := strings.Index(script, "sysctls() {\n")
	j := strings.Index(script, "\n# Your own commands go here")
	if i < 0 || j < i {
		t.Fatal("the script has other parts")
	}
	return script[i:j]
}

// hop is a next hop that a route has if its provider is there.
var hop = regexp.MustCompile(`\$\{[a-z0-9_]+_(?:on|up):\+(nexthop [^}]*)\}`)

// inOneLine prints each command of a script in one line, with all next hops.
func inOneLine(script string) string {
	return hop.ReplaceAllString(strings.ReplaceAll(script, "\\\n\t\t", ""), "$1")
}

// block is the fenced text below a comment.
func block(t *testing.T, page, comment string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, "<!-- "+comment+" -->\n```")
	if !ok {
		t.Fatalf("there is no block %s", comment)
	}
	_, rest, _ = strings.Cut(rest, "\n")
	text, _, _ := strings.Cut(rest, "```")
	return text
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
