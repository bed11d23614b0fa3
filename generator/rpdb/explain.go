package rpdb

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Explain follows a packet through the machine.
func (s *State) Explain(p Packet) Trace { return s.follow(p, &journey{State: s}) }

// Outcome is where a packet ends, without what happens to it before.
func (s *State) Outcome(p Packet) []Path { return s.follow(p, &journey{State: s, quiet: true}).Paths }

func (s *State) follow(p Packet, j *journey) Trace {
	if p.Interface == "" {
		p.Interface = Self
	}
	j.trace.Packet = p
	if p.Interface == Self {
		j.send(p)
	} else {
		j.receive(p)
	}
	return j.trace
}

// journey collects a trace.
type journey struct {
	*State
	trace Trace
	quiet bool // only the ends of it
	again []attempt
}

// Names of stages.
const (
	arriving  = "arrives"
	looking   = "is looked up"
	again     = "is looked up again, with its source"
	marked    = "is about to be sent"
	rerouting = "is looked up again, with its mark"
	leaving   = "leaves"
)

// at opens a stage for notes, which is there as soon as there is one.
func (j *journey) at(name string) func(format string, args ...any) {
	if j.quiet {
		return func(string, ...any) {}
	}
	open := false
	return func(format string, args ...any) {
		if !open {
			j.trace.Stages = append(j.trace.Stages, Stage{Name: name})
		}
		open = true
		last := &j.trace.Stages[len(j.trace.Stages)-1]
		last.Notes = append(last.Notes, fmt.Sprintf(format, args...))
	}
}

// lookup is State.lookup as a stage.
func (j *journey) lookup(name string, p Packet) Answer {
	if j.quiet {
		return j.State.Lookup(p)
	}
	stage := Stage{Name: name, Packet: p, Visits: make([]Visit, 0, len(j.side(p.IPv6()).rules))}
	stage.Answer = j.State.lookup(&p, func(v Visit) {
		stage.Visits = append(stage.Visits, v)
		j.depend(v, p)
	})
	j.trace.Stages = append(j.trace.Stages, stage)
	if stage.Answer.Type == NoRoute && !j.live {
		j.dependOn("a default route in main, which the configuration doesn't know of")
	}
	return stage.Answer
}

// depend notes which values of a rule aren't known.
func (j *journey) depend(v Visit, p Packet) {
	var unknown []string
	if v.Differs == ByUnknown {
		for _, prefix := range []iproute.Prefix{v.Rule.From, v.Rule.To} {
			if prefix.Var != "" {
				unknown = append(unknown, prefix.Var)
			}
		}
	}
	if t := j.side(p.IPv6()).tables[v.Rule.Action.Lookup]; v.Differs == Nothing && t != nil {
		unknown = append(unknown, t.vague...)
	}
	for _, name := range unknown {
		j.dependOn("$" + name + ", which the script reads when it runs")
	}
	if v.Differs == ByForeign {
		j.dependOn(fmt.Sprintf("rule %d of the machine, whose %s isn't simulated", v.Rule.Priority, v.Rule.Foreign))
	}
	if v.Route != nil && v.Route.Foreign != "" {
		j.dependOn(fmt.Sprintf("%s of %s, whose %s isn't simulated", v.Route, j.tableOf(v.Rule), v.Route.Foreign))
	}
}

func (j *journey) dependOn(what string) {
	if !slices.Contains(j.trace.Depends, what) {
		j.trace.Depends = append(j.trace.Depends, what)
	}
}

// receive follows a packet that arrives.
func (j *journey) receive(p Packet) {
	w := j.inNft(p, j.at(arriving))
	w.prerouting()
	found := j.lookup(looking, w.Packet)
	j.each(found, 1, func(path Path) {
		path.Source = Source{Addr: p.From}
		out := path.Hop.Dev
		if path.Type != Unicast {
			out = ""
		}
		if f := j.validate(w.Packet, path.Type, out); path.Type.Arrives() && j.dropped(f, p.Interface) {
			path.Dropped = "the reverse path filter of " + p.Interface + " drops it: " + string(f)
		} else if f != Passes {
			j.at("on "+p.Interface)("%s", f)
		}
		j.leave(*w, path)
	})
}

// bySource are the paths of a packet that has no source yet, where the source alone
// chooses among next hops: all that this machine sends takes the same one.
func (j *journey) bySource(p Packet, a Answer, f func(Path)) {
	j.each(a, 1, func(path Path) {
		if j.set.Settings.HashPolicy == site.HashSource && path.Share < 1 {
			path.Share, path.If = 1, "the hash of an empty source chooses "+j.providerOf(path, p)+", for all packets of this machine"
		}
		f(path)
	})
}

