// Package acceptance puts the scripts of a configuration to the test: it runs
// them in the laboratory of package rehearsal, sends packets before, between
// and after, and compares what was seen with what the configuration says.
//
//   - [Rehearse] does that for a [Case] in a copy of the program, which [Serve]
//     is for, and returns a [Report].
//   - [Report.Text], [Report.JSON] and [Report.JUnit] print it.
//
// # What is looked at
//
// The order is that of trial.stages:
//
//	setup        it runs without a mistake
//	answers      each provider's address answers through its provider: UDP,
//	             TCP and ICMP
//	networks     what a local host sends leaves as the default route, or a
//	             rule, says, from which source, and is answered; what
//	             masquerade_except names keeps its source
//	forwards     a port of each provider's address that somebody else's nft table
//	             forwards to a local host
//	prefixes     hosts in the prefixes that providers route to us, asking and asked
//	bound        sockets of the router's that are bound to providers' interfaces
//	routes       what a provider is always asked through
//	rules        a packet that the rule selects, and those that differ from it
//	             in one thing and are not selected
//	balance      1,000 connections of the router and of local networks, against the
//	             weights
//	rerun        setup runs again, twice, under traffic: nothing is lost, and
//	             the state is the same
//	return       a setup that has to be confirmed gives back the earlier one, and
//	             in the end nothing; otherwise, it is confirmed
//	lease        providers whose address is read give another one, and the former one
//	             again: connections go on from there
//	cable        of each provider in turn: where packets go while it is out, and
//	             that they come back without a setup
//	down         each provider in turn: where packets go then, that nothing
//	             leaves by another that must not, that others notice nothing,
//	             and that setup heals it
//	two          of three providers or more, two without their cables
//	monitor      where providers are watched: the monitor runs beside setup, and each
//	             provider falls silent: packets leave by another one, its connections
//	             are ended, those of others go on, and it is used again. The first
//	             provider is also silent, or unreachable, behind its gateway, has one
//	             target or its name server dead, loses probes, stalls, comes and goes,
//	             and has its interface away; all are silent at once, one gives another
//	             address, and the monitor is killed in each of its states
//	teardown     the state is exactly the one before the first setup, and a
//	             second run changes nothing
//
// By whom a packet leaves, and whether it may, is what the configuration says: that
// is the business of scenario.path. It knows providers, rules and the default route,
// and nothing of tables, marks and priorities: a mistake in package plan is not
// made twice. Each packet is also compared with the answer of package rpdb, which
// "explain" asks and which knows all of these: by whom, from which source, and
// whether an answer comes back.
package acceptance
