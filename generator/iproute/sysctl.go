package iproute

// Sysctl sets a sysctl. Unlike a route or a rule it has a previous value, which
// the script keeps and restores.
type Sysctl struct {
	// Key has slashes, as the path below /proc/sys. With dots it would be
	// ambiguous for an interface that has a dot in its name (sysctl(8)).
	Key   string
	Value string
	// Strict is an interface: the sysctl is set only if its rp_filter is strict.
	// "": it is set in any case.
	Strict string
}

// LooseReversePath makes strict reverse path filtering of an interface loose, so
// that packets may arrive there whose replies leave elsewhere
// (Documentation/networking/ip-sysctl.rst, rp_filter: 1 is strict, 2 is loose, and
// the larger of conf/all and conf/dev counts).
func LooseReversePath(dev string) Sysctl {
	return Sysctl{Key: "net/ipv4/conf/" + dev + "/rp_filter", Value: "2", Strict: dev}
}

// IgnoreLinkdown makes routes via an interface that has lost its carrier count as
// if they weren't there, in one family (Documentation/networking/ip-sysctl.rst,
// ignore_routes_with_linkdown). In multipath routes it acts on carriers that change
// after it was set, and on routes added after it.
func IgnoreLinkdown(ipv6 bool, dev string) Sysctl {
	return Sysctl{Key: "net/" + familyName[ipv6] + "/conf/" + dev + "/ignore_routes_with_linkdown", Value: "1"}
}

var familyName = map[bool]string{false: "ipv4", true: "ipv6"}

// Do sets the value.
func (s Sysctl) Do() Command { return Command{"sysctl", "-q", "-w", s.Key + "=" + s.Value} }

// Undo restores the previous value.
func (s Sysctl) Undo() Command { return Command{"sysctl", "-q", "-w", s.Key + "=" + Former} }
