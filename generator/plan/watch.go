package plan

import (
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Watch is what a monitor finds up or down: a provider, or one family of it where each
// has targets of its own.
type Watch struct {
	Name    string   // isp1, or isp1/ipv4 for one family
	Uplinks []string // their names, as in Step.Block
	Mark    uint32   // of the provider's connections
	Metered bool
	Health  site.Health
	Targets []WatchTarget
	Origin  site.Origin
}

// WatchTarget is what is probed through an uplink.
type WatchTarget struct {
	Address iproute.Addr // the zero Addr: the gateway
	Uplink  string
	Dev     string
}

// watched adds what a monitor watches, in the order of the providers.
func (b *builder) watched() {
	for i, p := range b.set.Providers {
		if !p.Health.Watched {
			continue
		}
		var groups []Watch
		var unprobed []string
		for _, ipv6 := range []bool{false, true} {
			u, has := b.uplink(i, ipv6)
			if targets := u.targets(); has && len(targets) > 0 {
				groups = append(groups, b.watch(u, targets))
			} else if has {
				unprobed = append(unprobed, u.block())
			}
		}
		if len(groups) == 1 { // the other family is taken to be what this one is
			groups[0].Name = p.Name
			groups[0].Uplinks = append(groups[0].Uplinks, unprobed...)
		}
		b.plan.Watches = append(b.plan.Watches, groups...)
	}
	for _, ipv6 := range b.families() {
		for _, u := range b.chosen(b.set.DefaultRoute.Providers, ipv6) {
			b.plan.Preferred = append(b.plan.Preferred, u.block())
		}
		for _, u := range b.chosen(b.set.DefaultRoute.Backups, ipv6) {
			b.plan.Backups = append(b.plan.Backups, u.block())
		}
	}
}

func (b *builder) watch(u uplink, targets []WatchTarget) Watch {
	w := Watch{
		Name: u.Name + "/" + family(u.ipv6), Uplinks: []string{u.block()},
		Metered: u.Metered, Health: u.Health, Targets: targets, Origin: u.Health.Origin,
	}
	if b.set.Settings.ConnectionMarks {
		w.Mark = MarkOf(b.set.Settings, u.Provider)
	}
	w.Health.Quorum = min(max(w.Health.Quorum, 1), len(targets))
	return w
}

// targets are those that the uplink is judged by.
func (u uplink) targets() []WatchTarget {
	var list []WatchTarget
	for _, t := range u.Targets(u.ipv6) {
		list = append(list, WatchTarget{Address: iproute.KnownAddr(t.Address), Uplink: u.block(), Dev: u.Interface})
	}
	return list
}

// WatchedAs are the uplinks of what is watched under a name: a provider, or one of its
// families (isp1/ipv4).
func (p Plan) WatchedAs(name string) []string {
	var uplinks []string
	for _, w := range p.Watches {
		if provider, _, _ := strings.Cut(w.Name, "/"); name == w.Name || name == provider {
			uplinks = append(uplinks, w.Uplinks...)
		}
	}
	return uplinks
}

// WatchNames are the names of all that is watched.
func (p Plan) WatchNames() []string {
	var names []string
	for _, w := range p.Watches {
		names = append(names, w.Name)
	}
	return names
}
