package manual

import "strings"

// Texts are what a command's page has in addition to its help.
type Texts struct {
	Examples [][2]string // a command and what it is for
	Files    [][2]string // a file of the machine and what it is for
	Exits    [][2]string // a code and what it means
}

// CommandPage is the manual page of a program.
func CommandPage(p Program, texts Texts) []byte {
	out := newPage(p.Name, 1, p.Release)
	out.section("Name")
	out.line("%s \\-\n%s", escape(p.Name), filled(hyphenated(lowerFirst(sentence(p.Help)))))
	out.section("Synopsis")
	for _, c := range p.Commands {
		out.apart()
		out.line("%s", p.synopsis(c))
	}
	out.section("Description")
	out.paragraph(p.Help + " A command reads one file, `splitroute.hcl` when none is named, and writes to standard output. " +
		"splitroute.hcl(5) describes its language, splitroute.scripts(7) the scripts.")
	out.section("Commands")
	for _, c := range p.Commands {
		out.command(c)
	}
	out.section("Options")
	for _, f := range p.Flags {
		out.item(f.spelling(), f.Help)
	}
	out.section("Exit status")
	for _, e := range texts.Exits {
		out.item(e[0], e[1])
	}
	out.section("Files")
	for _, f := range texts.Files {
		out.item("`"+f[0]+"`", f[1])
	}
	out.section("Examples")
	for _, e := range texts.Examples {
		out.paragraph(e[1])
		out.code(strings.Split(e[0], "\n"))
	}
	out.section("See also")
	out.line("%s", marked("splitroute.hcl(5), splitroute.scripts(7), ip-route(8), ip-rule(8), nft(8)"))
	return []byte(out.String())
}

// synopsis is a command in one line.
func (p Program) synopsis(c Command) string {
	words := []string{bold(p.Name)}
	if c.Name == p.Commands[0].Name {
		words = append(words, "["+bold(c.Name)+"]")
	} else {
		words = append(words, bold(c.Name))
	}
	if len(c.Flags) > 0 {
		words = append(words, `[\fIOPTION\fR]...`)
	}
	for _, a := range c.Arguments {
		words = append(words, a.synopsis())
	}
	return strings.Join(words, " ")
}

func (a Argument) synopsis() string {
	text := `\fI` + escape(strings.ToUpper(a.Name)) + `\fR`
	if a.Repeated {
		text += "..."
	}
	if a.Optional {
		return "[" + text + "]"
	}
	return text
}

// command describes one.
func (p *page) command(c Command) {
	p.subsection(c.Name)
	p.paragraph(c.Help)
	if c.Detail != "" {
		p.paragraph(c.Detail)
	}
	for _, a := range c.Arguments {
		p.line(".TP\n%s\n%s", a.synopsis(), marked(a.Help))
	}
	for _, f := range c.Flags {
		p.item(f.spelling(), f.Help)
	}
}

// spelling is a flag with its value, in Markdown.
func (f Flag) spelling() string {
	text := "`--" + f.Name + "`"
	if f.Short != 0 {
		text = "`-" + string(f.Short) + "`, " + text
	}
	if f.Placeholder != "" {
		text += " " + f.Placeholder
	}
	return text
}

func lowerFirst(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToLower(text[:1]) + text[1:]
}
