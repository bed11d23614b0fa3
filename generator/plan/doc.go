// Package plan decides which commands a setup consists of, in which order they
// run, and why each is there. A Plan is data: every step has its operation, its
// reason, and the block and line of the configuration that ask for it.
//
// # The order of the rules
//
// Priorities count from Settings.PriorityBase:
//
//	   0     nop
//	   0+ID  to <provider's network> lookup main, narrower routes only,
//	         then goto +901                      not with table = "main"
//	         to <the other end of the provider's link> goto +901   likewise
//	 900     lookup main, except its default     not with table = "main"
//	 901     nop, the target of that goto        not with table = "main"
//	 900     to link-local addresses lookup main IPv6 with table = "main"
//	1000+ID  fwmark <provider's mark> lookup <provider>
//	1900     fwmark <provider's mark> unreachable
//	1948     iif lo lookup the default table, unreachable routes only   IPv6, where providers have
//	         routes; with table = "main" to each of these
//	1949     to <provider's network> oif <its interface> lookup main   IPv4, where 1950 has rules
//	1950     iif lo <what a rule block selects> goto +3949, where the block ends in unreachable
//	2000+ID  from <provider's address> lookup <provider>
//	         if a script reads the address: for each address of the interface
//	3000+ID  from <provider's prefixes> lookup <provider>
//	         and, in IPv6, from <provider's network>
//	3900     from <provider's address and prefixes> unreachable
//	3949     nop, the target of the goto at 1950
//	3950     lookup the default table, except its default   with table = "main", or where there
//	         are rule blocks and routes of providers
//	4000+n   iif lo from <provider's address> <what rule block n selects> goto +7998,
//	         where the block has several providers and ends in unreachable
//	         <what rule block n selects> lookup <provider>, for each of its providers in
//	         order, or the table of its balance; then, if asked for, unreachable; goto +7998 for via = "default"
//	7998     nop, the target of these gotos
//	7998     from <provider's address> lookup <provider>, then unreachable
//	         only where packets get here that skipped the rules at 2000 and 3000
//	7999     oif <provider's interface> lookup <provider>, in the order of the default route
//	8000     lookup splitroute                   not with table = "main"
//
// The kernel gives a rule without a priority one that is below the second rule of all
// (fib_default_rule_pref in net/core/fib_rules.c). The nop at 0 is that, so such rules
// of others come before ours, and not among them.
//
// At 32765 stands the marker rule: a nop for a source address that no packet
// has. It is added when a setup is complete.
//
// Main is looked up first, for connected, VPN and container networks, and its
// default route is ignored. A host in a provider's network may have sent its
// packet through another provider, and the reply has to leave through that one.
// So packets to providers' networks skip main, except for narrower routes. The other
// end of a link, a gateway that is in no network (onlink) or the peer of a
// point-to-point link, is such a network: several links may lead to it.
//
// A packet that belongs to a provider, by its connection or its source address,
// never leaves via another one, which would drop it. Where the lookup finds no
// route because the provider's interface is down, the packet is unreachable.
// These rules come after all lookups of their kind. Otherwise they would catch
// packets while a setup is replaced, between the removal of an old lookup and
// that of the unreachable rule which belongs to it.
//
// A rule block with otherwise = "unreachable" also applies to packets that this
// machine sends from the address of another provider. No program has to set such a
// source on purpose: when IPv6 finds no route, it chooses a source address and
// looks up again (ip6_dst_lookup_tail in net/ipv6/ip6_output.c), and would find
// a route by the rule for that address.
//
// A socket that is bound to an interface finds only routes via that interface
// (fib_lookup_good_nhc in net/ipv4/fib_semantics.c, rt6_score_route in
// net/ipv6/route.c), so it needs the table of the provider there. The rules for
// that come behind the rule blocks: a block that confines packets to a provider
// confines those of bound sockets, too.
//
// Marks of connections come before rule blocks. A socket of a user that such a block
// confines may reuse the address and port of another user's socket, whose connection
// conntrack still knows. So nft gives packets of such users no mark of a provider that the
// block doesn't name, except in answers.
//
// If such a block has several providers, a packet may rightly have the address of any of
// them, and then leaves via that provider.
//
// A rule block with long lists becomes an nft set that marks packets, and one
// rule that reads the mark. The kernel has chosen the source address of a packet
// that this machine sends before nft sees it. So the rules for addresses of
// providers ignore packets that carry a mark of ours, and nft translates their
// source.
//
// # What depends on health
//
// A monitor may find a provider down. Then default routes of some tables are skipped
// (Step.Among), and nothing else changes: those of the default table, and of the table
// of a rule block's list. Such a list has a table where one of its members is watched,
// also when packets are not balanced among them. No rule depends on health, so a rule
// block that ends in unreachable stays whole, and the provider's own table, which its
// address and its marks lead to, is complete: probes use it.
//
// # The order of the steps
//
//  1. sysctls
//  2. marks: the nft table that marks connections and translates addresses
//  3. all of IPv4: the providers' tables, those of rules' balances, the network
//     routes of the default table, the rules, the default route
//  4. all of IPv6, likewise
//  5. policies: the nft table that marks packets for rule blocks
//  6. the marker rule
//
// Nothing that a packet can reach is added before what it leads to. Tables come
// before the rules that look them up, rules come in the order in which the
// kernel reads them, and the default route comes last. Packets are marked for
// rule blocks only when the rules that read the marks are there. A goto is the
// exception: the kernel skips it until its target is there (FR_ACT_GOTO in
// net/core/fib_rules.c). A script that is killed after any step leaves a router
// on which everything that worked still works.
package plan
