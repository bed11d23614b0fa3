// Package manual writes what comes with a command line: manual pages and the
// completions of shells. Both are made of the same texts as its help, and the page
// about the language of its reference.
package manual

import (
	"slices"
	"strings"
)

// Program is a command line, as its help shows it.
type Program struct {
	Name, Release string
	Help          string
	Flags         []Flag // of every command
	Commands      []Command
}

// Command is a command of the program. The first one runs if none is named.
type Command struct {
	Name, Help string
	Detail     string // a paragraph, without a line break
	Arguments  []Argument
	Flags      []Flag // without those of every command
}

// Argument is a word that is no flag.
type Argument struct {
	Name, Help string
	Optional   bool
	Repeated   bool
	Values     []string // the possible ones; nil: any
}

// Flag is a flag.
type Flag struct {
	Name, Help  string
	Short       rune
	Placeholder string // for its value; "": it has none
}

// The kinds of values, by which shells complete them.
const (
	none      = ""          // a flag without a value
	word      = "word"      // nobody knows
	file      = "file"      // any
	config    = "config"    // a configuration
	provider  = "provider"  // the name of one in the configuration
	assumed   = "assumed"   // the same, with "=" and more behind it
	device    = "interface" // one that the configuration names
	oneOf     = "values"    // one of a list
	shellFile = "script"    // a file of a shell
)

// takes is the kind of values of a flag.
func (f Flag) takes() string {
	kinds := map[string]string{
		"": none, "FILE": file, "PATH": file, "SCRIPT": shellFile, "OLD.hcl": config,
		"PROVIDER": provider, "INTERFACE": device,
	}
	if kind, found := kinds[f.Placeholder]; found {
		return kind
	}
	if strings.HasPrefix(f.Placeholder, "PROVIDER=") {
		return assumed
	}
	return word
}

// takes is the kind of values of an argument.
func (a Argument) takes() string {
	switch {
	case len(a.Values) > 0:
		return oneOf
	case a.Name == "script":
		return shellFile
	case a.Name == "file":
		return config
	}
	return word
}

// sentence is a help text without its full stop.
func sentence(text string) string { return strings.TrimSuffix(text, ".") }

// names are the names of all commands.
func (p Program) names() []string {
	var names []string
	for _, c := range p.Commands {
		names = append(names, c.Name)
	}
	return names
}

// all are the flags that a command takes.
func (p Program) all(c Command) []Flag { return slices.Concat(c.Flags, p.Flags) }
