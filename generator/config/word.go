package config

import "github.com/zclconf/go-cty/cty"

// Protocol reads a word of a command line as the protocol of a rule block: a
// name or a number.
func Protocol(word string) (int, error) {
	n, f := parseIPProtocol(wordValue(word))
	return n, plainError(f)
}

// DSCP is Protocol for code points.
func DSCP(word string) (uint8, error) {
	n, f := parseDSCP(wordValue(word))
	return n, plainError(f)
}

func wordValue(word string) cty.Value {
	if n, err := cty.ParseNumberVal(word); err == nil {
		return n
	}
	return cty.StringVal(word)
}
