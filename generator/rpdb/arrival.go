package rpdb

import (
	"fmt"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Complete adds to a packet what follows from the rest: who isn't this machine
// sends by the interface of the local network that it is in. Its error is why
// there can be no such packet.
func (s *State) Complete(p Packet) (Packet, error) {
	if p.From.IsValid() && p.From.Is6() != p.To.Is6() {
		return p, fmt.Errorf("%s and %s are of different families", p.From, p.To)
	}
	if p.Connection != "" {
		if err := s.checkConnection(p.Connection); err != nil {
			return p, err
		}
	}
	switch {
	case p.Bound != "" && (p.Interface != "" && p.Interface != Self || p.From.IsValid() && !s.isOwn(p.From)):
		return p, fmt.Errorf("a socket of this machine is bound to %s, so this machine sends the packet: remove the interface or the source", p.Bound)
	case p.Bound != "" && !s.knows(p.Bound):
		return p, fmt.Errorf("nothing is known about an interface %q", p.Bound)
	case p.Interface == "" && (!p.From.IsValid() || s.isOwn(p.From)):
		p.Interface = Self
	case p.Interface == "":
		for _, n := range s.set.Networks {
			if slices.ContainsFunc(n.Prefixes, func(in site.Prefix) bool { return in.Contains(p.From) }) {
				p.Interface = n.Interface
				return p, nil
			}
		}
		return p, fmt.Errorf("%s is neither this machine's nor in a local network: name the interface by which it arrives", p.From)
	case p.Interface != Self && !p.From.IsValid():
		return p, fmt.Errorf("a packet that arrives by %s has a source: name it", p.Interface)
	case p.Interface != Self && !s.knows(p.Interface):
		return p, fmt.Errorf("nothing is known about an interface %q", p.Interface)
	case slices.Contains(s.down, p.Interface):
		return p, fmt.Errorf("nothing arrives by %s while it is down", p.Interface)
	}
	return p, nil
}

// knows reports whether an interface is in the configuration.
func (s *State) knows(name string) bool {
	return slices.ContainsFunc(s.devices, func(d *device) bool { return d.name == name })
}

func (s *State) checkConnection(name string) error {
	known := slices.ContainsFunc(s.set.Providers, func(p site.Provider) bool { return p.Name == name })
	switch {
	case !known:
		return fmt.Errorf("there is no provider %q", name)
	case s.ruleset.Mask == 0:
		return fmt.Errorf("connections aren't marked, so %q has none (connection_marks)", name)
	}
	return nil
}
