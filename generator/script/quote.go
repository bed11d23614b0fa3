package script

import (
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
)

// plain reports whether a shell reads a word as it is, wherever it stands.
func plain(word string) bool {
	for i := range len(word) {
		c := word[i]
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("_./:@%+,=-", c) >= 0) {
			return false
		}
	}
	return word != ""
}

// shell prints a command for a POSIX shell.
func shell(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = quote(w)
	}
	return strings.Join(quoted, " ")
}

// quote prints one word. All that reaches it was checked when the configuration
// was read; that it quotes nevertheless keeps a forgotten check from becoming a
// command.
func quote(word string) string {
	switch {
	case iproute.IsVariable(word):
		return `"` + word + `"`
	case plain(word), iproute.IsWords(word):
		return word
	}
	return quoteText(word)
}

// quoteText prints a text between single quotes.
func quoteText(text string) string {
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
