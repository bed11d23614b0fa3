package render

import (
	"regexp"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
)

// plain are the words that a shell reads as they are, wherever they stand.
var plain = regexp.MustCompile(`^[A-Za-z0-9_./:@%+,=-]+$`)

// shell prints a command for a POSIX shell.
func shell(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = quote(w)
	}
	return strings.Join(quoted, " ")
}

// quote prints one word. All that reaches it was checked when the
// configuration was read; that it quotes nevertheless keeps a forgotten check
// from becoming a command.
func quote(word string) string {
	switch {
	case word == iproute.Tag:
		return `"` + word + `"`
	case plain.MatchString(word):
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
