// Package review finds what a plan cannot mean: it asks the simulated machine
// (package rpdb) about packets, and each finding shows the one that proves it.
// What it doesn't find may still be there; what it finds is so.
package review

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Finding is something that is hardly meant.
type Finding struct {
	Summary, Detail string
	Origin          site.Origin
}

// The summaries.
const (
	neverDecides = "Rule that never decides"
	neverUsed    = "Provider that nothing leaves by"
	privateLeaks = "Private source in the internet"
	cutOff       = "Local network cut off"
	foreignLeave = "Source of another provider"
	notBalanced  = "Not balanced for this machine"
	oneSource    = "Balance of one source address"
	answerLost   = "Answer that is dropped"
	noGateway    = "Shared network without a gateway"

	probeElsewhere = "Probe that leaves by another provider"

	unknownInterface = "Unknown interface"
)

// maxPackets bounds the time that a review takes, to a second or two. Rule
// blocks that select what each of sixty senders sends reach it at 1,600 or so,
// and those behind aren't asked about; others can be as many as there may be.
const maxPackets = 100_000

// reviewer collects findings.
type reviewer struct {
	set   site.Site
	plan  plan.Plan
	state *rpdb.State
	found []Finding
	seen  map[string]bool
	asked int             // packets
	used  map[string]bool // providers by which packets with a source of another one leave
}

// Findings are those about a configuration and its plan.
func Findings(set site.Site, p plan.Plan) []Finding {
	r := &reviewer{set: set, plan: p, state: rpdb.New(set, p, rpdb.Options{}), seen: map[string]bool{}, used: map[string]bool{}}
	r.links()
	r.arrivals()
	r.rules()
	r.packets()
	r.providers()
	r.balance()
	r.answers()
	r.probes()
	return r.found
}

// add adds a finding, once for each thing that it is about.
func (r *reviewer) add(summary, about string, o site.Origin, format string, args ...any) {
	if key := summary + "\n" + about; !r.seen[key] {
		r.seen[key] = true
		r.found = append(r.found, Finding{summary, fmt.Sprintf(format, args...), o})
	}
}

// without is the machine with only the interface of one provider up.
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

// packets looks at what all senders send everywhere.
func (r *reviewer) packets() {
	r.asked = 0
	seen := map[kind]bool{}
	for _, ipv6 := range []bool{false, true} {
		r.state.Candidates(ipv6, func(p rpdb.Packet) bool {
			found, k := r.decision(p)
			if !seen[k] {
				seen[k] = true
				r.leaks(p, r.state.Outcome(p))
			}
			r.cutOff(p, found)
			return r.asks()
		})
	}
}

// asks counts a packet, and reports whether there may be more.
func (r *reviewer) asks() bool {
	r.asked++
	return r.asked < maxPackets
}

// kind is what the findings about a packet follow from: its source, and what
// decides about it. Most packets are of a few kinds, which is soon asked.
type kind struct {
	from  netip.Addr
	here  bool // this machine sends it
	mark  uint32
	rule  *rpdb.Rule
	route *rpdb.Route
	// unmarked is the route by which the source of what this machine sends is chosen.
	unmarked *rpdb.Route
}

// decision is what decides about a packet once nft has marked it.
func (r *reviewer) decision(p rpdb.Packet) (rpdb.Answer, kind) {
	found := r.state.Lookup(p)
	k := kind{from: p.From, here: p.Interface == rpdb.Self, mark: r.state.Marked(p), unmarked: found.Route}
	if p.Mark != k.mark {
		p.Mark = k.mark
		found = r.state.Lookup(p)
	}
	if k.route = found.Route; k.route == nil || k.here {
		k.rule = found.Rule
	}
	return found, k
}

// leaks finds packets that a provider will hardly take.
func (r *reviewer) leaks(p rpdb.Packet, paths []rpdb.Path) {
	for _, w := range paths {
		if w.Provider != "" && w.Arrives() && r.ownerOf(p.From) != w.Provider && !r.onLink(w, p.To) {
			r.used[w.Provider] = true
		}
		if w.Type != rpdb.Unicast || w.Provider == "" || w.If != "" || !w.Source.IsValid() || w.Translated.IsGiven() || r.onLink(w, p.To) || r.excepted(w.Provider, p.To) {
			continue
		}
		leaves := r.named(w.Provider)
		owner := r.ownerOf(w.Source.Addr)
		switch {
		case owner != "" && owner != w.Provider && !r.together(owner, w.Provider, p.To.Is6()):
			r.add(foreignLeave, owner+" "+w.Provider, w.Rule.Origin,
				"%s: it leaves by %s with a source of %s, which %s may drop. Let %s masquerade.", p, w.Provider, owner, w.Provider, w.Provider)
		case owner == "" && isPrivate(w.Source.Addr) && !isPrivate(leaves.Side(p.To.Is6()).Address.Addr()):
			r.add(privateLeaks, w.Provider, leaves.Origin,
				"%s: it leaves by %s with its private source, and no answer finds the way back unless something else translates it. Write masquerade = true.", p, w.Provider)
		}
	}
}

// excepted reports whether the configuration has packets keep their source.
func (r *reviewer) excepted(provider string, to netip.Addr) bool {
	return slices.ContainsFunc(r.named(provider).Side(to.Is6()).MasqueradeExcept, func(p site.Prefix) bool { return p.Contains(to) })
}

// onLink reports whether a path ends in the network of its provider.
func (r *reviewer) onLink(w rpdb.Path, to netip.Addr) bool {
	u := r.named(w.Provider).Side(to.Is6())
	return !w.Hop.Via.IsValid() && u.Network.IsValid() && u.Network.Contains(to)
}

// together reports whether two providers have one gateway on one interface: it takes
// the sources of both.
func (r *reviewer) together(one, two string, ipv6 bool) bool {
	p, q := r.named(one), r.named(two)
	return p.Interface == q.Interface && p.Side(ipv6).Gateway == q.Side(ipv6).Gateway
}

func (r *reviewer) named(name string) site.Provider {
	for _, p := range r.set.Providers {
		if p.Name == name {
			return p
		}
	}
	return site.Provider{}
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

// cutOff finds hosts of a local network that have no way out in a family, or
// none to a local network, though all providers are up: a rule block lets their
// packets go nowhere. Whoever writes one about protocols, ports, classes or
// destinations means just that.
func (r *reviewer) cutOff(p rpdb.Packet, found rpdb.Answer) {
	isPolicy := found.Type == rpdb.Unreachable && found.Rule.Priority > r.set.Settings.PriorityBase+plan.PolicyOffset
	if !isPolicy || p.Interface == rpdb.Self || !p.IsPlain() {
		return
	}
	from, to := r.networkOf(p.From), r.networkOf(p.To)
	if from != "" && (to != "" || p.To == r.state.ToInternet(p.To.Is6()).To) {
		r.add(cutOff, from+found.Rule.Origin.String(), found.Rule.Origin,
			"%s: it is unreachable though all providers are up, since %s has no route there; packets of %s that the rule selects go nowhere in this family.", p, cmp.Or(found.Rule.Provider, "none of its providers"), from)
	}
}

// networkOf is the local network that an address is in, "" for none.
func (r *reviewer) networkOf(a netip.Addr) string {
	for _, n := range r.set.Networks {
		for _, prefix := range n.Prefixes {
			if prefix.Contains(a) {
				return n.Name
			}
		}
	}
	return ""
}
