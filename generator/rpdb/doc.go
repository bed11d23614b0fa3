// Package rpdb answers where a packet would go, from a plan alone. It does with the
// plan's typed operations what the kernel does after a script has run. The code is
// meant to be compared with the kernel's source: a comment at each branch names the
// kernel's function. Rules are tried in their order. In a table, the route with the
// longest prefix that contains the address wins. For speed, and only if nobody wants
// an explanation, the addresses of a rule are compared first.
//
//   - [New] makes the [State] of the machine: what the plan puts there, and
//     what the kernel adds by itself for the addresses of the configuration, or,
//     instead of that, what a machine has ([Live]).
//   - [State.Explain] follows a [Packet] through it and returns a [Trace]: marks
//     of nft, rules and routes one after the other, next hops, the source that the
//     kernel chooses, its translation by nft, and whether the answer gets in.
//   - [State.Matrices] and [State.Candidates] choose packets that show every
//     decision of the configuration.
//   - [State.Lookup] is one lookup, as "ip route get" has it.
//   - [Assume] gives values to what a script would read when it runs.
//
// Two things aren't in the configuration: the neighbours that answer
// (fib_detect_death in net/ipv4/fib_semantics.c, rt6_check_neigh in
// net/ipv6/route.c on a machine that doesn't forward), and which next hop of
// a multipath route the hash of one packet chooses. The answer lists each hop with its share.
package rpdb
