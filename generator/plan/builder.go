package plan

import (
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// builder makes a Plan, step by step.
type builder struct {
	set         site.Site
	base        int // priority of the first rule
	plan        Plan
	inet, inet6 []uplink          // those of IPv4, those of IPv6
	ruleMarks   map[string]uint32 // see RuleMarks
	shared      []sharedTable
	added       map[iproute.Rule]bool
}

// add adds a step.
func (b *builder) add(s Section, op iproute.Op, from place, why string) {
	if from.origin.Line == 0 { // written nowhere: a default
		from.origin = site.Origin{File: b.set.File, Line: 1}
	}
	b.plan.Steps = append(b.plan.Steps, Step{
		Section: s, Op: op, If: from.present, Provider: from.provider, Why: why, Block: from.block, Origin: from.origin,
	})
}

// whereIPv6Is makes steps depend on whether the machine has IPv6.
func (*builder) whereIPv6Is(steps []Step) {
	for i := range steps {
		steps[i].If = "ipv6"
	}
}

func (b *builder) needs() {
	for i := range b.set.Providers {
		for _, ipv6 := range []bool{false, true} {
			if u, ok := b.uplink(i, ipv6); ok {
				b.plan.Needs = append(b.plan.Needs, b.need(u, i))
			}
		}
	}
	for _, n := range b.set.Networks {
		b.plan.Needs = append(b.plan.Needs, b.needNetwork(n))
	}
}

// needNetwork is the interface of a local network, on which IPv6 must be on where
// routes lead there, and, where main isn't written, its routes to what is behind
// another router.
func (b *builder) needNetwork(n site.Network) Need {
	need := Need{Dev: n.Interface, IPv6: b.mainTable() && len(b.inet6) > 0 && len(site.OfFamily(n.Prefixes, true)) > 0, Gateway: n.Gateway, Block: networkBlock(n), Origin: n.Origin}
	if n.Gateway.IsValid() && !b.mainTable() {
		need.Behind = site.OfFamily(n.Prefixes, n.Gateway.Is6())
	}
	return need
}

func (b *builder) need(u uplink, position int) Need {
	n := Need{
		Provider: u.Name, Dev: u.Interface, IPv6: u.ipv6, Block: u.block(), Origin: u.side.Origin,
		Address: u.side.Address, Gateway: u.side.Gateway,
		AutoAddress: u.side.AutoAddress, AutoGateway: u.side.AutoGateway,
		Optional: u.Optional, Required: !u.Optional && len(b.set.Providers) > 1,
		Variable: u.variable(),
	}
	if n.AutoAddress {
		n.PassOver = b.othersOn(u)
	}
	if n.Delegated = u.side.Delegated; n.Delegated {
		n.Lone, n.Others = b.writtenPrefixes()
	}
	// In IPv6 the kernel prefers addresses of the outgoing interface (RFC 6724,
	// section 5, rule 5).
	n.Source = !u.ipv6 && b.isHop(position, false) && !u.side.Masquerade && !u.side.AutoAddress
	return n
}

// writtenPrefixes are the IPv6 prefixes in the configuration that providers route to this
// site. alone: exactly one provider delegates others, so those in main are of this one.
func (b *builder) writtenPrefixes() (alone bool, all []netip.Prefix) {
	reading := 0
	for _, u := range b.inet6 {
		if u.side.Delegated {
			reading++
		}
		for _, p := range u.side.Prefixes {
			all = append(all, p.Prefix)
		}
	}
	return reading == 1, all
}

func (b *builder) tables() {
	b.plan.Tables.File = b.set.Settings.RTTables
	for _, p := range b.set.Providers {
		b.name(TableName{Number: p.Table, Name: p.Name, Mark: MarkOf(b.set.Settings, p), Block: providerBlock(p), Origin: p.Origin})
	}
	if slices.ContainsFunc(b.families(), b.ownTable) {
		b.name(TableName{Number: b.defaultTable(), Name: "splitroute", Block: defaultBlock, Origin: b.set.DefaultRoute.Origin})
	}
	for _, s := range b.shared {
		if slices.ContainsFunc(b.families(), func(ipv6 bool) bool { return b.isFilled(s, ipv6) }) {
			b.name(TableName{Number: s.number, Name: s.name, Block: s.place().block, Origin: s.origin()})
		}
	}
}

func (b *builder) name(n TableName) { b.plan.Tables.Names = append(b.plan.Tables.Names, n) }

func (b *builder) sysctls() {
	for _, ipv6 := range b.families() {
		b.linkSysctls(ipv6)
	}
	from := place{block: attributeOf("settings", "hash_policy"), origin: b.set.Settings.HashPolicyOrigin}
	for _, ipv6 := range b.families() {
		for _, s := range hashPolicy[b.set.Settings.HashPolicy] {
			b.add(Sysctls, iproute.Sysctl{Key: "net/" + family(ipv6) + "/fib_multipath_hash_" + s.of, Value: s.value}, from, s.why)
		}
	}
}

// linkSysctls sets the sysctls of the providers' interfaces, before any route is added:
// ignore_routes_with_linkdown counts only for multipath routes that are added later.
func (b *builder) linkSysctls(ipv6 bool) {
	for _, u := range b.uplinks(ipv6) {
		if !b.set.Settings.ManageSysctls {
			if !slices.Contains(b.plan.Unmanaged[ipv6], u.Interface) {
				b.plan.Unmanaged[ipv6] = append(b.plan.Unmanaged[ipv6], u.Interface)
			}
			continue
		}
		why := "routes count only with a carrier"
		if !ipv6 { // IPv6 has no rp_filter
			why = "rp_filter loose, for replies; " + why
			b.add(Sysctls, iproute.LooseReversePath(u.Interface), u.placeOf("").at(u.Origin), why)
		}
		b.add(Sysctls, iproute.IgnoreLinkdown(ipv6, u.Interface), u.placeOf("").at(u.Origin), why)
	}
}

// hashPolicy gives what follows fib_multipath_hash_ for each policy. The fields, of
// which 1 is the source (FIB_MULTIPATH_HASH_FIELD_SRC_IP in include/net/ip_fib.h),
// count with policy 3 alone, so they come first.
var hashPolicy = map[site.HashPolicy][]struct{ of, value, why string }{
	site.HashL3: {{"policy", "0", whichFields}},
	site.HashL4: {{"policy", "1", whichFields}},
	site.HashSource: {
		{"fields", "1", "with the next one: the source address alone"},
		{"policy", "3", whichFields},
	},
}

const whichFields = "which fields of a packet choose the provider of a balanced route"

// family is the name of a family in /proc/sys/net and in a configuration.
func family(ipv6 bool) string {
	if ipv6 {
		return "ipv6"
	}
	return "ipv4"
}

// title is the name of a family for people.
func title(ipv6 bool) string {
	if ipv6 {
		return "IPv6"
	}
	return "IPv4"
}

// mainTable reports whether the default route goes to main, as in the LARTC
// HOWTO.
func (b *builder) mainTable() bool { return b.set.DefaultRoute.MainTable }

// ownTable reports whether a family has routes for a default table of our own.
func (b *builder) ownTable(ipv6 bool) bool {
	if b.mainTable() {
		return false
	}
	d := b.set.DefaultRoute
	if len(b.chosen(d.Providers, ipv6))+len(b.chosen(d.Backups, ipv6)) > 0 {
		return true
	}
	return b.hasRoutes(ipv6)
}

// noHost is a source address that no packet has, the limited broadcast address
// (RFC 919). A rule for it can't be mistaken for any other.
var noHost = netip.MustParsePrefix("255.255.255.255/32")

// complete adds the marker rule, the last step. Scripts see by it whether a
// setup is complete or was interrupted. It is an IPv4 rule even where all else
// is IPv6, so that there is one place to look.
func (b *builder) complete() {
	b.plan.Marker = iproute.Rule{Priority: MarkerPriority, From: iproute.KnownPrefix(noHost), Action: iproute.Nop()}
	b.add(Complete, b.plan.Marker, b.settingsPlace(), "marker: setup is complete")
}
