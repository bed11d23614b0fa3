package config

import (
	"bytes"

	"github.com/hashicorp/hcl/v2"
)

// Warning is a warning about a line of a configuration, from 1, whose file has
// a name: what others find in what was read.
func Warning(name string, src []byte, line int, summary, detail string) *hcl.Diagnostic {
	text := src
	for range line - 1 {
		_, text, _ = bytes.Cut(text, []byte{'\n'})
	}
	first, _, _ := bytes.Cut(text, []byte{'\n'})
	words := bytes.TrimSpace(first)
	start := len(src) - len(text) + bytes.Index(first, words)
	return newWarning(rangeAt(displayName(name), src, start, len(words)), summary, detail)
}
