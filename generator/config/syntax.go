package config

import (
	"bytes"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// salvage finds all mistakes of a text that hcl's parser can't read, or must
// not: that one reports the first, and after it little. Arguments with a
// mistake are taken out of the text, so that what is around them can be read.
type salvage struct {
	name  string
	text  []byte // as it is left over: all places stay the same
	holes []int  // places of mistakes that are reported already
	diags hcl.Diagnostics
	taken []*hclsyntax.Attribute
}

// salvaged returns the mistakes of a text and what could be read, in which the
// arguments with a mistake are an ExprSyntaxError; nil when it isn't clear where
// each begins and ends.
func salvaged(name string, src []byte) (*hclsyntax.Body, hcl.Diagnostics) {
	s := salvage{name: name, text: slices.Clone(src)}
	tokens, strays, ok := s.closeQuotes()
	if !ok {
		return nil, s.diags
	}
	found := inspect(tokens, strays)
	s.diags = append(s.diags, found.diags...)
	if found.ended {
		return nil, s.diags
	}
	for _, diag := range found.diags {
		s.holes = append(s.holes, diag.Subject.Start.Byte)
	}
	o := layoutOf(tokens)
	if !s.takeAll(o.arguments) || !o.closed {
		return nil, s.diags
	}
	return s.rest()
}

// closeQuotes takes out texts without a quote at their end, and returns the
// tokens of what is left: behind them, everything is taken for the opposite of
// what it is. It stops before the time grows with the square of the size.
func (s *salvage) closeQuotes() (hclsyntax.Tokens, hcl.Diagnostics, bool) {
	for work := 0; work <= MaxSize/4; work += len(s.text) {
		tokens, strays := lex(s.name, s.text)
		quote, end := endlessText(tokens)
		if end == nil {
			return tokens, strays, true
		}
		at := hcl.RangeBetween(quote.Range, hcl.Range{Start: quote.Range.End, End: end.Range.Start})
		s.diags = append(s.diags, newDiagnostic(at, unclosedText, "This text has no quote at its end. Write one on the same line; \\n in a text is the end of a line."))
		s.holes = append(s.holes, s.takeLine(quote.Range.Start.Byte, end.Range.Start.Byte))
	}
	return nil, nil, false
}

// endlessText returns the quote that begins the first text that goes beyond its
// line, and the end of the line; nil: there is none.
func endlessText(tokens hclsyntax.Tokens) (quote, end *hclsyntax.Token) {
	var quotes []*hclsyntax.Token
	for i := range tokens {
		switch tokens[i].Type {
		case hclsyntax.TokenOQuote:
			quotes = append(quotes, &tokens[i])
		case hclsyntax.TokenCQuote:
			quotes = quotes[:len(quotes)-1]
		case hclsyntax.TokenQuotedNewline:
			return quotes[len(quotes)-1], &tokens[i]
		}
	}
	return nil, nil
}

// takeLine blanks the line up to a place, but for the name of an argument, which
// gets some value, and returns where the mistake is now.
func (s *salvage) takeLine(quote, end int) int {
	start := bytes.LastIndexByte(s.text[:quote], '\n') + 1
	if name, _, found := bytes.Cut(s.text[start:quote], []byte("=")); found && hclsyntax.ValidIdentifier(string(bytes.TrimSpace(name))) {
		start += len(name) + 1
		blank(s.text[start:end])
		s.text[quote] = '0'
		return quote
	}
	blank(s.text[start:end])
	return quote
}

func blank(text []byte) {
	for i, char := range text {
		if char != '\n' {
			text[i] = ' '
		}
	}
}

// takeAll takes out the arguments that can't be read. It reports whether all
// mistakes so far were in arguments, and so are gone.
func (s *salvage) takeAll(list []hclsyntax.Tokens) bool {
	gone := 0
	for _, tokens := range list {
		if len(s.diags) >= maxFaults {
			return false
		}
		start, end := tokens[0].Range.Start, tokens[len(tokens)-1].Range.End
		holes := between(s.holes, start.Byte, end.Byte)
		gone += holes
		if lacksEquals(tokens) {
			s.diags = append(s.diags, newDiagnostic(hcl.Range{Filename: s.name, Start: start, End: end}, "Missing equals sign",
				"There is no \"=\" between the name and the value. Write "+string(tokens[0].Bytes)+" = "+string(s.text[tokens[1].Range.Start.Byte:end.Byte])+"."))
		}
		if holes > 0 || lacksEquals(tokens) || !s.reads(start, end.Byte) {
			s.take(tokens, hcl.Range{Filename: s.name, Start: start, End: end})
		}
	}
	return gone == len(s.holes)
}

// between is how many of some places lie between two.
func between(places []int, start, end int) int {
	count := 0
	for _, at := range places {
		if start <= at && at < end {
			count++
		}
	}
	return count
}

// reads reports whether an argument can be read, and what is wrong with it.
func (s *salvage) reads(start hcl.Pos, end int) bool {
	_, diags := hclsyntax.ParseConfig(s.text[start.Byte:end], s.name, start)
	s.report(diags)
	return !diags.HasErrors()
}

// corrections are what hcl leaves unsaid about mistakes in the syntax: what to
// write instead.
var corrections = map[string]string{
	"Argument or block definition required": " Write name = value, or a block such as settings { on one line.",
	"Invalid argument name":                 " Write it without quotes.",
	"Invalid attribute name":                " Write for example provider.isp1.",
	"Invalid block definition":              " Write for example provider \"isp1\" { on one line.",
	"Invalid character":                     " Write texts in straight double quotes, and nothing around other values.",
	"Invalid expression":                    " Write a value, such as \"text\", 10, true or a list in square brackets.",
	"Invalid number literal":                " Write an address or the like in quotes.",
	"Missing expression":                    " Write a value, such as \"text\", 10, true or a list in square brackets.",
	"Missing item separator":                " Write one behind the item before.",
	"Missing newline after argument":        " Write one value only, and what follows on a line of its own.",
}

// report adds what hcl says, but of one line only the first: the rest follows
// from that.
func (s *salvage) report(diags hcl.Diagnostics) {
	said := make(map[int]bool)
	for _, diag := range diags {
		if line := diag.Subject.Start.Line; !said[line] {
			diag.Detail += corrections[diag.Summary]
			s.diags = append(s.diags, diag)
			said[line] = true
		}
	}
}

// take takes out an argument.
func (s *salvage) take(tokens hclsyntax.Tokens, at hcl.Range) {
	value := hcl.Range{Filename: s.name, Start: tokens[1].Range.End, End: at.End}
	s.taken = append(s.taken, &hclsyntax.Attribute{
		Name: string(tokens[0].Bytes), Expr: &hclsyntax.ExprSyntaxError{SrcRange: value},
		SrcRange: at, NameRange: tokens[0].Range, EqualsRange: tokens[1].Range,
	})
	blank(s.text[at.Start.Byte:at.End.Byte])
}

// rest reads what is left and puts back what was taken out. Where it can't be
// read, its blocks are read one by one, for the mistakes in each.
func (s *salvage) rest() (*hclsyntax.Body, hcl.Diagnostics) {
	file, diags := hclsyntax.ParseConfig(s.text, s.name, hcl.InitialPos)
	if !readable(diags) {
		s.readItems()
		return nil, s.diags
	}
	whole := file.Body.(*hclsyntax.Body)
	for _, attr := range s.taken {
		body := bodyAt(whole, attr.NameRange.Start.Byte)
		if _, found := body.Attributes[attr.Name]; !found {
			body.Attributes[attr.Name] = attr
		}
	}
	return whole, append(s.diags, diags...)
}

// readItems reads what is in no block one by one. What begins with a bracket or
// the like is the rest of the one before, and wrong for the same reason.
func (s *salvage) readItems() {
	tokens, _ := lex(s.name, s.text)
	failed := false
	for _, item := range items(tokens) {
		text := s.text[item.Start.Byte:item.End.Byte]
		if failed && !hclsyntax.ValidIdentifier(string(text[:1])) {
			continue
		}
		_, diags := hclsyntax.ParseConfig(text, s.name, item.Start)
		s.report(diags)
		failed = diags.HasErrors()
	}
}

// bodyAt is the innermost body round a place.
func bodyAt(body *hclsyntax.Body, at int) *hclsyntax.Body {
	for _, inner := range body.Blocks {
		if inner.OpenBraceRange.End.Byte <= at && at < inner.CloseBraceRange.Start.Byte {
			return bodyAt(inner.Body, at)
		}
	}
	return body
}
