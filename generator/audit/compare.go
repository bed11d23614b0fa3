package audit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// compare finds what differs between the heads of two scripts of one kind.
func (s *Script) compare(want *Script) []Finding {
	findings := s.compareVariables(want)
	for _, f := range s.Kind.Functions {
		if f.Name == script.ByHand {
			continue
		}
		have, there := s.head.functions[f.Name]
		if !there {
			have.line, have.end = s.headEnd, s.headEnd
		}
		findings = append(findings, compareItems(f.Name, want.head.functions[f.Name].items, have.items, have.end)...)
	}
	return findings
}

// compareItems compares two lists of commands. Commands that are missing at the end are
// reported before the line end.
func compareItems(part string, want, have []item, end int) []Finding {
	var findings []Finding
	var removed, added []item
	for _, gap := range differences(keys(want), keys(have)) {
		line := end
		if gap.bEnd < len(have) {
			line = have[gap.bEnd].line
		}
		gone, come := slices.Clone(want[gap.a:gap.aEnd]), slices.Clone(have[gap.b:gap.bEnd])
		for i := range gone {
			gone[i].line = line
		}
		var changed []Finding
		changed, gone, come = pairs(part, gone, come)
		findings = append(findings, changed...)
		removed, added = append(removed, gone...), append(added, come...)
	}
	return append(findings, singles(part, removed, added)...)
}

func keys(items []item) []string {
	list := make([]string, len(items))
	for i, it := range items {
		list[i] = it.at + "\x00" + it.text
	}
	return list
}

// window is how many of the next commands one may be a changed form of.
const window = 8

// pairs takes those out that are similar. Where one takes the place of one, that
// is similar enough, unless they serve different things.
func pairs(part string, gone, come []item) (changed []Finding, left, right []item) {
	if len(gone) == 1 && len(come) == 1 && gone[0].at == come[0].at {
		return []Finding{change(part, gone[0], come[0])}, nil, nil
	}
	next := 0
	for _, want := range gone {
		found := -1
		for i := next; i < min(len(come), next+window) && found < 0; i++ {
			if similar(want, come[i]) {
				found = i
			}
		}
		if found < 0 {
			left = append(left, want)
			continue
		}
		have := come[found]
		right, next = append(right, come[next:found]...), found+1
		changed = append(changed, change(part, want, have))
	}
	return changed, left, append(right, come[next:]...)
}

// change is a command that differs, or whose reason alone does.
func change(part string, want, have item) Finding {
	f := Finding{Kind: Changed, Line: have.line, Part: part, At: have.at, Want: want.text, Have: have.text, Text: fmt.Sprintf("this %s is changed", have.noun())}
	if want.text == have.text {
		f.Text, f.At = "the reason of this command is changed: "+have.text, ""
		f.Want, f.Have = "at "+want.at, "at "+have.at
	}
	return f
}

// similar reports whether one may be a changed form of the other: commands that
// serve the same, lines of one document that have half of their words in common,
// and commands that begin alike and have three of four in common.
func similar(a, b item) bool {
	x, y := strings.Fields(a.text), strings.Fields(b.text)
	same, most := common(x, y), max(len(x), len(y))
	switch {
	case a.text == b.text:
		return true
	case a.at != b.at || a.at == "":
		return same > 0 && x[0] == y[0] && 4*same >= 3*most
	case a.stmt == nil || b.stmt == nil:
		return 2*same >= most
	}
	return true
}

// common is how many words two commands have in common.
func common(x, y []string) int {
	count, n := map[string]int{}, 0
	for _, word := range x {
		count[word]++
	}
	for _, word := range y {
		if count[word] > 0 {
			count[word]--
			n++
		}
	}
	return n
}

// singles are commands that only one side has, and commands that both sides have in
// different places.
func singles(part string, removed, added []item) []Finding {
	at := map[string][]int{} // where the script has it
	for i, key := range keys(added) {
		at[key] = append(at[key], i)
	}
	moved := map[int]bool{}
	var findings []Finding
	for i, key := range keys(removed) {
		if places := at[key]; len(places) > 0 {
			at[key], moved[places[0]] = places[1:], true
			continue
		}
		r := removed[i]
		findings = append(findings, Finding{Kind: Removed, Line: r.line, Part: part, At: r.at, Want: r.text, Text: fmt.Sprintf("a %s is missing", r.noun())})
	}
	for i, a := range added {
		f := Finding{Kind: Added, Line: a.line, Part: part, At: a.at, Have: a.text, Text: fmt.Sprintf("this %s is added", a.noun())}
		if moved[i] {
			f.Kind, f.Text = Moved, fmt.Sprintf("this %s is at another place", a.noun())
		}
		findings = append(findings, f)
	}
	return findings
}

const variables = "variables"

// compareVariables compares by name; where a value has lines, by these.
func (s *Script) compareVariables(want *Script) []Finding {
	var findings []Finding
	last := map[string]variable{}
	for _, v := range s.head.variables {
		if before, ok := last[v.name]; ok {
			findings = append(findings, Finding{Kind: Added, Line: before.line, Part: variables, Have: assignment(before), Text: v.name + " is set again later"})
		}
		last[v.name] = v
	}
	for _, w := range want.head.variables {
		have, ok := last[w.name]
		delete(last, w.name)
		switch {
		case !ok:
			findings = append(findings, Finding{Kind: Removed, Line: s.variablesEnd(), Part: variables, Want: assignment(w), Text: w.name + " isn't set"})
		case have.value == w.value:
		case strings.Contains(w.value+have.value, "\n"):
			findings = append(findings, compareItems(variables, w.lines(), have.lines(), have.line)...)
		default:
			findings = append(findings, Finding{Kind: Changed, Line: have.line, Part: variables, Want: assignment(w), Have: assignment(have), Text: w.name + " is changed"})
		}
	}
	for _, v := range s.head.variables {
		if last[v.name] == v {
			findings = append(findings, Finding{Kind: Added, Line: v.line, Part: variables, Have: assignment(v), Text: v.name + " is not a variable of the head"})
		}
	}
	return findings
}

func assignment(v variable) string { return v.name + "=" + v.value }

// lines are those of a value, each as an item.
func (v variable) lines() []item {
	var items []item
	for i, line := range strings.Split(strings.Trim(v.value, "'"), "\n") {
		items = append(items, item{at: v.name, text: line, line: v.line + i})
	}
	return items
}

// variablesEnd is the line of the last assignment, or of the head's end.
func (s *Script) variablesEnd() int {
	if n := len(s.head.variables); n > 0 {
		return s.head.variables[n-1].line
	}
	return s.headEnd
}
