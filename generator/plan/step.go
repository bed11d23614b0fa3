package plan

import (
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Section is a part of the script. Sections follow one another in the order
// of their values, those of routes and rules once for each family.
type Section int

// The sections, in the order of the document.
const (
	Sysctls        Section = iota
	Marks                  // nft: connection marks and address translation
	ProviderTables         // a table per provider
	BalanceTables          // a table per list that rule blocks balance among
	NetworkRoutes          // providers' networks in the default table
	Rules                  // policy rules
	Default                // the default route
	Policies               // nft: marks for rule blocks
	Complete               // the marker rule
)

// String is the name of the section in data.
func (s Section) String() string {
	return [...]string{"sysctls", "marks", "provider_tables", "balance_tables", "network_routes", "rules", "default_route", "policies", "complete"}[s]
}

// Step is one operation and why it is there.
type Step struct {
	Section Section
	Op      iproute.Op
	// If is the condition for the step, as the name of a variable of the script
	// without its ending "_on" or "_off"; "" when the step is always done.
	If       string
	Provider string // the provider that the step serves, "" for all
	Why      string // for a reviewer, who reads it behind Block
	// Block names the block or attribute of the configuration that asks for the
	// step: provider.isp1.ipv4.gateway, provider.isp1, network.lan, rule.guests,
	// settings.hash_policy, default_route. Unlike Origin it stays the same when
	// lines move. A step with the name of an uplink (provider.isp1.ipv4), or of
	// an attribute of it, is skipped where that uplink is absent. A step that
	// stays then has the name of the whole provider (provider.isp1).
	Block string
	// Among are the names of the uplinks that the step's route chooses among, where
	// a monitor watches one of them. The step is skipped for those that it finds
	// down, unless that would leave none. OrDefault, the last one, says that none may
	// be left: packets go on to the default route then.
	Among  []string
	Origin site.Origin
}

// OrDefault ends Step.Among where none of the uplinks need be left.
const OrDefault = "default"

// Title is the heading of the step's section, for people.
func (s Step) Title() string {
	name := [...]string{
		"Sysctls",
		"Connection marks and address translation",
		"a table for each provider",
		"a table for each list that rules balance among",
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

// Uplink is the name of the uplink (provider.isp1.ipv4) without which the step
// is skipped, "" for none.
func (s Step) Uplink() string {
	parts := strings.SplitN(s.Block, ".", 4)
	if len(parts) < 3 || parts[0] != "provider" {
		return ""
	}
	return strings.Join(parts[:3], ".")
}
