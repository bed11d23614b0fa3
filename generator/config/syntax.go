package config

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// parseBody guards and parses a file. hcl's parser stops at the first mistake. To find
// others, the line with the mistake is blanked and the text is parsed again, as long as the
// rest can be parsed without that line.
// The body is nil when there is nothing to go on with; otherwise, arguments with a
// mistake are an ExprSyntaxError in it.
func parseBody(name string, src []byte) (_ *hclsyntax.Body, diags faults) {
	if diags = guardFile(name, src); len(diags) > 0 {
		return nil, diags
	}
	text := slices.Clone(src)
	taken := make(map[int]bool) // lines
	for work := 0; work <= MaxSize/4 && len(diags) < maxFaults; work += len(text) {
		body, found := readBody(name, text)
		if body != nil {
			markTaken(body, taken)
			return body, append(diags, found...)
		}
		first := slices.MinFunc(found, func(a, b *fault) int { return a.Subject.Start.Byte - b.Subject.Start.Byte })
		at := first.Subject.Start
		stray := taken[at.Line-1] && bytes.HasPrefix(text[at.Byte:], []byte("{")) || len(taken) > 0 && bytes.HasPrefix(text[at.Byte:], []byte("}"))
		if taken[at.Line] || stray { // it follows from the former one, such as from the header of a block
			break
		}
		if char, size := utf8.DecodeRune(text[at.Byte:]); char >= utf8.RuneSelf && !unicode.IsPrint(char) {
			copy(text[at.Byte:], strings.Repeat(" ", size))
			diags.fail(*first.Subject, first.Summary, "This character, %U, is not visible. Write a plain blank, or remove it.", char)
			continue
		}
		advise(first, cmp.Or(corrections[first.Summary], " Correct this."))
		diags = append(diags, first)
		if taken[at.Line] = true; !takeLine(name, text, at) {
			break
		}
	}
	return nil, diags
}

// readBody parses a text that inspect accepts. Of hcl's errors, a second definition of an
// attribute is the only one after which the body is complete.
func readBody(name string, text []byte) (*hclsyntax.Body, []*fault) {
	if found := inspect(lex(name, text)); len(found.diags) > 0 {
		return nil, found.diags
	}
	file, diags := hclsyntax.ParseConfig(text, name, hcl.InitialPos)
	isOther := func(diag *fault) bool { return diag.Summary != attributeRedefined }
	if slices.ContainsFunc(diags, isOther) {
		return nil, slices.DeleteFunc(diags, func(diag *fault) bool { return !isOther(diag) })
	}
	for _, diag := range diags {
		diag.Detail += " Remove one of the two."
	}
	return file.Body.(*hclsyntax.Body), diags
}

// takeLine blanks a line; an argument keeps its name and gets some value. It reports
// whether the rest can be parsed without the line: no bracket, comment or heredoc extends
// beyond it.
func takeLine(file string, text []byte, at hcl.Pos) bool {
	start := bytes.LastIndexByte(text[:at.Byte], '\n') + 1
	line, _, _ := bytes.Cut(text[start:], []byte{'\n'})
	tokens, _ := lex(file, line)
	depth := 0
	for _, token := range tokens {
		switch token.Type {
		case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen:
			depth++
		case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen:
			if depth--; depth < 0 {
				return false
			}
		}
	}
	alone := !slices.ContainsFunc([]string{"/*", "*/", "<<"}, func(part string) bool { return bytes.Contains(line, []byte(part)) })
	rest, value := line, ""
	if isArgument(tokens) {
		rest, value = line[tokens[0].Range.End.Byte:], "=0"
	}
	copy(rest, value+strings.Repeat(" ", max(0, len(rest)-len(value))))
	return depth == 0 && alone
}

// What may stand behind the name of an argument, also where its "=" is missing, and behind
// the first name of a reference or the name of a function.
var (
	behindName      = []hclsyntax.TokenType{hclsyntax.TokenEqual, hclsyntax.TokenEqualOp, hclsyntax.TokenColon, hclsyntax.TokenOQuote, hclsyntax.TokenOBrack}
	behindReference = []hclsyntax.TokenType{hclsyntax.TokenDot, hclsyntax.TokenOParen}
)

// isArgument reports whether a line begins with the name of an argument, and not with the
// header of a block.
func isArgument(tokens hclsyntax.Tokens) bool {
	switch {
	case len(tokens) < 2 || tokens[0].Type != hclsyntax.TokenIdent:
		return false
	case slices.Contains(behindName, tokens[1].Type) || len(tokens) > 2 && slices.Contains(behindReference, tokens[2].Type):
		return true
	}
	for _, s := range schemas {
		if slices.Contains(s.attributes, string(tokens[0].Bytes)) {
			return true
		}
	}
	return false
}

// markTaken marks the arguments on blanked lines, and objects with such a line: their
// values are unknown.
func markTaken(body *hclsyntax.Body, taken map[int]bool) {
	for _, attr := range body.Attributes {
		isTaken := taken[attr.NameRange.Start.Line]
		if object, isObject := attr.Expr.(*hclsyntax.ObjectConsExpr); isObject {
			for n := object.SrcRange.Start.Line; n <= object.SrcRange.End.Line; n++ {
				isTaken = isTaken || taken[n]
			}
		}
		if isTaken {
			attr.Expr = &hclsyntax.ExprSyntaxError{SrcRange: attr.Expr.Range()}
		}
	}
	for _, inner := range body.Blocks {
		markTaken(inner.Body, taken)
	}
}

const (
	loops = " Write for example [for p in list : p], or { for k, v in object : k => v }."
	pairs = " Write one %{endif} behind each %{if ...}, and one %{endfor} behind each %{for ...}."
)

// corrections are what hcl leaves unsaid about mistakes in the syntax: what to
// write instead.
var corrections = map[string]string{
	"Argument or block definition required": " Write name = value, or a block such as settings { on one line.",
	"Invalid argument name":                 " Write it without quotes.",
	"Invalid attribute name":                " Write for example provider.isp1.",
	"Invalid block definition":              " Write name = value, or a block such as provider \"isp1\" { on one line.",
	"Invalid character":                     " Write texts in straight double quotes, and nothing around other values.",
	"Invalid expression":                    " Write a value, such as \"text\", 10, true or a list in square brackets.",
	"Invalid 'for' directive":               " Write for example %{for p in list}${p}%{endfor}.",
	"Invalid 'for' expression":              loops,
	"Invalid escape sequence":               " Write \\n, \\t, \\\", \\\\, \\uNNNN or \\UNNNNNNNN.",
	"Invalid number literal":                " Write an address or the like in quotes.",
	"Missing expression":                    " Write a value, such as \"text\", 10, true or a list in square brackets.",
	"Missing item separator":                " Write one behind the item before.",
	"Missing newline after argument":        " Write one value only, in quotes unless it is a plain number, and what follows on a line of its own.",
	"Unclosed configuration block":          " Write } where the block ends.",
	"Unexpected else directive":             pairs,
	"Unexpected end of template":            pairs,
	"Unexpected endfor directive":           pairs,
	"Unexpected endif directive":            pairs,
	"Unterminated template string":          " Write the word that stands behind << on a line of its own where the text ends.",
}
