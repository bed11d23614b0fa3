# Checks what the head needs, runs its commands, and rolls back when one fails.

problems=0 facts='' on='' off='' may_lack='' must='' uplinks='' showing='' all='' without=''
global_facts='' others_facts='' changes='' was='' stays='' tables_of_nft='' about='' lost=''

# problem TEXT: prints it, and counts it unless the uplink is optional
problem() {
	say "$*$must"
	on=''
	[ -n "$may_lack" ] || problems=$((problems + 1))
}

# problems_in TEXT: the same for each of its lines that begins with "problem"
problems_in() {
	case $nl$1 in *"${nl}problem "*) ;; *) return 0 ;; esac
	texts=$(printf '%s\n' "$1" | sed -n 's/^problem //p')
	while read -r text; do problem "$text"; done <<EOF
$texts
EOF
}

## The machine, as lines of facts: "up IF", "has IF ADDRESS", "taken TABLE", "problem TEXT", ...

# For awk: facts from the output of "ip link show" and "ip address show"
# shellcheck disable=SC2016
link_facts='
	/^[0-9]+: [^ ]+: </ { # 2: if1@if7: <BROADCAST,UP> mtu 1500
		sub(/[@:].*/, "", $2)
		print ($3 ~ /[<,]UP[,>]/ ? "up" : "down"), $2
	}
	/^[0-9]+: [^ ]+ +inet6? / { # 2: if1    inet 203.0.113.2/30 brd 203.0.113.3 scope 0 if1
		if ($4 !~ /\//) $4 = $4 ($3 == "inet" ? "/32" : "/128")
		if ($5 == "peer" && sub(/\/(32|128)$/, "", $6)) print "peer", $2, $4, $6
		print "has", $2, $4
		if (!seen[$2 $3]++) print "first", $2, $4
		flags = $0
		sub(/^.* scope [0-9]+ /, " ", flags) # the name of an interface ends in a backslash there
		if (match(flags, / (secondary|tentative|dadfailed) /))
			print substr(flags, RSTART + 1, RLENGTH - 2), $2, $4
	}'

# entry_facts PROGRAM: the same from "ip rule show" and "ip route show table all"; before that, each
# line goes through a program of awk
entry_facts() {
	awk -v tags=" $tags " -v first="${priorities% *}" -v last="${priorities#* }" \
		-v last_metric="$last_metric" -v in_table="$default_table" -v uses_ipv6="$uses_ipv6" "$behind$1"'
	$0 == "-6" { six = "ipv6\n"; others = uses_ipv6 == "" } # skip others without IPv6 of ours
	/^[0-9]+: / || NF < 2 { next }
	{ protocol = behind("proto"); table = behind("table"); metric = behind("metric") }
	protocol && index(tags, " " protocol " ") {
		if (!present[six protocol]++) print six "present", protocol
		if (/from 255\.255\.255\.255 nop /) complete = protocol
		former = protocol
		next
	}
	others { next }
	/^[0-9]+:\t/ && $1 + 0 >= first && $1 + 0 <= last {
		print "problem priorities", first, "to", last, "are ours; set priority_base, or remove rule", $0
	}
	table { if (!taken[table]++) print "taken", table; next }
	in_table != "main" && /^[678] (default|0\.0\.0\.0\/1|128\.0\.0\.0\/1) / {
		print "problem main is looked up before our default route and rejects packets; remove:", $0
	}
	last_metric && /^default .* pref / && metric + 0 <= last_metric + 0 {
		print "problem main has a default that comes before or merges with ours; raise its metric:", $0
	}
	END { print "former", complete ? complete : former }'
}

# is FACT: succeeds if $facts has it
is() { case $facts in *"$nl$1$nl"*) ;; *) return 1 ;; esac }

