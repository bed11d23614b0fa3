package rpdb

import (
	"fmt"
	"maps"
	"math"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/selector"
)

// simulated are the fields of "ip -j rule" that are (print_rule in iproute2's
// ip/iprule.c). flow_from and flow_to are realms, which
// lead nowhere else; a rule about an interface that isn't there, "detached", is
// about it as soon as it is there (attach_rules in net/core/fib_rules.c).
var simulated = map[string]bool{
	"priority": true, "not": true, "src": true, "srclen": true, "dst": true, "dstlen": true,
	"tos": true, "dscp": true, "fwmark": true, "fwmask": true, "tun_id": true,
	"iif": true, "iif_detached": true, "oif": true, "oif_detached": true,
	"uid_start": true, "uid_end": true, "ipproto": true,
	"sport": true, "sport_start": true, "sport_end": true, "dport": true, "dport_start": true, "dport_end": true,
	"table": true, "suppress_prefixlen": true, "flow_from": true, "flow_to": true,
	"goto": true, "unresolved": true, "nop": true, "action": true, "protocol": true,
}

// wholeMasks are masks that hold all bits, by their names: as if there were none. Linux
// has them since 6.15, and iproute2 prints them then for every rule.
var wholeMasks = map[string]int64{"sport_mask": 0xffff, "dport_mask": 0xffff, "dscp_mask": 0x3f}

// liveRule reads a rule.
func liveRule(fields map[string]any, ipv6 bool) (Rule, error) {
	r := Rule{Why: "of the machine"}
	for name, mask := range wholeMasks {
		if whole(fields, name) == mask {
			delete(fields, name)
		}
	}
	r.IPv6 = ipv6
	r.Priority = priority(fields, "priority")
	_, r.Not = fields["not"]
	r.Oif = word(fields, "oif")
	r.Iif = word(fields, "iif")
	r.Foreign = beyond(fields, simulated)
	r.readClass(fields)
	r.Tunnel = uint64(whole(fields, "tun_id"))
	r.From, r.To = ruleAddress(fields, "src", ipv6), ruleAddress(fields, "dst", ipv6)
	r.Mark, r.Mask = uint32(whole(fields, "fwmark")), uint32(whole(fields, "fwmask"))
	if _, marked := fields["fwmark"]; marked && r.Mask == 0 {
		r.Mask = 0xffffffff
	}
	r.Users = span(fields, "uid")
	r.SourcePorts, r.DestinationPorts = span(fields, "sport"), span(fields, "dport")
	// "ip -N" prints a number behind this (inet_proto_n2a in iproute2's lib/inet_proto.c).
	if name := strings.TrimPrefix(word(fields, "ipproto"), "ipproto-"); name != "" {
		n, known := selector.ProtocolNamed(name)
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

// beyond are the fields that aren't known, with what they say.
func beyond(fields map[string]any, known map[string]bool) string {
	var words []string
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if !known[name] {
			words = append(words, strings.TrimSpace(name+" "+word(fields, name)))
		}
	}
	return strings.Join(words, " ")
}

// readClass reads tos, and dscp, which iproute2 has since 6.13.
func (r *Rule) readClass(fields map[string]any) {
	if text := word(fields, "tos"); text != "" {
		tos, known := ClassNamed(text)
		if r.TOS = tos; !known {
			r.Foreign = "tos " + text
		}
	}
	if text := word(fields, "dscp"); text != "" {
		if n, err := strconv.ParseUint(text, 0, 6); err == nil {
			r.DSCP = selector.DSCP{Given: true, Value: uint8(n)}
		} else if tos, known := ClassNamed(text); known {
			r.DSCP = selector.DSCP{Given: true, Value: tos >> 2}
		} else {
			r.Foreign = "dscp " + text
		}
	}
}

// ClassNamed is the byte that "ip" prints as a number or a name (etc/iproute2/rt_dsfield
// in iproute2).
func ClassNamed(text string) (tos uint8, known bool) {
	if n, err := strconv.ParseUint(text, 0, 8); err == nil {
		return uint8(n), true
	}
	name := strings.ToUpper(text)
	var class, drop uint8
	if _, err := fmt.Sscanf(name, "CS%1d", &class); err == nil && class < 8 {
		return class << 5, true
	}
	if _, err := fmt.Sscanf(name, "AF%1d%1d", &class, &drop); err == nil && class < 5 && drop < 4 {
		return class<<5 | drop<<3, true
	}
	return map[string]uint8{"EF": 0xb8}[name], name == "EF" || name == "DEFAULT"
}

func ruleAction(fields map[string]any) (iproute.Action, Type) {
	if _, nop := fields["nop"]; nop {
		return iproute.Nop(), ""
	}
	if _, vrf := fields["l3mdev"]; vrf {
		return iproute.Action{}, "" // the table is that of the interface
	}
	switch to := priority(fields, "goto"); {
	case to != 0:
		return iproute.Goto(to), ""
	case word(fields, "action") != "":
		if t := TypeNamed(word(fields, "action")); t != Unreachable {
			return iproute.Action{}, t
		}
		return iproute.Unreachable(), ""
	}
	a := iproute.Lookup(iproute.MainTable) // its name is read elsewhere
	if _, found := fields["suppress_prefixlen"]; found {
		a.Suppress = strconv.FormatInt(whole(fields, "suppress_prefixlen"), 10)
	}
	return a, ""
}

func ruleAddress(fields map[string]any, name string, ipv6 bool) iproute.Prefix {
	text := word(fields, name)
	if text == "" || text == "all" {
		return iproute.Prefix{}
	}
	if _, found := fields[name+"len"]; found {
		text += "/" + strconv.FormatInt(whole(fields, name+"len"), 10)
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
func whole(fields map[string]any, name string) int64 {
	n, _ := strconv.ParseInt(word(fields, name), 0, 64) // 0 where there is none
	return n
}

// priority is a number of 32 bits. Those for which an int has no room are behind
// all others, in the order in which they are listed.
func priority(fields map[string]any, name string) int {
	return int(min(whole(fields, name), math.MaxInt))
}
