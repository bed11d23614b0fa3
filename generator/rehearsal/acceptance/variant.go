package acceptance

import (
	"math"
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// variant is a packet that differs from another in one thing.
type variant struct {
	packet
	differs string
}

// spared are packets that rule i doesn't select, each of which differs in one field from
// one that it selects. For each field it takes a packet that would leave by another
// provider if the rule selected it, if there is one.
func (c finder) spared(i int, selected packet) []variant {
	r := c.set.Rules[i]
	var list []variant
	elsewhere := func(v variant) bool {
		leads := c.leadsTo(r, v.to.Is6())
		return !slices.ContainsFunc(c.path(v.packet).by, func(k int) bool { return slices.Contains(leads, k) })
	}
	for _, v := range c.variants(r, selected) {
		if matches(r, v.packet, c.iface(v.network)) || c.path(v.packet).rule == i { // by a source that it gets
			continue
		}
		k := slices.IndexFunc(list, func(other variant) bool { return other.differs == v.differs })
		switch {
		case k < 0:
			list = append(list, v)
		case elsewhere(v) && !elsewhere(list[k]):
			list[k] = v
		}
	}
	return list
}

// variants differ from a packet in one thing each that a rule looks at.
func (c finder) variants(r site.Rule, p packet) []variant {
	var list []variant
	vary := func(differs string, change func(*packet)) {
		other := p
		change(&other)
		if next, found := c.another(r, other); found && other.to == p.to {
			other = next // not of the connection of p
		} else if !c.use(other) {
			return
		}
		list = append(list, variant{other, differs})
	}
	if r.Protocol != 0 {
		vary("protocol", func(p *packet) {
			p.protocol = rehearsal.UDP
			if r.Protocol == rehearsal.UDP {
				p.protocol = rehearsal.TCP
			}
		})
	}
	for _, port := range outside(r.DestinationPorts, 1, math.MaxUint16) {
		vary("destination port", func(p *packet) { p.dport = uint16(port) })
	}
	for _, port := range outside(r.SourcePorts, 1, math.MaxUint16) {
		vary("source port", func(p *packet) { p.sport = uint16(port) })
	}
	if r.DSCP.Given {
		vary("class", func(p *packet) { p.dscp ^= 1 })
	}
	if r.PacketMark.Mask != 0 && p.network == "" {
		vary("mark", func(p *packet) { p.mark ^= r.PacketMark.Mask & -r.PacketMark.Mask })
	}
	for _, user := range outside(r.Users, 0, math.MaxUint32-1) {
		vary("user", func(p *packet) { p.uid = int(user) })
	}
	if len(r.To) > 0 {
		vary("destination", func(p *packet) { p.to = c.far.next(p.to.Is6()) })
	}
	if a := c.beside(r, p); a.IsValid() {
		vary("source", func(p *packet) { p.from = a })
	}
	if len(r.From) > 0 || r.Interface != "" || len(r.MACs) > 0 {
		for _, n := range c.set.Networks {
			if own, found := c.host(n.Name, p.to.Is6()); found {
				vary("sender", func(p *packet) { p.network, p.from, p.mac = n.Name, own, rehearsal.Hardware(c.set, n.Name) })
			}
		}
		vary("sender", func(p *packet) { p.network, p.from, p.mac = "", netip.Addr{}, selector.MAC{} })
	}
	return list
}

// outside are the numbers right after and right before some ranges.
func outside(list []site.Range, lowest, highest uint32) []uint32 {
	var numbers []uint32
	for _, r := range list {
		if r.Last < highest {
			numbers = append(numbers, r.Last+1)
		}
		if r.First > lowest {
			numbers = append(numbers, r.First-1)
		}
	}
	return slices.DeleteFunc(numbers, func(n uint32) bool { return inRanges(list, n) })
}

// beside is an address right behind one of a rule's sources, in the local network
// that a packet comes from; not valid if there is none that a host can have.
func (c finder) beside(r site.Rule, p packet) netip.Addr {
	for _, n := range c.set.Networks {
		for _, in := range n.Prefixes {
			for _, from := range r.From {
				a := lastOf(from.Prefix).Next()
				usable := in.Contains(a) && a != lastOf(in.Prefix) && !slices.Contains(c.ours(c.set), a)
				if n.Name == p.network && in.Contains(p.from) && usable && !inPrefixes(r.From, a) {
					return a
				}
			}
		}
	}
	return netip.Addr{}
}
