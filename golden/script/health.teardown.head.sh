#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Takes down the routing for 3 providers, from health.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
# It undoes every command, the last one first, and restores what setup changed; "show" only prints.
set -eu
tags='201 202'

recalls() {
	recall provider.lte.ipv4
	lte_ipv4_address=$address lte_ipv4_addresses=$addresses lte_ipv4_network=$network lte_ipv4_length=$length lte_ipv4_gateway=$gateway
	recall provider.tunnel.ipv4
	tunnel_ipv4_network=$network
}
commands() {
	at 'settings: marker: setup is complete'
	ip rule del priority 32765 from 255.255.255.255 nop protocol "$tag"
	at 'default_route: everything else uses the default table'
	ip -6 rule del priority 28000 lookup 1000 protocol "$tag"
	at 'provider.fibre.ipv6: default route, preferred provider'
	ip -6 route del default via fe80::1 dev eth0 metric "$metric" table 1000 proto "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip -6 rule del priority 27999 oif eth0 lookup 101 protocol "$tag"
	at 'provider.fibre.ipv6: fibre down: unreachable, never another provider'
	ip -6 rule del priority 23900 from 2001:db8:1::/64 unreachable protocol "$tag"
	at 'provider.fibre.ipv6.address: fibre down: unreachable, never another provider'
	ip -6 rule del priority 23900 from 2001:db8:1::2 unreachable protocol "$tag"
	at 'provider.fibre.ipv6: packets from its network use its table'
	ip -6 rule del priority 23001 from 2001:db8:1::/64 lookup 101 protocol "$tag"
	at 'provider.fibre.ipv6.address: packets from its address use its table'
	ip -6 rule del priority 22001 from 2001:db8:1::2 lookup 101 protocol "$tag"
	at 'provider.fibre: fibre down: unreachable, never another provider'
	ip -6 rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.fibre: packets of its connections use its table'
	ip -6 rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip -6 rule del priority 20901 nop protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip -6 rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'provider.fibre.ipv6: skip main: replies to a host there may leave via another provider'
	ip -6 rule del priority 20001 to 2001:db8:1::/64 goto 20901 protocol "$tag"
	at 'provider.fibre.ipv6: main, but only routes narrower than this network'
	ip -6 rule del priority 20001 to 2001:db8:1::/64 lookup main suppress_prefixlength 64 protocol "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip -6 rule del priority 20000 nop protocol "$tag"
	at 'provider.fibre.ipv6: network on the link'
	ip -6 route del 2001:db8:1::/64 dev eth0 metric "$metric" table 1000 proto "$tag"
	at 'provider.fibre.ipv6: routes of its own table'
	ip -6 route del default via fe80::1 dev eth0 metric "$metric" table 101 proto "$tag"
	ip -6 route del 2001:db8:1::/64 dev eth0 metric "$metric" table 101 proto "$tag"
	at 'default_route: everything else uses the default table'
	ip rule del priority 28000 lookup 1000 protocol "$tag"
	at 'provider.fibre.ipv4: default route, preferred provider'
	ip route del default via 203.0.113.1 dev eth0 src 203.0.113.2 table 1000 proto "$tag"
	at 'provider.tunnel.ipv4: default route, backup when those before it are gone'
	ip route del default dev tun0 src 10.9.0.2 metric 2 table 1000 proto "$tag"
	at 'provider.lte.ipv4: default route, backup when those before it are gone'
	ip route del default via "$lte_ipv4_gateway" dev wwan0 src "$lte_ipv4_address" metric 1 table 1000 proto "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule del priority 27999 oif tun0 lookup 103 protocol "$tag"
	ip rule del priority 27999 oif wwan0 lookup 102 protocol "$tag"
	ip rule del priority 27999 oif eth0 lookup 101 protocol "$tag"
	at 'provider.tunnel.ipv4.address: tunnel down: unreachable, never another provider'
	ip rule del priority 23900 from 10.9.0.2 unreachable protocol "$tag"
	at 'provider.lte.ipv4.address: lte down: unreachable, never another provider'
	ip rule del priority 23900 from "$lte_ipv4_addresses" unreachable protocol "$tag"
	at 'provider.fibre.ipv4.address: fibre down: unreachable, never another provider'
	ip rule del priority 23900 from 203.0.113.2 unreachable protocol "$tag"
	at 'provider.tunnel.ipv4.address: packets from its address use its table'
	ip rule del priority 22003 from 10.9.0.2 lookup 103 protocol "$tag"
	at 'provider.lte.ipv4.address: packets from each address of wwan0 use its table'
	ip rule del priority 22002 from "$lte_ipv4_addresses" lookup 102 protocol "$tag"
	at 'provider.fibre.ipv4.address: packets from its address use its table'
	ip rule del priority 22001 from 203.0.113.2 lookup 101 protocol "$tag"
	at 'provider.tunnel: tunnel down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x300/0x3f00 unreachable protocol "$tag"
	at 'provider.lte: lte down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.fibre: fibre down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.tunnel: packets of its connections use its table'
	ip rule del priority 21003 fwmark 0x300/0x3f00 lookup 103 protocol "$tag"
	at 'provider.lte: packets of its connections use its table'
	ip rule del priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.fibre: packets of its connections use its table'
	ip rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule del priority 20901 nop protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'provider.tunnel.ipv4: skip main: other links may lead to the other end of this one, too'
	ip rule del priority 20003 to "$tunnel_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.lte.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20002 to "$lte_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.lte.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20002 to "$lte_ipv4_network" lookup main suppress_prefixlength "$lte_ipv4_length" protocol "$tag"
	at 'provider.fibre.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20001 to 203.0.113.0/30 goto 20901 protocol "$tag"
	at 'provider.fibre.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20001 to 203.0.113.0/30 lookup main suppress_prefixlength 30 protocol "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule del priority 20000 nop protocol "$tag"
	at 'provider.tunnel.ipv4: other end of the link, and the source address to use there'
	ip route del "$tunnel_ipv4_network" dev tun0 src 10.9.0.2 metric 2 table 1000 proto "$tag"
	at 'provider.lte.ipv4: network on the link, and the source address to use there'
	ip route del "$lte_ipv4_network" dev wwan0 src "$lte_ipv4_address" metric 1 table 1000 proto "$tag"
	at 'provider.fibre: fibre down: unreachable, never another provider'
	ip route del unreachable 192.0.2.128/25 metric 1 table 1000 proto "$tag"
	at 'provider.fibre.ipv4.routes: always routed via this provider'
	ip route del 192.0.2.128/25 via 203.0.113.1 dev eth0 src 203.0.113.2 table 1000 proto "$tag"
	at 'provider.fibre.ipv4: network on the link, and the source address to use there'
	ip route del 203.0.113.0/30 dev eth0 src 203.0.113.2 table 1000 proto "$tag"
	at 'provider.tunnel.ipv4: routes of its own table'
	ip route del default dev tun0 src 10.9.0.2 table 103 proto "$tag"
	ip route del "$tunnel_ipv4_network" dev tun0 src 10.9.0.2 table 103 proto "$tag"
	at 'provider.lte.ipv4: routes of its own table'
	ip route del default via "$lte_ipv4_gateway" dev wwan0 src "$lte_ipv4_address" table 102 proto "$tag"
	ip route del "$lte_ipv4_network" dev wwan0 src "$lte_ipv4_address" table 102 proto "$tag"
	at 'provider.fibre.ipv4: routes of its own table'
	ip route del default via 203.0.113.1 dev eth0 src 203.0.113.2 table 101 proto "$tag"
	ip route del 203.0.113.0/30 dev eth0 src 203.0.113.2 table 101 proto "$tag"
	at 'settings: connections keep their provider; masquerading'
	nft delete table inet splitroute
	at 'provider.fibre.ipv6: routes count only with a carrier'
	give_back net/ipv6/conf/eth0/ignore_routes_with_linkdown
	at 'provider.tunnel.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/tun0/ignore_routes_with_linkdown net/ipv4/conf/tun0/rp_filter
	at 'provider.lte.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/wwan0/ignore_routes_with_linkdown net/ipv4/conf/wwan0/rp_filter
	at 'provider.fibre.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/eth0/ignore_routes_with_linkdown net/ipv4/conf/eth0/rp_filter
}
