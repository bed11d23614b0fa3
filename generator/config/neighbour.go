package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/hashicorp/hcl/v2"
)

// neighbour is a program that may run on the same machine, and the numbers
// that it uses unless it is told otherwise.
type neighbour struct {
	name       string
	priorities span // of its rules
	tables     span
	mark       uint32 // its bits of packet marks
}

// span is a range of numbers, both ends in it; the zero one is empty.
type span struct{ first, last int }

func (s span) overlaps(o span) bool { return s.first <= o.last && o.first <= s.last && s != span{} }

func (s span) String() string {
	if s.first == s.last {
		return fmt.Sprint(s.first)
	}
	return fmt.Sprintf("%d to %d", s.first, s.last)
}

// neighbours are those that route by rules, tables or marks of their own. The
// defaults of the settings are none of their numbers, up to 119 providers.
//
// Our default mask has bits of Cilium's marks, and nobody who writes it down is warned:
// Cilium is rare on routers, and a setup looks at the rules that are there. Two marks
// are left out. mwan3's is 0x3f00, too, and who runs mwan3 has no use for a second
// program that does the same. wg-quick's is 51820, of all 32 bits: its rule compares
// the whole mark, so that no mask is better than another.
var neighbours = []neighbour{
	// wgengine/router/router_linux.go and tsconst
	{name: "Tailscale", priorities: span{5210, 5270}, tables: span{52, 52}, mark: 0xff0000},
	// wg-quick(8); the kernel chooses the priorities, right before all others
	{name: "wg-quick", tables: span{51820, 51820}},
	// mwan3.sh: up to 60 interfaces, their number the table, in three ranges of rules
	{name: "mwan3", priorities: span{1000, 3999}, tables: span{1, 60}},
	// OpenWrt's pbr: uplink_ip_rules_priority and fw_mask; it removes all rules in its range
	{name: "pbr", priorities: span{29745, 30000}, mark: 0xff0000},
	// lib/lib.sh: 10000 + 100 * network card + device; the largest machines have 32 cards
	{name: "amazon-ec2-net-utils", priorities: span{10000, 13999}, tables: span{10000, 13999}},
	// charon.routing_table and routing_table_prio in strongswan.conf(5)
	{name: "strongSwan", priorities: span{220, 220}, tables: span{220, 220}},
	// KUBE-MARK-MASQ and KUBE-MARK-DROP
	{name: "kube-proxy", mark: 0xc000},
	// MARK_MAGIC_HOST_MASK in bpf/lib/common.h, linux_defaults in pkg/datapath/linux
	{name: "Cilium", priorities: span{9, 111}, tables: span{2004, 2005}, mark: 0xf00},
	// IptablesMarkMask of Felix
	{name: "Calico", mark: 0xffff0000},
}

// checkNeighbours warns about numbers that a neighbour is known to use, where
// the file says them.
func checkNeighbours(doc document) hcl.Diagnostics {
	var f faults
	checkPriorities(&f, doc.settings.priorityBase)
	checkTables(&f, doc)
	if doc.marksConnections() {
		checkMark(&f, doc.settings.markMask, doc.largest().id.value)
	}
	return f.list
}

func checkPriorities(f *faults, base field[int]) {
	// What is reserved goes on, but there is nothing that others could come between.
	used := span{base.value, base.value + plan.DefaultOffset}
	if theirs := whose(used, func(n neighbour) span { return n.priorities }); base.ok() && theirs != "" {
		f.warn(base.at, usedByOthers, "The rules have priorities from %s, and among these are those of %s. "+
			"On a machine with both, a setup refuses to run, or the rules of one come between those of the other. Write a number that is free, such as %d.",
			used, theirs, defaultPriorityBase)
	}
}

