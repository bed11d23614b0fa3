#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Takes down the routing for 2 providers, from leased.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
# It undoes every command, the last one first, and restores what setup changed; "show" only prints.
set -eu
tags='201 202'

recalls() {
	recall provider.fibre.ipv4
	fibre_ipv4_address=$address fibre_ipv4_addresses=$addresses fibre_ipv4_network=$network fibre_ipv4_length=$length fibre_ipv4_gateway=$gateway
	recall provider.fibre.ipv6
	fibre_ipv6_addresses=$addresses fibre_ipv6_network=$network fibre_ipv6_length=$length fibre_ipv6_gateway=$gateway fibre_ipv6_prefixes=$prefixes
	recall provider.dsl.ipv4
	dsl_ipv4_address=$address dsl_ipv4_addresses=$addresses dsl_ipv4_network=$network dsl_ipv4_length=$length
	recall provider.dsl.ipv6
	dsl_ipv6_addresses=$addresses dsl_ipv6_network=$network dsl_ipv6_length=$length dsl_ipv6_gateway=$gateway
}
commands() {
	at 'settings: marker: setup is complete'
	ip rule del priority 32765 from 255.255.255.255 nop protocol "$tag"
	at 'settings: marks packets for rule blocks beyond ip rule'
	nft delete table inet splitroute_rules
	at 'default_route: everything else uses the default table'
	ip -6 rule del priority 28000 lookup 1000 protocol "$tag"
	at 'provider.fibre.ipv6: default route, preferred provider'
	ip -6 route del default via "$fibre_ipv6_gateway" dev eth0 metric "$metric" table 1000 proto "$tag"
	at 'provider.dsl.ipv6: default route, backup when those before it are gone'
	ip -6 route del default via "$dsl_ipv6_gateway" dev ppp0 metric "${metric}1" table 1000 proto "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip -6 rule del priority 27999 oif ppp0 lookup 102 protocol "$tag"
	ip -6 rule del priority 27999 oif eth0 lookup 101 protocol "$tag"
	at 'provider.dsl.ipv6.address: dsl down: unreachable, never another provider'
	ip -6 rule del priority 27998 from "$dsl_ipv6_addresses" unreachable protocol "$tag"
	at 'provider.fibre.ipv6.address: fibre down: unreachable, never another provider'
	ip -6 rule del priority 27998 from "$fibre_ipv6_addresses" unreachable protocol "$tag"
	at 'provider.dsl.ipv6.address: packets that skipped the rules for source addresses use its table'
	ip -6 rule del priority 27998 from "$dsl_ipv6_addresses" lookup 102 protocol "$tag"
	at 'provider.fibre.ipv6.address: packets that skipped the rules for source addresses use its table'
	ip -6 rule del priority 27998 from "$fibre_ipv6_addresses" lookup 101 protocol "$tag"
	at 'provider.dsl.ipv6: dsl down: unreachable, never another provider'
	ip -6 rule del priority 23900 from "$dsl_ipv6_network" fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.dsl.ipv6.address: dsl down: unreachable, never another provider'
	ip -6 rule del priority 23900 from "$dsl_ipv6_addresses" fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.fibre.ipv6: fibre down: unreachable, never another provider'
	ip -6 rule del priority 23900 from "$fibre_ipv6_network" fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.fibre: fibre down: unreachable, never another provider'
	ip -6 rule del priority 23900 from "$fibre_ipv6_prefixes" unreachable protocol "$tag"
	ip -6 rule del priority 23900 from 2001:db8:8::/48 unreachable protocol "$tag"
	at 'provider.fibre.ipv6.address: fibre down: unreachable, never another provider'
	ip -6 rule del priority 23900 from "$fibre_ipv6_addresses" fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.dsl.ipv6: packets from its network use its table'
	ip -6 rule del priority 23002 from "$dsl_ipv6_network" fwmark 0x0/0x3f00 lookup 102 protocol "$tag"
	at 'provider.fibre.ipv6: packets from its network use its table'
	ip -6 rule del priority 23001 from "$fibre_ipv6_network" fwmark 0x0/0x3f00 lookup 101 protocol "$tag"
	at 'provider.fibre: packets from its prefixes use its table'
	ip -6 rule del priority 23001 from "$fibre_ipv6_prefixes" lookup 101 protocol "$tag"
	ip -6 rule del priority 23001 from 2001:db8:8::/48 lookup 101 protocol "$tag"
	at 'provider.dsl.ipv6.address: packets from each address of ppp0 use its table'
	ip -6 rule del priority 22002 from "$dsl_ipv6_addresses" fwmark 0x0/0x3f00 lookup 102 protocol "$tag"
	at 'provider.fibre.ipv6.address: packets from each address of eth0 use its table'
	ip -6 rule del priority 22001 from "$fibre_ipv6_addresses" fwmark 0x0/0x3f00 lookup 101 protocol "$tag"
	at 'provider.dsl: dsl down: unreachable, never another provider'
	ip -6 rule del priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.fibre: fibre down: unreachable, never another provider'
	ip -6 rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.dsl: packets of its connections use its table'
	ip -6 rule del priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.fibre: packets of its connections use its table'
	ip -6 rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip -6 rule del priority 20901 nop protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip -6 rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'provider.dsl.ipv6: skip main: replies to a host there may leave via another provider'
	ip -6 rule del priority 20002 to "$dsl_ipv6_network" goto 20901 protocol "$tag"
	at 'provider.dsl.ipv6: main, but only routes narrower than this network'
	ip -6 rule del priority 20002 to "$dsl_ipv6_network" lookup main suppress_prefixlength "$dsl_ipv6_length" protocol "$tag"
	at 'provider.fibre.ipv6: skip main: replies to a host there may leave via another provider'
	ip -6 rule del priority 20001 to "$fibre_ipv6_network" goto 20901 protocol "$tag"
	at 'provider.fibre.ipv6: main, but only routes narrower than this network'
	ip -6 rule del priority 20001 to "$fibre_ipv6_network" lookup main suppress_prefixlength "$fibre_ipv6_length" protocol "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip -6 rule del priority 20000 nop protocol "$tag"
	at 'provider.dsl.ipv6: network on the link'
	ip -6 route del "$dsl_ipv6_network" dev ppp0 metric "${metric}1" table 1000 proto "$tag"
	at 'provider.fibre.ipv6: network on the link'
	ip -6 route del "$fibre_ipv6_network" dev eth0 metric "$metric" table 1000 proto "$tag"
	at 'provider.dsl.ipv6: routes of its own table'
	ip -6 route del default via "$dsl_ipv6_gateway" dev ppp0 metric "$metric" table 102 proto "$tag"
	ip -6 route del "$dsl_ipv6_network" dev ppp0 metric "$metric" table 102 proto "$tag"
	at 'provider.fibre.ipv6: routes of its own table'
	ip -6 route del default via "$fibre_ipv6_gateway" dev eth0 metric "$metric" table 101 proto "$tag"
	ip -6 route del "$fibre_ipv6_network" dev eth0 metric "$metric" table 101 proto "$tag"
	at 'default_route: everything else uses the default table'
	ip rule del priority 28000 lookup 1000 protocol "$tag"
	at 'provider.fibre.ipv4: default route, preferred provider'
	ip route del default via "$fibre_ipv4_gateway" dev eth0 src "$fibre_ipv4_address" table 1000 proto "$tag"
	at 'provider.dsl.ipv4: default route, backup when those before it are gone'
	ip route del default dev ppp0 src "$dsl_ipv4_address" metric 1 table 1000 proto "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule del priority 27999 oif ppp0 lookup 102 protocol "$tag"
	ip rule del priority 27999 oif eth0 lookup 101 protocol "$tag"
	at 'provider.dsl.ipv4.address: dsl down: unreachable, never another provider'
	ip rule del priority 27998 from "$dsl_ipv4_addresses" unreachable protocol "$tag"
	at 'provider.fibre.ipv4.address: fibre down: unreachable, never another provider'
	ip rule del priority 27998 from "$fibre_ipv4_addresses" unreachable protocol "$tag"
	at 'provider.dsl.ipv4.address: packets that skipped the rules for source addresses use its table'
	ip rule del priority 27998 from "$dsl_ipv4_addresses" lookup 102 protocol "$tag"
	at 'provider.fibre.ipv4.address: packets that skipped the rules for source addresses use its table'
	ip rule del priority 27998 from "$fibre_ipv4_addresses" lookup 101 protocol "$tag"
	at 'rule.guests: leaves via dsl, marked by nft'
	ip rule del priority 24001 fwmark 0x3f00/0x3f00 lookup 102 protocol "$tag"
	at 'provider.dsl.ipv4.address: dsl down: unreachable, never another provider'
	ip rule del priority 23900 from "$dsl_ipv4_addresses" fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.fibre: fibre down: unreachable, never another provider'
	ip rule del priority 23900 from 192.0.2.16/28 unreachable protocol "$tag"
	at 'provider.fibre.ipv4.address: fibre down: unreachable, never another provider'
	ip rule del priority 23900 from "$fibre_ipv4_addresses" fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.fibre: packets from its prefixes use its table'
	ip rule del priority 23001 from 192.0.2.16/28 lookup 101 protocol "$tag"
	at 'provider.dsl.ipv4.address: packets from each address of ppp0 use its table'
	ip rule del priority 22002 from "$dsl_ipv4_addresses" fwmark 0x0/0x3f00 lookup 102 protocol "$tag"
	at 'provider.fibre.ipv4.address: packets from each address of eth0 use its table'
	ip rule del priority 22001 from "$fibre_ipv4_addresses" fwmark 0x0/0x3f00 lookup 101 protocol "$tag"
	at 'provider.dsl: dsl down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.fibre: fibre down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.dsl: packets of its connections use its table'
	ip rule del priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.fibre: packets of its connections use its table'
	ip rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule del priority 20901 nop protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'provider.dsl.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20002 to "$dsl_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.dsl.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20002 to "$dsl_ipv4_network" lookup main suppress_prefixlength "$dsl_ipv4_length" protocol "$tag"
	at 'provider.fibre.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20001 to "$fibre_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.fibre.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20001 to "$fibre_ipv4_network" lookup main suppress_prefixlength "$fibre_ipv4_length" protocol "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule del priority 20000 nop protocol "$tag"
	at 'provider.dsl.ipv4: network on the link, and the source address to use there'
	ip route del "$dsl_ipv4_network" dev ppp0 src "$dsl_ipv4_address" metric 1 table 1000 proto "$tag"
	at 'provider.fibre.ipv4: network on the link, and the source address to use there'
	ip route del "$fibre_ipv4_network" dev eth0 src "$fibre_ipv4_address" table 1000 proto "$tag"
	at 'provider.dsl.ipv4: routes of its own table'
	ip route del default dev ppp0 src "$dsl_ipv4_address" table 102 proto "$tag"
	ip route del "$dsl_ipv4_network" dev ppp0 src "$dsl_ipv4_address" table 102 proto "$tag"
	at 'provider.fibre.ipv4: routes of its own table'
	ip route del default via "$fibre_ipv4_gateway" dev eth0 src "$fibre_ipv4_address" table 101 proto "$tag"
	ip route del "$fibre_ipv4_network" dev eth0 src "$fibre_ipv4_address" table 101 proto "$tag"
	at 'settings: connections keep their provider; masquerading'
	nft delete table inet splitroute
	at 'provider.dsl.ipv6: routes count only with a carrier'
	give_back net/ipv6/conf/ppp0/ignore_routes_with_linkdown
	at 'provider.fibre.ipv6: routes count only with a carrier'
	give_back net/ipv6/conf/eth0/ignore_routes_with_linkdown
	at 'provider.dsl.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/ppp0/ignore_routes_with_linkdown net/ipv4/conf/ppp0/rp_filter
	at 'provider.fibre.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/eth0/ignore_routes_with_linkdown net/ipv4/conf/eth0/rp_filter
}
