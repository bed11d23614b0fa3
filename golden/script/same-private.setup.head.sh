#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Routing for 2 providers, from same-private.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
#   dsl: 192.168.1.2/24 on eth1, gateway 192.168.1.1
#   cable: 192.168.1.3/24 on eth2, gateway 192.168.1.1
#
# sh setup.sh                replaces what an earlier run set up, without losing a packet
# sh setup.sh show           prints the commands, with the addresses it finds; changes nothing
# sh setup.sh without NAME   sets up as if that provider weren't there, until the next run
#
# First the commands, in the order in which they run, then the library. All of them run, or none.
set -eu

tags='201 202' priorities='20000 28999' default_table=own mark_mask='0x3f00'
last_metric='' uses_ipv6='' needs_ipv6='' confirm='' choices=''
names_in='/etc/iproute2/rt_tables.d/splitroute.conf' providers='dsl cable'
tables='101 dsl 0x100/0x3f00
102 cable 0x200/0x3f00
1000 splitroute'

needs() {
	uplink provider.dsl.ipv4 eth1 192.168.1.2/24 192.168.1.1 optional
	dsl_ipv4_off=$off dsl_ipv4_on=$on
	uplink provider.cable.ipv4 eth2 192.168.1.3/24 192.168.1.1 optional
	cable_ipv4_off=$off cable_ipv4_on=$on
	need_link network.lan eth0
	see_ipsec
	forwards ipv4 eth1 eth2 eth0
	strangers default marks
}

sysctls() {
	at 'provider.dsl.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/eth1/rp_filter=2 net/ipv4/conf/eth1/ignore_routes_with_linkdown=1
	at 'provider.cable.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/eth2/rp_filter=2 net/ipv4/conf/eth2/ignore_routes_with_linkdown=1
}

marks() {
	at 'settings: connections keep their provider; masquerading'
	nft -f - <<EOF
table inet splitroute
delete table inet splitroute
table inet splitroute {
	chain prerouting {
		type filter hook prerouting priority mangle;
		# provider.dsl
		iifname "eth1" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.cable
		iifname "eth2" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
		iifname != { "eth1", "eth2" } ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		iifname != { "eth1", "eth2" } ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
	}
	chain output {
		type route hook output priority mangle;
		ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
	}
	chain postrouting {
		type filter hook postrouting priority mangle;
		# provider.dsl
		oifname "eth1" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.cable
		oifname "eth2" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
	}
	chain translation {
		type nat hook postrouting priority srcnat;
		${ipsec_off}rt ipsec exists accept
		# provider.dsl
		${dsl_ipv4_off}oifname "eth1" ip saddr != { 192.168.1.2 } snat ip to 192.168.1.2
		# provider.cable
		${cable_ipv4_off}oifname "eth2" ip saddr != { 192.168.1.3 } snat ip to 192.168.1.3
	}
}
EOF
}

routes_and_rules() {
	at 'provider.dsl.ipv4: routes of its own table'
	ip route prepend 192.168.1.0/24 dev eth1 src 192.168.1.2 table 101 proto "$tag"
	ip route prepend default via 192.168.1.1 dev eth1 src 192.168.1.2 table 101 proto "$tag"
	at 'provider.cable.ipv4: routes of its own table'
	ip route prepend 192.168.1.0/24 dev eth2 src 192.168.1.3 table 102 proto "$tag"
	ip route prepend default via 192.168.1.1 dev eth2 src 192.168.1.3 table 102 proto "$tag"
	at 'provider.dsl.ipv4: network on the link, and the source address to use there'
	ip route prepend 192.168.1.0/24 dev eth1 src 192.168.1.2 table 1000 proto "$tag"
	at 'provider.cable.ipv4: network on the link, and the source address to use there'
	ip route prepend 192.168.1.0/24 dev eth2 src 192.168.1.3 metric 1 table 1000 proto "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule add priority 20000 nop protocol "$tag"
	at 'provider.dsl.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20001 to 192.168.1.0/24 lookup main suppress_prefixlength 24 protocol "$tag"
	at 'provider.dsl.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20001 to 192.168.1.0/24 goto 20901 protocol "$tag"
	at 'provider.cable.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20002 to 192.168.1.0/24 lookup main suppress_prefixlength 24 protocol "$tag"
	at 'provider.cable.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20002 to 192.168.1.0/24 goto 20901 protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule add priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule add priority 20901 nop protocol "$tag"
	at 'provider.dsl: packets of its connections use its table'
	ip rule add priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'provider.cable: packets of its connections use its table'
	ip rule add priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.dsl: dsl down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.cable: cable down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.dsl.ipv4.address: packets from its address use its table'
	ip rule add priority 22001 from 192.168.1.2 lookup 101 protocol "$tag"
	at 'provider.cable.ipv4.address: packets from its address use its table'
	ip rule add priority 22002 from 192.168.1.3 lookup 102 protocol "$tag"
	at 'provider.dsl.ipv4.address: dsl down: unreachable, never another provider'
	ip rule add priority 23900 from 192.168.1.2 unreachable protocol "$tag"
	at 'provider.cable.ipv4.address: cable down: unreachable, never another provider'
	ip rule add priority 23900 from 192.168.1.3 unreachable protocol "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule add priority 27999 oif eth1 lookup 101 protocol "$tag"
	ip rule add priority 27999 oif eth2 lookup 102 protocol "$tag"
	at 'provider.dsl.ipv4: default route when the balanced one is gone with an interface'
	ip route prepend default via 192.168.1.1 dev eth1 src 192.168.1.2 metric 1 table 1000 proto "$tag"
	at 'provider.cable.ipv4: default route when the balanced one is gone with an interface'
	ip route prepend default via 192.168.1.1 dev eth2 src 192.168.1.3 metric 2 table 1000 proto "$tag"
	at 'default_route.balance: default route, balanced by weight'
	ip route prepend default table 1000 proto "$tag" \
		${dsl_ipv4_on:+nexthop via 192.168.1.1 dev eth1 weight 2} \
		${cable_ipv4_on:+nexthop via 192.168.1.1 dev eth2 weight 1}
	at 'default_route: everything else uses the default table'
	ip rule add priority 28000 lookup 1000 protocol "$tag"
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
