// Package iproute has the operations that a script consists of, as typed values:
// routes, rules, nft tables and sysctls. Each has the command that does it and the
// command that undoes it. So scripts, the simulation and the rehearsal all work on
// the same values, and nothing has to parse a printed command.
//
// The syntax is that of ip-route(8), ip-rule(8), nft(8) and sysctl(8).
package iproute

import "strings"

// Tag stands in a command for the routing protocol number that the script chooses
// when it runs. Every route and rule carries it, which shows that they are ours.
const Tag = "$tag"

// Former stands in the undo of a Sysctl for the value before the first setup.
const Former = "$former"

// Command is a command line, word by word. Words are plain text that needs no
// quotes in a shell, except those that contain a variable of the script.
type Command []string

// IsVariable reports whether a word begins with a variable of the script.
func IsVariable(word string) bool { return strings.HasPrefix(word, "$") && !IsWords(word) }

// IsWords reports whether a word expands to several words or to none, depending
// on a variable of the script.
func IsWords(word string) bool { return strings.HasPrefix(word, "${") && strings.Contains(word, ":+") }

// String joins the words with spaces.
func (c Command) String() string { return strings.Join(c, " ") }

// ip begins a command of one family. Without -6, ip assumes IPv4.
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

// The kernel's own tables (RT_TABLE_* in linux/rtnetlink.h).
const (
	DefaultTable = 253
	MainTable    = 254
	LocalTable   = 255
)
