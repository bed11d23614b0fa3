#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Takes down the routing for 2 providers, from vpn.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
# It undoes every command, the last one first, and restores what setup changed; "show" only prints.
set -eu
tags='201 202'

recalls() {
	recall provider.vpn.ipv4
	vpn_ipv4_network=$network
	recall provider.vpn.ipv6
	vpn_ipv6_network=$network
}
commands() {
	at 'settings: marker: setup is complete'
	ip rule del priority 32765 from 255.255.255.255 nop protocol "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip -6 rule del priority 27999 oif wg0 lookup 102 protocol "$tag"
	at 'rule.backup-user: vpn down: unreachable, never another provider'
	ip -6 rule del priority 24002 iif lo uidrange 1001-1001 unreachable protocol "$tag"
	at 'rule.backup-user: leaves via vpn'
	ip -6 rule del priority 24002 iif lo uidrange 1001-1001 lookup 102 protocol "$tag"
	at 'rule.company: vpn down: unreachable, never another provider'
	ip -6 rule del priority 24001 to 2001:db8:c0::/44 unreachable protocol "$tag"
	at 'rule.company: leaves via vpn'
	ip -6 rule del priority 24001 to 2001:db8:c0::/44 lookup 102 protocol "$tag"
	at 'default_route: goto target: packets that skip the rules for source addresses'
	ip -6 rule del priority 23949 nop protocol "$tag"
	at 'provider.vpn.ipv6.address: vpn down: unreachable, never another provider'
	ip -6 rule del priority 23900 from fd64::2 unreachable protocol "$tag"
	at 'provider.vpn.ipv6.address: packets from its address use its table'
	ip -6 rule del priority 22002 from fd64::2 lookup 102 protocol "$tag"
	at 'rule.backup-user: skip the rules for source addresses: vpn or nothing'
	ip -6 rule del priority 21950 iif lo uidrange 1001-1001 goto 23949 protocol "$tag"
	at 'rule.company: skip the rules for source addresses: vpn or nothing'
	ip -6 rule del priority 21950 to 2001:db8:c0::/44 iif lo goto 23949 protocol "$tag"
	at 'provider.vpn: vpn down: unreachable, never another provider'
	ip -6 rule del priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.vpn: packets of its connections use its table'
	ip -6 rule del priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip -6 rule del priority 20901 nop protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip -6 rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'provider.vpn.ipv6: skip main: other links may lead to the other end of this one, too'
	ip -6 rule del priority 20002 to "$vpn_ipv6_network" goto 20901 protocol "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip -6 rule del priority 20000 nop protocol "$tag"
	at 'provider.vpn.ipv6: routes of its own table'
	ip -6 route del default dev wg0 src fd64::2 metric "$metric" table 102 proto "$tag"
	ip -6 route del "$vpn_ipv6_network" dev wg0 src fd64::2 metric "$metric" table 102 proto "$tag"
	at 'default_route: everything else uses the default table'
	ip rule del priority 28000 lookup 1000 protocol "$tag"
	at 'provider.isp.ipv4: default route, preferred provider'
	ip route del default via 203.0.113.1 dev eth0 src 203.0.113.2 table 1000 proto "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule del priority 27999 oif wg0 lookup 102 protocol "$tag"
	ip rule del priority 27999 oif eth0 lookup 101 protocol "$tag"
	at 'rule.backup-user: vpn down: unreachable, never another provider'
	ip rule del priority 24002 iif lo uidrange 1001-1001 unreachable protocol "$tag"
	at 'rule.backup-user: leaves via vpn'
	ip rule del priority 24002 iif lo uidrange 1001-1001 lookup 102 protocol "$tag"
	at 'rule.company: vpn down: unreachable, never another provider'
	ip rule del priority 24001 to 10.128.0.0/9 unreachable protocol "$tag"
	at 'rule.company: leaves via vpn'
	ip rule del priority 24001 to 10.128.0.0/9 lookup 102 protocol "$tag"
	at 'default_route: routes more specific than a default come first'
	ip rule del priority 23950 lookup 1000 suppress_prefixlength 1 protocol "$tag"
	at 'default_route: goto target: packets that skip the rules for source addresses'
	ip rule del priority 23949 nop protocol "$tag"
	at 'provider.vpn.ipv4.address: vpn down: unreachable, never another provider'
	ip rule del priority 23900 from 10.64.0.2 unreachable protocol "$tag"
	at 'provider.isp.ipv4.address: isp down: unreachable, never another provider'
	ip rule del priority 23900 from 203.0.113.2 unreachable protocol "$tag"
	at 'provider.vpn.ipv4.address: packets from its address use its table'
	ip rule del priority 22002 from 10.64.0.2 lookup 102 protocol "$tag"
	at 'provider.isp.ipv4.address: packets from its address use its table'
	ip rule del priority 22001 from 203.0.113.2 lookup 101 protocol "$tag"
	at 'rule.backup-user: skip the rules for source addresses: vpn or nothing'
	ip rule del priority 21950 iif lo uidrange 1001-1001 goto 23949 protocol "$tag"
	at 'rule.company: skip the rules for source addresses: vpn or nothing'
	ip rule del priority 21950 to 10.128.0.0/9 iif lo goto 23949 protocol "$tag"
	at 'provider.vpn.ipv4: network on the link, for lookups that name the interface'
	ip rule del priority 21949 to "$vpn_ipv4_network" oif wg0 lookup main protocol "$tag"
	at 'provider.isp: network on the link, for lookups that name the interface'
	ip rule del priority 21949 to 203.0.113.0/30 oif eth0 lookup main protocol "$tag"
	at 'provider.vpn: vpn down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.isp: isp down: unreachable, never another provider'
	ip rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.vpn: packets of its connections use its table'
	ip rule del priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.isp: packets of its connections use its table'
	ip rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule del priority 20901 nop protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'provider.vpn.ipv4: skip main: other links may lead to the other end of this one, too'
	ip rule del priority 20002 to "$vpn_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.isp.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule del priority 20001 to 203.0.113.0/30 goto 20901 protocol "$tag"
	at 'provider.isp.ipv4: main, but only routes narrower than this network'
	ip rule del priority 20001 to 203.0.113.0/30 lookup main suppress_prefixlength 30 protocol "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule del priority 20000 nop protocol "$tag"
	at 'provider.vpn.ipv4: other end of the link, and the source address to use there'
	ip route del "$vpn_ipv4_network" dev wg0 src 10.64.0.2 metric 1 table 1000 proto "$tag"
	at 'provider.isp: isp down: unreachable, never another provider'
	ip route del unreachable 192.0.2.1/32 metric 1 table 1000 proto "$tag"
	at 'provider.isp.ipv4.routes: always routed via this provider'
	ip route del 192.0.2.1/32 via 203.0.113.1 dev eth0 src 203.0.113.2 table 1000 proto "$tag"
	at 'provider.isp.ipv4: network on the link, and the source address to use there'
	ip route del 203.0.113.0/30 dev eth0 src 203.0.113.2 table 1000 proto "$tag"
	at 'provider.vpn.ipv4: routes of its own table'
	ip route del default dev wg0 src 10.64.0.2 table 102 proto "$tag"
	ip route del "$vpn_ipv4_network" dev wg0 src 10.64.0.2 table 102 proto "$tag"
	at 'provider.isp.ipv4: routes of its own table'
	ip route del default via 203.0.113.1 dev eth0 src 203.0.113.2 table 101 proto "$tag"
	ip route del 203.0.113.0/30 dev eth0 src 203.0.113.2 table 101 proto "$tag"
	at 'settings: connections keep their provider; masquerading'
	nft delete table inet splitroute
	at 'provider.vpn.ipv6: routes count only with a carrier'
	give_back net/ipv6/conf/wg0/ignore_routes_with_linkdown
	at 'provider.vpn.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/wg0/ignore_routes_with_linkdown net/ipv4/conf/wg0/rp_filter
	at 'provider.isp.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	give_back net/ipv4/conf/eth0/ignore_routes_with_linkdown net/ipv4/conf/eth0/rp_filter
}
