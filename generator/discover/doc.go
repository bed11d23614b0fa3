// Package discover writes a first configuration from what a machine has: the
// interfaces that have a default route become providers, the others with addresses
// local networks, and rules of a policy routing that is there already become
// rules. A comment says why, for each guess, and what was left to the machine.
//
//	machine.go   what "ip -j" printed
//	provider.go  interfaces that lead to the internet
//	network.go   local networks
//	rule.go      rules that are there
//	order.go     which rules stay on the machine
//	default.go   the default route, and the numbers that nobody else uses
//	write.go     the text
//
// What it writes changes nothing that works: where it isn't known what a rule or a
// route of somebody else is for, the default is left to the machine.
package discover
