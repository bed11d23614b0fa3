package plan

import (
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/provider"
)

// anywhere is the destination of a default route.
var anywhere = netip.PrefixFrom(netip.IPv4Unspecified(), 0)

// builder collects a Plan, step by step.
type builder struct {
	set  provider.Set
	base int // priority of the first rule
	plan Plan
}

func (b *builder) add(s Section, op iproute.Op, p provider.Provider, why string, o provider.Origin) {
	if o.Line == 0 { // written nowhere: a default
		o = provider.Origin{File: b.set.File, Line: 1}
	}
	b.plan.Steps = append(b.plan.Steps, Step{Section: s, Op: op, Provider: p.Name, Why: why, Origin: o})
}

// everybody is the provider of steps that belong to none.
var everybody provider.Provider

func (b *builder) needs() {
	balanced := b.set.DefaultRoute.Providers
	for i, p := range b.set.Providers {
		b.plan.Needs = append(b.plan.Needs, Need{
			Provider: p.Name, Dev: p.Interface,
			Address: p.IPv4.Address, Gateway: p.IPv4.Gateway, Origin: p.IPv4.Origin,
			Source: len(balanced) > 1 && slices.Contains(balanced, i) && !p.Masquerade,
		})
	}
	for _, n := range b.set.Networks {
		b.plan.Needs = append(b.plan.Needs, Need{Dev: n.Interface, Origin: n.Origin})
	}
}

func (b *builder) tables() {
	b.plan.Tables.File = b.set.Settings.RTTables
	for _, p := range b.set.Providers {
		b.name(TableName{p.Table, p.Name, p.IPv4.Address.Addr(), p.Origin})
	}
	if b.ownTable() {
		b.name(TableName{b.set.Settings.TableBase, "splitroute", netip.Addr{}, b.set.DefaultRoute.Origin})
	}
}

func (b *builder) name(n TableName) { b.plan.Tables.Names = append(b.plan.Tables.Names, n) }

func (b *builder) sysctls() {
	if !b.set.Settings.ManageSysctls {
		return
	}
	seen := map[string]bool{}
	for _, p := range b.set.Providers {
		if !seen[p.Interface] {
			b.add(Sysctls, iproute.LooseReversePath(p.Interface), p,
				"answers may come in here that strict filtering would drop", p.Origin)
		}
		seen[p.Interface] = true
	}
	if value, ok := hashPolicy[b.set.Settings.HashPolicy]; ok {
		b.add(Sysctls, iproute.Sysctl{Key: "net/ipv4/fib_multipath_hash_policy", Value: value}, everybody,
			"what of a packet chooses among balanced providers", b.set.Settings.HashPolicyOrigin)
	}
}

// hashPolicy gives the values of net.ipv4.fib_multipath_hash_policy.
var hashPolicy = map[provider.HashPolicy]string{provider.HashL3: "0", provider.HashL4: "1"}

// mainTable reports whether the default goes to main, as in the document.
func (b *builder) mainTable() bool { return b.set.DefaultRoute.MainTable }

// ownTable reports whether there is anything to put in a default table of our
// own.
func (b *builder) ownTable() bool {
	if b.mainTable() {
		return false
	}
	if b.set.DefaultRoute.Declared {
		return true
	}
	for _, p := range b.set.Providers {
		if len(p.IPv4.Routes) > 0 {
			return true
		}
	}
	return false
}

// noHost is a source that no packet has, the limited broadcast address of
// RFC 919: a rule for it is told from all others at any priority.
var noHost = netip.MustParsePrefix("255.255.255.255/32")

// complete is the last step of all: scripts tell by it a setup that is whole
// from one that died half-way.
func (b *builder) complete() {
	b.plan.Sign = iproute.Rule{Priority: signPriority, From: noHost, Action: iproute.Nop()}
	b.add(Complete, b.plan.Sign, everybody, "the sign that everything above is in place", b.set.Settings.Origin)
}
