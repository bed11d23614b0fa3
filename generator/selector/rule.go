package selector

// Rule is the selector of one rule of ip: it matches packets that all of its values
// match, at most one value for each selector. A zero value matches every packet.
type Rule struct {
	From, To                      Prefix
	DSCP                          DSCP   // in rules of others only: iproute2 has it since 6.13
	Mark, Mask                    uint32 // the packet's mark, in the bits of the mask
	Iif                           string // interface on which the packet arrives, or Self
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

// Given are the selectors that the rule has, in the order in which the kernel compares
// them (fib_rule_match in net/core/fib_rules.c, then fib4_rule_match in
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

// Differs reports whether a selector of the rule doesn't match a packet.
func (k Kind) Differs(r *Rule, p *Packet) bool { return table[k-1].differs(r, p) }

// InFamily reports whether the kernel compares a selector in the match function of the
// family, after those that both families share.
func (k Kind) InFamily() bool { return table[k-1].inFamily }

// Reason describes the value of a packet that a rule doesn't match.
func (k Kind) Reason(p *Packet) string { return table[k-1].reason(p) }
