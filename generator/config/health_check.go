package config

import (
	"cmp"
	"net/netip"
	"slices"
	"time"

	"github.com/hashicorp/hcl/v2"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// checkCounts: a provider is suspect before it is down.
func (h *health) checkCounts(f *faults) {
	suspect, fall := h.place("suspect"), h.place("fall")
	if suspect.state == wrong || fall.state == wrong || h.Suspect <= h.Fall {
		return
	}
	f.fail(suspect.or(fall.at), conflictingValue, "suspect (%d) is above fall (%d): the provider would be down before it is suspect. Write fall = %d or more, or a smaller suspect.", h.Suspect, h.Fall, h.Suspect)
}

// checkWindow refuses what can't be told from the probes of a window: a loss that one
// lost probe exceeds, a median of one or two, and a round trip that counts as no answer.
func (h *health) checkWindow(f *faults) {
	if h.place("window").state == wrong || h.place("interval").state == wrong {
		return
	}
	loss, latency, timeout := h.place("loss"), h.place("latency"), h.place("timeout")
	probes := int(h.Window / h.Interval)
	if loss.ok() && probes*h.Loss < 100 {
		needed := time.Duration((99+h.Loss)/h.Loss) * h.Interval
		f.fail(loss.at, conflictingValue, "A window of %s has %d probes %s apart, so that a single lost one is more than %d percent. Write window = %q, a shorter interval or a larger loss.",
			site.Short(h.Window), probes, site.Short(h.Interval), h.Loss, site.Short(needed))
	}
	if latency.ok() && probes < 3 {
		f.fail(latency.at, conflictingValue, "A window of %s has %d probes %s apart, and a median needs three. Write window = %q or more, or a shorter interval.",
			site.Short(h.Window), probes, site.Short(h.Interval), site.Short(3*h.Interval))
	}
	longest := cmp.Or(h.Timeout, maxTimeout)
	if latency.ok() && timeout.state != wrong && h.Latency >= longest {
		f.fail(latency.at, conflictingValue, "An answer that takes %s counts as none, since timeout is %s at most. Write a smaller latency, or a larger timeout.", site.Short(h.Latency), site.Short(longest))
	}
}

// checkHealth compares the health blocks with the other blocks.
func checkHealth(doc document) (f faults) {
	reach := indexed(doc.claims(linkNet, hostAddr, localNet)) // by whatever source a packet has
	marks := doc.settings.place("connection_marks")
	for i, p := range doc.providers {
		switch h := &p.health; {
		case h.Watched && !h.place("targets").written():
			f.fail(h.at, missingArgument, "targets is needed here, or in a health block of each provider. Write addresses that answer, such as targets = [\"192.0.2.53\", \"198.51.100.53\"].")
		case h.Watched:
			p.checkTargets(&f, i, doc.providers, reach)
			p.checkDNS(&f)
		case p.Metered:
			f.fail(p.place("metered").at, conflictingValue, "metered says how often health probes the provider, and there is no health block. Write health { targets = [\"192.0.2.53\", \"198.51.100.53\"] } in this provider or for all, or remove metered.")
		}
		if onDown := p.health.place("on_down"); onDown.ok() && !p.health.Keep && marks.ok() && !doc.settings.marks {
			f.fail(onDown.at, conflictingValue, "Only marked connections can be ended, and connection_marks is false (%s). Write on_down = \"keep\", or connection_marks = true.", line(marks.at))
		}
	}
	return f
}

// checkTargets compares the targets of a provider with what it has.
func (p *isp) checkTargets(f *faults, position int, all []*isp, reach *prefixIndex[claim]) {
	h := &p.health
	havers := []*isp{p} // who can have them
	if !h.own {
		havers = all
	}
	before := len(*f)
	targets := h.place("targets")
	var onLink []netip.Addr // zero: the gateway
	for n, item := range h.Targets {
		at := targets.items[n]
		link := item.IsGateway()
		if around := reach.around(netip.PrefixFrom(item.Address, item.Address.BitLen())); len(around) > 0 {
			if link = slices.ContainsFunc(around[0], func(c claim) bool { return c.kind == linkNet && c.owner == position }); !link {
				f.fail(at, conflictingValue, "%s is in %s, and is reached whether this provider works or not. Write an address behind the provider.", item.Address, around[0][0])
			}
		}
		if link {
			onLink = append(onLink, item.Address)
		}
		checkFamily(f, havers, item, at)
	}
	isWrong := func(u *uplink) bool { return u.place("gateway").state == wrong || u.place("address").state == wrong }
	if !targets.ok() || len(*f) > before || p.misspelt(ipv4.name) || p.misspelt(ipv6.name) || slices.ContainsFunc(p.sides(), isWrong) {
		return
	}
	model := p.model(false)
	if len(model.Targets(false))+len(model.Targets(true)) == 0 {
		f.fail(targets.at, conflictingValue, "None of these is a target for %s (%s): it has no addresses of their family, or no gateway. Write a health block with targets in that provider.", p.whose(), line(p.at))
		return
	}
	for _, in := range []family{ipv4, ipv6} {
		h.checkFew(f, p.whose(), in, model.Targets(in == ipv6), onLink)
	}
}

// checkFamily refuses a target that a provider can't have where it is named for that
// one, and one that no provider can have.
func checkFamily(f *faults, list []*isp, item site.Target, at hcl.Range) {
	in := familyOf(item.Address)
	switch {
	case item.IsGateway():
		hasGateway := func(p *isp) bool { return p.ipv4.place("gateway").written() || p.ipv6.place("gateway").written() }
		if !slices.ContainsFunc(list, hasGateway) {
			f.fail(at, conflictingValue, "There is no gateway here. Write gateway in ipv4 { } or ipv6 { } of %s, or an address that answers.", list[0].whose())
		}
	case !haveFamily(list, in):
		f.fail(at, conflictingValue, "%s is an %s address, and %s has none of that family. Write %s { } there, or remove this target.", item.Address, in.title, list[0].whose(), in.name)
	}
}

// checkFew warns about targets that say little, and refuses a quorum that they can't
// reach.
func (h *health) checkFew(f *faults, whose string, in family, targets []site.Target, onLink []netip.Addr) {
	written := h.place("targets").at
	near := func(t site.Target) bool { return slices.Contains(onLink, t.Address) }
	switch {
	case len(targets) == 0:
	case h.Quorum > len(targets):
		f.fail(h.place("quorum").or(h.at), conflictingValue, "%d targets have to answer, and %s is judged by %d in %s. Write more targets of that family, or a smaller quorum.", h.Quorum, whose, len(targets), in.title)
	case !slices.ContainsFunc(targets, func(t site.Target) bool { return !near(t) }) && !h.place("dns").written():
		f.warn(written, "No target behind the gateway", "A host on the link, such as a modem, still answers when the line behind it is dead, so the monitor would notice nothing. Write addresses behind it, too.")
	case len(targets) == 1:
		f.warn(written, "One target alone", "If this host alone fails, the monitor takes the provider for down. Write a second target, in another network, for %s.", in.title)
	}
}

// checkDNS refuses a server that another provider may lead to.
func (p *isp) checkDNS(f *faults) {
	server, dns := p.health.DNS.Server, p.health.place("dns")
	u, isMisspelt := p.side(familyOf(server)), p.misspelt(familyOf(server).name)
	leads := func(item site.Prefix) bool { return item.Contains(server) }
	if dns.ok() && !isMisspelt && u.place("routes").state != wrong && !slices.ContainsFunc(u.Routes, leads) {
		f.fail(dns.at, conflictingValue, "Packets to %s may leave by any provider, so its answer says nothing about this one. Write routes = [%q] in %s { } of this provider.", server, server, familyOf(server).name)
	}
}
