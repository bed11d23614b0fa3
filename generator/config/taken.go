package config

import (
	"fmt"
	"math/bits"
	"net/netip"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/selector"
)

// identify gives every provider its id and table, and refuses those that are
// taken.
func identify(providers []*isp, s settings, route defaultRoute) (f faults) {
	assignIDs(&f, providers)
	assignTables(&f, providers, s, route)
	return f
}

// assignIDs checks the ids that are written, then gives the others their
// position in the file.
func assignIDs(f *faults, providers []*isp) {
	taken := writtenIDs(providers)
	for _, p := range providers {
		id := p.place("id")
		if !id.ok() {
			continue
		}
		if earlier := taken[p.ID]; earlier != p {
			f.fail(id.at, duplicateID, "%d is the id of provider %s already (%s). Write another one, such as id = %d.",
				p.ID, quote(earlier.Name), line(earlier.place("id").at), freeID(taken, len(providers)))
			id.state = wrong
		}
	}
	for i, p := range providers {
		id, position := p.place("id"), i+1
		if id.written() {
			continue
		}
		*id, p.ID = place{at: p.at, state: good}, position
		if earlier, found := taken[position]; found {
			f.fail(p.at, duplicateID, "Without an id, this provider (%s) gets the number of its position, %d, which is the id of provider %s (%s). Write id = %d in this block.",
				line(p.at), position, quote(earlier.Name), line(earlier.place("id").at), freeID(taken, len(providers)))
			id.state = wrong
			continue
		}
		taken[position] = p
	}
}

// writtenIDs are the ids in the file, each with the first provider that has it. They are
// collected before the first message: it must not suggest an id that a later block has.
func writtenIDs(providers []*isp) map[int]*isp {
	taken := make(map[int]*isp)
	for _, p := range providers {
		if _, found := taken[p.ID]; p.place("id").ok() && !found {
			taken[p.ID] = p
		}
	}
	return taken
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
	mask, written := doc.settings.MarkMask, doc.settings.place("mark_mask")
	used := written.ok() || !written.written() && doc.marksConnections()
	if largest := doc.largest(); used && uint32(largest.ID) > ids(mask) {
		f.fail(written.at, maskTooSmall, "%#x holds ids up to %d, and provider %s (%s) has id %d. Write mark_mask with more ones, such as \"%#x\".",
			mask, ids(mask), quote(largest.Name), line(largest.at), largest.ID, maskFor(largest.ID))
	}
	return f
}

// checkMarks refuses more rules whose packets nft has to mark than there are marks
// that no provider's id takes.
func checkMarks(doc document) (f faults) {
	written, all := doc.settings.place("mark_mask"), int64(ids(doc.settings.MarkMask))
	free := all
	for _, p := range doc.providers {
		if p.place("id").ok() && int64(p.ID) <= all {
			free--
		}
	}
	marked := slices.DeleteFunc(slices.Clone(doc.rules), func(p *rule) bool { return !p.needsMark })
	if free = max(free, 0); written.state == wrong || int64(len(marked)) <= free {
		return nil
	}
	last := marked[free]
	f.fail(written.or(last.at), maskTooSmall, "Rules with long lists, %s mark their packets. In addition to the ids of the providers, mark_mask has room for %d marks, and %s needs one more. Write settings { mark_mask = \"%#x\" }.",
		strings.Join(selector.Marked(), " or "), free, last.whose(), maskFor(len(doc.providers)+len(doc.rules)))
	return f
}

// largest is the provider with the largest id.
func (doc document) largest() *isp {
	largest := &isp{}
	for _, p := range doc.providers {
		if p.place("id").ok() && p.ID > largest.ID {
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
func assignTables(f *faults, providers []*isp, s settings, route defaultRoute) {
	taken := make(map[int]string)
	knowsBase := s.place("table_base").state != wrong
	if route.Declared && !route.place("table").written() && knowsBase {
		taken[s.TableBase+plan.DefaultTable] = "of default_route (table_base + 900)"
	}
	for _, p := range providers {
		table := p.place("table")
		if !table.written() {
			table.state = wrong
			if knowsBase && p.place("id").ok() {
				assignTable(f, p, s.TableBase)
			}
		}
		if !table.ok() {
			continue
		}
		if owner, found := taken[p.Table]; found {
			f.fail(table.at, "Duplicate table", "%d is the table %s already. Write table = NUMBER in this block with a number that is free.", p.Table, owner)
			table.state = wrong
			continue
		}
		taken[p.Table] = fmt.Sprintf("of provider %s (%s)", quote(p.Name), line(table.at))
	}
}

func assignTable(f *faults, p *isp, base int) {
	p.Table = base + p.ID
	if name, found := kernelTables[p.Table]; found {
		f.fail(p.at, reservedTable, "table_base + id is %d here, the kernel's table %s. Write table = %d in this block, or another id or table_base.",
			p.Table, name, 1000+p.Table)
		return
	}
	*p.place("table") = place{at: p.at, state: good}
}

// checkAddresses refuses an address that two providers have, and a gateway
// that is this machine's own address at another provider. A subnet and a
// gateway may be shared.
func checkAddresses(doc document) (f faults) {
	owner := make(map[netip.Addr]claim)
	for _, own := range doc.claims(hostAddr) {
		addr := own.prefix.Addr()
		if earlier, found := owner[addr]; found {
			f.fail(own.at, "Duplicate address", "%s is this machine's address at %s already (%s). Write the address at this provider: the rules identify providers by it.",
				addr, earlier.whose, line(earlier.at))
			continue
		}
		owner[addr] = own
	}
	for _, p := range doc.providers {
		for _, u := range p.sides() {
			gateway := u.place("gateway")
			if other, found := owner[u.Gateway]; found && gateway.ok() {
				f.fail(gateway.at, invalidGateway, "%s is this machine's own address at %s (%s). Write the address of the provider's router.",
					u.Gateway, other.whose, line(other.at))
			}
		}
	}
	return f
}
