// Package site is the model that the rest of the generator works on: what
// a router has, in checked values. Nothing in it knows HCL, a shell or the
// kernel's interfaces, and nothing in it is a pointer, so a Site can be printed,
// and compared with go-cmp. Nobody changes one after it is made.
//
// Whoever builds a Site (package config does) guarantees that it is valid:
// every name and address is safe to print in a script, every reference points
// to something that is there. Packages that read a Site do not check again.
package site

import (
	"net/netip"
	"strconv"
)

// Origin is where in the configuration a value was written.
type Origin struct {
	File string // base name, reduced to characters that are safe in a script
	Line int    // from 1
}

// String returns "file:line", the form in which scripts and plans quote it.
func (o Origin) String() string { return o.File + ":" + strconv.Itoa(o.Line) }

// Site is a whole configuration.
type Site struct {
	File         string // as in Origin.File
	Settings     Settings
	Providers    []Provider // in file order, at least one
	Networks     []Network  // in file order
	Rules        []Rule     // in file order
	DefaultRoute DefaultRoute
}

// Settings are the values that hold for the whole script.
type Settings struct {
	// RTTables is the file that gets the names of the tables, or "" for none:
	// /etc/iproute2/rt_tables or a file of /etc/iproute2/rt_tables.d.
	RTTables      string
	TableBase     int    // tables count from it, see package plan
	PriorityBase  int    // priority of the first rule, see package plan for the offsets
	Protocols     [2]int // the two tags, see rtm_protocol in rtnetlink(7)
	HashPolicy    HashPolicy
	ManageSysctls bool
	// ConnectionMarks keeps a connection with the provider that it began with.
	ConnectionMarks  bool
	MarkMask         uint32 // bits of packet and connection marks that are ours
	Origin           Origin // of the block, or line 1 when there is none
	HashPolicyOrigin Origin
}

// HashPolicy says what of a packet chooses among the next hops of a multipath
// route (Documentation/networking/ip-sysctl.rst, fib_multipath_hash_policy).
type HashPolicy string

// The policies that a configuration can ask for.
const (
	HashKernel HashPolicy = ""       // whatever the kernel is set to
	HashL3     HashPolicy = "l3"     // addresses
	HashL4     HashPolicy = "l4"     // addresses, protocol and ports
	HashSource HashPolicy = "source" // the source address
)

// Provider is an uplink: one internet provider behind one interface.
type Provider struct {
	Name      string
	ID        int // small and stable: table, rule priorities and mark follow from it
	Table     int
	Interface string
	Weight    int // share in a balanced default, 1-256
	// Optional: a script skips it when the interface is absent.
	Optional   bool
	Metered    bool   // probed rarely while nothing uses it
	Health     Health // how a monitor watches it
	IPv4, IPv6 Uplink // at least one is declared
	Origin     Origin // of the block
}

// Uplink is a provider's side of one address family.
type Uplink struct {
	Declared bool         // false: the provider doesn't have this family
	Address  netip.Prefix // this machine's address and the length of its network
	Gateway  netip.Addr   // next hop; the zero Addr on a point-to-point link
	Network  netip.Prefix // the network that Gateway is in, masked
	// AutoAddress and AutoGateway: the script reads them when it runs. What is
	// read then, Address and Network or Gateway, is zero here.
	AutoAddress, AutoGateway bool
	// Leased: Address may change, since a script reads it, or has read it.
	Leased bool
	Onlink bool // Gateway is reachable though outside Network

	// Masquerade translates the source of what leaves here to Address.
	Masquerade bool

	Prefixes []Prefix // address space that the provider routes to this site
	Routes   []Prefix // destinations that are always reached by this provider

	Origin Origin // of the block
}

// HasNetwork reports whether there is a network to route to on the link: a
// lone address (/32) has none.
func (u Uplink) HasNetwork() bool { return !u.Network.IsSingleIP() }

// Prefix is a prefix and where it was written.
type Prefix struct {
	netip.Prefix
	Origin Origin
}

// Network is a local network.
type Network struct {
	Name      string
	Interface string
	Gateway   netip.Addr // the router here that it lies behind; the zero Addr on the link itself
	Prefixes  []Prefix
	Origin    Origin // of the block
}

// DefaultRoute says where packets go that nothing else decides. Its providers
// are given by their position in Site.Providers.
type DefaultRoute struct {
	Declared  bool  // false: no default of ours
	Providers []int // one: preferred; more: balanced by weight
	Backups   []int // in order of preference
	MainTable bool  // edit main, as the document does, instead of a table of our own
	Origin    Origin
	// Where the list of Providers and of Backups was written.
	ProvidersOrigin, BackupsOrigin Origin
}
