package acceptance

import (
	"fmt"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// bound has a socket of the router's, which is bound to the interface of providers,
// ask the internet: where no rule decides, it does so by the one that comes first in
// the default route, be that in it or not.
func (t *trial) bound() error {
	var questions []question
	for _, iface := range t.inDefaultOrder() {
		for _, ipv6 := range families {
			p := packet{to: t.far.next(ipv6), protocol: rehearsal.UDP, dport: rehearsal.EchoPort, device: iface}
			by := t.usable(t.ordered(iface), ipv6)
			ruled := slices.ContainsFunc(t.set.Rules, func(r site.Rule) bool { return matches(r, p, "") })
			// Among addresses on one interface, IPv6 chooses a source for itself.
			if len(by) == 0 || ruled || ipv6 && len(by) > 1 {
				continue
			}
			want := path{by: by[:1], rule: noRule, because: "its socket is bound to " + iface}
			questions = append(questions, question{
				name: fmt.Sprintf("socket bound to %s, %s", iface, family(ipv6)), flow: p.flow(), packet: p, want: want, unexplained: true,
			})
		}
	}
	return t.ask(questions)
}

// ordered are the providers behind an interface, those of the default route first.
func (t *trial) ordered(iface string) []int {
	d := t.set.DefaultRoute
	var list []int
	for _, i := range slices.Concat(d.Providers, d.Backups, all(len(t.set.Providers))) {
		if t.set.Providers[i].Interface == iface && !slices.Contains(list, i) {
			list = append(list, i)
		}
	}
	return list
}
