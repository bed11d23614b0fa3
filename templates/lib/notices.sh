# Notes: each says what will not work on this machine, and what to write or run. Setup goes on.

# unmanaged ipv4|ipv6 INTERFACE...: providers' sysctls. Of two rp_filters, the greater one counts.
unmanaged() {
	value_of net/ipv4/conf/all/rp_filter
	family=$1 all=$value
	shift
	for name; do
		value_of "net/$family/conf/$name/ignore_routes_with_linkdown"
		[ "$value" != 0 ] ||
			say "note: manage_sysctls = false: while the cable of $name is out, $family packets go on" \
				"leaving there, and no other provider takes over; run:" \
				"sysctl -w net/$family/conf/$name/ignore_routes_with_linkdown=1"
		value_of "net/$family/conf/$name/rp_filter"
		case $all$value in 01 | 1[01])
			say "note: rp_filter of $name is strict, and manage_sysctls = false: packets that arrive" \
				"there are dropped when the route back uses another interface; run:" \
				"sysctl -w net/ipv4/conf/$name/rp_filter=2"
			;;
		esac
	done
}

# behind BLOCK PREFIX GATEWAY INTERFACE: needs a route, which a routing daemon may add later
behind() {
	case $2 in *:*) family=-6 ;; *) family=-4 ;; esac
	there=$(command ip "$family" -o route show table main to match "$2" | sed '/^default /d')
	[ -n "$there" ] || say "note: $1: main has no route to $2, so packets to it leave by" \
		"a provider; run: ip $family route add $2 via $3 dev $4"
}

## Routes and rules of others

# strangers [default] [unmarked] [marks]: what others set up that this setup bypasses or disturbs
strangers() {
	case " $* " in *' unmarked '*)
		value_of net/ipv4/conf/all/forwarding
		[ "$value" != 1 ] || say "note: this machine forwards packets, as for containers, and answers" \
			"may leave via the wrong provider; write connection_marks = true in settings"
		;;
	esac
	case $facts in *"${nl}note "*) ;; *) return 0 ;; esac
	texts=$(printf '%s\n' "$facts" | sed -n 's/^note //p')
	while read -r word mark text; do # of a mark without a mask, all bits count
		case " $* " in *" $word "*) ;; *) continue ;; esac
		[ "$word" = default ] || [ "$((${mark#*/} & mark_mask))" != 0 ] || continue
		say "note: $text"
	done <<EOF
$texts
EOF
}

# For awk: facts about others, "note default - TEXT" and "note marks MARK TEXT"
# shellcheck disable=SC2016
others_facts='
	!others && /^(0\.0\.0\.0|128\.0\.0\.0|::|8000::)\/1 / && !/ table [0-9]/ &&
		!index(tags, " " behind("proto") " ") {
		print "note default - setup ignores the route of main to", $1, "(as redirect-gateway def1",
			"adds it), so", behind("dev"), "is bypassed; write a provider for it"
	}
	!others && /^[0-9]+:\t/ && !index(tags, " " behind("proto") " ") {
		if (/ fwmark /)
			print "note marks", behind("fwmark"), "a rule of another program reads bits of mark_mask, so",
				"each may route packets that the other marks:", $0 "; write a mark_mask without these bits"
		if ($1 + 0 > last && $1 + 0 < 32766 && / (lookup|goto|unreachable|prohibit|blackhole)/)
			print "note default - this rule comes after our default route, so it decides nothing:", $0 ";",
				"write a provider or routes for its destinations, or give it a priority below", first
		if ($1 + 0 > 0 && $1 + 0 < first && / fwmark / && / lookup 254( |$)/)
			print "note default - packets of this rule use the default route of main alone and do not",
				"fail over:", $0 "; write table = \"main\" in default_route"
	}'
