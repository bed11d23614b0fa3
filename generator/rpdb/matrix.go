package rpdb

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Matrix is who goes where, for review: one family's senders by destinations.
type Matrix struct {
	IPv6         bool
	Senders      []Sender
	Destinations []Destination
	Cells        [][]Trace // of a sender, of a destination; without stages
}

// Sender is a host of a local network, an address at a provider, or
// this machine without a source.
type Sender struct {
	Name   string
	packet Packet
}

// Destination is a network, what a rule block selects, or an address
// that nothing is said about.
type Destination struct {
	Name   string
	change func(*Packet)
}

// maxPairs bounds the time and the memory that a matrix takes, to some seconds and a
// few hundred megabytes.
const maxPairs = 250_000

// Matrices are the matrices of the families that have senders. It fails if there are
// too many.
func (s *State) Matrices() ([]Matrix, error) {
	var all []Matrix
	for _, ipv6 := range []bool{false, true} {
		m := Matrix{IPv6: ipv6, Senders: s.senders(ipv6), Destinations: s.destinations(ipv6)}
		if len(m.Senders) == 1 { // this machine, without an address
			continue
		}
		if len(m.Senders)*len(m.Destinations) > maxPairs {
			return nil, fmt.Errorf("there are %d senders and %d destinations, and a matrix has room for %d pairs: ask about one with --from and --to",
				len(m.Senders), len(m.Destinations), maxPairs)
		}
		for _, from := range m.Senders {
			row := make([]Trace, len(m.Destinations))
			for i, to := range m.Destinations {
				p := from.packet
				to.change(&p)
				row[i] = s.follow(p, &journey{State: s, quiet: true})
			}
			m.Cells = append(m.Cells, row)
		}
		all = append(all, m)
	}
	return all, nil
}

// ToInternet is a packet of this machine to somewhere in the internet.
func (s *State) ToInternet(ipv6 bool) Packet {
	return Packet{To: s.internet(ipv6), Interface: Self}
}

// Selected is a packet that a rule block selects, as far as it is about where
// packets go and what is in them.
func (s *State) Selected(r site.Rule, to netip.Prefix) Packet {
	var p Packet
	if !r.Arriving() {
		p.Interface = Self
	}
	s.selectedBy(r, &p, s.internet(to.Addr().Is6()))
	if to.Bits() > 0 {
		p.To = s.Inhabitant(to)
	}
	return p
}

func (s *State) senders(ipv6 bool) []Sender {
	list := []Sender{{"this machine", Packet{Interface: Self}}}
	for _, p := range s.set.Providers {
		if a := p.Side(ipv6).Address; a.IsValid() {
			list = append(list, Sender{p.Name + " " + a.Addr().String(), Packet{From: a.Addr(), Interface: Self}})
		}
	}
	for _, n := range s.set.Networks {
		for _, prefix := range site.OfFamily(n.Prefixes, ipv6) {
			list = append(list, Sender{n.Name + " " + prefix.String(), Packet{From: s.Inhabitant(prefix), Interface: n.Interface}})
		}
	}
	return list
}

func (s *State) destinations(ipv6 bool) []Destination {
	list := s.places(ipv6)
	internet := s.internet(ipv6)
	for _, r := range s.set.Rules {
		if r.HasFamily(ipv6) {
			list = append(list, Destination{"rule " + r.Name, func(p *Packet) { s.selectedBy(r, p, internet) }})
		}
	}
	return append(list, Destination{"the internet", func(p *Packet) { p.To = internet }})
}

// places are the networks that the configuration knows.
func (s *State) places(ipv6 bool) []Destination {
	var list []Destination
	to := func(name string, a netip.Addr) {
		list = append(list, Destination{name, func(p *Packet) { p.To = a }})
	}
	for _, n := range s.set.Networks {
		for _, prefix := range site.OfFamily(n.Prefixes, ipv6) {
			to(n.Name+" "+prefix.String(), s.Inhabitant(prefix))
		}
	}
	for _, p := range s.set.Providers {
		side := p.Side(ipv6)
		if side.Network.IsValid() && side.HasNetwork() {
			to(p.Name+" "+side.Network.String(), s.Inhabitant(side.Network))
		}
		for _, dst := range side.Routes {
			to(p.Name+" "+dst.String(), s.Inhabitant(dst.Prefix))
		}
	}
	return list
}

