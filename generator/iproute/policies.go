package iproute

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/selector"
)

// Policies is the second nft table. It marks packets for policy rules that ip rule
// can't express, or only as very many rules. It is separate from Ruleset because
// it is loaded last, and Ruleset first.
type Policies struct {
	Mask     uint32   // the bits of marks that are ours
	Policies []Policy // the first one that selects a packet marks it
	Sources  []Source
}

// Policy marks the packets that it selects in each of its families.
type Policy struct {
	Comment  string // the name of its block
	Name     string // with which the names of its sets begin
	Mark     uint32
	Families []selector.Family
}

// Arriving reports whether packets that arrive can be selected.
func (p Policy) Arriving() bool {
	return slices.ContainsFunc(p.Families, func(f selector.Family) bool { return f.Arriving() })
}

// Sent reports whether packets that this machine sends can be selected.
func (p Policy) Sent() bool {
	return slices.ContainsFunc(p.Families, func(f selector.Family) bool { return f.Sent() })
}

// Source translates the source address of marked packets that this machine sends
// via a provider: the kernel chose the address before nft marked them.
type Source struct {
	Link  Link
	Marks []uint32
}

// Table is the table's name, in the family inet.
func (p Policies) Table() string { return "splitroute_rules" }

// Do replaces the table. It reads Input.
func (p Policies) Do() Command { return load() }

// Undo removes the table.
func (p Policies) Undo() Command { return unload(p) }

// Input is what nft reads, line by line.
func (p Policies) Input() []string { return replaced(p) }

// Chains run right after those of Ruleset, which give packets the mark of their
// connection.
func (p Policies) Chains() []Chain {
	marked := fmt.Sprintf("meta mark & %#x != 0 accept", p.Mask)
	arriving, sent := []string{marked}, []string{marked, "ct direction reply accept"}
	for _, policy := range p.Policies {
		if policy.Arriving() {
			arriving = append(arriving, policy.rules(p.Mask)...)
		}
		if policy.Sent() {
			sent = append(sent, policy.rules(p.Mask)...)
		}
	}
	chains := []Chain{
		{"prerouting", "filter", "prerouting", "mangle + 1", arriving},
		{"output", "route", "output", "mangle + 1", sent},
	}
	if len(p.Sources) > 0 {
		var links []Link
		for _, s := range p.Sources {
			links = append(links, s.Link)
		}
		chains = append(chains, translation(p.translating(), links)...)
	}
	return chains
}

// Sets are the addresses of the policies.
func (p Policies) Sets() []Set {
	var sets []Set
	for _, policy := range p.Policies {
		for _, f := range policy.Families {
			sets = append(sets, policy.addresses("from", f, f.From)...)
			sets = append(sets, policy.addresses("to", f, f.To)...)
		}
	}
	return sets
}

func (p Policy) addresses(of string, f selector.Family, prefixes []netip.Prefix) []Set {
	if len(prefixes) == 0 {
		return nil
	}
	s := Set{Name: p.set(of, f), Type: kind(f)}
	for _, prefix := range prefixes {
		s.Elements = append(s.Elements, KnownPrefix(prefix))
	}
	return []Set{s}
}

func (p Policy) set(of string, f selector.Family) string {
	return p.Name + "_" + of + strings.TrimPrefix(family(f.IPv6), "ip")
}

func kind(f selector.Family) string {
	if f.IPv6 {
		return "ipv6_addr"
	}
	return "ipv4_addr"
}

// family is a family in nft's words.
func family(ipv6 bool) string {
	if ipv6 {
		return "ip6"
	}
	return "ip"
}

// nfproto matches all packets of a family.
func nfproto(ipv6 bool) string {
	if ipv6 {
		return "meta nfproto ipv6"
	}
	return "meta nfproto ipv4"
}

// rules are the policy's rules, one for each family.
func (p Policy) rules(mask uint32) []string {
	rules := []string{"# " + p.Comment}
	for _, f := range p.Families {
		words := f.NFT(func(of string) string { return p.set(of, f) })
		words = append(words, fmt.Sprintf("meta mark set meta mark & %#x | %#x accept", ^mask, p.Mark))
		rules = append(rules, strings.Join(words, " "))
	}
	return rules
}

func (p Policies) translating() []string {
	var rules []string
	for _, source := range p.Sources {
		rules = append(rules, "# "+source.Link.Comment)
		for _, mark := range source.Marks {
			for _, s := range source.Link.Sides {
				sent := fmt.Sprintf("meta mark & %#x == %#x fib saddr type local ", p.Mask, mark)
				for by := ByHop; by <= ByInterface; by++ {
					if rule := source.Link.translate(s, by, sent, s.Own); rule != "" {
						rules = append(rules, rule)
					}
				}
			}
		}
	}
	return rules
}
