package plan

import (
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Offsets of the priorities, see the package comment.
const (
	firstRule    = 0
	skipMain     = 0
	lookMain     = MaxID + 1
	behindMain   = 901
	connection   = 1000
	noConnection = 1900
	refuse       = 1948
	onLink       = 1949
	confine      = 1950
	fromAddress  = 2000
	fromPrefix   = 3000
	noSource     = 3900
	confined     = 3949
	keepRoutes   = 3950
	policy       = PolicyOffset
	addressAgain = policy + MaxRules + 1
	bound        = addressAgain + 1
	lookDefault  = DefaultOffset
	lastPriority = Priorities - 1
)

// Plan is all that a setup does.
type Plan struct {
	File   string      // the name of the configuration
	Origin site.Origin // of the settings block, or line 1
	Tags   [2]int      // routing protocol numbers: one is in use, one is free
	Needs  []Need      // what must be there before anything is done
	Tables Tables
	Steps  []Step
	// FirstPriority to LastPriority is the range that belongs to us.
	FirstPriority, LastPriority int
	Marker                      iproute.Rule // the marker rule, the last step
	MainFirst                   bool         // main is looked up before our own tables
	MarkMask                    uint32       // bits of connection marks that are ours; 0: connections are not marked
	IPv6                        bool         // some steps are IPv6
	// NeedsIPv6: a provider has IPv6, so the machine must have it. It need not
	// where the only IPv6 steps are those of rule blocks.
	NeedsIPv6 bool
	// Unmarked: there are several providers, and connections aren't marked, though the
	// configuration doesn't say that they shouldn't be.
	Unmarked bool
	// OwnDefault: a table of our own has a default route.
	OwnDefault bool
	// Unmanaged are the interfaces of the providers, in IPv4 (false) and IPv6
	// (true), where no sysctl may be set.
	Unmanaged map[bool][]string
	Watched   []site.Provider // those that a monitor watches
	// Watches are what a monitor watches, and Preferred and Backups the uplinks of the
	// default route.
	Watches            []Watch
	Preferred, Backups []string
}

// Need is something that must be there when a script runs: an uplink, or the
// interface of a local network.
type Need struct {
	Provider string // "" for a local network
	Dev      string
	IPv6     bool         // of an uplink: its family; of a local network: whether it needs IPv6
	Address  netip.Prefix // on Dev; zero: any or none
	Gateway  netip.Addr   // must not be an address of this machine; zero: none
	// AutoAddress and AutoGateway: the script reads them when it runs.
	AutoAddress, AutoGateway bool
	Optional                 bool   // where it is absent, steps that need it are skipped
	Required                 bool   // there are others, and yet nothing is set up without it
	Variable                 string // begins the names of variables that hold what the script reads
	// PassOver are prefixes whose addresses on Dev are not meant by AutoAddress.
	PassOver []netip.Prefix
	// Delegated: the script reads prefixes that are routed to this site; Lone: no
	// other provider's prefixes are read. Others are prefixes that are written.
	Delegated, Lone bool
	Others          []netip.Prefix
	// Source: the kernel must choose Address by itself for packets that leave via
	// Gateway, since a multipath route can't name a source address.
	Source bool
	// Behind are the prefixes of a local network behind Gateway that main must have
	// a route to.
	Behind []netip.Prefix
	Block  string // its name, as in Step: of an uplink or of a local network
	Origin site.Origin
}

// Tables are the numbers that the plan uses and the names that they get.
type Tables struct {
	File  string // where names are written, "" for nowhere
	Names []TableName
}

// TableName is one line of rt_tables.
type TableName struct {
	Number int
	Name   string
	Mark   uint32 // of the provider's connections
	Block  string // its name, as in Step
	Origin site.Origin
}

// New plans what a configuration asks for.
func New(set site.Site) Plan {
	b := builder{set: set, base: set.Settings.PriorityBase, added: map[iproute.Rule]bool{}, plan: Plan{Unmanaged: map[bool][]string{}}}
	b.inet, b.inet6 = b.allUplinks(false), b.allUplinks(true)
	b.ruleMarks = RuleMarks(set)
	b.shareTables()
	b.needs()
	b.tables()
	b.sysctls()
	b.marks()
	for _, ipv6 := range b.ruleFamilies() {
		first := len(b.plan.Steps)
		b.providerTables(ipv6)
		b.balanceTables(ipv6)
		b.networkRoutes(ipv6)
		b.rules(ipv6)
		b.defaultRoute(ipv6)
		if ipv6 && len(b.inet6) == 0 {
			b.whereIPv6Is(b.plan.Steps[first:])
		}
	}
	b.policies()
	b.complete()
	b.watched()
	b.plan.File, b.plan.Origin = set.File, set.Settings.Origin
	b.plan.Tags = set.Settings.Protocols
	b.plan.FirstPriority = b.base
	for _, p := range b.set.Providers {
		if p.Health.Watched {
			b.plan.Watched = append(b.plan.Watched, p)
		}
	}
	b.plan.LastPriority = b.base + lastPriority
	b.plan.MainFirst = !b.mainTable()
	b.plan.IPv6, b.plan.NeedsIPv6 = slices.Contains(b.ruleFamilies(), true), len(b.inet6) > 0
	b.plan.Unmarked = len(set.Providers) > 1 && !set.Settings.ConnectionMarks && !set.Settings.MarksWritten
	b.plan.OwnDefault = !b.mainTable() && len(set.DefaultRoute.Providers)+len(set.DefaultRoute.Backups) > 0
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
