package config

import (
	"bytes"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
)

// Warner returns what makes warnings about lines of a configuration, from 1, whose file
// has a name: what others find in what was read.
func Warner(name string, src []byte) func(line int, summary, detail string) *hcl.Diagnostic {
	lines := bytes.SplitAfter(src, []byte{'\n'})
	starts := make([]int, len(lines)+1)
	for i, text := range lines {
		starts[i+1] = starts[i] + len(text)
	}
	return func(line int, summary, detail string) *hcl.Diagnostic {
		text := lines[line-1]
		words := bytes.TrimSpace(text)
		indent := bytes.Index(text, words)
		start := hcl.Pos{Line: line, Column: indent + 1, Byte: starts[line-1] + indent}
		end := hcl.Pos{Line: line, Column: start.Column + utf8.RuneCount(words), Byte: start.Byte + len(words)}
		return newWarning(hcl.Range{Filename: displayName(name), Start: start, End: end}, summary, detail)
	}
}