look() {
	read -r _ _ release _ </proc/version
	case $release in
	[0-3].* | 4.? | 4.?.* | 4.1[0-6]*) problem "Linux 4.17 or newer is needed; this is $release" ;;
	esac
	now=$(list -4 "link show${nl}address show" 2>&1) ||
		die "iproute2 5.3 or newer is needed, not BusyBox's ip; ip -4 -o -N -batch says: $now"
	[ "$families" = -4 ] || now=$now$nl-6$nl$(list -6 "${uses_ipv6:+address show}")
	[ "$needs_ipv6$families" != 1-4 ] || problem 'there is no IPv6 on this machine'
	facts=$(printf '%s\n' "$now" | entry_facts "$others_facts$global_facts$link_facts")
	former_tag=${facts##*former } # the last line; dash is slow to find one in the middle
	facts=$nl$facts$nl
	problems_in "$facts"
	tag=${tags% *} metric=1 # in IPv6, routes of one metric would merge
	# shellcheck disable=SC2034 # heads with IPv6 have $metric
	[ "$tag" != "$former_tag" ] || tag=${tags#* } metric=2
}

## What the head needs

need_link() { # BLOCK INTERFACE
	! is "up $2" || return 0
	! is "down $2" || problem "$1: interface $2 is down; try: ip link set dev $2 up"
	is "down $2" || problem "$1: interface $2 is missing; see: ip link show"
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
		[ -n "$on" ] || return 0
		! is "tentative $2 $3" || problem "$1: $3 is still tentative; try again, or $see"
		! is "dadfailed $2 $3" || problem "$1: another machine on the link of $2 has $3; $see"
		;;
	esac
	! is "has $2 $3" || return 0
	case $facts in
	*"${nl}has $2 ${3%/*}/"*) problem "$1: ${3%/*} has another prefix length than /${3#*/}; $see" ;;
	*) problem "$1: interface $2 doesn't have the address $3; $see" ;;
	esac
}

need_gateway() { # BLOCK INTERFACE ADDRESS
	own=" ${3:-none}/"
	case $3 in fe80:*) own="${nl}has $2 $3/" ;; esac # these are on every link
	case $facts in *"$own"*) problem "$1: the gateway $3 is an address of this machine" ;; esac
}

# uplink BLOCK INTERFACE ADDRESS/LENGTH GATEWAY [optional|required] [balanced] [first]: sets $on to
# 1, or to nothing where the uplink is skipped, and $network to the peer of a point-to-point link. A
# balanced route names no source; the kernel takes the first address in the gateway's network or,
# without one there, the first of the interface.
uplink() {
	network=''
	begin_uplink "$@" || return 0
	need_link "$1" "$2"
	[ -z "$on" ] || need_address "$1" "$2" "$3"
	need_gateway "$1" "$2" "$4"
	case " $* " in *' balanced '*) ! is "secondary $2 $3" ||
		problem "$1: $2 has another address in the network of $3 that comes first; remove it" ;;
	esac
	case " $* " in *' first '*) is "first $2 $3" ||
		problem "$1: $3 must be the first address of $2, or don't balance" ;;
	esac
	[ -z "$showing" ] || [ -n "$may_lack" ] || on=1 # shown as if it were there
	[ -z "$on" ] || [ -n "$4" ] || ! begins "$facts" "peer $2 $3" || network=$found/${3#*/}
	end_uplink "$1" "$3" "${network:--}" "${4:--}"
}

begin_uplink() { # arguments as of uplink; fails if "without" names the provider
	on=1 off='' may_lack='' must=''
	case " $* ,$all" in
	*' optional '*,) may_lack=1 ;;
	*' required '*) must='; optional = false: nothing is set up without it' ;;
	esac
	case " $absent " in *" $1 "*) on='' off='# ' && return 1 ;; esac
}

# end_uplink BLOCK ADDRESS NETWORK GATEWAY
# shellcheck disable=SC2034 # not every head needs $off, a comment sign for a skipped uplink
end_uplink() {
	[ -z "$on" ] || uplinks="$uplinks${nl}uplink $*"
	[ -n "$on" ] || [ -z "$may_lack" ] || {
		say "$1 is skipped"
		absent="$absent $1" off='# '
	}
	may_lack='' must=''
}

