#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Routing for 2 providers, from delegated.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
#   cable: auto on eth0, gateway auto
#   cable: auto on eth0, gateway auto
#   dsl: auto on eth1, gateway auto
#   dsl: auto on eth1, gateway auto
#
# sh setup.sh                replaces what an earlier run set up, without losing a packet
# sh setup.sh show           prints the commands, with the addresses it finds; changes nothing
# sh setup.sh without NAME   sets up as if that provider weren't there, until the next run
#
# First the commands, in the order in which they run, then the library. All of them run, or none.
set -eu

tags='201 202' priorities='20000 28999' default_table=own mark_mask='0x3f00'
last_metric='' uses_ipv6='1' needs_ipv6='1' confirm='' choices=''
names_in='/etc/iproute2/rt_tables.d/splitroute.conf' providers='cable dsl'
tables='101 cable 0x100/0x3f00
102 dsl 0x200/0x3f00
1000 splitroute'

needs() {
	read_uplink provider.cable.ipv4 eth0 -4 "${cable_ipv4_address:-auto}" "${cable_ipv4_gateway:-auto}" optional masquerade
	cable_ipv4_address=$address cable_ipv4_addresses=$addresses cable_ipv4_network=$network cable_ipv4_length=$length cable_ipv4_gateway=$gateway cable_ipv4_nat=$nat cable_ipv4_off=$off
	read_uplink provider.cable.ipv6 eth0 -6 "${cable_ipv6_address:-auto}" "${cable_ipv6_gateway:-auto}" optional
	read_prefixes provider.cable.ipv6 "${cable_ipv6_prefixes:-}" environment
	cable_ipv6_addresses=$addresses cable_ipv6_network=$network cable_ipv6_length=$length cable_ipv6_gateway=$gateway cable_ipv6_prefixes=$prefixes
	read_uplink provider.dsl.ipv4 eth1 -4 "${dsl_ipv4_address:-auto}" "${dsl_ipv4_gateway:-auto}" optional masquerade
	dsl_ipv4_address=$address dsl_ipv4_addresses=$addresses dsl_ipv4_network=$network dsl_ipv4_length=$length dsl_ipv4_gateway=$gateway dsl_ipv4_nat=$nat dsl_ipv4_off=$off
	read_uplink provider.dsl.ipv6 eth1 -6 "${dsl_ipv6_address:-auto}" "${dsl_ipv6_gateway:-auto}" optional
	read_prefixes provider.dsl.ipv6 "${dsl_ipv6_prefixes:-}" environment
	dsl_ipv6_addresses=$addresses dsl_ipv6_network=$network dsl_ipv6_length=$length dsl_ipv6_gateway=$gateway dsl_ipv6_prefixes=$prefixes
	need_link network.rooms lan0
	see_ipsec
	forwards ipv4 eth0 eth1 lan0
	forwards ipv6 all
	strangers default marks
}

sysctls() {
	at 'provider.cable.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/eth0/rp_filter=2 net/ipv4/conf/eth0/ignore_routes_with_linkdown=1
	at 'provider.dsl.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/eth1/rp_filter=2 net/ipv4/conf/eth1/ignore_routes_with_linkdown=1
	at 'provider.cable.ipv6: routes count only with a carrier'
	sysctl -q -w net/ipv6/conf/eth0/ignore_routes_with_linkdown=1
	at 'provider.dsl.ipv6: routes count only with a carrier'
	sysctl -q -w net/ipv6/conf/eth1/ignore_routes_with_linkdown=1
}

marks() {
	at 'settings: connections keep their provider; masquerading'
	nft -f - <<EOF
table inet splitroute
delete table inet splitroute
table inet splitroute {
	chain prerouting {
		type filter hook prerouting priority mangle;
		# provider.cable
		iifname "eth0" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.dsl
		iifname "eth1" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
		iifname != { "eth0", "eth1" } ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		iifname != { "eth0", "eth1" } ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
	}
	chain output {
		type route hook output priority mangle;
		ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
	}
	chain postrouting {
		type filter hook postrouting priority mangle;
		# provider.cable
		oifname "eth0" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.dsl
		oifname "eth1" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
	}
	chain translation {
		type nat hook postrouting priority srcnat;
		${ipsec_off}rt ipsec exists accept
		# provider.cable
		${cable_ipv4_off}oifname "eth0" ip saddr != { $cable_ipv4_addresses } $cable_ipv4_nat
		# provider.dsl
		${dsl_ipv4_off}oifname "eth1" ip saddr != { $dsl_ipv4_addresses } $dsl_ipv4_nat
	}
	chain translated {
		type filter hook postrouting priority srcnat + 1;
		# an interface without an address, and masquerade took that of another one
		oifname { "eth0", "eth1" } ct state new ct status snat fib saddr type local fib saddr . oif type != local drop
	}
}
EOF
}

