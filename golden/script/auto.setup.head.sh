#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Routing for 3 providers, from auto.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
#   cable-1: auto on if1, gateway auto
#   cable-1: auto on if1, gateway auto
#   cable_2: 198.51.100.2/24 on if2, gateway auto
#   cable_2: 2001:db8:2::2/64 on if2, gateway auto
#   dsl: auto on ppp0, point-to-point
#
# sh setup.sh                replaces what an earlier run set up, without losing a packet
# sh setup.sh show           prints the commands, with the addresses it finds; changes nothing
# sh setup.sh without NAME   sets up as if that provider weren't there, until the next run
#
# First the commands, in the order in which they run, then the library. All of them run, or none.
set -eu

tags='201 202' priorities='20000 28999' default_table=own mark_mask='0x3f00'
last_metric='' uses_ipv6='1' needs_ipv6='1' confirm='' choices=''
names_in='/etc/iproute2/rt_tables.d/splitroute.conf' providers='cable-1 cable_2 dsl'
tables='101 cable-1 0x100/0x3f00
102 cable_2 0x200/0x3f00
103 dsl 0x300/0x3f00
1000 splitroute'

needs() {
	read_uplink provider.cable-1.ipv4 if1 -4 "${cable_1_ipv4_address:-auto}" "${cable_1_ipv4_gateway:-auto}" optional masquerade
	cable_1_ipv4_address=$address cable_1_ipv4_addresses=$addresses cable_1_ipv4_network=$network cable_1_ipv4_length=$length cable_1_ipv4_gateway=$gateway cable_1_ipv4_nat=$nat cable_1_ipv4_off=$off cable_1_ipv4_on=$on
	read_uplink provider.cable-1.ipv6 if1 -6 "${cable_1_ipv6_address:-auto}" "${cable_1_ipv6_gateway:-auto}" optional
	cable_1_ipv6_addresses=$addresses cable_1_ipv6_network=$network cable_1_ipv6_length=$length cable_1_ipv6_gateway=$gateway cable_1_ipv6_off=$off cable_1_ipv6_on=$on
	read_uplink provider.cable_2.ipv4 if2 -4 198.51.100.2/24 "${cable_2_ipv4_gateway:-auto}" optional
	cable_2_ipv4_gateway=$gateway cable_2_ipv4_off=$off cable_2_ipv4_on=$on
	read_uplink provider.cable_2.ipv6 if2 -6 2001:db8:2::2/64 "${cable_2_ipv6_gateway:-auto}" optional
	cable_2_ipv6_gateway=$gateway cable_2_ipv6_off=$off cable_2_ipv6_on=$on
	read_uplink provider.dsl.ipv4 ppp0 -4 "${dsl_ipv4_address:-auto}" '' optional masquerade
	dsl_ipv4_address=$address dsl_ipv4_addresses=$addresses dsl_ipv4_network=$network dsl_ipv4_length=$length dsl_ipv4_nat=$nat dsl_ipv4_off=$off
	need_link network.lan if0
	see_ipsec
	forwards ipv4 if1 if2 ppp0 if0
	forwards ipv6 all
	strangers default marks
}

sysctls() {
	at 'provider.cable-1.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/if1/rp_filter=2 net/ipv4/conf/if1/ignore_routes_with_linkdown=1
	at 'provider.cable_2.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/if2/rp_filter=2 net/ipv4/conf/if2/ignore_routes_with_linkdown=1
	at 'provider.dsl.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/ppp0/rp_filter=2 net/ipv4/conf/ppp0/ignore_routes_with_linkdown=1
	at 'provider.cable-1.ipv6: routes count only with a carrier'
	sysctl -q -w net/ipv6/conf/if1/ignore_routes_with_linkdown=1
	at 'provider.cable_2.ipv6: routes count only with a carrier'
	sysctl -q -w net/ipv6/conf/if2/ignore_routes_with_linkdown=1
}

