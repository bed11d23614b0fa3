# Takes down every setup of ours, also those from other configurations.

failed=''
# try COMMAND...: goes on when it fails, and says so
try() {
	"$@" || {
		failed=1
		say "this failed: $*"
	}
}

# former_values: sets $pairs to KEY=FORMER for sysctls that still are as we set them, the last first
former_values() {
	pairs=$(printf '%s\n' "$kept" | sed -n 's/^sysctl \([^ ]*\) .*/\1/p')
	# shellcheck disable=SC2086 # a word each
	pairs=$(values_of $pairs | awk '
		$1 == "now" { now[$2] = $3 }
		$1 == "sysctl" && now[$2] == $4 && !seen[$2]++ { former = " " $2 "=" $3 former }
		END { print former }')
}

give_back() { # KEY...
	back=''
	for pair in $pairs; do
		case " $* " in *" ${pair%=*} "*) back="$back $pair" ;; esac
	done
	# shellcheck disable=SC2086 # a word each
	[ -z "$back" ] || sysctl -q -w $back
}

# take_down TEXT: runs the commands of the head; an entry may be gone already
take_down() {
	for family in $families; do
		lines=$(printf '%s\n' "$1" | sed -n "s/^ip $family //p")
		command ip "$family" -force -batch - 2>/dev/null <<EOF || :
$lines
EOF
	done
}

# name_others: prints other entries with our tags, up to 20 of each family
name_others() {
	for family in $families; do
		others=$(tagged "$tags" "$family") || return 1
		others=$(printf '%s\n' "$others" | sed -n 1,20p)
		[ -z "$others" ] || say "also found and removed (ip $family):$nl$others"
	done
}

# prepare: sets $todo to what the head says
prepare() {
	[ ! -f "$kept_in" ] || kept=$(cat "$kept_in")
	list -4 >/dev/null || die 'ip cannot list routes and rules; iproute2 5.3 or newer is needed'
	choose_tag
	recalls
	former_values
	todo=$(write_down commands)
	wrong=$(printf '%s\n' "$todo" | sed -n 's/^problem //p')
	[ -z "$wrong" ] || die "$wrong"
}

main() {
	trap - EXIT
	case $* in '' | show) ;; *) die "run it alone, or with the word show, not with: $*" ;; esac
	[ -n "$*" ] || lock
	prepare
	[ -z "$*" ] || printf '%s\n' "$todo"
	[ -z "$*" ] || exit 0
	rm -rf "$state/waiting" # a setup that waits for its confirmation must not come back now
	take_down "$todo"
	try name_others
	try remove "${tags% *}"
	try remove "${tags#* }"
	try unload_tables
	# shellcheck disable=SC2086 # a word each
	[ -z "$pairs" ] || try command sysctl -q -w $pairs
	try drop_names
	[ -z "$failed" ] || exit 1
	rm -rf "$state"
	say 'taken down'
}
