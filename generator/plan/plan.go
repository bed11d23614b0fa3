// Package plan decides what is done, in which order, and why. A Plan is data:
// every step carries its operation, its reason and the line of the
// configuration that it comes from.
//
// # The order of the rules
//
// Priorities count from Settings.PriorityBase:
//
//	   0+ID  to <provider's network> lookup main, narrower networks only,
//	         and then goto +901                  not with table = "main"
//	 900     lookup main, defaults left out      not with table = "main"
//	 901     nop, where goto goes on             not with table = "main"
//	 900     to link-local addresses lookup main IPv6 with table = "main"
//	1000+ID  fwmark <provider's mark> lookup <provider>
//	1900     fwmark <provider's mark> unreachable
//	1949     to <provider's network> oif <its interface> lookup main   IPv4, where the next one is
//	1950     iif lo <what a rule block selects> goto +3949, where that lets nothing else out
//	2000+ID  from <provider's address> lookup <provider>
//	3000+ID  from <provider's prefixes> lookup <provider>
//	         and, in IPv6, from <provider's network>
//	3900     from <provider's address and prefixes> unreachable
//	3949     nop, where that goto goes on
//	3950     lookup the default table, defaults left out   where there are rule blocks, and with
//	         routes of providers or table = "main"
//	4000+n   <what rule block n selects> lookup <provider>, and then, if asked for, unreachable
//	7999     from <provider's address> lookup <provider>, and then unreachable
//	         only where nft marks packets for rule blocks
//	8000     lookup splitroute                   not with table = "main"
//
// and, at 32765, nop for a source that no packet has: the sign of a complete
// setup.
//
// Main is looked at first, for connected, VPN and container networks, and its
// default is ignored. A host in a provider's network can come in by another
// provider; it must be answered by that other one, so packets to providers'
// networks skip main, but for narrower networks inside them.
//
// What belongs to a provider, a connection or a source, never leaves by
// another one: that one would drop it. So where a lookup finds nothing, because
// the provider's interface is down, the packet goes no further. Those rules
// come behind all lookups of their kind, lest they catch a packet between the
// removal of an old lookup and of its companion.
//
// A rule block with otherwise = "unreachable" also holds for what this machine
// sends from the address of another provider. That need not be asked for: when
// IPv6 finds no way, it chooses a source and looks again (ip6_dst_lookup_tail
// in net/ipv6/ip6_output.c), and would find one by the rule for that address.
//
// A rule block whose lists are long is a set of nft that marks packets, and
// one rule that reads the mark. The source of what this machine sends itself
// was chosen before nft sees it; so the rules for addresses of providers pass
// over packets with a mark of ours, and nft translates the source.
//
// # The order of the steps
//
//  1. sysctls
//  2. marks: the nft table that marks connections and translates addresses
//  3. all of IPv4: the providers' tables, the network routes of the default
//     table, the rules, the default route
//  4. all of IPv6, likewise
//  5. policies: the nft table that marks packets for rule blocks
//  6. the marker rule
//
// Nothing that a packet can reach is added before what it leads to: tables come
// before the rules that look them up, rules in the order in which the kernel
// reads them, the default route last, and packets are marked for rule blocks
// only when the rules that read the marks are there. A goto is the exception:
// the kernel skips it until its target is there (FR_ACT_GOTO in
// net/core/fib_rules.c). A script that is killed after any step leaves a router
// on which everything that worked still does.
package plan

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/provider"
)

// Offsets of the rules' priorities, see the package comment.
const (
	skipMain     = 0
	lookMain     = provider.MaxID + 1
	behindMain   = 901
	connection   = 1000
	noConnection = 1900
	onLink       = 1949
	confine      = 1950
	fromAddress  = 2000
	fromPrefix   = 3000
	noSource     = 3900
	confined     = 3949
	keepRoutes   = 3950
	policy       = provider.PolicyOffset
	addressAgain = policy + provider.MaxRules + 1
	lookDefault  = provider.DefaultOffset
	lastPriority = provider.Priorities - 1
)

// Plan is everything that a setup does.
type Plan struct {
	File   string          // the name of the configuration
	Origin provider.Origin // of what belongs to no provider
	Tags   [2]int          // routing protocol numbers: one is in use, one is free
	Needs  []Need          // what must be there before anything is done
	Tables Tables
	Steps  []Step
	// FirstPriority to LastPriority is the range that belongs to us.
	FirstPriority, LastPriority int
	BehindMain, Confined        int          // priorities at which jumps end
	Marker                      iproute.Rule // the last step: all others are done
	MainFirst                   bool         // main is looked at before our own tables
	MarkMask                    uint32       // bits of the marks of connections; 0: they are not marked
	IPv6                        bool         // there are steps in IPv6
	// NeedsIPv6: without it, a setup makes no sense. Where only rule blocks hold in
	// IPv6, too, a machine may have none.
	NeedsIPv6 bool
	Any       []Any
	Strict    []string // interfaces whose reverse path filter should be loose, and is left alone
}

