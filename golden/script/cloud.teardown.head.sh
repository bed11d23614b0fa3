#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Takes down the routing for 3 providers, from cloud.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
# It undoes every command, the last one first, and restores what setup changed; "show" only prints.
set -eu
tags='201 202'

recalls() {
	recall provider.front.ipv4
	front_ipv4_address=$address front_ipv4_addresses=$addresses front_ipv4_network=$network front_ipv4_length=$length front_ipv4_gateway=$gateway
	recall provider.back.ipv4
	back_ipv4_address=$address back_ipv4_addresses=$addresses back_ipv4_network=$network back_ipv4_length=$length back_ipv4_gateway=$gateway
	recall provider.backup.ipv4
	backup_ipv4_address=$address backup_ipv4_addresses=$addresses backup_ipv4_network=$network backup_ipv4_length=$length backup_ipv4_gateway=$gateway
}
commands() {
	at 'settings: marker: setup is complete'
	ip rule del priority 32765 from 255.255.255.255 nop protocol "$tag"
	at 'default_route: everything else uses the default table'
	ip rule del priority 28000 lookup 1000 protocol "$tag"
	at 'provider.front.ipv4: default route, preferred provider'
	ip route del default via "$front_ipv4_gateway" dev ens5 src "$front_ipv4_address" table 1000 proto "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule del priority 27999 oif ens7 lookup 103 protocol "$tag"
	ip rule del priority 27999 oif ens6 lookup 102 protocol "$tag"
	ip rule del priority 27999 oif ens5 lookup 101 protocol "$tag"
	at 'provider.backup.ipv4.address: backup down: unreachable, never another provider'
	ip rule del priority 23900 from "$backup_ipv4_addresses" unreachable protocol "$tag"
	at 'provider.back.ipv4.address: back down: unreachable, never another provider'
	ip rule del priority 23900 from "$back_ipv4_addresses" unreachable protocol "$tag"
	at 'provider.front.ipv4.address: front down: unreachable, never another provider'
	ip rule del priority 23900 from "$front_ipv4_addresses" unreachable protocol "$tag"
	at 'provider.backup.ipv4.address: packets from each address of ens7 use its table'
	ip rule del priority 22003 from "$backup_ipv4_addresses" lookup 103 protocol "$tag"
	at 'provider.back.ipv4.address: packets from each address of ens6 use its table'
	ip rule del priority 22002 from "$back_ipv4_addresses" lookup 102 protocol "$tag"
	at 'provider.front.ipv4.address: packets from each address of ens5 use its table'
	ip rule del priority 22001 from "$front_ipv4_addresses" lookup 101 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule del priority 20901 nop protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'provider.backup.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20003 to "$backup_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.backup.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20003 to "$backup_ipv4_network" lookup main suppress_prefixlength "$backup_ipv4_length" protocol "$tag"
	at 'provider.back.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20002 to "$back_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.back.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20002 to "$back_ipv4_network" lookup main suppress_prefixlength "$back_ipv4_length" protocol "$tag"
	at 'provider.front.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20001 to "$front_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.front.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20001 to "$front_ipv4_network" lookup main suppress_prefixlength "$front_ipv4_length" protocol "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule del priority 20000 nop protocol "$tag"
	at 'provider.backup.ipv4: network on the link, and the source address to use there'
	ip route del "$backup_ipv4_network" dev ens7 src "$backup_ipv4_address" metric 2 table 1000 proto "$tag"
	at 'provider.back.ipv4: network on the link, and the source address to use there'
	ip route del "$back_ipv4_network" dev ens6 src "$back_ipv4_address" metric 1 table 1000 proto "$tag"
	at 'provider.front.ipv4: network on the link, and the source address to use there'
	ip route del "$front_ipv4_network" dev ens5 src "$front_ipv4_address" table 1000 proto "$tag"
	at 'provider.backup.ipv4: routes of its own table'
	ip route del default via "$backup_ipv4_gateway" dev ens7 src "$backup_ipv4_address" table 103 proto "$tag"
	ip route del "$backup_ipv4_network" dev ens7 src "$backup_ipv4_address" table 103 proto "$tag"
	at 'provider.back.ipv4: routes of its own table'
	ip route del default via "$back_ipv4_gateway" dev ens6 src "$back_ipv4_address" table 102 proto "$tag"
	ip route del "$back_ipv4_network" dev ens6 src "$back_ipv4_address" table 102 proto "$tag"
	at 'provider.front.ipv4: routes of its own table'
	ip route del default via "$front_ipv4_gateway" dev ens5 src "$front_ipv4_address" table 101 proto "$tag"
	ip route del "$front_ipv4_network" dev ens5 src "$front_ipv4_address" table 101 proto "$tag"
	at 'provider.backup.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/ens7/ignore_routes_with_linkdown net/ipv4/conf/ens7/rp_filter
	at 'provider.back.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/ens6/ignore_routes_with_linkdown net/ipv4/conf/ens6/rp_filter
	at 'provider.front.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/ens5/ignore_routes_with_linkdown net/ipv4/conf/ens5/rp_filter
}
