package generator_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestReadme keeps the README's example what the program really does with it.
func TestReadme(t *testing.T) {
	readme := read(t, "../README.md")
	script := read(t, "../golden/render/lartc.setup.sh")
	if got, want := block(t, readme, "testdata/valid/lartc.hcl"), read(t, "../testdata/valid/lartc.hcl"); got != want {
		t.Errorf("the configuration is not testdata/valid/lartc.hcl:\n%s", got)
	}
	if got, want := block(t, readme, "golden/render/lartc.setup.sh"), changes(t, script); got != want {
		t.Errorf("this part of the script has changed; it is now:\n%s", want)
	}
	_, table, _ := strings.Cut(readme, "<!-- commands of lartc.hcl -->\n")
	table, _, _ = strings.Cut(table, "\n\n")
	rows := regexp.MustCompile("(?m)^\\| `.*\\| `(.*)` \\|$").FindAllStringSubmatch(table, -1)
	if len(rows) != 9 {
		t.Errorf("%d commands beside the document's, want 9", len(rows))
	}
	for _, row := range rows {
		line := strings.Replace(row[1], "101 isp1", "101\tisp1", 1)
		if !strings.Contains(script, line+"\n") {
			t.Errorf("the script has no line %q", line)
		}
	}
}

// changes is the part of a setup script that says what is changed.
func changes(t *testing.T, script string) string {
	t.Helper()
	i := strings.Index(script, "## Parameters of the kernel")
	j := strings.Index(script, "\n## What this run replaces")
	if i < 0 || j < i {
		t.Fatal("the script has other sections")
	}
	return script[i:j]
}

// block is the fenced text below a comment.
func block(t *testing.T, readme, comment string) string {
	t.Helper()
	_, rest, ok := strings.Cut(readme, "<!-- "+comment+" -->\n```")
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
