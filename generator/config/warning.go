package config

import (
	"bytes"

	"github.com/hashicorp/hcl/v2"
)

// Warning is a warning about a line of a configuration, from 1, whose file has
// a name: what others find in what was read.
func Warning(name string, src []byte, line int, summary, detail string) *hcl.Diagnostic {
	start := 0
	for range line - 1 {
		next := bytes.IndexByte(src[start:], '\n')
		if next < 0 {
			break
		}
		start += next + 1
	}
	text, _, _ := bytes.Cut(src[start:], []byte{'\n'})
	words := bytes.TrimSpace(text)
	indent := bytes.Index(text, words)
	at := hcl.Range{
		Filename: displayName(name),
		Start:    hcl.Pos{Line: line, Column: indent + 1, Byte: start + indent},
		End:      hcl.Pos{Line: line, Column: indent + len(words) + 1, Byte: start + indent + len(words)},
	}
	return newWarning(at, summary, detail)
}
