package rpdb

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Source is the address that a packet of this machine carries. If it isn't
// known, Addr is not valid, and Among says what is known: the addresses that it may be.
type Source struct {
	netip.Addr
	Among      string
	candidates []netip.Addr
}

// IsGiven reports whether there is anything to say about it.
func (s Source) IsGiven() bool { return s.IsValid() || s.Among != "" }

// String is the address, or what is known about it.
func (s Source) String() string {
	if s.IsValid() {
		return s.Addr.String()
	}
	return s.Among
}

// Source is the address that the kernel chooses for a packet of this machine
// that leaves by a hop of a route.
func (s *State) Source(r *Route, h Hop, to netip.Addr) Source {
	switch {
	case r.Src.Var != "":
		return Source{Among: r.Src.String()}
	case r.Src.IsValid():
		return Source{Addr: r.Src.Known}
	case r.Type == Local:
		return Source{Addr: to} // __mkroute_output; RFC 6724, section 5, rule 1
	case to.Is4():
		return s.source4(h)
	}
	return s.source6(h.Dev, to)
}

// source4 is inet_select_addr (net/ipv4/devinet.c): the first address in the
// network of the gateway, or else the first one.
func (s *State) source4(h Hop) Source {
	addresses := unless(s.device(h.Dev).ipv4, func(a address) bool { return !a.Contains(h.Via.Known) })
	if s.live {
		addresses = unless(addresses, func(a address) bool { return s.isBehind(a, h.Dev) })
	}
	return oneOf(addresses, h.Dev)
}

// unless removes the addresses for which out is true, unless that is true for all.
func unless(list []address, out func(address) bool) []address {
	if in := slices.DeleteFunc(slices.Clone(list), out); len(in) > 0 {
		return in
	}
	return list
}

// isBehind reports whether an address came to an interface after another one of its
// network, as the route to that tells. The kernel passes over it (IFA_F_SECONDARY).
func (s *State) isBehind(a address, dev string) bool {
	return slices.ContainsFunc(s.inet.table(iproute.MainTable).routes, func(r Route) bool {
		connected := r.Dst == a.Masked() && len(r.Hops) == 1 && r.Hops[0].Dev == dev && !r.Hops[0].Via.IsValid()
		return connected && r.Src.IsValid() && r.Src.Known != a.Addr()
	})
}

// oneOf is the first address that an interface got, if that is known: no
// configuration tells the order of several.
func oneOf(addresses []address, dev string) Source {
	switch len(addresses) {
	case 0:
		return Source{Among: "the address of " + dev + ", if it has one"}
	case 1:
		return addresses[0].asSource(dev)
	}
	var all []string
	var known []netip.Addr
	for _, a := range addresses {
		source := a.asSource(dev)
		all = append(all, source.String())
		if source.IsValid() {
			known = append(known, source.Addr)
		}
	}
	return Source{Among: "one of " + strings.Join(all, ", "), candidates: known}
}

// possible are the addresses that it may be, or itself when it is not known.
func (s Source) possible() []Source {
	if len(s.candidates) == 0 {
		return []Source{s}
	}
	var all []Source
	for _, a := range s.candidates {
		all = append(all, Source{Addr: a})
	}
	return all
}

func (a address) asSource(dev string) Source {
	if a.known {
		return Source{Addr: a.Addr()}
	}
	return Source{Among: "the address of " + dev + " in " + a.Masked().String()}
}

// source6 is ipv6_dev_get_saddr (net/ipv6/addrconf.c), which is RFC 6724,
// section 5, for addresses that are all preferred and of global scope. dev is
// "" where there is no route.
func (s *State) source6(dev string, to netip.Addr) Source {
	if to.IsLinkLocalUnicast() || to.IsMulticast() {
		return Source{Among: "the link-local address of " + dev}
	}
	if slices.ContainsFunc(s.set.Providers, func(p site.Provider) bool { return p.Interface == dev && p.IPv6.AutoAddress }) {
		return Source{Among: "an address of " + dev}
	}
	var best []candidate
	for _, d := range s.devices {
		if slices.Contains(s.down, d.name) {
			continue
		}
		for _, a := range d.ipv6 {
			switch c := newCandidate(a, d.name, dev, to); {
			case len(best) == 0 || c.better(best[0]):
				best = []candidate{c}
			case !best[0].better(c):
				best = append(best, c)
			}
		}
	}
	if len(best) == 0 {
		return Source{Among: "an address of this machine, if it has one"}
	}
	var addresses []address
	for _, c := range best {
		addresses = append(addresses, c.address)
	}
	return oneOf(addresses, best[0].dev)
}

// candidate is a source and what speaks for it, in the order of the rules.
type candidate struct {
	address
	dev                       string
	same, outgoing, sameLabel bool // rules 1, 5 and 6
	matching                  int  // rule 8
}

func newCandidate(a address, dev, outgoing string, to netip.Addr) candidate {
	return candidate{
		address: a, dev: dev,
		same: a.known && a.Addr() == to, outgoing: dev == outgoing,
		sameLabel: label(a.Addr()) == label(to), matching: min(commonBits(a.Addr(), to), a.Bits()),
	}
}

func (c candidate) better(than candidate) bool {
	switch {
	case c.same != than.same:
		return c.same
	case c.outgoing != than.outgoing:
		return c.outgoing
	case c.sameLabel != than.sameLabel:
		return c.sameLabel
	}
	return c.matching > than.matching
}

// labels is the kernel's table (ip6addrlbl_init_table in net/ipv6/addrlabel.c),
// longest prefix first.
var labels = []netip.Prefix{
	netip.MustParsePrefix("::1/128"),
	netip.MustParsePrefix("::ffff:0:0/96"),
	netip.MustParsePrefix("::/96"),
	netip.MustParsePrefix("2001:0:0::/32"),
	netip.MustParsePrefix("2001:10::/28"),
	netip.MustParsePrefix("3ffe::/16"),
	netip.MustParsePrefix("2002::/16"),
	netip.MustParsePrefix("fec0::/10"),
	netip.MustParsePrefix("fc00::/7"),
}

func label(a netip.Addr) int {
	return slices.IndexFunc(labels, func(p netip.Prefix) bool { return p.Contains(a) })
}

func commonBits(a, b netip.Addr) int {
	n := 0
	for n < 128 && netip.PrefixFrom(a, n+1).Masked() == netip.PrefixFrom(b, n+1).Masked() {
		n++
	}
	return n
}
