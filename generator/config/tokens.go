package config

import (
	"bytes"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

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

// glance is how much of a text is looked at first. Of a file of another kind that
// is enough, and the parser needs two thousand bytes for each wrong one.
const glance = 64 << 10

// sound reports whether the parser can have a text: there is nothing in it that
// would overflow its stack, which no recover can stop (hashicorp/hcl#809), or
// that it needs a long time or much memory for.
func sound(name string, src []byte) bool {
	found := inspect(lex(name, src))
	return len(found.diags) == 0 && !found.torn
}

// atFirst is why it is no use to look at more of a text than its beginning.
func atFirst(name string, src []byte) hcl.Diagnostics {
	if len(src) <= glance {
		return nil
	}
	found := inspect(lex(name, src[:glance]))
	if !found.ended || found.diags[len(found.diags)-1].Summary == unclosedComment { // that has its end behind
		return nil
	}
	return found.diags
}

// lex returns the tokens of a text, and of the characters that are in no token
// as many as are looked for. The scanner looks for the end of a comment as far
// as the text goes, and from each "/*" anew where there is none: here it finds
// one, behind the text.
func lex(name string, src []byte) (tokens hclsyntax.Tokens, strays hcl.Diagnostics) {
	tokens, diags := hclsyntax.LexConfig(append(src[:len(src):len(src)], "*/"...), name, hcl.InitialPos)
	for _, diag := range diags {
		if diag.Summary == "Invalid character" && len(strays) < maxFaults {
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

// inspection goes through tokens, without recursion, for what the parser must
// not have.
type inspection struct {
	diags  hcl.Diagnostics
	ended  bool                  // no use to look at more
	torn   bool                  // a text goes beyond its line: what follows is none
	open   []hclsyntax.TokenType // what closes the brackets around
	before hclsyntax.TokenType
	used   int // operators, in one block or argument
	signs  int // "$" and the like, in one text
	lines  int // of heredocs
}

func inspect(tokens hclsyntax.Tokens, strays hcl.Diagnostics) inspection {
	var i inspection
	for _, token := range tokens {
		i.look(token)
		if i.ended = i.ended || len(i.diags) >= maxFaults; i.ended || i.torn {
			return i
		}
	}
	if len(strays) >= maxFaults {
		i.ended, i.diags = true, strays
	}
	return i
}

func (i *inspection) look(token hclsyntax.Token) {
	i.torn = token.Type == hclsyntax.TokenQuotedNewline
	if summary, detail := i.refused(token); summary != "" {
		i.diags = append(i.diags, newDiagnostic(token.Range, summary, detail))
	}
	i.follow(token)
	if summary, detail := i.exceeded(token); summary != "" {
		i.diags = append(i.diags, newDiagnostic(opening(token), summary, detail))
		i.ended = true
	}
}

// follow counts a token.
func (i *inspection) follow(token hclsyntax.Token) {
	i.open = enclosing(i.open, token.Type)
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

// enclosing is what closes the brackets around the next token.
func enclosing(open []hclsyntax.TokenType, token hclsyntax.TokenType) []hclsyntax.TokenType {
	if closer, found := closers[token]; found {
		return append(open, closer)
	}
	if len(open) > 0 && open[len(open)-1] == token {
		return open[:len(open)-1]
	}
	return open
}

// exceeded is why nothing behind a token can be looked at, "" when it can.
func (i *inspection) exceeded(token hclsyntax.Token) (summary, detail string) {
	switch {
	case len(i.open) > maxDepth:
		return tooDeep, "Brackets, braces and quotes can be 256 deep. Is one not closed? Remove the ones that aren't needed."
	case i.used > maxOperators:
		return tooManyOperators, "A block can have 4000 operators and indexes. Write the values themselves."
	case i.lines > maxHeredoc:
		return heredocTooLong, "All heredocs of a file can have 10,000 lines together. Write a file of its own, and file(\"NAME\") here."
	case i.signs > maxSigns:
		return tooManySigns, "A text can have 100 of the characters \"$\" and \"%\". Write a shorter one."
	case endless(token):
		return unclosedComment, "There is no */ behind this. Write it where the comment ends."
	}
	return "", ""
}

// endless reports whether a token is a comment that lacks its end.
func endless(token hclsyntax.Token) bool {
	text := string(token.Bytes)
	return token.Type == hclsyntax.TokenComment && strings.HasPrefix(text, "/*") && (len(text) < 4 || !strings.HasSuffix(text, "*/"))
}

// opening is where a token begins, as far as that is of interest.
func opening(token hclsyntax.Token) hcl.Range {
	at := token.Range
	if endless(token) {
		at.End = hcl.Pos{Line: at.Start.Line, Column: at.Start.Column + 2, Byte: at.Start.Byte + 2}
	}
	return at
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

// refused is why a token can't be used by itself, "" when it can: cty needs half
// a minute to print 1e10000000.
func (i *inspection) refused(token hclsyntax.Token) (summary, detail string) {
	if token.Type != hclsyntax.TokenNumberLit {
		return "", ""
	}
	digits, exponent, _ := strings.Cut(strings.ToLower(string(token.Bytes)), "e")
	if len(digits) > maxDigits || len(strings.TrimLeft(exponent, "+-")) > maxExponent {
		return numberTooLong, "No number here has this many digits. Write a whole number in plain digits."
	}
	return "", ""
}
