#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Routing for 2 providers, from via-default.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
#   isp1: 203.0.113.2/30 on if1, gateway 203.0.113.1
#   isp1: 2001:db8:1::2/64 on if1, gateway 2001:db8:1::1
#   isp2: 198.51.100.2/30 on if2, gateway 198.51.100.1
#   isp2: 2001:db8:2::2/64 on if2, gateway 2001:db8:2::1
#
# sh setup.sh                replaces what an earlier run set up, without losing a packet
# sh setup.sh show           prints the commands, with the addresses it finds; changes nothing
# sh setup.sh without NAME   sets up as if that provider weren't there, until the next run
#
# First the commands, in the order in which they run, then the library. All of them run, or none.
set -eu

tags='201 202' priorities='20000 28999' default_table=own mark_mask='0x3f00'
last_metric='' uses_ipv6='1' needs_ipv6='1' confirm='' choices=''
names_in='/etc/iproute2/rt_tables.d/splitroute.conf' providers='isp1 isp2'
tables='101 isp1 0x100/0x3f00
102 isp2 0x200/0x3f00
1000 splitroute'

needs() {
	uplink provider.isp1.ipv4 if1 203.0.113.2/30 203.0.113.1 required
	uplink provider.isp1.ipv6 if1 2001:db8:1::2/64 2001:db8:1::1 required
	uplink provider.isp2.ipv4 if2 198.51.100.2/30 198.51.100.1 optional
	isp2_ipv4_off=$off
	uplink provider.isp2.ipv6 if2 2001:db8:2::2/64 2001:db8:2::1 optional
	isp2_ipv6_off=$off
	need_link network.lan if0
	see_ipsec
	forwards ipv4 if1 if2 if0
	forwards ipv6 all
	strangers default marks
}

sysctls() {
	at 'provider.isp1.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/if1/rp_filter=2 net/ipv4/conf/if1/ignore_routes_with_linkdown=1
	at 'provider.isp2.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/if2/rp_filter=2 net/ipv4/conf/if2/ignore_routes_with_linkdown=1
	at 'provider.isp1.ipv6: routes count only with a carrier'
	sysctl -q -w net/ipv6/conf/if1/ignore_routes_with_linkdown=1
	at 'provider.isp2.ipv6: routes count only with a carrier'
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
		# provider.isp1
		iifname "if1" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.isp2
		iifname "if2" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
		iifname != { "if1", "if2" } ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		iifname != { "if1", "if2" } ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
	}
	chain output {
		type route hook output priority mangle;
		# rule.users: no mark of another user's connection
		meta nfproto ipv4 meta skuid { 1001 } ct direction original ct mark & 0x3f00 != 0x200 return
		meta nfproto ipv6 meta skuid { 1001 } ct direction original ct mark & 0x3f00 != 0x200 return
		ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
	}
	chain postrouting {
		type filter hook postrouting priority mangle;
		# provider.isp1
		oifname "if1" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.isp2
		oifname "if2" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
	}
	chain translation {
		type nat hook postrouting priority srcnat;
		${ipsec_off}rt ipsec exists accept
		# provider.isp1
		oifname "if1" ip saddr != { 203.0.113.2 } snat ip to 203.0.113.2
		# provider.isp1
		oifname "if1" ip6 saddr != { 2001:db8:1::/64, 2001:db8:100::/48, fe80::/10 } snat ip6 to 2001:db8:1::2
		# provider.isp2
		${isp2_ipv4_off}oifname "if2" ip saddr != { 198.51.100.2 } snat ip to 198.51.100.2
		# provider.isp2
		${isp2_ipv6_off}oifname "if2" ip6 saddr != { 2001:db8:2::/64, fe80::/10 } snat ip6 to 2001:db8:2::2
	}
}
EOF
}

