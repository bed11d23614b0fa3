package config

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// MaxSize is the most bytes that a configuration can have. A list of 10,000
// prefixes has 200 KB.
const MaxSize = 4 << 20

const (
	maxDepth     = 256  // brackets within brackets; hcl's parser recurses
	maxOperators = 4000 // "!!!!" recurses likewise, without a bracket
	maxDigits    = 32   // of a number, and
	maxExponent  = 2    // of its exponent
)

// guard refuses files that would hurt the parser: those that overflow its
// stack, which no recover can stop (hashicorp/hcl#809), or that it needs a
// long time for. It returns the first reason that it finds.
func guard(name string, src []byte) *hcl.Diagnostic {
	if diag := guardSize(name, src); diag != nil {
		return diag
	}
	return guardTokens(name, src)
}

// guardSize refuses what is too large or no plain text.
func guardSize(name string, src []byte) *hcl.Diagnostic {
	if len(src) > MaxSize {
		return newDiagnostic(hcl.Range{Filename: name, Start: hcl.InitialPos, End: hcl.InitialPos}, tooLarge,
			"A configuration has at most 4 MiB. Is this the right file? Join long lists of prefixes into wider ones.")
	}
	return guardText(name, src)
}

// guardText refuses what is no plain text. Control characters also must not
// reach a terminal or a script.
func guardText(name string, src []byte) *hcl.Diagnostic {
	if bytes.HasPrefix(src, []byte("\ufeff")) {
		return newDiagnostic(rangeAt(name, src, 0, 3), byteOrderMark,
			"The file begins with a byte order mark. Save it as UTF-8 without one (\"BOM\").")
	}
	for i := 0; i < len(src); {
		char, size := utf8.DecodeRune(src[i:])
		switch {
		case char == utf8.RuneError && size == 1:
			return newDiagnostic(rangeAt(name, src, i, 1), notUTF8,
				"The file is not UTF-8 from here on. Save it as UTF-8.")
		case unicode.IsControl(char) && char != '\t' && char != '\n' && char != '\r':
			return newDiagnostic(rangeAt(name, src, i, size), controlCharacter,
				"A configuration has no control characters but tabs and line ends. Remove this one.")
		}
		i += size
	}
	return nil
}

// rangeAt is the range of some bytes on one line.
func rangeAt(name string, src []byte, start, length int) hcl.Range {
	head := src[:start]
	begin := bytes.LastIndexByte(head, '\n') + 1
	pos := hcl.Pos{
		Line:   bytes.Count(head, []byte{'\n'}) + 1,
		Column: utf8.RuneCount(head[begin:]) + 1,
		Byte:   start,
	}
	end := hcl.Pos{Line: pos.Line, Column: pos.Column + 1, Byte: start + length}
	return hcl.Range{Filename: name, Start: pos, End: end}
}

// closers are the brackets of HCL and what closes them.
var closers = map[hclsyntax.TokenType]hclsyntax.TokenType{
	hclsyntax.TokenOBrace:         hclsyntax.TokenCBrace,
	hclsyntax.TokenOBrack:         hclsyntax.TokenCBrack,
	hclsyntax.TokenOParen:         hclsyntax.TokenCParen,
	hclsyntax.TokenOQuote:         hclsyntax.TokenCQuote,
	hclsyntax.TokenTemplateInterp: hclsyntax.TokenTemplateSeqEnd,
}

// operators are the tokens for which the parser or an expression recurses.
var operators = map[hclsyntax.TokenType]bool{
	hclsyntax.TokenStar: true, hclsyntax.TokenSlash: true, hclsyntax.TokenPercent: true,
	hclsyntax.TokenPlus: true, hclsyntax.TokenMinus: true, hclsyntax.TokenBang: true,
	hclsyntax.TokenEqualOp: true, hclsyntax.TokenNotEqual: true,
	hclsyntax.TokenLessThan: true, hclsyntax.TokenLessThanEq: true,
	hclsyntax.TokenGreaterThan: true, hclsyntax.TokenGreaterThanEq: true,
	hclsyntax.TokenAnd: true, hclsyntax.TokenOr: true,
	hclsyntax.TokenQuestion: true, hclsyntax.TokenDoubleColon: true,
}

