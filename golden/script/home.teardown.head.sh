#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Takes down the routing for 2 providers, from home.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
# It undoes every command, the last one first, and restores what setup changed; "show" only prints.
set -eu
tags='201 202'

recalls() {
	recall provider.fibre.ipv4
	fibre_ipv4_address=$address fibre_ipv4_addresses=$addresses fibre_ipv4_network=$network fibre_ipv4_length=$length fibre_ipv4_gateway=$gateway
	recall provider.lte.ipv4
	lte_ipv4_address=$address lte_ipv4_addresses=$addresses lte_ipv4_network=$network lte_ipv4_length=$length lte_ipv4_gateway=$gateway
}
commands() {
	at 'settings: marker: setup is complete'
	ip rule del priority 32765 from 255.255.255.255 nop protocol "$tag"
	at 'default_route: everything else uses the default table'
	ip rule del priority 28000 lookup 1000 protocol "$tag"
	at 'provider.fibre.ipv4: default route, preferred provider'
	ip route del default via "$fibre_ipv4_gateway" dev eth0 src "$fibre_ipv4_address" table 1000 proto "$tag"
	at 'provider.lte.ipv4: default route, backup when those before it are gone'
	ip route del default via "$lte_ipv4_gateway" dev wwan0 src "$lte_ipv4_address" metric 1 table 1000 proto "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule del priority 27999 oif wwan0 lookup 102 protocol "$tag"
	ip rule del priority 27999 oif eth0 lookup 101 protocol "$tag"
	at 'provider.lte.ipv4.address: lte down: unreachable, never another provider'
	ip rule del priority 23900 from "$lte_ipv4_addresses" unreachable protocol "$tag"
	at 'provider.fibre.ipv4.address: fibre down: unreachable, never another provider'
	ip rule del priority 23900 from "$fibre_ipv4_addresses" unreachable protocol "$tag"
	at 'provider.lte.ipv4.address: packets from each address of wwan0 use its table'
	ip rule del priority 22002 from "$lte_ipv4_addresses" lookup 102 protocol "$tag"
	at 'provider.fibre.ipv4.address: packets from each address of eth0 use its table'
	ip rule del priority 22001 from "$fibre_ipv4_addresses" lookup 101 protocol "$tag"
	at 'provider.lte: lte down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.fibre: fibre down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.lte: packets of its connections use its table'
	ip rule del priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.fibre: packets of its connections use its table'
	ip rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule del priority 20901 nop protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'provider.lte.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20002 to "$lte_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.lte.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20002 to "$lte_ipv4_network" lookup main suppress_prefixlength "$lte_ipv4_length" protocol "$tag"
	at 'provider.fibre.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20001 to "$fibre_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.fibre.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20001 to "$fibre_ipv4_network" lookup main suppress_prefixlength "$fibre_ipv4_length" protocol "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule del priority 20000 nop protocol "$tag"
	at 'provider.lte.ipv4: network on the link, and the source address to use there'
	ip route del "$lte_ipv4_network" dev wwan0 src "$lte_ipv4_address" metric 1 table 1000 proto "$tag"
	at 'provider.fibre.ipv4: network on the link, and the source address to use there'
	ip route del "$fibre_ipv4_network" dev eth0 src "$fibre_ipv4_address" table 1000 proto "$tag"
	at 'provider.lte.ipv4: routes of its own table'
	ip route del default via "$lte_ipv4_gateway" dev wwan0 src "$lte_ipv4_address" table 102 proto "$tag"
	ip route del "$lte_ipv4_network" dev wwan0 src "$lte_ipv4_address" table 102 proto "$tag"
	at 'provider.fibre.ipv4: routes of its own table'
	ip route del default via "$fibre_ipv4_gateway" dev eth0 src "$fibre_ipv4_address" table 101 proto "$tag"
	ip route del "$fibre_ipv4_network" dev eth0 src "$fibre_ipv4_address" table 101 proto "$tag"
	at 'settings: connections keep their provider; masquerading'
	nft delete table inet splitroute
	at 'provider.lte.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/wwan0/ignore_routes_with_linkdown net/ipv4/conf/wwan0/rp_filter
	at 'provider.fibre.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/eth0/ignore_routes_with_linkdown net/ipv4/conf/eth0/rp_filter
}
