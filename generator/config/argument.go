package config

import (
	"bytes"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// layout goes through the tokens of a text for what they are part of.
type layout struct {
	arguments []hclsyntax.Tokens // each NAME = VALUE, with the end of its line
	closed    bool               // all values have their brackets

	start, equals int                   // where an item begins; its "=", or -1
	open          []hclsyntax.TokenType // in a value, what closes the brackets around
}

func layoutOf(tokens hclsyntax.Tokens) layout {
	o := layout{closed: true, equals: -1}
	for i, token := range tokens {
		if o.equals >= 0 {
			o.value(tokens, i)
			continue
		}
		switch token.Type {
		case hclsyntax.TokenNewline, hclsyntax.TokenComment, hclsyntax.TokenOBrace, hclsyntax.TokenCBrace:
			if endsLine(token) && lacksEquals(tokens[o.start:i]) {
				o.arguments = append(o.arguments, tokens[o.start:i])
			}
			o.start = i + 1
		case hclsyntax.TokenEqual:
			if i == o.start+1 && tokens[o.start].Type == hclsyntax.TokenIdent {
				o.equals = i
			}
		}
	}
	if o.equals >= 0 {
		o.end(tokens, len(tokens))
	}
	return o
}

// lacksEquals reports whether some tokens are an argument without its "=".
func lacksEquals(tokens hclsyntax.Tokens) bool {
	if len(tokens) < 2 || tokens[0].Type != hclsyntax.TokenIdent || tokens[1].Type != hclsyntax.TokenOQuote {
		return false
	}
	for _, schema := range schemas {
		if slices.Contains(attributeNames(schema), string(tokens[0].Bytes)) {
			return true
		}
	}
	return false
}

// value goes on with a value. One that lacks a bracket ends before the brace
// that closes the block around it.
func (o *layout) value(tokens hclsyntax.Tokens, i int) {
	token := tokens[i]
	brace := token.Type == hclsyntax.TokenCBrace
	switch {
	case len(o.open) == 0 && endsLine(token):
		o.end(tokens, i+1)
	case brace && !slices.Contains(o.open, token.Type):
		o.end(tokens, i)
	case brace && o.open[len(o.open)-1] != token.Type:
		o.closed = false
		for o.open[len(o.open)-1] != token.Type {
			o.open = o.open[:len(o.open)-1]
		}
		fallthrough
	default:
		o.open = enclosing(o.open, token.Type)
	}
}

// end ends a value before a token. That one can be the brace of the block around.
func (o *layout) end(tokens hclsyntax.Tokens, i int) {
	o.arguments = append(o.arguments, tokens[o.start:i])
	o.closed = o.closed && len(o.open) == 0
	o.open, o.equals, o.start = nil, -1, i
}

// endsLine reports whether a token is the end of a line, which a comment can have in it.
func endsLine(token hclsyntax.Token) bool {
	return token.Type == hclsyntax.TokenNewline || token.Type == hclsyntax.TokenComment && bytes.HasSuffix(token.Bytes, []byte{'\n'})
}

// items are the places of the blocks and arguments that are in no block.
func items(tokens hclsyntax.Tokens) []hcl.Range {
	var list []hcl.Range
	var open []hclsyntax.TokenType
	start := 0
	for i, token := range tokens {
		open = enclosing(open, token.Type)
		if len(open) == 0 && endsLine(token) || i == len(tokens)-1 {
			list = append(list, hcl.RangeBetween(tokens[start].Range, token.Range))
			start = i + 1
		}
	}
	return list
}
