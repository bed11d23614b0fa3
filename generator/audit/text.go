package audit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"mvdan.cc/sh/v3/syntax"
)

// Text is the report for people.
func (r Report) Text() []byte {
	var out bytes.Buffer
	var remedies []string
	for _, f := range r.Findings {
		r.write(&out, f)
		if !slices.Contains(remedies, f.Remedy) {
			remedies = append(remedies, f.Remedy)
		}
	}
	for _, l := range r.ByHand {
		fmt.Fprintf(&out, "%s:%d: by hand\n", r.Script, l.Line)
		block(&out, "  ", l.Text)
	}
	if len(r.Findings) > 0 {
		fmt.Fprintln(&out, "what to do:")
		for _, remedy := range remedies {
			block(&out, "  ", remedy)
		}
	}
	fmt.Fprintf(&out, "%s: %s\n", r.Script, r.summary())
	return out.Bytes()
}

// write writes a finding. What there should be is marked with -, what the script
// has with +, as diff marks what it compares.
func (r Report) write(out *bytes.Buffer, f Finding) {
	fmt.Fprintf(out, "%s:%d: %s: %s\n", r.Script, f.Line, visible(f.Part), visible(f.Text))
	if f.At != "" {
		block(out, "  at ", f.At)
	}
	if f.Want != "" {
		block(out, "  - ", f.Want)
	}
	if f.Have != "" {
		block(out, "  + ", f.Have)
	}
}

func block(out *bytes.Buffer, mark, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		fmt.Fprintln(out, strings.TrimRight(mark+visible(line), " "))
	}
}

// visible shows characters that a terminal would obey, such as those that erase
// a line or turn the direction of writing round.
func visible(text string) string {
	var shown strings.Builder
	for _, r := range text {
		if r == '\t' || unicode.IsPrint(r) {
			shown.WriteRune(r)
		} else {
			quoted := strconv.QuoteRune(r)
			shown.WriteString(quoted[1 : len(quoted)-1])
		}
	}
	return shown.String()
}

func (r Report) summary() string {
	what := fmt.Sprintf("%s script of release %s, %s, %s", r.Kind, orNone(visible(r.Release)), count(len(r.Modules), "module"), count(r.Commands, "command"))
	if len(r.ByHand) > 0 {
		what += fmt.Sprintf(", %s by hand", count(len(r.ByHand), "command"))
	}
	switch {
	case !r.OK():
		return fmt.Sprintf("%s: %s", what, count(len(r.Findings), "difference"))
	case r.Against == "":
		return what + ": nothing differs from this release"
	}
	return fmt.Sprintf("%s: nothing differs from what %s yields", what, r.against())
}

// against is the configuration in a sentence.
func (r Report) against() string {
	if r.Against == "-" {
		return "the configuration"
	}
	return r.Against
}

func orNone(text string) string {
	if text == "" {
		return "(none)"
	}
	return text
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// remedy is what to do about a finding.
func (r Report) remedy(f Finding) string {
	switch f.Kind {
	case Untagged:
		return `end each route with proto "$tag" and each rule with protocol "$tag": without it, a run refuses the command`
	case NotByHand:
		return "leave in by_hand what it takes: ip route prepend and ip rule add priority, with the tag"
	case Added, Removed, Changed, Moved:
		if r.Kind == "setup" && r.Against != "" {
			return fmt.Sprintf("change %s instead, move routes and rules of your own into by_hand, and write the script again: %s", r.against(), r.command())
		}
	}
	return fmt.Sprintf("write the script again: %s", r.command())
}

// stdin is the name of a script that has none.
const stdin = "stdin"

// command is the one that writes the script again.
func (r Report) command() string {
	words := []string{"gen-splitroute", r.Kind}
	if r.Kind == "setup" {
		old := r.Script
		if old == stdin {
			old = "old.sh"
		}
		words = append(words, "--carry", old)
		if r.Confirm > 0 {
			words = append(words, "--confirm", strconv.Itoa(r.Confirm))
		}
	}
	if r.Against != "" {
		words = append(words, r.Against)
	}
	for i, word := range words {
		if quoted, err := syntax.Quote(word, syntax.LangPOSIX); err == nil {
			words[i] = quoted
		}
	}
	return strings.Join(words, " ") + " > new.sh"
}

// JSON is the report as data.
func (r Report) JSON() ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(r)
	return out.Bytes(), err
}
