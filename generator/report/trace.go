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

	"github.com/gen-splitroute/gen-splitroute/generator/provider"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// Trace is the way of a packet for people: what happens to it in order, each
// rule with why it did or didn't hold, and where it goes.
func Trace(s *rpdb.State, t rpdb.Trace) []byte {
	var text bytes.Buffer
	fmt.Fprintln(&text, t.Packet)
	for _, stage := range t.Stages {
		fmt.Fprintf(&text, "\nIt %s\n\n", stage.Name)
		for _, note := range stage.Notes {
			fmt.Fprintf(&text, "  %s\n", note)
		}
		if len(stage.Visits) > 0 {
			listVisits(&text, s, stage)
		}
	}
	fmt.Fprintf(&text, "\n%s\n\n", verdictTitle(t))
	for i, way := range t.Ways {
		if i > 0 {
			fmt.Fprintln(&text)
		}
		listWay(&text, s, way)
	}
	for i, what := range t.Depends {
		if i == 0 {
			fmt.Fprintln(&text, "\nThis depends on")
		}
		fmt.Fprintf(&text, "  %s\n", what)
	}
	return trimmed(text.Bytes())
}

func verdictTitle(t rpdb.Trace) string {
	switch {
	case !t.Arrives():
		return "It goes nowhere"
	case len(t.Ways) > 1:
		return "It takes one of these ways"
	}
	return "It takes this way"
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

// align writes rows in columns. There are thousands of them, which take a
// tabwriter as long as all the rest takes.
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

// origin is where something comes from, "" when not from the configuration.
func origin(o provider.Origin) string {
	if o.Line == 0 {
		return ""
	}
	return o.String()
}

// listWay prints an end of the way, with a line for each thing that there is
// to say about it.
func listWay(text io.Writer, s *rpdb.State, way rpdb.Way) {
	w := tabwriter.NewWriter(text, 0, 0, 2, ' ', 0)
	line := func(name, format string, args ...any) {
		fmt.Fprintf(w, "  %s\t%s\n", name, fmt.Sprintf(format, args...))
	}
	if way.If != "" {
		line("if", "%s", way.If)
	}
	if way.Share < 1 {
		line("share", "%.3g %% of the connections", way.Share*100)
	}
	line("verdict", "%s", verdict(way))
	if way.Route != nil && way.Route.Origin.Line > 0 {
		line("because", "%s (%s)", way.Route.Why, way.Route.Origin)
	} else if way.Route == nil && way.Rule != nil {
		line("because", "rule %d: %s (%s)", way.Rule.Priority, way.Rule.Why, way.Rule.Origin)
	}
	if way.Arrives() {
		listCarried(line, way)
	}
	w.Flush() // what is below takes everything
}

// verdict is what becomes of the packet.
func verdict(way rpdb.Way) string {
	switch {
	case way.Dropped != "":
		return "dropped: " + way.Dropped
	case way.Type == rpdb.NoRoute:
		return "dropped: there is no route"
	case !way.Arrives():
		return "dropped: " + string(way.Type)
	case way.Type != rpdb.Unicast:
		return "taken by this machine (" + string(way.Type) + ")"
	}
	by := "leaves"
	if way.Provider != "" {
		by += " by " + way.Provider
	}
	return strings.Join([]string{by, gatewayText(way.Hop), "interface " + way.Hop.Dev}, ", ")
}

func gatewayText(h rpdb.Hop) string {
	if h.Via.IsValid() {
		return "gateway " + h.Via.String()
	}
	return "directly"
}

// listCarried prints what a packet that arrives carries.
func listCarried(line func(name, format string, args ...any), way rpdb.Way) {
	source := way.Source.String()
	if way.Translated.IsValid() {
		source += ", translated to " + way.Translated.String()
	}
	line("source", "%s", source)
	if way.Mark != 0 {
		line("mark", "%#x", way.Mark)
	}
	if way.ConnectionMark != 0 {
		line("connection", "marked %#x", way.ConnectionMark)
	}
	if way.Answer != "" {
		line("answer", "%s", answerText(way))
	}
}

// answerText is what the reverse path filter makes of the answer.
func answerText(way rpdb.Way) string {
	switch {
	case way.Answer == rpdb.Passes:
		return "let in by the reverse path filter"
	case way.Answer == rpdb.Strict && way.Loosened:
		return "let in, since the reverse path filter isn't strict after the script"
	case way.Answer == rpdb.Martian:
		return string(way.Answer)
	}
	return string(way.Answer) + " for " + way.Hop.Dev
}
