package rpdb

import (
	"fmt"
	"strconv"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
)

// Reason is why a rule did or didn't hold for the packet of its stage, and
// what came of it.
func (s *State) Reason(p Packet, v Visit) string {
	r := v.Rule
	switch {
	case v.Differs != Nothing:
		return "no: " + difference(p, r, v.Differs)
	case r.Action.Goto != 0 && r.target < 0:
		return "yes, but there is no rule " + strconv.Itoa(r.Action.Goto)
	case r.Action.Goto != 0:
		return "yes: on to " + strconv.Itoa(r.Action.Goto)
	case r.Action.Nop:
		return "yes: does nothing"
	case r.Action.Unreachable:
		return "yes: unreachable"
	case r.Refuse != "":
		return "yes: " + string(r.Refuse)
	}
	return s.found(v)
}

// found is what a rule's table had.
func (s *State) found(v Visit) string {
	name := s.tableOf(v.Rule)
	switch {
	case v.Route == nil:
		return "yes, but " + name + " has no route"
	case v.Ignored:
		return fmt.Sprintf("yes, but %s of %s is no longer than /%s", v.Route, name, v.Rule.Action.Suppress)
	case v.Route.Type == Throw:
		return fmt.Sprintf("yes, but %s of %s leads on to the next rule", v.Route, name)
	}
	return fmt.Sprintf("yes: %s of %s", v.Route, name)
}

// tableOf is what people call the table of a rule.
func (s *State) tableOf(r *Rule) string {
	if r.table != "" {
		return r.table
	}
	switch number := r.Action.Lookup; number {
	case iproute.LocalTable:
		return "local"
	case iproute.MainTable:
		return "main"
	case iproute.DefaultTable:
		return "default"
	}
	if name, found := s.names[r.Action.Lookup]; found {
		return name
	}
	return "table " + strconv.Itoa(r.Action.Lookup)
}

// difference is in what a packet isn't what a rule is for.
func difference(p Packet, r *Rule, s Selector) string {
	switch s {
	case ByInterface:
		if p.Interface == Self {
			return "it is sent by this machine"
		}
		return "it arrives by " + p.Interface
	case ByOutgoing:
		return "its socket isn't bound to an interface"
	case ByMark:
		return fmt.Sprintf("its mark is %#x", p.Mark)
	case ByUser:
		return fmt.Sprintf("its user is %d", p.UID)
	case BySource:
		if !p.From.IsValid() {
			return "it has no source yet"
		}
		return "it is from " + p.From.String()
	case ByDestination:
		return "it is to " + p.To.String()
	case ByClass:
		return fmt.Sprintf("its DSCP is %d", p.DSCP)
	case ByTunnel:
		return "it comes with no key of a tunnel"
	case ByProtocol:
		return protocolText(p)
	case BySourcePort:
		return fmt.Sprintf("it is from port %d", p.SourcePort)
	case ByDestinationPort:
		return fmt.Sprintf("it is to port %d", p.DestinationPort)
	case ByUnknown:
		return "not known, it is read when the script runs"
	case ByNot:
		return "it is what this excludes"
	}
	return r.Foreign + " isn't simulated"
}

func protocolName(n int) string {
	for name, number := range protocols {
		if number == n {
			return name
		}
	}
	return strconv.Itoa(n)
}

func protocolText(p Packet) string {
	if p.Protocol == 0 {
		return "its protocol isn't given"
	}
	return "its protocol is " + protocolName(p.Protocol)
}

// String is the packet in a line.
func (p Packet) String() string {
	from := "this machine"
	if p.From.IsValid() {
		from = p.From.String()
	}
	text := fmt.Sprintf("%s -> %s", from, p.To)
	if p.Interface != Self {
		text += ", arrives by " + p.Interface
	}
	if p.Protocol != 0 {
		text += ", " + protocolName(p.Protocol)
	}
	for _, extra := range []struct {
		name  string
		value uint32
	}{{"from port", uint32(p.SourcePort)}, {"to port", uint32(p.DestinationPort)}, {"user", p.UID}, {"DSCP", uint32(p.DSCP)}} {
		if extra.value != 0 {
			text += fmt.Sprintf(", %s %d", extra.name, extra.value)
		}
	}
	if p.Mark != 0 {
		text += fmt.Sprintf(", mark %#x", p.Mark)
	}
	if p.Connection != "" {
		text += ", of a connection by " + p.Connection
	}
	return text
}
