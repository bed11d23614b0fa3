package acceptance

import (
	"cmp"
	"math"
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// finder finds packets that show what a rule does.
type finder struct {
	scenario
	neighbourhood
	far  *faraway
	used map[packet]bool // the connections that are there, see use
}

// maxTried is how many members of a rule's list are tried.
const maxTried = 16

// selected is a packet for which rule i decides when everything is up.
// Different rounds give different packets where the rule leaves a choice.
func (c finder) selected(i int, ipv6 bool, round int) (packet, bool) {
	r := c.set.Rules[i]
	intact := c.scenario
	intact.down, intact.out = nil, nil
	for _, p := range c.senders(r, ipv6) {
		for _, to := range c.destinations(r, ipv6, round) {
			p.to = to
			p.protocol = cmp.Or(r.Protocol, rehearsal.UDP)
			p.sport, p.dport = member(r.SourcePorts, 0, round), member(r.DestinationPorts, rehearsal.EchoPort, round)
			if p.sport != 0 && len(r.DestinationPorts) == 0 {
				p.dport += uint16(round)
			}
			p.dscp = r.DSCP.Value
			if !matches(r, p, c.iface(p.network)) || intact.path(p).rule != i {
				continue
			}
			if c.use(p) {
				return p, true
			}
			if p, found := c.another(r, p); found && intact.path(p).rule == i {
				return p, true
			}
		}
	}
	return packet{}, false
}

// use reports whether a packet begins a new connection, and notes that connection. A
// packet from any port does, and so does a ping. Connections of other protocols differ in
// their addresses alone.
func (c finder) use(p packet) bool {
	p.dscp, p.uid, p.mark = 0, 0, 0
	if c.used[p] {
		return false
	}
	switch p.protocol {
	case rehearsal.UDP, rehearsal.TCP, rehearsal.ICMP, rehearsal.ICMPv6:
		c.used[p] = p.sport != 0
	default:
		c.used[p] = true
	}
	return true
}

// member is a number of a list of ranges, another one in each round while there
// is one, or other if there is no list.
func member(list []site.Range, other uint16, round int) uint16 {
	for _, r := range list {
		size := int(r.Last-r.First) + 1
		if other = uint16(r.Last); round < size {
			return uint16(r.First) + uint16(round)
		}
		round -= size
	}
	return other
}

// senders are packets of which only the sender is set.
func (c finder) senders(r site.Rule, ipv6 bool) []packet {
	var list []packet
	for _, n := range c.set.Networks {
		if len(r.Users) > 0 || r.Interface != "" && r.Interface != n.Interface {
			continue
		}
		for _, from := range c.hostAddresses(r, n, ipv6) {
			list = append(list, packet{network: n.Name, from: from, mac: rehearsal.Hardware(c.set, n.Name)})
		}
	}
	local := packet{mark: r.PacketMark.Value}
	if len(r.Users) > 0 {
		local.uid = int(r.Users[0].First)
	}
	switch {
	case r.Interface != "":
	case len(r.From) == 0:
		list = append(list, local)
	default:
		for _, local.from = range c.ours(c.set) {
			if local.from.Is6() == ipv6 && inPrefixes(r.From, local.from) && !c.lost(local.from) {
				list = append(list, local)
			}
		}
	}
	return list
}

// lost reports whether the router has lost an address of a provider with its interface:
// those of IPv6 go when that is down.
func (c finder) lost(a netip.Addr) bool {
	i, found := c.owner(packet{from: a, to: a})
	return found && c.down[c.set.Providers[i].Interface] && (a.Is6() || c.detached)
}

// hostAddresses are the addresses of a network's hosts that a rule selects.
func (c finder) hostAddresses(r site.Rule, n site.Network, ipv6 bool) []netip.Addr {
	own, found := c.host(n.Name, ipv6)
	if !found {
		return nil
	}
	if len(r.From) == 0 || inPrefixes(r.From, own) {
		return []netip.Addr{own}
	}
	var inside, others []netip.Addr
	for _, prefix := range first(site.OfFamily(r.From, ipv6)) {
		a := nth(prefix, 0)
		for slices.Contains(c.ours(c.set), a) {
			a = a.Next()
		}
		if !prefix.Contains(a) {
			continue
		}
		if inPrefixes(n.Prefixes, a) {
			inside = append(inside, a)
		} else if !c.local(a) {
			others = append(others, a) // behind another router
		}
	}
	return append(inside, others...)
}

// local reports whether an address is in a local network.
func (c finder) local(a netip.Addr) bool {
	return slices.ContainsFunc(c.set.Networks, func(n site.Network) bool { return inPrefixes(n.Prefixes, a) })
}

// destinations are the destinations that a rule selects.
func (c finder) destinations(r site.Rule, ipv6 bool, round int) []netip.Addr {
	var list []netip.Addr
	for _, prefix := range first(site.OfFamily(r.To, ipv6)) {
		if prefix.Bits() == 0 {
			continue
		}
		if a := c.far.within(prefix, place(prefix, round)); prefix.Contains(a) {
			list = append(list, a)
		}
	}
	if !slices.ContainsFunc(r.To, func(p site.Prefix) bool { return p.Bits() > 0 && p.Addr().Is6() == ipv6 }) {
		list = append(list, c.far.next(ipv6))
	}
	return list
}

// place is where in a prefix the packets of a round begin.
func place(p netip.Prefix, round int) int {
	n := 1 + round*maxLike
	if free := p.Addr().BitLen() - p.Bits(); free < 16 {
		n %= 1 << free
	}
	return n
}

// first are the first members of a list: a search over all of a long one takes too long.
func first(list []netip.Prefix) []netip.Prefix { return list[:min(len(list), maxTried)] }

// nth is the n-th address of a prefix, if it has so many.
func nth(p netip.Prefix, n int) netip.Addr {
	a := p.Masked().Addr()
	if !p.IsSingleIP() {
		a = a.Next()
	}
	for ; n > 0 && p.Contains(a.Next()); n-- {
		a = a.Next()
	}
	return a
}

// maxLike is the largest number of packets that like gives.
const maxLike = 200

// like are packets that differ from one in their destinations alone. There are so many
// that a balance, without rule i, would send all of them by the rule's provider less
// than once in a million trials. false: no number of packets shows the difference.
func (c finder) like(i int, p packet) ([]packet, bool) {
	n, told := c.needed(i, p)
	var list []packet
	for q, found := p, true; len(list) < n-1; list = append(list, q) {
		if q, found = c.another(c.set.Rules[i], q); !found {
			return list, false
		}
	}
	return list, told
}

// needed is how many packets like needs with p itself.
func (c finder) needed(i int, p packet) (n int, told bool) {
	without := c.scenario
	without.set.Rules = slices.Delete(slices.Clone(c.set.Rules), i, i+1)
	leads, same, total := c.leadsTo(c.set.Rules[i], p.to.Is6()), 0, 0
	by := without.path(p).by
	for _, k := range by {
		total += c.set.Providers[k].Weight
		if slices.Contains(leads, k) {
			same += c.set.Providers[k].Weight
		}
	}
	if same == 0 {
		return 1, true
	}
	if len(by) > 1 && c.set.Settings.HashPolicy == site.HashSource {
		return 1, false // other destinations change nothing
	}
	share := float64(same) / float64(total)
	n = int(math.Ceil(-6 / math.Log10(share)))
	if share == 1 || n > maxLike {
		return 1, false
	}
	return n, true
}

// another is a packet with another destination: in the rule's list if that of p is, and
// else outside it.
func (c finder) another(r site.Rule, p packet) (q packet, found bool) {
	for q = p; ; {
		if q.to = c.behind(r, q.to); !q.to.IsValid() || c.use(q) {
			return q, q.to.IsValid()
		}
	}
}

// behind is a destination behind one; it is not valid when the rule's list has
// none.
func (c finder) behind(r site.Rule, to netip.Addr) netip.Addr {
	for _, p := range r.To {
		if p.Bits() > 0 && p.Contains(to) {
			if a := c.far.beyond(to.Next()); p.Contains(a) {
				return a
			}
			return netip.Addr{}
		}
	}
	return c.far.next(to.Is6())
}
