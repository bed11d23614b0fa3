package iproute

import (
	"fmt"
	"slices"
	"strings"
)

// Ruleset is the first nft table: connection marks and address translation. It is
// replaced as a whole, since "nft -f" is atomic (nft(8)).
//
// Marks are set and compared only in the bits of Mask; the others may be somebody
// else's. nft 1.0 allows one constant in each operation on a mark, so each
// provider has rules of its own.
type Ruleset struct {
	Mask  uint32 // the bits of marks that are ours; 0: connections are not marked
	Links []Link
}

// Table is the table's name, in the family inet.
func (r Ruleset) Table() string { return "splitroute" }

// Do replaces the table. It reads Input.
func (r Ruleset) Do() Command { return load() }

// Undo removes the table.
func (r Ruleset) Undo() Command { return unload(r) }

// Tabular is an operation that replaces an nft table.
type Tabular interface {
	Op
	Table() string   // its name, in the family inet
	Input() []string // what Do's command reads, line by line
}

func load() Command { return Command{"nft", "-f", "-"} }

func unload(t Tabular) Command { return Command{"nft", "delete", "table", "inet", t.Table()} }

// replaced is the input that replaces a table, whether or not it exists.
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
		lines = append(lines, translation(rules, r.Links)...)
	}
	return replaced(r, lines)
}

// IPsecOff is the variable of the script that makes a comment of what nft, or the
// kernel, doesn't know about IPsec.
const IPsecOff = "ipsec_off"

// translation is the chain that translates sources, except of what IPsec will take:
// its policies are about the packets as they are, and are looked up behind this chain
// (xfrm_output in net/xfrm/xfrm_output.c, nf_xfrm_me_harder in net/netfilter/nf_nat_core.c).
// A second chain drops what masquerade has given the address of another interface, as
// it does while its own has none: the connection would keep that.
func translation(rules []string, links []Link) []string {
	lines := chain("translation", "nat hook postrouting priority srcnat", append([]string{"${" + IPsecOff + "}rt ipsec exists accept"}, rules...))
	astray := []string{"# an interface without an address, and masquerade took that of another one"}
	var devs []string
	for _, l := range links {
		for _, s := range l.Sides {
			if !s.Source.IsValid() || s.How == SNAT {
				continue
			}
			if dev := fmt.Sprintf("%q", l.Dev); !slices.Contains(devs, dev) {
				devs = append(devs, dev)
			}
			if kept := s.routedHere(); len(kept) > 0 { // others may translate to these
				astray = append(astray, fmt.Sprintf("%s saddr { %s } accept", s.family(), hosts(kept)))
			}
		}
	}
	if len(devs) == 0 {
		return lines
	}
	astray = append(astray, "oifname { "+strings.Join(devs, ", ")+" } ct state new ct status snat fib saddr type local fib saddr . oif type != local drop")
	return append(lines, chain("translated", "filter hook postrouting priority srcnat + 1", astray)...)
}

func chain(name, hook string, rules []string) []string {
	lines := []string{"\tchain " + name + " {", "\t\ttype " + hook + ";"}
	for _, rule := range rules {
		lines = append(lines, "\t\t"+rule)
	}
	return append(lines, "\t}")
}

// arriving marks connections that begin at a provider, and copies the mark of a
// connection to packets that arrive elsewhere. Packets from a provider don't get
// it: they would be routed back there.
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

// leaving marks connections that begin by leaving via a provider.
func (r Ruleset) leaving() []string {
	var rules []string
	for by := BySource; by <= ByInterface; by++ {
		for _, l := range r.Links {
			matches := l.out(by)
			if len(matches) > 0 {
				rules = append(rules, "# "+l.Comment+by.aside())
			}
			for _, match := range matches {
				rules = append(rules, match+r.begin(l))
			}
		}
	}
	return rules
}

// begin marks a new connection for a link, unless it has a mark.
func (r Ruleset) begin(l Link) string {
	return fmt.Sprintf("ct state new ct mark & %#x == 0 ct mark set ct mark & %#x | %#x", r.Mask, ^r.Mask, l.Mark)
}

// restoring copies the mark of a connection to its packets.
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
	for by := ByHop; by <= ByInterface; by++ {
		for _, l := range r.Links {
			for _, s := range l.Sides {
				if s.Source.IsValid() && l.IdentifiedBy(s, by) {
					rules = append(rules, "# "+l.Comment+by.aside(), l.translate(s, by, "", r.Untranslated(l, s, by)))
				}
			}
		}
	}
	return rules
}

// Untranslated are the sources that are kept when packets leave via a side. Where
// only its network identifies the side, they include those of other providers on
// the interface, which are on the same link.
func (r Ruleset) Untranslated(of Link, s Side, by Criterion) []Prefix {
	if by != ByNetwork {
		return s.Own
	}
	var all []Prefix
	for _, l := range r.Links {
		for _, other := range l.Sides {
			if l.Dev == of.Dev && other.IPv6 == s.IPv6 {
				all = append(all, other.Own...)
			}
		}
	}
	return all
}
