# Looks whether all is there that the head needs, carries the head out, and takes back what failed.

problems=0 facts='' found='' value='' on='' may_lack='' uplinks='' showing='' changes='' was=''
stays='' off='' former_tag='' former_nft='' kept_nft=''

# problem TEXT: counts, unless it is about an uplink that may be absent
problem() {
	say "$*"
	on=''
	[ -n "$may_lack" ] || problems=$((problems + 1))
}

# problems_in TEXT: those that are lines of it
problems_in() {
	while read -r kind text; do
		[ "$kind" != problem ] || problem "$text"
	done <<EOF
$1
EOF
}

## What is there, as lines of facts: "up IF", "has IF ADDRESS", "taken TABLE", "problem TEXT", ...

# link_facts: of what "ip link show" and "ip address show" print
link_facts() {
	awk '
	/^[0-9]+: [^ ]+: </ { # 2: if1@if7: <BROADCAST,UP> mtu 1500
		sub(/[@:].*/, "", $2)
		print ($3 ~ /[<,]UP[,>]/ ? "up" : "down"), $2
	}
	/^[0-9]+: [^ ]+ +inet6? / { # 2: if1    inet 203.0.113.2/30 brd 203.0.113.3 scope 0 if1
		family = $3 == "inet" ? "-4" : "-6"
		if ($4 !~ /\//) $4 = $4 (family == "-4" ? "/32" : "/128")
		print "has", $2, $4
		if (!seen[$2 family]++) print "first", $2, $4
		flags = $0
		sub(/^.* scope [0-9]+ /, " ", flags) # the name of an interface ends in a backslash there
		if (match(flags, / (secondary|tentative|dadfailed) /))
			print substr(flags, RSTART + 1, RLENGTH - 2), $2, $4
		else if (/ scope 0 / && flags !~ / (temporary|deprecated) / && $4 !~ /^f[cd]/)
			print "usable", $2, family, $4
	}'
}

# entry_facts: of what "ip rule show" and "ip route show table all" print
entry_facts() {
	awk -v tags=" $tags " -v range="$priorities" -v metrics="$metrics " \
		-v default="$default_table" -v uses_ipv6="$uses_ipv6" "$behind"'
	BEGIN { split(range, priority) }
	$0 == "-6" { others = uses_ipv6 == "" }
	/^[0-9]+: / || NF < 2 { next }
	{ protocol = behind("proto"); table = behind("table"); metric = behind("metric") }
	protocol && index(tags, " " protocol " ") {
		if (!present[protocol]++) print "present", protocol
		former = protocol
		if (/from 255\.255\.255\.255 nop /) complete = protocol
		next
	}
	others { next } # what is none of our business, since there is nothing of ours in IPv6
	/^[0-9]+:\t/ && $1 + 0 >= priority[1] && $1 + 0 <= priority[2] {
		print "problem priorities", range, "are ours; set priority_base, or remove the rule", $0
	}
	table && !taken[table]++ { print "taken", table }
	!table && default != "main" && /^[678] (default|0\.0\.0\.0\/1|128\.0\.0\.0\/1) / {
		print "problem main rejects packets, and is asked before our default; remove the route", $0
	}
	!table && metrics != " " && / pref / && $1 == "default" &&
		(metric + 0 <= 20 || index(metrics, " " metric " ")) {
		print "problem main has a default that comes before ours, or merges with it:", $0
	}
	END { print "former", complete ? complete : former }'
}

# is FACT: whether it is one
is() {
	case $facts in *"$nl$1$nl"*) ;; *) return 1 ;; esac
}

