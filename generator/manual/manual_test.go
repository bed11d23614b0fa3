package manual

import (
	"strings"
	"testing"
)

// What roff would take for a request, an escape or a quotation mark of its own
// stays as it is written.
func TestEscaped(t *testing.T) {
	out := newPage("t", 1, "1")
	out.paragraph(".network and `--flag`, \\n, 'so' and **bold**")
	out.code([]string{".dot 'a' `b` \\n --x"})
	want := ".PP\n\\&.network and \\fB\\-\\-flag\\fR, \\en, \\(aqso\\(aq and \\fBbold\\fR\n" +
		".PP\n.RS 4\n.nf\n\\&.dot \\(aqa\\(aq \\(gab\\(ga \\en \\-\\-x\n.fi\n.RE\n"
	if _, got, _ := strings.Cut(out.String(), "\n"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Lines are short, and a sentence ends one.
func TestFilled(t *testing.T) {
	text := strings.Repeat("A sentence of some words. ", 3) + strings.Repeat("word ", 60)
	lines := strings.Split(filled(text), "\n")
	if len(lines) < 6 || lines[0] != "A sentence of some words." {
		t.Errorf("%q", lines)
	}
	for _, line := range lines {
		if len(line) > columns {
			t.Errorf("%q has %d columns", line, len(line))
		}
	}
}

// The label of an item is one line, however long: man(7) takes the next one for the
// text.
func TestItem(t *testing.T) {
	out := newPage("t", 1, "1")
	label := strings.TrimSpace(strings.Repeat("word ", 30))
	out.item(label, "text")
	if _, got, _ := strings.Cut(out.String(), "\n"); got != ".TP\n"+label+"\ntext\n" {
		t.Errorf("%q", got)
	}
}

// Code keeps its empty lines; a link is what it says, with the address of another
// document.
func TestLanguage(t *testing.T) {
	page := string(Reference{Name: "t", Section: 5, Text: "# T\n\n## block\n\nSee [x](#x) and\n[y](https://y.example).\n\n<!-- an example -->\n```hcl\na = 1\n\nb = 2\n```\n\n| | |\n|---|---|\n| l | r |\n"}.Page("1"))
	for _, want := range []string{".SH \"BLOCK\"\nSee x and y (https://y.example).\n", ".nf\na = 1\n\nb = 2\n.fi\n", ".TP\nl\nr\n"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing:\n%s", want, page)
		}
	}
	if strings.Contains(page, "an example") {
		t.Errorf("a comment is shown:\n%s", page)
	}
}

// Names that mean different things in different commands would be completed
// wrongly.
func TestKindsOfValues(t *testing.T) {
	p := Program{Commands: []Command{
		{Name: "a", Flags: []Flag{{Name: "x", Placeholder: "FILE"}, {Name: "y"}}},
		{Name: "b", Flags: []Flag{{Name: "x", Placeholder: "FILE"}, {Name: "z", Placeholder: "PROVIDER=ADDR"}}},
	}}
	v := newView(p)
	if len(v.Valued) != 2 || v.Valued[0].Takes != assumed || v.Valued[1].Takes != file || len(v.Valued[1].Flags) != 1 {
		t.Errorf("%+v", v.Valued)
	}
}