routes_and_rules() {
	at 'provider.isp1.ipv4: routes of its own table'
	ip route prepend 203.0.113.0/30 dev if1 src 203.0.113.2 table 101 proto "$tag"
	ip route prepend default via 203.0.113.1 dev if1 src 203.0.113.2 table 101 proto "$tag"
	at 'provider.isp2.ipv4: routes of its own table'
	ip route prepend 198.51.100.0/30 dev if2 src 198.51.100.2 table 102 proto "$tag"
	ip route prepend default via 198.51.100.1 dev if2 src 198.51.100.2 table 102 proto "$tag"
	at 'provider.isp1.ipv4: network on the link, and the source address to use there'
	ip route prepend 203.0.113.0/30 dev if1 src 203.0.113.2 table 1000 proto "$tag"
	at 'provider.isp2.ipv4: network on the link, and the source address to use there'
	ip route prepend 198.51.100.0/30 dev if2 src 198.51.100.2 table 1000 proto "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule add priority 20000 nop protocol "$tag"
	at 'provider.isp1.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20001 to 203.0.113.0/30 lookup main suppress_prefixlength 30 protocol "$tag"
	at 'provider.isp1.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20001 to 203.0.113.0/30 goto 20901 protocol "$tag"
	at 'provider.isp2.ipv4: main, but only routes narrower than this network'
	ip rule add priority 20002 to 198.51.100.0/30 lookup main suppress_prefixlength 30 protocol "$tag"
	at 'provider.isp2.ipv4: skip main: replies to a host there may leave via another provider'
	ip rule add priority 20002 to 198.51.100.0/30 goto 20901 protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip rule add priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip rule add priority 20901 nop protocol "$tag"
	at 'provider.isp1: packets of its connections use its table'
	ip rule add priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'provider.isp2: packets of its connections use its table'
	ip rule add priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.isp1: isp1 down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.isp2: isp2 down: unreachable, never another provider'
	ip rule add priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'provider.isp1: network on the link, for lookups that name the interface'
	ip rule add priority 21949 to 203.0.113.0/30 oif if1 lookup main protocol "$tag"
	at 'provider.isp2: network on the link, for lookups that name the interface'
	ip rule add priority 21949 to 198.51.100.0/30 oif if2 lookup main protocol "$tag"
	at 'rule.users: skip the rules for source addresses: isp2 or nothing'
	ip rule add priority 21950 iif lo uidrange 1001-1001 goto 23949 protocol "$tag"
	at 'provider.isp1.ipv4.address: packets from its address use its table'
	ip rule add priority 22001 from 203.0.113.2 fwmark 0x0/0x3f00 lookup 101 protocol "$tag"
	at 'provider.isp2.ipv4.address: packets from its address use its table'
	ip rule add priority 22002 from 198.51.100.2 fwmark 0x0/0x3f00 lookup 102 protocol "$tag"
	at 'provider.isp1.ipv4.address: isp1 down: unreachable, never another provider'
	ip rule add priority 23900 from 203.0.113.2 fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.isp2.ipv4.address: isp2 down: unreachable, never another provider'
	ip rule add priority 23900 from 198.51.100.2 fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'default_route: goto target: packets that skip the rules for source addresses'
	ip rule add priority 23949 nop protocol "$tag"
	at 'rule.office: skips later rules'
	ip rule add priority 24001 to 198.18.128.0/24 goto 27998 protocol "$tag"
	at 'rule.voice: skips later rules'
	ip rule add priority 24002 fwmark 0x2600/0x3f00 goto 27998 protocol "$tag"
	at 'rule.lan: leaves via isp2'
	ip rule add priority 24003 from 10.0.0.0/24 lookup 102 protocol "$tag"
	at 'rule.users: leaves via isp2'
	ip rule add priority 24004 iif lo uidrange 1001-1001 lookup 102 protocol "$tag"
	at 'rule.users: isp2 down: unreachable, never another provider'
	ip rule add priority 24004 iif lo uidrange 1001-1001 unreachable protocol "$tag"
	at 'rule.calls: leaves via isp2, marked by nft'
	ip rule add priority 24005 fwmark 0x3100/0x3f00 lookup 102 protocol "$tag"
	at 'default_route: goto target: behind the rule blocks'
	ip rule add priority 27998 nop protocol "$tag"
	at 'provider.isp1.ipv4.address: packets that skipped the rules for source addresses use its table'
	ip rule add priority 27998 from 203.0.113.2 lookup 101 protocol "$tag"
	at 'provider.isp2.ipv4.address: packets that skipped the rules for source addresses use its table'
	ip rule add priority 27998 from 198.51.100.2 lookup 102 protocol "$tag"
	at 'provider.isp1.ipv4.address: isp1 down: unreachable, never another provider'
	ip rule add priority 27998 from 203.0.113.2 unreachable protocol "$tag"
	at 'provider.isp2.ipv4.address: isp2 down: unreachable, never another provider'
	ip rule add priority 27998 from 198.51.100.2 unreachable protocol "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule add priority 27999 oif if1 lookup 101 protocol "$tag"
	ip rule add priority 27999 oif if2 lookup 102 protocol "$tag"
	at 'provider.isp1.ipv4: default route, preferred provider'
	ip route prepend default via 203.0.113.1 dev if1 src 203.0.113.2 table 1000 proto "$tag"
	at 'default_route: everything else uses the default table'
	ip rule add priority 28000 lookup 1000 protocol "$tag"
	at 'provider.isp1.ipv6: routes of its own table'
	ip -6 route prepend 2001:db8:1::/64 dev if1 metric "$metric" table 101 proto "$tag"
	ip -6 route prepend default via 2001:db8:1::1 dev if1 metric "$metric" table 101 proto "$tag"
	at 'provider.isp2.ipv6: routes of its own table'
	ip -6 route prepend 2001:db8:2::/64 dev if2 metric "$metric" table 102 proto "$tag"
	ip -6 route prepend default via 2001:db8:2::1 dev if2 metric "$metric" table 102 proto "$tag"
	at 'provider.isp1.ipv6: network on the link'
	ip -6 route prepend 2001:db8:1::/64 dev if1 metric "$metric" table 1000 proto "$tag"
	at 'provider.isp2.ipv6: network on the link'
	ip -6 route prepend 2001:db8:2::/64 dev if2 metric "$metric" table 1000 proto "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip -6 rule add priority 20000 nop protocol "$tag"
	at 'provider.isp1.ipv6: main, but only routes narrower than this network'
	ip -6 rule add priority 20001 to 2001:db8:1::/64 lookup main suppress_prefixlength 64 protocol "$tag"
	at 'provider.isp1.ipv6: skip main: replies to a host there may leave via another provider'
	ip -6 rule add priority 20001 to 2001:db8:1::/64 goto 20901 protocol "$tag"
	at 'provider.isp2.ipv6: main, but only routes narrower than this network'
	ip -6 rule add priority 20002 to 2001:db8:2::/64 lookup main suppress_prefixlength 64 protocol "$tag"
	at 'provider.isp2.ipv6: skip main: replies to a host there may leave via another provider'
	ip -6 rule add priority 20002 to 2001:db8:2::/64 goto 20901 protocol "$tag"
	at 'default_route: main first, for connected, VPN and container networks; no default'
	ip -6 rule add priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'default_route: goto target: packets to networks of providers'
	ip -6 rule add priority 20901 nop protocol "$tag"
	at 'provider.isp1: packets of its connections use its table'
	ip -6 rule add priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
	at 'provider.isp2: packets of its connections use its table'
	ip -6 rule add priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
	at 'provider.isp1: isp1 down: unreachable, never another provider'
	ip -6 rule add priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
	at 'provider.isp2: isp2 down: unreachable, never another provider'
	ip -6 rule add priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
	at 'rule.users: skip the rules for source addresses: isp2 or nothing'
	ip -6 rule add priority 21950 iif lo uidrange 1001-1001 goto 23949 protocol "$tag"
	at 'provider.isp1.ipv6.address: packets from its address use its table'
	ip -6 rule add priority 22001 from 2001:db8:1::2 fwmark 0x0/0x3f00 lookup 101 protocol "$tag"
	at 'provider.isp2.ipv6.address: packets from its address use its table'
	ip -6 rule add priority 22002 from 2001:db8:2::2 fwmark 0x0/0x3f00 lookup 102 protocol "$tag"
	at 'provider.isp1: packets from its prefixes use its table'
	ip -6 rule add priority 23001 from 2001:db8:100::/48 lookup 101 protocol "$tag"
	at 'provider.isp1.ipv6: packets from its network use its table'
	ip -6 rule add priority 23001 from 2001:db8:1::/64 fwmark 0x0/0x3f00 lookup 101 protocol "$tag"
	at 'provider.isp2.ipv6: packets from its network use its table'
	ip -6 rule add priority 23002 from 2001:db8:2::/64 fwmark 0x0/0x3f00 lookup 102 protocol "$tag"
	at 'provider.isp1.ipv6.address: isp1 down: unreachable, never another provider'
	ip -6 rule add priority 23900 from 2001:db8:1::2 fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.isp1: isp1 down: unreachable, never another provider'
	ip -6 rule add priority 23900 from 2001:db8:100::/48 unreachable protocol "$tag"
	at 'provider.isp1.ipv6: isp1 down: unreachable, never another provider'
	ip -6 rule add priority 23900 from 2001:db8:1::/64 fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.isp2.ipv6.address: isp2 down: unreachable, never another provider'
	ip -6 rule add priority 23900 from 2001:db8:2::2 fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'provider.isp2.ipv6: isp2 down: unreachable, never another provider'
	ip -6 rule add priority 23900 from 2001:db8:2::/64 fwmark 0x0/0x3f00 unreachable protocol "$tag"
	at 'default_route: goto target: packets that skip the rules for source addresses'
	ip -6 rule add priority 23949 nop protocol "$tag"
	at 'rule.office: skips later rules'
	ip -6 rule add priority 24001 to 2001:db8:192::/48 goto 27998 protocol "$tag"
	at 'rule.voice: skips later rules'
	ip -6 rule add priority 24002 fwmark 0x2600/0x3f00 goto 27998 protocol "$tag"
	at 'rule.lan: leaves via isp2'
	ip -6 rule add priority 24003 from 2001:db8:10::/64 lookup 102 protocol "$tag"
	at 'rule.users: leaves via isp2'
	ip -6 rule add priority 24004 iif lo uidrange 1001-1001 lookup 102 protocol "$tag"
	at 'rule.users: isp2 down: unreachable, never another provider'
	ip -6 rule add priority 24004 iif lo uidrange 1001-1001 unreachable protocol "$tag"
	at 'rule.calls: leaves via isp2, marked by nft'
	ip -6 rule add priority 24005 fwmark 0x3100/0x3f00 lookup 102 protocol "$tag"
	at 'default_route: goto target: behind the rule blocks'
	ip -6 rule add priority 27998 nop protocol "$tag"
	at 'provider.isp1.ipv6.address: packets that skipped the rules for source addresses use its table'
	ip -6 rule add priority 27998 from 2001:db8:1::2 lookup 101 protocol "$tag"
	at 'provider.isp1: packets that skipped the rules for source addresses use its table'
	ip -6 rule add priority 27998 from 2001:db8:100::/48 lookup 101 protocol "$tag"
	at 'provider.isp1.ipv6: packets that skipped the rules for source addresses use its table'
	ip -6 rule add priority 27998 from 2001:db8:1::/64 lookup 101 protocol "$tag"
	at 'provider.isp2.ipv6.address: packets that skipped the rules for source addresses use its table'
	ip -6 rule add priority 27998 from 2001:db8:2::2 lookup 102 protocol "$tag"
	at 'provider.isp2.ipv6: packets that skipped the rules for source addresses use its table'
	ip -6 rule add priority 27998 from 2001:db8:2::/64 lookup 102 protocol "$tag"
	at 'provider.isp1.ipv6.address: isp1 down: unreachable, never another provider'
	ip -6 rule add priority 27998 from 2001:db8:1::2 unreachable protocol "$tag"
	at 'provider.isp1: isp1 down: unreachable, never another provider'
	ip -6 rule add priority 27998 from 2001:db8:100::/48 unreachable protocol "$tag"
	at 'provider.isp1.ipv6: isp1 down: unreachable, never another provider'
	ip -6 rule add priority 27998 from 2001:db8:1::/64 unreachable protocol "$tag"
	at 'provider.isp2.ipv6.address: isp2 down: unreachable, never another provider'
	ip -6 rule add priority 27998 from 2001:db8:2::2 unreachable protocol "$tag"
	at 'provider.isp2.ipv6: isp2 down: unreachable, never another provider'
	ip -6 rule add priority 27998 from 2001:db8:2::/64 unreachable protocol "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip -6 rule add priority 27999 oif if1 lookup 101 protocol "$tag"
	ip -6 rule add priority 27999 oif if2 lookup 102 protocol "$tag"
	at 'provider.isp1.ipv6: default route, preferred provider'
	ip -6 route prepend default via 2001:db8:1::1 dev if1 metric "$metric" table 1000 proto "$tag"
	at 'default_route: everything else uses the default table'
	ip -6 rule add priority 28000 lookup 1000 protocol "$tag"
}

