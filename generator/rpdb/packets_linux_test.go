package rpdb_test

import (
	"math/rand"
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// sight is what packets to and from a machine can have in them.
type sight struct {
	own      []netip.Addr // of the machine
	far      []netip.Addr // all others
	secret   []netip.Addr // of the machine, in local networks: no configuration tells them
	ports    []uint16
	marks    []uint32
	users    []uint32
	incoming []string // interfaces that are up
}

func address(text string) netip.Addr { return netip.MustParseAddr(text) }

// packets are n random ones that a machine may see.
func (m *machine) packets(lab *rehearsal.Lab, n int) []rpdb.Packet {
	s := m.sight(lab)
	var packets []rpdb.Packet
	for len(packets) < n {
		if p, ok := s.packet(m.Rand); ok {
			packets = append(packets, p)
		}
	}
	return packets
}

func (m *machine) sight(lab *rehearsal.Lab) sight {
	s := sight{
		far:   []netip.Addr{address("198.18.0.1"), address("198.19.255.1"), address("192.0.2.99"), address("2001:db8:ffff::1"), address("2600::1")},
		ports: []uint16{0, 52, 53, 54, 79, 80, 85, 101, 999, 1000, 1010, 1011},
		marks: []uint32{0, 0, 0, 0, 0x10000, 0x3f00},
		users: []uint32{0, 0, 1000, 1001, 1002, 1999, 2000, 2002, 2003},
	}
	for i := range 12 {
		s.marks = append(s.marks, uint32(i)<<8)
	}
	for _, step := range m.plan().Steps { // of rules that nft marks packets for
		if op, ok := step.Op.(iproute.Rule); ok && op.Mask != 0 {
			s.marks = append(s.marks, op.Mark)
		}
	}
	for _, p := range m.set.Providers {
		for _, u := range []site.Uplink{p.IPv4, p.IPv6} {
			if u.Declared {
				s.addUplink(u, !slices.Contains(m.down, p.Interface))
			}
		}
		s.addInterface(p.Interface, m.down)
	}
	for _, n := range m.set.Networks {
		for i, p := range n.Prefixes {
			s.addPrefix(p.Prefix)
			router := lab.RouterAddresses(n.Name)[i]
			if m.live {
				s.own = append(s.own, router)
			} else {
				s.secret = append(s.secret, router)
			}
		}
		s.addInterface(n.Interface, m.down)
	}
	for _, r := range m.set.Rules {
		for _, p := range slices.Concat(r.From, r.To) {
			s.addPrefix(p.Prefix)
		}
	}
	return s
}

func (s *sight) addInterface(name string, down []string) {
	if !slices.Contains(down, name) && !slices.Contains(s.incoming, name) {
		s.incoming = append(s.incoming, name)
	}
}

func (s *sight) addUplink(u site.Uplink, up bool) {
	if up || u.Address.Addr().Is4() {
		s.own = append(s.own, u.Address.Addr())
	}
	if u.Gateway.IsValid() && !u.Gateway.IsLinkLocalUnicast() {
		s.far = append(s.far, u.Gateway)
	}
	s.addPrefix(u.Network)
	s.addPrefix(u.Address.Masked())
	for _, p := range slices.Concat(u.Prefixes, u.Routes) {
		s.addPrefix(p.Prefix)
	}
}

// addPrefix adds the ends of a network and what lies beside them.
func (s *sight) addPrefix(p netip.Prefix) {
	first := p.Masked().Addr()
	if p.Bits() == 0 {
		return
	}
	s.far = append(s.far, first, first.Next(), first.Next().Next().Next().Next().Next(), first.Prev())
	if p.Addr().Is4() {
		bytes := first.As4()
		for bit := p.Bits(); bit < 32; bit++ {
			bytes[bit/8] |= 0x80 >> (bit % 8)
		}
		end := netip.AddrFrom4(bytes)
		s.far = append(s.far, end, end.Next())
	}
}

func choose[T any](r *rand.Rand, list []T) T { return list[r.Intn(len(list))] }

// packet is a random one, and false where it makes no sense.
func (s sight) packet(r *rand.Rand) (rpdb.Packet, bool) {
	p := rpdb.Packet{
		To: choose(r, slices.Concat(s.far, s.far, s.own)), Interface: rpdb.Self,
		Protocol: choose(r, []int{6, 17, 6, 17, 1}), Mark: choose(r, s.marks),
		DSCP: choose(r, []uint8{0, 0, 0, 0, 2, 4, 10, 18, 46}), // in the byte 0x08, 0x10, 0x28, 0x48, 0xb8
	}
	if p.Protocol == 1 && p.To.Is6() {
		p.Protocol = 58
	}
	if p.Protocol == 6 || p.Protocol == 17 {
		p.SourcePort, p.DestinationPort = choose(r, s.ports), choose(r, s.ports)
	}
	switch r.Intn(5) {
	case 0:
		p.UID = choose(r, s.users)
	case 1:
		p.UID, p.From = choose(r, s.users), choose(r, append(s.own, netip.Addr{}))
	default:
		if len(s.incoming) == 0 {
			return p, false
		}
		p.Interface, p.From = choose(r, s.incoming), choose(r, slices.Concat(s.far, s.far, s.far, s.own))
	}
	known := !slices.Contains(s.secret, p.From) && !slices.Contains(s.secret, p.To)
	return p, known && (!p.From.IsValid() || p.From.Is6() == p.To.Is6())
}
