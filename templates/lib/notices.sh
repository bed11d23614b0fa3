# Notes what on this machine may harm the routing. Setup goes on all the same.

# neighbours: systemd-networkd removes routes and rules of others when it starts
neighbours() {
	[ -e /run/systemd/netif/state ] || return 0
	missing=$(find /usr/lib/systemd /run/systemd /etc/systemd -type f -path '*/networkd.conf*' \
		-exec sed -n 's/^\(ManageForeignRout[A-Za-z]*\) *= */\1 /p' {} + 2>/dev/null | awk '
		{ no[$1] = /^[^ ]* (0|[NnFf]|[Oo][Ff])/ } # the last one
		END {
			if (!no["ManageForeignRoutes"]) printf " ManageForeignRoutes=no"
			if (!no["ManageForeignRoutingPolicyRules"]) printf " ManageForeignRoutingPolicyRules=no"
		}')
	[ -z "$missing" ] || say "note: systemd-networkd removes what others set up when it starts;" \
		"write these below [Network] in /etc/systemd/networkd.conf, and restart it:$missing"
}

# forwards ipv4|ipv6 INTERFACE...: whether forwarding is on there. IPv6 looks at the setting of all
# interfaces (ip6_forward in net/ipv6/ip6_output.c).
forwards() {
	stuck=''
	for name; do
		value_of "net/$1/conf/$name/forwarding"
		[ "$name" = "$1" ] || [ "$value" != 0 ] || stuck="$stuck $name"
	done
	[ -z "$stuck" ] || say "note: $1 forwarding is off on$stuck; run:" \
		"sysctl -w net.$1.conf.all.forwarding=1"
}
