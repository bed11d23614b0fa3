#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Routing for 2 providers, from vpn.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
#   isp: 203.0.113.2/30 on eth0, gateway 203.0.113.1
#   vpn: 10.64.0.2/32 on wg0, point-to-point
#
# sh setup.sh                replaces what an earlier run set up, without losing a packet
# sh setup.sh show           prints the commands, with the addresses it finds; changes nothing
# sh setup.sh without NAME   sets up as if that provider weren't there, until the next run
#
# First the commands, in the order in which they run, then the library. All of them run, or none.
set -eu

tags='201 202' priorities='20000 28999' default_table=own mark_mask='0x3f00'
last_metric='' uses_ipv6='1' needs_ipv6='' confirm='' choices=''
names_in='/etc/iproute2/rt_tables.d/splitroute.conf' providers='isp vpn'
tables='101 isp 0x100/0x3f00
102 vpn 0x200/0x3f00
1000 splitroute'

needs() {
	uplink provider.isp.ipv4 eth0 203.0.113.2/30 203.0.113.1 required
	uplink provider.vpn.ipv4 wg0 10.64.0.2/32 '' optional
	vpn_ipv4_network=$network vpn_ipv4_off=$off
	need_link network.rooms eth1
	need_link network.guests eth2
	see_ipsec
	forwards ipv4 eth0 wg0 eth1 eth2
	forwards ipv6 all
	strangers default marks
}

sysctls() {
	at 'provider.isp.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/eth0/rp_filter=2 net/ipv4/conf/eth0/ignore_routes_with_linkdown=1
	at 'provider.vpn.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/wg0/rp_filter=2 net/ipv4/conf/wg0/ignore_routes_with_linkdown=1
}

marks() {
	at 'settings: connections keep their provider; masquerading'
	nft -f - <<EOF
table inet splitroute
delete table inet splitroute
table inet splitroute {
	chain prerouting {
		type filter hook prerouting priority mangle;
		# provider.isp
		iifname "eth0" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.vpn
		iifname "wg0" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
		iifname != { "eth0", "wg0" } ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		iifname != { "eth0", "wg0" } ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
	}
	chain output {
		type route hook output priority mangle;
		# rule.torrents: no mark of another user's connection
		meta nfproto ipv4 meta skuid { 1001 } ct direction original ct mark & 0x3f00 != 0x200 return
		ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
	}
	chain postrouting {
		type filter hook postrouting priority mangle;
		# provider.isp
		oifname "eth0" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.vpn
		oifname "wg0" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
	}
	chain translation {
		type nat hook postrouting priority srcnat;
		${ipsec_off}rt ipsec exists accept
		# provider.isp
		oifname "eth0" ip saddr != { 203.0.113.2 } snat ip to 203.0.113.2
		# provider.vpn
		${vpn_ipv4_off}oifname "wg0" ip saddr != { 10.64.0.2 } snat ip to 10.64.0.2
	}
}
EOF
}

