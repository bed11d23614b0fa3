#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Routing for 3 providers, from cloud.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
#   front: auto on ens5, gateway auto
#   back: auto on ens6, gateway auto
#   admin: auto on ens7, gateway auto
#
# sh setup.sh                replaces what an earlier run set up, without losing a packet
# sh setup.sh show           prints the commands, with the addresses it finds; changes nothing
# sh setup.sh without NAME   sets up as if that provider weren't there, until the next run
#
# First the commands, in the order in which they run, then the library. All of them run, or none.
set -eu

tags='201 202' priorities='20000 28999' default_table=own mark_mask='0x3f00'
last_metric='' uses_ipv6='' needs_ipv6='' confirm='' choices=''
names_in='/etc/iproute2/rt_tables.d/splitroute.conf' providers='front back admin'
tables='101 front 0x100/0x3f00
102 back 0x200/0x3f00
103 admin 0x300/0x3f00
1000 splitroute'

needs() {
	read_uplink provider.front.ipv4 ens5 -4 "${front_ipv4_address:-auto}" "${front_ipv4_gateway:-auto}" optional masquerade
	front_ipv4_address=$address front_ipv4_addresses=$addresses front_ipv4_network=$network front_ipv4_length=$length front_ipv4_gateway=$gateway front_ipv4_nat=$nat front_ipv4_off=$off
	read_uplink provider.back.ipv4 ens6 -4 "${back_ipv4_address:-auto}" "${back_ipv4_gateway:-auto}" optional masquerade
	back_ipv4_address=$address back_ipv4_addresses=$addresses back_ipv4_network=$network back_ipv4_length=$length back_ipv4_gateway=$gateway back_ipv4_nat=$nat back_ipv4_off=$off
	read_uplink provider.admin.ipv4 ens7 -4 "${admin_ipv4_address:-auto}" "${admin_ipv4_gateway:-auto}" optional masquerade
	admin_ipv4_address=$address admin_ipv4_addresses=$addresses admin_ipv4_network=$network admin_ipv4_length=$length admin_ipv4_gateway=$gateway admin_ipv4_nat=$nat admin_ipv4_off=$off
	need_link network.containers docker0
	see_ipsec
	forwards ipv4 ens5 ens6 ens7 docker0
	strangers default marks
}

sysctls() {
	at 'provider.front.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/ens5/rp_filter=2 net/ipv4/conf/ens5/ignore_routes_with_linkdown=1
	at 'provider.back.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/ens6/rp_filter=2 net/ipv4/conf/ens6/ignore_routes_with_linkdown=1
	at 'provider.admin.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/ens7/rp_filter=2 net/ipv4/conf/ens7/ignore_routes_with_linkdown=1
}

marks() {
	at 'settings: connections keep their provider; masquerading'
	nft -f - <<EOF
table inet splitroute
delete table inet splitroute
table inet splitroute {
	chain prerouting {
		type filter hook prerouting priority mangle;
		# provider.front
		iifname "ens5" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.back
		iifname "ens6" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
		# provider.admin
		iifname "ens7" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x300
		iifname != { "ens5", "ens6", "ens7" } ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		iifname != { "ens5", "ens6", "ens7" } ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
		iifname != { "ens5", "ens6", "ens7" } ct mark & 0x3f00 == 0x300 meta mark set meta mark & 0xffffc0ff | 0x300
	}
	chain output {
		type route hook output priority mangle;
		ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
		ct mark & 0x3f00 == 0x300 meta mark set meta mark & 0xffffc0ff | 0x300
	}
	chain postrouting {
		type filter hook postrouting priority mangle;
		# provider.front
		oifname "ens5" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.back
		oifname "ens6" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
		# provider.admin
		oifname "ens7" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x300
	}
	chain translation {
		type nat hook postrouting priority srcnat;
		${ipsec_off}rt ipsec exists accept
		# provider.front
		${front_ipv4_off}oifname "ens5" ip saddr != { $front_ipv4_addresses } $front_ipv4_nat
		# provider.back
		${back_ipv4_off}oifname "ens6" ip saddr != { $back_ipv4_addresses } $back_ipv4_nat
		# provider.admin
		${admin_ipv4_off}oifname "ens7" ip saddr != { $admin_ipv4_addresses } $admin_ipv4_nat
	}
	chain translated {
		type filter hook postrouting priority srcnat + 1;
		# an interface without an address, and masquerade took that of another one
		oifname { "ens5", "ens6", "ens7" } ct state new ct status snat fib saddr type local fib saddr . oif type != local drop
	}
}
EOF
}

