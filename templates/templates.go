// Package templates holds the layout of the scripts. What depends on the plan is
// decided in package script; what a script decides when it runs is here.
package templates

import "embed"

// FS holds the templates, one file per script and one per part that scripts
// share.
//
//go:embed *.tmpl lib/*.sh
var FS embed.FS

// Deliver holds the templates of hooks, units and the init script.
//
//go:embed deliver/*.tmpl
var Deliver embed.FS

// Complete holds the templates of shells' completions.
//
//go:embed complete/*.tmpl
var Complete embed.FS

// Reference describes the scripts, in Markdown.
//
//go:embed reference.md
var Reference string

// Starter is the configuration that "gen-splitroute init" prints.
//
//go:embed splitroute.hcl
var Starter []byte
