# Says what on this machine may harm the routing. Nothing here keeps a setup from being done.

# neighbours: systemd-networkd removes routes and rules of others when it starts
neighbours() {
	[ -e /run/systemd/netif/state ] || return 0
	missing='' says=$(find /usr/lib/systemd /run/systemd /etc/systemd -type f \
		-path '*/networkd.conf*' -exec sed '' {} + 2>/dev/null) || :
	for key in ManageForeignRoutes ManageForeignRoutingPolicyRules; do
		case $(printf '%s\n' "$says" | sed -n "/^$key *=/h; \${g; s/^[^=]*= *//p;}") in # the last one
		0 | [Nn]* | [Ff]* | [Oo][Ff]*) ;;
		*) missing="$missing $key=no" ;;
		esac
	done
	[ -z "$missing" ] || say "note: systemd-networkd removes what others set up when it starts;" \
		"write these below [Network] in /etc/systemd/networkd.conf, and restart it:$missing"
}

# forwards ipv4|ipv6 INTERFACE...: whether packets that come in there are passed on. IPv6 asks about
# all interfaces (ip6_forward in net/ipv6/ip6_output.c).
forwards() {
	stuck=''
	for name; do
		value_of "net/$1/conf/$name/forwarding"
		[ "$name" = "$1" ] || [ "$value" != 0 ] || stuck="$stuck $name"
	done
	[ -z "$stuck" ] || say "note: $1 forwarding is off on$stuck; run:" \
		"sysctl -w net.$1.conf.all.forwarding=1"
}

# loose INTERFACE...: for a configuration that leaves sysctls alone
loose() {
	value_of net/ipv4/conf/all/rp_filter
	all=$value
	for name; do
		value_of "net/ipv4/conf/$name/rp_filter"
		case $all$value in 01 | 1[01])
			say "note: rp_filter of $name is strict, and manage_sysctls = false: packets that arrive" \
				"there are dropped when the route back uses another interface; run:" \
				"sysctl -w net/ipv4/conf/$name/rp_filter=2"
			;;
		esac
	done
}

# linkdown ipv4|ipv6 INTERFACE...: likewise
linkdown() {
	stuck=$1 && shift
	for name; do
		value_of "net/$stuck/conf/$name/ignore_routes_with_linkdown"
		[ "$value" != 0 ] ||
			say "note: manage_sysctls = false: while the cable of $name is out, $stuck packets go on" \
				"leaving there, and no other provider takes over; run:" \
				"sysctl -w net/$stuck/conf/$name/ignore_routes_with_linkdown=1"
	done
}
