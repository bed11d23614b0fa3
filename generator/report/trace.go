package report

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Trace shows people what happens to a packet: first where it goes and why, then
// each lookup, with each rule and the reason why it matched or not.
func Trace(s *rpdb.State, t rpdb.Trace) []byte {
	var text bytes.Buffer
	fmt.Fprintf(&text, "%v\n\n%s\n\n", t.Packet, verdictTitle(t))
	for i, path := range t.Paths {
		if i > 0 {
			fmt.Fprintln(&text)
		}
		listPath(&text, s, path)
	}
	for i, what := range t.Depends {
		if i == 0 {
			fmt.Fprintln(&text, "\nThis depends on")
		}
		fmt.Fprintf(&text, "  %s\n", what)
	}
	for _, stage := range t.Stages {
		listStage(&text, s, stage)
	}
	return trimmed(text.Bytes())
}

// listStage prints what happens to the packet in one step.
func listStage(text *bytes.Buffer, s *rpdb.State, stage rpdb.Stage) {
	fmt.Fprintf(text, "\nIt %s\n\n", stage.Name)
	for _, note := range stage.Notes {
		fmt.Fprintf(text, "  %s\n", note)
	}
	if len(stage.Visits) > 0 {
		listVisits(text, s, stage)
	}
}

func verdictTitle(t rpdb.Trace) string {
	switch {
	case !t.Arrives():
		return "It goes nowhere"
	case len(t.Paths) > 1:
		return "It takes one of these paths"
	}
	return "It takes this path"
}

func listVisits(text *bytes.Buffer, s *rpdb.State, stage rpdb.Stage) {
	rows := make([][4]string, 0, len(stage.Visits)+2)
	rows = append(rows, [4]string{"PRIORITY", "RULE", "ORIGIN", "HOLDS"})
	for _, v := range stage.Visits {
		why := s.Reason(stage.Packet, v)
		if v.Route != nil && !v.Ignored && v.Route.Origin.Line > 0 {
			why += " (" + v.Route.Origin.String() + ")"
		}
		rows = append(rows, [4]string{strconv.Itoa(v.Rule.Priority), v.Rule.String(), origin(v.Rule.Origin), why})
	}
	if stage.Answer.Type == rpdb.NoRoute {
		rows = append(rows, [4]string{1: "(no rule is left)"})
	}
	align(text, rows)
}

// align writes rows in columns. A tabwriter is too slow for thousands of rows.
func align(text *bytes.Buffer, rows [][4]string) {
	var widths [4]int
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	spaces := strings.Repeat(" ", slices.Max(widths[:])+2)
	for _, row := range rows {
		for i, cell := range row {
			text.WriteString("  ")
			text.WriteString(cell)
			if i < len(row)-1 {
				text.WriteString(spaces[:widths[i]-utf8.RuneCountInString(cell)])
			}
		}
		text.WriteByte('\n')
	}
}

// origin is the line that something comes from, "" when it isn't from the
// configuration.
func origin(o site.Origin) string {
	if o.Line == 0 {
		return ""
	}
	return o.String()
}

// listPath prints where a path ends, one fact a line.
func listPath(text io.Writer, s *rpdb.State, path rpdb.Path) {
	w := tabwriter.NewWriter(text, 0, 0, 2, ' ', 0)
	line := func(name, format string, args ...any) {
		fmt.Fprintf(w, "  %s\t%s\n", name, fmt.Sprintf(format, args...))
	}
	if path.If != "" {
		line("if", "%s", path.If)
	}
	if path.Share < 1 {
		line("share", "%.3g %% of the %s", path.Share*100, s.Balanced())
	}
	line("verdict", "%s", verdict(path))
	if path.Route != nil && path.Route.Origin.Line > 0 {
		line("because", "%s (%s)", path.Route.Why, path.Route.Origin)
	} else if path.Route == nil && path.Rule != nil {
		line("because", "rule %d: %s (%s)", path.Rule.Priority, path.Rule.Why, path.Rule.Origin)
	}
	if path.Arrives() {
		listCarried(line, path)
	}
	w.Flush() // writing to a buffer can't fail
}

// verdict is what becomes of the packet.
func verdict(path rpdb.Path) string {
	switch {
	case path.Dropped != "":
		return "dropped: " + path.Dropped
	case path.Type == rpdb.NoRoute:
		return "dropped: there is no route"
	case !path.Arrives():
		return "dropped: " + string(path.Type)
	case path.Type != rpdb.Unicast:
		return "taken by this machine (" + string(path.Type) + ")"
	}
	by := "leaves"
	if path.Provider != "" {
		by += " via " + path.Provider
	}
	return strings.Join([]string{by, gatewayText(path.Hop), "interface " + path.Hop.Dev}, ", ")
}

func gatewayText(h rpdb.Hop) string {
	if h.Via.IsValid() {
		return "gateway " + h.Via.String()
	}
	return "directly"
}

// listCarried prints the source of a packet that arrives, its translation, whether
// its answer gets in, and its marks.
func listCarried(line func(name, format string, args ...any), path rpdb.Path) {
	line("source", "%s", path.Source)
	switch {
	case path.Translated.IsGiven():
		line("NAT", "the source is translated to %s", path.Translated)
	case path.Provider != "":
		line("NAT", "none")
	}
	if path.Answer != "" {
		line("answer", "%s", answerText(path))
	}
	if path.Mark != 0 {
		line("mark", "%#x", path.Mark)
	}
	if path.ConnectionMark != 0 {
		line("connection", "marked %#x", path.ConnectionMark)
	}
}

// answerText says whether the reverse path filter lets the reply in.
func answerText(path rpdb.Path) string {
	switch {
	case path.Answer == rpdb.Passes:
		return "let in by the reverse path filter"
	case path.Answer == rpdb.Strict && path.Loosened:
		return "let in, since the reverse path filter isn't strict after the script"
	case path.Answer == rpdb.Martian:
		return string(path.Answer)
	}
	return string(path.Answer) + " for " + path.Hop.Dev
}