marks() {
	at 'settings: connections keep their provider; masquerading'
	nft -f - <<EOF
table inet splitroute
delete table inet splitroute
table inet splitroute {
	chain prerouting {
		type filter hook prerouting priority mangle;
		# provider.cable-1
		iifname "if1" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.cable_2
		iifname "if2" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
		# provider.dsl
		iifname "ppp0" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x300
		iifname != { "if1", "if2", "ppp0" } ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		iifname != { "if1", "if2", "ppp0" } ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
		iifname != { "if1", "if2", "ppp0" } ct mark & 0x3f00 == 0x300 meta mark set meta mark & 0xffffc0ff | 0x300
	}
	chain output {
		type route hook output priority mangle;
		ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
		ct mark & 0x3f00 == 0x300 meta mark set meta mark & 0xffffc0ff | 0x300
	}
	chain postrouting {
		type filter hook postrouting priority mangle;
		# provider.cable-1
		oifname "if1" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.cable_2
		oifname "if2" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
		# provider.dsl
		oifname "ppp0" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x300
	}
	chain translation {
		type nat hook postrouting priority srcnat;
		${ipsec_off}rt ipsec exists accept
		# provider.cable-1
		${cable_1_ipv4_off}oifname "if1" ip saddr != { $cable_1_ipv4_addresses } $cable_1_ipv4_nat
		# provider.cable-1
		${cable_1_ipv6_off}oifname "if1" ip6 saddr != { $cable_1_ipv6_addresses, fe80::/10 } masquerade
		# provider.cable_2
		${cable_2_ipv4_off}oifname "if2" ip saddr != { 198.51.100.2 } snat ip to 198.51.100.2
		# provider.cable_2
		${cable_2_ipv6_off}oifname "if2" ip6 saddr != { 2001:db8:2::/64, fe80::/10 } snat ip6 to 2001:db8:2::2
		# provider.dsl
		${dsl_ipv4_off}oifname "ppp0" ip saddr != { $dsl_ipv4_addresses } $dsl_ipv4_nat
	}
	chain translated {
		type filter hook postrouting priority srcnat + 1;
		# an interface without an address, and masquerade took that of another one
		oifname { "if1", "ppp0" } ct state new ct status snat fib saddr type local fib saddr . oif type != local drop
	}
}
EOF
}

