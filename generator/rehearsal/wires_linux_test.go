package rehearsal

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"slices"
	"strings"

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

// Way is the kernel's answer to where a packet would go.
type Way struct {
	Interface string     `json:"dev"`
	Gateway   netip.Addr `json:"gateway"`
	Source    netip.Addr `json:"prefsrc"`
	Type      string     `json:"type"` // empty for unicast
}

// Lookup asks the router's kernel, in the words of "ip route get":
// Lookup("198.18.0.1", "from", "203.0.113.2"). No route is an error.
func (l *Lab) Lookup(words ...string) (Way, error) {
	var ways []Way
	err := l.router.do(func() error {
		out, err := output("", append([]string{"ip", "-j", "route", "get"}, words...)...)
		if err != nil {
			return err
		}
		return json.Unmarshal(out, &ways)
	})
	if err == nil && len(ways) != 1 {
		err = fmt.Errorf("ip route get %s: %d answers", strings.Join(words, " "), len(ways))
	}
	if err != nil {
		return Way{}, err
	}
	return ways[0], nil
}
