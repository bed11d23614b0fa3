#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Takes down the routing for 2 providers, from same-private.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
# It undoes every command, the last one first, and restores what setup changed; "show" only prints.
set -eu
tags='201 202'

recalls() { :; }
commands() {
	at 'settings: marker: setup is complete'
	ip rule del priority 32765 from 255.255.255.255 nop protocol "$tag"
	at 'default_route: everything else uses the default table'
	ip rule del priority 28000 lookup 1000 protocol "$tag"
	at 'default_route.balance: default route, balanced by weight'
	ip route del default table 1000 proto "$tag"
	at 'provider.cable.ipv4: default route when the balanced one is gone with an interface'
	ip route del default via 192.168.1.1 dev eth2 src 192.168.1.3 metric 2 table 1000 proto "$tag"
	at 'provider.dsl.ipv4: default route when the balanced one is gone with an interface'
	ip route del default via 192.168.1.1 dev eth1 src 192.168.1.2 metric 1 table 1000 proto "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule del priority 27999 oif eth2 lookup 102 protocol "$tag"
	ip rule del priority 27999 oif eth1 lookup 101 protocol "$tag"
	at 'provider.cable.ipv4.address: cable down: unreachable, never another provider'
	ip rule del priority 23900 from 192.168.1.3 unreachable protocol "$tag"
	at 'provider.dsl.ipv4.address: dsl down: unreachable, never another provider'
	ip rule del priority 23900 from 192.168.1.2 unreachable protocol "$tag"
	at 'provider.cable.ipv4.address: packets from its address use its table'
	ip rule del priority 22002 from 192.168.1.3 lookup 102 protocol "$tag"
	at 'provider.dsl.ipv4.address: packets from its address use its table'
	ip rule del priority 22001 from 192.168.1.2 lookup 101 protocol "$tag"
	at 'provider.cable: cable down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.dsl: dsl down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.cable: packets of its connections use its table'
	ip rule del priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.dsl: packets of its connections use its table'
	ip rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule del priority 20901 nop protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'provider.cable.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20002 to 192.168.1.0/24 goto 20901 protocol "$tag"
	at 'provider.cable.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20002 to 192.168.1.0/24 lookup main suppress_prefixlength 24 protocol "$tag"
	at 'provider.dsl.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20001 to 192.168.1.0/24 goto 20901 protocol "$tag"
	at 'provider.dsl.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20001 to 192.168.1.0/24 lookup main suppress_prefixlength 24 protocol "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule del priority 20000 nop protocol "$tag"
	at 'provider.cable.ipv4: network on the link, and the source address to use there'
	ip route del 192.168.1.0/24 dev eth2 src 192.168.1.3 metric 1 table 1000 proto "$tag"
	at 'provider.dsl.ipv4: network on the link, and the source address to use there'
	ip route del 192.168.1.0/24 dev eth1 src 192.168.1.2 table 1000 proto "$tag"
	at 'provider.cable.ipv4: routes of its own table'
	ip route del default via 192.168.1.1 dev eth2 src 192.168.1.3 table 102 proto "$tag"
	ip route del 192.168.1.0/24 dev eth2 src 192.168.1.3 table 102 proto "$tag"
	at 'provider.dsl.ipv4: routes of its own table'
	ip route del default via 192.168.1.1 dev eth1 src 192.168.1.2 table 101 proto "$tag"
	ip route del 192.168.1.0/24 dev eth1 src 192.168.1.2 table 101 proto "$tag"
	at 'settings: connections keep their provider; masquerading'
	nft delete table inet splitroute
	at 'provider.cable.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/eth2/ignore_routes_with_linkdown net/ipv4/conf/eth2/rp_filter
	at 'provider.dsl.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/eth1/ignore_routes_with_linkdown net/ipv4/conf/eth1/rp_filter
}
