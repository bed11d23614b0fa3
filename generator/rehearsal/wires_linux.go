package rehearsal

import (
	"errors"
	"fmt"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Unplug cuts the wire at a provider's end: the router's interface loses its
// carrier and keeps its routes, unless there are others on the wire; then it
// notices nothing.
func (l *Lab) Unplug(provider string) error {
	return l.carrier(provider, false, func(int) []string {
		return []string{"link set dev wire down"}
	})
}

// Plug mends the wire.
func (l *Lab) Plug(provider string) error {
	return l.carrier(provider, true, func(i int) []string {
		return l.drawing.connectLines(l.set.Providers[i], 1+i)
	})
}

// carrier does something at a provider's end and waits for what it makes of
// the router's interface.
func (l *Lab) carrier(name string, up bool, lines func(i int) []string) error {
	i := slices.IndexFunc(l.set.Providers, func(p site.Provider) bool { return p.Name == name })
	if i < 0 {
		return fmt.Errorf("no provider %q", name)
	}
	if err := l.providers[i].batch(lines(i)); err != nil {
		return err
	}
	if wire, _ := l.drawing.place(1 + i); len(l.drawing.wires[wire].ends) == 1 {
		if err := await(l.router, l.set.Providers[i].Interface, up); err != nil {
			return err
		}
	}
	if !up {
		return nil
	}
	return l.awaitAddresses(1+i, uplinkName)
}

// PullCable pulls the cable out of an interface of the router: it loses its carrier,
// stays up, and keeps its addresses and routes.
func (l *Lab) PullCable(iface string) error { return l.cable(iface, false) }

// PlugCable puts the cable in again, and waits for the carrier.
func (l *Lab) PlugCable(iface string) error { return l.cable(iface, true) }

// cable pulls or plugs at the other end of the wire: a veth has a carrier while both
// of its ends are up (veth_open in drivers/net/veth.c).
func (l *Lab) cable(iface string, in bool) error {
	i := slices.IndexFunc(l.drawing.wires, func(w wire) bool { return w.iface == iface })
	if i < 0 {
		return fmt.Errorf("the router has no interface %q", iface)
	}
	w := l.drawing.wires[i]
	if provider := w.ends[0] - 1; len(w.ends) == 1 && provider < len(l.set.Providers) {
		if in {
			return l.Plug(l.set.Providers[provider].Name)
		}
		return l.Unplug(l.set.Providers[provider].Name)
	}
	if len(w.ends) == 1 {
		return fmt.Errorf("interface %s: no provider is there", iface)
	}
	bridge := bridgeSpace(i)
	i = slices.IndexFunc(l.bridges, func(s *space) bool { return s.name == bridge })
	port := l.bridges[i]
	if err := port.batch([]string{"link set dev router " + map[bool]string{true: "up", false: "down"}[in]}); err != nil {
		return err
	}
	// The bridge forwards once it knows that its port has a carrier, too.
	return errors.Join(await(l.router, iface, in), await(port, "router", in))
}
