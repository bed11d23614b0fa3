package plan

import (
	"hash/fnv"
	"math/bits"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Limits of a configuration. Priorities count from Settings.PriorityBase; the
// package comment has all of them.
const (
	// MaxID is the largest id: those of all providers follow one another in
	// each range of priorities.
	MaxID = 899
	// DefaultTable is the offset of the default table, counted from
	// Settings.TableBase: 1000 with the default, since recipes for transparent
	// proxies use 100 (Documentation/networking/tproxy.rst).
	DefaultTable = 900
	// FirstBalance is the offset of the first table for a list of providers, counted
	// from Settings.TableBase, and MaxBalances the number of such tables.
	FirstBalance = 901
	MaxBalances  = 99
	// PolicyOffset is the offset that the numbers of rule blocks are added to,
	// and MaxRules the largest of these numbers.
	PolicyOffset = 4000
	MaxRules     = 3997
	// DefaultOffset is that of the last rule.
	DefaultOffset = 8000
	// Priorities is the number of priorities that are reserved for a setup.
	Priorities = 9000
	// MarkerPriority is that of the marker rule, and the last one
	// before those of the kernel's own rules (fib_default_rules_init in
	// net/ipv4/fib_rules.c). It doesn't count from PriorityBase: so the marker rule comes
	// after all others whatever the base is, and of two marker rules the newer one comes
	// last. Other programs may use the same priority, since the rule matches nothing.
	MarkerPriority = 32765
)

// MarkOf is the mark of a provider's connections: its id in the bits of the mask.
func MarkOf(s site.Settings, p site.Provider) uint32 { return masked(s, uint32(p.ID)) }

// masked is a number in the bits of the mask.
func masked(s site.Settings, n uint32) uint32 {
	return n << bits.TrailingZeros32(s.MarkMask)
}

// RuleMarks are the marks of the rule blocks whose packets nft has to mark, by the
// names of these blocks. A mark follows from the name, in the upper half of the marks
// that no id takes: a setup replaces another one under traffic, and a mark must mean the
// same rule in both. The caller makes sure that there are enough marks.
func RuleMarks(set site.Site) map[string]uint32 {
	last := uint32(1)<<bits.OnesCount32(set.Settings.MarkMask) - 1
	taken := map[uint32]bool{0: true}
	for _, p := range set.Providers {
		taken[uint32(p.ID)] = true
	}
	marks := map[string]uint32{}
	for i := range set.Rules {
		if r := &set.Rules[i]; NeedsMark(r) {
			marks[r.Name] = masked(set.Settings, freeMark(r.Name, last, taken))
		}
	}
	return marks
}

// freeMark is a mark that isn't taken, and takes it.
func freeMark(name string, last uint32, taken map[uint32]bool) uint32 {
	hash := fnv.New32a()
	hash.Write([]byte(name)) // never fails
	mark := last - hash.Sum32()%(last/2+1)
	for taken[mark] {
		if mark--; mark == 0 {
			mark = last
		}
	}
	taken[mark] = true
	return mark
}

// NeedsMark reports whether nft has to mark the packets of a rule block, because ip
// rule can't say what it selects, or needs too many rules.
func NeedsMark(r *site.Rule) bool {
	var families []selector.Family
	for _, ipv6 := range []bool{false, true} {
		if r.HasFamily(ipv6) {
			families = append(families, selector.Family{
				Match: r.Match, IPv6: ipv6, From: site.OfFamily(r.From, ipv6), To: site.OfFamily(r.To, ipv6),
			})
		}
	}
	return selector.NeedsMark(families...)
}

// ChoosesSource reports whether a rule block may decide about what this machine
// sends before that has a source: the kernel chooses one by the route that it finds.
func ChoosesSource(r *site.Rule, ipv6 bool) bool {
	from := site.OfFamily(r.From, ipv6)
	all := len(from) == 0 || slices.Contains(from, site.Everything(ipv6))
	return all && r.HasFamily(ipv6) && r.Sent() && !NeedsMark(r)
}