routes_and_rules() {
	at 'provider.isp.ipv4: routes of its own table'
	ip route prepend 203.0.113.0/30 dev eth0 src 203.0.113.2 table 101 proto "$tag"
	ip route prepend default via 203.0.113.1 dev eth0 src 203.0.113.2 table 101 proto "$tag"
	at 'provider.vpn.ipv4: routes of its own table'
	ip route prepend "$vpn_ipv4_network" dev wg0 src 10.64.0.2 table 102 proto "$tag"
	ip route prepend default dev wg0 src 10.64.0.2 table 102 proto "$tag"
	at 'provider.isp.ipv4: network on the link, and the source address to use there'
	ip route prepend 203.0.113.0/30 dev eth0 src 203.0.113.2 table 1000 proto "$tag"
	at 'provider.isp.ipv4.routes: always routed via this provider'
	ip route prepend 192.0.2.1/32 via 203.0.113.1 dev eth0 src 203.0.113.2 table 1000 proto "$tag"
	at 'provider.isp: isp down: unreachable, never another provider'
	ip route prepend unreachable 192.0.2.1/32 metric 1 table 1000 proto "$tag"
	at 'provider.vpn.ipv4: other end of the link, and the source address to use there'
	ip route prepend "$vpn_ipv4_network" dev wg0 src 10.64.0.2 metric 1 table 1000 proto "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule add priority 20000 nop protocol "$tag"
	at 'provider.isp.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20001 to 203.0.113.0/30 lookup main suppress_prefixlength 30 protocol "$tag"
	at 'provider.isp.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20001 to 203.0.113.0/30 goto 20901 protocol "$tag"
	at 'provider.vpn.ipv4: skip main: other links may lead to the other end of this one, too'
	ip rule add priority 20002 to "$vpn_ipv4_network" goto 20901 protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule add priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule add priority 20901 nop protocol "$tag"
	at 'provider.isp: packets of its connections use its table'
	ip rule add priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'provider.vpn: packets of its connections use its table'
	ip rule add priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.isp: isp down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.vpn: vpn down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.isp: network on the link, for lookups that name the interface'
	ip rule add priority 21949 to 203.0.113.0/30 oif eth0 lookup main protocol "$tag"
	at 'provider.vpn.ipv4: network on the link, for lookups that name the interface'
	ip rule add priority 21949 to "$vpn_ipv4_network" oif wg0 lookup main protocol "$tag"
	at 'rule.torrents: skip the rules for source addresses: vpn or nothing'
	ip rule add priority 21950 iif lo uidrange 1001-1001 goto 23949 protocol "$tag"
	at 'provider.isp.ipv4.address: packets from its address use its table'
	ip rule add priority 22001 from 203.0.113.2 lookup 101 protocol "$tag"
	at 'provider.vpn.ipv4.address: packets from its address use its table'
	ip rule add priority 22002 from 10.64.0.2 lookup 102 protocol "$tag"
	at 'provider.isp.ipv4.address: isp down: unreachable, never another provider'
	ip rule add priority 23900 from 203.0.113.2 unreachable protocol "$tag"
	at 'provider.vpn.ipv4.address: vpn down: unreachable, never another provider'
	ip rule add priority 23900 from 10.64.0.2 unreachable protocol "$tag"
	at 'default_route: goto target: packets that skip the rules for source addresses'
	ip rule add priority 23949 nop protocol "$tag"
	at 'default_route: routes more specific than a default come first'
	ip rule add priority 23950 lookup 1000 suppress_prefixlength 1 protocol "$tag"
	at 'rule.guests: leaves via vpn'
	ip rule add priority 24001 iif eth2 lookup 102 protocol "$tag"
	at 'rule.guests: vpn down: unreachable, never another provider'
	ip rule add priority 24001 iif eth2 unreachable protocol "$tag"
	at 'rule.torrents: leaves via vpn'
	ip rule add priority 24002 iif lo uidrange 1001-1001 lookup 102 protocol "$tag"
	at 'rule.torrents: vpn down: unreachable, never another provider'
	ip rule add priority 24002 iif lo uidrange 1001-1001 unreachable protocol "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule add priority 27999 oif eth0 lookup 101 protocol "$tag"
	ip rule add priority 27999 oif wg0 lookup 102 protocol "$tag"
	at 'provider.isp.ipv4: default route, preferred provider'
	ip route prepend default via 203.0.113.1 dev eth0 src 203.0.113.2 table 1000 proto "$tag"
	at 'default_route: everything else uses the default table'
	ip rule add priority 28000 lookup 1000 protocol "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip -6 rule add priority 20000 nop protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip -6 rule add priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip -6 rule add priority 20901 nop protocol "$tag"
	at 'rule.torrents: skip the rules for source addresses: vpn or nothing'
	ip -6 rule add priority 21950 iif lo uidrange 1001-1001 goto 23949 protocol "$tag"
	at 'default_route: goto target: packets that skip the rules for source addresses'
	ip -6 rule add priority 23949 nop protocol "$tag"
	at 'rule.guests: vpn has no IPv6: unreachable, never another provider'
	ip -6 rule add priority 24001 iif eth2 unreachable protocol "$tag"
	at 'rule.torrents: vpn has no IPv6: unreachable, never another provider'
	ip -6 rule add priority 24002 iif lo uidrange 1001-1001 unreachable protocol "$tag"
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
