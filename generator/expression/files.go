package expression

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
)

func fileFunctions() map[string]function {
	return map[string]function{
		"file": {"file(\"list.txt\")", 1, 1, file},
	}
}

// content is what was read of a file.
type content struct {
	text cty.Value
	err  error
}

// file reads a file once, however often it is asked for.
func file(a *args) (cty.Value, error) {
	name := a.text(0)
	if a.err != nil {
		return cty.NilVal, nil
	}
	read, found := a.files[name]
	if !found {
		read.text, read.err = a.readFile(name)
		if a.files == nil {
			a.files = make(map[string]content)
		}
		a.files[name] = read
	}
	a.fail(0, read.err)
	return read.text, nil
}

// readFile takes plain text only: nothing else belongs in a configuration.
func (a *args) readFile(name string) (cty.Value, error) {
	if a.ReadFile == nil {
		return cty.NilVal, faultf(InvalidArgument, "Files can't be read here. Write the value itself.")
	}
	if name == "" || strings.ContainsRune(name, 0) {
		return cty.NilVal, faultf(InvalidArgument, "This is not the name of a file. Write its path from the directory of the configuration.")
	}
	src, err := a.ReadFile(name)
	if err != nil {
		return cty.NilVal, faultf(InvalidArgument, "%s can't be read: %s. Write a path from the directory of the configuration.", Quote(name), err)
	}
	if len(src) > maxText {
		return cty.NilVal, faultf(TooLarge, "%s has more than 4 MiB. Is this the right file? Write a shorter one.", Quote(name))
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if at := firstBinary(src); at >= 0 {
		return cty.NilVal, faultf(InvalidArgument, "%s is no plain text (UTF-8 without control characters) in line %d. Correct that line, or write another file.",
			Quote(name), bytes.Count(src[:at], []byte{'\n'})+1)
	}
	return a.Evaluator.text(string(src))
}

// firstBinary is the place of the first byte that is no plain text, or -1.
func firstBinary(src []byte) int {
	for i := 0; i < len(src); {
		char, size := utf8.DecodeRune(src[i:])
		if char == utf8.RuneError && size == 1 || unicode.IsControl(char) && char != '\t' && char != '\n' && char != '\r' {
			return i
		}
		i += size
	}
	return -1
}