routes_and_rules() {
	at 'provider.cable-1.ipv4: routes of its own table'
	ip route prepend "$cable_1_ipv4_network" dev if1 src "$cable_1_ipv4_address" table 101 proto "$tag"
	ip route prepend default via "$cable_1_ipv4_gateway" dev if1 src "$cable_1_ipv4_address" table 101 proto "$tag"
	at 'provider.cable_2.ipv4: routes of its own table'
	ip route prepend 198.51.100.0/24 dev if2 src 198.51.100.2 table 102 proto "$tag"
	ip route prepend default via "$cable_2_ipv4_gateway" dev if2 src 198.51.100.2 table 102 proto "$tag"
	at 'provider.dsl.ipv4: routes of its own table'
	ip route prepend "$dsl_ipv4_network" dev ppp0 src "$dsl_ipv4_address" table 103 proto "$tag"
	ip route prepend default dev ppp0 src "$dsl_ipv4_address" table 103 proto "$tag"
	at 'provider.cable-1.ipv4: network on the link, and the source address to use there'
	ip route prepend "$cable_1_ipv4_network" dev if1 src "$cable_1_ipv4_address" table 1000 proto "$tag"
	at 'provider.cable_2.ipv4: network on the link, and the source address to use there'
	ip route prepend 198.51.100.0/24 dev if2 src 198.51.100.2 metric 1 table 1000 proto "$tag"
	at 'provider.dsl.ipv4: network on the link, and the source address to use there'
	ip route prepend "$dsl_ipv4_network" dev ppp0 src "$dsl_ipv4_address" metric 2 table 1000 proto "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule add priority 20000 nop protocol "$tag"
	at 'provider.cable-1.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20001 to "$cable_1_ipv4_network" lookup main suppress_prefixlength "$cable_1_ipv4_length" protocol "$tag"
	at 'provider.cable-1.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20001 to "$cable_1_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.cable_2.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20002 to 198.51.100.0/24 lookup main suppress_prefixlength 24 protocol "$tag"
	at 'provider.cable_2.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20002 to 198.51.100.0/24 goto 20901 protocol "$tag"
	at 'provider.dsl.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20003 to "$dsl_ipv4_network" lookup main suppress_prefixlength "$dsl_ipv4_length" protocol "$tag"
	at 'provider.dsl.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20003 to "$dsl_ipv4_network" goto 20901 protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule add priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule add priority 20901 nop protocol "$tag"
	at 'provider.cable-1: packets of its connections use its table'
	ip rule add priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'provider.cable_2: packets of its connections use its table'
	ip rule add priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.dsl: packets of its connections use its table'
	ip rule add priority 21003 fwmark 0x300/0x3f00 lookup 103 protocol "$tag"
	at 'provider.cable-1: cable-1 down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.cable_2: cable_2 down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.dsl: dsl down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x300/0x3f00 unreachable protocol "$tag"
	at 'provider.cable-1.ipv4.address: packets from each address of if1 use its table'
	ip rule add priority 22001 from "$cable_1_ipv4_addresses" lookup 101 protocol "$tag"
	at 'provider.cable_2.ipv4.address: packets from its address use its table'
	ip rule add priority 22002 from 198.51.100.2 lookup 102 protocol "$tag"
	at 'provider.dsl.ipv4.address: packets from each address of ppp0 use its table'
	ip rule add priority 22003 from "$dsl_ipv4_addresses" lookup 103 protocol "$tag"
	at 'provider.cable-1.ipv4.address: cable-1 down: unreachable, never another provider'
	ip rule add priority 23900 from "$cable_1_ipv4_addresses" unreachable protocol "$tag"
	at 'provider.cable_2.ipv4.address: cable_2 down: unreachable, never another provider'
	ip rule add priority 23900 from 198.51.100.2 unreachable protocol "$tag"
	at 'provider.dsl.ipv4.address: dsl down: unreachable, never another provider'
	ip rule add priority 23900 from "$dsl_ipv4_addresses" unreachable protocol "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule add priority 27999 oif if1 lookup 101 protocol "$tag"
	ip rule add priority 27999 oif if2 lookup 102 protocol "$tag"
	ip rule add priority 27999 oif ppp0 lookup 103 protocol "$tag"
	at 'provider.cable-1.ipv4: default route when the balanced one is gone with an interface'
	ip route prepend default via "$cable_1_ipv4_gateway" dev if1 src "$cable_1_ipv4_address" metric 1 table 1000 proto "$tag"
	at 'provider.cable_2.ipv4: default route when the balanced one is gone with an interface'
	ip route prepend default via "$cable_2_ipv4_gateway" dev if2 src 198.51.100.2 metric 2 table 1000 proto "$tag"
	at 'provider.dsl.ipv4: default route, backup when those before it are gone'
	ip route prepend default dev ppp0 src "$dsl_ipv4_address" metric 3 table 1000 proto "$tag"
	at 'default_route.balance: default route, balanced by weight'
	ip route prepend default table 1000 proto "$tag" \
		${cable_1_ipv4_on:+nexthop via $cable_1_ipv4_gateway dev if1 weight 2} \
		${cable_2_ipv4_on:+nexthop via $cable_2_ipv4_gateway dev if2 weight 1}
	at 'default_route: everything else uses the default table'
	ip rule add priority 28000 lookup 1000 protocol "$tag"
	at 'provider.cable-1.ipv6: routes of its own table'
	ip -6 route prepend "$cable_1_ipv6_network" dev if1 metric "$metric" table 101 proto "$tag"
	ip -6 route prepend default via "$cable_1_ipv6_gateway" dev if1 metric "$metric" table 101 proto "$tag"
	at 'provider.cable_2.ipv6: routes of its own table'
	ip -6 route prepend 2001:db8:2::/64 dev if2 metric "$metric" table 102 proto "$tag"
	ip -6 route prepend default via "$cable_2_ipv6_gateway" dev if2 metric "$metric" table 102 proto "$tag"
	at 'provider.cable-1.ipv6: network on the link'
	ip -6 route prepend "$cable_1_ipv6_network" dev if1 metric "$metric" table 1000 proto "$tag"
	at 'provider.cable_2.ipv6: network on the link'
	ip -6 route prepend 2001:db8:2::/64 dev if2 metric "${metric}1" table 1000 proto "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip -6 rule add priority 20000 nop protocol "$tag"
	at 'provider.cable-1.ipv6: main, but only routes narrower than this network'
	ip -6 rule add priority 20001 to "$cable_1_ipv6_network" lookup main suppress_prefixlength "$cable_1_ipv6_length" protocol "$tag"
	at 'provider.cable-1.ipv6: skip main: replies to a host there may leave via another provider'
	ip -6 rule add priority 20001 to "$cable_1_ipv6_network" goto 20901 protocol "$tag"
	at 'provider.cable_2.ipv6: main, but only routes narrower than this network'
	ip -6 rule add priority 20002 to 2001:db8:2::/64 lookup main suppress_prefixlength 64 protocol "$tag"
	at 'provider.cable_2.ipv6: skip main: replies to a host there may leave via another provider'
	ip -6 rule add priority 20002 to 2001:db8:2::/64 goto 20901 protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip -6 rule add priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip -6 rule add priority 20901 nop protocol "$tag"
	at 'provider.cable-1: packets of its connections use its table'
	ip -6 rule add priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'provider.cable_2: packets of its connections use its table'
	ip -6 rule add priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.cable-1: cable-1 down: unreachable, never another provider'
	ip -6 rule add priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.cable_2: cable_2 down: unreachable, never another provider'
	ip -6 rule add priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.cable-1.ipv6.address: packets from each address of if1 use its table'
	ip -6 rule add priority 22001 from "$cable_1_ipv6_addresses" lookup 101 protocol "$tag"
	at 'provider.cable_2.ipv6.address: packets from its address use its table'
	ip -6 rule add priority 22002 from 2001:db8:2::2 lookup 102 protocol "$tag"
	at 'provider.cable-1.ipv6: packets from its network use its table'
	ip -6 rule add priority 23001 from "$cable_1_ipv6_network" lookup 101 protocol "$tag"
	at 'provider.cable_2.ipv6: packets from its network use its table'
	ip -6 rule add priority 23002 from 2001:db8:2::/64 lookup 102 protocol "$tag"
	at 'provider.cable-1.ipv6.address: cable-1 down: unreachable, never another provider'
	ip -6 rule add priority 23900 from "$cable_1_ipv6_addresses" unreachable protocol "$tag"
	at 'provider.cable-1.ipv6: cable-1 down: unreachable, never another provider'
	ip -6 rule add priority 23900 from "$cable_1_ipv6_network" unreachable protocol "$tag"
	at 'provider.cable_2.ipv6.address: cable_2 down: unreachable, never another provider'
	ip -6 rule add priority 23900 from 2001:db8:2::2 unreachable protocol "$tag"
	at 'provider.cable_2.ipv6: cable_2 down: unreachable, never another provider'
	ip -6 rule add priority 23900 from 2001:db8:2::/64 unreachable protocol "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip -6 rule add priority 27999 oif if1 lookup 101 protocol "$tag"
	ip -6 rule add priority 27999 oif if2 lookup 102 protocol "$tag"
	at 'provider.cable-1.ipv6: default route when the balanced one is gone with an interface'
	ip -6 route prepend default via "$cable_1_ipv6_gateway" dev if1 metric "${metric}1" table 1000 proto "$tag"
	at 'provider.cable_2.ipv6: default route when the balanced one is gone with an interface'
	ip -6 route prepend default via "$cable_2_ipv6_gateway" dev if2 metric "${metric}2" table 1000 proto "$tag"
	at 'default_route.balance: default route, balanced by weight'
	ip -6 route prepend default metric "$metric" table 1000 proto "$tag" \
		${cable_1_ipv6_on:+nexthop via $cable_1_ipv6_gateway dev if1 weight 2} \
		${cable_2_ipv6_on:+nexthop via $cable_2_ipv6_gateway dev if2 weight 1}
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
