package rpdb

import (
	"fmt"
	"net/netip"
	"strconv"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
)

// The names that "ip -j rule" gives things, and what they are here
// (print_rule in iproute2's ip/iprule.c).
var protocols = map[string]int{"icmp": 1, "tcp": tcp, "udp": udp, "dccp": dccp, "ipv6-icmp": 58, "sctp": sctp, "udplite": udpLite}

// foreign are selectors that aren't simulated.
var foreign = []string{"tos", "dscp", "dsfield", "tun_id", "l3mdev", "flow_from", "flow_to", "suppress_ifgroup", "flowlabel"}

// liveRule reads a rule.
func liveRule(fields map[string]any, ipv6 bool) (Rule, error) {
	r := Rule{Why: "of the machine"}
	r.IPv6 = ipv6
	r.Priority = whole(fields, "priority")
	_, r.Not = fields["not"]
	r.Oif = word(fields, "oif")
	r.Iif = word(fields, "iif")
	if _, detached := fields["iif_detached"]; detached {
		r.Foreign = "(detached)"
	}
	for _, name := range foreign {
		if _, found := fields[name]; found {
			r.Foreign = name
		}
	}
	r.From, r.To = ruleAddress(fields, "src", ipv6), ruleAddress(fields, "dst", ipv6)
	r.Mark, r.Mask = uint32(whole(fields, "fwmark")), uint32(whole(fields, "fwmask"))
	if _, marked := fields["fwmark"]; marked && r.Mask == 0 {
		r.Mask = 0xffffffff
	}
	r.Users = span(fields, "uid")
	r.SourcePorts, r.DestinationPorts = span(fields, "sport"), span(fields, "dport")
	if name := word(fields, "ipproto"); name != "" {
		n, known := protocols[name]
		if number, err := strconv.Atoi(name); err == nil {
			n, known = number, true
		}
		if !known {
			return r, fmt.Errorf("rule %d: %q is no known protocol: print the rules with ip -N", r.Priority, name)
		}
		r.Protocol = n
	}
	r.Action, r.Refuse = ruleAction(fields)
	return r, nil
}

func ruleAction(fields map[string]any) (iproute.Action, Type) {
	if _, nop := fields["nop"]; nop {
		return iproute.Nop(), ""
	}
	switch to := whole(fields, "goto"); {
	case to != 0:
		return iproute.Goto(to), ""
	case word(fields, "action") == "unreachable":
		return iproute.Unreachable(), ""
	case word(fields, "action") != "":
		return iproute.Action{}, Type(word(fields, "action"))
	}
	a := iproute.Lookup(iproute.MainTable) // its name is read elsewhere
	if _, found := fields["suppress_prefixlen"]; found {
		a.Suppress = strconv.Itoa(whole(fields, "suppress_prefixlen"))
	}
	return a, ""
}

func ruleAddress(fields map[string]any, name string, ipv6 bool) iproute.Prefix {
	text := word(fields, name)
	if text == "" || text == "all" {
		return iproute.Prefix{}
	}
	if _, found := fields[name+"len"]; found {
		text += "/" + strconv.Itoa(whole(fields, name+"len"))
	}
	p := livePrefix(text, ipv6)
	if p == (netip.Prefix{}) {
		return iproute.Prefix{Var: text} // no address: nothing is known about it
	}
	return iproute.KnownPrefix(p)
}

// span is a range, printed as one number or as its ends.
func span(fields map[string]any, name string) iproute.Range {
	if _, found := fields[name]; found {
		return iproute.Between(uint32(whole(fields, name)), uint32(whole(fields, name)))
	}
	if _, found := fields[name+"_start"]; found {
		return iproute.Between(uint32(whole(fields, name+"_start")), uint32(whole(fields, name+"_end")))
	}
	return iproute.Range{}
}

func word(fields map[string]any, name string) string {
	switch value := fields[name].(type) {
	case string:
		return value
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	}
	return ""
}

// whole is a number, which may be printed in base 16.
func whole(fields map[string]any, name string) int {
	n, _ := strconv.ParseInt(word(fields, name), 0, 64) // 0 where there is none
	return int(n)
}
