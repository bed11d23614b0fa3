#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Takes down the routing for 2 providers, from optional.hcl.
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
	at 'provider.line1.ipv4: default route, preferred provider'
	ip route del default via 203.0.113.1 dev if1 src 203.0.113.2 table 1000 proto "$tag"
	at 'provider.line2.ipv4: default route, backup when those before it are gone'
	ip route del default via 203.0.113.1 dev if2 src 203.0.113.6 metric 1 table 1000 proto "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule del priority 27999 oif if2 lookup 102 protocol "$tag"
	ip rule del priority 27999 oif if1 lookup 101 protocol "$tag"
	at 'provider.line2.ipv4.address: line2 down: unreachable, never another provider'
	ip rule del priority 23900 from 203.0.113.6 unreachable protocol "$tag"
	at 'provider.line1.ipv4.address: line1 down: unreachable, never another provider'
	ip rule del priority 23900 from 203.0.113.2 unreachable protocol "$tag"
	at 'provider.line2.ipv4.address: packets from its address use its table'
	ip rule del priority 22002 from 203.0.113.6 lookup 102 protocol "$tag"
	at 'provider.line1.ipv4.address: packets from its address use its table'
	ip rule del priority 22001 from 203.0.113.2 lookup 101 protocol "$tag"
	at 'provider.line2: line2 down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.line1: line1 down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.line2: packets of its connections use its table'
	ip rule del priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.line1: packets of its connections use its table'
	ip rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule del priority 20901 nop protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'provider.line2.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20002 to 203.0.113.0/29 goto 20901 protocol "$tag"
	at 'provider.line2.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20002 to 203.0.113.0/29 lookup main suppress_prefixlength 29 protocol "$tag"
	at 'provider.line1.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20001 to 203.0.113.0/29 goto 20901 protocol "$tag"
	at 'provider.line1.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20001 to 203.0.113.0/29 lookup main suppress_prefixlength 29 protocol "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule del priority 20000 nop protocol "$tag"
	at 'provider.line2.ipv4: network on the link, and the source address to use there'
	ip route del 203.0.113.0/29 dev if2 src 203.0.113.6 metric 1 table 1000 proto "$tag"
	at 'provider.line1.ipv4: network on the link, and the source address to use there'
	ip route del 203.0.113.0/29 dev if1 src 203.0.113.2 table 1000 proto "$tag"
	at 'provider.line2.ipv4: routes of its own table'
	ip route del default via 203.0.113.1 dev if2 src 203.0.113.6 table 102 proto "$tag"
	ip route del 203.0.113.0/29 dev if2 src 203.0.113.6 table 102 proto "$tag"
	at 'provider.line1.ipv4: routes of its own table'
	ip route del default via 203.0.113.1 dev if1 src 203.0.113.2 table 101 proto "$tag"
	ip route del 203.0.113.0/29 dev if1 src 203.0.113.2 table 101 proto "$tag"
	at 'settings: connections keep their provider; masquerading'
	nft delete table inet splitroute
	at 'provider.line2.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/if2/ignore_routes_with_linkdown net/ipv4/conf/if2/rp_filter
	at 'provider.line1.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/if1/ignore_routes_with_linkdown net/ipv4/conf/if1/rp_filter
}
