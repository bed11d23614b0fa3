package graph

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// maxValues is how many values of a selector are listed.
const maxValues = 5

// block is the decision of a rule block.
func (d *drawer) block(r site.Rule) Decision {
	decided := Decision{Title: "rule " + r.Name}
	f := selector.Family{Match: r.Match, From: prefixes(r.From), To: prefixes(r.To)}
	for _, a := range f.Attributes() {
		decided.Lines = append(decided.Lines, a.Name+" "+strings.Join(some("", a.Values, maxValues), ", "))
	}
	if len(decided.Lines) == 0 {
		decided.Lines = []string{"all packets"}
	}
	if plan.NeedsMark(&r) {
		decided.Lines = append(decided.Lines, fmt.Sprintf("marked %#x by nft", plan.RuleMarks(d.set)[r.Name]))
	}
	decided.Targets = d.targets(r)
	if r.Default {
		decided.Lines = append(decided.Lines, "goes on at the default route")
	}
	if r.Unreachable {
		decided.Stops = "otherwise unreachable"
	}
	return decided
}

func prefixes(list []site.Prefix) (all []netip.Prefix) {
	for _, p := range list {
		all = append(all, p.Prefix)
	}
	return all
}

// targets are the providers of a rule block.
func (d *drawer) targets(r site.Rule) []Target {
	var all []Target
	for n, i := range r.Via {
		t := Target{Provider: i, Text: "via " + d.set.Providers[i].Name}
		switch {
		case r.Balance && len(r.Via) > 1:
			t.Text += ", " + d.share(r.Via, i)
		case n > 0:
			t.Text, t.Backup = "otherwise "+t.Text, true
		}
		t.Text += d.only(i, r.HasFamily)
		all = append(all, t)
	}
	return all
}

// only names the family that a provider has, where a decision is about both.
func (d *drawer) only(i int, about func(ipv6 bool) bool) string {
	p := d.set.Providers[i]
	families := d.families()
	switch {
	case len(families) < 2 || !about(false) || !about(true) || p.IPv4.Declared == p.IPv6.Declared:
		return ""
	case p.IPv4.Declared:
		return " (IPv4)"
	}
	return " (IPv6)"
}

// defaultTargets are the providers of the default route, and where they have no
// decision of their own, those of routes.
func (d *drawer) defaultTargets() []Target {
	always := func(bool) bool { return true }
	var all []Target
	if !d.hasRoutesStage() {
		all = d.routes()
	}
	r := d.set.DefaultRoute
	for _, i := range r.Providers {
		t := Target{Provider: i, Text: "via " + d.set.Providers[i].Name}
		if len(r.Providers) > 1 {
			t.Text += ", " + d.share(r.Providers, i)
		}
		t.Text += d.only(i, always)
		all = append(all, t)
	}
	for n, i := range r.Backups {
		all = append(all, Target{
			Provider: i, Text: fmt.Sprintf("backup %d: via %s", n+1, d.set.Providers[i].Name) + d.only(i, always), Backup: true,
		})
	}
	return all
}

func (d *drawer) hasRoutesStage() bool {
	return slices.ContainsFunc(d.plan.Decisions(), func(of plan.Decision) bool { return of.Stage == plan.StageRoutes })
}

// routes are the destinations that are always reached by a provider.
func (d *drawer) routes() []Target {
	var all []Target
	for i, p := range d.set.Providers {
		list := prefixTexts(slices.Concat(p.IPv4.Routes, p.IPv6.Routes))
		for _, text := range some("", list, maxValues) {
			all = append(all, Target{Provider: i, Text: "to " + text + " via " + p.Name})
		}
	}
	return all
}
