#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Routing for 3 providers, from iptv-voip.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
#   internet: auto on eth0.7, gateway auto
#   tv: auto on eth0.8, gateway auto
#   voip: auto on eth0.9, gateway auto
#
# sh setup.sh                replaces what an earlier run set up, without losing a packet
# sh setup.sh show           prints the commands, with the addresses it finds; changes nothing
# sh setup.sh without NAME   sets up as if that provider weren't there, until the next run
#
# First the commands, in the order in which they run, then the library. All of them run, or none.
set -eu

tags='201 202' priorities='20000 28999' default_table=own mark_mask='0x3f00'
last_metric='' uses_ipv6='' needs_ipv6='' confirm='' choices=''
names_in='/etc/iproute2/rt_tables.d/splitroute.conf' providers='internet tv voip'
tables='101 internet 0x100/0x3f00
102 tv 0x200/0x3f00
103 voip 0x300/0x3f00
1000 splitroute'

needs() {
	read_uplink provider.internet.ipv4 eth0.7 -4 "${internet_ipv4_address:-auto}" "${internet_ipv4_gateway:-auto}" required masquerade
	internet_ipv4_address=$address internet_ipv4_addresses=$addresses internet_ipv4_network=$network internet_ipv4_length=$length internet_ipv4_gateway=$gateway internet_ipv4_nat=$nat internet_ipv4_off=$off
	read_uplink provider.tv.ipv4 eth0.8 -4 "${tv_ipv4_address:-auto}" "${tv_ipv4_gateway:-auto}" optional masquerade
	tv_ipv4_address=$address tv_ipv4_addresses=$addresses tv_ipv4_network=$network tv_ipv4_length=$length tv_ipv4_gateway=$gateway tv_ipv4_nat=$nat tv_ipv4_off=$off
	read_uplink provider.voip.ipv4 eth0.9 -4 "${voip_ipv4_address:-auto}" "${voip_ipv4_gateway:-auto}" optional masquerade
	voip_ipv4_address=$address voip_ipv4_addresses=$addresses voip_ipv4_network=$network voip_ipv4_length=$length voip_ipv4_gateway=$gateway voip_ipv4_nat=$nat voip_ipv4_off=$off
	need_link network.rooms br-lan
	see_ipsec
	forwards ipv4 eth0.7 eth0.8 eth0.9 br-lan
	strangers default marks
}

sysctls() {
	at 'provider.internet.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/eth0.7/rp_filter=2 net/ipv4/conf/eth0.7/ignore_routes_with_linkdown=1
	at 'provider.tv.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/eth0.8/rp_filter=2 net/ipv4/conf/eth0.8/ignore_routes_with_linkdown=1
	at 'provider.voip.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/eth0.9/rp_filter=2 net/ipv4/conf/eth0.9/ignore_routes_with_linkdown=1
}

marks() {
	at 'settings: connections keep their provider; masquerading'
	nft -f - <<EOF
table inet splitroute
delete table inet splitroute
table inet splitroute {
	chain prerouting {
		type filter hook prerouting priority mangle;
		# provider.internet
		iifname "eth0.7" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.tv
		iifname "eth0.8" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
		# provider.voip
		iifname "eth0.9" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x300
		iifname != { "eth0.7", "eth0.8", "eth0.9" } ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		iifname != { "eth0.7", "eth0.8", "eth0.9" } ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
		iifname != { "eth0.7", "eth0.8", "eth0.9" } ct mark & 0x3f00 == 0x300 meta mark set meta mark & 0xffffc0ff | 0x300
	}
	chain output {
		type route hook output priority mangle;
		ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
		ct mark & 0x3f00 == 0x300 meta mark set meta mark & 0xffffc0ff | 0x300
	}
	chain postrouting {
		type filter hook postrouting priority mangle;
		# provider.internet
		oifname "eth0.7" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.tv
		oifname "eth0.8" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
		# provider.voip
		oifname "eth0.9" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x300
	}
	chain translation {
		type nat hook postrouting priority srcnat;
		${ipsec_off}rt ipsec exists accept
		# provider.internet
		${internet_ipv4_off}oifname "eth0.7" ip saddr != { $internet_ipv4_addresses } $internet_ipv4_nat
		# provider.tv
		${tv_ipv4_off}oifname "eth0.8" ip saddr != { $tv_ipv4_addresses } $tv_ipv4_nat
		# provider.voip
		${voip_ipv4_off}oifname "eth0.9" ip saddr != { $voip_ipv4_addresses } $voip_ipv4_nat
	}
	chain translated {
		type filter hook postrouting priority srcnat + 1;
		# an interface without an address, and masquerade took that of another one
		oifname { "eth0.7", "eth0.8", "eth0.9" } ct state new ct status snat fib saddr type local fib saddr . oif type != local drop
	}
}
EOF
}

