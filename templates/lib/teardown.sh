# Takes down what setups have set up, those of other configurations as well.

failed=''
# try COMMAND...: goes on when it fails, and says so
try() {
	"$@" || {
		failed=1
		say "this failed: $*"
	}
}

# recall BLOCK: sets $on, $address, $length, $network and $gateway to what the setup in place has
# of an uplink, or to nothing
# shellcheck disable=SC2034 # not every head needs all of these
recall() {
	on='' address='' length='' network='' gateway=''
	begins "$kept" "uplink $1" || return 0
	# shellcheck disable=SC2086 # ADDRESS NETWORK GATEWAY
	set -- $found
	on=1 address=${1%/*} length=${1#*/} network=${2#-} gateway=${3#-}
}

# give_back KEY: a sysctl gets its former value, where that of a setup is still in place
give_back() {
	value_of "$1"
	while read -r kind key former ours; do
		[ "$kind $key $ours" != "sysctl $1 $value" ] || sysctl -q -w "$1=$former"
	done <<EOF
$kept
EOF
}

# find_ours: sets $ours to all that carries one of our tags
find_ours() {
	ours=''
	for family in $families; do
		found=$(tagged "$tags" "$family") || return 1
		[ -z "$found" ] || ours=$ours$(printf '%s\n' "$found" | sed "s/^/ip $family: /")$nl
	done
}

# choose_tag: that of the setup in place
choose_tag() {
	tag=${tags% *} metric=10
	case $ours in
	*'from 255.255.255.255 nop proto '"$tag"*) ;;
	*'from 255.255.255.255 nop proto '*) tag=${tags#* } ;;
	*" proto $tag$nl"* | *" proto $tag "*) ;;
	*) tag=${tags#* } ;;
	esac
	# shellcheck disable=SC2034 # heads with IPv6 have $metric
	[ "$tag" = "${tags% *}" ] || metric=20
}

# take_down TEXT: carries out what the head says; what is gone already is no mistake
take_down() {
	for family in $families; do
		lines=$(printf '%s\n' "$1" | sed -n "s/^ip $family //p")
		command ip "$family" -force -batch - 2>/dev/null <<EOF || :
$lines
EOF
	done
}

# name_others: says what else there is of ours
name_others() {
	find_ours || return 1
	[ -n "$ours" ] || return 0
	count=$(printf '%s' "$ours" | wc -l)
	[ "$count" -le 20 ] || ours="$count routes and rules, such as ${ours%%"$nl"*}$nl"
	say "also found, and taken away:$nl${ours%"$nl"}"
}

unload_tables() {
	case "$nl$kept$nl" in *"${nl}nft$nl"*) ;; *) return 0 ;; esac
	for table in splitroute splitroute_rules; do
		! command nft list table inet "$table" >/dev/null 2>&1 ||
			command nft delete table inet "$table" || return 1
	done
}

# give_back_all: the last one first, as plan_sysctls does
give_back_all() {
	keys=$(printf '%s\n' "$kept" | awk '
		$1 == "sysctl" { key[++n] = $2 }
		END { for (; n; n--) if (!seen[key[n]]++) print key[n] }')
	for key in $keys; do give_back "$key"; done
}

main() {
	trap - EXIT
	case ${1:-} in '' | show) ;; *) die "run it alone, or with the word show, not with: $*" ;; esac
	[ -n "${1:-}" ] || lock
	[ ! -f "$kept_in" ] || kept=$(cat "$kept_in")
	find_ours || die 'ip cannot list what is there; iproute2 5.3 or newer is needed'
	choose_tag
	recalls
	todo=$(write_down commands)
	case $nl$todo in *"${nl}problem "*) die "${todo##*problem }" ;; esac
	if [ -n "${1:-}" ]; then
		printf '%s\n' "$todo"
		exit
	fi
	take_down "$todo"
	try name_others
	try remove "${tags% *}"
	try remove "${tags#* }"
	try unload_tables
	former=$(write_down give_back_all)
	former=$(printf '%s\n' "$former" | sed -n 's/^sysctl -q -w //p')
	# shellcheck disable=SC2086 # a word each
	[ -z "$former" ] || try command sysctl -q -w $former
	try set_names '' ''
	[ -z "$failed" ] || exit 1
	rm -rf "$state"
	say 'taken down'
}
