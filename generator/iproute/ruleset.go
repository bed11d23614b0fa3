package iproute

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/selector"
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
	// Confined are users whose packets leave by certain providers, or not at all.
	Confined []Confined
}

// Confined are users of this machine in some families, and the marks of the providers
// by which their packets may leave. A socket of theirs may reuse the address and port of
// another user's socket, whose connection conntrack still knows. So their packets don't get
// the mark of that connection if it is of another provider, except in answers.
type Confined struct {
	Comment  string // the name of the rule's block
	Families []selector.Family
	Marks    []uint32
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
	Table() string // its name, in the family inet
	Sets() []Set
	Chains() []Chain
	Input() []string // what Do's command reads, line by line
}

// Chain is a base chain of a table.
type Chain struct {
	Name, Type, Hook string
	Priority         string   // mangle, or mangle + 1
	Rules            []string // and comments, which begin with #
}

// Set is a set of addresses.
type Set struct {
	Name, Type string
	Elements   []Prefix
}

func load() Command { return Command{"nft", "-f", "-"} }

func unload(t Tabular) Command { return Command{"nft", "delete", "table", "inet", t.Table()} }

// replaced is the input that replaces a table, whether or not it exists.
func replaced(t Tabular) []string {
	table := "table inet " + t.Table()
	lines := []string{table, "delete " + table, table + " {"}
	for _, s := range t.Sets() {
		lines = append(lines, s.lines()...)
	}
	for _, c := range t.Chains() {
		lines = append(lines, c.lines()...)
	}
	return append(lines, "}")
}

// lines has the elements one a line, so that long lists can be compared.
func (s Set) lines() []string {
	lines := []string{"\tset " + s.Name + " {", "\t\ttype " + s.Type + ";", "\t\tflags interval;", "\t\telements = {"}
	for _, e := range s.Elements {
		lines = append(lines, "\t\t\t"+e.HostOrPrefix()+",")
	}
	return append(lines, "\t\t}", "\t}")
}

func (c Chain) lines() []string {
	lines := []string{"\tchain " + c.Name + " {", fmt.Sprintf("\t\ttype %s hook %s priority %s;", c.Type, c.Hook, c.Priority)}
	for _, rule := range c.Rules {
		lines = append(lines, "\t\t"+rule)
	}
	return append(lines, "\t}")
}

// Input is what nft reads, line by line.
func (r Ruleset) Input() []string { return replaced(r) }

// Sets are none.
func (r Ruleset) Sets() []Set { return nil }

// Chains are the chains that mark connections and packets, and translate addresses.
func (r Ruleset) Chains() []Chain {
	var chains []Chain
	if r.Mask != 0 {
		chains = []Chain{
			{"prerouting", "filter", "prerouting", "mangle", r.arriving()},
			{"output", "route", "output", "mangle", append(r.confining(), r.restoring("")...)},
			{"postrouting", "filter", "postrouting", "mangle", r.leaving()},
		}
	}
	if rules := r.translating(); len(rules) > 0 {
		chains = append(chains, translation(rules, r.Links)...)
	}
	return chains
}

// IPsecOff is the variable of the script that makes a comment of what nft, or the
// kernel, doesn't know about IPsec.
const IPsecOff = "ipsec_off"

// translation is the chain that translates sources, except of what IPsec will take:
// its policies are about the packets as they are, and are looked up behind this chain
// (xfrm_output in net/xfrm/xfrm_output.c, nf_xfrm_me_harder in net/netfilter/nf_nat_core.c).
// A second chain drops what masquerade has given the address of another interface, as
// it does while its own has none: the connection would keep that.
func translation(rules []string, links []Link) []Chain {
	rules = append([]string{"${" + IPsecOff + "}rt ipsec exists accept"}, rules...)
	chains := []Chain{{"translation", "nat", "postrouting", "srcnat", rules}}
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
		return chains
	}
	astray = append(astray, "oifname { "+strings.Join(devs, ", ")+" } ct state new ct status snat fib saddr type local fib saddr . oif type != local drop")
	return append(chains, Chain{"translated", "filter", "postrouting", "srcnat + 1", astray})
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

// confining ends the chain for packets of confined users before restoring.
func (r Ruleset) confining() []string {
	var rules []string
	for _, c := range r.Confined {
		rules = append(rules, "# "+c.Comment+": no mark of another user's connection")
		for _, f := range c.Families {
			words := append(f.NFT(nil), "ct direction original")
			for _, mark := range c.Marks {
				words = append(words, fmt.Sprintf("ct mark & %#x != %#x", r.Mask, mark))
			}
			rules = append(rules, strings.Join(append(words, "return"), " "))
		}
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
