package config

import (
	"bytes"
	"cmp"
	"math"
	"math/big"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
	"github.com/zclconf/go-cty/cty"
)

// readSelectors reads the attributes that select packets.
func (p *rule) readSelectors(f *faults) {
	b := p.block
	p.From = notEmpty(f, b, "from", readPrefixes(f, b, "from", parseSelectedPrefix))
	p.To = notEmpty(f, b, "to", readPrefixes(f, b, "to", parseSelectedPrefix))
	p.Protocol = read(f, b, "protocol", 0, asAny, parseIPProtocol)
	p.Interface = read(f, b, "interface", "", asText, parseArrival)
	p.PacketMark = read(f, b, "mark", selector.Masked{}, asText, parseMark)
	class := read(f, b, "dscp", 0, asAny, parseDSCP)
	p.DSCP = selector.DSCP{Given: b.place("dscp").ok(), Value: class}
	p.SourcePorts = merged(notEmpty(f, b, "source_ports", readList(f, b, "source_ports", asAny, parsePorts)))
	p.DestinationPorts = merged(notEmpty(f, b, "destination_ports", readList(f, b, "destination_ports", asAny, parsePorts)))
	p.Users = merged(notEmpty(f, b, "users", readList(f, b, "users", asAny, parseUsers)))
	macs := notEmpty(f, b, "macs", readList(f, b, "macs", asText, parseMAC))
	slices.SortFunc(macs, func(a, b selector.MAC) int { return bytes.Compare(a[:], b[:]) })
	p.MACs = slices.Compact(macs)
}

// notEmpty refuses an empty list: it would match no packet, and without the
// list the rule matches all.
func notEmpty[T any](f *faults, b block, name string, list []T) []T {
	refuseEmpty(f, b.place(name), len(list), name+" has no element, so the rule matches no packet. Write elements; or remove "+name+", and the rule matches all.")
	return list
}

// parseSelectedPrefix is parseAnyPrefix, and all addresses of a family.
func parseSelectedPrefix(raw string) (netip.Prefix, *fault) {
	if all, err := netip.ParsePrefix(raw); err == nil && all.Bits() == 0 && all == all.Masked() {
		return all, nil
	}
	return parseAnyPrefix(raw)
}

var (
	parsePorts = numbers("A port", 1, math.MaxUint16, "443", "8000-8999")
	// The largest number of 32 bits is no user (setreuid(2)).
	parseUsers = numbers("The id of a user", 0, math.MaxUint32-1, "1000", "1000-1999")
)

// numbers returns the parse function of a number or a range. A number may be
// a text, as the lines of a file are.
func numbers(name string, low, high uint64, number, between string) func(cty.Value) (site.Range, *fault) {
	return func(raw cty.Value) (site.Range, *fault) {
		text, isText := digitsOf(raw)
		if !isText {
			return site.Range{}, faultf(wrongType, "A number is needed here, or a range of them. Write for example %s or %q.", number, between)
		}
		first, last, found := strings.Cut(text, "-")
		if !found {
			last = first
		}
		from, ok := decimal(first)
		to, okLast := decimal(last)
		switch {
		case !ok || !okLast:
			return site.Range{}, faultf(invalidChoice, "%s is no whole number and no range of them. Write for example %s or %q.", quote(text), number, between)
		case from < low || to > high:
			return site.Range{}, faultf(outOfRange, "%s is a whole number from %d to %d. Write one of these.", name, low, high)
		case from > to:
			return site.Range{}, faultf(invalidChoice, "%s ends before it begins. Write \"%d-%d\".", quote(text), to, from)
		}
		return site.Range{First: uint32(from), Last: uint32(to)}, nil
	}
}

// merged sorts ranges and joins those that overlap or touch.
func merged(all []site.Range) []site.Range {
	slices.SortFunc(all, func(a, b site.Range) int { return cmp.Compare(a.First, b.First) })
	var joined []site.Range
	for _, next := range all {
		if n := len(joined); n > 0 && uint64(next.First) <= uint64(joined[n-1].Last)+1 {
			joined[n-1].Last = max(joined[n-1].Last, next.Last)
			continue
		}
		joined = append(joined, next)
	}
	return joined
}

// parseMark reads a mark and its mask, as ip rule prints them.
func parseMark(raw string) (selector.Masked, *fault) {
	const example = "Write it as VALUE/MASK, such as \"0x10/0xff\": the bits of the mask are looked at."
	value, mask, found := strings.Cut(raw, "/")
	m := selector.Masked{}
	var isValue, isMask bool
	m.Value, isValue = markNumber(value)
	m.Mask, isMask = markNumber(mask)
	switch {
	case !isValue || found && !isMask:
		return m, faultf(invalidChoice, "%s is no mark with its mask. %s", quote(raw), example)
	case m.Mask == 0:
		return m, faultf(invalidChoice, "%s has no mask. %s", quote(raw), example)
	case m.Value&^m.Mask != 0:
		return m, faultf(invalidChoice, "%#x has bits that the mask %#x doesn't look at. Write a value within the mask, such as \"%#x/%#x\".", m.Value, m.Mask, m.Value&m.Mask, m.Mask)
	}
	return m, nil
}