// Need is what has to be there when a script runs.
type Need struct {
	Provider string // "" for a local network
	Dev      string
	IPv6     bool
	Address  netip.Prefix // on Dev; zero: any or none
	Gateway  netip.Addr   // mustn't be an address of this machine; zero: none
	// AutoAddress and AutoGateway: the script reads them.
	AutoAddress, AutoGateway bool
	Optional                 bool // without it, the steps that need it are left out
	// Read are the variables that hold what is read, without Variable, which
	// begins their names: none when all is known.
	Variable string
	Read     []string
	// The rule from the address and the table by which a later script finds
	// what was read.
	Priority, Table int
	// Source tells that the kernel has to choose Address for what leaves by
	// Dev to Gateway: a balanced route can't name it.
	Source bool
	Block  string // its name, as in Step: of an uplink or of a local network
	Origin provider.Origin
}

// Any is there when one of others is.
type Any struct {
	Variable string
	Of       []string
}

// Tables are the numbers that the plan uses and the names that they get.
type Tables struct {
	File  string // where names are written, "" for nowhere
	Names []TableName
}

// TableName is one line of rt_tables.
type TableName struct {
	Number    int
	Name      string
	Mark      uint32         // of the provider's connections
	Addresses []iproute.Addr // of the provider, one for each family; none for the default table
	Block     string         // its name, as in Step
	Origin    provider.Origin
}

// Section is a part of the script. Sections follow one another in the order
// of their values, those of routes and rules once for each family.
type Section int

// The sections, in the order of the document.
const (
	Sysctls        Section = iota
	Marks                  // connection marks and network address translation
	ProviderTables         // a table per provider
	NetworkRoutes          // providers' networks in the default table
	Rules                  // which table to look in
	Default                // the default route
	Policies               // packets are marked for rule blocks
	Complete               // the sign that all is there
)

// String is the name of the section in data.
func (s Section) String() string {
	return [...]string{"sysctls", "marks", "provider_tables", "network_routes", "rules", "default_route", "policies", "complete"}[s]
}

// Step is one operation and why it is there.
type Step struct {
	Section Section
	Op      iproute.Op
	// If names what has to be there when the script runs for the step to be
	// done, as a variable without its ending "_on" or "_off"; "" when it always
	// is.
	If       string
	Provider string // whose it is, "" for everybody's
	Why      string
	// Block names the block or attribute of the configuration that asks for the
	// step: provider.isp1.ipv4.gateway, provider.isp1, network.lan, rule.guests,
	// settings.hash_policy, default_route. Unlike Origin it stays the same when
	// lines move. The name of an uplink, provider.isp1.ipv4, or of an attribute
	// of one also says that the step is left out where that uplink is absent;
	// what is done for a provider all the same has the name of the whole,
	// provider.isp1.
	Block  string
	Origin provider.Origin
}

// Title is the heading, for people, of the part that the step is in.
func (s Step) Title() string {
	name := [...]string{
		"Sysctls",
		"Connection marks and address translation",
		"a table for each provider",
		"the providers' networks, in the default table",
		"policy rules",
		"default route",
		"Packets that nft marks for rule blocks",
		"Marker rule",
	}[s.Section]
	if s.Section < ProviderTables || s.Section > Default {
		return name
	}
	return title(s.IPv6()) + ": " + name
}

// IPv6 reports whether the step adds a route or a rule of IPv6.
func (s Step) IPv6() bool {
	switch op := s.Op.(type) {
	case iproute.Route:
		return op.IPv6
	case iproute.Rule:
		return op.IPv6
	}
	return false
}

// Uplink is the name of the uplink without which the step is left out,
// provider.isp1.ipv4, or "" for none.
func (s Step) Uplink() string {
	parts := strings.SplitN(s.Block, ".", 4)
	if len(parts) < 3 || parts[0] != "provider" {
		return ""
	}
	return strings.Join(parts[:3], ".")
}

// New plans what a configuration asks for.
func New(set provider.Set) Plan {
	b := builder{set: set, base: set.Settings.PriorityBase}
	b.inet, b.inet6 = b.allUplinks(false), b.allUplinks(true)
	b.marksPackets = slices.ContainsFunc(set.Rules, func(r provider.Rule) bool { return r.Mark != 0 })
	b.needs()
	b.tables()
	b.sysctls()
	b.marks()
	for _, ipv6 := range b.ruleFamilies() {
		first := len(b.plan.Steps)
		b.providerTables(ipv6)
		b.networkRoutes(ipv6)
		b.rules(ipv6)
		b.defaultRoute(ipv6)
		if ipv6 && len(b.inet6) == 0 {
			b.whereIPv6Is(b.plan.Steps[first:])
		}
	}
	b.policies()
	b.complete()
	b.plan.File, b.plan.Origin = set.File, set.Settings.Origin
	b.plan.Tags = set.Settings.Protocols
	b.plan.FirstPriority = b.base
	b.plan.LastPriority = b.base + lastPriority
	b.plan.BehindMain, b.plan.Confined = b.base+behindMain, b.base+confined
	b.plan.MainFirst = !b.mainTable()
	b.plan.IPv6, b.plan.NeedsIPv6 = slices.Contains(b.ruleFamilies(), true), len(b.inet6) > 0
	if set.Settings.ConnectionMarks {
		b.plan.MarkMask = set.Settings.MarkMask
	}
	return b.plan
}

// Providers is how many providers there are.
func (p Plan) Providers() int {
	names := map[string]bool{}
	for _, n := range p.Uplinks() {
		names[n.Provider] = true
	}
	return len(names)
}

// Uplinks are the needs of the providers.
func (p Plan) Uplinks() []Need {
	var uplinks []Need
	for _, n := range p.Needs {
		if n.Provider != "" {
			uplinks = append(uplinks, n)
		}
	}
	return uplinks
}
