package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/agext/levenshtein"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// program is the name of this command in what it prints.
const program = "gen-splitroute"

// commands are the words that can come first, for suggestions.
var commands = []string{"setup", "teardown", "validate", "plan", "explain", "rehearse", "fmt", "init"}

// hint is what to do about an error, "" when there is nothing to add.
func hint(err error, args []string) string {
	if refusal, ok := errors.AsType[rehearsal.Refusal](err); ok {
		return refusal.Remedy
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
	if m.name == defaultFile {
		return fmt.Sprintf("%s init > %s writes a starter", program, defaultFile)
	}
	return ""
}

// usageHint is what to do about a wrong command line.
func usageHint(args []string) string {
	if meant := suggest(firstWord(args)); meant != "" {
		return meant
	}
	return fmt.Sprintf("see %s --help", program)
}

// firstWord is the first argument that is no flag.
func firstWord(args []string) string {
	for _, arg := range args {
		if !strings.HasPrefix(arg, "-") {
			return arg
		}
	}
	return ""
}

// suggest names the command that a word may be meant to be.
func suggest(word string) string {
	if word == "help" || word == "version" {
		return fmt.Sprintf("did you mean %s --%s?", program, word)
	}
	best, least := "", 3
	for _, command := range commands {
		distance := levenshtein.Distance(word, command, nil)
		if distance > 0 && distance < least {
			best, least = command, distance
		}
	}
	if best == "" || strings.ContainsAny(word, `./\`) {
		return ""
	}
	return fmt.Sprintf("did you mean %s %s?", program, best)
}
