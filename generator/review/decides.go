package review

import (
	"net/netip"

	"github.com/gen-splitroute/gen-splitroute/generator/provider"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// policy is the offset of the priorities of rule blocks (package plan).
const policy = 4000

// maxPrefixes is how many prefixes of a rule block's list are looked at.
const maxPrefixes = 16

// rules finds rule blocks that come after what decides about all of their
// packets. Those that come after other rule blocks are found in package config.
func (r *reviewer) rules() {
	for i, rule := range r.set.Rules {
		if i == maxPackets/maxPrefixes {
			return
		}
		if proof, why, never := r.decided(rule); never {
			r.add(neverDecides, rule.Name, rule.Origin, "%s: %s, before any rule block is looked at. Remove the rule, or change what it selects.", proof, why)
		}
	}
}

// decided reports whether all packets of a rule block are decided about before.
func (r *reviewer) decided(rule provider.Rule) (proof rpdb.Packet, why string, never bool) {
	for _, ipv6 := range []bool{false, true} {
		if !rule.HasFamily(ipv6) {
			continue
		}
		all, ends := listed(rule.From, ipv6), listed(rule.To, ipv6)
		if len(all) == 0 || len(ends) == 0 {
			return proof, "", false // too many to prove anything
		}
		for _, from := range all {
			for _, to := range ends {
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

// listed are the prefixes of a family, or all addresses where none is listed;
// none if they are many.
func listed(list []provider.Prefix, ipv6 bool) []netip.Prefix {
	if len(list) == 0 {
		if ipv6 {
			return []netip.Prefix{netip.PrefixFrom(netip.IPv6Unspecified(), 0)}
		}
		return []netip.Prefix{netip.PrefixFrom(netip.IPv4Unspecified(), 0)}
	}
	prefixes := provider.Outermost(provider.OfFamily(list, ipv6))
	if len(prefixes) > maxPrefixes {
		return nil
	}
	return prefixes
}

// sample is a packet that a rule block selects.
func (r *reviewer) sample(rule provider.Rule, from, to netip.Prefix) rpdb.Packet {
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
		p.Interface = r.set.Providers[rule.Provider].Interface
	}
	return p
}

// before is how a packet is decided about ahead of all rule blocks, and
// whether that holds for the whole of its prefixes.
func (r *reviewer) before(p rpdb.Packet, from, to netip.Prefix) (why string, certain bool) {
	found := r.state.Lookup(p)
	if found.Rule == nil || found.Rule.Priority >= r.set.Settings.PriorityBase+policy || found.Rule.Mask != 0 {
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
	return "it goes by " + found.Route.String() + ", which rule " + found.Rule.String() + " finds", true
}

// providers finds those by which nothing would leave though all others were
// gone, but for answers to what comes in by them. A server may have some for
// those alone, and without a default of ours another's may be by any of them.
func (r *reviewer) providers() {
	if !r.set.DefaultRoute.Declared || len(r.set.Networks) == 0 {
		return
	}
	for i, p := range r.set.Providers {
		if i == maxPrefixes || r.isReferred(i) {
			continue
		}
		s := r.without(p.Name)
		var proof rpdb.Packet
		used := false
		for _, ipv6 := range []bool{false, true} {
			if !p.Side(ipv6).Declared {
				continue
			}
			proof = s.ToInternet(ipv6)
			for _, w := range s.Explain(proof).Ways {
				used = used || w.Provider == p.Name
			}
		}
		if !used {
			r.add(neverUsed, p.Name, p.Origin,
				"%s: even with all others down it doesn't leave by %s, and no rule, route or prefix leads there. Name it in default_route, in a rule or in routes.", proof, p.Name)
		}
	}
}

// isReferred reports whether a rule block, a route or a prefix leads to the
// provider at a position.
func (r *reviewer) isReferred(i int) bool {
	for _, rule := range r.set.Rules {
		if rule.Provider == i {
			return true
		}
	}
	for _, u := range []provider.Uplink{r.set.Providers[i].IPv4, r.set.Providers[i].IPv6} {
		if len(u.Prefixes)+len(u.Routes) > 0 {
			return true
		}
	}
	return false
}