// guardTokens refuses tokens that would hurt the parser.
func guardTokens(name string, src []byte) *hcl.Diagnostic {
	if harmless(src) {
		return nil
	}
	return inspectTokens(name, src)
}

// inspectTokens goes through the tokens, which the scanner finds in linear time
// and without recursion. Its own errors are left to the parser.
func inspectTokens(name string, src []byte) *hcl.Diagnostic {
	tokens, _ := hclsyntax.LexConfig(src, name, hcl.InitialPos)
	var open []hclsyntax.TokenType // what closes the brackets around
	var before hclsyntax.TokenType
	used := 0 // operators, in one block or argument
	for _, token := range tokens {
		if diag := guardToken(token); diag != nil {
			return diag
		}
		if closer, found := closers[token.Type]; found {
			open = append(open, closer)
		} else if len(open) > 0 && open[len(open)-1] == token.Type {
			open = open[:len(open)-1]
		}
		if operators[token.Type] || goesOn(before, token.Type) {
			used++
		}
		if token.Type == hclsyntax.TokenNewline && len(open) == 0 {
			used = 0
		}
		before = token.Type
		switch {
		case len(open) > maxDepth:
			return newDiagnostic(token.Range, tooDeep, "Brackets, braces and quotes can be 256 deep. Is one not closed? Remove the ones that aren't needed.")
		case used > maxOperators:
			return newDiagnostic(token.Range, tooManyOperators, "A block can have 4000 operators and indexes. Write the values themselves.")
		}
	}
	return nil
}

// harmless reports whether there can be nothing in a text that inspectTokens
// refuses, without the time that it takes to find the tokens.
func harmless(src []byte) bool {
	brackets, digits := 0, 0
	var before byte
	for _, char := range src {
		switch {
		case '0' <= char && char <= '9', char == '.':
			digits++
		case digits > 0 && (char == 'e' || char == 'E'), // an exponent
			before == '<' && char == '<', before == '%' && char == '{':
			return false
		default:
			digits = 0
		}
		if char == '{' || char == '[' || char == '(' {
			brackets++
		}
		if digits > maxDigits {
			return false
		}
		before = char
	}
	// A text with something in braces in it is two levels, and any operator is a byte.
	return 2*brackets < maxDepth && len(src) <= maxOperators
}

// goesOn reports whether a token continues what a bracket closed, as in
// a[b][c] or f().d: expressions recurse for these, too.
func goesOn(before, token hclsyntax.TokenType) bool {
	switch before {
	case hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenCBrace, hclsyntax.TokenCQuote:
		return token == hclsyntax.TokenOBrack || token == hclsyntax.TokenDot
	}
	return false
}

// guardToken refuses single tokens: hcl needs quadratic time for heredocs, and
// cty half a minute to print 1e10000000. Directives such as %{for} have no use
// here.
func guardToken(token hclsyntax.Token) *hcl.Diagnostic {
	switch token.Type {
	case hclsyntax.TokenOHeredoc:
		return newDiagnostic(token.Range, heredoc, "No argument here has several lines. Write a text in quotes.")
	case hclsyntax.TokenTemplateControl:
		return newDiagnostic(token.Range, templateDirective, "Directives such as %{if} can't be used here. Write the text itself, and %%{ for a literal %{.")
	case hclsyntax.TokenNumberLit:
		digits, exponent, _ := strings.Cut(strings.ToLower(string(token.Bytes)), "e")
		if len(digits) > maxDigits || len(strings.TrimLeft(exponent, "+-")) > maxExponent {
			return newDiagnostic(token.Range, numberTooLong, "No number here has this many digits. Write a whole number in plain digits.")
		}
	}
	return nil
}
