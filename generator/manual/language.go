package manual

import (
	"regexp"
	"strings"
)

// Reference is a text that becomes a manual page.
type Reference struct {
	Name, About string // about is a phrase, without a full stop
	Section     int
	Text        string   // in Markdown
	SeeAlso     []string // other pages, such as "ip(8)"
}

// Page is the manual page of a reference. It knows the part of Markdown that the
// references use: headings, paragraphs, lists, tables, code and comments.
func (r Reference) Page(release string) []byte {
	out := newPage(r.Name, r.Section, release)
	out.section("Name")
	out.line("%s \\- %s", r.Name, hyphenated(r.About))
	out.section("Description")
	for _, block := range blocks(r.Text) {
		out.block(block)
	}
	out.section("See also")
	out.line("%s", marked(strings.Join(r.SeeAlso, ", ")))
	return []byte(out.String())
}

// link is one of Markdown.
var link = regexp.MustCompile(`\[([^]]*)\]\(([^)]*)\)`)

// unlinked is a text with the address of a link behind it, where that is another
// document.
func unlinked(text string) string {
	return link.ReplaceAllStringFunc(text, func(found string) string {
		parts := link.FindStringSubmatch(found)
		if strings.HasPrefix(parts[2], "http") {
			return parts[1] + " (" + parts[2] + ")"
		}
		return parts[1]
	})
}

// blocks are the parts between empty lines, except those in code. Comments, which
// name the examples for tests, are skipped.
func blocks(text string) []string {
	var list []string
	var current []string
	code := false
	for _, line := range append(strings.Split(text, "\n"), "") {
		if strings.HasPrefix(line, "<!--") && !code {
			continue
		}
		if line == "" && !code {
			if len(current) > 0 {
				list = append(list, strings.Join(current, "\n"))
			}
			current = nil
			continue
		}
		if strings.HasPrefix(line, "```") {
			code = !code
		}
		current = append(current, line)
	}
	return list
}

// block writes one of them.
func (p *page) block(text string) {
	lines := strings.Split(text, "\n")
	title := func(mark string) string { return strings.TrimPrefix(lines[0], mark) }
	switch {
	case strings.HasPrefix(text, "# "):
	case strings.HasPrefix(text, "## "):
		p.section(title("## "))
	case strings.HasPrefix(text, "### "):
		p.subsection(title("### "))
	case strings.HasPrefix(text, "```"):
		p.code(lines[1 : len(lines)-1])
	case strings.HasPrefix(text, "- "):
		for item := range strings.SplitSeq(text[2:], "\n- ") {
			p.bullet(flowing(item))
		}
	case strings.HasPrefix(text, "|"):
		for _, row := range lines[2:] {
			cells := strings.Split(strings.Trim(row, "| "), " | ")
			p.item(cells[0], strings.Join(cells[1:], ", "))
		}
	default:
		p.paragraph(flowing(text))
	}
}

// flowing is a text in one line.
func flowing(text string) string { return unlinked(strings.Join(strings.Fields(text), " ")) }
