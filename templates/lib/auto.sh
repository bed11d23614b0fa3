# Reads the addresses and gateways that are "auto" in the configuration.

gateways='' nat=''

# For awk: facts from the output of "ip address show": "global IF FAMILY ADDRESS", "primary IF
# ADDRESS,PEER" for what masquerade may choose, "usable IF FAMILY ADDRESS" for what "auto" may mean
# shellcheck disable=SC2016
global_facts='
	/^[0-9]+: [^ ]+ +inet6? .* scope 0 / && $4 !~ /^f[cd]/ {
		family = $3 == "inet" ? "-4" : "-6"
		if ($4 !~ /\//) $4 = $4 (family == "-4" ? "/32" : "/128")
		print "global", $2, family, $4
		flags = $0
		sub(/^.* scope 0 /, " ", flags)
		settled = flags !~ / (secondary|tentative|dadfailed) /
		if (settled && family == "-4") print "primary", $2, $4 "," ($5 == "peer" ? $6 : $4)
		if (settled && flags !~ / (temporary|deprecated) /) print "usable", $2, family, $4
	}'

# gateway_facts: the gateways of default routes that aren't ours: "main IF FAMILY GATEWAY", or
# "elsewhere IF FAMILY GATEWAY" for another table
gateway_facts() {
	awk -v ours=" proto (${tags% *}|${tags#* }) " '
	/^default / && ($0 " ") !~ ours {
		where = / table [0-9]/ ? "elsewhere" : "main"
		for (i = 2; i < NF; i++)
			if ($i == "via" && $(i + 2) == "dev")
				print where, $(i + 3), ($(i + 1) ~ /:/ ? "-6" : "-4"), $(i + 1)
	}'
}

# read_address INTERFACE FAMILY auto|ADDRESS[/LENGTH]: sets $address, with its length, or to
# nothing. Of several addresses, it prefers that of the setup in place.
read_address() {
	address=''
	case $2,$3 in
	*,auto)
		! begins "$facts" "usable $1 $2" || address=$found
		! is "usable $1 $2 ${former%% *}" || address=${former%% *}
		;;
	*,*[!0-9a-f.:/]* | -4,*:* | -6,*.*) ;;
	*,*/*) ! is "has $1 $3" || address=$3 ;;
	*)
		case $facts in *"${nl}has $1 $3/"*)
			address=$3/${facts#*"${nl}has $1 $3/"} && address=${address%%"$nl"*}
			;;
		esac
		;;
	esac
}

# read_gateway INTERFACE FAMILY: sets $gateway to that of a default route, or, where the address is
# still the same, to that of the setup in place
read_gateway() {
	gateways=${gateways:-$(printf '%s\n' "$now" | gateway_facts)}
	begins "$gateways" "main $1 $2" || begins "$gateways" "elsewhere $1 $2" || :
	gateway=$found
	case $gateway,$former in ,"$address "*[0-9a-f]) gateway=${former##* } ;; esac
}

# pass_over INTERFACE FAMILY PREFIX...: "auto" must not choose addresses in these prefixes
pass_over() {
	on_it="address show dev $1 to" family=$2 && shift 2
	lines=$(printf "$on_it %s\n" "$@")
	there=$(
		command ip "$family" -o -N -force -batch - 2>/dev/null <<EOF | awk "$global_facts"
$lines
EOF
	)
	while read -r fact; do
		is "$fact" || continue # an address in two of the prefixes comes twice
		case $fact in usable* | global*) facts=${facts%%"$nl$fact$nl"*}$nl${facts#*"$nl$fact$nl"} ;; esac
	done <<EOF
$there
EOF
}

# all_addresses INTERFACE FAMILY: sets $addresses to $address and the others there, as a list
all_addresses() {
	addresses=${address%/*} rest=$facts
	while begins "$rest" "global $1 $2"; do
		rest=${rest#*"${nl}global $1 $2 $found"}
		case ", $addresses," in *", ${found%/*},"*) ;; *) addresses="$addresses, ${found%/*}" ;; esac
	done
}

# choose_nat INTERFACE: sets $nat to masquerade where the kernel chooses $address by itself: the
# first one in the network of the gateway or else the first one (inet_select_addr)
choose_nat() {
	nat=$(printf '%s\n' "$facts" | awk -v dev="$1" -v address="$address" -v gateway="$gateway" '
	function number(text, part) {
		split(text, part, ".")
		return ((part[1] * 256 + part[2]) * 256 + part[3]) * 256 + part[4]
	}
	$1 != "primary" || $2 != dev || !sub(/,/, " ") { next } # ADDRESS,PEER: a peer is not ours
	{
		split($3, own, "/")
		split($4, net, "/")
		for (size = 1; net[2] < 32; net[2]++) size *= 2
		if (!first) first = own[1]
		if (!near && int(number(net[1]) / size) == int(number(gateway) / size)) near = own[1]
	}
	END { print ((near ? near : first) == address ? "masquerade" : "snat ip to " address) }')
}

# network_of ADDRESS/LENGTH: sets $network, to nothing for an address without neighbours. In IPv6
# the kernel accepts a prefix with host bits.
network_of() {
	network=$1
	case $1 in
	'' | *.*/32 | */128) network='' ;;
	*.*)
		IFS=./
		# shellcheck disable=SC2086 # a word each
		set -- $1
		unset IFS
		bits=$((($1 << 24 | $2 << 16 | $3 << 8 | $4) >> (32 - $5) << (32 - $5)))
		network=$((bits >> 24 & 255)).$((bits >> 16 & 255)).$((bits >> 8 & 255)).$((bits & 255))/$5
		;;
	esac
}

