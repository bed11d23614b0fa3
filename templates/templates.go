// Package templates holds the layout of the scripts. The templates only range
// over what package render hands them and print it; nothing is decided here.
package templates

import "embed"

// FS holds the templates, one file per script and one per part that scripts
// share.
//
//go:embed *.tmpl
var FS embed.FS

// Starter is the configuration that "gen-splitroute init" prints.
//
//go:embed splitroute.hcl
var Starter []byte
