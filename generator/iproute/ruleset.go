package iproute

import (
	"fmt"
	"slices"
	"strings"
)

// Ruleset is our table of nft. It is replaced as a whole: "nft -f" carries out
// all of its input or nothing of it (nft(8)).
//
// Marks are set and compared in the bits of Mask alone, whoever else uses the
// others. nft 1.0 takes one constant for each operation on a mark, so each
// provider has a rule of its own.
type Ruleset struct {
	Mask  uint32 // the bits of marks that are ours; 0: nothing is marked
	Links []Link
}

// Link is a provider as its packets show it.
type Link struct {
	Comment string // about it, for a person
	Dev     string
	Mark    uint32 // of its connections
	// Shared: Dev alone doesn't tell the provider from others.
	Shared bool
	Sides  []Side
}

// Side is a provider in one family.
type Side struct {
	IPv6             bool
	If               string   // as in Nexthop: what has to be there for the side to be one
	Address, Gateway Addr     // tell it from others on the same interface
	Source           Addr     // what it is sent is translated to this source; zero: not at all
	Own              []Prefix // sources that are not translated
}

// Table is the table's name, in the family inet.
func (r Ruleset) Table() string { return "splitroute" }

// Do replaces the table with what Input returns, which it has to be fed.
func (r Ruleset) Do() Command { return load() }

// Undo removes the table.
func (r Ruleset) Undo() Command { return unload(r) }

// Tabular is an operation that makes a table of nft.
type Tabular interface {
	Op
	Table() string   // its name, in the family inet
	Input() []string // what the command that makes it reads, line by line
}

func load() Command { return Command{"nft", "-f", "-"} }

func unload(t Tabular) Command { return Command{"nft", "delete", "table", "inet", t.Table()} }

// replaced is the text that replaces the table with what stands in it, whether
// it is there or not.
func replaced(t Tabular, content []string) []string {
	table := "table inet " + t.Table()
	return slices.Concat([]string{table, "delete " + table, table + " {"}, content, []string{"}"})
}

// Input is what nft reads, line by line.
func (r Ruleset) Input() []string {
	var lines []string
	if r.Mask != 0 {
		lines = append(lines, chain("prerouting", "filter hook prerouting priority mangle", r.arriving())...)
		lines = append(lines, chain("output", "route hook output priority mangle", r.restoring(""))...)
		lines = append(lines, chain("postrouting", "filter hook postrouting priority mangle", r.leaving())...)
	}
	if rules := r.translating(); len(rules) > 0 {
		lines = append(lines, chain("translation", "nat hook postrouting priority srcnat", rules)...)
	}
	return replaced(r, lines)
}

func chain(name, hook string, rules []string) []string {
	lines := []string{"\tchain " + name + " {", "\t\ttype " + hook + ";"}
	for _, rule := range rules {
		lines = append(lines, "\t\t"+rule)
	}
	return append(lines, "\t}")
}

// arriving marks connections that a provider brings, and gives the mark of a
// connection to its packets from elsewhere. Packets from a provider don't get
// it: they would be sent back there.
func (r Ruleset) arriving() []string {
	var rules []string
	var devs []string
	for _, l := range r.Links {
		rules = append(rules, "# "+l.Comment)
		for _, match := range l.in() {
			rules = append(rules, match+r.begin(l))
		}
		if dev := fmt.Sprintf("%q", l.Dev); !slices.Contains(devs, dev) {
			devs = append(devs, dev)
		}
	}
	return append(rules, r.restoring("iifname != { "+strings.Join(devs, ", ")+" } ")...)
}

// leaving marks connections that a provider is sent.
func (r Ruleset) leaving() []string {
	var rules []string
	for _, l := range r.Links {
		rules = append(rules, "# "+l.Comment)
		for _, match := range l.out() {
			rules = append(rules, match+r.begin(l))
		}
	}
	return rules
}

// in selects what arrives by the link.
func (l Link) in() []string {
	from := fmt.Sprintf("iifname %q ", l.Dev)
	if !l.Shared {
		return []string{from}
	}
	var matches []string
	for _, s := range l.Sides {
		matches = append(matches, fmt.Sprintf("%s%s daddr %s ", from, s.family(), s.Address))
	}
	return matches
}

// out selects what leaves by the link.
func (l Link) out() []string {
	if !l.Shared {
		return []string{fmt.Sprintf("oifname %q ", l.Dev)}
	}
	var matches []string
	for _, s := range l.Sides {
		matches = append(matches, l.outBy(s))
	}
	return matches
}

func (l Link) outBy(s Side) string {
	if l.Shared && s.Gateway.IsValid() {
		return fmt.Sprintf("oifname %q rt %s nexthop %s ", l.Dev, s.family(), s.Gateway)
	}
	return fmt.Sprintf("oifname %q ", l.Dev)
}

// only makes a comment of a line when the side isn't there.
func (s Side) only() string {
	if s.If == "" {
		return ""
	}
	return "${" + s.If + "_off}"
}

// family is the side's family as nft calls it.
func (s Side) family() string { return family(s.IPv6) }

// begin gives a new connection the mark of a link, unless it has one.
func (r Ruleset) begin(l Link) string {
	return fmt.Sprintf("ct state new ct mark & %#x == 0 ct mark set ct mark & %#x | %#x", r.Mask, ^r.Mask, l.Mark)
}

// restoring gives packets the mark of their connection.
func (r Ruleset) restoring(match string) []string {
	var rules []string
	for _, l := range r.Links {
		rules = append(rules, fmt.Sprintf("%sct mark & %#x == %#x meta mark set meta mark & %#x | %#x",
			match, r.Mask, l.Mark, ^r.Mask, l.Mark))
	}
	return rules
}

func (r Ruleset) translating() []string {
	var rules []string
	for _, l := range r.Links {
		for _, s := range l.Sides {
			if !s.Source.IsValid() {
				continue
			}
			rules = append(rules, "# "+l.Comment, l.translate(s, ""))
		}
	}
	return rules
}

// translate translates what leaves for a side and matches.
func (l Link) translate(s Side, match string) string {
	own := make([]string, len(s.Own))
	for i, p := range s.Own {
		own[i] = p.hostOrPrefix()
	}
	return s.only() + fmt.Sprintf("%s%s%s saddr != { %s } snat %s to %s",
		l.outBy(s), match, s.family(), strings.Join(own, ", "), s.family(), s.Source)
}
