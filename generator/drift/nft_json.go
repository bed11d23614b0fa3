package drift

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/selector"
)

// nftTable is a table of nft as "nft -j list ruleset" prints it (libnftables-json(5)).
type nftTable struct {
	chains []nftChain
	sets   map[string][]any
}

// rulesOf are the rules of a chain.
func (t *nftTable) rulesOf(chain string) []string {
	for _, c := range t.chains {
		if c.name == chain {
			return c.rules
		}
	}
	return nil
}

type nftChain struct {
	name, hook string
	rules      []string
}

// object is one of the list; one of its fields is there.
type object struct {
	Table *struct{ Family, Name string }
	Chain *struct {
		Family, Table, Name, Type, Hook string
		Prio                            any
	}
	Set *struct {
		Family, Table, Name string
		Elem                []any
	}
	Rule *struct {
		Family, Table, Chain string
		Expr                 []map[string]any
	}
}

// readRuleset returns the tables of the family inet.
func readRuleset(text json.RawMessage) (map[string]*nftTable, error) {
	var objects []object
	if err := json.Unmarshal(text, &objects); err != nil {
		return nil, fmt.Errorf("this isn't what nft -j list ruleset prints: %w", err)
	}
	tables := map[string]*nftTable{}
	table := func(family, name string) *nftTable {
		if family != "inet" {
			return &nftTable{sets: map[string][]any{}} // nobody asks about it
		}
		if tables[name] == nil {
			tables[name] = &nftTable{sets: map[string][]any{}}
		}
		return tables[name]
	}
	for _, o := range objects {
		switch {
		case o.Table != nil:
			table(o.Table.Family, o.Table.Name)
		case o.Chain != nil:
			t := table(o.Chain.Family, o.Chain.Table)
			hook := fmt.Sprintf("%s %s %v", o.Chain.Type, o.Chain.Hook, o.Chain.Prio)
			t.chains = append(t.chains, nftChain{name: o.Chain.Name, hook: hook})
		case o.Set != nil:
			table(o.Set.Family, o.Set.Table).sets[o.Set.Name] = o.Set.Elem
		case o.Rule != nil:
			t := table(o.Rule.Family, o.Rule.Table)
			if i := slices.IndexFunc(t.chains, func(c nftChain) bool { return c.name == o.Rule.Chain }); i >= 0 {
				t.chains[i].rules = append(t.chains[i].rules, statements(o.Rule.Expr))
			}
		}
	}
	return tables, nil
}

// statements are the words of a rule, see canonical.
func statements(list []map[string]any) string {
	var words []string
	protocol := ""
	for _, s := range list {
		for _, name := range slices.Sorted(maps.Keys(s)) { // there is one
			value := s[name]
			if p := portsOf(value); name == "match" && p != "" && p != protocol {
				words, protocol = append(words, "meta l4proto "+p), p
			}
			word := statement(name, value)
			if p, found := strings.CutPrefix(word, "meta l4proto "); found {
				protocol = p
			}
			words = append(words, word)
		}
	}
	return masked(strings.Fields(strings.Join(words, " ")))
}

// masked writes the words of a rule with masks in base 16. Of a mask and bits that are
// set behind it, nft may print the mask with these bits or without.
func masked(words []string) string {
	number := func(i int) uint64 {
		n, _ := strconv.ParseUint(words[i], 0, 32) // 0 for a set
		return n
	}
	write := func(i int, n uint64) {
		if _, err := strconv.ParseUint(words[i], 0, 32); err == nil {
			words[i] = fmt.Sprintf("%#x", n)
		}
	}
	for i := 0; i+1 < len(words); i++ {
		if words[i] != "&" {
			continue
		}
		mask := number(i + 1)
		if i+3 < len(words) {
			value := number(i + 3)
			if words[i+2] == "|" {
				mask |= value
			}
			write(i+3, value)
		}
		write(i+1, mask)
	}
	text := strings.ReplaceAll(strings.Join(words, " "), " & 0xffffffff |", " |") // nft leaves it out
	if before, value, found := strings.Cut(text, "meta mark | "); found {
		value, rest, _ := strings.Cut(value, " ")
		if n, err := strconv.ParseUint(value, 0, 32); err == nil {
			text = strings.TrimSpace(fmt.Sprintf("%smeta mark | %#x %s", before, n, rest))
		}
	}
	return text
}

// portsOf is the protocol in whose header a match looks for ports: nft then leaves
// out the match for the protocol.
func portsOf(match any) string {
	fields, _ := match.(map[string]any)
	left, _ := fields["left"].(map[string]any)
	payload, _ := left["payload"].(map[string]any)
	name, _ := payload["protocol"].(string)
	if n, found := selector.ProtocolNamed(name); found && (payload["field"] == "sport" || payload["field"] == "dport") {
		return strconv.Itoa(n)
	}
	return ""
}

