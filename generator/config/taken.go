package config

import (
	"fmt"
	"math/bits"
	"net/netip"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

// identify gives every provider its id and table, and refuses those that are
// taken.
func identify(providers []*isp, s settings, route defaultRoute) (_ []*isp, f faults) {
	providers = slices.Clone(providers)
	for i, p := range providers {
		identified := *p
		providers[i] = &identified
	}
	assignIDs(&f, providers)
	assignTables(&f, providers, s.tableBase, route)
	return providers, f
}

// assignIDs checks the ids that are written, then gives the others their
// position in the file.
func assignIDs(f *faults, providers []*isp) {
	taken := make(map[int]*isp)
	for _, p := range providers {
		if !p.id.ok() {
			continue
		}
		if earlier, found := taken[p.id.value]; found {
			f.fail(p.id.at, duplicateID, "%d is the id of provider %s already (%s). Write another one, such as id = %d.",
				p.id.value, quote(earlier.name), line(earlier.id.at), freeID(taken, len(providers)))
			p.id.state = wrong
			continue
		}
		taken[p.id.value] = p
	}
	for i := range providers {
		p, position := providers[i], i+1
		if p.id.state != absent {
			continue
		}
		p.id = field[int]{value: position, at: p.at, state: good}
		if earlier, found := taken[position]; found {
			f.fail(p.at, duplicateID, "Without an id, this provider (%s) gets the number of its position, %d, which is the id of provider %s (%s). Write id = %d in this block.",
				line(p.at), position, quote(earlier.name), line(earlier.id.at), freeID(taken, len(providers)))
			p.id.state = wrong
			continue
		}
		taken[position] = p
	}
}

// freeID is an id that is neither taken nor any provider's position, and takes
// it, so that each message names another one.
func freeID(taken map[int]*isp, count int) int {
	for n := count + 1; n <= plan.MaxID; n++ {
		if _, found := taken[n]; !found {
			taken[n] = &isp{}
			return n
		}
	}
	return plan.MaxID
}

// checkIDs refuses a mask that can't tell the providers apart.
func checkIDs(doc document) (f faults) {
	mask := doc.settings.markMask
	if mask.state == absent && doc.marksConnections() {
		mask.value, mask.at, mask.state = defaultMask, doc.settings.at, good
	}
	if largest := doc.largest(); mask.ok() && uint32(largest.id.value) > mask.value.ids() {
		f.fail(mask.at, maskTooSmall, "%#x holds ids up to %d, and provider %s (%s) has id %d. Write mark_mask with more ones, such as \"%#x\".",
			uint32(mask.value), mask.value.ids(), quote(largest.name), line(largest.at), largest.id.value, maskFor(largest.id.value))
	}
	return f
}

// largest is the provider with the largest id.
func (doc document) largest() *isp {
	largest := &isp{}
	for _, p := range doc.providers {
		if p.id.ok() && p.id.value > largest.id.value {
			largest = p
		}
	}
	return largest
}

// maskFor is a mask that holds an id. No neighbour has bits of it, except Cilium of one
// with more than 8 bits: theirs begin with bit 8 (Cilium's) or 14.
func maskFor(id int) int {
	width := bits.Len(uint(id))
	if width <= 8 {
		return (1<<width - 1) << (8 - width)
	}
	return (1<<width - 1) << min(8, 14-width)
}

// assignTables gives a number to each table without one and checks that no
// table is used twice.
func assignTables(f *faults, providers []*isp, base field[int], route defaultRoute) {
	taken := make(map[int]string)
	if route.declared && !route.table.written() && base.state != wrong {
		taken[base.or(defaultTableBase)+plan.DefaultTable] = "of default_route (table_base + 900)"
	}
	for _, p := range providers {
		if p.table.state == absent {
			assignTable(f, p, base)
		}
		if !p.table.ok() {
			continue
		}
		if owner, found := taken[p.table.value]; found {
			f.fail(p.table.at, "Duplicate table", "%d is the table %s already. Write table = NUMBER in this block with a number that is free.", p.table.value, owner)
			p.table.state = wrong
			continue
		}
		taken[p.table.value] = fmt.Sprintf("of provider %s (%s)", quote(p.name), line(p.table.at))
	}
}

func assignTable(f *faults, p *isp, base field[int]) {
	p.table = field[int]{at: p.at, state: wrong}
	if !p.id.ok() || base.state == wrong {
		return
	}
	p.table.value = base.or(defaultTableBase) + p.id.value
	if name, found := kernelTables[p.table.value]; found {
		f.fail(p.at, reservedTable, "table_base + id is %d here, the kernel's table %s. Write table = %d in this block, or another id or table_base.",
			p.table.value, name, 1000+p.table.value)
		return
	}
	p.table.state = good
}

// checkAddresses refuses an address that two providers have, and a gateway
// that is this machine's own address at another provider. A subnet and a
// gateway may be shared.
func checkAddresses(doc document) (f faults) {
	providers := doc.providers
	type holder struct {
		*isp
		at hcl.Range
	}
	owner := make(map[netip.Addr]holder)
	for _, p := range providers {
		for _, u := range p.sides() {
			if !u.address.ok() || u.autoAddress() {
				continue
			}
			addr := u.address.value.Addr()
			if earlier, found := owner[addr]; found {
				f.fail(u.address.at, "Duplicate address", "%s is this machine's address at provider %s already (%s). Write the address at this provider: packets are told apart by it.",
					addr, quote(earlier.name), line(earlier.at))
				continue
			}
			owner[addr] = holder{p, u.address.at}
		}
	}
	for _, p := range providers {
		for _, u := range p.sides() {
			if other, found := owner[u.gateway.value]; found && u.gateway.ok() {
				f.fail(u.gateway.at, invalidGateway, "%s is this machine's own address at provider %s (%s). Write the address of the provider's router.",
					u.gateway.value, quote(other.name), line(other.at))
			}
		}
	}
	return f
}