# need_any: nothing is set up when all uplinks are skipped; show then prints the commands of all
need_any() {
	case $uplinks,$absent in ?*,* | ,) return 0 ;; esac
	[ "$problems" != 0 ] || problem 'none of the providers is there'
	[ -n "$showing" ] || return 0
	count=$problems all=1 absent=$without
	needs 2>/dev/null
	problems=$count
}

## Numbers and files that must be ours alone

# check_numbers: others must not use our tables, and the tables and marks of the setup in place must
# stay with their providers: connections still carry these marks
check_numbers() {
	known=''
	for dir in /etc/iproute2 /usr/share/iproute2 /usr/lib/iproute2; do
		[ ! -d "$dir" ] || known=$known$nl$(find -L "$dir" -type f -path "$dir/rt_tables*" \
			\( -name rt_tables -o -name '*.conf' \) -exec sed "/^$begin/,/^$end/d" {} +)
	done
	conflicts=$(printf '%s\n' "$tables" -- "$kept" -- "$known" -- "$facts" | awk '
	/^[ \t]*#/ { next }
	$1 == "--" { part++; next }
	!part { number[$2] = $1; owner[$1] = $2; if (NF > 2) owner[$3] = $2; next }
	part == 1 && $1 ~ /^[0-9]+$/ && ($2 in number) {
		for (i = 1; i <= 3; i += 2) if (($i in owner) && owner[$i] != $2)
			print "problem", $i, "belongs to", $2, "in the setup in place; take that down first"
	}
	part == 2 && (($1 in owner) && owner[$1] != $2 || ($2 in number) && number[$2] != $1) {
		print "problem rt_tables has another name for " $1 ", or another number for " $2
	}
	part == 3 && $1 == "taken" && ($2 in owner) {
		print "problem table", $2, "has routes of somebody else;",
			"set the table of", owner[$2] ", or table_base"
	}')
	problems_in "$conflicts"
}

check_base_and_mask() {
	begins "$kept" base || found=${priorities% *}
	apart=$((found - ${priorities% *}))
	case ${apart#-} in
	0 | 9??? | ?????*) ;;
	*) problem "the setup in place has priority_base $found; keep that, or take it down first" ;;
	esac
	begins "$kept" mask && [ "$found" != "$mark_mask" ] || return 0
	[ "$((${found:-0} & ${mark_mask:-0}))" = 0 ] ||
		problem "the setup in place has mark_mask $found; keep that, or one that shares no bit with it"
}

# former_names: sets $names_before to the file that has our lines, and $block_before to these lines
former_names() {
	names_before=$(name_files)
	block_before=''
	case $names_before in
	'') ;;
	*[" $nl"]*) problem "several files have our table names; keep one:" "$names_before" && return 0 ;;
	*)
		block_before=$(our_names "$names_before")
		case $block_before in *"$nl$end") ;; *) problem "$names_before: no line $end after $begin" ;; esac
		;;
	esac
}

# check_names: sets $block to our lines of the file of names
check_names() {
	former_names
	block=''
	[ -n "$names_in" ] || return 0
	block=$begin
	if [ "$names_in" = "$names_before" ] && [ ! -L "$names_in" ]; then
		block=${block_before%%"$nl"*}
	else
		new_names
	fi
	while read -r number name _; do block="$block$nl$number	$name"; done <<EOF
$tables
EOF
	case $names_in,$block in /etc/iproute2/rt_tables,*', made '*) # a new one hides the distribution's
		for file in /usr/share/iproute2/rt_tables /usr/lib/iproute2/rt_tables; do
			[ ! -f "$file" ] || block=$block$nl$(cat "$file")
		done
		;;
	esac
	block=$block$nl$end
}

# new_names: checks that $names_in can be written, and sets $block to its first line
new_names() {
	to_make "$names_in"
	if [ -L "$names_in" ] || [ -d "$names_in" ]; then
		problem "$names_in is not a plain file; set rt_tables to another file"
	elif [ "${names_in%/*}" = /etc/iproute2/rt_tables.d ] && [ -s "$names_in" ]; then
		problem "$names_in belongs to somebody else; set rt_tables to another file"
	elif [ -z "$showing" ] && [ ! -w "${made%/*}" ]; then
		problem "cannot write $names_in"
	fi
	[ -e "$names_in" ] || block="$begin, made $made"
}

