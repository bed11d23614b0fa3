package acceptance

import (
	"cmp"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// question is a packet to send and where it, or its answer, should leave.
type question struct {
	name   string
	flow   rehearsal.Flow
	want   path
	packet packet   // that of flow, if it begins at the site
	also   []packet // more packets like it, where one could take the right path by chance
	notAll string   // a provider that some of these should not leave by
	// unexplained: "explain" doesn't know what is between the two ends, so an answer
	// has to be seen.
	unexplained bool
}

// parts are the single packets of a question.
func (q question) parts() []question {
	parts := []question{q}
	for _, p := range q.also {
		part := q
		part.packet, part.flow = p, p.flow()
		parts = append(parts, part)
	}
	return parts
}

// outcome is what the laboratory saw of a packet.
type outcome struct {
	by       string // the provider that it left by, or its answer; "" for none
	source   netip.Addr
	answered bool
	refusal  string // of the sender's kernel
	dropped  string // why the answer was dropped, "" if it wasn't
}

// seen is what a report says of one packet.
func seen(r rehearsal.Report) outcome {
	s := outcome{by: r.Provider(), answered: r.Answered > 0, refusal: r.Refusal}
	if len(r.Legs) > 0 {
		s.source = r.Legs[0].Source
	}
	return s
}

// tally counts the packets that left by each provider.
func tally(list []outcome) string {
	counts := map[string]int{}
	for _, s := range list {
		counts[s.by]++
	}
	var parts []string
	for _, by := range slices.Sorted(maps.Keys(counts)) {
		parts = append(parts, fmt.Sprintf("%d by %s", counts[by], cmp.Or(by, "none")))
	}
	return strings.Join(parts, ", ")
}

func (q question) sent() string {
	return describe(q.flow)
}

// asWanted reports whether a packet left as the configuration says. If the provider
// masquerades, the packet must have a source that the provider accepts.
func (w scenario) asWanted(q question, s outcome) bool {
	if s.by == "" {
		return len(q.want.by) == 0 || q.want.orNot
	}
	by, found := w.numberOf(s.by)
	return slices.Contains(q.want.by, by) && found && w.rightSource(q.packet, s.source, by)
}

// describe is what was seen, for people.
func (w scenario) describe(s outcome) string {
	if s.by == "" {
		if s.refusal != "" {
			return "did not leave (" + lastPart(s.refusal) + ")"
		}
		return "did not leave"
	}
	text := fmt.Sprintf("by %s from %v", s.by, s.source)
	by, found := w.numberOf(s.by)
	switch {
	case s.answered:
		return text + ", answered"
	case found && w.foreign(s.source, by):
		return text + ", which " + s.by + " drops: nothing has translated it"
	case s.dropped != "":
		return text + ", answer " + s.dropped
	}
	return text + ", not answered"
}

// foreign reports whether a provider drops what comes from an address.
func (w scenario) foreign(a netip.Addr, by int) bool {
	side := w.set.Providers[by].Side(a.Is6())
	return a != side.Address.Addr() && !inPrefixes(side.Prefixes, a)
}

// lastPart is the cause in an error of package net.
func lastPart(text string) string { return strings.TrimSpace(text[strings.LastIndex(text, ": ")+1:]) }

// wanted is what should have been seen, for people.
func (w scenario) wanted(q question) string {
	if len(q.want.by) == 0 {
		return "it not to leave (" + q.want.because + ")"
	}
	text := fmt.Sprintf("by %s (%s)", w.names(q.want.by), q.want.because)
	if to, by := q.packet.to, q.want.by[0]; to.IsValid() && len(q.want.by) == 1 {
		switch side := w.set.Providers[by].Side(to.Is6()); {
		case w.keepsSource(q.packet, by):
			text += fmt.Sprintf(" from %v, which masquerade_except keeps", q.packet.from)
		case side.Masquerade && w.foreign(q.packet.from, by):
			text += fmt.Sprintf(" from %v", side.Address.Addr())
		}
	}
	return text
}

// numberOf is the position of a provider.
func (w scenario) numberOf(name string) (int, bool) {
	i := slices.IndexFunc(w.set.Providers, func(p site.Provider) bool { return p.Name == name })
	return i, i >= 0
}
