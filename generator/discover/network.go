package discover

import (
	"net/netip"
	"regexp"
	"slices"
)

// network is a local network.
type network struct {
	name     string
	dev      string
	gateway  netip.Addr // it lies behind this router here
	prefixes []netip.Prefix
	why      string
	// translated: what manages the interface translates what leaves from there.
	translated bool
}

// managed are the bridges of programs that translate what leaves from them.
var managed = regexp.MustCompile(`^(docker|br-[0-9a-f]{12}$|virbr|lxcbr|lxdbr|podman|cni)`)

// findNetworks makes a local network of each interface that isn't a provider's and
// has a network, and of what lies behind routers there.
func (d *draft) findNetworks() {
	for i := range d.links {
		l := &d.links[i]
		if l.has("LOOPBACK") || d.isProviders(l.Name) || !takesName(l.Name) {
			continue
		}
		n := network{dev: l.Name, why: "it has addresses, and no default route leaves by it", translated: managed.MatchString(l.Name)}
		for _, ipv6 := range []bool{false, true} {
			for _, a := range l.usable(ipv6) {
				if p := a.prefix().Masked(); !p.IsSingleIP() && n.takes(p) && d.isFree(p, l.Name) {
					n.add(p)
				}
			}
		}
		switch {
		case len(n.prefixes) > 0:
			n.name = d.newName(l.Name)
			d.networks = append(d.networks, n)
		case len(l.usable(false))+len(l.usable(true)) > 0:
			d.note("%s: it has no network that a block could name. Main is looked up first, and keeps its routes.", l.Name)
		}
	}
	d.findInner()
}

// takes reports whether a configuration can have a prefix in the network.
func (n network) takes(p netip.Prefix) bool {
	alone := &text{}
	n.name, n.prefixes = "n", []netip.Prefix{p}
	alone.write(n)
	return refused(alone.String()+"\nprovider \"p\" {\ninterface = \"p\"\nipv4 {\naddress = \"auto\"\n}\n}") == ""
}

// add adds a prefix, unless it is in one that is there.
func (n *network) add(p netip.Prefix) {
	if !slices.ContainsFunc(n.prefixes, func(q netip.Prefix) bool { return q.Overlaps(p) }) {
		n.prefixes = append(n.prefixes, p)
	}
}

func (d *draft) isProviders(dev string) bool {
	return slices.ContainsFunc(d.providers, func(p *provider) bool { return p.link.Name == dev })
}

// isFree reports whether a prefix overlaps no network that is known already. One that
// does is left to main, with a note.
func (d *draft) isFree(p netip.Prefix, dev string) bool {
	for _, n := range d.networks {
		if slices.ContainsFunc(n.prefixes, p.Overlaps) {
			d.note("%s: %s overlaps a network of %s. Main is looked up first, and keeps it.", dev, p, n.dev)
			return false
		}
	}
	for _, q := range d.providers {
		for _, s := range q.sides {
			if s.declared && (s.address.prefix().Overlaps(p) || s.network.IsValid() && s.network.Overlaps(p)) {
				d.note("%s: %s overlaps the network of the provider on %s. Main is looked up first, and keeps it.", dev, p, q.link.Name)
				return false
			}
		}
	}
	return true
}

// handMade are the protocols of routes that no routing daemon adds and removes.
var handMade = []string{"", "boot", "static", "kernel", "dhcp"}

// maxInner is how many prefixes behind a router are written down.
const maxInner = 100

// behind are main's routes via a router in a local network.
type behind struct {
	name     string // of that network
	hop      hop
	prefixes []netip.Prefix
	passing  int // so many more come and go
	protocol string
}

// findInner makes networks of main's routes via a router in a local network.
func (d *draft) findInner() {
	for _, b := range d.behind() {
		if b.passing > 0 {
			d.note("Routes via %s, %d of them, come and go by %s. Main is looked up first, and keeps them.", b.hop.gateway(), b.passing, b.protocol)
		}
		if len(b.prefixes) > maxInner {
			d.note("Routes via %s, %d of them, are too many to write down. Main is looked up first, and keeps them.", b.hop.gateway(), len(b.prefixes))
			continue
		}
		n := network{dev: b.hop.Dev, gateway: b.hop.gateway(), why: "main has a route to it via a router there"}
		for _, p := range b.prefixes {
			if n.takes(p) && d.isFree(p, n.dev) {
				n.add(p)
			}
		}
		if len(n.prefixes) > 0 {
			n.name = d.newName(b.name + "-inner")
			d.networks = append(d.networks, n)
		}
	}
}

// behind finds these routes, by router.
func (d *draft) behind() []*behind {
	var list []*behind
	for _, r := range d.routes {
		p := r.prefix()
		if r.Table != "main" || r.Type != "unicast" || !p.IsValid() || p.Bits() == 0 || len(r.Nexthops) != 1 || ours(r.Protocol) {
			continue
		}
		h := r.Nexthops[0]
		at := slices.IndexFunc(d.networks, func(n network) bool { return n.dev == h.Dev })
		if at < 0 || !h.gateway().IsValid() || h.gateway().IsLinkLocalUnicast() {
			continue
		}
		i := slices.IndexFunc(list, func(b *behind) bool { return b.hop.Dev == h.Dev && b.hop.gateway() == h.gateway() })
		if i < 0 {
			i = len(list)
			list = append(list, &behind{name: d.networks[at].name, hop: h})
		}
		if slices.Contains(handMade, r.Protocol) {
			list[i].prefixes = append(list[i].prefixes, p)
		} else {
			list[i].passing, list[i].protocol = list[i].passing+1, r.Protocol
		}
	}
	return list
}

// locals are the prefixes of a family of the local networks that nobody else
// translates.
func (d *draft) locals(ipv6 bool) []netip.Prefix {
	var list []netip.Prefix
	for _, n := range d.networks {
		for _, p := range n.prefixes {
			if p.Addr().Is6() == ipv6 && !n.translated {
				list = append(list, p)
			}
		}
	}
	return list
}
