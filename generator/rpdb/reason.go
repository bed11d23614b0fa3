package rpdb

import (
	"fmt"
	"strconv"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/selector"
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
	case ByClass:
		return selector.Class.Reason(&p)
	case ByTunnel:
		return "it comes with no key of a tunnel"
	case ByUnknown:
		return "not known, it is read when the script runs"
	case ByNot:
		return "it is what this excludes"
	case ByForeign:
		return r.Foreign + " isn't simulated"
	}
	return s.Reason(&p)
}
