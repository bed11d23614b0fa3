package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/hashicorp/hcl/v2"
)

// neighbour is a program that may run on the same machine, and the numbers
// that it uses by default.
type neighbour struct {
	name       string
	priorities span // of its rules
	tables     span
	mark       uint32 // its bits of packet marks
}

// span is a range of numbers, both ends in it; the zero one is empty.
type span struct{ first, last int }

func (s span) String() string {
	if s.first == s.last {
		return fmt.Sprint(s.first)
	}
	return fmt.Sprintf("%d to %d", s.first, s.last)
}

// theirs are the neighbours that use one of some numbers, in words; "" is nobody.
func (s span) theirs(of func(neighbour) span) string {
	var all []string
	for _, n := range neighbours {
		if has := of(n); has != (span{}) && has.first <= s.last && s.first <= has.last {
			all = append(all, n.name+" ("+has.String()+")")
		}
	}
	return inWords(all)
}

// neighbours are programs that route by rules, tables or marks of their own. The
// defaults of the settings share no number with them, up to 119 providers.
//
// Our default mask has bits of Cilium's marks, and there is no warning about it:
// Cilium is rare on routers, and a setup looks at the rules that are there. The list lacks
// two marks. mwan3's is 0x3f00, too, and who runs mwan3 has no use for a second program
// that does the same. wg-quick's is 51820, of all 32 bits: its rule compares the whole
// mark, so that no mask is better than another.
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
func checkNeighbours(doc document) (f faults) {
	base := doc.settings.PriorityBase
	// The reserved range is longer, but has no other rules of ours, between which theirs could be.
	used := span{base, base + plan.DefaultOffset}
	if theirs := used.theirs(func(n neighbour) span { return n.priorities }); doc.settings.place("priority_base").ok() && theirs != "" {
		warnUsed(&f, doc.settings.place("priority_base").at, fmt.Sprintf("The rules have priorities from %s, and among these are those", used), theirs,
			"a setup refuses to run, or the rules of one come between those of the other", fmt.Sprint(defaultPriorityBase))
	}
	checkTables(&f, doc)
	if doc.marksConnections() {
		checkMark(&f, doc.settings, doc.largest().ID)
	}
	return f
}

// warnUsed warns about numbers that others use.
func warnUsed(f *faults, at hcl.Range, what, theirs, otherwise, free string) {
	f.warn(at, usedByOthers, "%s of %s. On a machine with both, %s. Write a number that is free, such as %s.",
		what, theirs, otherwise, free)
}

// tablesOf are the tables that follow from table_base, as offsets, and the numbers of
// those that providers name.
func tablesOf(doc document) (follow []int, named map[int]bool) {
	if doc.route.Declared && !doc.route.place("table").written() {
		follow = append(follow, plan.DefaultTable)
	}
	if slices.ContainsFunc(doc.rules, func(p *rule) bool { return p.Balance }) {
		for n := range plan.MaxBalances {
			follow = append(follow, plan.FirstBalance+n)
		}
	}
	named = make(map[int]bool)
	for _, p := range doc.providers {
		switch {
		case p.namesTable():
			named[p.Table] = true
		case p.place("id").ok():
			follow = append(follow, p.ID)
		}
	}
	return follow, named
}

// namesTable reports whether the table is written, and not chosen by assignTable.
func (p *isp) namesTable() bool { return p.place("table").at != p.at }

// checkTables looks at each table that a provider names, and at table_base and
// the tables that follow from it.
func checkTables(f *faults, doc document) {
	const otherwise = "a setup refuses to run, or each changes the routes of the other"
	base, written := doc.settings.TableBase, doc.settings.place("table_base")
	follow, named := tablesOf(doc)
	for _, p := range doc.providers {
		if theirs := whoseTable(p.Table); p.place("table").ok() && p.namesTable() && theirs != "" {
			free := defaultTableBase + 1
			for !isFree(named, free) || slices.Contains(follow, free-base) {
				free++
			}
			named[free] = true
			warnUsed(f, p.place("table").at, fmt.Sprintf("This is table %d, one of those", p.Table), theirs, otherwise, fmt.Sprint(free))
		}
	}
	taken := func(base int) func(int) bool { return func(offset int) bool { return whoseTable(base+offset) != "" } }
	if i := slices.IndexFunc(follow, taken(base)); written.ok() && i >= 0 {
		table, free := base+follow[i], defaultTableBase
		for slices.ContainsFunc(follow, func(offset int) bool { return !isFree(named, free+offset) }) {
			free += 100
		}
		warnUsed(f, written.at, fmt.Sprintf("One of the tables that follow from this is table %d, one of those", table), whoseTable(table), otherwise, fmt.Sprint(free))
	}
}

// whoseTable says who else uses a table.
func whoseTable(table int) string {
	return span{table, table}.theirs(func(n neighbour) span { return n.tables })
}

func isFree(named map[int]bool, table int) bool {
	return kernelTables[table] == "" && !named[table] && whoseTable(table) == ""
}

func checkMark(f *faults, s settings, largest int) {
	written := s.place("mark_mask")
	if !written.ok() || s.MarkMask == defaultMask {
		return
	}
	theirs, all := markedBy(s.MarkMask)
	if len(theirs) == 0 {
		return
	}
	other := maskFor(max(largest, int(ids(defaultMask))))
	advice := fmt.Sprintf("Write a mask that is free, such as \"%#x\".", other)
	switch also, _ := markedBy(uint32(other)); {
	case uint32(other)&all != 0:
		advice = "For so many providers, none is free of all of these."
	case len(also) > 0:
		advice = fmt.Sprintf("Write a mask that has none of these, such as \"%#x\", which shares bits with %s alone.", other, inWords(also))
	}
	f.warn(written.at, usedByOthers, "%#x has bits in common with the marks of %s. On a machine with both, each changes the marks of the other. %s",
		s.MarkMask, inWords(theirs), advice)
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

// inWords joins words as a sentence has them.
func inWords(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
