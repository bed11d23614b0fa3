package plan

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// sharedTable is the table of a list of providers. Rule blocks with this list look it up
// to balance packets among the providers or, where a monitor watches them, to use the
// first that is up: only the routes of this table depend on what the monitor finds.
type sharedTable struct {
	list
	number int
	name   string
	rule   site.Rule // the first one with that list
}

// list identifies a table: rule blocks with the same list share one.
type list struct {
	via       []int // positions in Set.Providers
	balanced  bool  // false: the first one that has a route
	orDefault bool  // while all are found down, packets go on to the default route
}

func (l list) equal(m list) bool {
	return slices.Equal(l.via, m.via) && l.balanced == m.balanced && l.orDefault == m.orDefault
}

// listOf is the list of a rule block, and whether the list has a table. Without one, the
// rules of the block look up the providers' own tables.
func (b *builder) listOf(r site.Rule) (list, bool) {
	l := list{via: r.Via, balanced: r.Balance, orDefault: b.fallsThrough(r)}
	return l, r.Balance || l.orDefault || b.watches(r.Via) && len(r.Via) > 1
}

// nameOf is the name of a list's table: a+b for one that is balanced, a:b for the first
// that has a route, and a:b:default where packets may go on.
func (b *builder) nameOf(l list) string {
	var names []string
	for _, i := range l.via {
		names = append(names, b.set.Providers[i].Name)
	}
	name := strings.Join(names, ":")
	if l.balanced {
		name = strings.Join(names, "+")
	}
	if l.orDefault {
		name += ":" + OrDefault
	}
	return name
}

// shareTables gives a table to each such list. The number follows from the names in the
// list: a setup replaces another one under traffic, and the number of a table must mean
// the same list in both.
func (b *builder) shareTables() {
	taken := map[int]bool{}
	for _, p := range b.set.Providers {
		taken[p.Table] = true
	}
	for _, r := range b.set.Rules {
		l, has := b.listOf(r)
		if !has || slices.ContainsFunc(b.shared, func(s sharedTable) bool { return s.equal(l) }) {
			continue
		}
		s := sharedTable{list: l, name: b.nameOf(l), rule: r}
		hash := fnv.New32a()
		hash.Write([]byte(s.name)) // never fails
		if len(s.name) > maxTableName {
			s.name = fmt.Sprintf("%s+%d-%08x", b.set.Providers[l.via[0]].Name, len(l.via)-1, hash.Sum32())
		}
		offset := int(hash.Sum32() % MaxBalances)
		number := func() int { return b.set.Settings.TableBase + FirstBalance + offset }
		for taken[number()] {
			offset = (offset + 1) % MaxBalances
		}
		s.number = number()
		taken[s.number] = true
		b.shared = append(b.shared, s)
	}
}

// maxTableName is how long a name made of several may be.
const maxTableName = 64

// sharedTable is the table of a rule block's list in a family, and whether there is
// one: without a choice, the provider's own table is used.
func (b *builder) sharedTable(r site.Rule, ipv6 bool) (sharedTable, bool) {
	l, has := b.listOf(r)
	if !has || !b.chooses(l, ipv6) {
		return sharedTable{}, false
	}
	i := slices.IndexFunc(b.shared, func(s sharedTable) bool { return s.equal(l) })
	return b.shared[i], true
}

// chooses reports whether there is a choice in a family.
func (b *builder) chooses(l list, ipv6 bool) bool {
	uplinks := b.chosen(l.via, ipv6)
	return len(uplinks) > 1 || among(uplinks, l.orDefault) != nil
}

// balanceTables fills the tables of lists, each with the networks of its providers,
// their default routes in order, and then the balanced one.
func (b *builder) balanceTables(ipv6 bool) {
	for _, s := range b.shared {
		if !b.isFilled(s, ipv6) {
			continue
		}
		uplinks, used := b.chosen(s.via, ipv6), b.metrics(s.number, ipv6)
		choices := among(uplinks, s.orDefault)
		for _, u := range uplinks {
			for _, n := range u.onLink() {
				r := u.networkRoute(n, s.number)
				r.Metric = used.next(n)
				b.add(BalanceTables, r, u.withNetwork(n), n.title()+", for "+s.name)
			}
		}
		for i, u := range uplinks {
			why := "default route for " + s.name
			if s.balanced {
				why = "for " + s.name + ", when the balanced one is gone"
			}
			b.choose(BalanceTables, u, s.number, 1+i, choices, u.placeOf("").at(s.origin()), why)
		}
		if s.balanced && len(uplinks) > 1 {
			b.chooseBalanced(BalanceTables, uplinks, s.number, choices, s.place(), "default route for "+s.name+", balanced by weight")
		}
	}
}

// place is the attribute with the list.
func (s sharedTable) place() place {
	attribute := "via"
	if s.balanced {
		attribute = "balance"
	}
	return place{block: attributeOf(ruleBlock(s.rule), attribute), origin: s.origin()}
}

// chooses says in words what its routes do.
func (s sharedTable) chooses() string {
	if s.balanced {
		return "balanced among " + s.name
	}
	return "the first of " + s.name + " that is up"
}

func (s sharedTable) origin() site.Origin { return s.rule.BalanceOrigin }

// isFilled reports whether the table of a list has anything in a family: there is a
// choice, and a rule block that selects packets.
func (b *builder) isFilled(s sharedTable, ipv6 bool) bool {
	return b.chooses(s.list, ipv6) && slices.ContainsFunc(b.set.Rules, func(r site.Rule) bool {
		l, has := b.listOf(r)
		return has && s.equal(l) && r.HasFamily(ipv6)
	})
}

// balanced is a default route via several providers, by their weights.
func balanced(uplinks []uplink, table int) iproute.Route {
	r := iproute.Route{IPv6: uplinks[0].ipv6, Table: table}
	for _, u := range uplinks {
		r.Nexthops = append(r.Nexthops, u.nexthop())
	}
	return r
}

// isHop reports whether the kernel may choose a source by a balanced route that
// leads to the provider at a position.
func (b *builder) isHop(position int, ipv6 bool) bool {
	if slices.Contains(b.set.DefaultRoute.Providers, position) && len(b.chosen(b.set.DefaultRoute.Providers, ipv6)) > 1 {
		return true
	}
	return slices.ContainsFunc(b.set.Rules, func(r site.Rule) bool {
		_, shared := b.sharedTable(r, ipv6)
		return shared && r.Balance && slices.Contains(r.Via, position) && ChoosesSource(&r, ipv6)
	})
}