look() {
	read -r _ _ release _ </proc/version
	case $release in
	[0-3].* | 4.? | 4.?.* | 4.1[0-6]*) problem "Linux 4.17 or newer is needed; this is $release" ;;
	esac
	missing=$(
		unset -f ip sysctl # those of the library
		for tool in ip awk cat cp find mkdir mv rm rmdir sed sysctl; do
			command -v "$tool" >/dev/null || echo "problem there is no $tool"
		done
	)
	problems_in "$missing"
	case $missing in 'problem there is no ip'*) exit 1 ;; esac
	now=$(list -4 "link show${nl}address show" 2>&1) ||
		die "iproute2 5.3 or newer is needed, not BusyBox's ip; ip -4 -o -N -batch - says: $now"
	[ "$families" = -4 ] || now=$now$nl-6$nl$(list -6 'address show')
	[ "$needs_ipv6$families" != 1-4 ] || problem 'there is no IPv6 on this machine'
	facts=$nl$(printf '%s\n' "$now" | link_facts && printf '%s\n' "$now" | entry_facts)$nl
	problems_in "$facts"
	begins "$facts" former || :
	former_tag=$found tag=${tags% *} metric=10 # in IPv6, routes of one metric would merge
	# shellcheck disable=SC2034 # heads with IPv6 have $metric
	[ "$tag" != "$former_tag" ] || tag=${tags#* } metric=20
}

## What the head needs

need_link() { # BLOCK INTERFACE
	if is "down $2"; then
		problem "$1: interface $2 is down; try: ip link set dev $2 up"
	elif ! is "up $2"; then
		problem "$1: interface $2 is missing; see: ip link show"
	fi
}

need_ipv6() { # BLOCK INTERFACE
	value_of "net/ipv6/conf/$2/disable_ipv6"
	[ "$value" != 1 ] ||
		problem "$1: IPv6 is off on $2; try: sysctl -w net/ipv6/conf/$2/disable_ipv6=0"
}

need_address() { # BLOCK INTERFACE ADDRESS/LENGTH
	see="see: ip address show dev $2"
	case $3 in *:*)
		need_ipv6 "$1" "$2"
		! is "tentative $2 $3" || problem "$1: $3 is still tentative; try again, or $see"
		! is "dadfailed $2 $3" || problem "$1: another machine on the link of $2 has $3; $see"
		;;
	esac
	! is "has $2 $3" || return 0
	case $facts in
	*"${nl}has $2 ${3%/*}/"*) problem "$1: ${3%/*} has another length than /${3#*/}; $see" ;;
	*) problem "$1: interface $2 doesn't have the address $3; $see" ;;
	esac
}

need_gateway() { # BLOCK INTERFACE ADDRESS
	case $3,$facts in
	fe80:*,*"${nl}has $2 $3/"* | [!f]*,*" $3/"* | f[!e]*,*" $3/"*)
		problem "$1: the gateway $3 is an address of this machine"
		;;
	esac
}

# uplink BLOCK INTERFACE ADDRESS/LENGTH GATEWAY [optional] [balanced] [first]: sets $on to 1, or to
# nothing where the uplink is left out. A balanced route names no source; the kernel takes the first
# address in the gateway's network or, without a gateway there, the first one of the interface.
uplink() {
	begin_uplink "$@" || return 0
	need_link "$1" "$2"
	need_address "$1" "$2" "$3"
	need_gateway "$1" "$2" "$4"
	case " $* ,$facts" in *' balanced '*"${nl}secondary $2 $3$nl"*)
		problem "$1: $2 has another address in the network of $3 that comes first; remove that"
		;;
	esac
	case " $* ,$facts" in *' first '*"${nl}first $2 $3$nl"*) ;; *' first '*)
		problem "$1: $3 must be the first address of $2, or don't balance"
		;;
	esac
	[ -z "$showing" ] || [ -n "$may_lack" ] || on=1 # shown as if it were there
	end_uplink "$1" "$3" - "${4:--}"
}

begin_uplink() { # as uplink; fails for one that "without" takes out
	on=1 off='' may_lack=''
	case " $* " in *' optional '*) may_lack=1 ;; esac
	case " $absent " in *" $1 "*) on='' off='# ' && return 1 ;; esac
}

# end_uplink BLOCK ADDRESS NETWORK GATEWAY
# shellcheck disable=SC2034 # not every head needs $off, a comment sign for what is left out
end_uplink() {
	[ -z "$on" ] || uplinks="$uplinks${nl}uplink $*"
	[ -n "$on" ] || [ -z "$may_lack" ] || {
		say "$1 is left out"
		absent="$absent $1" off='# '
	}
	may_lack=''
}

