package drift

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// resolved is an operation with the values that were read on the machine, as far as
// these are known.
func (c *comparer) resolved(op iproute.Op) iproute.Op {
	switch op := op.(type) {
	case iproute.Rule:
		op.From, op.To = c.prefix(op.From), c.prefix(op.To)
		if name, found := strings.CutPrefix(op.Action.Suppress, "$"); found {
			if value, known := c.values[name]; known {
				op.Action.Suppress = value
			}
		}
		return op
	case iproute.Route:
		op.Dst, op.Via, op.Src = c.prefix(op.Dst), c.addr(op.Via), c.addr(op.Src)
		op.Nexthops = slices.Clone(op.Nexthops)
		for i := range op.Nexthops {
			op.Nexthops[i].Via = c.addr(op.Nexthops[i].Via)
		}
		return op
	case iproute.Ruleset:
		op.Links = slices.Clone(op.Links)
		for i := range op.Links {
			op.Links[i] = c.link(op.Links[i])
		}
		return op
	case iproute.Policies:
		op.Sources = slices.Clone(op.Sources)
		for i := range op.Sources {
			op.Sources[i].Link = c.link(op.Sources[i].Link)
		}
		return op
	}
	return op
}

func (c *comparer) link(l iproute.Link) iproute.Link {
	l.Sides = slices.Clone(l.Sides)
	for i := range l.Sides {
		s := &l.Sides[i]
		s.Address, s.Gateway, s.Network = c.addr(s.Address), c.addr(s.Gateway), c.prefix(s.Network)
		if s.How != iproute.ByScript {
			s.Source = c.addr(s.Source)
		}
		s.Own = slices.Clone(s.Own)
		for n := range s.Own {
			s.Own[n] = c.prefix(s.Own[n])
		}
	}
	return l
}

// list is what a variable with several values stands for.
func (c *comparer) list(p iproute.Prefix) []iproute.Prefix {
	value, known := c.values[p.Var]
	if !known || !isList(p) {
		return []iproute.Prefix{c.prefix(p)}
	}
	var all []iproute.Prefix
	for _, text := range strings.Split(value, ", ") {
		all = append(all, prefixNamed(text))
	}
	return all
}

func (c *comparer) prefix(p iproute.Prefix) iproute.Prefix {
	if value, known := c.values[p.Var]; known && !isList(p) {
		return prefixNamed(value)
	}
	return p
}

func (c *comparer) addr(a iproute.Addr) iproute.Addr {
	if value, known := c.values[a.Var]; known && a.Var != "" {
		if addr, err := netip.ParseAddr(value); err == nil {
			return iproute.KnownAddr(addr)
		}
	}
	return a
}

// assumed is the configuration with these values.
func (c *comparer) assumed() site.Site {
	set := c.set
	set.Providers = slices.Clone(set.Providers)
	for _, n := range c.plan.Uplinks() {
		i := slices.IndexFunc(set.Providers, func(p site.Provider) bool { return p.Name == n.Provider })
		u := &set.Providers[i].IPv4
		if n.IPv6 {
			u = &set.Providers[i].IPv6
		}
		c.assume(u, n.Variable)
	}
	return set
}

func (c *comparer) assume(u *site.Uplink, variable string) {
	address := c.addr(iproute.Addr{Var: variable + "_address"}).Known
	network := c.prefix(iproute.Prefix{Var: variable + "_network"}).Known
	gateway := c.addr(iproute.Addr{Var: variable + "_gateway"}).Known
	if u.AutoAddress && address.IsValid() {
		u.AutoAddress, u.Address = false, netip.PrefixFrom(address, address.BitLen())
		if network.IsValid() {
			u.Address = netip.PrefixFrom(address, network.Bits())
		}
		u.Network = u.Address.Masked()
	}
	if u.AutoGateway && gateway.IsValid() {
		u.AutoGateway, u.Gateway = false, gateway
	}
}
