#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Takes down the routing for 3 providers, from auto.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
# It undoes every command, the last one first, and restores what setup changed; "show" only prints.
set -eu
tags='201 202'

recalls() {
	recall provider.cable-1.ipv4
	cable_1_ipv4_address=$address cable_1_ipv4_addresses=$addresses cable_1_ipv4_network=$network cable_1_ipv4_length=$length cable_1_ipv4_gateway=$gateway
	recall provider.cable-1.ipv6
	cable_1_ipv6_addresses=$addresses cable_1_ipv6_network=$network cable_1_ipv6_length=$length cable_1_ipv6_gateway=$gateway
	recall provider.cable_2.ipv4
	cable_2_ipv4_gateway=$gateway
	recall provider.cable_2.ipv6
	cable_2_ipv6_gateway=$gateway
	recall provider.dsl.ipv4
	dsl_ipv4_address=$address dsl_ipv4_addresses=$addresses dsl_ipv4_network=$network dsl_ipv4_length=$length
}
commands() {
	at 'settings: marker: setup is complete'
	ip rule del priority 32765 from 255.255.255.255 nop protocol "$tag"
	at 'default_route: everything else uses the default table'
	ip -6 rule del priority 28000 lookup 1000 protocol "$tag"
	at 'default_route.balance: default route, balanced by weight'
	ip -6 route del default metric "$metric" table 1000 proto "$tag"
	at 'provider.cable_2.ipv6: default route when the balanced one is gone with an interface'
	ip -6 route del default via "$cable_2_ipv6_gateway" dev if2 metric "${metric}2" table 1000 proto "$tag"
	at 'provider.cable-1.ipv6: default route when the balanced one is gone with an interface'
	ip -6 route del default via "$cable_1_ipv6_gateway" dev if1 metric "${metric}1" table 1000 proto "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip -6 rule del priority 27999 oif if2 lookup 102 protocol "$tag"
	ip -6 rule del priority 27999 oif if1 lookup 101 protocol "$tag"
	at 'provider.cable_2.ipv6: cable_2 down: unreachable, never another provider'
	ip -6 rule del priority 23900 from 2001:db8:2::/64 unreachable protocol "$tag"
	at 'provider.cable_2.ipv6.address: cable_2 down: unreachable, never another provider'
	ip -6 rule del priority 23900 from 2001:db8:2::2 unreachable protocol "$tag"
	at 'provider.cable-1.ipv6: cable-1 down: unreachable, never another provider'
	ip -6 rule del priority 23900 from "$cable_1_ipv6_network" unreachable protocol "$tag"
	at 'provider.cable-1.ipv6.address: cable-1 down: unreachable, never another provider'
	ip -6 rule del priority 23900 from "$cable_1_ipv6_addresses" unreachable protocol "$tag"
	at 'provider.cable_2.ipv6: packets from its network use its table'
	ip -6 rule del priority 23002 from 2001:db8:2::/64 lookup 102 protocol "$tag"
	at 'provider.cable-1.ipv6: packets from its network use its table'
	ip -6 rule del priority 23001 from "$cable_1_ipv6_network" lookup 101 protocol "$tag"
	at 'provider.cable_2.ipv6.address: packets from its address use its table'
	ip -6 rule del priority 22002 from 2001:db8:2::2 lookup 102 protocol "$tag"
	at 'provider.cable-1.ipv6.address: packets from each address of if1 use its table'
	ip -6 rule del priority 22001 from "$cable_1_ipv6_addresses" lookup 101 protocol "$tag"
	at 'provider.cable_2: cable_2 down: unreachable, never another provider'
	ip -6 rule del priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.cable-1: cable-1 down: unreachable, never another provider'
	ip -6 rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.cable_2: packets of its connections use its table'
	ip -6 rule del priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.cable-1: packets of its connections use its table'
	ip -6 rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip -6 rule del priority 20901 nop protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip -6 rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'provider.cable_2.ipv6: skip main: replies to a host there may leave via another provider'
	ip -6 rule del priority 20002 to 2001:db8:2::/64 goto 20901 protocol "$tag"
	at 'provider.cable_2.ipv6: main, but only routes narrower than this network'
	ip -6 rule del priority 20002 to 2001:db8:2::/64 lookup main suppress_prefixlength 64 protocol "$tag"
	at 'provider.cable-1.ipv6: skip main: replies to a host there may leave via another provider'
	ip -6 rule del priority 20001 to "$cable_1_ipv6_network" goto 20901 protocol "$tag"
	at 'provider.cable-1.ipv6: main, but only routes narrower than this network'
	ip -6 rule del priority 20001 to "$cable_1_ipv6_network" lookup main suppress_prefixlength "$cable_1_ipv6_length" protocol "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip -6 rule del priority 20000 nop protocol "$tag"
	at 'provider.cable_2.ipv6: network on the link'
	ip -6 route del 2001:db8:2::/64 dev if2 metric "${metric}1" table 1000 proto "$tag"
	at 'provider.cable-1.ipv6: network on the link'
	ip -6 route del "$cable_1_ipv6_network" dev if1 metric "$metric" table 1000 proto "$tag"
	at 'provider.cable_2.ipv6: routes of its own table'
	ip -6 route del default via "$cable_2_ipv6_gateway" dev if2 metric "$metric" table 102 proto "$tag"
	ip -6 route del 2001:db8:2::/64 dev if2 metric "$metric" table 102 proto "$tag"
	at 'provider.cable-1.ipv6: routes of its own table'
	ip -6 route del default via "$cable_1_ipv6_gateway" dev if1 metric "$metric" table 101 proto "$tag"
	ip -6 route del "$cable_1_ipv6_network" dev if1 metric "$metric" table 101 proto "$tag"
	at 'default_route: everything else uses the default table'
	ip rule del priority 28000 lookup 1000 protocol "$tag"
	at 'default_route.balance: default route, balanced by weight'
	ip route del default table 1000 proto "$tag"
	at 'provider.dsl.ipv4: default route, backup when those before it are gone'
	ip route del default dev ppp0 src "$dsl_ipv4_address" metric 3 table 1000 proto "$tag"
	at 'provider.cable_2.ipv4: default route when the balanced one is gone with an interface'
	ip route del default via "$cable_2_ipv4_gateway" dev if2 src 198.51.100.2 metric 2 table 1000 proto "$tag"
	at 'provider.cable-1.ipv4: default route when the balanced one is gone with an interface'
	ip route del default via "$cable_1_ipv4_gateway" dev if1 src "$cable_1_ipv4_address" metric 1 table 1000 proto "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule del priority 27999 oif ppp0 lookup 103 protocol "$tag"
	ip rule del priority 27999 oif if2 lookup 102 protocol "$tag"
	ip rule del priority 27999 oif if1 lookup 101 protocol "$tag"
	at 'provider.dsl.ipv4.address: dsl down: unreachable, never another provider'
	ip rule del priority 23900 from "$dsl_ipv4_addresses" unreachable protocol "$tag"
	at 'provider.cable_2.ipv4.address: cable_2 down: unreachable, never another provider'
	ip rule del priority 23900 from 198.51.100.2 unreachable protocol "$tag"
	at 'provider.cable-1.ipv4.address: cable-1 down: unreachable, never another provider'
	ip rule del priority 23900 from "$cable_1_ipv4_addresses" unreachable protocol "$tag"
	at 'provider.dsl.ipv4.address: packets from each address of ppp0 use its table'
	ip rule del priority 22003 from "$dsl_ipv4_addresses" lookup 103 protocol "$tag"
	at 'provider.cable_2.ipv4.address: packets from its address use its table'
	ip rule del priority 22002 from 198.51.100.2 lookup 102 protocol "$tag"
	at 'provider.cable-1.ipv4.address: packets from each address of if1 use its table'
	ip rule del priority 22001 from "$cable_1_ipv4_addresses" lookup 101 protocol "$tag"
	at 'provider.dsl: dsl down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x300/0x3f00 unreachable protocol "$tag"
	at 'provider.cable_2: cable_2 down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.cable-1: cable-1 down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.dsl: packets of its connections use its table'
	ip rule del priority 21003 fwmark 0x300/0x3f00 lookup 103 protocol "$tag"
	at 'provider.cable_2: packets of its connections use its table'
	ip rule del priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.cable-1: packets of its connections use its table'
	ip rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule del priority 20901 nop protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'provider.dsl.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20003 to "$dsl_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.dsl.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20003 to "$dsl_ipv4_network" lookup main suppress_prefixlength "$dsl_ipv4_length" protocol "$tag"
	at 'provider.cable_2.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20002 to 198.51.100.0/24 goto 20901 protocol "$tag"
	at 'provider.cable_2.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20002 to 198.51.100.0/24 lookup main suppress_prefixlength 24 protocol "$tag"
	at 'provider.cable-1.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20001 to "$cable_1_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.cable-1.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20001 to "$cable_1_ipv4_network" lookup main suppress_prefixlength "$cable_1_ipv4_length" protocol "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule del priority 20000 nop protocol "$tag"
	at 'provider.dsl.ipv4: network on the link, and the source address to use there'
	ip route del "$dsl_ipv4_network" dev ppp0 src "$dsl_ipv4_address" metric 2 table 1000 proto "$tag"
	at 'provider.cable_2.ipv4: network on the link, and the source address to use there'
	ip route del 198.51.100.0/24 dev if2 src 198.51.100.2 metric 1 table 1000 proto "$tag"
	at 'provider.cable-1.ipv4: network on the link, and the source address to use there'
	ip route del "$cable_1_ipv4_network" dev if1 src "$cable_1_ipv4_address" table 1000 proto "$tag"
	at 'provider.dsl.ipv4: routes of its own table'
	ip route del default dev ppp0 src "$dsl_ipv4_address" table 103 proto "$tag"
	ip route del "$dsl_ipv4_network" dev ppp0 src "$dsl_ipv4_address" table 103 proto "$tag"
	at 'provider.cable_2.ipv4: routes of its own table'
	ip route del default via "$cable_2_ipv4_gateway" dev if2 src 198.51.100.2 table 102 proto "$tag"
	ip route del 198.51.100.0/24 dev if2 src 198.51.100.2 table 102 proto "$tag"
	at 'provider.cable-1.ipv4: routes of its own table'
	ip route del default via "$cable_1_ipv4_gateway" dev if1 src "$cable_1_ipv4_address" table 101 proto "$tag"
	ip route del "$cable_1_ipv4_network" dev if1 src "$cable_1_ipv4_address" table 101 proto "$tag"
	at 'settings: connections keep their provider; masquerading'
	nft delete table inet splitroute
	at 'provider.cable_2.ipv6: routes count only with a carrier'
	give_back net/ipv6/conf/if2/ignore_routes_with_linkdown
	at 'provider.cable-1.ipv6: routes count only with a carrier'
	give_back net/ipv6/conf/if1/ignore_routes_with_linkdown
	at 'provider.dsl.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/ppp0/ignore_routes_with_linkdown net/ipv4/conf/ppp0/rp_filter
	at 'provider.cable_2.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/if2/ignore_routes_with_linkdown net/ipv4/conf/if2/rp_filter
	at 'provider.cable-1.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/if1/ignore_routes_with_linkdown net/ipv4/conf/if1/rp_filter
}
