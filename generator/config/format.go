package config

import (
	"bytes"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclwrite"
)

// Format returns the canonical form of a configuration or of a file of
// variables: nil when there are errors. What the words mean doesn't matter.
func Format(name string, src []byte) ([]byte, hcl.Diagnostics) {
	name = displayName(name)
	// A format that guesses what a broken file means would make it worse.
	if _, diags := parseBody(name, src); diags.haveErrors() {
		return nil, sorted(diags)
	}
	text := bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	text = bytes.TrimRight(hclwrite.Format(text), " \t\n")
	if len(text) == 0 {
		return text, nil
	}
	return append(text, '\n'), nil
}
