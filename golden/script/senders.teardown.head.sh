#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Takes down the routing for 2 providers, from senders.hcl.
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
	at 'provider.isp1.ipv6: default route, preferred provider'
	ip -6 route del default via 2001:db8:1::1 dev if1 metric "$metric" table 1000 proto "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip -6 rule del priority 27999 oif if1 lookup 101 protocol "$tag"
	at 'provider.isp1.ipv6.address: isp1 down: unreachable, never another provider'
	ip -6 rule del priority 27998 from 2001:db8:1::2 unreachable protocol "$tag"
	at 'provider.isp1.ipv6.address: packets that skipped the rules for source addresses use its table'
	ip -6 rule del priority 27998 from 2001:db8:1::2 lookup 101 protocol "$tag"
	at 'rule.tunnels: isp2 has no IPv6: unreachable, never another provider'
	ip -6 rule del priority 24002 fwmark 0x20000/0xf0000 unreachable protocol "$tag"
	at 'default_route: goto target: packets that skip the rules for source addresses'
	ip -6 rule del priority 23949 nop protocol "$tag"
	at 'provider.isp1.ipv6: isp1 down: unreachable, never another provider'
	ip -6 rule del priority 23900 from 2001:db8:1::/64 fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.isp1.ipv6.address: isp1 down: unreachable, never another provider'
	ip -6 rule del priority 23900 from 2001:db8:1::2 fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.isp1.ipv6: packets from its network use its table'
	ip -6 rule del priority 23001 from 2001:db8:1::/64 fwmark 0x0/0x3f00 lookup 101 protocol "$tag"
	at 'provider.isp1.ipv6.address: packets from its address use its table'
	ip -6 rule del priority 22001 from 2001:db8:1::2 fwmark 0x0/0x3f00 lookup 101 protocol "$tag"
	at 'rule.tunnels: skip the rules for source addresses: isp2 or nothing'
	ip -6 rule del priority 21950 fwmark 0x20000/0xf0000 iif lo goto 23949 protocol "$tag"
	at 'provider.isp1: isp1 down: unreachable, never another provider'
	ip -6 rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.isp1: packets of its connections use its table'
	ip -6 rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip -6 rule del priority 20901 nop protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip -6 rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'provider.isp1.ipv6: skip main: replies to a host there may leave via another provider'
	ip -6 rule del priority 20001 to 2001:db8:1::/64 goto 20901 protocol "$tag"
	at 'provider.isp1.ipv6: main, but only routes narrower than this network'
	ip -6 rule del priority 20001 to 2001:db8:1::/64 lookup main suppress_prefixlength 64 protocol "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip -6 rule del priority 20000 nop protocol "$tag"
	at 'provider.isp1.ipv6: network on the link'
	ip -6 route del 2001:db8:1::/64 dev if1 metric "$metric" table 1000 proto "$tag"
	at 'provider.isp1.ipv6: routes of its own table'
	ip -6 route del default via 2001:db8:1::1 dev if1 metric "$metric" table 101 proto "$tag"
	ip -6 route del 2001:db8:1::/64 dev if1 metric "$metric" table 101 proto "$tag"
	at 'default_route: everything else uses the default table'
	ip rule del priority 28000 lookup 1000 protocol "$tag"
	at 'provider.isp1.ipv4: default route, preferred provider'
	ip route del default via 203.0.113.1 dev if1 src 203.0.113.2 table 1000 proto "$tag"
	at 'provider.isp2.ipv4: default route, backup when those before it are gone'
	ip route del default via 198.51.100.1 dev if2 src 198.51.100.2 metric 1 table 1000 proto "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule del priority 27999 oif if2 lookup 102 protocol "$tag"
	ip rule del priority 27999 oif if1 lookup 101 protocol "$tag"
	at 'provider.isp2.ipv4.address: isp2 down: unreachable, never another provider'
	ip rule del priority 27998 from 198.51.100.2 unreachable protocol "$tag"
	at 'provider.isp1.ipv4.address: isp1 down: unreachable, never another provider'
	ip rule del priority 27998 from 203.0.113.2 unreachable protocol "$tag"
	at 'provider.isp2.ipv4.address: packets that skipped the rules for source addresses use its table'
	ip rule del priority 27998 from 198.51.100.2 lookup 102 protocol "$tag"
	at 'provider.isp1.ipv4.address: packets that skipped the rules for source addresses use its table'
	ip rule del priority 27998 from 203.0.113.2 lookup 101 protocol "$tag"
	at 'rule.television: leaves via isp2, marked by nft'
	ip rule del priority 24004 fwmark 0x2e00/0x3f00 lookup 102 protocol "$tag"
	at 'rule.updates: leaves via isp2, marked by nft'
	ip rule del priority 24003 fwmark 0x3a00/0x3f00 lookup 102 protocol "$tag"
	at 'rule.tunnels: isp2 down: unreachable, never another provider'
	ip rule del priority 24002 fwmark 0x20000/0xf0000 unreachable protocol "$tag"
	at 'rule.tunnels: leaves via isp2'
	ip rule del priority 24002 fwmark 0x20000/0xf0000 lookup 102 protocol "$tag"
	at 'rule.backups: leaves via isp2'
	ip rule del priority 24001 fwmark 0x10/0xff lookup 102 protocol "$tag"
	at 'default_route: goto target: packets that skip the rules for source addresses'
	ip rule del priority 23949 nop protocol "$tag"
	at 'provider.isp2.ipv4.address: isp2 down: unreachable, never another provider'
	ip rule del priority 23900 from 198.51.100.2 fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.isp1.ipv4.address: isp1 down: unreachable, never another provider'
	ip rule del priority 23900 from 203.0.113.2 fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.isp2.ipv4.address: packets from its address use its table'
	ip rule del priority 22002 from 198.51.100.2 fwmark 0x0/0x3f00 lookup 102 protocol "$tag"
	at 'provider.isp1.ipv4.address: packets from its address use its table'
	ip rule del priority 22001 from 203.0.113.2 fwmark 0x0/0x3f00 lookup 101 protocol "$tag"
	at 'rule.tunnels: skip the rules for source addresses: isp2 or nothing'
	ip rule del priority 21950 fwmark 0x20000/0xf0000 iif lo goto 23949 protocol "$tag"
	at 'provider.isp2: network on the link, for lookups that name the interface'
	ip rule del priority 21949 to 198.51.100.0/30 oif if2 lookup main protocol "$tag"
	at 'provider.isp1: network on the link, for lookups that name the interface'
	ip rule del priority 21949 to 203.0.113.0/30 oif if1 lookup main protocol "$tag"
	at 'provider.isp2: isp2 down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.isp1: isp1 down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.isp2: packets of its connections use its table'
	ip rule del priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.isp1: packets of its connections use its table'
	ip rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule del priority 20901 nop protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
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
	at 'provider.isp2.ipv4: network on the link, and the source address to use there'
	ip route del 198.51.100.0/30 dev if2 src 198.51.100.2 table 1000 proto "$tag"
	at 'provider.isp1.ipv4: network on the link, and the source address to use there'
	ip route del 203.0.113.0/30 dev if1 src 203.0.113.2 table 1000 proto "$tag"
	at 'provider.isp2.ipv4: routes of its own table'
	ip route del default via 198.51.100.1 dev if2 src 198.51.100.2 table 102 proto "$tag"
	ip route del 198.51.100.0/30 dev if2 src 198.51.100.2 table 102 proto "$tag"
	at 'provider.isp1.ipv4: routes of its own table'
	ip route del default via 203.0.113.1 dev if1 src 203.0.113.2 table 101 proto "$tag"
	ip route del 203.0.113.0/30 dev if1 src 203.0.113.2 table 101 proto "$tag"
	at 'settings: connections keep their provider; masquerading'
	nft delete table inet splitroute
	at 'provider.isp1.ipv6: routes count only with a carrier'
	give_back net/ipv6/conf/if1/ignore_routes_with_linkdown
	at 'provider.isp2.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/if2/ignore_routes_with_linkdown net/ipv4/conf/if2/rp_filter
	at 'provider.isp1.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/if1/ignore_routes_with_linkdown net/ipv4/conf/if1/rp_filter
}