sets() {
	at 'settings: marks packets for rule blocks beyond ip rule'
	nft -f - <<'EOF'
table inet splitroute_rules
delete table inet splitroute_rules
table inet splitroute_rules {
	chain prerouting {
		type filter hook prerouting priority mangle + 1;
		meta mark & 0x3f00 != 0 accept
		# rule.voice
		ip dscp 46 meta mark set meta mark & 0xffffc0ff | 0x2600 accept
		ip6 dscp 46 meta mark set meta mark & 0xffffc0ff | 0x2600 accept
		# rule.calls
		ip dscp 34 meta l4proto 17 meta mark set meta mark & 0xffffc0ff | 0x3100 accept
		ip6 dscp 34 meta l4proto 17 meta mark set meta mark & 0xffffc0ff | 0x3100 accept
	}
	chain output {
		type route hook output priority mangle + 1;
		meta mark & 0x3f00 != 0 accept
		ct direction reply accept
		# rule.voice
		ip dscp 46 meta mark set meta mark & 0xffffc0ff | 0x2600 accept
		ip6 dscp 46 meta mark set meta mark & 0xffffc0ff | 0x2600 accept
		# rule.calls
		ip dscp 34 meta l4proto 17 meta mark set meta mark & 0xffffc0ff | 0x3100 accept
		ip6 dscp 34 meta l4proto 17 meta mark set meta mark & 0xffffc0ff | 0x3100 accept
	}
}
EOF
}

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
