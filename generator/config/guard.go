package config

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
)

// MaxSize is the most bytes that a configuration can have. A list of 10,000
// prefixes has 200 KB.
const MaxSize = 4 << 20

// maxFaults is how many mistakes are looked for in a text that can't be read as
// a whole. Random bytes have one in every other byte.
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

// guardCharacters refuses characters. A wrong encoding is one mistake, and so
// are line ends of another kind, however many there are.
func guardCharacters(name string, src []byte) faults {
	var diags faults
	pos := hcl.InitialPos
	returned := false // a carriage return was refused
	for pos.Byte < len(src) && len(diags) < maxFaults {
		char, size := utf8.DecodeRune(src[pos.Byte:])
		summary, detail := refused(char, size, src[pos.Byte:])
		if summary != "" && !(char == '\r' && returned) {
			end := hcl.Pos{Line: pos.Line, Column: pos.Column + 1, Byte: pos.Byte + size}
			diags = append(diags, newDiagnostic(hcl.Range{Filename: name, Start: pos, End: end}, summary, detail))
			returned = returned || char == '\r'
		}
		if summary == notUTF8 {
			break
		}
		pos.Byte += size
		pos.Column++
		if char == '\n' {
			pos.Line, pos.Column = pos.Line+1, 1
		}
	}
	return diags
}

// refused is why a character can't stand at the beginning of some bytes; "" it can.
func refused(char rune, size int, src []byte) (summary, detail string) {
	switch {
	case char == utf8.RuneError && size == 1:
		return notUTF8, "The file is not UTF-8 from here on. Save it as UTF-8."
	case char == '\r' && !bytes.HasPrefix(src, []byte("\r\n")):
		return controlCharacter, "A carriage return is the end of a line only before a line feed. Save the file with line ends of Unix or Windows, or remove this character."
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
