#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Takes down the routing for 2 providers, from variables.hcl.
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
	at 'provider.isp1.ipv4: default route, preferred provider'
	ip route del default via 203.0.113.1 dev if1 src 203.0.113.2 table 1000 proto "$tag"
	at 'provider.isp2.ipv4: default route, backup when those before it are gone'
	ip route del default via 198.51.100.1 dev if2 src 198.51.100.2 metric 1 table 1000 proto "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule del priority 27999 oif if2 lookup 102 protocol "$tag"
	ip rule del priority 27999 oif if1 lookup 101 protocol "$tag"
	at 'provider.isp2.ipv4.address: isp2 down: unreachable, never another provider'
	ip rule del priority 23900 from 198.51.100.2 unreachable protocol "$tag"
	at 'provider.isp1.ipv4.address: isp1 down: unreachable, never another provider'
	ip rule del priority 23900 from 203.0.113.2 unreachable protocol "$tag"
	at 'provider.isp2.ipv4.address: packets from its address use its table'
	ip rule del priority 22002 from 198.51.100.2 lookup 102 protocol "$tag"
	at 'provider.isp1.ipv4.address: packets from its address use its table'
	ip rule del priority 22001 from 203.0.113.2 lookup 101 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule del priority 20901 nop protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'provider.isp2.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20002 to 198.51.100.0/30 goto 20901 protocol "$tag"
	at 'provider.isp2.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20002 to 198.51.100.0/30 lookup main suppress_prefixlength 30 protocol "$tag"
	at 'provider.isp1.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20001 to 203.0.113.0/28 goto 20901 protocol "$tag"
	at 'provider.isp1.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20001 to 203.0.113.0/28 lookup main suppress_prefixlength 28 protocol "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule del priority 20000 nop protocol "$tag"
	at 'provider.isp2: isp2 down: unreachable, never another provider'
	ip route del unreachable 192.0.2.54/32 metric 1 table 1000 proto "$tag"
	ip route del unreachable 192.0.2.53/32 metric 1 table 1000 proto "$tag"
	at 'provider.isp2.ipv4.routes: always routed via this provider'
	ip route del 192.0.2.54/32 via 198.51.100.1 dev if2 src 198.51.100.2 table 1000 proto "$tag"
	ip route del 192.0.2.53/32 via 198.51.100.1 dev if2 src 198.51.100.2 table 1000 proto "$tag"
	at 'provider.isp2.ipv4: network on the link, and the source address to use there'
	ip route del 198.51.100.0/30 dev if2 src 198.51.100.2 table 1000 proto "$tag"
	at 'provider.isp1.ipv4: network on the link, and the source address to use there'
	ip route del 203.0.113.0/28 dev if1 src 203.0.113.2 table 1000 proto "$tag"
	at 'provider.isp2.ipv4: routes of its own table'
	ip route del default via 198.51.100.1 dev if2 src 198.51.100.2 table 102 proto "$tag"
	ip route del 198.51.100.0/30 dev if2 src 198.51.100.2 table 102 proto "$tag"
	at 'provider.isp1.ipv4: routes of its own table'
	ip route del default via 203.0.113.1 dev if1 src 203.0.113.2 table 101 proto "$tag"
	ip route del 203.0.113.0/28 dev if1 src 203.0.113.2 table 101 proto "$tag"
	at 'provider.isp2.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/if2/ignore_routes_with_linkdown net/ipv4/conf/if2/rp_filter
	at 'provider.isp1.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/if1/ignore_routes_with_linkdown net/ipv4/conf/if1/rp_filter
}
