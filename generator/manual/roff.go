package manual

import (
	"fmt"
	"strings"
)

// page is a manual page, written with the macros of man(7).
type page struct {
	strings.Builder
	fresh bool // nothing stands below the last heading
}

// released is the date that the pages show: the same release has the same bytes.
const released = "2026-11-27"

// newPage begins a page.
func newPage(title string, section int, release string) *page {
	p := &page{}
	p.line(`.TH %s %d %s "gen-splitroute %s"`, argument(strings.ToUpper(title)), section, released, release)
	return p
}

func (p *page) line(format string, words ...any) {
	fmt.Fprintf(p, format+"\n", words...)
	p.fresh = false
}

// section begins one.
func (p *page) section(title string) {
	p.line(".SH %s", argument(strings.ToUpper(title)))
	p.fresh = true
}

// subsection begins one.
func (p *page) subsection(title string) {
	p.line(".SS %s", argument(title))
	p.fresh = true
}

// apart begins a paragraph, which a heading does by itself.
func (p *page) apart() {
	if !p.fresh {
		p.line(".PP")
	}
}

// paragraph writes one, in which `code` and **bold** stand out.
func (p *page) paragraph(text string) {
	p.apart()
	p.line("%s", marked(text))
}

// item writes a word and what it means.
func (p *page) item(label, text string) {
	p.line(".TP\n%s\n%s", strings.ReplaceAll(marked(label), "\n", " "), marked(text))
}

// bullet writes an item of a list.
func (p *page) bullet(text string) { p.line(".IP \\(bu 2\n%s", marked(text)) }

// code writes lines as they are.
func (p *page) code(lines []string) {
	p.apart()
	p.line(".RS 4\n.nf")
	for _, line := range lines {
		p.line("%s", literal(line))
	}
	p.line(".fi\n.RE")
}

// argument is a text for a macro.
func argument(text string) string { return `"` + strings.ReplaceAll(escape(text), `"`, `\(dq`) + `"` }

// escapes keep characters what they are in a terminal (groff_char(7)).
var escapes = strings.NewReplacer(`\`, `\e`, `-`, `\-`, `'`, `\(aq`, "`", `\(ga`, `^`, `\(ha`, `~`, `\(ti`)

func escape(text string) string { return escapes.Replace(text) }

// literal escapes a line so that roff takes it for text, also if it begins like a request.
func literal(line string) string {
	line = escape(line)
	if strings.HasPrefix(line, ".") {
		return `\&` + line
	}
	return line
}

// marked is a text with marks of Markdown.
func marked(text string) string {
	var out strings.Builder
	for i, part := range strings.Split(text, "`") {
		if i%2 == 1 {
			out.WriteString(bold(part))
			continue
		}
		for j, part := range strings.Split(part, "**") {
			if j%2 == 1 {
				out.WriteString(bold(part))
			} else {
				out.WriteString(hyphenated(part))
			}
		}
	}
	return filled(out.String())
}

func bold(text string) string { return `\fB` + escape(text) + `\fR` }

// columns is how long a line of a page should be at most.
const columns = 78

// filled breaks a text into lines, also behind each sentence, as man-pages(7) asks
// for. None begins like a request to roff.
func filled(text string) string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && (len(line)+1+len(word) > columns || strings.HasSuffix(line, ".")) {
			lines, line = append(lines, line), ""
		}
		switch {
		case line != "":
			line += " " + word
		case strings.HasPrefix(word, "."):
			line = `\&` + word
		default:
			line = word
		}
	}
	return strings.Join(append(lines, line), "\n")
}

// hyphenated is running text: what joins two words may be a hyphen there, what
// begins a word may not.
func hyphenated(text string) string {
	text = strings.NewReplacer(`\`, `\e`, `'`, `\(aq`, `^`, `\(ha`, `~`, `\(ti`).Replace(text)
	return strings.ReplaceAll(text, " -", ` \-`)
}