// checkTables looks at each table that a provider names, and at table_base and
// the tables that follow from it.
func checkTables(f *faults, doc document) {
	base := doc.settings.tableBase
	var follow []int // from table_base, as offsets
	if doc.route.declared && !doc.route.table.written() {
		follow = append(follow, plan.DefaultTable)
	}
	if slices.ContainsFunc(doc.rules, func(p rule) bool { return p.balances }) {
		for n := range plan.MaxBalances {
			follow = append(follow, plan.FirstBalance+n)
		}
	}
	named := make(map[int]bool)
	for _, p := range doc.providers {
		switch {
		case p.table.at != p.at: // as it is when assignTable chose it
			named[p.table.value] = true
		case p.id.ok():
			follow = append(follow, p.id.value)
		}
	}
	for _, p := range doc.providers {
		if theirs := tableOf(p.table.value); p.table.ok() && p.table.at != p.at && theirs != "" {
			warnTable(f, p.table, "This", p.table.value, theirs, freeTable(named, base.or(defaultTableBase), follow))
		}
	}
	if !base.ok() {
		return
	}
	for _, offset := range follow {
		if theirs := tableOf(base.value + offset); theirs != "" {
			warnTable(f, base, "One of the tables that follow from this", base.value+offset, theirs, freeBase(named, follow))
			return
		}
	}
}

func warnTable(f *faults, at field[int], which string, table int, theirs string, free int) {
	f.warn(at.at, usedByOthers, "%s is table %d, one of those of %s. "+
		"On a machine with both, a setup refuses to run, or each changes the routes of the other. Write a number that is free, such as %d.",
		which, table, theirs, free)
}

// tableOf says whose table that is, besides ours.
func tableOf(table int) string {
	return whose(span{table, table}, func(n neighbour) span { return n.tables })
}

// freeTable is a table that nobody has, and takes it.
func freeTable(named map[int]bool, base int, follow []int) int {
	for table := defaultTableBase + 1; ; table++ {
		if isFree(named, table) && !slices.Contains(follow, table-base) {
			named[table] = true
			return table
		}
	}
}

// freeBase is a table_base from which only tables follow that nobody has.
func freeBase(named map[int]bool, follow []int) int {
	for base := defaultTableBase; ; base += 100 {
		taken := func(offset int) bool { return !isFree(named, base+offset) }
		if !slices.ContainsFunc(follow, taken) {
			return base
		}
	}
}

func isFree(named map[int]bool, table int) bool {
	_, kernels := kernelTables[table]
	return !kernels && !named[table] && tableOf(table) == ""
}

func checkMark(f *faults, mask field[markMask], largest int) {
	if !mask.ok() || mask.value == defaultMask {
		return
	}
	theirs, all := markedBy(uint32(mask.value))
	if len(theirs) == 0 {
		return
	}
	other := maskFor(max(largest, int(defaultMask.ids())))
	advice := fmt.Sprintf("Write a mask that is free, such as \"%#x\".", other)
	switch also, _ := markedBy(uint32(other)); {
	case uint32(other)&all != 0:
		advice = "For so many providers, none is free of all of these."
	case len(also) > 0:
		advice = fmt.Sprintf("Write a mask that has none of these, such as \"%#x\", which shares bits with %s alone.", other, inWords(also))
	}
	f.warn(mask.at, usedByOthers, "%#x has bits in common with the marks of %s. On a machine with both, each changes the marks of the other. %s",
		uint32(mask.value), inWords(theirs), advice)
}

// markedBy names the neighbours whose marks have bits of a mask, and gives the bits
// of all of them.
func markedBy(mask uint32) (names []string, bits uint32) {
	for _, n := range neighbours {
		if n.mark&mask != 0 {
			names, bits = append(names, fmt.Sprintf("%s (%#x)", n.name, n.mark)), bits|n.mark
		}
	}
	return names, bits
}

// whose names the neighbours that have some of these numbers, and all that they have.
func whose(used span, have func(neighbour) span) string {
	var all []string
	for _, n := range neighbours {
		if has := have(n); has.overlaps(used) {
			all = append(all, n.name+" ("+has.String()+")")
		}
	}
	return inWords(all)
}

// inWords joins words as a sentence has them.
func inWords(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
