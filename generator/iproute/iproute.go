// Package iproute holds the operations that a script is made of: routes, rules,
// tables of nft and sysctls as typed values. Each knows the command that does it
// and the command that undoes it, so that what is rendered, simulated or
// rehearsed is always the same thing, and nobody has to parse a printed command.
//
// The syntax is that of ip-route(8), ip-rule(8), nft(8) and sysctl(8).
package iproute

import "strings"

// Tag stands in a command for the routing protocol number that the running
// script has chosen. Every route and rule carries it; it says whose they are.
const Tag = "$tag"

// Former stands in the undo of a Sysctl for the value that was there before.
const Former = "$former"

// Command is a command line, word by word. Words are plain text, safe to print
// unquoted, except those that begin with "$", which hold a variable of the
// script, and the one with Former in it, for which a script calls put_back.
type Command []string

// IsVariable reports whether a word holds a variable of the script.
func IsVariable(word string) bool { return strings.HasPrefix(word, "$") && !IsWords(word) }

// IsWords reports whether a word is several ones or none, as a variable of the
// script says.
func IsWords(word string) bool { return strings.HasPrefix(word, "${") && strings.Contains(word, ":+") }

// String joins the words with spaces.
func (c Command) String() string { return strings.Join(c, " ") }

// BatchLine is the command as a line for "ip -batch", whether that has to be
// an "ip -6 -batch", and false when it isn't one of ip's.
func (c Command) BatchLine() (line string, ipv6, ok bool) {
	switch {
	case c[0] != "ip":
		return "", false, false
	case c[1] == "-6":
		return c[2:].String(), true, true
	}
	return c[1:].String(), false, true
}

// ip begins a command of one family. IPv4 is what ip takes by itself.
func ip(ipv6 bool) Command {
	if ipv6 {
		return Command{"ip", "-6"}
	}
	return Command{"ip"}
}

// Op is one change to the system.
type Op interface {
	Do() Command
	Undo() Command
}

// The tables that are there from the start (RT_TABLE_* in linux/rtnetlink.h).
const (
	DefaultTable = 253
	MainTable    = 254
	LocalTable   = 255
)
