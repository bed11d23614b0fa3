package review

import (
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

// bySource finds a balance by sources that nobody gets: what this machine sends has no
// source yet when a next hop is chosen, and there are no local networks whose hosts
// have one. With them, the policy is meant for these hosts, not for this machine.
func (r *reviewer) bySource() {
	if len(r.set.Networks) > 0 {
		return
	}
	for _, ipv6 := range []bool{false, true} {
		p := r.state.ToInternet(ipv6)
		if found := r.state.Lookup(p); found.Route != nil && len(r.state.NextHops(found)) > 1 {
			r.add(notBalanced, "", r.set.Settings.HashPolicyOrigin,
				"%s: it has no source yet when the kernel chooses its provider, so all packets of this machine leave by one provider, and there is no local network. Write hash_policy = \"l4\" to balance packets of this machine, or add a network for the hosts to balance.", p)
		}
	}
}

// alwaysUsed reports whether some connections leave by a provider in all cases, also if
// something isn't known about the machine.
func alwaysUsed(name string, paths []rpdb.Path) bool {
	by := func(w rpdb.Path) bool { return w.Provider == name }
	return !slices.ContainsFunc(paths, func(one rpdb.Path) bool {
		return !slices.ContainsFunc(paths, func(w rpdb.Path) bool { return by(w) && (w.If == "" || w.If == one.If) })
	})
}
