package drift

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
)

// ourTables are the tables that a setup may have.
var ourTables = []string{iproute.Ruleset{}.Table(), iproute.Policies{}.Table()}

// nft compares the tables of nft, where they are given.
func (c *comparer) nft() {
	wants := slices.ContainsFunc(c.items, func(it item) bool { _, ok := it.op.(iproute.Tabular); return ok })
	if c.live.NFT == nil {
		if wants {
			c.note("no tables of nft are given: they aren't compared")
		}
		return
	}
	tables, err := readRuleset(c.live.NFT)
	if err != nil {
		c.note("the tables of nft aren't compared: %v", err)
		return
	}
	planned := map[string]bool{}
	for i := range c.items {
		t, ok := c.items[i].op.(iproute.Tabular)
		if !ok {
			continue
		}
		planned[t.Table()] = true
		if tables[t.Table()] == nil {
			c.add(Difference{Sign: Missing, What: "nft table inet " + t.Table()}, i, effect{without: []int{i}})
			continue
		}
		c.table(i, t, tables[t.Table()])
	}
	for _, name := range ourTables {
		if tables[name] != nil && !planned[name] {
			c.add(Difference{Sign: Added, What: "nft table inet " + name}, -1, effect{skip: true})
		}
	}
	c.refusals(tables[healthTable], tables[ourTables[0]])
}

// table compares one of them.
func (c *comparer) table(i int, t iproute.Tabular, is *nftTable) {
	about := "nft " + t.Table() + ": "
	differ := func(sign, what, instead string) {
		c.add(Difference{Sign: sign, What: about + what, Is: instead}, i, effect{skip: true})
	}
	c.chains(t.Chains(), is, differ)
	c.sets(t, is, differ)
}

// chains compares the chains of a table.
func (c *comparer) chains(planned []iproute.Chain, is *nftTable, differ func(sign, what, instead string)) {
	for _, want := range planned {
		at := slices.IndexFunc(is.chains, func(chain nftChain) bool { return chain.name == want.Name })
		if at < 0 {
			differ(Missing, "chain "+want.Name, "")
			continue
		}
		if hook := want.Type + " " + want.Hook + " " + priorityOf(want.Priority); hook != is.chains[at].hook {
			differ(Changed, "chain "+want.Name+" "+hook, is.chains[at].hook)
		}
		c.rules(want, is.chains[at], differ)
	}
	for _, chain := range is.chains {
		if !slices.ContainsFunc(planned, func(want iproute.Chain) bool { return want.Name == chain.name }) {
			differ(Added, "chain "+chain.name, "")
		}
	}
}

// rules compares those of a chain.
func (c *comparer) rules(want iproute.Chain, is nftChain, differ func(sign, what, instead string)) {
	about := "chain " + want.Name + ": "
	var planned []string
	for _, rule := range want.Rules {
		if !strings.HasPrefix(rule, "#") {
			planned = append(planned, canonical(c.withLists(rule)))
		}
	}
	for i, rule := range planned {
		planned[i] = chosen(rule, is.rules)
	}
	missing, added := beyond(planned, is.rules), beyond(is.rules, planned)
	for _, rule := range missing {
		differ(Missing, about+rule, "")
	}
	for _, rule := range added {
		differ(Added, about+rule, "")
	}
	if len(missing)+len(added) == 0 && !slices.Equal(planned, is.rules) {
		differ(Changed, about+"the order of its rules", strings.Join(is.rules, "; "))
	}
}

// withLists is a rule with the values of the lists that a script reads.
func (c *comparer) withLists(rule string) string {
	for name, value := range c.values {
		if isList(iproute.Prefix{Var: name}) {
			rule = strings.ReplaceAll(rule, "$"+name, value)
		}
	}
	return rule
}

// chosen is a rule with the translation that a script has chosen: masquerade, or snat to
// the address that it has read.
func chosen(rule string, is []string) string {
	begin, variable, found := strings.Cut(rule, " $")
	if !found || !strings.HasSuffix(variable, "_nat") {
		return rule
	}
	for _, there := range is {
		how, same := strings.CutPrefix(there, begin+" ")
		if same && (how == "masquerade" || strings.HasPrefix(how, "snat ip to ")) {
			return there
		}
	}
	return rule
}

// beyond are those of a list that others haven't, each as often as there are more of it.
func beyond(list, others []string) []string {
	left := map[string]int{}
	for _, s := range others {
		left[s]++
	}
	var more []string
	for _, s := range list {
		if left[s]--; left[s] < 0 {
			more = append(more, s)
		}
	}
	return more
}

// priorityOf is the number of a chain's priority (nft(8), standard priority names).
func priorityOf(text string) string {
	name, more, _ := strings.Cut(text, " + ")
	n, _ := strconv.Atoi(more) // 0 where there is nothing more
	return strconv.Itoa(n + map[string]int{"mangle": -150, "srcnat": 100}[name])
}

// canonical is a rule as statements has it: without quotes, with decimal numbers except in
// masks, and with sorted sets; a set of one element is that element.
func canonical(rule string) string {
	if strings.HasPrefix(rule, "${") { // when an uplink is absent, it is a comment
		_, rule, _ = strings.Cut(rule, "}")
	}
	var words []string
	var set []string
	inSet := false
	for _, word := range strings.Fields(rule) {
		word = strings.Trim(word, `",`)
		if n, err := strconv.ParseUint(word, 0, 32); err == nil {
			word = strconv.FormatUint(n, 10)
		}
		switch {
		case word == "{":
			inSet, set = true, nil
		case word == "}":
			inSet = false
			words = append(words, setOf(set))
		case inSet:
			set = append(set, word)
		default:
			words = append(words, word)
		}
	}
	return masked(words)
}

// sets compares the addresses of those of a table.
func (c *comparer) sets(t iproute.Tabular, is *nftTable, differ func(sign, what, instead string)) {
	known := map[string]bool{}
	for _, want := range t.Sets() {
		known[want.Name] = true
		elements, found := is.sets[want.Name]
		if !found {
			differ(Missing, "set "+want.Name, "")
			continue
		}
		var planned, has []string
		for _, e := range want.Elements {
			planned = append(planned, e.HostOrPrefix())
		}
		for _, e := range elements {
			has = append(has, expression(e))
		}
		if missing := outside(planned, ranges(has)); len(missing) > 0 {
			differ(Missing, elementsOf(want.Name, missing), "")
		}
		if added := outside(has, ranges(planned)); len(added) > 0 {
			differ(Added, elementsOf(want.Name, added), "")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(is.sets)) {
		if !known[name] {
			differ(Added, "set "+name, "")
		}
	}
}

// outside are the elements that ranges don't hold.
func outside(elements []string, within [][2]netip.Addr) []string {
	var out []string
	for _, e := range elements {
		r := rangeOf(e)
		i, found := slices.BinarySearchFunc(within, r[0], func(w [2]netip.Addr, a netip.Addr) int { return w[0].Compare(a) })
		if !found {
			i-- // the one that begins before it
		}
		if i < 0 || within[i][1].Compare(r[1]) < 0 {
			out = append(out, e)
		}
	}
	return out
}

// maxElements is how many elements of a set a line has.
const maxElements = 8

func elementsOf(set string, elements []string) string {
	text := strings.Join(elements[:min(maxElements, len(elements))], ", ")
	if n := len(elements) - maxElements; n > 0 {
		text += fmt.Sprintf(" and %d more", n)
	}
	return fmt.Sprintf("set %s: %s", set, text)
}
