package config

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
)

// before and after are how many bytes of a line are shown round a position.
const (
	before = 60
	after  = 100
)

// maxShown is how many diagnostics are written. Nobody reads as many, and a
// file that isn't a configuration can have a million.
const maxShown = 200

// WriteDiagnostics prints diagnostics for people, sorted by position, one
// block each: severity and summary, the place, the line of the source with a
// mark below, and what to do about it. Nothing from the file reaches the
// terminal as a control character. Its cost doesn't depend on the length of
// the file or of its lines. Of very many, it prints some, and how many more
// there are.
func WriteDiagnostics(w io.Writer, src []byte, diags hcl.Diagnostics, color bool) error {
	out := bufio.NewWriter(w)
	list := shown(diags)
	for i, diag := range list {
		word, start := severity(diag)
		paint := func(s string) string { return start + s + "\x1b[0m" }
		if !color {
			paint = func(s string) string { return s }
		}
		if i > 0 {
			out.WriteByte('\n')
		}
		fmt.Fprintf(out, "%s: %s\n", paint(word), visible(diag.Summary))
		if diag.Subject != nil {
			writePlace(out, sourceOf(diag, src), *diag.Subject, paint)
		}
		if diag.Detail != "" {
			fmt.Fprintf(out, "  %s\n", visible(diag.Detail))
		}
	}
	if more := len(diags) - len(list); more > 0 {
		fmt.Fprintf(out, "\n%d more mistakes and warnings are not shown\n", more)
	}
	return out.Flush()
}

// shown returns the diagnostics that are written, sorted by position. Warnings
// make room for errors.
func shown(diags []*fault) []*fault {
	all := sorted(diags)
	slices.SortStableFunc(all, func(a, b *fault) int { return cmp.Compare(a.Severity, b.Severity) })
	return sorted(all[:min(len(all), maxShown)])
}

// severity is the word for a diagnostic, and the color in which to print what should
// stand out: red, or yellow for a warning.
func severity(diag *fault) (word, color string) {
	if diag.Severity == hcl.DiagWarning {
		return "warning", "\x1b[1;33m"
	}
	return "error", "\x1b[1;31m"
}

// writePlace prints where it is and the line of the source.
func writePlace(out *bufio.Writer, src []byte, at hcl.Range, paint func(string) string) {
	if at.Filename == commandLine {
		fmt.Fprintf(out, "  on the %s\n", commandLine)
	} else {
		fmt.Fprintf(out, "  on %s line %d, column %d\n", visible(at.Filename), at.Start.Line, at.Start.Column)
	}
	head, marked, tail := snippet(src, at)
	number := fmt.Sprintf("%5d", at.Start.Line)
	fmt.Fprintf(out, "%s | %s%s%s\n", number, head, marked, tail)
	indent := strings.Repeat(" ", len(number)+len(" | ")+utf8.RuneCountInString(head))
	width := max(1, utf8.RuneCountInString(marked))
	fmt.Fprintf(out, "%s%s\n", indent, paint(strings.Repeat("^", width)))
}

// snippet returns the part of the range's first line round the range, ready to print:
// the text before it, in it and behind it, with dots where something is cut off.
func snippet(src []byte, at hcl.Range) (head, marked, tail string) {
	start := min(max(at.Start.Byte, 0), len(src))
	from, to := max(0, start-before), min(len(src), start+after)
	for from > 0 && from < start && !utf8.RuneStart(src[from]) {
		from++
	}
	for to > start && to < len(src) && !utf8.RuneStart(src[to]) {
		to--
	}
	left, right := src[from:start], src[start:to]
	if i := bytes.LastIndexByte(left, '\n'); i >= 0 {
		left = left[i+1:]
	} else if from > 0 && src[from-1] != '\n' {
		head = "..."
	}
	if line, _, found := bytes.Cut(right, []byte{'\n'}); found {
		right = bytes.TrimSuffix(line, []byte{'\r'})
	} else if rest := src[to:]; len(rest) > 0 && rest[0] != '\n' && rest[0] != '\r' {
		tail = "..."
	}
	inside := min(max(at.End.Byte-start, 0), len(right))
	return head + visible(left), visible(right[:inside]), visible(right[inside:]) + tail
}

// visible replaces what a terminal would not print as it is.
func visible[T string | []byte](text T) string {
	return strings.Map(func(char rune) rune {
		switch {
		case char == '\t':
			return ' '
		case !unicode.IsPrint(char):
			return utf8.RuneError
		}
		return char
	}, string(text))
}

// object is one of "terraform validate -json", format 1.0, which editors and CI know.
type object map[string]any

// WriteJSON prints diagnostics for programs, sorted by position. The counts are
// those of all, also where only some are written.
func WriteJSON(w io.Writer, src []byte, diags hcl.Diagnostics) error {
	errors, list := 0, []object{}
	for _, diag := range diags {
		if diag.Severity == hcl.DiagError {
			errors++
		}
	}
	for _, diag := range shown(diags) {
		list = append(list, jsonOf(diag, sourceOf(diag, src)))
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(object{
		"format_version": "1.0", "valid": errors == 0, "diagnostics": list,
		"error_count": errors, "warning_count": len(diags) - errors,
	})
}

func jsonOf(diag *fault, src []byte) object {
	word, _ := severity(diag)
	result := object{"severity": word, "summary": visible(diag.Summary), "detail": visible(diag.Detail)}
	if diag.Subject == nil {
		return result
	}
	position := func(p hcl.Pos) object { return object{"line": p.Line, "column": p.Column, "byte": p.Byte} }
	at := *diag.Subject
	head, marked, tail := snippet(src, at)
	result["range"] = object{"filename": visible(at.Filename), "start": position(at.Start), "end": position(at.End)}
	result["snippet"] = object{ // the line of the source, or the part of a long one that matters
		"context": nil, "code": head + marked + tail, "start_line": at.Start.Line, "values": []object{},
		"highlight_start_offset": len(head), "highlight_end_offset": len(head) + len(marked), // in bytes
	}
	return result
}

// Warner returns a function that makes warnings about lines of a configuration, from 1, for
// packages that find something in its model.
func Warner(name string, src []byte) func(line int, summary, detail string) *hcl.Diagnostic {
	lines := bytes.SplitAfter(src, []byte{'\n'})
	starts := make([]int, len(lines)+1)
	for i, text := range lines {
		starts[i+1] = starts[i] + len(text)
	}
	return func(line int, summary, detail string) *hcl.Diagnostic {
		text := lines[line-1]
		words := bytes.TrimSpace(text)
		indent := bytes.Index(text, words)
		start := hcl.Pos{Line: line, Column: indent + 1, Byte: starts[line-1] + indent}
		end := hcl.Pos{Line: line, Column: start.Column + utf8.RuneCount(words), Byte: start.Byte + len(words)}
		return newWarning(hcl.Range{Filename: displayName(name), Start: start, End: end}, summary, detail)
	}
}
