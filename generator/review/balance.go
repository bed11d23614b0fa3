package review

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// balance finds providers among which what this machine sends isn't balanced, though
// its default is: the kernel chooses one source for several gateways on an interface,
// and from that it leaves by one provider.
func (r *reviewer) balance() {
	if r.set.Settings.HashPolicy == site.HashSource {
		r.bySource()
		return
	}
	p := r.state.ToInternet(false)
	found := r.state.Lookup(p)
	if found.Route == nil || len(r.state.NextHops(found)) < 2 {
		return
	}
	paths := r.state.Outcome(p)
	var either []string
	for _, i := range r.set.DefaultRoute.Providers {
		if isp := r.set.Providers[i]; isp.IPv4.Declared && !alwaysUsed(isp.Name, paths) {
			either = append(either, isp.Name)
		}
	}
	if len(either) > 0 {
		r.add(notBalanced, "", r.set.DefaultRoute.ProvidersOrigin,
			"%s: it leaves by %s only if that one's address is the first of the interface: Linux chooses one source for all gateways there, and packets from it leave by its provider. Packets of local networks are balanced. Give each provider an interface of its own, such as a macvlan, to have packets of this machine balanced, too.", p, strings.Join(either, " or "))
	}
}

// bySource finds balances by sources that balance nothing, since all packets have the
// same source, or none yet when the kernel chooses a next hop.
func (r *reviewer) bySource() {
	for _, ipv6 := range []bool{false, true} {
		p := r.state.ToInternet(ipv6)
		if len(r.set.Networks) == 0 && r.isBalanced(p) {
			r.noSource(p, r.set.Settings.HashPolicyOrigin)
		}
		for i := range r.set.Rules {
			if rule := &r.set.Rules[i]; rule.Balance && rule.HasFamily(ipv6) {
				r.ruleBySource(rule, ipv6)
			}
		}
	}
}

// ruleBySource is bySource for the balance of a rule block in a family. Where there are
// local networks, a rule without a source is meant for their hosts.
func (r *reviewer) ruleBySource(rule *site.Rule, ipv6 bool) {
	sources, to := listed(rule.From, ipv6), listed(rule.To, ipv6)[0]
	p := r.sample(*rule, sources[0], to)
	forwards := rule.Arriving() && (len(r.set.Networks) > 0 || rule.Interface != "")
	switch {
	case !r.isBalanced(p):
	case len(sources) == 1 && sources[0].IsSingleIP():
		r.add(oneSource, rule.Name, rule.BalanceOrigin,
			"%s: all packets of the rule in this family have this source, and hash_policy = \"source\" has packets of one source leave by one provider. Write via = [...] for the first provider that has a route, or more sources in from.", p)
	case sources[0].Bits() == 0 && !forwards:
		p.From, p.Interface = netip.Addr{}, rpdb.Self
		r.noSource(p, rule.BalanceOrigin)
	}
}

// isBalanced reports whether a packet leaves by one of several next hops.
func (r *reviewer) isBalanced(p rpdb.Packet) bool {
	found, _ := r.decision(p)
	return found.Route != nil && len(r.state.NextHops(found)) > 1
}

func (r *reviewer) noSource(p rpdb.Packet, o site.Origin) {
	r.add(notBalanced, o.String(), o,
		"%s: it has no source yet when the kernel chooses its provider, so all such packets of this machine leave by one provider. Write hash_policy = \"l4\" to balance connections, or a rule or network for hosts that are to be balanced by their sources.", p)
}

// alwaysUsed reports whether some connections leave by a provider in all cases, also if
// something isn't known about the machine.
func alwaysUsed(name string, paths []rpdb.Path) bool {
	by := func(w rpdb.Path) bool { return w.Provider == name }
	return !slices.ContainsFunc(paths, func(one rpdb.Path) bool {
		return !slices.ContainsFunc(paths, func(w rpdb.Path) bool { return by(w) && (w.If == "" || w.If == one.If) })
	})
}
