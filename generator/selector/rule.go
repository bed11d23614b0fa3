package selector

// Rule is what a rule of ip selects: packets that all of its values match, at most
// one for each selector. The zero value of a selector matches every packet.
type Rule struct {
	From, To                      Prefix
	DSCP                          DSCP   // in rules of others only: iproute2 has it since 6.13
	Mark, Mask                    uint32 // the packet's mark, in the bits of the mask
	Iif                           string // interface on which it arrives, or Self
	Oif                           string // interface that the socket is bound to, or that the lookup names
	Protocol                      int    // such as 6 for TCP
	SourcePorts, DestinationPorts Bounds
	Users                         Bounds // of the process that sends it
}

// Words are the rule's selectors as "ip rule" lists them.
func (r *Rule) Words() []string {
	var words []string
	for k := range table {
		if row := &table[k]; row.word != "" && row.given(r) {
			words = append(words, row.word, row.value(r))
		}
	}
	return words
}

// Given are the selectors that the rule has, in the order in which the kernel looks
// at them (fib_rule_match in net/core/fib_rules.c, then fib4_rule_match in
// net/ipv4/fib_rules.c and fib6_rule_match in net/ipv6/fib6_rules.c).
func (r *Rule) Given() []Kind {
	var kinds []Kind
	for _, kind := range asked {
		if table[kind-1].given(r) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// Differs reports whether a packet isn't what a selector of the rule is for.
func (k Kind) Differs(r *Rule, p *Packet) bool { return table[k-1].differs(r, p) }

// InFamily reports whether the kernel looks at a selector in the match function of
// the family, behind those that are the same in both.
func (k Kind) InFamily() bool { return table[k-1].inFamily }

// Reason is what a packet has that a rule with another value isn't for.
func (k Kind) Reason(p *Packet) string { return table[k-1].reason(p) }