## Notes for every configuration; the module notices has the others

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

# forwards ipv4|ipv6 INTERFACE...: where forwarding is off, packets of local networks are dropped.
# IPv6 looks at the setting of all interfaces (ip6_forward in net/ipv6/ip6_output.c).
forwards() {
	off=''
	for name; do
		value_of "net/$1/conf/$name/forwarding"
		[ "$name" = "$1" ] || [ "$value" != 0 ] || off="$off $name"
	done
	[ -z "$off" ] || say "note: $1 forwarding is off on$off; run:" \
		"sysctl -w net.$1.conf.all.forwarding=1"
}

## The commands and sysctls to run

# plan: collects the commands of the head; leaves IPv6 alone if neither they nor $facts have any
plan() {
	sysctls=$(write_down sysctls)
	marks=$(write_down marks)
	entries=$(write_down routes_and_rules)
	entries=$(printf '%s\n' "$entries" | awk ' # once: two things that are read may be the same
	/^# / { why = $0; next } !seen[$0]++ { print why; print }')
	check_by_hand
	sets=$(write_down sets ${choices:+refusals})
	marker=$(write_down marker)
	todo=''
	for part in "$sysctls" "$marks" "$entries" "$mine" "$sets" "$marker"; do
		todo=$todo${part:+${todo:+$nl}$part}
	done
	problems_in "$todo"
	entries=$entries$nl$mine
	case $facts$todo in *"${nl}ipv6$nl"* | *"${nl}ip -6 "*) ;; *) families=-4 ;; esac
}

# check_by_hand: sets $mine to the commands of by_hand, and refuses those that we couldn't undo
check_by_hand() {
	# shellcheck disable=SC2123 # no command is to be found there
	mine=$(PATH=/ && write_down by_hand)
	[ -n "$mine" ] || return 0
	others=$(printf '%s\n' "$mine" | awk -v tag="$tag" '
	/^(# |problem |$)/ || $0 ~ "^ip -[46] rule add priority .* protocol " tag "$" { next }
	$0 ~ "^ip -[46] route prepend .* proto " tag "( nexthop .*)?$" { next }
	{ print "problem by_hand takes only ip route prepend and ip rule add priority, not:", $0 }')
	problems_in "$others"
}

# plan_sysctls: sets $changes to what has to be set, $was to the values before, and adds to $stays
# what is kept of them
plan_sysctls() {
	pairs=$(printf '%s\n' "$sysctls" "$kept" |
		sed -n -e 's/^sysctl -q -w //p' -e 't' -e 's/^sysctl \([^ ]*\) .*/\1/p')
	# shellcheck disable=SC2086 # a word each
	lines=$(values_of net/ipv4/conf/all/rp_filter $pairs | compare_sysctls)
	IFS=: # dash takes long to find what stands far behind
	# shellcheck disable=SC2086 # a part each
	set -- $lines
	unset IFS
	changes=$1 was=$2 stays=$stays$3
	problems_in "${4:-}"
}

# compare_sysctls: prints the three and problems, with a colon between them, which no name of an
# interface has. rp_filter is strict where the larger one of two is 1. What counts with another one
# alone is set before that, so the last one is given back first.
compare_sysctls() {
	awk -F '[ =]' '
	$1 == "now" { now[$2] = $3; if (NF > 4) want[key[++n] = $2] = $5 }
	$1 != "sysctl" || seen[$0]++ { next }
	$2 in want || now[$2] == "" {
		stays = stays "\n" $0
		if (!($2 in first)) first[$2] = $3
	}
	!($2 in want) && now[$2] == $4 { back = " " $2 "=" $3 back; undo = undo " " $2 "=" $4 }
	END {
		for (all = now["net/ipv4/conf/all/rp_filter"] + 0; i++ < n;) {
			value = now[k = key[i]]
			strict = value != "" && (value > all ? value : all) == 1
			if (value == want[k] || k ~ /\/rp_filter$/ && !strict) continue
			if (k ~ /_fields$/ && value == "")
				problems = "\nproblem this kernel has no " k "; set another hash_policy"
			changes = changes " " k "=" want[k]
			before = " " k "=" value before
			line = "sysctl " k " " (k in first ? first[k] : value) " " want[k]
			if (!seen[line]++) stays = stays "\n" line
		}
		print changes back ":" undo before ":" stays ":" problems
	}'
}

# set_sysctls [KEY=VALUE...]: sets those that have another value now
set_sysctls() {
	for pair; do
		shift
		value_of "${pair%=*}"
		[ "$value" = "${pair#*=}" ] || set -- "$@" "$pair"
	done
	[ "$#" = 0 ] || command sysctl -q -w "$@"
}

# enter TEXT [anyway]: runs its commands of ip. A batch that fails doesn't always name its line, and
# before iproute2 5.14 a line has at most 99 words. So what was added is removed, and the lines run
# one by one.
enter() {
	for family in $families; do
		case $nl$1 in *"${nl}ip $family "*) ;; *) continue ;; esac
		lines=$(printf '%s\n' "$1" | sed -n "s/^ip $family //p")
		command ip "$family" -batch - 2>/dev/null <<EOF && continue
$lines
EOF
		sweep "$tag" "$family"
		one_by_one "$family" "$@"
	done
}

