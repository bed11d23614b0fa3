package plan

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// sharedTable is the table by which rule blocks balance among a list of providers.
type sharedTable struct {
	via    []int // positions in Set.Providers
	number int
	name   string
	rule   site.Rule // the first one with that list
}

// shareTables gives a table to each list that rule blocks balance among. Its number
// follows from the names in the list: a setup replaces the one before under traffic,
// and a table must not mean another list in the one than in the other.
func (b *builder) shareTables() {
	taken := map[int]bool{}
	for _, p := range b.set.Providers {
		taken[p.Table] = true
	}
	for _, r := range b.set.Rules {
		same := func(s sharedTable) bool { return slices.Equal(s.via, r.Via) }
		if !r.Balance || slices.ContainsFunc(b.shared, same) {
			continue
		}
		var names []string
		for _, i := range r.Via {
			names = append(names, b.set.Providers[i].Name)
		}
		s := sharedTable{via: r.Via, name: strings.Join(names, "+"), rule: r}
		hash := fnv.New32a()
		hash.Write([]byte(s.name)) // never fails
		if len(s.name) > maxTableName {
			s.name = fmt.Sprintf("%s+%d-%08x", names[0], len(names)-1, hash.Sum32())
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

// sharedTable is the table by which a rule block balances in a family, and whether
// there is one: of a single provider, its own table is used.
func (b *builder) sharedTable(r site.Rule, ipv6 bool) (sharedTable, bool) {
	if !r.Balance || len(b.chosen(r.Via, ipv6)) < 2 {
		return sharedTable{}, false
	}
	i := slices.IndexFunc(b.shared, func(s sharedTable) bool { return slices.Equal(s.via, r.Via) })
	return b.shared[i], true
}

// balanceTables fills the tables by which rule blocks balance, each with the
// networks of its providers, their default routes by themselves, for when the
// balanced one is gone with an interface, and then that one.
func (b *builder) balanceTables(ipv6 bool) {
	for _, s := range b.shared {
		uplinks := b.chosen(s.via, ipv6)
		if len(uplinks) < 2 {
			continue
		}
		used := b.metrics(s.number, ipv6)
		for _, u := range uplinks {
			for _, n := range u.onLink() {
				r := u.networkRoute(n, s.number)
				r.Metric = used.next(n)
				b.add(BalanceTables, r, u.withNetwork(n), n.title()+", for "+s.name)
			}
		}
		for i, u := range uplinks {
			b.add(BalanceTables, u.defaultVia(s.number, 1+i), u.placeOf("").at(s.rule.BalanceOrigin), "for "+s.name+", when the balanced one is gone with an interface")
		}
		from := place{block: attributeOf(ruleBlock(s.rule), "balance"), origin: s.rule.BalanceOrigin}
		b.add(BalanceTables, balanced(uplinks, s.number), from, "default route for "+s.name+", balanced by weight")
	}
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
		return shared && slices.Contains(r.Via, position) && ChoosesSource(&r, ipv6)
	})
}
