#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Routing for 2 providers, from names-none.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
#   isp1: 203.0.113.2/30 on if1, gateway 203.0.113.1
#   isp2: 198.51.100.2/30 on if2, gateway 198.51.100.1
#
# sh setup.sh                replaces what an earlier run set up, without losing a packet
# sh setup.sh show           prints the commands, with the addresses it finds; changes nothing
# sh setup.sh without NAME   sets up as if that provider weren't there, until the next run
#
# First the commands, in the order in which they run, then the library. All of them run, or none.
set -eu

tags='211 212' priorities='14000 22999' default_table=own mark_mask=''
last_metric='' uses_ipv6='' needs_ipv6='' confirm='' choices=''
names_in='' providers='isp1 isp2'
tables='7001 isp1
7002 isp2
7900 splitroute'

needs() {
	uplink provider.isp1.ipv4 if1 203.0.113.2/30 203.0.113.1 optional balanced
	isp1_ipv4_on=$on
	uplink provider.isp2.ipv4 if2 198.51.100.2/30 198.51.100.1 optional balanced
	isp2_ipv4_on=$on
	need_link network.lan if0
	forwards ipv4 if1 if2 if0
	strangers default
	unmanaged ipv4 if1 if2
}

sysctls() { :; }
marks() { :; }
routes_and_rules() {
	at 'provider.isp1.ipv4: routes of its own table'
	ip route prepend 203.0.113.0/30 dev if1 src 203.0.113.2 table 7001 proto "$tag"
	ip route prepend default via 203.0.113.1 dev if1 src 203.0.113.2 table 7001 proto "$tag"
	at 'provider.isp2.ipv4: routes of its own table'
	ip route prepend 198.51.100.0/30 dev if2 src 198.51.100.2 table 7002 proto "$tag"
	ip route prepend default via 198.51.100.1 dev if2 src 198.51.100.2 table 7002 proto "$tag"
	at 'provider.isp1.ipv4: network on the link, and the source address to use there'
	ip route prepend 203.0.113.0/30 dev if1 src 203.0.113.2 table 7900 proto "$tag"
	at 'provider.isp2.ipv4: network on the link, and the source address to use there'
	ip route prepend 198.51.100.0/30 dev if2 src 198.51.100.2 table 7900 proto "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule add priority 14000 nop protocol "$tag"
	at 'provider.isp1.ipv4: main, but only routes narrower than this network'
	ip rule add priority 14001 to 203.0.113.0/30 lookup main suppress_prefixlength 30 protocol "$tag"
	at 'provider.isp1.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 14001 to 203.0.113.0/30 goto 14901 protocol "$tag"
	at 'provider.isp2.ipv4: main, but only routes narrower than this network'
	ip rule add priority 14002 to 198.51.100.0/30 lookup main suppress_prefixlength 30 protocol "$tag"
	at 'provider.isp2.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 14002 to 198.51.100.0/30 goto 14901 protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule add priority 14900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule add priority 14901 nop protocol "$tag"
	at 'provider.isp1.ipv4.address: packets from its address use its table'
	ip rule add priority 16001 from 203.0.113.2 lookup 7001 protocol "$tag"
	at 'provider.isp2.ipv4.address: packets from its address use its table'
	ip rule add priority 16002 from 198.51.100.2 lookup 7002 protocol "$tag"
	at 'provider.isp1.ipv4.address: isp1 down: unreachable, never another provider'
	ip rule add priority 17900 from 203.0.113.2 unreachable protocol "$tag"
	at 'provider.isp2.ipv4.address: isp2 down: unreachable, never another provider'
	ip rule add priority 17900 from 198.51.100.2 unreachable protocol "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule add priority 21999 oif if1 lookup 7001 protocol "$tag"
	ip rule add priority 21999 oif if2 lookup 7002 protocol "$tag"
	at 'provider.isp1.ipv4: default route when the balanced one is gone with an interface'
	ip route prepend default via 203.0.113.1 dev if1 src 203.0.113.2 metric 1 table 7900 proto "$tag"
	at 'provider.isp2.ipv4: default route when the balanced one is gone with an interface'
	ip route prepend default via 198.51.100.1 dev if2 src 198.51.100.2 metric 2 table 7900 proto "$tag"
	at 'default_route.balance: default route, balanced by weight'
	ip route prepend default table 7900 proto "$tag" \
		${isp1_ipv4_on:+nexthop via 203.0.113.1 dev if1 weight 1} \
		${isp2_ipv4_on:+nexthop via 198.51.100.1 dev if2 weight 1}
	at 'default_route: everything else uses the default table'
	ip rule add priority 22000 lookup 7900 protocol "$tag"
}

sets() { :; }
marker() {
	at 'settings: marker: setup is complete'
	ip rule add priority 32765 from 255.255.255.255 nop protocol "$tag"
}

# Your own commands go here; they run before the marker rule. An IPv6 route needs metric "$metric".
#   ip route prepend 192.0.2.0/24 via GATEWAY dev INTERFACE table TABLE proto "$tag"
#   ip rule add priority N to 192.0.2.0/24 lookup TABLE protocol "$tag"
by_hand() {
	:
}