## What is ours, and nobody else's

# check_numbers: nobody else has our tables, and what is marked or on its way by the setup in place
# finds numbers as they were
check_numbers() {
	known=''
	for dir in /etc/iproute2 /usr/share/iproute2 /usr/lib/iproute2; do
		[ ! -d "$dir" ] || known=$known$nl$(find -L "$dir" -type f -path "$dir/rt_tables*" \
			\( -name rt_tables -o -name '*.conf' \) -exec sed "/^$begin/,/^$end/d" {} +)
	done
	conflicts=$(printf '%s\n' "$tables" -- "$kept" -- "$known" | awk '
	/^[ \t]*#/ { next }
	$1 == "--" { part++; next }
	!part { owner[$1] = owner[NF > 2 ? $3 : $1] = $2; number[$2] = $1 }
	part == 1 && $1 ~ /^[0-9]+$/ && ($2 in number) {
		for (i = 1; i <= 3; i += 2) if (($i in owner) && owner[$i] != $2)
			print "problem", $i, "is of", $2, "in the setup in place; take that down first"
	}
	part == 2 && (($1 in owner) && owner[$1] != $2 || ($2 in number) && number[$2] != $1) {
		print "problem rt_tables has another name for " $1 ", or another number for " $2
	}')
	problems_in "$conflicts"
	while read -r number name _; do
		! is "taken $number" || problem "table $number has routes of somebody else;" \
			"set the table of $name, or table_base"
	done <<EOF
$tables
EOF
}

check_base_and_mask() {
	begins "$kept" base || found=${priorities% *}
	apart=$((found - ${priorities% *}))
	case ${apart#-} in
	0 | 9??? | ?????*) ;;
	*) problem "the setup in place has priority_base $found; keep that, or take that setup down first" ;;
	esac
	begins "$kept" mask && [ "$found" != "$mark_mask" ] || return 0
	[ "$((${found:-0} & ${mark_mask:-0}))" = 0 ] ||
		problem "the setup in place has mark_mask $found; keep that, or set one that has no bit of it"
}

# check_names: sets $block to our lines of the file of names, and $names_before to the file that has
# such lines now, with $block_before
check_names() {
	names_before=$(name_files)
	block_before='' block=$begin
	case $names_before in
	'') ;;
	*[" $nl"]*) problem "names of ours are in several files; remove all but one: $names_before" ;;
	*) block_before=$(our_names "$names_before") ;;
	esac
	case $names_before,$block_before in ?*,*"$nl$end" | ,) ;; *)
		problem "$names_before: $begin has no end; repair it"
		;;
	esac
	case $names_in in
	'') block='' && return 0 ;;
	"$names_before") block=${block_before%%"$nl"*} ;;
	*) new_names ;;
	esac
	[ ! -L "$names_in" ] || problem "$names_in is a symbolic link; set rt_tables to another file"
	while read -r number name _; do block="$block$nl$number	$name"; done <<EOF
$tables
EOF
	case $names_in,$block in /etc/iproute2/rt_tables,*', made '*) # it hides that of the distribution
		block=$block$nl$(cat /usr/share/iproute2/rt_tables /usr/lib/iproute2/rt_tables 2>/dev/null || :)
		;;
	esac
	block=$block$nl$end
}

# new_names: looks whether the file of names can be written, and sets $block to its first line
new_names() {
	to_make "$names_in"
	if [ -d "$names_in" ]; then
		problem "$names_in is a directory; set rt_tables to a file"
	elif [ "${names_in%/*}" = /etc/iproute2/rt_tables.d ] && [ -s "$names_in" ]; then
		problem "$names_in is somebody else's; set rt_tables to another file"
	elif [ -z "$showing" ] && [ ! -w "${made%/*}" ]; then
		problem "cannot write $names_in"
	fi
	[ -e "$names_in" ] || block="$begin, made $made"
}

