#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Routing for 2 providers, from prefer.hcl.
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

tags='201 202' priorities='20000 28999' default_table=main mark_mask=''
last_metric='' uses_ipv6='' needs_ipv6='' confirm='' choices=''
names_in='/etc/iproute2/rt_tables.d/splitroute.conf' providers='isp1 isp2'
tables='101 isp1
102 isp2'

needs() {
	uplink provider.isp1.ipv4 if1 203.0.113.2/30 203.0.113.1 required
	uplink provider.isp2.ipv4 if2 198.51.100.2/30 198.51.100.1 optional
	need_link network.lan if0
	need_link loopback lo
	forwards ipv4 if1 if2 if0
}

sysctls() {
	at 'provider.isp1.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/if1/rp_filter=2 net/ipv4/conf/if1/ignore_routes_with_linkdown=1
	at 'provider.isp2.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/if2/rp_filter=2 net/ipv4/conf/if2/ignore_routes_with_linkdown=1
}

marks() { :; }
routes_and_rules() {
	at 'provider.isp1.ipv4: routes of its own table'
	ip route prepend 203.0.113.0/30 dev if1 src 203.0.113.2 table 101 proto "$tag"
	ip route prepend default via 203.0.113.1 dev if1 src 203.0.113.2 table 101 proto "$tag"
	at 'network.lan: local network lan, in the table of isp1'
	ip route prepend 10.0.0.0/24 dev if0 table 101 proto "$tag"
	at 'provider.isp2.ipv4: network of isp2, in the table of isp1'
	ip route prepend 198.51.100.0/30 dev if2 table 101 proto "$tag"
	at 'provider.isp1: loopback, in the table of isp1'
	ip route prepend 127.0.0.0/8 dev lo table 101 proto "$tag"
	at 'provider.isp2.ipv4: routes of its own table'
	ip route prepend 198.51.100.0/30 dev if2 src 198.51.100.2 table 102 proto "$tag"
	ip route prepend default via 198.51.100.1 dev if2 src 198.51.100.2 table 102 proto "$tag"
	at 'network.lan: local network lan, in the table of isp2'
	ip route prepend 10.0.0.0/24 dev if0 table 102 proto "$tag"
	at 'provider.isp1.ipv4: network of isp1, in the table of isp2'
	ip route prepend 203.0.113.0/30 dev if1 table 102 proto "$tag"
	at 'provider.isp2: loopback, in the table of isp2'
	ip route prepend 127.0.0.0/8 dev lo table 102 proto "$tag"
	at 'provider.isp1.ipv4: network on the link, and the source address to use there'
	ip route prepend 203.0.113.0/30 dev if1 src 203.0.113.2 proto "$tag"
	at 'provider.isp2.ipv4: network on the link, and the source address to use there'
	ip route prepend 198.51.100.0/30 dev if2 src 198.51.100.2 proto "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule add priority 20000 nop protocol "$tag"
	at 'provider.isp1.ipv4.address: packets from its address use its table'
	ip rule add priority 22001 from 203.0.113.2 lookup 101 protocol "$tag"
	at 'provider.isp2.ipv4.address: packets from its address use its table'
	ip rule add priority 22002 from 198.51.100.2 lookup 102 protocol "$tag"
	at 'provider.isp1.ipv4.address: isp1 down: unreachable, never another provider'
	ip rule add priority 23900 from 203.0.113.2 unreachable protocol "$tag"
	at 'provider.isp2.ipv4.address: isp2 down: unreachable, never another provider'
	ip rule add priority 23900 from 198.51.100.2 unreachable protocol "$tag"
	at 'default_route: routes more specific than a default come first'
	ip rule add priority 23950 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule add priority 27999 oif if1 lookup 101 protocol "$tag"
	ip rule add priority 27999 oif if2 lookup 102 protocol "$tag"
	at 'provider.isp1.ipv4: default route, preferred provider'
	ip route prepend default via 203.0.113.1 dev if1 src 203.0.113.2 proto "$tag"
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
