// Package rpdb answers where a packet would go, from a plan alone: it does with
// the plan's typed operations what the kernel does with them once a script has
// carried them out. It is written to be compared with the kernel's source,
// whose function stands beside each branch: rules are tried in their order, and
// of a table's routes the first one that holds the address is the one, longest
// prefix first. All that is done for speed is to look at the addresses of a rule
// before the rest of it, where nobody asks why.
//
//   - [New] makes the [State] of the machine: what the plan puts there, and
//     what the kernel puts there itself for the addresses of the configuration,
//     or in place of that what a machine has ([Live]).
//   - [State.Explain] follows a [Packet] through it and tells a [Trace]: marks
//     of nft, rules and routes one after the other, next hops, the source that
//     the kernel chooses and what nft makes of it, and what becomes of the answer.
//   - [State.Matrices] and [State.Candidates] choose packets that show all that
//     the configuration decides.
//   - [State.Lookup] is one lookup, as "ip route get" has it.
//   - [Assume] gives values to what a script would read when it runs.
//
// What isn't in the configuration can't be told: the neighbours that answer
// (fib_detect_death in net/ipv4/fib_semantics.c, rt6_check_neigh in
// net/ipv6/route.c on a machine that doesn't forward), and which next hop of
// a multipath route the hash of one packet chooses. Each hop is told with its share.
package rpdb
