package graph

import (
	"fmt"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Follow adds the path of a packet, and what becomes of it as the caption.
func (g *Graph) Follow(set site.Site, t rpdb.Trace) {
	for i, n := range set.Networks {
		inside := func(p site.Prefix) bool { return p.Contains(t.Packet.From) }
		g.Networks[i].OnWay = n.Interface == t.Packet.Interface && slices.ContainsFunc(n.Prefixes, inside)
	}
	g.Caption = append(g.Caption, "Packet "+t.Packet.String())
	for _, path := range t.Paths {
		g.Caption = append(g.Caption, caption(path))
		g.mark(path)
	}
	for _, what := range t.Depends {
		g.Caption = append(g.Caption, "depends on "+what)
	}
}

// caption is what becomes of the packet on a path.
func caption(p rpdb.Path) string {
	said := "no rule has a route: dropped"
	if p.Rule != nil {
		said = fmt.Sprintf("rule %d: %s", p.Rule.Priority, ending(p))
	}
	if p.Share < 1 {
		said += fmt.Sprintf(", %.3g %%", 100*p.Share)
	}
	if p.If != "" {
		said += ", if " + p.If
	}
	return said
}

func ending(p rpdb.Path) string {
	switch {
	case p.Dropped != "":
		return "dropped: " + p.Dropped
	case !p.Arrives():
		return "dropped: " + string(p.Type)
	case p.Type != rpdb.Unicast:
		return "taken by this machine"
	}
	said := "leaves"
	if p.Provider != "" {
		said += " via " + p.Provider
	}
	if p.Hop.Via.IsValid() {
		said += ", gateway " + p.Hop.Via.String()
	}
	return said + ", interface " + p.Hop.Dev
}

// mark marks what a path passes.
func (g *Graph) mark(p rpdb.Path) {
	if p.Rule == nil {
		return
	}
	i := slices.IndexFunc(g.Decisions, func(d Decision) bool { return d.First <= p.Rule.Priority && p.Rule.Priority <= d.Last })
	if i < 0 { // a rule of others, whose place is known from --live alone
		return
	}
	d := &g.Decisions[i]
	d.OnWay = true
	d.Stopped = d.Stopped || !p.Arrives() && d.Stops != ""
	at := slices.IndexFunc(g.Providers, func(n Node) bool { return n.Name == p.Provider })
	if at < 0 || !p.Arrives() {
		return
	}
	g.Providers[at].OnWay = true
	if !slices.ContainsFunc(d.Targets, func(t Target) bool { return t.Provider == at }) {
		d.Targets = append(d.Targets, Target{Provider: at, Text: "this packet: via " + p.Provider})
	}
	for n := range d.Targets {
		if t := &d.Targets[n]; t.Provider == at && !t.OnWay {
			t.OnWay = true
			break
		}
	}
}