// selectedBy makes a packet one that a rule block selects, as far as its sender
// can be one.
func (s *State) selectedBy(r site.Rule, p *Packet, internet netip.Addr) {
	p.To = internet
	if to := site.OfFamily(r.To, internet.Is6()); len(to) > 0 && to[0].Bits() > 0 {
		p.To = s.Inhabitant(to[0])
	}
	r.Match.Selected(p)
}

// Inhabitant is an address of a network that is nobody's whom we know, or
// else a neighbour's. What a local route covers is passed over at once: it may
// be a whole network (AnyIP), which has more addresses than can be tried.
func (s *State) Inhabitant(p netip.Prefix) netip.Addr {
	first := p.Masked().Addr()
	if p.IsSingleIP() {
		return first
	}
	if p.Bits() < first.BitLen()-1 {
		first = first.Next()
	}
	neighbour := first
	for a := first; p.Contains(a); a = a.Next() {
		ours := s.side(a.Is6()).table(iproute.LocalTable).find(&Packet{To: a, Interface: Self})
		switch {
		case ours != nil:
			a = last(ours.Dst)
		case s.isGateway(a):
			neighbour = a
		default:
			return a
		}
	}
	return neighbour
}

// isGateway reports whether an address is a provider's router.
func (s *State) isGateway(a netip.Addr) bool {
	return slices.ContainsFunc(s.set.Providers, func(isp site.Provider) bool {
		return isp.IPv4.Gateway == a || isp.IPv6.Gateway == a
	})
}

// internet is unmentioned, which is asked for once.
func (s *State) internet(ipv6 bool) netip.Addr {
	if ipv6 {
		return s.outside[1]()
	}
	return s.outside[0]()
}

// unmentioned is an address of those for examples and measurements (RFC 5737,
// 2544 and 3849) that nothing in the configuration is about.
func (s *State) unmentioned(ipv6 bool) netip.Addr {
	examples := []string{"192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "9.9.9.9", "1.1.1.1"}
	if ipv6 {
		examples = []string{"2001:db8::1", "2001:db8:ffff::1", "2620:fe::fe", "2606:4700::1"}
	}
	for _, text := range examples {
		if a := netip.MustParseAddr(text); !s.mentions(a) {
			return a
		}
	}
	return netip.MustParseAddr(examples[len(examples)-1])
}

// mentions reports whether the configuration has an address: in a prefix, or as a gateway,
// to which a route may lead.
func (s *State) mentions(a netip.Addr) bool {
	var all []site.Prefix
	for _, p := range s.set.Providers {
		for _, u := range []site.Uplink{p.IPv4, p.IPv6} {
			all = append(all, site.Prefix{Prefix: u.Network}, site.Prefix{Prefix: u.Address})
			all = append(append(all, u.Prefixes...), u.Routes...)
		}
	}
	for _, n := range s.set.Networks {
		all = append(all, n.Prefixes...)
	}
	for _, r := range s.set.Rules {
		all = append(append(all, r.From...), r.To...)
	}
	return s.isGateway(a) || slices.ContainsFunc(all, func(p site.Prefix) bool { return p.IsValid() && p.Bits() > 0 && p.Contains(a) })
}

// Summary is where a packet goes, in a word or two.
func (t Trace) Summary() string {
	var words []string
	for _, w := range t.Paths {
		word := w.summary()
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return strings.Join(words, " or ")
}

func (w Path) summary() string {
	switch {
	case !w.Arrives() && w.Dropped == "":
		return string(w.Type)
	case !w.Arrives():
		return "dropped"
	case w.Type != Unicast:
		return "here"
	case w.Provider == "":
		return w.Hop.Dev
	case w.Hop.Via.IsValid():
		return w.Provider
	}
	return w.Provider + ", directly"
}