# one_by_one FAMILY TEXT [anyway]
one_by_one() {
	while read -r line; do
		case $line in
		'# '*) about=${line#* } ;;
		"ip $1 "*)
			# shellcheck disable=SC2086 # a word each
			command $line || lost=1
			[ "$lost${3:-}" != 1 ] || die "$about: this failed: $line"
			;;
		esac
	done <<EOF
$2
EOF
}

# keep TEXT: replaces the file $kept_in in one step
keep() { printf '%s\n' "$1" >"$kept_in.new" && mv "$kept_in.new" "$kept_in"; }

# to_make FILE: sets $made to the topmost part of its path that isn't there, or to FILE
to_make() {
	made=$1
	while [ ! -d "${made%/*}" ]; do made=${made%/*}; done
}

# put_names FILE TEXT: puts TEXT in place of our lines there
put_names() {
	to_make "$1"
	staged=${made%/*}/.splitroute.new
	new=$staged${1#"$made"}
	[ "$made" = "$1" ] || mkdir -p "${new%/*}" || return 1
	[ ! -f "$1" ] || cp -p "$1" "$new" || return 1 # for its owner and mode
	{ printf '%s\n' "$2" && { [ ! -f "$1" ] || other_names "$1"; }; } >"$new" && mv "$staged" "$made"
}

# set_names FILE BLOCK: makes these our only lines in files of names; FILE may be empty, for none
set_names() {
	clean_names || return 1
	files=$(name_files) || return 1
	# shellcheck disable=SC2086 # a word each
	there=$(our_names /dev/null $files) || return 1
	[ "$files,$there" != "$1,$2" ] || return 0
	[ "$files" = "$1" ] || drop_names || return 1
	[ -z "$1" ] || put_names "$1" "$2"
}

# change: makes all changes
change() {
	case $marks$sets$nl$kept$nl in [!$nl]* | *"${nl}nft$nl"*) tables_of_nft=${nl}nft ;; esac
	if [ -f "$state/$tag" ] || is "present $tag"; then remove "$tag"; fi # what a killed run left
	mkdir -p "$state"
	printf '%s\n' "$todo" >"$state/$tag"
	keep "$kept$stays$tables_of_nft"
	clean_names
	[ "$names_before,$block_before" = "$names_in,$block" ] || set_names "$names_in" "$block"
	# shellcheck disable=SC2086 # a word each
	[ -z "$changes" ] || command sysctl -q -w $changes
	[ -z "$marks" ] || load "$marks"
	enter "$entries"
	[ -z "$sets" ] || load "$sets"
	one_by_one -4 "$marker"
	[ -n "$confirm" ] || [ ! -d "$state/waiting" ] || rm -rf "$state/waiting" # nobody waits any more
	stays="tag $tag${nl}base ${priorities% *}${nl}mask $mark_mask$nl$tables$uplinks$stays"
	keep "$stays$tables_of_nft"
}

## Rollback

# roll_back: restores the state from before this run
roll_back() {
	set +e
	back=1 none=''
	for table in $nft_tables; do none="${none}table inet $table${nl}delete table inet $table$nl"; done
	[ -z "$marks$sets$former_nft" ] || load "$none$former_nft" || back=''
	remove "$tag" || back=''
	# shellcheck disable=SC2086 # a word each
	set_sysctls $was || back=''
	set_names "$names_before" "$block_before" || back=''
	[ -n "$back" ] || return 1 # what is kept stays, for a teardown
	rm -f "$kept_in.new"
	if [ -z "$kept" ]; then
		rm -f "$kept_in" || return 1
		rmdir "$state" 2>/dev/null || :
	elif [ "$(cat "$kept_in" 2>/dev/null)" != "$kept" ]; then
		keep "$kept"
	fi
}

give_up() {
	trap '' EXIT HUP INT TERM
	[ -z "$confirm" ] || rm -rf "$state/waiting" "$state/waiting.new"
	roll_back || die 'the rollback failed in part; run this script again, or teardown'
	die 'everything is as it was before'
}

unchanged() {
	trap - EXIT
	problems="; problems: $problems"
	say "nothing was changed${problems#; problems: 0}"
	exit 1
}

# words: reads the command line
words() {
	case $*,$confirm in confirm,?* | revert,?* | stand-by*,?*) answer "$@" ;; esac
	case $*,$choices in health,?*) put_in_force ;; esac
	case ${1:-} in show) showing=1 && shift ;; esac
	case $* in
	'') ;;
	'without '?*)
		shift
		for name; do
			case "${name%% *}, $providers " in
			"$name,"*" $name "*) ;;
			*) die "there is no provider $name" ;;
			esac
			absent="$absent provider.$name.ipv4 provider.$name.ipv6"
		done
		;;
	*) die "run it alone, with show${confirm:+, confirm, revert} or without PROVIDER, not with: $*" ;;
	esac
}

# prepare: looks at the machine and plans all changes; changes nothing
prepare() {
	[ ! -f "$kept_in" ] || kept=$(cat "$kept_in")
	look
	without=$absent
	needs
	need_any
	[ -z "$choices" ] || read_health
	check_numbers
	check_base_and_mask
	check_names
	neighbours
	plan
	[ -z "$marks$sets$confirm" ] || check_nft
	plan_sysctls
	[ -z "$confirm" ] || [ ! -d "$state/waiting" ] ||
		problem 'the last setup is not confirmed yet; run this script with confirm, or with revert'
}

main() {
	trap unchanged EXIT
	trap 'say "stopped by a signal" && exit 1' HUP INT TERM
	words "$@"
	[ -n "$showing" ] || lock
	prepare
	[ -z "$showing" ] || printf '%s\n' "$todo"
	[ "$problems" = 0 ] || exit 1
	[ -z "$showing" ] || { trap - EXIT && exit; }
	trap give_up EXIT
	[ -z "$confirm" ] || start_waiting
	change
	trap '' EXIT HUP INT TERM # there is no way back from here
	remain='this setup is in place, but entries of the previous one remain; run it again'
	[ -z "$former_tag" ] || remove "$former_tag" || die "$remain"
	unload_tables "$marks$sets" || die "$remain"
	[ -n "$marks$sets$confirm" ] || [ -z "$tables_of_nft" ] || keep "$stays" || die "$remain"
	[ -z "$marks" ] || forget
	say "set up; routes and rules carry protocol $tag"
	[ -z "$confirm" ] || say "it is rolled back in $confirm seconds unless you run this script" \
		"with the word confirm; with the word revert, it is rolled back at once"
}
