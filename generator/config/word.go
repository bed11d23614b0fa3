package config

import (
	"math/big"

	"github.com/zclconf/go-cty/cty"
)

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
	if n, _, err := big.ParseFloat(word, 10, 64, big.ToNearestEven); err == nil {
		return cty.NumberVal(n)
	}
	return cty.StringVal(word)
}
