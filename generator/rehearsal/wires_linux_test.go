package rehearsal

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"strings"
)

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
