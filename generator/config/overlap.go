package config

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/hashicorp/hcl/v2"
)

// claim is a prefix that belongs to somebody.
type claim struct {
	prefix netip.Prefix
	at     hcl.Range
	owner  int // claims of one owner may overlap
	whose  string
}

func (c claim) String() string { return fmt.Sprintf("%s of %s (%s)", c.prefix, c.whose, line(c.at)) }

// nobody owns the networks on the links to providers: those may overlap,
// because every route to them names its interface.
const nobody = -1

// checkOverlaps refuses local networks that overlap each other or a provider's
// network, and address space that two providers are said to route here. A
// local network may lie within routed address space: that is its use.
func checkOverlaps(doc document) (f faults) {
	failOverlaps(&f, append(linkClaims(doc.providers), localClaims(doc.networks)...),
		"A packet to an address in both could go either way. Correct one of the two.")
	var routed []claim
	for i, p := range doc.providers {
		for _, u := range p.sides() {
			for _, item := range u.prefixes.value {
				routed = append(routed, claim{item.value, item.at, i, p.whose()})
			}
		}
	}
	failOverlaps(&f, routed, "A packet from an address in both could leave by either. Remove one of the two, or split the prefixes.")
	return f
}

// linkClaims are the networks of the providers, each once.
func linkClaims(providers []*isp) []claim {
	var claims []claim
	seen := make(map[netip.Prefix]bool)
	for _, p := range providers {
		for _, u := range p.sides() {
			at := u.network.at
			if !u.network.written() {
				at = u.address.at
			}
			network, known := u.knownLink()
			if known && !seen[network] && !network.IsSingleIP() {
				seen[network] = true
				claims = append(claims, claim{network, at, nobody, p.whose()})
			}
		}
	}
	return claims
}

func localClaims(networks []lan) []claim {
	var claims []claim
	for i, n := range networks {
		for _, item := range n.prefixes.value {
			claims = append(claims, claim{item.value, item.at, i, "network " + quote(n.name)})
		}
	}
	return claims
}

// failOverlaps reports claims that overlap the narrowest one of another owner
// around them: one for each place, at the claim that is later in the file.
func failOverlaps(f *faults, claims []claim, advice string) {
	var all prefixIndex[claim]
	for _, c := range claims {
		all.add(c.prefix, c)
	}
	reported := places{}
	for _, c := range claims {
		others := func(other claim) bool { return other.owner != c.owner }
		for _, list := range all.around(c.prefix) {
			i := slices.IndexFunc(list, others)
			if i < 0 {
				continue
			}
			if earlier, later := inFileOrder(list[i], c); reported.isNew(later.at) {
				f.fail(later.at, "Overlapping prefixes", "%s overlaps %s. %s", later.prefix, earlier, advice)
			}
			break
		}
	}
}

func inFileOrder(a, b claim) (earlier, later claim) {
	if a.at.Start.Byte > b.at.Start.Byte {
		return b, a
	}
	return a, b
}

// checkRoutes refuses a destination of routes that another route has exactly:
// one table has room for one of them. Narrower and wider ones are fine. It
// reports one for each place.
func checkRoutes(doc document) (f faults) {
	taken := make(map[netip.Prefix]claim)
	for _, c := range append(linkClaims(doc.providers), localClaims(doc.networks)...) {
		taken[c.prefix] = c
	}
	reported := places{}
	for _, p := range doc.providers {
		for _, u := range p.sides() {
			for _, item := range u.routes.value {
				other, found := taken[item.value]
				switch {
				case !found:
					taken[item.value] = claim{item.value, item.at, nobody, p.whose()}
				case reported.isNew(item.at):
					f.fail(item.at, "Conflicting route", "There is a route to %s already. Remove one of the two, or write narrower prefixes.", other)
				}
			}
		}
	}
	return f
}