func statement(name string, value any) string {
	fields, _ := value.(map[string]any)
	switch name {
	case "match":
		left := expression(fields["left"])
		words := []string{left}
		compound, _ := fields["left"].(map[string]any)
		_, masked := compound["&"]
		if op, _ := fields["op"].(string); op == "!=" || op == "==" && masked || op != "==" && op != "in" {
			words = append(words, op)
		}
		return strings.Join(append(words, named(left, expression(fields["right"]))), " ")
	case "mangle":
		key := expression(fields["key"])
		return key + " set " + expression(fields["value"])
	case "reject":
		words := []string{name}
		if how, found := fields["type"]; found {
			words = append(words, "with", expression(how))
		}
		if code, found := fields["expr"]; found {
			words = append(words, expression(code))
		}
		return strings.Join(words, " ")
	case "snat":
		return fmt.Sprintf("snat %v to %s", fields["family"], expression(fields["addr"]))
	}
	if value == nil {
		return name
	}
	return name + " " + expression(value)
}

// named is what stands beside an expression, with numbers for names.
func named(left, right string) string {
	switch {
	case left == "rt ipsec":
		return map[string]string{"true": "exists", "false": "missing"}[right]
	case left == "meta l4proto":
		if n, found := selector.ProtocolNamed(right); found {
			return strconv.Itoa(n)
		}
	case strings.HasSuffix(left, " dscp"):
		if tos, known := rpdb.ClassNamed(right); known && right != "" && (right[0] < '0' || right[0] > '9') {
			return strconv.Itoa(int(tos >> 2))
		}
	}
	return right
}

// expression is a value.
func expression(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		var all []string
		for _, e := range v {
			all = append(all, expression(e))
		}
		return strings.Join(all, ",")
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) { // there is one
			return compound(name, v[name])
		}
	}
	return fmt.Sprint(value)
}

func compound(name string, of any) string {
	fields, _ := of.(map[string]any)
	list, _ := of.([]any)
	switch {
	case (name == "&" || name == "|") && len(list) == 2:
		return expression(list[0]) + " " + name + " " + expression(list[1])
	case name == "range" && len(list) == 2:
		return expression(list[0]) + "-" + expression(list[1])
	case name == "set":
		var elements []string
		for _, e := range list {
			elements = append(elements, expression(e))
		}
		return setOf(elements)
	case name == "prefix":
		return fmt.Sprintf("%v/%s", fields["addr"], expression(fields["len"]))
	case name == "payload" && (fields["field"] == "sport" || fields["field"] == "dport"):
		return fmt.Sprintf("th %v", fields["field"])
	case name == "payload":
		return fmt.Sprintf("%v %v", fields["protocol"], fields["field"])
	case name == "rt" && fields["family"] != nil:
		return fmt.Sprintf("rt %v %v", fields["family"], fields["key"])
	case name == "fib":
		return fmt.Sprintf("fib %s %v", strings.ReplaceAll(expression(fields["flags"]), ",", " . "), fields["result"])
	case name == "meta" && (fields["key"] == "iifname" || fields["key"] == "oifname"):
		return fmt.Sprint(fields["key"])
	case fields["key"] != nil:
		return fmt.Sprintf("%s %v", name, fields["key"])
	}
	return fmt.Sprintf("%s %v", name, of)
}

// setOf is a set, or its only element.
func setOf(elements []string) string {
	if len(elements) == 1 {
		return elements[0]
	}
	slices.Sort(elements)
	return "{ " + strings.Join(elements, ", ") + " }"
}

// rangeOf are the first and the last address of an element.
func rangeOf(element string) [2]netip.Addr {
	if first, last, found := strings.Cut(element, "-"); found {
		a, _ := netip.ParseAddr(first)
		b, _ := netip.ParseAddr(last)
		return [2]netip.Addr{a, b}
	}
	p := prefixNamed(element).Known
	return [2]netip.Addr{p.Masked().Addr(), lastOf(p)}
}

// ranges are the ranges of elements' addresses, in order. Adjacent ranges become one.
func ranges(elements []string) [][2]netip.Addr {
	all := make([][2]netip.Addr, len(elements))
	for i, e := range elements {
		all[i] = rangeOf(e)
	}
	slices.SortFunc(all, func(a, b [2]netip.Addr) int { return a[0].Compare(b[0]) })
	var merged [][2]netip.Addr
	for _, r := range all {
		if n := len(merged); n > 0 && (r[0].Compare(merged[n-1][1]) <= 0 || merged[n-1][1].Next() == r[0]) {
			if r[1].Compare(merged[n-1][1]) > 0 {
				merged[n-1][1] = r[1]
			}
			continue
		}
		merged = append(merged, r)
	}
	return merged
}

// lastOf is the last address of a prefix.
func lastOf(p netip.Prefix) netip.Addr {
	bytes := p.Masked().Addr().AsSlice()
	for bit := max(0, p.Bits()); bit < 8*len(bytes); bit++ {
		bytes[bit/8] |= 0x80 >> (bit % 8)
	}
	a, _ := netip.AddrFromSlice(bytes) // as many as an address has
	return a
}