check_nft() {
	case "$nl$kept$nl" in *"${nl}nft$nl"*) kept_nft=1 ;; esac
	[ -n "$marks$sets$kept_nft" ] || return 0
	version=$(command nft --version 2>/dev/null) || {
		problem 'there is no nft; install nftables'
		return 0
	}
	case $version in *' v0.'[0-8]* | *' v0.9.'[012]*) problem "nft 0.9.3 or newer is needed: $version" ;; esac
	case $release in [0-4].* | 5.[0-2].*) problem "with nft, Linux 5.3 is needed; this is $release" ;; esac
	[ -n "$showing" ] || former_nft=$(our_tables)
	[ -z "$former_nft" ] || [ -n "$kept_nft" ] || problem 'somebody else has a table inet splitroute in nft'
}

## What is done

# plan: has the head write its commands down
plan() {
	sysctls=$(write_down sysctls)
	marks=$(write_down marks)
	entries=$(write_down routes_and_rules)
	# shellcheck disable=SC2123 # no command is to be found there
	mine=$(PATH=/ && write_down by_hand)
	sets=$(write_down sets)
	marker=$(write_down marker)
	while read -r line; do
		case $line in
		'' | '# '* | 'problem '* | 'ip -'[46]' rule add priority '*" protocol $tag") ;;
		'ip -'[46]' route prepend '*" proto $tag" | 'ip -'[46]' route prepend '*" proto $tag nexthop "*) ;;
		*) problem "by_hand takes 'ip route prepend' and 'ip rule add priority', not: $line" ;;
		esac
	done <<EOF
$mine
EOF
	todo=''
	for part in "$sysctls" "$marks" "$entries" "$mine" "$sets" "$marker"; do
		todo=$todo${part:+$part$nl}
	done
	problems_in "$todo"
	entries=$entries$nl$mine
}

# plan_sysctls: sets $changes to what has to be set, $was to the values before, and $stays to what is
# kept of them. What an earlier run has set, and nobody wants any more, is given back, the last one
# first: what counts with another one alone is set before that, and given back behind it.
plan_sysctls() {
	wanted=$(printf '%s\n' "$sysctls" | sed -n 's/^sysctl -q -w //p')
	back='' before=''
	while read -r kind key former ours; do
		[ "$kind" = sysctl ] || continue
		value_of "$key"
		case "$nl$wanted,$value" in
		*"$nl$key="* | *,) stays="$stays${nl}sysctl $key $former $ours" ;;
		*",$ours") back=" $key=$former$back" was="$was $key=$value" ;;
		esac
	done <<EOF
$kept
EOF
	value_of net/ipv4/conf/all/rp_filter
	all=$value
	for pair in $wanted; do
		value_of "${pair%=*}"
		case $pair,$value,$all in
		*"=$value,$value,"*) continue ;;
		*/rp_filter=*,1,[01] | */rp_filter=*,0,1) ;; # strict: the larger one counts
		*/rp_filter=*) continue ;;
		*,,*) problem "there is no ${pair%=*} in Linux $release; set hash_policy to another value" ;;
		esac
		changes="$changes $pair" before=" ${pair%=*}=$value$before"
		begins "$stays" "sysctl ${pair%=*}" || found=$value
		line="sysctl ${pair%=*} ${found%% *} ${pair#*=}"
		case $stays$nl in *"$nl$line$nl"*) ;; *) stays=$stays$nl$line ;; esac
	done
	changes=$changes$back was=$was$before
}

# load TEXT: has nft replace one of our tables, all at once
load() {
	[ -n "$1" ] || return 0
	lines=$(printf '%s\n' "$1" | sed '/^# /d; /^nft -f - /d; /^EOF$/d')
	command nft -f - <<EOF
$lines
EOF
}

# unload TABLE TEXT: takes a table away that a former run has loaded, and not TEXT
unload() {
	case $2 in *"table inet $1 {"*) return 0 ;; esac
	case $former_nft in *"table inet $1 {"*) command nft delete table inet "$1" ;; esac
}

# set_sysctls [KEY=VALUE...]
set_sysctls() { [ "$#" = 0 ] || command sysctl -q -w "$@"; }

