package rehearsal

import (
	"fmt"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Filter has a provider's end drop, or answer otherwise, what nft(8) says about what
// comes in there, such as "drop", "icmp type echo-request drop" or
// "numgen random mod 100 < 30 drop". ARP and neighbour discovery work on where the
// rules let them. It replaces the former ones; without rules, all comes through.
func (l *Lab) Filter(provider string, rules ...string) error {
	i := slices.IndexFunc(l.set.Providers, func(p site.Provider) bool { return p.Name == provider })
	if i < 0 {
		return fmt.Errorf("no provider %q", provider)
	}
	text := "table inet rehearsal\ndelete table inet rehearsal\n"
	if len(rules) > 0 {
		text += "table inet rehearsal {\n chain prerouting {\n type filter hook prerouting priority -300;\n" +
			" icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept\n"
		for _, rule := range rules {
			text += rule + "\n"
		}
		text += "}\n}\n"
	}
	return l.providers[i].do(func() error {
		_, err := output(text, "nft", "-f", "-")
		return err
	})
}
