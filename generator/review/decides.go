package review

import (
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// rules finds rule blocks that come after what decides about all of their
// packets. Those that come after other rule blocks are found in package config.
func (r *reviewer) rules() {
	for _, rule := range r.set.Rules {
		if proof, why, never := r.decided(rule); never {
			r.add(neverDecides, rule.Name, rule.Origin, "%s: %s, before the kernel reaches any rule block. Remove the rule, or change what it selects.", proof, why)
		}
	}
}

// decided reports whether all packets of a rule block are decided about before.
func (r *reviewer) decided(rule site.Rule) (proof rpdb.Packet, why string, never bool) {
	for _, ipv6 := range []bool{false, true} {
		if !rule.HasFamily(ipv6) {
			continue
		}
		all, ends := listed(rule.From, ipv6), listed(rule.To, ipv6)
		for _, from := range all {
			for _, to := range ends {
				if !r.asks() {
					return proof, "", false
				}
				p := r.sample(rule, from, to)
				decision, certain := r.before(p, from, to)
				if !certain {
					return p, "", false
				}
				proof, why, never = p, decision, true
			}
		}
	}
	return proof, why, never
}

// listed are the prefixes of a family, or all addresses where none is listed.
func listed(list []site.Prefix, ipv6 bool) []netip.Prefix {
	if len(list) == 0 {
		return []netip.Prefix{site.Everything(ipv6)}
	}
	return site.Outermost(site.OfFamily(list, ipv6))
}

// sample is a packet that a rule block selects.
func (r *reviewer) sample(rule site.Rule, from, to netip.Prefix) rpdb.Packet {
	p := r.state.Selected(rule, to)
	if from.Bits() > 0 {
		p.From = r.state.Inhabitant(from)
	}
	if rule.Interface != "" {
		p.Interface = rule.Interface
	}
	if completed, err := r.state.Complete(p); err == nil {
		return completed
	}
	if p.Interface == "" {
		p.Interface = r.set.Providers[append(rule.Via, 0)[0]].Interface
	}
	return p
}

// before is how a packet is decided about ahead of all rule blocks, and
// whether that holds for the whole of its prefixes.
func (r *reviewer) before(p rpdb.Packet, from, to netip.Prefix) (why string, certain bool) {
	found := r.state.Lookup(p)
	if found.Rule == nil || found.Rule.Priority >= r.set.Settings.PriorityBase+plan.PolicyOffset || found.Rule.Mask != 0 {
		return "", false
	}
	whole := func(of, part netip.Prefix) bool {
		return !of.IsValid() || of.Bits() <= part.Bits() && of.Contains(part.Addr())
	}
	switch {
	case found.Rule.Iif != "" || !whole(found.Rule.From.Known, from) || !whole(found.Rule.To.Known, to):
		return "", false
	case found.Route == nil:
		return "rule " + found.Rule.String() + " decides", true
	case !whole(found.Route.Dst, to):
		return "", false
	}
	return "it takes " + found.Route.String() + ", which rule " + found.Rule.String() + " finds", true
}

// providers finds providers by which no new connection would leave even if all others
// were gone. That is a mistake if local networks use our default route. A server may
// have a provider for answers alone, the split access of the HOWTO (4.2.1). And
// without a default route of ours, one of somebody else may lead to any provider.
func (r *reviewer) providers() {
	if !r.set.DefaultRoute.Declared || len(r.set.Networks) == 0 {
		return
	}
	for i, p := range r.set.Providers {
		if r.used[p.Name] || r.mayBeUsed(i) {
			continue
		}
		s := r.without(p.Name)
		for _, ipv6 := range []bool{false, true} {
			if p.Side(ipv6).Declared {
				r.add(neverUsed, p.Name, p.Origin,
					"%s: even with all others down it doesn't leave by %s, nor does a packet of any rule or routes. Name the provider in default_route or in a rule, or give it routes.", s.ToInternet(ipv6), p.Name)
			}
		}
	}
}

// mayBeUsed reports whether there is no proof that nothing leaves by the
// provider at a position: it is in the default, hosts may have addresses of
// its own, or not all packets were asked about.
func (r *reviewer) mayBeUsed(i int) bool {
	p := r.set.Providers[i]
	return slices.Contains(r.set.DefaultRoute.Providers, i) || slices.Contains(r.set.DefaultRoute.Backups, i) ||
		len(p.IPv4.Prefixes)+len(p.IPv6.Prefixes) > 0 ||
		r.asked >= maxPackets && slices.ContainsFunc(r.set.Rules, func(rule site.Rule) bool { return slices.Contains(rule.Via, i) })
}
