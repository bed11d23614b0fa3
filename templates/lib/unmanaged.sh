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
