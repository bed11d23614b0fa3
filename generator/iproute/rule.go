package iproute

import (
	"strconv"

	"github.com/gen-splitroute/gen-splitroute/generator/selector"
)

// Rule is a rule of the routing policy database. It applies to packets that all of
// its selectors match. The zero value of a selector matches every packet.
type Rule struct {
	IPv6                          bool
	Priority                      int
	From, To                      Prefix
	DSCP                          selector.DSCP
	Mark, Mask                    uint32 // the packet's mark, in the bits of the mask
	Iif                           string // interface on which it arrives, or Local
	Oif                           string // interface that the socket is bound to, or that the lookup names
	Protocol                      int    // such as 6 for TCP
	SourcePorts, DestinationPorts Range
	Users                         Range // of the process that sends it
	Action                        Action
}

// Local is the Iif of packets that this machine sends (ip-rule(8)).
const Local = selector.Self

// Range is a range of numbers, including both ends. The zero Range contains all
// numbers.
type Range = selector.Bounds

// Between is the range from first to last.
func Between(first, last uint32) Range { return Range{First: first, Last: last, Bounded: true} }

// Selects is what the rule selects.
func (r Rule) Selects() selector.Rule {
	return selector.Rule{
		From: r.From, To: r.To, DSCP: r.DSCP, Mark: r.Mark, Mask: r.Mask, Iif: r.Iif, Oif: r.Oif, Protocol: r.Protocol,
		SourcePorts: r.SourcePorts, DestinationPorts: r.DestinationPorts, Users: r.Users,
	}
}

// Selecting is a rule of a family for what s selects.
func Selecting(ipv6 bool, s selector.Rule, a Action) Rule {
	return Rule{
		IPv6: ipv6, From: s.From, To: s.To, DSCP: s.DSCP, Mark: s.Mark, Mask: s.Mask, Iif: s.Iif, Oif: s.Oif, Protocol: s.Protocol,
		SourcePorts: s.SourcePorts, DestinationPorts: s.DestinationPorts, Users: s.Users, Action: a,
	}
}

// Action is what the rule does. Exactly one kind of action is set; none is in
// rules of others with an action that isn't listed here.
type Action struct {
	Lookup      int    // table to look up
	Suppress    string // routes there with a prefix length up to this are ignored; "": none are
	Goto        int    // priority to continue at
	Nop         bool
	Unreachable bool // the sender gets an ICMP error
}

// Lookup is the action that looks a table up.
func Lookup(table int) Action { return Action{Lookup: table} }

// LookupBeyond is the action that looks a table up and ignores routes whose
// prefix is not longer than length.
func LookupBeyond(table int, length string) Action { return Action{Lookup: table, Suppress: length} }

// Goto is the action that continues at the rule with a priority, which must be a
// later one.
func Goto(priority int) Action { return Action{Goto: priority} }

// Nop is the action that does nothing: for the target of a goto, or a marker.
func Nop() Action { return Action{Nop: true} }

// Unreachable is the action that drops the packet and tells the sender.
func Unreachable() Action { return Action{Unreachable: true} }

// Do adds the rule after others of the same priority.
func (r Rule) Do() Command { return r.command("add") }

// Undo deletes exactly this rule: the kernel deletes the first one that has the
// attributes given, so all are given (rule_find in net/core/fib_rules.c).
func (r Rule) Undo() Command { return r.command("del") }

func (r Rule) command(verb string) Command {
	c := append(ip(r.IPv6), "rule", verb, "priority", strconv.Itoa(r.Priority))
	c = append(c, r.words()...)
	return append(c, "protocol", Tag)
}

// String is the rule as "ip rule" lists it, without priority and protocol.
func (r Rule) String() string { return r.words().String() }

func (r Rule) words() Command {
	selects := r.Selects()
	return append(append(make(Command, 0, 8), selects.Words()...), r.Action.words()...)
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

// tableName is a table in a command: its number, so that commands don't depend on
// rt_tables, or the name if that is built into ip.
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
