package iproute

import (
	"fmt"
	"net/netip"
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
	// Address and Gateway tell providers on one interface apart; they are zero
	// where Dev alone does.
	Address, Gateway netip.Addr
	Mark             uint32         // of its connections
	Source           netip.Addr     // what it is sent is translated to this source; zero: not at all
	Own              []netip.Prefix // sources that are not translated
}

// Do replaces the table with what Input returns, which it has to be fed.
func (r Ruleset) Do() Command { return Command{"nft", "-f", "-"} }

// Undo removes the table.
func (r Ruleset) Undo() Command { return Command{"nft", "delete", "table", "inet", "splitroute"} }

// Input is what nft reads, line by line. The first two lines remove the table
// whether it is there or not.
func (r Ruleset) Input() []string {
	lines := []string{"table inet splitroute", "delete table inet splitroute", "table inet splitroute {"}
	if r.Mask != 0 {
		lines = append(lines, chain("prerouting", "filter hook prerouting priority mangle", r.arriving())...)
		lines = append(lines, chain("output", "route hook output priority mangle", r.restoring(""))...)
		lines = append(lines, chain("postrouting", "filter hook postrouting priority mangle", r.leaving())...)
	}
	if rules := r.translating(); len(rules) > 0 {
		lines = append(lines, chain("translation", "nat hook postrouting priority srcnat", rules)...)
	}
	return append(lines, "}")
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
		to := ""
		if l.Address.IsValid() {
			to = "ip daddr " + l.Address.String() + " "
		}
		rules = append(rules, "# "+l.Comment, fmt.Sprintf("iifname %q %s%s", l.Dev, to, r.begin(l)))
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
		rules = append(rules, "# "+l.Comment, l.out()+r.begin(l))
	}
	return rules
}

// out selects what leaves by the link.
func (l Link) out() string {
	if l.Gateway.IsValid() {
		return fmt.Sprintf("oifname %q rt ip nexthop %s ", l.Dev, l.Gateway)
	}
	return fmt.Sprintf("oifname %q ", l.Dev)
}

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
		if !l.Source.IsValid() {
			continue
		}
		own := make([]string, len(l.Own))
		for i, p := range l.Own {
			own[i] = prefixOrHost(p)
		}
		rules = append(rules, "# "+l.Comment,
			fmt.Sprintf("%sip saddr != { %s } snat ip to %s", l.out(), strings.Join(own, ", "), l.Source))
	}
	return rules
}
