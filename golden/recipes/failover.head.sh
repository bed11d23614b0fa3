#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Routing for 2 providers, from failover.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
#   fibre: 203.0.113.2/30 on eth0, gateway 203.0.113.1
#   lte: auto on wwan0, gateway auto
#
# sh setup.sh                replaces what an earlier run set up, without losing a packet
# sh setup.sh show           prints the commands, with the addresses it finds; changes nothing
# sh setup.sh without NAME   sets up as if that provider weren't there, until the next run
# sh setup.sh health         changes only which providers are in use, as the monitor found
#
# First the commands, in the order in which they run, then the library. All of them run, or none.
set -eu

tags='201 202' priorities='20000 28999' default_table=own mark_mask='0x3f00'
last_metric='' uses_ipv6='' needs_ipv6='' confirm='' choices='1000'
names_in='/etc/iproute2/rt_tables.d/splitroute.conf' providers='fibre lte'
tables='101 fibre 0x100/0x3f00
102 lte 0x200/0x3f00
1000 splitroute'

needs() {
	uplink provider.fibre.ipv4 eth0 203.0.113.2/30 203.0.113.1 optional
	fibre_ipv4_off=$off fibre_ipv4_up=$on
	read_uplink provider.lte.ipv4 wwan0 -4 "${lte_ipv4_address:-auto}" "${lte_ipv4_gateway:-auto}" optional masquerade
	lte_ipv4_address=$address lte_ipv4_addresses=$addresses lte_ipv4_network=$network lte_ipv4_length=$length lte_ipv4_gateway=$gateway lte_ipv4_nat=$nat lte_ipv4_off=$off lte_ipv4_up=$on
	need_link network.office lan0
	see_ipsec
	forwards ipv4 eth0 wwan0 lan0
	strangers default marks
}

sysctls() {
	at 'provider.fibre.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/eth0/rp_filter=2 net/ipv4/conf/eth0/ignore_routes_with_linkdown=1
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
		# provider.fibre
		iifname "eth0" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.lte
		iifname "wwan0" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
		iifname != { "eth0", "wwan0" } ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		iifname != { "eth0", "wwan0" } ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
	}
	chain output {
		type route hook output priority mangle;
		ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
	}
	chain postrouting {
		type filter hook postrouting priority mangle;
		# provider.fibre
		oifname "eth0" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.lte
		oifname "wwan0" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
	}
	chain translation {
		type nat hook postrouting priority srcnat;
		${ipsec_off}rt ipsec exists accept
		# provider.fibre
		${fibre_ipv4_off}oifname "eth0" ip saddr != { 203.0.113.2 } snat ip to 203.0.113.2
		# provider.lte
		${lte_ipv4_off}oifname "wwan0" ip saddr != { $lte_ipv4_addresses } $lte_ipv4_nat
	}
	chain translated {
		type filter hook postrouting priority srcnat + 1;
		# an interface without an address, and masquerade took that of another one
		oifname { "wwan0" } ct state new ct status snat fib saddr type local fib saddr . oif type != local drop
	}
}
EOF
}

routes_and_rules() {
	at 'provider.fibre.ipv4: routes of its own table'
	ip route prepend 203.0.113.0/30 dev eth0 src 203.0.113.2 table 101 proto "$tag"
	ip route prepend default via 203.0.113.1 dev eth0 src 203.0.113.2 table 101 proto "$tag"
	at 'provider.lte.ipv4: routes of its own table'
	ip route prepend "$lte_ipv4_network" dev wwan0 src "$lte_ipv4_address" table 102 proto "$tag"
	ip route prepend default via "$lte_ipv4_gateway" dev wwan0 src "$lte_ipv4_address" table 102 proto "$tag"
	at 'provider.fibre.ipv4: network on the link, and the source address to use there'
	ip route prepend 203.0.113.0/30 dev eth0 src 203.0.113.2 table 1000 proto "$tag"
	at 'provider.lte.ipv4: network on the link, and the source address to use there'
	ip route prepend "$lte_ipv4_network" dev wwan0 src "$lte_ipv4_address" metric 1 table 1000 proto "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule add priority 20000 nop protocol "$tag"
	at 'provider.fibre.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20001 to 203.0.113.0/30 lookup main suppress_prefixlength 30 protocol "$tag"
	at 'provider.fibre.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20001 to 203.0.113.0/30 goto 20901 protocol "$tag"
	at 'provider.lte.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20002 to "$lte_ipv4_network" lookup main suppress_prefixlength "$lte_ipv4_length" protocol "$tag"
	at 'provider.lte.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20002 to "$lte_ipv4_network" goto 20901 protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule add priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule add priority 20901 nop protocol "$tag"
	at 'provider.fibre: packets of its connections use its table'
	ip rule add priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'provider.lte: packets of its connections use its table'
	ip rule add priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.fibre: fibre down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.lte: lte down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.fibre: network on the link, for lookups that name the interface'
	ip rule add priority 21949 to 203.0.113.0/30 oif eth0 lookup main protocol "$tag"
	at 'provider.lte.ipv4: network on the link, for lookups that name the interface'
	ip rule add priority 21949 to "$lte_ipv4_network" oif wwan0 lookup main protocol "$tag"
	at 'rule.telephones: skip the rules for source addresses: fibre or nothing'
	ip rule add priority 21950 from 192.168.1.20 iif lo goto 23949 protocol "$tag"
	at 'provider.fibre.ipv4.address: packets from its address use its table'
	ip rule add priority 22001 from 203.0.113.2 lookup 101 protocol "$tag"
	at 'provider.lte.ipv4.address: packets from each address of wwan0 use its table'
	ip rule add priority 22002 from "$lte_ipv4_addresses" lookup 102 protocol "$tag"
	at 'provider.fibre.ipv4.address: fibre down: unreachable, never another provider'
	ip rule add priority 23900 from 203.0.113.2 unreachable protocol "$tag"
	at 'provider.lte.ipv4.address: lte down: unreachable, never another provider'
	ip rule add priority 23900 from "$lte_ipv4_addresses" unreachable protocol "$tag"
	at 'default_route: goto target: packets that skip the rules for source addresses'
	ip rule add priority 23949 nop protocol "$tag"
	at 'rule.telephones: leaves via fibre'
	ip rule add priority 24001 from 192.168.1.20 lookup 101 protocol "$tag"
	at 'rule.telephones: fibre down: unreachable, never another provider'
	ip rule add priority 24001 from 192.168.1.20 unreachable protocol "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule add priority 27999 oif eth0 lookup 101 protocol "$tag"
	ip rule add priority 27999 oif wwan0 lookup 102 protocol "$tag"
	among provider.fibre.ipv4 provider.lte.ipv4
	at 'provider.lte.ipv4: default route, backup when those before it are gone'
	ip route prepend default ${lte_ipv4_up:+via $lte_ipv4_gateway dev wwan0 src $lte_ipv4_address} metric 1 table 1000 proto "$tag"
	at 'provider.fibre.ipv4: default route, preferred provider'
	ip route prepend default ${fibre_ipv4_up:+via 203.0.113.1 dev eth0 src 203.0.113.2} table 1000 proto "$tag"
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
