#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Routing for 2 providers, from openwrt.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
#   dsl: auto on pppoe-wan, point-to-point
#   lte: auto on wwan0, gateway auto
#
# sh setup.sh                replaces what an earlier run set up, without losing a packet
# sh setup.sh show           prints the commands, with the addresses it finds; changes nothing
# sh setup.sh without NAME   sets up as if that provider weren't there, until the next run
#
# First the commands, in the order in which they run, then the library. All of them run, or none.
set -eu

tags='201 202' priorities='20000 28999' default_table=own mark_mask='0x3f00'
last_metric='' uses_ipv6='' needs_ipv6='' confirm='' choices=''
names_in='/etc/iproute2/rt_tables.d/splitroute.conf' providers='dsl lte'
tables='101 dsl 0x100/0x3f00
102 lte 0x200/0x3f00
1000 splitroute'

needs() {
	read_uplink provider.dsl.ipv4 pppoe-wan -4 "${dsl_ipv4_address:-auto}" '' optional masquerade
	dsl_ipv4_address=$address dsl_ipv4_addresses=$addresses dsl_ipv4_network=$network dsl_ipv4_length=$length dsl_ipv4_nat=$nat dsl_ipv4_off=$off
	read_uplink provider.lte.ipv4 wwan0 -4 "${lte_ipv4_address:-auto}" "${lte_ipv4_gateway:-auto}" optional masquerade
	lte_ipv4_address=$address lte_ipv4_addresses=$addresses lte_ipv4_network=$network lte_ipv4_length=$length lte_ipv4_gateway=$gateway lte_ipv4_nat=$nat lte_ipv4_off=$off
	need_link network.rooms br-lan
	see_ipsec
	forwards ipv4 pppoe-wan wwan0 br-lan
	strangers default marks
}

sysctls() {
	at 'provider.dsl.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/pppoe-wan/rp_filter=2 net/ipv4/conf/pppoe-wan/ignore_routes_with_linkdown=1
	at 'provider.lte.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/wwan0/rp_filter=2 net/ipv4/conf/wwan0/ignore_routes_with_linkdown=1
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
		iifname "pppoe-wan" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.lte
		iifname "wwan0" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
		iifname != { "pppoe-wan", "wwan0" } ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		iifname != { "pppoe-wan", "wwan0" } ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
	}
	chain output {
		type route hook output priority mangle;
		ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
	}
	chain postrouting {
		type filter hook postrouting priority mangle;
		# provider.dsl
		oifname "pppoe-wan" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.lte
		oifname "wwan0" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
	}
	chain translation {
		type nat hook postrouting priority srcnat;
		${ipsec_off}rt ipsec exists accept
		# provider.dsl
		${dsl_ipv4_off}oifname "pppoe-wan" ip saddr != { $dsl_ipv4_addresses } $dsl_ipv4_nat
		# provider.lte
		${lte_ipv4_off}oifname "wwan0" ip saddr != { $lte_ipv4_addresses } $lte_ipv4_nat
	}
	chain translated {
		type filter hook postrouting priority srcnat + 1;
		# an interface without an address, and masquerade took that of another one
		oifname { "pppoe-wan", "wwan0" } ct state new ct status snat fib saddr type local fib saddr . oif type != local drop
	}
}
EOF
}

routes_and_rules() {
	at 'provider.dsl.ipv4: routes of its own table'
	ip route prepend "$dsl_ipv4_network" dev pppoe-wan src "$dsl_ipv4_address" table 101 proto "$tag"
	ip route prepend default dev pppoe-wan src "$dsl_ipv4_address" table 101 proto "$tag"
	at 'provider.lte.ipv4: routes of its own table'
	ip route prepend "$lte_ipv4_network" dev wwan0 src "$lte_ipv4_address" table 102 proto "$tag"
	ip route prepend default via "$lte_ipv4_gateway" dev wwan0 src "$lte_ipv4_address" table 102 proto "$tag"
	at 'provider.dsl.ipv4: network on the link, and the source address to use there'
	ip route prepend "$dsl_ipv4_network" dev pppoe-wan src "$dsl_ipv4_address" table 1000 proto "$tag"
	at 'provider.lte.ipv4: network on the link, and the source address to use there'
	ip route prepend "$lte_ipv4_network" dev wwan0 src "$lte_ipv4_address" metric 1 table 1000 proto "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule add priority 20000 nop protocol "$tag"
	at 'provider.dsl.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20001 to "$dsl_ipv4_network" lookup main suppress_prefixlength "$dsl_ipv4_length" protocol "$tag"
	at 'provider.dsl.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20001 to "$dsl_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.lte.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20002 to "$lte_ipv4_network" lookup main suppress_prefixlength "$lte_ipv4_length" protocol "$tag"
	at 'provider.lte.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20002 to "$lte_ipv4_network" goto 20901 protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule add priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule add priority 20901 nop protocol "$tag"
	at 'provider.dsl: packets of its connections use its table'
	ip rule add priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'provider.lte: packets of its connections use its table'
	ip rule add priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.dsl: dsl down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.lte: lte down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.dsl.ipv4.address: packets from each address of pppoe-wan use its table'
	ip rule add priority 22001 from "$dsl_ipv4_addresses" lookup 101 protocol "$tag"
	at 'provider.lte.ipv4.address: packets from each address of wwan0 use its table'
	ip rule add priority 22002 from "$lte_ipv4_addresses" lookup 102 protocol "$tag"
	at 'provider.dsl.ipv4.address: dsl down: unreachable, never another provider'
	ip rule add priority 23900 from "$dsl_ipv4_addresses" unreachable protocol "$tag"
	at 'provider.lte.ipv4.address: lte down: unreachable, never another provider'
	ip rule add priority 23900 from "$lte_ipv4_addresses" unreachable protocol "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule add priority 27999 oif pppoe-wan lookup 101 protocol "$tag"
	ip rule add priority 27999 oif wwan0 lookup 102 protocol "$tag"
	at 'provider.lte.ipv4: default route, backup when those before it are gone'
	ip route prepend default via "$lte_ipv4_gateway" dev wwan0 src "$lte_ipv4_address" metric 1 table 1000 proto "$tag"
	at 'provider.dsl.ipv4: default route, preferred provider'
	ip route prepend default dev pppoe-wan src "$dsl_ipv4_address" table 1000 proto "$tag"
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
