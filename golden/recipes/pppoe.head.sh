#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Routing for 2 providers, from pppoe.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
#   vdsl: auto on ppp0, point-to-point
#   adsl: auto on ppp1, point-to-point
#
# sh setup.sh                replaces what an earlier run set up, without losing a packet
# sh setup.sh show           prints the commands, with the addresses it finds; changes nothing
# sh setup.sh without NAME   sets up as if that provider weren't there, until the next run
#
# First the commands, in the order in which they run, then the library. All of them run, or none.
set -eu

tags='201 202' priorities='20000 28999' default_table=own mark_mask='0x3f00'
last_metric='' uses_ipv6='' needs_ipv6='' confirm='' choices=''
names_in='/etc/iproute2/rt_tables.d/splitroute.conf' providers='vdsl adsl'
tables='101 vdsl 0x100/0x3f00
102 adsl 0x200/0x3f00
1000 splitroute'

needs() {
	read_uplink provider.vdsl.ipv4 ppp0 -4 "${vdsl_ipv4_address:-auto}" '' optional masquerade
	vdsl_ipv4_address=$address vdsl_ipv4_addresses=$addresses vdsl_ipv4_network=$network vdsl_ipv4_length=$length vdsl_ipv4_nat=$nat vdsl_ipv4_off=$off vdsl_ipv4_on=$on
	read_uplink provider.adsl.ipv4 ppp1 -4 "${adsl_ipv4_address:-auto}" '' optional masquerade
	adsl_ipv4_address=$address adsl_ipv4_addresses=$addresses adsl_ipv4_network=$network adsl_ipv4_length=$length adsl_ipv4_nat=$nat adsl_ipv4_off=$off adsl_ipv4_on=$on
	need_link network.rooms eth1
	see_ipsec
	forwards ipv4 ppp0 ppp1 eth1
	strangers default marks
}

sysctls() {
	at 'provider.vdsl.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/ppp0/rp_filter=2 net/ipv4/conf/ppp0/ignore_routes_with_linkdown=1
	at 'provider.adsl.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/ppp1/rp_filter=2 net/ipv4/conf/ppp1/ignore_routes_with_linkdown=1
}

marks() {
	at 'settings: connections keep their provider; masquerading'
	nft -f - <<EOF
table inet splitroute
delete table inet splitroute
table inet splitroute {
	chain prerouting {
		type filter hook prerouting priority mangle;
		# provider.vdsl
		iifname "ppp0" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.adsl
		iifname "ppp1" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
		iifname != { "ppp0", "ppp1" } ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		iifname != { "ppp0", "ppp1" } ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
	}
	chain output {
		type route hook output priority mangle;
		ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
	}
	chain postrouting {
		type filter hook postrouting priority mangle;
		# provider.vdsl
		oifname "ppp0" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.adsl
		oifname "ppp1" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
	}
	chain translation {
		type nat hook postrouting priority srcnat;
		${ipsec_off}rt ipsec exists accept
		# provider.vdsl
		${vdsl_ipv4_off}oifname "ppp0" ip saddr != { $vdsl_ipv4_addresses } $vdsl_ipv4_nat
		# provider.adsl
		${adsl_ipv4_off}oifname "ppp1" ip saddr != { $adsl_ipv4_addresses } $adsl_ipv4_nat
	}
	chain translated {
		type filter hook postrouting priority srcnat + 1;
		# an interface without an address, and masquerade took that of another one
		oifname { "ppp0", "ppp1" } ct state new ct status snat fib saddr type local fib saddr . oif type != local drop
	}
}
EOF
}

routes_and_rules() {
	at 'provider.vdsl.ipv4: routes of its own table'
	ip route prepend "$vdsl_ipv4_network" dev ppp0 src "$vdsl_ipv4_address" table 101 proto "$tag"
	ip route prepend default dev ppp0 src "$vdsl_ipv4_address" table 101 proto "$tag"
	at 'provider.adsl.ipv4: routes of its own table'
	ip route prepend "$adsl_ipv4_network" dev ppp1 src "$adsl_ipv4_address" table 102 proto "$tag"
	ip route prepend default dev ppp1 src "$adsl_ipv4_address" table 102 proto "$tag"
	at 'provider.vdsl.ipv4: network on the link, and the source address to use there'
	ip route prepend "$vdsl_ipv4_network" dev ppp0 src "$vdsl_ipv4_address" table 1000 proto "$tag"
	at 'provider.adsl.ipv4: network on the link, and the source address to use there'
	ip route prepend "$adsl_ipv4_network" dev ppp1 src "$adsl_ipv4_address" metric 1 table 1000 proto "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule add priority 20000 nop protocol "$tag"
	at 'provider.vdsl.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20001 to "$vdsl_ipv4_network" lookup main suppress_prefixlength "$vdsl_ipv4_length" protocol "$tag"
	at 'provider.vdsl.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20001 to "$vdsl_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.adsl.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20002 to "$adsl_ipv4_network" lookup main suppress_prefixlength "$adsl_ipv4_length" protocol "$tag"
	at 'provider.adsl.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20002 to "$adsl_ipv4_network" goto 20901 protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule add priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule add priority 20901 nop protocol "$tag"
	at 'provider.vdsl: packets of its connections use its table'
	ip rule add priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'provider.adsl: packets of its connections use its table'
	ip rule add priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.vdsl: vdsl down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.adsl: adsl down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.vdsl.ipv4.address: packets from each address of ppp0 use its table'
	ip rule add priority 22001 from "$vdsl_ipv4_addresses" lookup 101 protocol "$tag"
	at 'provider.adsl.ipv4.address: packets from each address of ppp1 use its table'
	ip rule add priority 22002 from "$adsl_ipv4_addresses" lookup 102 protocol "$tag"
	at 'provider.vdsl.ipv4.address: vdsl down: unreachable, never another provider'
	ip rule add priority 23900 from "$vdsl_ipv4_addresses" unreachable protocol "$tag"
	at 'provider.adsl.ipv4.address: adsl down: unreachable, never another provider'
	ip rule add priority 23900 from "$adsl_ipv4_addresses" unreachable protocol "$tag"
	at 'rule.console: leaves via vdsl'
	ip rule add priority 24001 from 192.168.1.50 lookup 101 protocol "$tag"
	at 'rule.console: without a route there, leaves via adsl'
	ip rule add priority 24001 from 192.168.1.50 lookup 102 protocol "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule add priority 27999 oif ppp0 lookup 101 protocol "$tag"
	ip rule add priority 27999 oif ppp1 lookup 102 protocol "$tag"
	at 'provider.vdsl.ipv4: default route when the balanced one is gone with an interface'
	ip route prepend default dev ppp0 src "$vdsl_ipv4_address" metric 1 table 1000 proto "$tag"
	at 'provider.adsl.ipv4: default route when the balanced one is gone with an interface'
	ip route prepend default dev ppp1 src "$adsl_ipv4_address" metric 2 table 1000 proto "$tag"
	at 'default_route.balance: default route, balanced by weight'
	ip route prepend default table 1000 proto "$tag" \
		${vdsl_ipv4_on:+nexthop dev ppp0 weight 2} \
		${adsl_ipv4_on:+nexthop dev ppp1 weight 1}
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
