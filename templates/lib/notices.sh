# Notes what on this machine may harm the routing. Setup goes on all the same.

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

# strangers [default] [unmarked] [marks]: routes and rules of others that harm this configuration
strangers() {
	case " $* " in *' unmarked '*)
		value_of net/ipv4/conf/all/forwarding
		[ "$value" != 1 ] || say "note: this machine forwards packets, as for containers, and answers" \
			"may leave via the wrong provider; write connection_marks = true in settings"
		;;
	esac
	texts=$(printf '%s\n' "$now" | of_others " $* ")
	[ -z "$texts" ] || while read -r mark text; do # a mark without a mask: all bits are compared
		[ "$mark" = note ] || [ "$((${mark#*/} & mark_mask))" != 0 ] || continue
		say "note: $text"
	done <<EOF
$texts
EOF
}

# of_others WORDS: prints notes, each after the word "note", or after a mark: then the note counts
# only if the mark shares bits with ours
of_others() {
	awk -v tags=" $tags " -v first="${priorities% *}" -v last="${priorities#* }" -v words="$1" \
		-v uses_ipv6="$uses_ipv6" "$behind"'
	$0 == "-6" && uses_ipv6 == "" { exit }
	index(tags, " " behind("proto") " ") { next }
	index(words, " marks ") && /^[0-9]+:\t/ && / fwmark / {
		print behind("fwmark"), "a rule of another program reads bits of mark_mask, so each may",
			"route packets that the other marks:", $0 "; write a mark_mask without these bits"
	}
	!index(words, " default ") { next }
	/^(0\.0\.0\.0|128\.0\.0\.0|::|8000::)\/1 / && !/ table [0-9]/ {
		print "note setup ignores the route of main to", $1, "(as redirect-gateway def1 adds it), so",
			behind("dev"), "is bypassed; write a provider for it"
	}
	!/^[0-9]+:\t/ || $1 + 0 == 0 || $1 + 0 > 32765 { next }
	$1 + 0 > last && (/ lookup / || / goto / || / unreachable/ || / prohibit/ || / blackhole/) {
		print "note this rule comes after our default route, so it decides nothing:", $0 "; write a",
			"provider or routes for its destinations, or give it a priority below", first
	}
	$1 + 0 < first && / fwmark / && / lookup 254( |$)/ {
		print "note packets of this rule use the default route of main alone and do not fail over:",
			$0 "; write table = \"main\" in default_route"
	}'
}