// each calls f for each path that an answer has, with its share.
func (j *journey) each(a Answer, share float64, f func(Path)) {
	path := Path{Share: share, Type: a.Type, Route: a.Route, Rule: a.Rule}
	if !a.Type.Arrives() {
		f(path)
		return
	}
	hops, total := j.nextHops(a.Route), 0
	for _, h := range hops {
		total += h.Weight
	}
	for _, h := range hops {
		path.Hop, path.Share = h, share*float64(h.Weight)/float64(total)
		f(path)
	}
	if len(hops) == 0 { // an IPv4 address of an interface that is down
		path.Hop = Hop{Dev: Self}
		f(path)
	}
}

// output sends a packet to nft, and looks again when its mark has changed
// (nf_route_table_hook4 in net/netfilter/nft_chain_route.c).
func (j *journey) output(p Packet, path Path) {
	if !path.Type.Arrives() {
		j.end(path)
		return
	}
	w := j.inNft(p, j.at(marked))
	w.output()
	if w.Mark == p.Mark {
		j.leave(*w, path)
		return
	}
	rerouted := w.Packet
	if !p.IPv6() {
		rerouted.UID = 0 // ip_route_me_harder has no user, unlike ip6_route_me_harder
	}
	j.each(j.lookup(rerouting, rerouted), path.Share, func(next Path) {
		next.Source, next.If = path.Source, path.If
		j.leave(*w, next)
	})
}

// leave follows a packet to where it leaves.
func (j *journey) leave(w nftPacket, path Path) {
	path.Mark, path.ConnectionMark = w.Mark, w.mark
	if path.Type != Unicast || path.Dropped != "" {
		j.end(path)
		return
	}
	path.Provider = j.providerOf(path, w.Packet)
	w.note = j.at(leaving)
	w.postrouting(path.Hop)
	path.ConnectionMark = w.mark
	path.Translated = w.translated(path.Source, path.Hop)
	j.answer(w.Packet, &path)
	j.end(path)
}

func (j *journey) end(path Path) { j.trace.Paths = append(j.trace.Paths, path) }

// answer asks for the answer to what leaves by a provider. It arrives with the
// destination that it has once nft has put that back, and is filtered then.
func (j *journey) answer(p Packet, path *Path) {
	if path.Provider == "" || p.IPv6() || !path.Source.IsValid() {
		return
	}
	p.From = path.Source.Addr
	back := answer(p, path.Hop.Dev)
	w := j.inNft(back, func(string, ...any) {})
	w.prerouting()
	found := j.Lookup(w.Packet)
	out := ""
	if found.Type == Unicast && len(j.nextHops(found.Route)) > 0 {
		out = j.nextHops(found.Route)[0].Dev
	}
	path.Answer = j.validate(back, found.Type, out)
	path.Loosened = j.loose[path.Hop.Dev]
}

// providerOf is the provider that a path leaves by. Of several behind one gateway it
// is the one that the route is for.
func (j *journey) providerOf(path Path, p Packet) string {
	first, other := "", ""
	for _, isp := range j.set.Providers {
		side := isp.Side(p.IPv6())
		if isp.Interface != path.Hop.Dev || !side.Declared || path.Rule == nil && asksNeighbours(isp) {
			continue
		}
		hop := path.Hop.Via.IsValid() && side.Gateway == path.Hop.Via.Known ||
			!path.Hop.Via.IsValid() && side.Network.IsValid() && side.Network.Contains(p.To)
		switch {
		case hop && isp.Name == path.Route.Provider:
			return isp.Name
		case hop:
			first = cmp.Or(first, isp.Name)
		case !j.isLocalNetwork(path):
			other = cmp.Or(other, isp.Name)
		}
	}
	return cmp.Or(first, other)
}

// asksNeighbours reports whether a packet to an address that isn't on the link of a
// provider gets nowhere there, since nobody answers ARP for it.
func asksNeighbours(p site.Provider) bool {
	return !slices.ContainsFunc([]site.Uplink{p.IPv4, p.IPv6}, func(u site.Uplink) bool {
		return u.Declared && !u.Gateway.IsValid() && !u.AutoGateway
	})
}

// isLocalNetwork reports whether a path leads to a local network, which may be
// on the interface of a provider.
func (j *journey) isLocalNetwork(path Path) bool {
	for _, n := range j.set.Networks {
		for _, prefix := range n.Prefixes {
			if n.Interface == path.Hop.Dev && path.Hop.Via.Known == n.Gateway && prefix.Prefix == path.Route.Dst {
				return true
			}
		}
	}
	return false
}
