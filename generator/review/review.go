// Package review finds what a plan cannot mean: it asks the simulated machine
// (package rpdb) about packets, and each finding shows the one that proves it.
// What it doesn't find may still be there; what it finds is so.
package review

import (
	"fmt"
	"net/netip"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/provider"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// Finding is something that is hardly meant.
type Finding struct {
	Summary, Detail string
	Origin          provider.Origin
}

// The summaries.
const (
	neverDecides = "Rule that never decides"
	neverUsed    = "Provider that nothing leaves by"
	privateLeaks = "Private source in the internet"
	cutOff       = "Local network cut off"
	foreignLeave = "Source of another provider"
)

// maxPackets bounds the time that a review takes.
const maxPackets = 1000

// reviewer collects findings.
type reviewer struct {
	set   provider.Set
	plan  plan.Plan
	state *rpdb.State
	found []Finding
	seen  map[string]bool
}

// Findings are those about a configuration and its plan.
func Findings(set provider.Set, p plan.Plan) []Finding {
	r := &reviewer{set: set, plan: p, state: rpdb.New(set, p, rpdb.Options{}), seen: map[string]bool{}}
	r.rules()
	r.providers()
	r.traces(r.leaks)
	r.cutOffs()
	return r.found
}

// add adds a finding, once for each thing that it is about.
func (r *reviewer) add(summary, about string, o provider.Origin, format string, args ...any) {
	if key := summary + "\n" + about; !r.seen[key] {
		r.seen[key] = true
		r.found = append(r.found, Finding{summary, fmt.Sprintf(format, args...), o})
	}
}

// without is the machine with the interfaces of all providers down but for one.
func (r *reviewer) without(but string) *rpdb.State {
	var o rpdb.Options
	keep := ""
	for _, p := range r.set.Providers {
		if p.Name == but {
			keep = p.Interface
		}
	}
	for _, p := range r.set.Providers {
		if p.Interface != keep && !r.hasNetwork(p.Interface) {
			o.Down = append(o.Down, p.Interface)
		}
	}
	return rpdb.New(r.set, r.plan, o)
}

// hasNetwork reports whether a local network is on an interface.
func (r *reviewer) hasNetwork(dev string) bool {
	for _, n := range r.set.Networks {
		if n.Interface == dev {
			return true
		}
	}
	return false
}

// traces calls f for what each sender sends to each destination.
func (r *reviewer) traces(f func(rpdb.Trace)) {
	n := 0
	for _, ipv6 := range []bool{false, true} {
		r.state.Pairs(ipv6, func(p rpdb.Packet) bool {
			n++
			f(r.state.Explain(p))
			return n < maxPackets
		})
	}
}

// leaks finds packets that a provider will hardly take.
func (r *reviewer) leaks(t rpdb.Trace) {
	for _, w := range t.Ways {
		if w.Type != rpdb.Unicast || w.Provider == "" || w.If != "" || !w.Source.IsValid() || w.Translated.IsValid() || r.onLink(w, t.Packet.To) {
			continue
		}
		leaves := r.named(w.Provider)
		owner := r.ownerOf(w.Source.Addr)
		switch {
		case owner != "" && owner != w.Provider:
			r.add(foreignLeave, owner+" "+w.Provider, w.Rule.Origin,
				"%s: it leaves by %s with a source of %s, which %s may drop. Let %s masquerade.", t.Packet, w.Provider, owner, w.Provider, w.Provider)
		case owner == "" && isPrivate(w.Source.Addr) && !isPrivate(leaves.Side(t.Packet.To.Is6()).Address.Addr()):
			r.add(privateLeaks, w.Provider, leaves.Origin,
				"%s: it leaves by %s with its private source, and no answer finds back, unless something else translates it. Write masquerade = true.", t.Packet, w.Provider)
		}
	}
}

// onLink reports whether a way ends in the network of its provider.
func (r *reviewer) onLink(w rpdb.Way, to netip.Addr) bool {
	u := r.named(w.Provider).Side(to.Is6())
	return !w.Hop.Via.IsValid() && u.Network.IsValid() && u.Network.Contains(to)
}

func (r *reviewer) named(name string) provider.Provider {
	for _, p := range r.set.Providers {
		if p.Name == name {
			return p
		}
	}
	return provider.Provider{}
}

// ownerOf is the provider that an address belongs to, "" for none.
func (r *reviewer) ownerOf(a netip.Addr) string {
	for _, p := range r.set.Providers {
		u := p.Side(a.Is6())
		if u.Address.Addr() == a {
			return p.Name
		}
		for _, prefix := range u.Prefixes {
			if prefix.Contains(a) {
				return p.Name
			}
		}
	}
	return ""
}

// shared are the addresses between a provider and its customers (RFC 6598).
var shared = netip.MustParsePrefix("100.64.0.0/10")

// isPrivate reports whether an address means nothing in the internet
// (RFC 1918, RFC 4193, RFC 6598), or isn't known.
func isPrivate(a netip.Addr) bool { return !a.IsValid() || a.IsPrivate() || shared.Contains(a) }

// cutOffs finds local networks that have no way out in a family, though all
// providers are up: a rule block lets their packets go nowhere.
func (r *reviewer) cutOffs() {
	for _, n := range r.set.Networks {
		for _, prefix := range n.Prefixes {
			p := r.state.ToInternet(prefix.Addr().Is6())
			p.From, p.Interface = r.state.Inhabitant(prefix.Prefix), n.Interface
			for _, w := range r.state.Explain(p).Ways {
				if w.Type == rpdb.Unreachable && w.Rule.Priority > r.set.Settings.PriorityBase+policy {
					r.add(cutOff, n.Name+w.Rule.Origin.String(), w.Rule.Origin,
						"%s: it is unreachable though all providers are up, since %s has no way there, and %s goes nowhere in this family.", p, w.Rule.Provider, n.Name)
				}
			}
		}
	}
}
