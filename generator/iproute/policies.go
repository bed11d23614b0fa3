package iproute

import (
	"fmt"
	"net/netip"
	"strings"
)

// Policies is the second nft table. It marks packets for policy rules that ip rule
// can't express, or only as very many rules. It is separate from Ruleset because
// it is loaded last, and Ruleset first.
type Policies struct {
	Mask     uint32   // the bits of marks that are ours
	Policies []Policy // the first one that selects a packet marks it
	Sources  []Source
}

// Policy marks the packets that all of its selectors match. The zero value of a
// selector matches every packet.
type Policy struct {
	Comment                       string // the name of its block
	Name                          string // with which the names of its sets begin
	Mark                          uint32
	Iif                           string
	Protocol                      int
	SourcePorts, DestinationPorts []Range
	DSCP                          uint8
	HasDSCP                       bool
	Users                         []Range
	Families                      []Addresses
}

// Addresses are those that a policy selects in one family. Prefixes of a list
// don't overlap; an empty list matches every address.
type Addresses struct {
	IPv6     bool
	From, To []netip.Prefix
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

// Input is what nft reads, line by line. The chains run right after those of
// Ruleset, which give packets the mark of their connection.
func (p Policies) Input() []string {
	var lines []string
	for _, policy := range p.Policies {
		lines = append(lines, policy.sets()...)
	}
	marked := fmt.Sprintf("meta mark & %#x != 0 accept", p.Mask)
	arriving, sent := []string{marked}, []string{marked, "ct direction reply accept"}
	for _, policy := range p.Policies {
		if len(policy.Users) == 0 {
			arriving = append(arriving, policy.rules(p.Mask)...)
		}
		if policy.Iif == "" {
			sent = append(sent, policy.rules(p.Mask)...)
		}
	}
	lines = append(lines, chain("prerouting", "filter hook prerouting priority mangle + 1", arriving)...)
	lines = append(lines, chain("output", "route hook output priority mangle + 1", sent)...)
	if len(p.Sources) > 0 {
		lines = append(lines, chain("translation", "nat hook postrouting priority srcnat", p.translating())...)
	}
	return replaced(p, lines)
}

// sets are the policy's addresses, one a line, so that long lists can be
// compared.
func (p Policy) sets() []string {
	var lines []string
	add := func(name, kind string, prefixes []netip.Prefix) {
		if len(prefixes) == 0 {
			return
		}
		lines = append(lines, "\tset "+name+" {", "\t\ttype "+kind+";", "\t\tflags interval;", "\t\telements = {")
		for _, prefix := range prefixes {
			lines = append(lines, "\t\t\t"+KnownPrefix(prefix).hostOrPrefix()+",")
		}
		lines = append(lines, "\t\t}", "\t}")
	}
	for _, a := range p.Families {
		add(p.set("from", a), a.kind(), a.From)
		add(p.set("to", a), a.kind(), a.To)
	}
	return lines
}

func (p Policy) set(of string, a Addresses) string {
	return p.Name + "_" + of + strings.TrimPrefix(family(a.IPv6), "ip")
}

func (a Addresses) kind() string {
	if a.IPv6 {
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
	for _, a := range p.Families {
		words := append(p.header(a), p.selectors()...)
		words = append(words, fmt.Sprintf("meta mark set meta mark & %#x | %#x accept", ^mask, p.Mark))
		rules = append(rules, strings.Join(words, " "))
	}
	return rules
}

// header matches fields of the IP header.
func (p Policy) header(a Addresses) []string {
	ip := family(a.IPv6)
	var words []string
	if len(a.From) > 0 {
		words = append(words, ip+" saddr @"+p.set("from", a))
	}
	if len(a.To) > 0 {
		words = append(words, ip+" daddr @"+p.set("to", a))
	}
	if p.HasDSCP {
		words = append(words, fmt.Sprintf("%s dscp %d", ip, p.DSCP))
	}
	if len(words) == 0 {
		words = append(words, nfproto(a.IPv6))
	}
	return words
}

// selectors match what is the same in both families.
func (p Policy) selectors() []string {
	var words []string
	if p.Iif != "" {
		words = append(words, fmt.Sprintf("iifname %q", p.Iif))
	}
	if p.Protocol != 0 {
		words = append(words, fmt.Sprintf("meta l4proto %d", p.Protocol))
	}
	for _, list := range []struct {
		of     string
		ranges []Range
	}{{"th sport", p.SourcePorts}, {"th dport", p.DestinationPorts}, {"meta skuid", p.Users}} {
		if len(list.ranges) > 0 {
			words = append(words, list.of+" "+anonymous(list.ranges))
		}
	}
	return words
}

// anonymous is a set without a name.
func anonymous[T fmt.Stringer](elements []T) string {
	texts := make([]string, len(elements))
	for i, e := range elements {
		texts[i] = e.String()
	}
	return "{ " + strings.Join(texts, ", ") + " }"
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