# change: carries everything out
change() {
	if [ -f "$state/$tag" ] || is "present $tag"; then remove "$tag"; fi # what a killed run left
	uses_nft=${marks:+${nl}nft}${sets:+${nl}nft}
	mkdir -p "$state"
	printf '%s' "$todo" >"$state/$tag"
	keep "$kept$stays$uses_nft"
	clean_names
	[ "$names_before,$block_before" = "$names_in,$block" ] || set_names "$names_in" "$block"
	# shellcheck disable=SC2086 # a word each
	set_sysctls $changes
	load "$marks"
	enter "$entries"
	load "$sets"
	one_by_one -4 "$marker"
	unload splitroute "$marks"
	unload splitroute_rules "$sets"
	[ -n "$confirm" ] || [ ! -d "$state/waiting" ] || rm -rf "$state/waiting" # nobody waits any more
	keep "base ${priorities% *}${nl}mask $mark_mask$nl$tables$uplinks$stays$uses_nft"
}

## Taking it back

# roll_back: makes everything what it was when this run began
roll_back() {
	set +e
	back=1
	[ -z "$marks$sets$former_nft" ] || load "table inet splitroute
delete table inet splitroute
table inet splitroute_rules
delete table inet splitroute_rules
$former_nft" || back=''
	remove "$tag" || back=''
	# shellcheck disable=SC2086 # a word each
	set_sysctls $was || back=''
	set_names "$names_before" "$block_before" || back=''
	if [ -n "$kept" ]; then keep "$kept"; else rm -f "$kept_in"; fi || back=''
	[ -n "$kept" ] || rmdir "$state" 2>/dev/null || :
	[ -n "$back" ]
}

give_up() {
	trap '' EXIT HUP INT TERM
	[ ! -d "$state/waiting" ] || rm -rf "$state/waiting"
	roll_back || die 'not everything could be taken back; run this script again, or teardown'
	die 'everything is as it was before'
}

unchanged() {
	trap - EXIT
	[ "$problems" = 0 ] || say "problems: $problems"
	say 'nothing was changed'
	exit 1
}

# words: those of the command line
words() {
	case $*,$confirm in confirm,?* | revert,?* | stand-by*,?*) answer "$@" ;; esac
	case ${1:-} in show) showing=1 && shift ;; esac
	case $* in
	'') ;;
	'without '?*)
		shift
		for name; do
			case " $providers ,$name" in *' '*,*' '*) die "there is no provider $name" ;; esac
			case " $providers " in *" $name "*) ;; *) die "there is no provider $name" ;; esac
			absent="$absent provider.$name.ipv4 provider.$name.ipv6"
		done
		;;
	*) die "run it alone, or with show, with without PROVIDER${confirm:+, confirm, revert}, not with: $*" ;;
	esac
}

main() {
	trap unchanged EXIT
	trap 'say "stopped by a signal" && exit 1' HUP INT TERM
	words "$@"
	[ -n "$showing" ] || lock
	[ ! -f "$kept_in" ] || kept=$(cat "$kept_in")
	look
	needs
	check_numbers
	check_base_and_mask
	check_names
	neighbours
	plan
	check_nft
	plan_sysctls
	[ -z "$confirm" ] || [ ! -d "$state/waiting" ] ||
		problem 'a setup waits for an answer; run this script with the word confirm, or revert, first'
	[ -z "$showing" ] || printf '%s' "$todo"
	[ "$problems" = 0 ] || exit 1
	[ -z "$showing" ] || {
		trap - EXIT
		exit 0
	}
	trap give_up EXIT
	[ -z "$confirm" ] || start_waiting
	change
	trap '' EXIT HUP INT TERM # there is no way back from here
	[ -z "$former_tag" ] || remove "$former_tag" ||
		die 'what this script sets up is in place, but not all of the former setup is gone; run it again'
	say "set up; routes and rules carry protocol $tag"
	[ -z "$confirm" ] || say "what was there before comes back in $confirm seconds, unless this script" \
		"is run with the word confirm; revert brings it back at once"
}
