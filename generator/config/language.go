package config

import _ "embed"

// Reference describes the language, in Markdown.
//
//go:embed reference.md
var Reference string
