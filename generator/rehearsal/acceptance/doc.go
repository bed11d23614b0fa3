// Package acceptance puts the scripts of a configuration to the test: it runs
// them in the laboratory of package rehearsal, sends packets before, between
// and after, and compares what was seen with what the configuration says.
//
//   - [Rehearse] does that for a [Case] in a copy of the program, which [Serve]
//     is for, and returns a [Report].
//   - [Report.Text], [Report.JSON] and [Report.JUnit] print it.
//
// # The stages
//
// The order is that of trial.stages:
//
//	setup        it runs without a mistake
//	answers      each provider's address answers through its provider: UDP,
//	             TCP and ICMP
//	networks     packets of local hosts leave as the default route, or a rule,
//	             says, with the right source, and are answered; to destinations
//	             in masquerade_except they keep their source
//	forwards     a port of each provider's address that somebody else's nft table
//	             forwards to a local host
//	prefixes     hosts in the prefixes that providers route to us, asking and asked
//	bound        sockets of the router's that are bound to providers' interfaces
//	routes       destinations in routes, which always leave by that provider
//	rules        a packet that the rule selects, and packets that differ in one
//	             field and aren't selected
//	balance      1,000 connections of the router and of local networks, against the
//	             weights
//	rerun        setup runs again, twice, under traffic: nothing is lost, and
//	             the state is the same
//	return       a setup that has to be confirmed gives back the earlier one, and
//	             in the end nothing; otherwise, it is confirmed
//	lease        providers whose address is read give another one, and the previous
//	             one again: connections go on from there
//	cable        of each provider in turn: where packets go while it is out, and
//	             that they come back without a setup
//	down         each provider in turn: where packets go then, that no packet
//	             leaves by a provider that it must not use, that other providers'
//	             connections go on, and that setup repairs it
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
// scenario.path derives from the configuration by which provider a packet leaves. It
// knows providers, rules and the default route, and nothing of tables, marks and
// priorities, so that it can't repeat a mistake of package plan. Each packet is also
// compared with package rpdb, which "explain" uses and which knows tables, marks and
// priorities: the provider, the source, and whether an answer comes back.
package acceptance
