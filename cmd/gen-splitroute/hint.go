package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/agext/levenshtein"
	"github.com/alecthomas/kong"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/script/sh"
)

// program is the name of this command in what it prints.
const program = "gen-splitroute"

// model is what kong knows about the command line.
var model = sync.OnceValue(func() *kong.Application {
	return kong.Must(&commandLine{}, kong.Name(program), kong.Description(description)).Model
})

// hint is what to do about an error, "" when there is nothing to add.
func hint(err error, args []string) string {
	if refusal, ok := errors.AsType[rehearsal.Refusal](err); ok {
		return refusal.Remedy
	}
	if fault, ok := errors.AsType[sh.Fault](err); ok {
		return fault.Remedy
	}
	m, ok := errors.AsType[missing](err)
	if !ok {
		return ""
	}
	// A word that is no command is taken for a file.
	if m.name == firstWord(args) {
		if meant := suggest(m.name); meant != "" {
			return meant
		}
	}
	if m.name == defaultFile && firstWord(args) == "audit" {
		return "name the configuration, or audit the script alone with --library"
	}
	if m.name == defaultFile {
		return fmt.Sprintf("%s init > %s writes a starter", program, defaultFile)
	}
	return ""
}

// instead are other programs' words for the commands of this one, and what to write.
var instead = map[string]string{
	"apply":   "nothing is applied from here: " + program + " > setup.sh, then run sh setup.sh as root",
	"destroy": program + " teardown > teardown.sh, then run sh teardown.sh as root",
	"diff":    program + " plan lists every command; diff(1) compares two scripts",
}

// usageHint is what to do about a wrong command line.
func usageHint(args []string) string {
	if slices.ContainsFunc(args, func(arg string) bool { return strings.HasPrefix(arg, "-o") || strings.HasPrefix(arg, "--out") }) {
		return "the script goes to standard output: " + program + " > setup.sh"
	}
	word := firstWord(args)
	if meant := suggest(word); meant != "" {
		return meant
	}
	if slices.ContainsFunc(model().Children, func(command *kong.Node) bool { return command.Name == word }) {
		return fmt.Sprintf("see %s %s --help", program, word)
	}
	return fmt.Sprintf("see %s --help", program)
}

// firstWord is the first argument that is no flag and no flag's value.
func firstWord(args []string) string {
	isValue := false
	for _, arg := range args {
		switch {
		case isValue:
			isValue = false
		case strings.HasPrefix(arg, "-"):
			isValue = takesValue(arg)
		default:
			return arg
		}
	}
	return ""
}

// takesValue reports whether the next argument is the value of a flag, of
// whichever command.
func takesValue(arg string) bool {
	return slices.ContainsFunc(model().Children, func(command *kong.Node) bool {
		return slices.ContainsFunc(command.Flags, func(flag *kong.Flag) bool {
			return arg == "--"+flag.Name && !flag.IsBool()
		})
	})
}

// suggest names the command that a word may be meant to be.
func suggest(word string) string {
	if hint, found := instead[word]; found {
		return hint
	}
	best, least := "", 1+min(2, len(word)/2) // of one letter, every short command would do
	for _, command := range model().Children {
		if word == command.Name { // something else is wrong
			return ""
		}
		distance := levenshtein.Distance(word, command.Name, nil)
		if distance < least {
			best, least = command.Name, distance
		}
	}
	if best == "" || strings.ContainsAny(word, `./\`) {
		return ""
	}
	return fmt.Sprintf("did you mean %s %s?", program, best)
}
