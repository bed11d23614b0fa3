// Package selector has one table of everything that can select a packet. For each
// selector it has the attribute of a rule block, the words of "ip rule" and when there
// are none, the words of nft, the packets that it matches, and the selectors that it
// excludes.
//
// Packages config, plan, iproute, rpdb and review read the table. The
// selectors of a rule block are a [Match] or, in one family and with its addresses, a
// [Family]; those of one rule of ip are a [Rule]. A new selector needs a row here, a
// field of Match, a field of Rule if ip rule has a word for it, a field of [Packet] if
// there is none yet for it to match, and a reader of its attribute in package config.
package selector

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
)

// Kind is a selector, by its position in the table, from 1.
type Kind int

// The selectors.
const (
	From Kind = iota + 1
	To
	Class
	Mark
	Hardware
	Incoming
	Outgoing
	Protocol
	SourcePort
	DestinationPort
	User

	// Last is the kind of the last row.
	Last = User
)

// direction is the direction of the packets that a selector can match.
type direction int

const (
	anywhere     direction = iota
	onlyArriving           // packets that arrive
	onlySent               // packets that this machine sends
)

// row is one selector. Functions may be nil: rule if ip rule has no word or an
// unreliable one; nft if a row has no attribute.
type row struct {
	attribute string // of a rule block; "" for none
	only      direction
	about     string // for messages about a selector of the other direction

	// Its values in a rule block.
	count   func(*Family) int            // how many values there are; 0: it matches all packets
	holds   func(*Family, *Packet) bool  // if there are values
	example func(*Family, *Packet)       // changes a packet so that it matches
	lists   func(*Family) []netip.Prefix // its values as prefixes, to compare blocks
	alone   func(*Match) string          // or its only value, as a text
	values  func(*Family) []string       // for people; nil: alone

	// Its words in ip rule.
	word     string                    // before the value
	rule     func(*Family, int, *Rule) // gives a rule the value at a position
	unsaid   func(*Family) bool        // ip rule has no word for one of the values
	given    func(*Rule) bool
	value    func(*Rule) string
	differs  func(*Rule, *Packet) bool // if the rule has a value
	inFamily bool                      // the kernel compares it in the family's own function

	// Its words in nft. header: they name a field of the IP header, and so the family.
	nft    func(f *Family, sets func(of string) string) string
	header bool

	reason func(*Packet) string // the value of a packet, for explanations
	said   func(*Packet) string // the value in the line of a packet, "" for none
}