# far_end INTERFACE ADDRESS/LENGTH GATEWAY: sets $network, where the address has no neighbours, to
# what is at the other end of the link: the gateway or, on a point-to-point link, the peer
far_end() {
	case $2,$3 in
	*.*/32,?* | */128,[!f]* | */128,f[!e]*) network=$3/${2#*/} ;;
	*.*/32, | */128,) ! begins "$facts" "peer $1 $2" || network=$found/${2#*/} ;;
	esac
}

# read_uplink BLOCK INTERFACE FAMILY ADDRESS GATEWAY [optional|required] [masquerade]: as uplink;
# sets $address, $addresses, $length, $network and $gateway, to nothing where the uplink is skipped,
# $off to a comment sign there, and $nat to how nft translates sources to the address
# shellcheck disable=SC2034 # not every head needs all of these
read_uplink() {
	address='' addresses='' length='' network='' gateway='' nat='' off='# '
	begin_uplink "$1" "${6:-}" || return 0
	need_link "$1" "$2"
	begins "$kept" "uplink $1" || :
	former=$found
	[ -z "$on" ] || check_address "$@"
	[ -z "$on$showing" ] || check_gateway "$@"
	network_of "$address"
	far_end "$2" "$address" "$gateway"
	end_uplink "$1" "${address:--}" "${network:--}" "${gateway:--}"
	length=${address#*/} address=${address%/*}
	case $* in *' masquerade') choose_nat "$2" ;; esac
	if [ -n "$on" ]; then
		all_addresses "$2" "$3"
		uplinks="$uplinks${nl}addresses $1 $addresses"
		say "$1: $address/$length on $2${gateway:+, gateway $gateway}"
		off=''
	elif [ -n "$showing" ] && [ "${6:-}$all" != optional ]; then
		on=1 off='' address=${address:-?} length=${length:-?} network=${network:-?}
		gateway=${gateway:-${5:+?}} addresses=$address
	else
		address='' length='' network='' gateway=''
	fi
}

check_address() { # as read_uplink
	read_address "$2" "$3" "$4"
	if [ -z "$address" ]; then
		[ "$3" = -4 ] || need_ipv6 "$1" "$2"
		[ -z "$on" ] || problem "$1: $2 has no address to use: $4; did DHCP, PPP or the router give" \
			"one that is neither tentative nor in prefixes? See: ip $3 address show dev $2"
		return 0
	fi
	need_address "$1" "$2" "$address"
	case $uplinks in *" ${address%/*}/"*)
		problem "$1: ${address%/*} is the address of another provider, too"
		;;
	esac
}

check_gateway() { # as read_uplink
	gateway=$5
	[ "$gateway" != auto ] || read_gateway "$2" "$3"
	[ -n "$gateway" ] || [ -z "$5" ] || problem "$1: no default route on $2 names a gateway; if" \
		"the link has none, remove gateway from the configuration; see: ip $3 route show dev $2"
	case $3,$gateway in
	-?,) return 0 ;;
	-4,*[!0-9.]* | -4,*.*.*.*.* | -6,*[!0-9a-f:]*) ;;
	-4,*.*.*.* | -6,*:*)
		need_gateway "$1" "$2" "$gateway"
		[ "$5" != auto ] || return 0
		! command ip "$3" route show exact "$gateway" >/dev/null 2>&1 || return 0
		;;
	esac
	problem "$1: this is no address: $gateway"
}
