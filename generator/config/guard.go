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

// maxFaults is the most mistakes that are collected in a text that can't be parsed. In
// random bytes, every other byte is one.
const maxFaults = 1000

// guardText refuses what is too large or no plain text. Control characters also
// must not reach a terminal or a script.
func guardText(name string, src []byte) faults {
	switch {
	case len(src) > MaxSize:
		return faults{newDiagnostic(hcl.Range{Filename: name, Start: hcl.InitialPos, End: hcl.InitialPos}, tooLarge,
			"A configuration has at most 4 MiB. Is this the right file? Join long lists of prefixes into wider ones.")}
	case bytes.HasPrefix(src, []byte("\ufeff")):
		return faults{newDiagnostic(rangeAt(name, src, 0, 3), byteOrderMark,
			"The file begins with a byte order mark. Save it as UTF-8 without one (\"BOM\").")}
	}
	return guardCharacters(name, src)
}

// guardFile is guardText for a file. If the file is long, it inspects the beginning alone
// first: that is enough to refuse a file of another kind.
func guardFile(name string, src []byte) faults {
	diags := guardText(name, src)
	if len(diags) == 0 && len(src) > glance {
		found := inspect(lex(name, src[:glance]))
		if found.fatal && found.diags[len(found.diags)-1].Summary != unclosedComment { // that may have its end behind
			return found.diags
		}
	}
	return diags
}

// guardCharacters refuses characters. A wrong encoding is one mistake, and so
// are line ends of another kind, however many there are.
func guardCharacters(name string, src []byte) (diags faults) {
	reported := make(map[rune]bool) // characters that a wrong kind of file is full of
	for i, char := range string(src) {
		summary, detail := refused(char, src[i:])
		if summary == "" || reported[char] {
			continue
		}
		_, size := utf8.DecodeRune(src[i:])
		diags = append(diags, newDiagnostic(rangeAt(name, src, i, size), summary, detail))
		if reported[char] = char == '\r' || char == 0; summary == notUTF8 || len(diags) == maxFaults {
			break
		}
	}
	return diags
}

// refused is why a character can't stand at the beginning of some bytes; "" it can.
func refused(char rune, src []byte) (summary, detail string) {
	switch {
	case char == utf8.RuneError && !bytes.HasPrefix(src, []byte("\ufffd")):
		return notUTF8, "The file is not UTF-8 from here on. Save it as UTF-8."
	case char == '\r' && !bytes.HasPrefix(src, []byte("\r\n")):
		return controlCharacter, "A carriage return is the end of a line only before a line feed. Save the file with line ends of Unix or Windows, or remove this character."
	case char == 0:
		return controlCharacter, "There is a NUL byte here, as files in UTF-16 have many. Save the file as UTF-8, or remove this byte."
	case unicode.IsControl(char) && char != '\t' && char != '\n' && char != '\r':
		return controlCharacter, "A configuration has no control characters but tabs and line ends. Remove this one."
	}
	return "", ""
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
	end := hcl.Pos{Line: pos.Line, Column: pos.Column + utf8.RuneCount(src[start:start+length]), Byte: start + length}
	return hcl.Range{Filename: name, Start: pos, End: end}
}

const (
	maxDepth     = 256  // brackets within brackets; hcl's parser recurses
	maxOperators = 4000 // "!!!!" recurses likewise, without a bracket
	maxSigns     = 100  // "$" and "%" in a text; hcl joins all that is between them once more for each
	maxDigits    = 32   // of a number, and
	maxExponent  = 2    // of its exponent
	// maxHeredoc is how many lines all heredocs have together: hcl takes quadratic
	// time to remove the indentation of one.
	maxHeredoc = 10_000
)

// closers are the brackets of HCL and what closes them.
var closers = map[hclsyntax.TokenType]hclsyntax.TokenType{
	hclsyntax.TokenOBrace:          hclsyntax.TokenCBrace,
	hclsyntax.TokenOBrack:          hclsyntax.TokenCBrack,
	hclsyntax.TokenOParen:          hclsyntax.TokenCParen,
	hclsyntax.TokenOQuote:          hclsyntax.TokenCQuote,
	hclsyntax.TokenOHeredoc:        hclsyntax.TokenCHeredoc,
	hclsyntax.TokenTemplateInterp:  hclsyntax.TokenTemplateSeqEnd,
	hclsyntax.TokenTemplateControl: hclsyntax.TokenTemplateSeqEnd,
}

// operators are the tokens for which the parser or an expression recurses.
var operators = map[hclsyntax.TokenType]bool{
	hclsyntax.TokenStar: true, hclsyntax.TokenSlash: true, hclsyntax.TokenPercent: true,
	hclsyntax.TokenPlus: true, hclsyntax.TokenMinus: true, hclsyntax.TokenBang: true,
	hclsyntax.TokenEqualOp: true, hclsyntax.TokenNotEqual: true,
	hclsyntax.TokenLessThan: true, hclsyntax.TokenLessThanEq: true,
	hclsyntax.TokenGreaterThan: true, hclsyntax.TokenGreaterThanEq: true,
	hclsyntax.TokenAnd: true, hclsyntax.TokenOr: true,
	hclsyntax.TokenQuestion: true, hclsyntax.TokenDoubleColon: true, hclsyntax.TokenTemplateControl: true,
}

// glance is how much of a text lex looks at first. That is enough to recognize a file of
// another kind; the parser needs two thousand bytes of memory for each wrong character.
const glance = 64 << 10

