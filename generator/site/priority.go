package site

// The priorities of a setup's rules count from Settings.PriorityBase. Package
// plan has the table of who stands where; here is what limits a configuration.
const (
	// MaxID is the largest id: those of all providers follow one another in
	// each range of priorities.
	MaxID = 899
	// FirstBalance is the offset of the first table of those that rules balance
	// by, counted from Settings.TableBase, and MaxBalances how many there are.
	FirstBalance = 901
	MaxBalances  = 99
	// PolicyOffset is the offset that the numbers of rule blocks are added to,
	// and MaxRules the largest of these numbers.
	PolicyOffset = 4000
	MaxRules     = 3998
	// DefaultOffset is that of the last rule.
	DefaultOffset = 8000
	// Priorities is how many are reserved for a setup.
	Priorities = 9000
	// SignPriority is that of the sign of a complete setup, and the last one
	// before those of the kernel's own rules (fib_default_rules_init in
	// net/ipv4/fib_rules.c). It doesn't count from PriorityBase, so that of two
	// signs the later one is always behind, and comes behind all that a base can
	// lead to. Others may have the same: it matches nothing.
	SignPriority = 32765
)
