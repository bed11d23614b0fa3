package acceptance

import (
	"fmt"
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
	t.live, err = rpdb.ReadLive([]byte(r.Stdout))
	return err
}

// explain is where "explain" has a packet go: what may be seen of it, by each
// of the ways that it may take.
func (t *course) explain(p packet) []sighting {
	o := rpdb.Options{Live: &t.live}
	for iface := range t.down {
		o.Down = append(o.Down, iface)
	}
	set := known(t.set)
	trace := rpdb.New(set, plan.New(set), o).Explain(rpdb.Packet{
		To: p.to, From: p.from, Interface: t.iface(p.network), Protocol: p.protocol,
		SourcePort: p.sport, DestinationPort: p.dport, UID: uint32(p.uid), DSCP: p.dscp,
	})
	var list []sighting
	for _, w := range trace.Ways {
		s := sighting{}
		if w.Arrives() {
			s.by, s.source = w.Provider, w.Source.Addr
			if w.Translated.Known.IsValid() {
				s.source = w.Translated.Known
			}
		}
		list = append(list, s)
	}
	return list
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
// than what was seen. What does not begin at the site, or comes from where an
// interface is away, it cannot be asked about.
func (t *course) agree(c Check, q question, list []sighting) Check {
	for i, part := range q.parts() {
		if p := part.packet; c.Status == Failed || !p.to.IsValid() || t.down[t.iface(p.network)] {
			continue
		}
		said := t.explain(part.packet)
		if !slices.ContainsFunc(said, func(s sighting) bool {
			return s.by == list[i].by && (s.by == "" || part.lookup || s.source == list[i].source)
		}) {
			c.Status, c.Sent, c.Seen = Failed, part.sent(), t.describe(part, list[i])
			c.Want = "what explain says: " + spell(said)
		}
	}
	return c
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
