package script

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

// head is what the templates lay out: texts in the order in which they are
// printed.
type head struct {
	File, Release string
	Providers     string   // "2 providers"
	Uplinks       []string // one line about each
	Names         string   // of the providers
	// The values of the variables that the library reads.
	Tags, Priorities, DefaultTable, LastMetric, Mask, UsesIPv6, NeedsIPv6, NamesIn, Confirm string
	Choices                                                                                 string // the tables with routes that the monitor decides about
	Preferred, Backups                                                                      string // the uplinks of the default route
	Tables                                                                                  []string

	Needs                               []string // what must be there, or what teardown recalls
	Sysctls, Marks, Entries, Sets, Last []group
	Undo                                []group
	ByHand                              string // the whole function, "" for an empty one
}

// group are commands with one reason.
type group struct {
	Among    string // the uplinks that the routes from here on choose among, "" for those before
	At       string
	Commands []command
}

// command is a line of a head.
type command struct {
	Line    string
	Input   []string // what it reads
	Expands bool     // there are variables of the script in Input
}

func newHead(p plan.Plan) head {
	h := head{
		File: p.File, Release: Release, Providers: count(p.Providers(), "provider"),
		Tags:       fmt.Sprintf("%d %d", p.Tags[0], p.Tags[1]),
		Priorities: fmt.Sprintf("%d %d", p.FirstPriority, p.LastPriority),
	}
	var names []string
	for _, n := range p.Uplinks() {
		h.Uplinks = append(h.Uplinks, about(n))
		if !slices.Contains(names, n.Provider) {
			names = append(names, n.Provider)
		}
	}
	h.Names = strings.Join(names, " ")
	return h
}

func setupHead(p plan.Plan, o Options) head {
	h := newHead(p)
	h.DefaultTable, h.NamesIn, h.Tables = defaultTable(p), p.Tables.File, tables(p)
	h.LastMetric = lastMetric(p.Steps)
	if p.MarkMask != 0 {
		h.Mask = fmt.Sprintf("%#x", p.MarkMask)
	}
	if p.IPv6 {
		h.UsesIPv6 = "1"
	}
	if p.NeedsIPv6 {
		h.NeedsIPv6 = "1"
	}
	if o.Confirm > 0 {
		h.Confirm = fmt.Sprint(o.Confirm)
	}
	h.Needs, h.ByHand = needs(p), o.ByHand
	h.Choices = choices(p.Steps)
	among := ""
	for _, s := range p.Steps {
		list := h.part(s.Section)
		*list = add(*list, s, doing(s.Op))
		if now := strings.Join(s.Among, " "); now != "" && now != among {
			among, (*list)[len(*list)-1].Among = now, now
		}
	}
	return h
}

// choices are the tables with routes that the monitor decides about, as ip names them.
func choices(steps []plan.Step) string {
	var names []string
	for _, s := range steps {
		r, ok := s.Op.(iproute.Route)
		name := fmt.Sprint(r.Table)
		if r.Table == iproute.MainTable {
			name = "main"
		}
		if ok && s.Among != nil && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}

// part is the part of the head that a section is in.
func (h *head) part(s plan.Section) *[]group {
	switch s {
	case plan.Sysctls:
		return &h.Sysctls
	case plan.Marks:
		return &h.Marks
	case plan.Policies:
		return &h.Sets
	case plan.Complete:
		return &h.Last
	}
	return &h.Entries
}

func teardownHead(p plan.Plan) head {
	h := newHead(p)
	h.Needs = recalls(p)
	steps := slices.Clone(p.Steps)
	slices.Reverse(steps)
	for _, s := range steps {
		h.Undo = add(h.Undo, s, undoing(s.Op))
	}
	return h
}

// add adds a step's command to those before it that have the same reason.
func add(groups []group, s plan.Step, c command) []group {
	at := s.Block + ": " + s.Why
	if n := len(groups); n > 0 && groups[n-1].At == quoteText(at) {
		groups[n-1].Commands = join(groups[n-1].Commands, c)
		return groups
	}
	return append(groups, group{At: quoteText(at), Commands: []command{c}})
}

// join adds a command to others. One command sets several sysctls.
func join(all []command, c command) []command {
	for _, begin := range []string{"sysctl -q -w ", "give_back "} {
		last := &all[len(all)-1].Line
		if words, ok := strings.CutPrefix(c.Line, begin); ok && strings.HasPrefix(*last, begin) {
			*last += " " + words
			return all
		}
	}
	return append(all, c)
}

func doing(op iproute.Op) command {
	c := command{Line: lines(op.Do())}
	if t, ok := op.(iproute.Tabular); ok {
		c.Input = t.Input()
		c.Expands = slices.ContainsFunc(c.Input, func(line string) bool { return strings.Contains(line, "$") })
	}
	return c
}

// undoing has the library give a sysctl back: only that knows its former value.
func undoing(op iproute.Op) command {
	if s, ok := op.(iproute.Sysctl); ok {
		return command{Line: shell([]string{"give_back", s.Key})}
	}
	return command{Line: lines(op.Undo())}
}

// lines prints a command, each next hop of a multipath route in a line of its own.
func lines(c iproute.Command) string {
	var text strings.Builder
	for i, word := range c {
		switch {
		case i == 0:
		case word == "nexthop", iproute.IsWords(word) && strings.Contains(word, ":+nexthop "):
			text.WriteString(" \\\n\t\t")
		default:
			text.WriteByte(' ')
		}
		text.WriteString(quote(word))
	}
	return text.String()
}

func count(n int, noun string) string {
	if n == 1 {
		return "one " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// defaultTable is the word for the table that the default route goes to.
func defaultTable(p plan.Plan) string {
	if p.MainFirst {
		return "own"
	}
	return "main"
}

// tables are the lines "NUMBER NAME" or "NUMBER NAME MARK/MASK" of all tables.
func tables(p plan.Plan) []string {
	var list []string
	for _, t := range p.Tables.Names {
		line := fmt.Sprintf("%d %s", t.Number, t.Name)
		if p.MarkMask != 0 && t.Mark != 0 {
			line += fmt.Sprintf(" %#x/%#x", t.Mark, p.MarkMask)
		}
		list = append(list, line)
	}
	return list
}

// lastMetric is the largest metric that an IPv6 default route of ours in main has with
// either tag, "" where there is none: those of others have to come behind it. The
// library has 1 and 2 for iproute.Metric.
func lastMetric(steps []plan.Step) string {
	last := -1
	for _, s := range steps {
		if r, ok := s.Op.(iproute.Route); ok && r.IPv6 && r.Table == iproute.MainTable && !r.Dst.IsValid() {
			last = max(last, r.Metric)
		}
	}
	switch last {
	case -1:
		return ""
	case 0:
		return "2"
	}
	return fmt.Sprintf("2%d", last)
}