// table is in the order in which ip prints the words, and in which we write nft's.
var table = []row{
	From - 1: prefixes(row{
		attribute: "from", word: "from",
		reason: func(p *Packet) string {
			if !p.From.IsValid() {
				return "it has no source yet"
			}
			return "it is from " + p.From.String()
		},
	}, "saddr", func(f *Family) []netip.Prefix { return f.From }, func(r *Rule) *Prefix { return &r.From },
		func(p *Packet) netip.Addr { return p.From }),
	To - 1: prefixes(row{
		attribute: "to", word: "to",
		reason: func(p *Packet) string { return "it is to " + p.To.String() },
	}, "daddr", func(f *Family) []netip.Prefix { return f.To }, func(r *Rule) *Prefix { return &r.To },
		func(p *Packet) netip.Addr { return p.To }),
	// ip rule knows it since iproute2 6.13; older ones don't even print it.
	Class - 1: {
		attribute: "dscp", word: "dscp", header: true, inFamily: true,
		count:   func(f *Family) int { return one(f.DSCP.Given) },
		holds:   func(f *Family, p *Packet) bool { return f.DSCP.Value == p.DSCP },
		example: func(f *Family, p *Packet) { p.DSCP = f.DSCP.Value },
		alone:   func(m *Match) string { return fmt.Sprint(m.DSCP) },
		values:  func(f *Family) []string { return []string{strconv.Itoa(int(f.DSCP.Value))} },
		given:   func(r *Rule) bool { return r.DSCP.Given },
		value:   func(r *Rule) string { return strconv.Itoa(int(r.DSCP.Value)) },
		differs: func(r *Rule, p *Packet) bool { return r.DSCP.Value != p.DSCP }, // dscp_full
		nft: func(f *Family, _ func(string) string) string {
			return fmt.Sprintf("%s dscp %d", header(f.IPv6), f.DSCP.Value)
		},
		reason: func(p *Packet) string { return fmt.Sprintf("its DSCP is %d", p.DSCP) },
		said:   func(p *Packet) string { return numberSaid("DSCP %d", uint32(p.DSCP)) },
	},
	Mark - 1: {
		attribute: "mark", word: "fwmark",
		count:   func(f *Family) int { return one(f.PacketMark.Mask != 0) },
		holds:   func(f *Family, p *Packet) bool { return (f.PacketMark.Value^p.Mark)&f.PacketMark.Mask == 0 },
		example: func(f *Family, p *Packet) { p.Mark = p.Mark&^f.PacketMark.Mask | f.PacketMark.Value },
		alone:   func(m *Match) string { return m.PacketMark.String() },
		rule:    func(f *Family, _ int, r *Rule) { r.Mark, r.Mask = f.PacketMark.Value, f.PacketMark.Mask },
		nft: func(f *Family, _ func(string) string) string {
			return fmt.Sprintf("meta mark & %#x == %#x", f.PacketMark.Mask, f.PacketMark.Value)
		},
		given:   func(r *Rule) bool { return r.Mask != 0 },
		value:   func(r *Rule) string { return Masked{r.Mark, r.Mask}.String() },
		differs: func(r *Rule, p *Packet) bool { return (r.Mark^p.Mark)&r.Mask != 0 },
		reason:  func(p *Packet) string { return fmt.Sprintf("its mark is %#x", p.Mark) },
		said:    func(p *Packet) string { return numberSaid("mark %#x", p.Mark) },
	},
	// ip rule has no word for it, and nft knows it only for packets that arrive.
	Hardware - 1: {
		attribute: "macs", only: onlyArriving,
		count:   func(f *Family) int { return len(f.MACs) },
		holds:   func(f *Family, p *Packet) bool { return slices.Contains(f.MACs, p.MAC) },
		example: func(f *Family, p *Packet) { p.MAC = f.MACs[0] },
		lists:   func(f *Family) []netip.Prefix { return hardwarePrefixes(f.MACs) },
		values:  func(f *Family) []string { return texts(f.MACs) },
		nft:     func(f *Family, _ func(string) string) string { return "ether saddr " + set(f.MACs) },
		reason:  func(p *Packet) string { return "its hardware address is " + p.MAC.String() },
		said: func(p *Packet) string {
			if p.MAC == (MAC{}) {
				return ""
			}
			return "sent by " + p.MAC.String()
		},
	},
	Incoming - 1: {
		attribute: "interface", word: "iif", only: onlyArriving,
		count:   func(f *Family) int { return one(f.Interface != "") },
		holds:   func(f *Family, p *Packet) bool { return f.Interface == p.Interface },
		alone:   func(m *Match) string { return m.Interface },
		rule:    func(f *Family, _ int, r *Rule) { r.Iif = f.Interface },
		given:   func(r *Rule) bool { return r.Iif != "" },
		value:   func(r *Rule) string { return r.Iif },
		differs: func(r *Rule, p *Packet) bool { return r.Iif != p.Interface },
		nft:     func(f *Family, _ func(string) string) string { return fmt.Sprintf("iifname %q", f.Interface) },
		reason: func(p *Packet) string {
			if p.Interface == Self {
				return "it is sent by this machine"
			}
			return "it arrives by " + p.Interface
		},
	},
	// flowi_oif is 0 unless a socket is bound.
	Outgoing - 1: {
		word:    "oif",
		count:   func(*Family) int { return 0 },
		given:   func(r *Rule) bool { return r.Oif != "" },
		value:   func(r *Rule) string { return r.Oif },
		differs: func(r *Rule, p *Packet) bool { return r.Oif != p.Bound },
		reason: func(p *Packet) string {
			if p.Bound == "" {
				return "its socket isn't bound to an interface"
			}
			return "its socket is bound to " + p.Bound
		},
		said: func(p *Packet) string {
			if p.Bound == "" {
				return ""
			}
			return "bound to " + p.Bound
		},
	},
	Protocol - 1: {
		attribute: "protocol", word: "ipproto", inFamily: true,
		count:   func(f *Family) int { return one(f.Protocol != 0) },
		holds:   func(f *Family, p *Packet) bool { return f.Protocol == p.Protocol },
		example: func(f *Family, p *Packet) { p.Protocol = f.Protocol },
		alone:   func(m *Match) string { return strconv.Itoa(m.Protocol) },
		values:  func(f *Family) []string { return []string{ProtocolName(f.Protocol)} },
		rule:    func(f *Family, _ int, r *Rule) { r.Protocol = f.Protocol },
		given:   func(r *Rule) bool { return r.Protocol != 0 },
		value:   func(r *Rule) string { return strconv.Itoa(r.Protocol) }, // names need /etc/protocols
		differs: func(r *Rule, p *Packet) bool { return r.Protocol != p.Protocol },
		nft:     func(f *Family, _ func(string) string) string { return fmt.Sprintf("meta l4proto %d", f.Protocol) },
		reason: func(p *Packet) string {
			if p.Protocol == 0 {
				return "its protocol isn't given"
			}
			return "its protocol is " + ProtocolName(p.Protocol)
		},
		said: func(p *Packet) string {
			if p.Protocol == 0 {
				return ""
			}
			return ProtocolName(p.Protocol)
		},
	},
	SourcePort - 1: ports(row{
		attribute: "source_ports", word: "sport",
		reason: func(p *Packet) string { return fmt.Sprintf("it is from port %d", p.SourcePort) },
		said:   func(p *Packet) string { return numberSaid("from port %d", uint32(p.SourcePort)) },
	}, "th sport", func(f *Family) []Range { return f.SourcePorts }, func(r *Rule) *Bounds { return &r.SourcePorts },
		func(p *Packet) *uint16 { return &p.SourcePort }),
	DestinationPort - 1: ports(row{
		attribute: "destination_ports", word: "dport",
		reason: func(p *Packet) string { return fmt.Sprintf("it is to port %d", p.DestinationPort) },
		said:   func(p *Packet) string { return numberSaid("to port %d", uint32(p.DestinationPort)) },
	}, "th dport", func(f *Family) []Range { return f.DestinationPorts }, func(r *Rule) *Bounds { return &r.DestinationPorts },
		func(p *Packet) *uint16 { return &p.DestinationPort }),
	User - 1: users(),
}

