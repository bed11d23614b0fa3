#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Takes down the routing for 3 providers, from rule-balance.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
# It undoes every command, the last one first, and restores what setup changed; "show" only prints.
set -eu
tags='201 202'

recalls() { :; }
commands() {
	at 'settings: marker: setup is complete'
	ip rule del priority 32765 from 255.255.255.255 nop protocol "$tag"
	at 'settings: marks packets for rule blocks beyond ip rule'
	nft delete table inet splitroute_rules
	at 'default_route: everything else uses the default table'
	ip -6 rule del priority 28000 lookup 1000 protocol "$tag"
	at 'provider.isp1.ipv6: default route, backup when those before it are gone'
	ip -6 route del default via 2001:db8:1::1 dev if1 metric "${metric}1" table 1000 proto "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip -6 rule del priority 27999 oif if2 lookup 102 protocol "$tag"
	ip -6 rule del priority 27999 oif if1 lookup 101 protocol "$tag"
	at 'provider.isp2.ipv6.address: isp2 down: unreachable, never another provider'
	ip -6 rule del priority 27998 from 2001:db8:2::2 unreachable protocol "$tag"
	at 'provider.isp1.ipv6.address: isp1 down: unreachable, never another provider'
	ip -6 rule del priority 27998 from 2001:db8:1::2 unreachable protocol "$tag"
	at 'provider.isp2.ipv6.address: packets that skipped the rules for source addresses use its table'
	ip -6 rule del priority 27998 from 2001:db8:2::2 lookup 102 protocol "$tag"
	at 'provider.isp1.ipv6.address: packets that skipped the rules for source addresses use its table'
	ip -6 rule del priority 27998 from 2001:db8:1::2 lookup 101 protocol "$tag"
	at 'default_route: goto target: behind the rule blocks'
	ip -6 rule del priority 27998 nop protocol "$tag"
	at 'rule.voice: balanced among isp1+isp2, marked by nft'
	ip -6 rule del priority 24003 fwmark 0x2600/0x3f00 lookup 1090 protocol "$tag"
	at 'rule.users: each of its providers down: unreachable, never another provider'
	ip -6 rule del priority 24002 iif lo uidrange 1001-1001 unreachable protocol "$tag"
	at 'rule.users: balanced among isp1+isp2'
	ip -6 rule del priority 24002 iif lo uidrange 1001-1001 lookup 1090 protocol "$tag"
	at 'provider.isp2.ipv6.address: on to its table: rule.users may lead there, too'
	ip -6 rule del priority 24002 from 2001:db8:2::2 iif lo uidrange 1001-1001 goto 27998 protocol "$tag"
	at 'provider.isp1.ipv6.address: on to its table: rule.users may lead there, too'
	ip -6 rule del priority 24002 from 2001:db8:1::2 iif lo uidrange 1001-1001 goto 27998 protocol "$tag"
	at 'rule.guests: each of its providers down: unreachable, never another provider'
	ip -6 rule del priority 24001 from 2001:db8:11::/64 unreachable protocol "$tag"
	at 'rule.guests: leaves via isp2'
	ip -6 rule del priority 24001 from 2001:db8:11::/64 lookup 102 protocol "$tag"
	at 'default_route: goto target: packets that skip the rules for source addresses'
	ip -6 rule del priority 23949 nop protocol "$tag"
	at 'provider.isp2.ipv6: isp2 down: unreachable, never another provider'
	ip -6 rule del priority 23900 from 2001:db8:2::/64 fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.isp2.ipv6.address: isp2 down: unreachable, never another provider'
	ip -6 rule del priority 23900 from 2001:db8:2::2 fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.isp1.ipv6: isp1 down: unreachable, never another provider'
	ip -6 rule del priority 23900 from 2001:db8:1::/64 fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.isp1.ipv6.address: isp1 down: unreachable, never another provider'
	ip -6 rule del priority 23900 from 2001:db8:1::2 fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.isp2.ipv6: packets from its network use its table'
	ip -6 rule del priority 23002 from 2001:db8:2::/64 fwmark 0x0/0x3f00 lookup 102 protocol "$tag"
	at 'provider.isp1.ipv6: packets from its network use its table'
	ip -6 rule del priority 23001 from 2001:db8:1::/64 fwmark 0x0/0x3f00 lookup 101 protocol "$tag"
	at 'provider.isp2.ipv6.address: packets from its address use its table'
	ip -6 rule del priority 22002 from 2001:db8:2::2 fwmark 0x0/0x3f00 lookup 102 protocol "$tag"
	at 'provider.isp1.ipv6.address: packets from its address use its table'
	ip -6 rule del priority 22001 from 2001:db8:1::2 fwmark 0x0/0x3f00 lookup 101 protocol "$tag"
	at 'rule.users: skip the rules for source addresses: each of its providers or nothing'
	ip -6 rule del priority 21950 iif lo uidrange 1001-1001 goto 23949 protocol "$tag"
	at 'rule.guests: skip the rules for source addresses: each of its providers or nothing'
	ip -6 rule del priority 21950 from 2001:db8:11::/64 iif lo goto 23949 protocol "$tag"
	at 'provider.isp2: isp2 down: unreachable, never another provider'
	ip -6 rule del priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.isp1: isp1 down: unreachable, never another provider'
	ip -6 rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.isp2: packets of its connections use its table'
	ip -6 rule del priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.isp1: packets of its connections use its table'
	ip -6 rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip -6 rule del priority 20901 nop protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip -6 rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'provider.isp2.ipv6: skip main: replies to a host there may leave via another provider'
	ip -6 rule del priority 20002 to 2001:db8:2::/64 goto 20901 protocol "$tag"
	at 'provider.isp2.ipv6: main, but only routes narrower than this network'
	ip -6 rule del priority 20002 to 2001:db8:2::/64 lookup main suppress_prefixlength 64 protocol "$tag"
	at 'provider.isp1.ipv6: skip main: replies to a host there may leave via another provider'
	ip -6 rule del priority 20001 to 2001:db8:1::/64 goto 20901 protocol "$tag"
	at 'provider.isp1.ipv6: main, but only routes narrower than this network'
	ip -6 rule del priority 20001 to 2001:db8:1::/64 lookup main suppress_prefixlength 64 protocol "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip -6 rule del priority 20000 nop protocol "$tag"
	at 'provider.isp2.ipv6: network on the link'
	ip -6 route del 2001:db8:2::/64 dev if2 metric "$metric" table 1000 proto "$tag"
	at 'provider.isp1.ipv6: network on the link'
	ip -6 route del 2001:db8:1::/64 dev if1 metric "$metric" table 1000 proto "$tag"
	at 'rule.users.balance: default route for isp1+isp2, balanced by weight'
	ip -6 route del default metric "$metric" table 1090 proto "$tag"
	at 'provider.isp2.ipv6: for isp1+isp2, when the balanced one is gone'
	ip -6 route del default via fe80::2 dev if2 metric "${metric}2" table 1090 proto "$tag"
	at 'provider.isp1.ipv6: for isp1+isp2, when the balanced one is gone'
	ip -6 route del default via 2001:db8:1::1 dev if1 metric "${metric}1" table 1090 proto "$tag"
	at 'provider.isp2.ipv6: network on the link, for isp1+isp2'
	ip -6 route del 2001:db8:2::/64 dev if2 metric "$metric" table 1090 proto "$tag"
	at 'provider.isp1.ipv6: network on the link, for isp1+isp2'
	ip -6 route del 2001:db8:1::/64 dev if1 metric "$metric" table 1090 proto "$tag"
	at 'provider.isp2.ipv6: routes of its own table'
	ip -6 route del default via fe80::2 dev if2 metric "$metric" table 102 proto "$tag"
	ip -6 route del 2001:db8:2::/64 dev if2 metric "$metric" table 102 proto "$tag"
	at 'provider.isp1.ipv6: routes of its own table'
	ip -6 route del default via 2001:db8:1::1 dev if1 metric "$metric" table 101 proto "$tag"
	ip -6 route del 2001:db8:1::/64 dev if1 metric "$metric" table 101 proto "$tag"
	at 'default_route: everything else uses the default table'
	ip rule del priority 28000 lookup 1000 protocol "$tag"
	at 'provider.lte.ipv4: default route, preferred provider'
	ip route del default via 192.0.2.1 dev if4 src 192.0.2.2 table 1000 proto "$tag"
	at 'provider.isp1.ipv4: default route, backup when those before it are gone'
	ip route del default via 203.0.113.1 dev if1 src 203.0.113.2 metric 1 table 1000 proto "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule del priority 27999 oif if2 lookup 102 protocol "$tag"
	ip rule del priority 27999 oif if1 lookup 101 protocol "$tag"
	ip rule del priority 27999 oif if4 lookup 103 protocol "$tag"
	at 'provider.lte.ipv4.address: lte down: unreachable, never another provider'
	ip rule del priority 27998 from 192.0.2.2 unreachable protocol "$tag"
	at 'provider.isp2.ipv4.address: isp2 down: unreachable, never another provider'
	ip rule del priority 27998 from 198.51.100.2 unreachable protocol "$tag"
	at 'provider.isp1.ipv4.address: isp1 down: unreachable, never another provider'
	ip rule del priority 27998 from 203.0.113.2 unreachable protocol "$tag"
	at 'provider.lte.ipv4.address: packets that skipped the rules for source addresses use its table'
	ip rule del priority 27998 from 192.0.2.2 lookup 103 protocol "$tag"
	at 'provider.isp2.ipv4.address: packets that skipped the rules for source addresses use its table'
	ip rule del priority 27998 from 198.51.100.2 lookup 102 protocol "$tag"
	at 'provider.isp1.ipv4.address: packets that skipped the rules for source addresses use its table'
	ip rule del priority 27998 from 203.0.113.2 lookup 101 protocol "$tag"
	at 'default_route: goto target: behind the rule blocks'
	ip rule del priority 27998 nop protocol "$tag"
	at 'rule.voice: balanced among isp1+isp2, marked by nft'
	ip rule del priority 24003 fwmark 0x2600/0x3f00 lookup 1090 protocol "$tag"
	at 'rule.users: each of its providers down: unreachable, never another provider'
	ip rule del priority 24002 iif lo uidrange 1001-1001 unreachable protocol "$tag"
	at 'rule.users: balanced among isp1+isp2'
	ip rule del priority 24002 iif lo uidrange 1001-1001 lookup 1090 protocol "$tag"
	at 'provider.isp2.ipv4.address: on to its table: rule.users may lead there, too'
	ip rule del priority 24002 from 198.51.100.2 iif lo uidrange 1001-1001 goto 27998 protocol "$tag"
	at 'provider.isp1.ipv4.address: on to its table: rule.users may lead there, too'
	ip rule del priority 24002 from 203.0.113.2 iif lo uidrange 1001-1001 goto 27998 protocol "$tag"
	at 'rule.guests: each of its providers down: unreachable, never another provider'
	ip rule del priority 24001 from 10.1.0.0/24 unreachable protocol "$tag"
	at 'rule.guests: balanced among isp2+lte'
	ip rule del priority 24001 from 10.1.0.0/24 lookup 1089 protocol "$tag"
	at 'default_route: goto target: packets that skip the rules for source addresses'
	ip rule del priority 23949 nop protocol "$tag"
	at 'provider.lte.ipv4.address: lte down: unreachable, never another provider'
	ip rule del priority 23900 from 192.0.2.2 fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.isp2.ipv4.address: isp2 down: unreachable, never another provider'
	ip rule del priority 23900 from 198.51.100.2 fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.isp1.ipv4.address: isp1 down: unreachable, never another provider'
	ip rule del priority 23900 from 203.0.113.2 fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.lte.ipv4.address: packets from its address use its table'
	ip rule del priority 22003 from 192.0.2.2 fwmark 0x0/0x3f00 lookup 103 protocol "$tag"
	at 'provider.isp2.ipv4.address: packets from its address use its table'
	ip rule del priority 22002 from 198.51.100.2 fwmark 0x0/0x3f00 lookup 102 protocol "$tag"
	at 'provider.isp1.ipv4.address: packets from its address use its table'
	ip rule del priority 22001 from 203.0.113.2 fwmark 0x0/0x3f00 lookup 101 protocol "$tag"
	at 'rule.users: skip the rules for source addresses: each of its providers or nothing'
	ip rule del priority 21950 iif lo uidrange 1001-1001 goto 23949 protocol "$tag"
	at 'rule.guests: skip the rules for source addresses: each of its providers or nothing'
	ip rule del priority 21950 from 10.1.0.0/24 iif lo goto 23949 protocol "$tag"
	at 'provider.lte: network on the link, for lookups that name the interface'
	ip rule del priority 21949 to 192.0.2.0/30 oif if4 lookup main protocol "$tag"
	at 'provider.isp2: network on the link, for lookups that name the interface'
	ip rule del priority 21949 to 198.51.100.0/30 oif if2 lookup main protocol "$tag"
	at 'provider.isp1: network on the link, for lookups that name the interface'
	ip rule del priority 21949 to 203.0.113.0/30 oif if1 lookup main protocol "$tag"
	at 'provider.lte: lte down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x300/0x3f00 unreachable protocol "$tag"
	at 'provider.isp2: isp2 down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.isp1: isp1 down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.lte: packets of its connections use its table'
	ip rule del priority 21003 fwmark 0x300/0x3f00 lookup 103 protocol "$tag"
	at 'provider.isp2: packets of its connections use its table'
	ip rule del priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.isp1: packets of its connections use its table'
	ip rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule del priority 20901 nop protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'provider.lte.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20003 to 192.0.2.0/30 goto 20901 protocol "$tag"
	at 'provider.lte.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20003 to 192.0.2.0/30 lookup main suppress_prefixlength 30 protocol "$tag"
	at 'provider.isp2.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20002 to 198.51.100.0/30 goto 20901 protocol "$tag"
	at 'provider.isp2.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20002 to 198.51.100.0/30 lookup main suppress_prefixlength 30 protocol "$tag"
	at 'provider.isp1.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20001 to 203.0.113.0/30 goto 20901 protocol "$tag"
	at 'provider.isp1.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20001 to 203.0.113.0/30 lookup main suppress_prefixlength 30 protocol "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule del priority 20000 nop protocol "$tag"
	at 'provider.lte.ipv4: network on the link, and the source address to use there'
	ip route del 192.0.2.0/30 dev if4 src 192.0.2.2 table 1000 proto "$tag"
	at 'provider.isp2.ipv4: network on the link, and the source address to use there'
	ip route del 198.51.100.0/30 dev if2 src 198.51.100.2 table 1000 proto "$tag"
	at 'provider.isp1.ipv4: network on the link, and the source address to use there'
	ip route del 203.0.113.0/30 dev if1 src 203.0.113.2 table 1000 proto "$tag"
	at 'rule.users.balance: default route for isp1+isp2, balanced by weight'
	ip route del default table 1090 proto "$tag"
	at 'provider.isp2.ipv4: for isp1+isp2, when the balanced one is gone'
	ip route del default via 198.51.100.1 dev if2 src 198.51.100.2 metric 2 table 1090 proto "$tag"
	at 'provider.isp1.ipv4: for isp1+isp2, when the balanced one is gone'
	ip route del default via 203.0.113.1 dev if1 src 203.0.113.2 metric 1 table 1090 proto "$tag"
	at 'provider.isp2.ipv4: network on the link, for isp1+isp2'
	ip route del 198.51.100.0/30 dev if2 src 198.51.100.2 table 1090 proto "$tag"
	at 'provider.isp1.ipv4: network on the link, for isp1+isp2'
	ip route del 203.0.113.0/30 dev if1 src 203.0.113.2 table 1090 proto "$tag"
	at 'rule.guests.balance: default route for isp2+lte, balanced by weight'
	ip route del default table 1089 proto "$tag"
	at 'provider.lte.ipv4: for isp2+lte, when the balanced one is gone'
	ip route del default via 192.0.2.1 dev if4 src 192.0.2.2 metric 2 table 1089 proto "$tag"
	at 'provider.isp2.ipv4: for isp2+lte, when the balanced one is gone'
	ip route del default via 198.51.100.1 dev if2 src 198.51.100.2 metric 1 table 1089 proto "$tag"
	at 'provider.lte.ipv4: network on the link, for isp2+lte'
	ip route del 192.0.2.0/30 dev if4 src 192.0.2.2 table 1089 proto "$tag"
	at 'provider.isp2.ipv4: network on the link, for isp2+lte'
	ip route del 198.51.100.0/30 dev if2 src 198.51.100.2 table 1089 proto "$tag"
	at 'provider.lte.ipv4: routes of its own table'
	ip route del default via 192.0.2.1 dev if4 src 192.0.2.2 table 103 proto "$tag"
	ip route del 192.0.2.0/30 dev if4 src 192.0.2.2 table 103 proto "$tag"
	at 'provider.isp2.ipv4: routes of its own table'
	ip route del default via 198.51.100.1 dev if2 src 198.51.100.2 table 102 proto "$tag"
	ip route del 198.51.100.0/30 dev if2 src 198.51.100.2 table 102 proto "$tag"
	at 'provider.isp1.ipv4: routes of its own table'
	ip route del default via 203.0.113.1 dev if1 src 203.0.113.2 table 101 proto "$tag"
	ip route del 203.0.113.0/30 dev if1 src 203.0.113.2 table 101 proto "$tag"
	at 'settings: connections keep their provider; masquerading'
	nft delete table inet splitroute
	at 'provider.isp2.ipv6: routes count only with a carrier'
	give_back net/ipv6/conf/if2/ignore_routes_with_linkdown
	at 'provider.isp1.ipv6: routes count only with a carrier'
	give_back net/ipv6/conf/if1/ignore_routes_with_linkdown
	at 'provider.lte.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/if4/ignore_routes_with_linkdown net/ipv4/conf/if4/rp_filter
	at 'provider.isp2.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/if2/ignore_routes_with_linkdown net/ipv4/conf/if2/rp_filter
	at 'provider.isp1.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/if1/ignore_routes_with_linkdown net/ipv4/conf/if1/rp_filter
}
