package acceptance

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/provider"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// readLive takes down what "explain" cannot know of the machine from its
// configuration, before there is anything of ours.
func (t *course) readLive() error {
	r, err := t.lab.Run(rehearsal.Script{Text: "ip -j -d route show table all; ip -j -d rule; ip -j -d -6 rule", Shell: rehearsal.Sh})
	if err != nil {
		return err
	}
	live, err := rpdb.ReadLive([]byte(r.Stdout))
	t.live = &live
	return err
}

// explain is where "explain" has a packet go: what may be seen of it, by each
// of the ways that it may take.
func (t *course) explain(p rpdb.Packet) ([]sighting, error) {
	state := t.state()
	p, err := state.Complete(p)
	if err != nil {
		return nil, err
	}
	var list []sighting
	for _, w := range state.Explain(p).Ways {
		s := sighting{}
		if w.Arrives() {
			s.by, s.source = w.Provider, w.Source.Addr
			if w.Translated.Known.IsValid() {
				s.source = w.Translated.Known
			}
		}
		list = append(list, s)
	}
	return list, nil
}

// state is what "explain" knows of the machine as it is.
func (t *course) state() *rpdb.State {
	down := slices.Sorted(maps.Keys(t.down))
	key := strings.Join(down, " ")
	if t.states[key] == nil {
		set := known(t.set)
		t.states[key] = rpdb.New(set, plan.New(set), rpdb.Options{Live: t.live, Down: down})
	}
	return t.states[key]
}

// explained is what "explain" is asked about a question: its packet, or, where
// it does not begin at the site, the answer.
func (t *course) explained(q question) rpdb.Packet {
	if p := q.packet; p.to.IsValid() {
		return rpdb.Packet{
			To: p.to, From: p.from, Interface: t.iface(p.network), Protocol: p.protocol,
			SourcePort: p.sourcePort(), DestinationPort: p.dport, UID: uint32(p.uid), DSCP: p.dscp,
		}
	}
	from, to := q.flow.From, q.flow.To
	answer := rpdb.Packet{
		To: from.Addr, From: to.Addr, Protocol: from.Protocol,
		SourcePort: to.Port, DestinationPort: from.Port,
	}
	if t.set.Settings.ConnectionMarks {
		answer.Connection = from.Name
	}
	return answer
}

// known is a configuration in which nothing is left to be read.
func known(set provider.Set) provider.Set {
	set.Providers = slices.Clone(set.Providers)
	for i := range set.Providers {
		for _, side := range []*provider.Uplink{&set.Providers[i].IPv4, &set.Providers[i].IPv6} {
			side.AutoAddress, side.AutoGateway = false, false
		}
	}
	return set
}

// agree has a check fail that is passed, when "explain" has said something else
// than what was seen. What comes from where an interface is away, it cannot be
// asked about, nor about answers where connections have no marks but rules do.
func (t *course) agree(c Check, q question, list []sighting) Check {
	for i, part := range q.parts() {
		if c.Status == Failed || t.down[t.iface(part.packet.network)] || !part.packet.to.IsValid() && t.takesAnswersForQuestions() {
			continue
		}
		said, err := t.explain(t.explained(part))
		if !slices.ContainsFunc(said, func(s sighting) bool {
			return s.by == list[i].by && (s.by == "" || s.source == list[i].source)
		}) {
			c.Status, c.Sent, c.Seen = Failed, part.sent(), t.describe(part, list[i])
			c.Want = "what explain says: " + spell(said)
		}
		if err != nil {
			c.Want = "what explain says: " + err.Error()
		}
	}
	return c
}

// takesAnswersForQuestions reports whether "explain" cannot be told that a packet
// is an answer, as by its connection, and that counts: nft marks no answers for
// a rule.
func (t *course) takesAnswersForQuestions() bool {
	return !t.set.Settings.ConnectionMarks && slices.ContainsFunc(t.set.Rules, func(r provider.Rule) bool { return r.Mark != 0 })
}

// spell is what "explain" has said, for people.
func spell(said []sighting) string {
	var ways []string
	for _, s := range said {
		way := "it does not leave"
		if s.by != "" {
			way = fmt.Sprintf("by %s from %v", s.by, s.source)
		}
		if !slices.Contains(ways, way) {
			ways = append(ways, way)
		}
	}
	return strings.Join(ways, ", or ")
}
