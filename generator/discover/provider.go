package discover

import (
	"cmp"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"
)

// provider is an interface that leads to the internet.
type provider struct {
	name   string
	id     int
	link   *link
	sides  [2]side  // IPv4, IPv6
	tables []string // those whose default route leaves by it
	notes  []string // comments
}

// side is the provider's side of a family.
type side struct {
	declared    bool
	address     address
	why         string // the address is "auto"; "": it isn't
	gateway     netip.Addr
	autoGateway bool
	onlink      bool
	network     netip.Prefix   // of the gateway, where it isn't that of the address
	prefixes    []netip.Prefix // further addresses
}

// defaults are the default routes, those of main first, the preferred ones before
// others.
func (m machine) defaults() []route {
	list := slices.Clone(m.routes)
	list = slices.DeleteFunc(list, func(r route) bool { return !r.isDefault() })
	elsewhere := func(r route) int {
		if r.Table == "main" {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(list, func(a, b route) int {
		return cmp.Or(elsewhere(a)-elsewhere(b), cmp.Compare(a.Metric, b.Metric))
	})
	return list
}

// findProviders makes a provider of each interface, and gateway there, that a
// default route leaves by.
func (d *draft) findProviders() {
	for _, r := range d.defaults() {
		for _, h := range r.Nexthops {
			l := d.link(h.Dev)
			if l == nil || l.has("LOOPBACK") {
				continue
			}
			p := d.provider(l, r, h)
			if from := prefixOf(r.From); p != nil && from.IsValid() {
				d.sources = append(d.sources, source{p, from})
			}
			if p != nil && !slices.Contains(p.tables, r.Table) {
				p.tables = append(p.tables, r.Table)
			}
		}
	}
}

// source is address space for which a default route of its own leaves by a provider.
type source struct {
	provider *provider
	prefix   netip.Prefix
}

// findSources gives providers the address space of such routes: a prefix that was
// delegated, mostly. In IPv6 a provider has that of its own link anyhow.
func (d *draft) findSources() {
	for _, f := range d.sources {
		s := f.provider.side(true)
		if f.prefix.Addr().Is6() && !f.prefix.Overlaps(s.address.prefix().Masked()) && d.addPrefix(f.provider, true, f.prefix) {
			f.provider.note("A default route for packets from %s leaves by it. If the provider delegates this prefix and may change it, write \"auto\" in its place", f.prefix)
		}
	}
}

// provider is the provider that a hop of a default route leads to, a new one if need be.
// It is nil where there can't be one.
func (d *draft) provider(l *link, r route, h hop) *provider {
	ipv6 := r.ipv6()
	p := &provider{id: len(d.providers) + 1, link: l}
	for _, q := range d.providers {
		switch s := q.side(ipv6); {
		case q.link != l:
		case s.declared && s.gateway == h.gateway():
			return q
		case !s.declared && p.name == "":
			p = q
		}
	}
	s, trouble := d.newSide(l, r, h)
	if trouble == "" {
		trouble = d.refuses(p, ipv6, s)
	}
	if trouble != "" {
		d.note("%s: a default route of %s leaves by it, for which there is no provider here: %s.", l.Name, r.Table, trouble)
		return nil
	}
	*p.side(ipv6) = s
	if p.name == "" {
		p.name = d.newName(l.Name)
		d.providers = append(d.providers, p)
	}
	return p
}

// refuses is why a configuration can't have a side of a provider in addition to what
// is known, "" where it can.
func (d *draft) refuses(p *provider, ipv6 bool, s side) string {
	with := *p
	with.name = cmp.Or(p.name, "another")
	*with.side(ipv6) = s
	all := &text{}
	for _, q := range d.providers {
		if q != p {
			d.writeProvider(all, q)
		}
	}
	d.writeProvider(all, &with)
	return refused(all.String())
}

func (p *provider) side(ipv6 bool) *side {
	if ipv6 {
		return &p.sides[1]
	}
	return &p.sides[0]
}

func (p *provider) note(format string, words ...any) {
	if text := fmt.Sprintf(format, words...); !slices.Contains(p.notes, text) {
		p.notes = append(p.notes, text)
	}
}

// addPrefix adds address space to a provider, if a configuration takes it.
func (d *draft) addPrefix(p *provider, ipv6 bool, prefix netip.Prefix) bool {
	s := *p.side(ipv6)
	if slices.Contains(s.prefixes, prefix) {
		return true
	}
	s.prefixes = append(slices.Clone(s.prefixes), prefix)
	if d.refuses(p, ipv6, s) != "" {
		return false
	}
	*p.side(ipv6) = s
	return true
}

// newSide derives a side of a provider from a hop of a default route, or says why it
// can't.
func (d *draft) newSide(l *link, r route, h hop) (s side, trouble string) {
	list := l.usable(r.ipv6())
	if r.ipv6() { // a site's own addresses lead nowhere
		list = slices.DeleteFunc(list, func(a address) bool { return a.Local.IsPrivate() })
	}
	switch gateway := h.gateway(); {
	case !takesName(l.Name):
		return s, "a configuration doesn't take its name"
	case len(list) == 0:
		return s, "it has no address for use in the internet"
	case gateway.IsValid() && gateway.Is6() != r.ipv6():
		return s, fmt.Sprintf("its gateway %s is of the other family, which a configuration can't say", gateway)
	case d.isOwn(gateway):
		return s, fmt.Sprintf("its gateway %s is an address of this machine", gateway)
	}
	s = side{declared: true, gateway: h.gateway(), address: list[0]}
	for _, a := range slices.Backward(list) {
		if s.gateway.IsValid() && a.prefix().Contains(s.gateway) {
			s.address = a
		}
	}
	if i := slices.IndexFunc(list, func(a address) bool { return a.Local.String() == r.Prefsrc }); i >= 0 {
		s.address = list[i]
	}
	s.readOrigin(l, r)
	s.readGateway(d, l, r, h)
	return s, ""
}

// findFurther finds further addresses of providers' interfaces: what is sent from
// them leaves by the same provider.
func (d *draft) findFurther() {
	own := map[netip.Addr]bool{}
	for _, p := range d.providers {
		for _, s := range p.sides {
			own[s.address.Local] = true
		}
	}
	for _, p := range d.providers {
		for i := range p.sides {
			s := &p.sides[i]
			if !s.declared || s.why != "" {
				continue
			}
			for _, a := range p.link.usable(i == 1) {
				near := a.prefix().Masked() == s.address.prefix().Masked()
				if !own[a.Local] && (near || !a.Local.IsPrivate()) {
					own[a.Local] = d.addPrefix(p, i == 1, netip.PrefixFrom(a.Local, a.Local.BitLen()))
				}
			}
		}
	}
}

// readOrigin finds out who gave the interface its address.
func (s *side) readOrigin(l *link, r route) {
	switch {
	case l.Type == "ppp":
		s.why = "PPP gives it"
	case s.address.Dynamic && s.address.Local.Is6():
		s.why = "it has a lifetime: a router advertisement or DHCPv6 gave it"
	case s.address.Dynamic:
		s.why = "it has a lifetime: DHCP gave it"
	case r.Protocol == "dhcp":
		s.why = "DHCP gave the default route"
	case strings.HasPrefix(l.Name, "ww"): // systemd's and the kernel's names of modems
		s.why = "a modem gets it from its network"
	case r.Protocol == "static" && r.Prefsrc != "" && !r.ipv6():
		s.why = "the default route names its source, as netifd writes those of DHCP"
	}
}

// readGateway finds out how the gateway is reached, and who named it.
func (s *side) readGateway(d *draft, l *link, r route, h hop) {
	switch {
	case !s.gateway.IsValid():
	case r.Protocol == "ra" || r.Protocol == "dhcp" || s.why != "":
		s.autoGateway = true
	case s.gateway.IsLinkLocalUnicast() || s.address.prefix().Contains(s.gateway):
	case slices.Contains(h.Flags, "onlink") || slices.Contains(r.Flags, "onlink"):
		s.onlink = true
	default:
		s.network = d.linkTo(l.Name, s.gateway)
		s.onlink = !s.network.IsValid()
	}
}

// linkTo is the narrowest route of an interface, without a gateway, that an address
// is in.
func (m machine) linkTo(dev string, a netip.Addr) netip.Prefix {
	var best netip.Prefix
	for _, r := range m.routes {
		p := r.prefix()
		if r.Table == "main" && r.Dev == dev && r.Gateway == "" && p.IsValid() && p.Contains(a) && (!best.IsValid() || p.Bits() > best.Bits()) {
			best = p
		}
	}
	if best.IsValid() && best.IsSingleIP() {
		return netip.Prefix{} // onlink says the same
	}
	return best
}

// plainName is what a configuration takes for the name of an interface.
var plainName = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}$`)

func takesName(dev string) bool {
	return plainName.MatchString(dev) && dev != "all" && dev != "default" && dev != "lo"
}

// newName makes a name for a block, mostly of an interface's name: of lower-case letters,
// digits, "_" and "-", and unlike all names that are taken. Names that differ
// in "_" and "-" alone count as the same: no two providers may have them.
func (d *draft) newName(from string) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return '-'
	}, strings.ToLower(from))
	if name = strings.Trim(name, "-"); name == "" || name[0] < 'a' || name[0] > 'z' {
		name = "line-" + name
	}
	name = name[:min(len(name), 24)]
	unique := name
	alike := strings.NewReplacer("_", "-")
	for i := 2; d.taken[unique] || d.taken[alike.Replace(unique)]; i++ {
		unique = fmt.Sprintf("%s-%d", name, i)
	}
	d.taken[alike.Replace(unique)] = true
	return unique
}
