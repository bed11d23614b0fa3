package config

import (
	"path"
	"strings"
)

// The alphabets that names are made of.
const (
	lower   = "abcdefghijklmnopqrstuvwxyz"
	letters = lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits  = "0123456789"
)

// isWord reports whether s has 1 to most bytes, the first of them out of first
// and all out of all.
func isWord(s string, most int, first, all string) bool {
	return s != "" && len(s) <= most && strings.Contains(first, s[:1]) && strings.Trim(s, all) == ""
}

// isName: a provider's name becomes that of its routing table in rt_tables and a word
// of ip(8) commands. It is a valid identifier of HCL, which starts with a letter,
// because references spell it.
func isName(s string) bool { return isWord(s, 31, lower, lower+digits+"_-") }

// reservedNames are words that ip(8) understands where a table's name stands
// (etc/iproute2/rt_tables and iproute_list_flush_or_save in ip/iproute.c of
// iproute2), the loopback interface's, and the name of our own table.
var reservedNames = map[string]bool{
	"unspec": true, "default": true, "main": true, "local": true,
	"all": true, "cache": true, "help": true,
	"lo": true, "splitroute": true,
}

// parseName checks the name of any block.
func parseName(raw string) (string, *fault) {
	if !isName(raw) {
		return "", faultf(invalidName, "%s is not a name that ip and a shell take as it is. "+
			"Write a lower-case letter, then at most 30 lower-case letters, digits, \"_\" and \"-\".", quote(raw))
	}
	return raw, nil
}

// parseTableName checks the name of a provider.
func parseTableName(raw string) (string, *fault) {
	if reservedNames[raw] {
		return "", faultf("Reserved name", "The provider's routing table gets this name, but %q means something else to ip or to this program. "+
			"Write another name, such as %q.", raw, raw+"1")
	}
	return parseName(raw)
}

// isInterface: Linux takes names of 1 to 15 bytes other than "." and ".." without "/", ":"
// and white space (dev_valid_name in net/core/dev.c). A shell takes these
// without quotes, and no command takes them for an option. "@" is not among the characters,
// because ip prints it behind a name.
func isInterface(s string) bool { return isWord(s, 15, letters+digits+"_", letters+digits+"_.-") }

// parseInterface checks the name of an interface. "all" and "default" aren't
// interfaces but directories beside them (net/ipv4/devinet.c), so sysctls
// would go wrong.
func parseInterface(raw string) (string, *fault) {
	switch {
	case len(raw) > 15:
		return "", faultf(invalidInterface, "%s has %d bytes, and Linux allows 15. Write the name that \"ip link\" prints.", quote(raw), len(raw))
	case !isInterface(raw):
		return "", faultf(invalidInterface, "%s is not a name that Linux and a shell both take as it is. "+
			"Write 1 to 15 letters, digits, \"_\", \".\" and \"-\", with a letter, a digit or \"_\" first; rename the interface if need be.", quote(raw))
	case raw == "all" || raw == "default":
		return "", faultf(invalidInterface, "%q stands for all interfaces under /proc/sys/net. Write the name of one interface.", raw)
	}
	return raw, nil
}

// notLoopback is parseInterface, except that it refuses the loopback interface with refusal.
func notLoopback(refusal string) func(string) (string, *fault) {
	return func(raw string) (string, *fault) {
		if raw == "lo" {
			return "", faultf(invalidInterface, "%s", refusal)
		}
		return parseInterface(raw)
	}
}

var (
	parseUplinkInterface = notLoopback("\"lo\" is the loopback interface. Write the interface that the provider is connected to.")
	parseLocalInterface  = notLoopback("\"lo\" is the loopback interface, behind which there is no network. Write the interface that the local network is connected to; addresses on \"lo\" need no block.")
	parseArrival         = notLoopback("No packet that a rule could route arrives on \"lo\". Write users to select packets of this machine, or another interface.")
)

// displayName is the name that diagnostics show.
func displayName(name string) string {
	if name == "-" || name == "" {
		return "stdin"
	}
	return name
}

// safeInOrigin are the characters that may get into a comment or a string of a
// script.
const safeInOrigin = letters + digits + "._+-"

// originFile reduces a file's name to what is safe in a script: its base name
// in a small alphabet, never empty, never like an option, and not longer than
// a line can bear.
func originFile(name string) string {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	base = strings.Map(func(c rune) rune {
		if strings.ContainsRune(safeInOrigin, c) {
			return c
		}
		return '_'
	}, base)
	if strings.HasPrefix(base, "-") {
		base = "_" + base[1:]
	}
	return base[:min(len(base), 64)]
}