// asked is the order in which the kernel compares the selectors of a rule.
var asked = []Kind{Incoming, Outgoing, Mark, User, From, To, Class, Protocol, SourcePort, DestinationPort}

// inPackets are the rows whose values are in the line of a packet, in this order.
var inPackets = []*row{
	&table[Protocol-1], &table[SourcePort-1], &table[DestinationPort-1], &table[User-1], &table[Class-1], &table[Mark-1],
	&table[Hardware-1], &table[Outgoing-1],
}

func one(given bool) int {
	if given {
		return 1
	}
	return 0
}

// prefixes is the row of addresses at one end. A source that the kernel hasn't chosen
// yet is 0.0.0.0, or none (RT6_LOOKUP_F_HAS_SADDR): only rules about all sources match.
func prefixes(r row, nft string, list func(*Family) []netip.Prefix, of func(*Rule) *Prefix, end func(*Packet) netip.Addr) row {
	r.count = func(f *Family) int { return len(list(f)) }
	r.lists = func(f *Family) []netip.Prefix {
		if len(list(f)) == 0 {
			return []netip.Prefix{everything(f.IPv6)}
		}
		return list(f)
	}
	r.values = func(f *Family) []string { return texts(list(f)) }
	r.holds = func(f *Family, p *Packet) bool {
		return slices.ContainsFunc(list(f), func(prefix netip.Prefix) bool { return prefix.Contains(end(p)) })
	}
	r.rule = func(f *Family, i int, to *Rule) { *of(to) = Prefix{Known: list(f)[i]} }
	r.given = func(r *Rule) bool { return of(r).IsValid() }
	r.value = func(r *Rule) string { return of(r).HostOrPrefix() }
	r.differs = func(r *Rule, p *Packet) bool {
		known := of(r).Known
		return known.Bits() > 0 && !known.Contains(end(p))
	}
	r.nft = func(f *Family, sets func(string) string) string {
		return header(f.IPv6) + " " + nft + " @" + sets(r.attribute)
	}
	r.header, r.inFamily = true, true
	return r
}

// ranges is the row of a list of numbers.
func ranges(r row, nft string, list func(*Family) []Range, of func(*Rule) *Bounds, number func(*Packet) uint32) row {
	r.count = func(f *Family) int { return len(list(f)) }
	r.lists = func(f *Family) []netip.Prefix { return numberPrefixes(list(f)) }
	r.values = func(f *Family) []string { return texts(list(f)) }
	r.holds = func(f *Family, p *Packet) bool {
		return slices.ContainsFunc(list(f), func(r Range) bool { return r.contains(number(p)) })
	}
	r.rule = func(f *Family, i int, to *Rule) { *of(to) = Bounds{list(f)[i].First, list(f)[i].Last, true} }
	r.given = func(r *Rule) bool { return of(r).Bounded }
	r.value = func(r *Rule) string { return of(r).String() }
	r.differs = func(r *Rule, p *Packet) bool { return !Range{of(r).First, of(r).Last}.contains(number(p)) }
	r.nft = func(f *Family, _ func(string) string) string { return nft + " " + set(list(f)) }
	return r
}

func ports(r row, nft string, list func(*Family) []Range, of func(*Rule) *Bounds, port func(*Packet) *uint16) row {
	r = ranges(r, nft, list, of, func(p *Packet) uint32 { return uint32(*port(p)) })
	holds := r.holds
	r.holds = func(f *Family, p *Packet) bool { return p.HasPorts() && holds(f, p) }
	r.example = func(f *Family, p *Packet) { *port(p) = uint16(list(f)[0].First) }
	r.unsaid = func(f *Family) bool { return hasLastPort(list(f)) }
	r.inFamily = true
	return r
}

// users is the row of users whose processes on this machine send a packet. A rule of
// ip also names this machine: otherwise forwarded packets count as root's.
func users() row {
	r := ranges(row{
		attribute: "users", word: "uidrange", only: onlySent,
		about:  "is about what this machine sends itself, which arrives nowhere",
		reason: func(p *Packet) string { return fmt.Sprintf("its user is %d", p.UID) },
		said:   func(p *Packet) string { return numberSaid("user %d", p.UID) },
	}, "meta skuid", func(f *Family) []Range { return f.Users }, func(r *Rule) *Bounds { return &r.Users },
		func(p *Packet) uint32 { return p.UID })
	say := r.rule
	r.rule = func(f *Family, i int, to *Rule) {
		say(f, i, to)
		to.Iif = Self
	}
	r.value = func(r *Rule) string { return fmt.Sprintf("%d-%d", r.Users.First, r.Users.Last) }
	r.example = func(f *Family, p *Packet) { p.UID = f.Users[0].First }
	return r
}
