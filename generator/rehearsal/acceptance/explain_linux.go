package acceptance

import (
	"fmt"
	"maps"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// readLive takes down what "explain" cannot know of the machine from its
// configuration, before there is anything of ours.
func (t *trial) readLive() error {
	r, err := t.lab.Run(rehearsal.Script{Text: "ip -j -d route show table all; ip -j -d rule; ip -j -d -6 rule", Shell: rehearsal.Sh})
	if err != nil {
		return err
	}
	live, err := rpdb.ReadLive([]byte(r.Stdout))
	t.live = &live
	return err
}

// explain is what "explain" says of a question: what may be seen of it, by each of
// the paths that it may take.
func (t *trial) explain(q question) ([]outcome, error) {
	if !q.packet.to.IsValid() {
		return t.explainAnswer(q)
	}
	if t.down[t.iface(q.packet.network)] {
		return []outcome{{}}, nil // nothing arrives there
	}
	p := q.packet
	list, err := t.paths(rpdb.Packet{
		To: p.to, From: p.from, Interface: t.iface(p.network), Protocol: p.protocol,
		SourcePort: p.sourcePort(), DestinationPort: p.dport, UID: uint32(p.uid), DSCP: p.dscp, Mark: p.mark, MAC: p.mac,
	})
	for i := range list {
		list[i].answered = list[i].answered && t.returns(q)
	}
	return list, err
}

// returns reports whether an answer would arrive: not to a host that the
// laboratory has put behind another router, unless there is a route to it.
func (t *trial) returns(q question) bool {
	if q.packet.network == "" || t.reached[q.packet.from] {
		return true
	}
	return slices.ContainsFunc(t.set.Networks, func(n site.Network) bool {
		return n.Name == q.packet.network && inPrefixes(n.Prefixes, q.packet.from)
	})
}

// explainAnswer is explain for the answer to a question of the internet's, which
// has to arrive first.
func (t *trial) explainAnswer(q question) ([]outcome, error) {
	from, to := q.flow.From, q.flow.To
	by, _ := t.numberOf(from.Name)
	asked := rpdb.Packet{
		To: to.Addr, From: from.Addr, Interface: t.set.Providers[by].Interface, Protocol: from.Protocol,
		SourcePort: from.Port, DestinationPort: to.Port,
	}
	if !slices.ContainsFunc(t.state().Outcome(asked), rpdb.Path.Arrives) {
		return []outcome{{}}, nil
	}
	answer := rpdb.Packet{
		To: from.Addr, From: to.Addr, Protocol: from.Protocol, Reply: true,
		SourcePort: to.Port, DestinationPort: from.Port,
	}
	if t.set.Settings.ConnectionMarks {
		answer.Connection = from.Name
	}
	list, err := t.paths(answer)
	for i := range list {
		list[i].answered = list[i].answered && list[i].by == from.Name
	}
	return list, err
}

// paths are the paths of a packet. The answer comes if the provider takes the packet,
// and the router what comes back.
func (t *trial) paths(p rpdb.Packet) ([]outcome, error) {
	p, err := t.state().Complete(p)
	if err != nil {
		return nil, err
	}
	var list []outcome
	for _, w := range t.state().Outcome(p) {
		s := outcome{}
		if by, found := t.numberOf(w.Provider); found && w.Arrives() {
			s = outcome{by: w.Provider, source: w.Source.Addr}
			if w.Translated.IsValid() {
				s.source = w.Translated.Addr
			}
			s.answered = w.Answered() && !t.foreign(s.source, by) && !t.silent[by]
			if !w.Answered() {
				s.dropped = string(w.Answer)
			}
		}
		list = append(list, s)
	}
	return list, nil
}

// chosenBySource is a provider of a balance, on an interface with others, by which the
// router's own packets leave only if the kernel chooses its address as their source.
func (t *trial) chosenBySource(sender packet, list []int) (provider int, found bool) {
	if sender.network != "" || sender.to.Is6() {
		return 0, false
	}
	paths := t.state().Outcome(rpdb.Packet{To: sender.to, Protocol: sender.protocol, DestinationPort: sender.dport})
	for _, i := range list {
		always := func(w rpdb.Path) bool { return w.Provider == t.name(i) && w.If == "" }
		if len(t.behind(t.set.Providers[i].Interface)) > 1 && !slices.ContainsFunc(paths, always) {
			return i, true
		}
	}
	return 0, false
}

// state is what "explain" knows of the machine as it is.
func (t *trial) state() *rpdb.State {
	down, out := slices.Sorted(maps.Keys(t.down)), slices.Sorted(maps.Keys(t.out))
	key := fmt.Sprint(t.pulled, down, out)
	if t.states[key] == nil {
		set, o := known(t.set), rpdb.Options{Live: t.live, Down: down}
		if t.pulled {
			o.Down, o.Cut = nil, down
		}
		t.states[key] = rpdb.New(set, plan.New(set).Without(out), o)
	}
	return t.states[key]
}

// known is a configuration in which nothing is left to be read.
func known(set site.Site) site.Site {
	set.Providers = slices.Clone(set.Providers)
	for i := range set.Providers {
		for _, side := range []*site.Uplink{&set.Providers[i].IPv4, &set.Providers[i].IPv6} {
			side.AutoAddress, side.AutoGateway, side.Delegated = false, false, false
		}
	}
	return set
}