routes_and_rules() {
	at 'provider.internet.ipv4: routes of its own table'
	ip route prepend "$internet_ipv4_network" dev eth0.7 src "$internet_ipv4_address" table 101 proto "$tag"
	ip route prepend default via "$internet_ipv4_gateway" dev eth0.7 src "$internet_ipv4_address" table 101 proto "$tag"
	at 'provider.tv.ipv4: routes of its own table'
	ip route prepend "$tv_ipv4_network" dev eth0.8 src "$tv_ipv4_address" table 102 proto "$tag"
	ip route prepend default via "$tv_ipv4_gateway" dev eth0.8 src "$tv_ipv4_address" table 102 proto "$tag"
	at 'provider.voip.ipv4: routes of its own table'
	ip route prepend "$voip_ipv4_network" dev eth0.9 src "$voip_ipv4_address" table 103 proto "$tag"
	ip route prepend default via "$voip_ipv4_gateway" dev eth0.9 src "$voip_ipv4_address" table 103 proto "$tag"
	at 'provider.internet.ipv4: network on the link, and the source address to use there'
	ip route prepend "$internet_ipv4_network" dev eth0.7 src "$internet_ipv4_address" table 1000 proto "$tag"
	at 'provider.tv.ipv4: network on the link, and the source address to use there'
	ip route prepend "$tv_ipv4_network" dev eth0.8 src "$tv_ipv4_address" metric 1 table 1000 proto "$tag"
	at 'provider.tv.ipv4.routes: always routed via this provider'
	ip route prepend 10.128.0.0/9 via "$tv_ipv4_gateway" dev eth0.8 src "$tv_ipv4_address" table 1000 proto "$tag"
	at 'provider.tv: tv down: unreachable, never another provider'
	ip route prepend unreachable 10.128.0.0/9 metric 1 table 1000 proto "$tag"
	at 'provider.voip.ipv4: network on the link, and the source address to use there'
	ip route prepend "$voip_ipv4_network" dev eth0.9 src "$voip_ipv4_address" metric 2 table 1000 proto "$tag"
	at 'provider.voip.ipv4.routes: always routed via this provider'
	ip route prepend 10.20.0.0/16 via "$voip_ipv4_gateway" dev eth0.9 src "$voip_ipv4_address" table 1000 proto "$tag"
	at 'provider.voip: voip down: unreachable, never another provider'
	ip route prepend unreachable 10.20.0.0/16 metric 1 table 1000 proto "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule add priority 20000 nop protocol "$tag"
	at 'provider.internet.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20001 to "$internet_ipv4_network" lookup main suppress_prefixlength "$internet_ipv4_length" protocol "$tag"
	at 'provider.internet.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20001 to "$internet_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.tv.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20002 to "$tv_ipv4_network" lookup main suppress_prefixlength "$tv_ipv4_length" protocol "$tag"
	at 'provider.tv.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20002 to "$tv_ipv4_network" goto 20901 protocol "$tag"
	at 'provider.voip.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20003 to "$voip_ipv4_network" lookup main suppress_prefixlength "$voip_ipv4_length" protocol "$tag"
	at 'provider.voip.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20003 to "$voip_ipv4_network" goto 20901 protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule add priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule add priority 20901 nop protocol "$tag"
	at 'provider.internet: packets of its connections use its table'
	ip rule add priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'provider.tv: packets of its connections use its table'
	ip rule add priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.voip: packets of its connections use its table'
	ip rule add priority 21003 fwmark 0x300/0x3f00 lookup 103 protocol "$tag"
	at 'provider.internet: internet down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.tv: tv down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.voip: voip down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x300/0x3f00 unreachable protocol "$tag"
	at 'provider.internet.ipv4: network on the link, for lookups that name the interface'
	ip rule add priority 21949 to "$internet_ipv4_network" oif eth0.7 lookup main protocol "$tag"
	at 'provider.tv.ipv4: network on the link, for lookups that name the interface'
	ip rule add priority 21949 to "$tv_ipv4_network" oif eth0.8 lookup main protocol "$tag"
	at 'provider.voip.ipv4: network on the link, for lookups that name the interface'
	ip rule add priority 21949 to "$voip_ipv4_network" oif eth0.9 lookup main protocol "$tag"
	at 'rule.adapter: skip the rules for source addresses: voip or nothing'
	ip rule add priority 21950 from 192.168.1.30 iif lo goto 23949 protocol "$tag"
	at 'provider.internet.ipv4.address: packets from each address of eth0.7 use its table'
	ip rule add priority 22001 from "$internet_ipv4_addresses" lookup 101 protocol "$tag"
	at 'provider.tv.ipv4.address: packets from each address of eth0.8 use its table'
	ip rule add priority 22002 from "$tv_ipv4_addresses" lookup 102 protocol "$tag"
	at 'provider.voip.ipv4.address: packets from each address of eth0.9 use its table'
	ip rule add priority 22003 from "$voip_ipv4_addresses" lookup 103 protocol "$tag"
	at 'provider.internet.ipv4.address: internet down: unreachable, never another provider'
	ip rule add priority 23900 from "$internet_ipv4_addresses" unreachable protocol "$tag"
	at 'provider.tv.ipv4.address: tv down: unreachable, never another provider'
	ip rule add priority 23900 from "$tv_ipv4_addresses" unreachable protocol "$tag"
	at 'provider.voip.ipv4.address: voip down: unreachable, never another provider'
	ip rule add priority 23900 from "$voip_ipv4_addresses" unreachable protocol "$tag"
	at 'default_route: goto target: packets that skip the rules for source addresses'
	ip rule add priority 23949 nop protocol "$tag"
	at 'default_route: routes more specific than a default come first'
	ip rule add priority 23950 lookup 1000 suppress_prefixlength 1 protocol "$tag"
	at 'rule.adapter: leaves via voip'
	ip rule add priority 24001 from 192.168.1.30 lookup 103 protocol "$tag"
	at 'rule.adapter: voip down: unreachable, never another provider'
	ip rule add priority 24001 from 192.168.1.30 unreachable protocol "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule add priority 27999 oif eth0.7 lookup 101 protocol "$tag"
	ip rule add priority 27999 oif eth0.8 lookup 102 protocol "$tag"
	ip rule add priority 27999 oif eth0.9 lookup 103 protocol "$tag"
	at 'provider.internet.ipv4: default route, preferred provider'
	ip route prepend default via "$internet_ipv4_gateway" dev eth0.7 src "$internet_ipv4_address" table 1000 proto "$tag"
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
