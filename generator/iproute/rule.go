package iproute

import (
	"fmt"
	"strconv"
)

// Rule is a rule of the routing policy database. What it selects is what all
// of its selectors hold for. The zero Prefix selects every address, the zero
// Mask every packet, and so does the zero value of all others.
type Rule struct {
	IPv6                          bool
	Priority                      int
	From, To                      Prefix
	Mark, Mask                    uint32 // the packet's mark, in the bits of the mask
	Iif                           string // interface on which it arrives, or Local
	Oif                           string // interface that a socket is bound to, or the kernel asks about
	Protocol                      int    // of what is in it
	SourcePorts, DestinationPorts Range
	Users                         Range // whose process sends it
	Action                        Action
}

// Local is the Iif of packets that this machine sends (ip-rule(8)).
const Local = "lo"

// Range is a range of numbers, with both of its ends. The zero Range holds all
// numbers.
type Range struct {
	First, Last uint32
	Bounded     bool
}

// Between is the range from first to last.
func Between(first, last uint32) Range { return Range{first, last, true} }

// String is the range as ip and nft take it.
func (r Range) String() string {
	if r.First == r.Last {
		return strconv.FormatUint(uint64(r.First), 10)
	}
	return fmt.Sprintf("%d-%d", r.First, r.Last)
}

// Action is what a matching rule does; exactly one of its kinds is set. The
// zero Action is that of a rule which somebody else has made.
type Action struct {
	Lookup      int    // table to look in
	Suppress    string // longest prefix length of the routes there that are ignored, "" when none is
	Goto        int    // priority to go on at
	Nop         bool
	Unreachable bool // the sender is told so (ICMP, RFC 792)
}

// Lookup is the action that looks in a table.
func Lookup(table int) Action { return Action{Lookup: table} }

// LookupBeyond is the action that looks in a table and ignores routes whose
// prefix is not longer than length.
func LookupBeyond(table int, length string) Action { return Action{Lookup: table, Suppress: length} }

// Goto is the action that goes on at the rule with the given priority, which
// must come later.
func Goto(priority int) Action { return Action{Goto: priority} }

// Nop is the action that does nothing: a place to go to, or a sign to read.
func Nop() Action { return Action{Nop: true} }

// Unreachable is the action that lets a packet go no further.
func Unreachable() Action { return Action{Unreachable: true} }

// Do adds the rule, behind others of the same priority.
func (r Rule) Do() Command { return r.command("add") }

// Undo deletes this very rule: the kernel deletes the first one that matches
// the attributes given, so all are given (net/core/fib_rules.c, rule_find).
func (r Rule) Undo() Command { return r.command("del") }

func (r Rule) command(verb string) Command {
	c := append(ip(r.IPv6), "rule", verb, "priority", strconv.Itoa(r.Priority))
	c = append(c, r.words()...)
	return append(c, "protocol", Tag)
}

// String is what the rule selects and does, as "ip rule" lists it.
func (r Rule) String() string { return r.words().String() }

func (r Rule) words() Command {
	c := append(make(Command, 0, 8), selector("from", r.From)...)
	c = append(c, selector("to", r.To)...)
	if r.Mask != 0 {
		c = append(c, "fwmark", fmt.Sprintf("%#x/%#x", r.Mark, r.Mask))
	}
	if r.Iif != "" {
		c = append(c, "iif", r.Iif)
	}
	if r.Oif != "" {
		c = append(c, "oif", r.Oif)
	}
	if r.Protocol != 0 {
		c = append(c, "ipproto", strconv.Itoa(r.Protocol)) // names need /etc/protocols
	}
	if r.SourcePorts.Bounded {
		c = append(c, "sport", r.SourcePorts.String())
	}
	if r.DestinationPorts.Bounded {
		c = append(c, "dport", r.DestinationPorts.String())
	}
	if r.Users.Bounded {
		c = append(c, "uidrange", fmt.Sprintf("%d-%d", r.Users.First, r.Users.Last))
	}
	return append(c, r.Action.words()...)
}

func selector(word string, p Prefix) []string {
	if !p.IsValid() {
		return nil
	}
	return []string{word, p.hostOrPrefix()}
}

func (a Action) words() []string {
	switch {
	case a == (Action{}):
		return nil
	case a.Nop:
		return []string{"nop"}
	case a.Unreachable:
		return []string{"unreachable"}
	case a.Goto != 0:
		return []string{"goto", strconv.Itoa(a.Goto)}
	case a.Suppress != "":
		return []string{"lookup", tableName(a.Lookup), "suppress_prefixlength", a.Suppress}
	}
	return []string{"lookup", tableName(a.Lookup)}
}

// tableName is a table as scripts write it: by number, so that they work
// whatever rt_tables says, but for those whose names are built into ip.
func tableName(table int) string {
	switch table {
	case DefaultTable:
		return "default"
	case MainTable:
		return "main"
	case LocalTable:
		return "local"
	}
	return strconv.Itoa(table)
}
