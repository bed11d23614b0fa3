package iproute

// Sysctl sets a kernel parameter. Unlike a route or a rule it has a former
// value, which the script keeps and gives back.
type Sysctl struct {
	// Key is the parameter in the form with slashes, which is its path below
	// /proc/sys and, unlike the one with dots, clear when an interface has a
	// dot in its name (sysctl(8)).
	Key   string
	Value string
	// Strict names the interface on which reverse path filtering must be
	// strict for the change to be made at all; "" makes it always.
	Strict string
}

// LooseReversePath lets answers come in by dev that would leave by another
// interface, where that is now forbidden (Documentation/networking/ip-sysctl.rst,
// rp_filter: 1 strict, 2 loose, and the larger of conf/all and conf/dev holds).
func LooseReversePath(dev string) Sysctl {
	return Sysctl{Key: "net/ipv4/conf/" + dev + "/rp_filter", Value: "2", Strict: dev}
}

// Do sets the parameter.
func (s Sysctl) Do() Command { return Command{"sysctl", "-q", "-w", s.Key + "=" + s.Value} }

// Undo sets the former value.
func (s Sysctl) Undo() Command { return Command{"sysctl", "-q", "-w", s.Key + "=" + Former} }
