package config

import (
	"bytes"
	"strings"
)

// maxPlainDigits is how many digits of a number are plain: any guard would let
// more of them pass.
const maxPlainDigits = 9

// plain reports whether a file is made of nothing but names, references, plain
// numbers and texts, lists and blocks, and where in it the lines end outside of
// them. In such a file there is nothing that guardTokens refuses. What isn't
// plain may be as good: it takes longer to tell.
func plain(src []byte) (ends []int, ok bool) {
	s := scanner{src: src}
	for s.at < len(src) {
		if !s.token() {
			return nil, false
		}
	}
	return s.ends, len(s.open) == 0
}

// scanner is on its way through a file.
type scanner struct {
	src    []byte
	at     int
	open   []byte // what closes the brackets around
	closed bool   // the token before closed something
	ends   []int
}

// token goes on behind the next token, and reports whether that is plain.
func (s *scanner) token() bool {
	char, before := s.src[s.at], s.closed
	s.closed = false
	switch char {
	case ' ', '\t':
		s.at, s.closed = s.at+1, before
	case ',':
		s.at++
	case '\n':
		if s.at++; len(s.open) == 0 {
			s.ends = append(s.ends, s.at)
		}
	case '#':
		if end := bytes.IndexByte(s.src[s.at:], '\n'); end >= 0 {
			s.at += end
		} else {
			s.at = len(s.src)
		}
	case '=':
		s.at++
		return !s.follows("=>") // "==" and "=>"
	case '.':
		s.at++
		return !before && s.follows(letters)
	case '{':
		return s.begin('}')
	case '(':
		return s.begin(')')
	case '[':
		return !before && s.begin(']')
	case '}', ')', ']':
		return s.end(char)
	case '"':
		return s.text()
	default:
		return s.word()
	}
	return true
}

// follows reports whether the next byte is one of some.
func (s *scanner) follows(some string) bool {
	return s.at < len(s.src) && strings.IndexByte(some, s.src[s.at]) >= 0
}

func (s *scanner) begin(closer byte) bool {
	s.open = append(s.open, closer)
	s.at++
	return len(s.open) < maxDepth // a text in it is one deeper
}

func (s *scanner) end(closer byte) bool {
	last := len(s.open) - 1
	if last < 0 || s.open[last] != closer {
		return false
	}
	s.open, s.at, s.closed = s.open[:last], s.at+1, true
	return true
}

// text is one in quotes without templates and escapes.
func (s *scanner) text() bool {
	for s.at++; s.at < len(s.src); s.at++ {
		switch char := s.src[s.at]; {
		case char == '"':
			s.at++
			s.closed = true
			return true
		case char < ' ' || char > '~' || char == '$' || char == '%' || char == '\\':
			return false
		}
	}
	return false
}

// word is a name or a number.
func (s *scanner) word() bool {
	start, all := s.at, letters+digits+"_-"
	isNumber := s.follows(digits)
	if isNumber {
		all = digits
	}
	for s.follows(all) {
		s.at++
	}
	switch length := s.at - start; {
	case isNumber:
		return length <= maxPlainDigits && !s.follows(letters+"_.")
	case length == 0:
		return false
	}
	return s.src[start] != '-'
}