// lex returns the tokens of a text, and at most maxFaults of the characters that are in no
// token. If a comment has no end, hcl's scanner searches the whole rest of the text for it,
// again from each "/*": so lex adds an end behind the text.
func lex(name string, src []byte) (tokens hclsyntax.Tokens, strays faults) {
	tokens, diags := hclsyntax.LexConfig(append(src[:len(src):len(src)], "*/"...), name, hcl.InitialPos)
	for _, diag := range diags {
		if diag.Summary == "Invalid character" && len(strays) < maxFaults {
			advise(diag, corrections[diag.Summary])
			strays = append(strays, diag)
		}
	}
	for len(tokens) > 0 && tokens[len(tokens)-1].Range.Start.Byte >= len(src) {
		tokens = tokens[:len(tokens)-1]
	}
	if len(tokens) > 0 {
		last := &tokens[len(tokens)-1]
		last.Range.End.Byte = min(last.Range.End.Byte, len(src))
		last.Bytes = src[last.Range.Start.Byte:last.Range.End.Byte]
	}
	return tokens, strays
}

// inspection goes through tokens, without recursion, and refuses those that would overflow
// the parser's stack, which no recover can stop (hashicorp/hcl#809), or cost it much time
// or memory.
type inspection struct {
	diags  faults
	fatal  bool                  // looking further is of no use
	open   []hclsyntax.TokenType // what closes the brackets around
	quotes []hcl.Range           // of the texts around
	before hclsyntax.TokenType
	used   int // operators, in one block or argument
	signs  int // "$" and the like, in one text
	lines  int // of heredocs
}

func inspect(tokens hclsyntax.Tokens, strays faults) inspection {
	var i inspection
	for _, token := range tokens {
		i.follow(token)
		at, summary, detail := i.refused(token)
		if summary != "" {
			i.diags = append(i.diags, newDiagnostic(at, summary, detail))
		}
		if i.fatal = i.fatal || len(i.diags) >= maxFaults; i.fatal || summary == unclosedText {
			return i
		}
	}
	if len(strays) >= maxFaults {
		i.fatal, i.diags = true, strays
	}
	return i
}

// follow counts a token.
func (i *inspection) follow(token hclsyntax.Token) {
	if closer, found := closers[token.Type]; found {
		i.open = append(i.open, closer)
		i.quotes = append(i.quotes, token.Range)
	} else if n := len(i.open) - 1; n >= 0 && i.open[n] == token.Type {
		i.open, i.quotes = i.open[:n], i.quotes[:n]
	}
	if operators[token.Type] || goesOn(i.before, token.Type) {
		i.used++
	}
	if token.Type == hclsyntax.TokenNewline && len(i.open) == 0 {
		i.used = 0
	}
	switch {
	case token.Type == hclsyntax.TokenStringLit: // of a heredoc
		i.lines += max(1, bytes.Count(token.Bytes, []byte{'\n'}))
	case token.Type != hclsyntax.TokenQuotedLit:
		i.signs = 0
	case token.Bytes[0] == '$' || token.Bytes[0] == '%':
		i.signs++
	}
	i.before = token.Type
}

// refused is why a token can't be used, or nothing behind it can be looked at; ""
// when it can.
func (i *inspection) refused(token hclsyntax.Token) (at hcl.Range, summary, detail string) {
	at = token.Range
	switch {
	case token.Type == hclsyntax.TokenQuotedNewline:
		quote := i.quotes[len(i.quotes)-1]
		at = hcl.RangeBetween(quote, hcl.Range{Start: quote.End, End: at.Start})
		return at, unclosedText, "This text has no quote at its end. Write one on the same line; \\n in a text is the end of a line."
	case token.Type == hclsyntax.TokenNumberLit && isTooLong(string(token.Bytes)):
		return at, numberTooLong, "No number here has this many digits. Write a whole number in plain digits."
	}
	i.fatal = true
	switch {
	case len(i.open) > maxDepth:
		return at, tooDeep, "Brackets, braces and quotes can be 256 deep. Is one not closed? Remove the ones that aren't needed."
	case i.used > maxOperators:
		return at, tooManyOperators, "A block can have 4000 operators and indexes. Write the values themselves."
	case i.lines > maxHeredoc:
		return at, heredocTooLong, "All heredocs of a file can have 10,000 lines together. Write a file of its own, and file(\"NAME\") here."
	case i.signs > maxSigns:
		return at, tooManySigns, "A text can have 100 of the characters \"$\" and \"%\". Write a shorter one."
	case endless(token):
		at.End = hcl.Pos{Line: at.Start.Line, Column: at.Start.Column + 2, Byte: at.Start.Byte + 2}
		return at, unclosedComment, "There is no */ behind this. Write it where the comment ends."
	}
	i.fatal = false
	return at, "", ""
}

// endless reports whether a token is a comment that lacks its end.
func endless(token hclsyntax.Token) bool {
	text := string(token.Bytes)
	return token.Type == hclsyntax.TokenComment && strings.HasPrefix(text, "/*") && (len(text) < 4 || !strings.HasSuffix(text, "*/"))
}

// isTooLong: cty needs half a minute to print 1e10000000.
func isTooLong(number string) bool {
	digits, exponent, _ := strings.Cut(strings.ToLower(number), "e")
	return len(digits) > maxDigits || len(strings.TrimLeft(exponent, "+-")) > maxExponent
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