routes_and_rules() {
	at 'provider.front.ipv4: routes of its own table'
	ip route prepend "$front_ipv4_network" dev ens5 src "$front_ipv4_address" table 101 proto "$tag"
	ip route prepend default via "$front_ipv4_gateway" dev ens5 src "$front_ipv4_address" table 101 proto "$tag"
	at 'provider.back.ipv4: routes of its own table'
	ip route prepend "$back_ipv4_network" dev ens6 src "$back_ipv4_address" table 102 proto "$tag"
	ip route prepend default via "$back_ipv4_gateway" dev ens6 src "$back_ipv4_address" table 102 proto "$tag"
	at 'provider.admin.ipv4: routes of its own table'
	ip route prepend "$admin_ipv4_network" dev ens7 src "$admin_ipv4_address" table 103 proto "$tag"
	ip route prepend default via "$admin_ipv4_gateway" dev ens7 src "$admin_ipv4_address" table 103 proto "$tag"
	at 'provider.front.ipv4: network on the link, and the source address to use there'
	ip route prepend "$front_ipv4_network" dev ens5 src "$front_ipv4_address" table 1000 proto "$tag"
	at 'provider.back.ipv4: network on the link, and the source address to use there'
	ip route prepend "$back_ipv4_network" dev ens6 src "$back_ipv4_address" metric 1 table 1000 proto "$tag"
	at 'provider.admin.ipv4: network on the link, and the source address to use there'
	ip route prepend "$admin_ipv4_network" dev ens7 src "$admin_ipv4_address" metric 2 table 1000 proto "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule add priority 20000 nop protocol "$tag"
	at 'provider.front.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20001 to "$front_ipv4_network" lookup main suppress_prefixlength "$front_ipv4_length" protocol "$tag"
	at 'provider.front.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20001 to "$front_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.back.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20002 to "$back_ipv4_network" lookup main suppress_prefixlength "$back_ipv4_length" protocol "$tag"
	at 'provider.back.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20002 to "$back_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.admin.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20003 to "$admin_ipv4_network" lookup main suppress_prefixlength "$admin_ipv4_length" protocol "$tag"
	at 'provider.admin.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20003 to "$admin_ipv4_network" goto 20901 protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule add priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule add priority 20901 nop protocol "$tag"
	at 'provider.front: packets of its connections use its table'
	ip rule add priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'provider.back: packets of its connections use its table'
	ip rule add priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.admin: packets of its connections use its table'
	ip rule add priority 21003 fwmark 0x300/0x3f00 lookup 103 protocol "$tag"
	at 'provider.front: front down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.back: back down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.admin: admin down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x300/0x3f00 unreachable protocol "$tag"
	at 'provider.front.ipv4.address: packets from each address of ens5 use its table'
	ip rule add priority 22001 from "$front_ipv4_addresses" lookup 101 protocol "$tag"
	at 'provider.back.ipv4.address: packets from each address of ens6 use its table'
	ip rule add priority 22002 from "$back_ipv4_addresses" lookup 102 protocol "$tag"
	at 'provider.admin.ipv4.address: packets from each address of ens7 use its table'
	ip rule add priority 22003 from "$admin_ipv4_addresses" lookup 103 protocol "$tag"
	at 'provider.front.ipv4.address: front down: unreachable, never another provider'
	ip rule add priority 23900 from "$front_ipv4_addresses" unreachable protocol "$tag"
	at 'provider.back.ipv4.address: back down: unreachable, never another provider'
	ip rule add priority 23900 from "$back_ipv4_addresses" unreachable protocol "$tag"
	at 'provider.admin.ipv4.address: admin down: unreachable, never another provider'
	ip rule add priority 23900 from "$admin_ipv4_addresses" unreachable protocol "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule add priority 27999 oif ens5 lookup 101 protocol "$tag"
	ip rule add priority 27999 oif ens6 lookup 102 protocol "$tag"
	ip rule add priority 27999 oif ens7 lookup 103 protocol "$tag"
	at 'provider.back.ipv4: default route, backup when those before it are gone'
	ip route prepend default via "$back_ipv4_gateway" dev ens6 src "$back_ipv4_address" metric 1 table 1000 proto "$tag"
	at 'provider.admin.ipv4: default route, backup when those before it are gone'
	ip route prepend default via "$admin_ipv4_gateway" dev ens7 src "$admin_ipv4_address" metric 2 table 1000 proto "$tag"
	at 'provider.front.ipv4: default route, preferred provider'
	ip route prepend default via "$front_ipv4_gateway" dev ens5 src "$front_ipv4_address" table 1000 proto "$tag"
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