// parseMAC reads the hardware address of one host (IEEE 802, clause 8.2: the lowest
// bit of the first octet is that of groups).
func parseMAC(raw string) (m selector.MAC, f *fault) {
	if err := m.UnmarshalText([]byte(raw)); err != nil {
		return m, faultf(invalidChoice, "%s is no hardware address. Write six octets, such as \"52:54:00:12:34:56\".", quote(raw))
	}
	if m == (selector.MAC{}) || m[0]&1 != 0 {
		return m, faultf(invalidChoice, "%s is not the address of one host. Write the address of its interface, such as \"52:54:00:12:34:56\".", quote(raw))
	}
	return m, nil
}

// checkSelectors compares what rules select with the other blocks.
func checkSelectors(doc document) (f faults) {
	mask := doc.settings.MarkMask
	for _, p := range doc.rules {
		common := p.PacketMark.Mask & mask
		if mark := p.selected(selector.Mark); mark.ok() && doc.settings.place("mark_mask").state != wrong && common != 0 {
			f.fail(mark.at, conflictingValue, "The bits %#x are among those that mark our own packets and connections (mark_mask, %#x). Write a mark in other bits, or a mark_mask without these in settings.",
				common, mask)
		}
		if macs := p.selected(selector.Hardware); macs.ok() && len(doc.networks) == 0 {
			f.fail(macs.at, conflictingValue, "macs are addresses of hosts in local networks, and there is no local network. Write a network block for the network of these hosts.")
		}
	}
	return f
}

// oneOf returns the parse function of a text that is one of a few; refusal is what
// to say about others.
func oneOf[T any](choices map[string]T, refusal string) func(string) (T, *fault) {
	return func(raw string) (T, *fault) {
		value, found := choices[raw]
		if !found {
			return value, faultf("Invalid value", refusal, quote(raw))
		}
		return value, nil
	}
}

// choice is the number of a name, or a number in a range.
func choice(raw cty.Value, names map[string]int, number func(*big.Float) (int, *fault), what, advice string) (int, *fault) {
	if raw.Type() == cty.Number {
		return number(raw.AsBigFloat())
	}
	if raw.Type() != cty.String {
		return 0, faultf(wrongType, "A text or a number is needed here, not a %s. Write %s.", kind(raw), advice)
	}
	text := raw.AsString()
	n, found := names[text]
	if !found {
		return 0, faultf(invalidChoice, "%s is not the name of a %s. Write %s.", quote(text), what, advice)
	}
	return n, nil
}

// ipProtocols are the protocols with a name here (IANA, Protocol Numbers).
var ipProtocols = map[string]int{
	"icmp": 1, "igmp": 2, "ipip": 4, "tcp": 6, "udp": 17, "dccp": 33, "ipv6": 41, "rsvp": 46, "gre": 47,
	"esp": 50, "ah": 51, "icmpv6": 58, "eigrp": 88, "ospf": 89, "pim": 103, "vrrp": 112, "l2tp": 115,
	"sctp": 132, "udplite": 136,
}

const tcp = 6

// hasPorts are the protocols whose headers begin with two ports.
var hasPorts = map[int]bool{tcp: true, 17: true, 33: true, 132: true, 136: true}

var parseProtocolNumber = whole("protocol", 1, 255) // for ip rule, 0 is any

func parseIPProtocol(raw cty.Value) (int, *fault) {
	return choice(raw, ipProtocols, parseProtocolNumber, "protocol",
		"\"tcp\", \"udp\", \"icmp\", \"icmpv6\", \"sctp\", \"gre\", \"esp\" or the like, or its number from 1 to 255 without quotes")
}

var parseDSCPNumber = whole("dscp", 0, 63)

func parseDSCP(raw cty.Value) (uint8, *fault) {
	n, err := choice(raw, codePoints, parseDSCPNumber, "code point",
		"\"ef\", \"va\", \"le\", \"cs0\" to \"cs7\", \"af11\" to \"af43\", or a number from 0 to 63 without quotes")
	return uint8(n), err
}

// codePoints are those of RFC 2474, 2597, 3246, 5865 and 8622.
var codePoints = func() map[string]int {
	names := map[string]int{"be": 0, "df": 0, "le": 1, "va": 44, "ef": 46}
	for class := range 8 {
		names["cs"+strconv.Itoa(class)] = class << 3
	}
	for class := 1; class <= 4; class++ {
		for drop := 1; drop <= 3; drop++ {
			names["af"+strconv.Itoa(class)+strconv.Itoa(drop)] = class<<3 | drop<<1
		}
	}
	return names
}()

// Protocol reads a word of a command line as the protocol of a rule block: a
// name or a number.
func Protocol(word string) (int, error) {
	n, f := parseIPProtocol(wordValue(word))
	return n, plainError(f)
}

// DSCP is Protocol for code points.
func DSCP(word string) (uint8, error) {
	n, f := parseDSCP(wordValue(word))
	return n, plainError(f)
}

func wordValue(word string) cty.Value {
	if n, err := cty.ParseNumberVal(word); err == nil {
		return n
	}
	return cty.StringVal(word)
}
