# Reads the prefixes that a provider delegates to this site ("auto" among its prefixes).

# rejected: prints prefixes for which a DHCPv6 client has added an unreachable route to main (RFC
# 7084, WPD-5): systemd-networkd and dhcpcd with protocol 16, OpenWrt with 4 and this metric
rejected() {
	awk '/^7 [23][0-9a-f:]*:\/[0-9]+ / && !/ (table|from) [0-9]/ &&
		/ proto 16 | proto 4 metric 2147483647 / { print $2 }'
}

# read_prefixes BLOCK PREFIXES main|environment [PREFIX...]: sets $prefixes, as a list, to PREFIXES
# or, if they are empty and with "main", to those that main rejects, without PREFIX..., which are
# known. If there are none, those of the setup in place stay.
read_prefixes() {
	block=$1 given=$2 prefixes=''
	[ "$3,$given" != main, ] || given=$(printf '%s\n' "$now" | rejected)
	shift 3
	for prefix in $given; do
		case " $* $prefixes, " in *" $prefix "* | *" $prefix, "*) continue ;; esac
		case $prefix in
		*[!0-9a-f:/]* | */*/*) ;;
		[23]*:*/*[0-9])
			! command ip -6 route show exact "$prefix" >/dev/null 2>&1 ||
				prefixes="$prefixes${prefixes:+, }$prefix"
			;;
		esac
		case "$prefixes, " in *"$prefix, ") ;; *) problem "$block: this is no prefix: $prefix" ;; esac
	done
	begins "$kept" "prefixes $block" || :
	[ -n "$prefixes" ] || {
		prefixes=$found
		say "note: $block: found no delegated prefixes${found:+, so the previous ones stay};" \
			"does its DHCPv6 client run?"
	}
	stays="$stays${nl}prefixes $block $prefixes"
}
