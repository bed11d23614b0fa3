package rehearsal

import (
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Hardware is the address of the interface of a network's host, so that there is a
// host for rules by such addresses: the first address of a rule for the network, by
// its interface or its sources, or for any network, that no other host has. It is
// zero where no rule asks for one.
func Hardware(set site.Site, network string) selector.MAC {
	taken := map[selector.MAC]bool{}
	of := map[string]selector.MAC{}
	for _, r := range set.Rules {
		for _, n := range set.Networks {
			if of[n.Name] != (selector.MAC{}) || !concerns(r, n) {
				continue
			}
			if i := slices.IndexFunc(r.MACs, func(m selector.MAC) bool { return !taken[m] }); i >= 0 {
				of[n.Name], taken[r.MACs[i]] = r.MACs[i], true
				break
			}
		}
	}
	return of[network]
}

// concerns reports whether hosts of a network can send what a rule selects.
func concerns(r site.Rule, n site.Network) bool {
	inside := func(p site.Prefix) bool {
		return slices.ContainsFunc(n.Prefixes, func(own site.Prefix) bool { return own.Overlaps(p.Prefix) })
	}
	return (r.Interface == "" || r.Interface == n.Interface) && (len(r.From) == 0 || slices.ContainsFunc(r.From, inside))
}