routes_and_rules() {
	at 'provider.cable.ipv4: routes of its own table'
	ip route prepend "$cable_ipv4_network" dev eth0 src "$cable_ipv4_address" table 101 proto "$tag"
	ip route prepend default via "$cable_ipv4_gateway" dev eth0 src "$cable_ipv4_address" table 101 proto "$tag"
	at 'provider.dsl.ipv4: routes of its own table'
	ip route prepend "$dsl_ipv4_network" dev eth1 src "$dsl_ipv4_address" table 102 proto "$tag"
	ip route prepend default via "$dsl_ipv4_gateway" dev eth1 src "$dsl_ipv4_address" table 102 proto "$tag"
	at 'provider.cable.ipv4: network on the link, and the source address to use there'
	ip route prepend "$cable_ipv4_network" dev eth0 src "$cable_ipv4_address" table 1000 proto "$tag"
	at 'provider.dsl.ipv4: network on the link, and the source address to use there'
	ip route prepend "$dsl_ipv4_network" dev eth1 src "$dsl_ipv4_address" metric 1 table 1000 proto "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule add priority 20000 nop protocol "$tag"
	at 'provider.cable.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20001 to "$cable_ipv4_network" lookup main suppress_prefixlength "$cable_ipv4_length" protocol "$tag"
	at 'provider.cable.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20001 to "$cable_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.dsl.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20002 to "$dsl_ipv4_network" lookup main suppress_prefixlength "$dsl_ipv4_length" protocol "$tag"
	at 'provider.dsl.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20002 to "$dsl_ipv4_network" goto 20901 protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule add priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule add priority 20901 nop protocol "$tag"
	at 'provider.cable: packets of its connections use its table'
	ip rule add priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'provider.dsl: packets of its connections use its table'
	ip rule add priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.cable: cable down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.dsl: dsl down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.cable.ipv4.address: packets from each address of eth0 use its table'
	ip rule add priority 22001 from "$cable_ipv4_addresses" lookup 101 protocol "$tag"
	at 'provider.dsl.ipv4.address: packets from each address of eth1 use its table'
	ip rule add priority 22002 from "$dsl_ipv4_addresses" lookup 102 protocol "$tag"
	at 'provider.cable.ipv4.address: cable down: unreachable, never another provider'
	ip rule add priority 23900 from "$cable_ipv4_addresses" unreachable protocol "$tag"
	at 'provider.dsl.ipv4.address: dsl down: unreachable, never another provider'
	ip rule add priority 23900 from "$dsl_ipv4_addresses" unreachable protocol "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule add priority 27999 oif eth0 lookup 101 protocol "$tag"
	ip rule add priority 27999 oif eth1 lookup 102 protocol "$tag"
	at 'provider.dsl.ipv4: default route, backup when those before it are gone'
	ip route prepend default via "$dsl_ipv4_gateway" dev eth1 src "$dsl_ipv4_address" metric 1 table 1000 proto "$tag"
	at 'provider.cable.ipv4: default route, preferred provider'
	ip route prepend default via "$cable_ipv4_gateway" dev eth0 src "$cable_ipv4_address" table 1000 proto "$tag"
	at 'default_route: everything else uses the default table'
	ip rule add priority 28000 lookup 1000 protocol "$tag"
	at 'provider.cable.ipv6: routes of its own table'
	ip -6 route prepend "$cable_ipv6_network" dev eth0 metric "$metric" table 101 proto "$tag"
	ip -6 route prepend default via "$cable_ipv6_gateway" dev eth0 metric "$metric" table 101 proto "$tag"
	at 'provider.dsl.ipv6: routes of its own table'
	ip -6 route prepend "$dsl_ipv6_network" dev eth1 metric "$metric" table 102 proto "$tag"
	ip -6 route prepend default via "$dsl_ipv6_gateway" dev eth1 metric "$metric" table 102 proto "$tag"
	at 'provider.cable.ipv6: network on the link'
	ip -6 route prepend "$cable_ipv6_network" dev eth0 metric "$metric" table 1000 proto "$tag"
	at 'provider.dsl.ipv6: network on the link'
	ip -6 route prepend "$dsl_ipv6_network" dev eth1 metric "${metric}1" table 1000 proto "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip -6 rule add priority 20000 nop protocol "$tag"
	at 'provider.cable.ipv6: main, but only routes narrower than this network'
	ip -6 rule add priority 20001 to "$cable_ipv6_network" lookup main suppress_prefixlength "$cable_ipv6_length" protocol "$tag"
	at 'provider.cable.ipv6: skip main: replies to a host there may leave via another provider'
	ip -6 rule add priority 20001 to "$cable_ipv6_network" goto 20901 protocol "$tag"
	at 'provider.dsl.ipv6: main, but only routes narrower than this network'
	ip -6 rule add priority 20002 to "$dsl_ipv6_network" lookup main suppress_prefixlength "$dsl_ipv6_length" protocol "$tag"
	at 'provider.dsl.ipv6: skip main: replies to a host there may leave via another provider'
	ip -6 rule add priority 20002 to "$dsl_ipv6_network" goto 20901 protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip -6 rule add priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip -6 rule add priority 20901 nop protocol "$tag"
	at 'provider.cable: packets of its connections use its table'
	ip -6 rule add priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'provider.dsl: packets of its connections use its table'
	ip -6 rule add priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.cable: cable down: unreachable, never another provider'
	ip -6 rule add priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.dsl: dsl down: unreachable, never another provider'
	ip -6 rule add priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.cable.ipv6.address: packets from each address of eth0 use its table'
	ip -6 rule add priority 22001 from "$cable_ipv6_addresses" lookup 101 protocol "$tag"
	at 'provider.dsl.ipv6.address: packets from each address of eth1 use its table'
	ip -6 rule add priority 22002 from "$dsl_ipv6_addresses" lookup 102 protocol "$tag"
	at 'provider.cable: packets from its prefixes use its table'
	ip -6 rule add priority 23001 from "$cable_ipv6_prefixes" lookup 101 protocol "$tag"
	at 'provider.cable.ipv6: packets from its network use its table'
	ip -6 rule add priority 23001 from "$cable_ipv6_network" lookup 101 protocol "$tag"
	at 'provider.dsl: packets from its prefixes use its table'
	ip -6 rule add priority 23002 from "$dsl_ipv6_prefixes" lookup 102 protocol "$tag"
	at 'provider.dsl.ipv6: packets from its network use its table'
	ip -6 rule add priority 23002 from "$dsl_ipv6_network" lookup 102 protocol "$tag"
	at 'provider.cable.ipv6.address: cable down: unreachable, never another provider'
	ip -6 rule add priority 23900 from "$cable_ipv6_addresses" unreachable protocol "$tag"
	at 'provider.cable: cable down: unreachable, never another provider'
	ip -6 rule add priority 23900 from "$cable_ipv6_prefixes" unreachable protocol "$tag"
	at 'provider.cable.ipv6: cable down: unreachable, never another provider'
	ip -6 rule add priority 23900 from "$cable_ipv6_network" unreachable protocol "$tag"
	at 'provider.dsl.ipv6.address: dsl down: unreachable, never another provider'
	ip -6 rule add priority 23900 from "$dsl_ipv6_addresses" unreachable protocol "$tag"
	at 'provider.dsl: dsl down: unreachable, never another provider'
	ip -6 rule add priority 23900 from "$dsl_ipv6_prefixes" unreachable protocol "$tag"
	at 'provider.dsl.ipv6: dsl down: unreachable, never another provider'
	ip -6 rule add priority 23900 from "$dsl_ipv6_network" unreachable protocol "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip -6 rule add priority 27999 oif eth0 lookup 101 protocol "$tag"
	ip -6 rule add priority 27999 oif eth1 lookup 102 protocol "$tag"
	at 'provider.dsl.ipv6: default route, backup when those before it are gone'
	ip -6 route prepend default via "$dsl_ipv6_gateway" dev eth1 metric "${metric}1" table 1000 proto "$tag"
	at 'provider.cable.ipv6: default route, preferred provider'
	ip -6 route prepend default via "$cable_ipv6_gateway" dev eth0 metric "$metric" table 1000 proto "$tag"
	at 'default_route: everything else uses the default table'
	ip -6 rule add priority 28000 lookup 1000 protocol "$tag"
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
