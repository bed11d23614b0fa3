package config

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
	"github.com/hashicorp/hcl/v2"
)

// claim is a prefix of a provider or a local network.
type claim struct {
	prefix netip.Prefix
	at     hcl.Range
	owner  int // the position of a provider; of a network, counted from -1 downwards
	whose  string
	kind   claimKind
}

// claimKind says what a prefix is to its owner.
type claimKind int

const (
	linkNet   claimKind = iota // the network on the link to a provider
	hostAddr                   // this machine's address there
	routedNet                  // address space that a provider routes to this site
	routeTo                    // a destination that is reached by a provider
	localNet                   // a local network
)

func (c claim) String() string {
	whose := c.whose
	if c.kind == hostAddr {
		whose = "this machine, at " + whose
	}
	return fmt.Sprintf("%s of %s (%s)", c.prefix, whose, line(c.at))
}

// claims are those of some kinds, in the order of the file.
func (doc document) claims(kinds ...claimKind) []claim {
	var all []claim
	add := func(kind claimKind, owner int, whose string, prefix netip.Prefix, at hcl.Range) {
		if slices.Contains(kinds, kind) {
			all = append(all, claim{prefix, at, owner, whose, kind})
		}
	}
	addList := func(kind claimKind, owner int, whose string, list []site.Prefix, written *place) {
		for i, item := range list {
			add(kind, owner, whose, item.Prefix, written.items[i])
		}
	}
	for i, p := range doc.providers {
		for _, u := range p.sides() {
			address := u.place("address").at
			if u.Network.IsValid() && u.HasNetwork() {
				add(linkNet, i, p.whose(), u.Network, u.place("network").or(address))
			}
			if addr := u.Address.Addr(); addr.IsValid() {
				add(hostAddr, i, p.whose(), netip.PrefixFrom(addr, addr.BitLen()), address)
			}
			addList(routedNet, i, p.whose(), u.Prefixes, u.place("prefixes"))
			addList(routeTo, i, p.whose(), u.Routes, u.place("routes"))
		}
	}
	for i, n := range doc.networks {
		addList(localNet, -1-i, "network "+quote(n.Name), n.Prefixes, n.place("prefixes"))
	}
	return all
}

func indexed(claims []claim) *prefixIndex[claim] {
	var all prefixIndex[claim]
	for _, c := range claims {
		all.add(c.prefix, c)
	}
	return &all
}

// checkOverlaps refuses local networks that overlap each other or a provider's
// network, and address space that two providers are said to route here. A
// local network may lie within routed address space: that is its use. Networks on
// links may overlap, because every route to them names its interface.
func checkOverlaps(doc document) (f faults) {
	failOverlaps(&f, doc.claims(linkNet, localNet), "A packet to an address in both could go either way. Correct one of the two.")
	failOverlaps(&f, doc.claims(routedNet), "A packet from an address in both could leave by either. Remove one of the two, or split the prefixes.")
	return f
}

// failOverlaps reports claims that overlap the narrowest one of another owner
// around them: one for each place, at the claim that is later in the file.
func failOverlaps(f *faults, claims []claim, advice string) {
	all := indexed(claims)
	reported := places{}
	for _, c := range claims {
		others := func(other claim) bool { return other.owner != c.owner && (c.kind != linkNet || other.kind != linkNet) }
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
	reported := places{}
	for _, c := range append(doc.claims(linkNet, localNet), doc.claims(routeTo)...) {
		other, found := taken[c.prefix]
		switch {
		case !found || c.kind != routeTo:
			taken[c.prefix] = c
		case reported.isNew(c.at):
			f.fail(c.at, "Conflicting route", "There is a route to %s already. Remove one of the two, or write narrower prefixes.", other)
		}
	}
	return f
}

// prefixIndex maps prefixes to values. The zero one is empty.
type prefixIndex[T any] struct {
	of      map[netip.Prefix][]T
	lengths []int // of the prefixes that there are, the longest first
}

func (x *prefixIndex[T]) add(p netip.Prefix, v T) {
	if x.of == nil {
		x.of = make(map[netip.Prefix][]T)
	}
	x.of[p] = append(x.of[p], v)
	if i, found := slices.BinarySearchFunc(x.lengths, p.Bits(), func(a, b int) int { return cmp.Compare(b, a) }); !found {
		x.lengths = slices.Insert(x.lengths, i, p.Bits())
	}
}

// around returns the values of the prefixes that contain p, the narrowest first.
func (x *prefixIndex[T]) around(p netip.Prefix) [][]T {
	var lists [][]T
	for _, length := range x.lengths {
		if length > p.Bits() {
			continue
		}
		wider, _ := p.Addr().Prefix(length) // a length up to that of a prefix is one
		if list := x.of[wider]; len(list) > 0 {
			lists = append(lists, list)
		}
	}
	return lists
}
